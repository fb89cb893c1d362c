import { createHash } from 'node:crypto';
import {
  assertHistory,
  type HeldInterest,
  type Holding,
  type OwnershipHistory,
  type Party,
} from './ownership-history.ts';
import { type Audience, entityDetails, personDetails } from './party-details.ts';
import {
  BODS_VERSION,
  type Interest,
  type RelationshipStatement,
  type Statement,
  type StatementSource,
} from './statement.ts';

/** Under whose name, for whom and as of when statements are written. */
export interface Publication {
  /** What makes the ids of this publisher its own, for ever: a domain name. */
  namespace: string;
  publisher: { name: string; url?: string };
  license?: string;
  /** `YYYY-MM-DD`. Nothing that was declared later is told. */
  publishedOn: string;
  audience: Audience;
  source?: StatementSource;
}

/** What a record says from a day on. */
interface Turn {
  on: string;
  status: 'new' | 'updated' | 'closed';
  /** Which comes first on one day: who is stated, before what refers to them; what ends, before those whom it named. */
  rank: number;
  recordId: string;
  record: Pick<Statement, 'recordType' | 'recordDetails'>;
}

const RANK = { entity: 0, person: 1, component: 2, relationship: 3, relationshipClosed: 4, partyClosed: 5 } as const;

/**
 * The statements of BODS 0.4 that tell an ownership history, in the order of time: for every change that was declared, one
 * statement of the record that changed (new, updated, closed). The same history gives the same ids for ever: what is
 * written later, when more has been declared, begins with the same statements.
 *
 * A right that is given up and taken again later is another record, because a closed one stays closed. Throws a RangeError
 * for a history that cannot be.
 */
export function writeStatements(history: OwnershipHistory, publication: Publication): Statement[] {
  assertHistory(history);
  const writing = new Writing(history, publication.audience);
  const turns = [
    ...history.parties.flatMap((party) => writing.party(party)),
    ...history.holdings.flatMap((holding) => writing.holding(holding)),
  ];
  const declarationSubject = writing.recordIdOf(history.enterprise);
  return turns
    .filter(({ on }) => on <= publication.publishedOn)
    .sort((one, other) => compare(one.on, other.on) || one.rank - other.rank || compare(one.recordId, other.recordId))
    .map((turn) => statementOf(turn, declarationSubject, publication));
}

/** A record while it is open: from its first statement to the one that closes it. */
interface Span {
  recordId: string;
  from: string;
  until?: string;
}

class Writing {
  readonly #history: OwnershipHistory;
  readonly #audience: Audience;
  readonly #parties: Map<string, Party>;
  /** The records of a party (one) or a holding (one for each of its spells). */
  readonly #spans = new Map<string, Span[]>();
  /** Since when a record explains another relationship, by its id; and since when a party holds in its own right, by its key. */
  readonly #componentSince = new Map<string, string>();
  readonly #ownRightSince = new Map<string, string>();

  constructor(history: OwnershipHistory, audience: Audience) {
    this.#history = history;
    this.#audience = audience;
    this.#parties = new Map(history.parties.map((party) => [party.key, party]));
    for (const { key, versions, closedOn: until } of history.parties) {
      this.#spans.set(key, [
        { recordId: this.recordIdOf(key), from: versions[0]!.declaredOn, ...(until && { until }) },
      ]);
    }
    for (const { key, interests } of history.holdings) {
      const spans = spellsOf(interests).map((spell, i) => {
        const until = endOf(spell);
        return { recordId: this.recordIdOf(key, i + 1), from: spell[0]!.declaredOn, ...(until && { until }) };
      });
      this.#spans.set(key, spans);
    }
    for (const { key, subject, party, through = [] } of history.holdings) {
      const wholes = this.#spans.get(key)!;
      if (subject === history.enterprise && typeof party === 'string') {
        keepEarlier(this.#ownRightSince, party, wholes[0]!.from);
      }
      if (subject === history.enterprise) this.#ownRightSince.set(key, '');
      for (const component of through.flatMap((other) => this.#spans.get(other)!)) {
        for (const { from, until } of wholes) {
          const both = from > component.from ? from : component.from;
          // The statement that closes the whole still names its components.
          if (isOpen(component, both) && !(until !== undefined && both > until)) {
            keepEarlier(this.#componentSince, component.recordId, both);
          }
        }
      }
    }
    this.#ownRightSince.set(history.enterprise, '');
  }

  /** A record belongs to the network of one enterprise; its id says so. */
  recordIdOf(key: string, spell = 1): string {
    const { enterprise } = this.#history;
    const kind = { person: 'per', entity: 'ent', holding: 'rel' }[this.#parties.get(key)?.kind ?? 'holding'];
    return [kind, enterprise, ...(key === enterprise ? [] : [key]), ...(spell > 1 ? [spell] : [])].join('-');
  }

  party(party: Party): Turn[] {
    const { key, closedOn } = party;
    const { recordId, from } = this.#spans.get(key)![0]!;
    const days = [...party.versions.map(({ declaredOn }) => declaredOn), ...this.#daysOfRole(key, recordId)];
    const turns: Turn[] = [];
    for (const on of inOrder(days)) {
      if (on < from || (closedOn !== undefined && on > closedOn)) continue;
      push(turns, { on, rank: RANK[party.kind], recordId, record: this.#partyRecord(party, on) });
    }
    if (closedOn !== undefined) {
      const record = this.#partyRecord(party, closedOn);
      turns.push({ on: closedOn, status: 'closed', rank: RANK.partyClosed, recordId, record });
    }
    return turns;
  }

  #partyRecord(party: Party, on: string): Turn['record'] {
    const isComponent = this.#isComponent(party.key, this.recordIdOf(party.key), on);
    if (party.kind === 'person') {
      const { facts } = party.versions.findLast(({ declaredOn }) => declaredOn <= on)!;
      return { recordType: 'person', recordDetails: personDetails(facts, isComponent, this.#audience) };
    }
    const { facts } = party.versions.findLast(({ declaredOn }) => declaredOn <= on)!;
    return { recordType: 'entity', recordDetails: entityDetails(facts, isComponent) };
  }

  holding(holding: Holding): Turn[] {
    const spans = this.#spans.get(holding.key)!;
    const components = (holding.through ?? []).flatMap((key) => this.#spans.get(key)!);
    return spellsOf(holding.interests).flatMap((spell, i) => {
      const { recordId, from, until } = spans[i]!;
      const days = [
        ...spell.flatMap(({ declaredOn, endDeclaredOn }) => [declaredOn, endDeclaredOn]),
        ...this.#daysOfRole(holding.key, recordId),
        ...components.flatMap((component) => [component.from, component.until]),
      ].filter((day) => day !== undefined);
      const turns: Turn[] = [];
      for (const on of inOrder(days)) {
        // Opened and closed on one day: it is told as opened first.
        if (on < from || (until !== undefined && on >= until && turns.length > 0)) continue;
        const rank = this.#isComponent(holding.key, recordId, on) ? RANK.component : RANK.relationship;
        const record = this.#relationshipRecord({ holding, spell, recordId, on, withEnds: on !== until });
        push(turns, { on, rank, recordId, record });
      }
      if (until !== undefined) {
        const record = this.#relationshipRecord({ holding, spell, recordId, on: until, withEnds: true });
        turns.push({ on: until, status: 'closed', rank: RANK.relationshipClosed, recordId, record });
      }
      return turns;
    });
  }

  #relationshipRecord(said: {
    holding: Holding;
    spell: readonly HeldInterest[];
    recordId: string;
    on: string;
    withEnds: boolean;
  }): Turn['record'] {
    const { holding, spell, recordId, on, withEnds } = said;
    const components = (holding.through ?? [])
      .flatMap((key) => this.#spans.get(key)!)
      .filter((component) => isOpen(component, on))
      .map((component) => component.recordId);
    const recordDetails: RelationshipStatement['recordDetails'] = {
      isComponent: this.#isComponent(holding.key, recordId, on),
      subject: this.recordIdOf(holding.subject),
      interestedParty: typeof holding.party === 'string' ? this.recordIdOf(holding.party) : holding.party,
      ...(components.length > 0 && { componentRecords: components }),
      interests: spell
        .filter(({ declaredOn, endDeclaredOn }) => declaredOn <= on && (endDeclaredOn ?? on) >= on)
        .map((interest) => interestOn(interest, withEnds ? on : '')),
    };
    return { recordType: 'relationship', recordDetails };
  }

  /** Whether it only explains others: once it holds or is held in its own right, it stays so. */
  #isComponent(key: string, recordId: string, on: string): boolean {
    const since = this.#componentSince.get(recordId);
    const own = this.#ownRightSince.get(key);
    return since !== undefined && since <= on && !(own !== undefined && own <= on);
  }

  #daysOfRole(key: string, recordId: string): string[] {
    const days = [this.#componentSince.get(recordId), this.#ownRightSince.get(key)];
    return days.filter((day) => day !== undefined && day !== '') as string[];
  }
}

/** Whether a record is open at the end of a day. */
function isOpen({ from, until }: Span, on: string): boolean {
  return from <= on && (until === undefined || on < until);
}

/** Adds a turn when it says something else than the one before. */
function push(turns: Turn[], turn: Omit<Turn, 'status'>): void {
  const last = turns.at(-1);
  if (last && JSON.stringify(last.record) === JSON.stringify(turn.record)) return;
  turns.push({ ...turn, status: last ? 'updated' : 'new' });
}

/** Interests that follow each other without a gap in what was declared; after a gap a new record begins. */
function spellsOf(interests: readonly HeldInterest[]): HeldInterest[][] {
  const spells: HeldInterest[][] = [];
  for (const interest of interests.toSorted((one, other) => compare(one.declaredOn, other.declaredOn))) {
    const last = spells.at(-1);
    const end = last && endOf(last);
    if (last && (end === undefined || interest.declaredOn <= end)) last.push(interest);
    else spells.push([interest]);
  }
  return spells;
}

/** When the last interest of a spell was declared to have ended; undefined while one is held. */
function endOf(spell: readonly HeldInterest[]): string | undefined {
  let end = '';
  for (const { endDeclaredOn } of spell) {
    if (endDeclaredOn === undefined) return undefined;
    if (endDeclaredOn > end) end = endDeclaredOn;
  }
  return end;
}

function interestOn(interest: HeldInterest, on: string): Interest {
  const { type, directness, beneficialOwner, share, details, startedOn, endedOn, endDeclaredOn } = interest;
  const hasEnded = endDeclaredOn !== undefined && endDeclaredOn <= on;
  return {
    type,
    directOrIndirect: directness,
    beneficialOwnershipOrControl: beneficialOwner,
    ...(details !== undefined && { details }),
    ...(share && { share }),
    ...(startedOn !== undefined && { startDate: startedOn }),
    ...(hasEnded && { endDate: endedOn ?? endDeclaredOn }),
  };
}

/** The statement's id is a hash of what it says and of whose it is, without when it was published: saying it again is the same statement. */
function statementOf(turn: Turn, declarationSubject: string, publication: Publication): Statement {
  const { namespace, publisher, license, publishedOn } = publication;
  const said = {
    statementDate: turn.on,
    declarationSubject,
    recordId: turn.recordId,
    recordStatus: turn.status,
    ...turn.record,
    source: publication.source ?? { type: ['officialRegister'] },
  };
  const statementId = createHash('sha256')
    .update(JSON.stringify([namespace, said]))
    .digest('hex');
  const publicationDetails = {
    publicationDate: publishedOn,
    bodsVersion: BODS_VERSION,
    ...(license !== undefined && { license }),
    publisher,
  };
  return { statementId, ...said, publicationDetails } as Statement;
}

function inOrder(days: readonly string[]): string[] {
  return [...new Set(days)].sort(compare);
}

function keepEarlier(days: Map<string, string>, key: string, day: string): void {
  days.set(key, earlier(days.get(key) ?? day, day));
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
