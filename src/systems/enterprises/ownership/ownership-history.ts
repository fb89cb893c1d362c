import { isPersonalNumber, isTaxCode } from '../../../country/index.ts';
import type { EntityStatement, Interest, PersonStatement, Share, UnspecifiedRecord } from './statement.ts';

/**
 * Who owns, controls and represents one enterprise, over time, as a register knows it. All days are `YYYY-MM-DD`. What is
 * true since when stands in the facts (`startedOn`, `bornOn`); since when the register has said so, in `declaredOn`.
 *
 * Keys are the register's own ids. They are published, so they must say nothing: a personal number is refused.
 */
export interface OwnershipHistory {
  /** Key of the enterprise whose owners these are. It is one of the parties. */
  enterprise: string;
  parties: readonly Party[];
  holdings: readonly Holding[];
}

export type Party = PersonParty | EntityParty;

export interface PersonParty {
  kind: 'person';
  key: string;
  /** What was declared of the person, each time in whole. */
  versions: readonly Declared<PersonFacts>[];
  /** When the record was closed for good: it cannot be opened again. */
  closedOn?: string;
}

export interface EntityParty {
  kind: 'entity';
  key: string;
  versions: readonly Declared<EntityFacts>[];
  closedOn?: string;
}

export interface Declared<Facts> {
  declaredOn: string;
  facts: Facts;
}

export interface PersonFacts {
  fullName?: string;
  bornOn?: string;
  diedOn?: string;
  /** ISO 3166-1 codes of two letters. */
  nationalities?: readonly string[];
  personalNumber?: string;
  /** The country by its ISO 3166-1 code of three letters. */
  passport?: { country: string; number: string };
  /** In one line. */
  address?: string;
  /** Why this person is not named: the person is then anonymous. */
  hidden?: UnspecifiedRecord;
  politicallyExposed?: boolean;
}

export interface EntityFacts {
  name?: string;
  otherNames?: readonly string[];
  /** Left out for an enterprise, which is a registered entity. */
  type?: EntityStatement['recordDetails']['entityType']['type'];
  /** What the law calls it: Công ty cổ phần. */
  legalForm?: string;
  /** Enterprise or tax code of Vietnam. */
  enterpriseCode?: string;
  /** For an entity of another country: what it is registered as, and with whom. */
  foreignRegistration?: { register: string; number: string };
  /** ISO 3166-1 code of two letters; Vietnam when left out. */
  country?: string;
  foundedOn?: string;
  dissolvedOn?: string;
  address?: string;
  hidden?: UnspecifiedRecord;
}

/** What one party holds in one entity, by one right or by several. */
export interface Holding {
  key: string;
  /** Key of the entity that is owned. */
  subject: string;
  /** Key of who owns, or why nobody can be named. */
  party: string | UnspecifiedRecord;
  interests: readonly HeldInterest[];
  /** Keys of the holdings and parties in between, when the party holds through others. */
  through?: readonly string[];
}

/**
 * One right and its period. A share that changes is two interests: one that ends and one that starts on that day. A legal
 * representative (người đại diện theo pháp luật) is a `seniorManagingOfficial`, with the title in `details`.
 */
export interface HeldInterest {
  type: NonNullable<Interest['type']>;
  directness: NonNullable<Interest['directOrIndirect']>;
  /** Whether it makes the party a beneficial owner; of persons only. */
  beneficialOwner: boolean;
  share?: Share;
  details?: string;
  startedOn?: string;
  /** The first day on which it was no longer held. */
  endedOn?: string;
  declaredOn: string;
  /** When the register learned of the end; without it the end is not known yet. */
  endDeclaredOn?: string;
}

export type PersonDetails = PersonStatement['recordDetails'];
export type EntityDetails = EntityStatement['recordDetails'];

/** Throws a RangeError that names the first thing in a history which cannot be, so that nothing wrong is published. */
export function assertHistory(history: OwnershipHistory): void {
  const parties = new Map(history.parties.map((party) => [party.key, party]));
  const holdings = new Map(history.holdings.map((holding) => [holding.key, holding]));
  const keys = [...history.parties, ...history.holdings].map(({ key }) => key);
  for (const key of keys) if (isPersonalNumber(key)) throw new RangeError('a personal number cannot be a key');
  if (new Set(keys).size < keys.length) throw new RangeError('two parties or holdings have the same key');
  if (parties.get(history.enterprise)?.kind !== 'entity')
    throw new RangeError('the enterprise is no entity among the parties');
  for (const { key, versions, closedOn } of history.parties) {
    for (const { facts } of versions) {
      const code = 'enterpriseCode' in facts ? facts.enterpriseCode : undefined;
      if (code !== undefined && !isTaxCode(code)) throw new RangeError(`${key} has no enterprise code: ${code}`);
    }
    if (versions.length === 0) throw new RangeError(`nothing is declared of ${key}`);
    if (versions.some(({ declaredOn }, i) => i > 0 && declaredOn <= versions[i - 1]!.declaredOn)) {
      throw new RangeError(`what is declared of ${key} is not in the order of its days`);
    }
    if (closedOn !== undefined && versions.at(-1)!.declaredOn > closedOn) {
      throw new RangeError(`something is declared of ${key} after it was closed`);
    }
  }
  for (const holding of history.holdings) assertHolding(holding, { enterprise: history.enterprise, parties, holdings });
}

function assertHolding(
  holding: Holding,
  {
    enterprise,
    parties,
    holdings,
  }: { enterprise: string; parties: Map<string, Party>; holdings: Map<string, Holding> },
): void {
  const { key, subject, party, interests, through = [] } = holding;
  if (parties.get(subject)?.kind !== 'entity')
    throw new RangeError(`the subject of ${key} is no entity among the parties`);
  if (interests.length === 0) throw new RangeError(`${key} has no interest`);
  const first = interests.reduce(
    (day, { declaredOn }) => (declaredOn < day ? declaredOn : day),
    interests[0]!.declaredOn,
  );
  const lastEnd = interests.some(({ endDeclaredOn }) => endDeclaredOn === undefined)
    ? undefined
    : interests.reduce((day, { endDeclaredOn }) => (endDeclaredOn! > day ? endDeclaredOn! : day), '');
  for (const end of typeof party === 'string' ? [subject, party] : [subject]) {
    const found = parties.get(end);
    if (!found) throw new RangeError(`${end}, named by ${key}, is not among the parties`);
    if (found.versions[0]!.declaredOn > first) throw new RangeError(`${key} is declared before ${end} is`);
    if (found.closedOn !== undefined && (lastEnd === undefined || lastEnd > found.closedOn)) {
      throw new RangeError(`${key} is still held when ${end} is closed`);
    }
  }
  const holderIsPerson = typeof party === 'string' && parties.get(party)!.kind === 'person';
  for (const { beneficialOwner, declaredOn, endDeclaredOn, startedOn, endedOn } of interests) {
    if (beneficialOwner && !holderIsPerson) throw new RangeError(`the beneficial owner of ${key} is no person`);
    if (endDeclaredOn !== undefined && endDeclaredOn < declaredOn) {
      throw new RangeError(`an interest of ${key} ends before it is declared`);
    }
    if (startedOn !== undefined && endedOn !== undefined && endedOn < startedOn) {
      throw new RangeError(`an interest of ${key} ends before it starts`);
    }
  }
  for (const other of through) {
    if (other === key || holdings.get(other)?.through?.length) {
      throw new RangeError(`${key} goes through ${other}, which goes through others`);
    }
    if (other === enterprise || other === party) throw new RangeError(`${key} goes through its own end ${other}`);
    if (!parties.has(other) && !holdings.has(other))
      throw new RangeError(`${key} goes through ${other}, which is not here`);
  }
}
