import { createHmac } from 'node:crypto';
import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { timeline } from '../../registry/index.ts';
import { LEGAL_FORMS, TITLES } from '../enterprise-codes.ts';
import { enterprise } from '../kinds.ts';
import { addressInWords } from '../lookup/actions.ts';
import { Seen } from '../sealed.ts';
import type * as services from '../services.ts';
import { compare, fraction, percentOf } from '../share.ts';
import { type StatementsChecked, type ToldProblem, checkStatements } from './check-statements.ts';
import type { HeldInterest, Holding, OwnershipHistory, Party } from './ownership-history.ts';
import type { ReadingTerms } from './read-statements.ts';
import type { Statement } from './statement.ts';
import { declarationsOverTime, keepStatements, partsOverTime, representationsOverTime } from './store.ts';
import { writeStatements } from './write-statements.ts';

const NAMESPACE = 'enterprises.mot-cua.example';
const PUBLISHER = { name: 'Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp' };
const QUARTER = fraction(1, 4);

/** Who directly owns, controls and represents an enterprise, over time, as statements of BODS 0.4 for authorities. Refuses `enterprise.unknown`. */
export async function exportOwnership(
  house: House,
  { code }: { code: string },
  context: CallContext,
): Promise<Static<typeof services.exportOwnership.output>> {
  const history = await historyOf(house, code, context);
  const statements = writeStatements(history, {
    namespace: NAMESPACE,
    publisher: PUBLISHER,
    publishedOn: today(),
    audience: 'authority',
  });
  return { statements };
}

interface During {
  from: string;
  until: string | null;
}

/** When the law lets a right begin and end with its registration, the register declares both on that day. */
function declared({
  from,
  until,
}: During): Pick<HeldInterest, 'startedOn' | 'declaredOn' | 'endedOn' | 'endDeclaredOn'> {
  const ended = until !== null && until <= today() ? { endedOn: until, endDeclaredOn: until } : {};
  return { startedOn: from, declaredOn: from, ...ended };
}

async function historyOf(house: House, code: string, context: CallContext): Promise<OwnershipHistory> {
  const db = house.db.as('enterprises');
  const seen = new Seen(db, context);
  const [versions, parts, representations, declarations] = await Promise.all([
    timeline(db, enterprise, { code }).then((held) => seen.versions(code, held)),
    partsOverTime(db, code).then((rows) => seen.holders(rows, () => code)),
    representationsOverTime(db, code).then((rows) => seen.representatives(code, rows)),
    declarationsOverTime(db, code).then((rows) => seen.owners(code, rows)),
  ]);
  const held = versions
    .filter(({ replacedAt, validFrom }) => replacedAt === null && validFrom !== null && validFrom <= today())
    .toSorted((a, b) => (a.validFrom! < b.validFrom! ? -1 : 1));
  if (held.length === 0) throw new Refusal('enterprise.unknown', 404, { values: { code } });
  const keyOf = keyMaker(house);
  const interests = new Map<string, { name: string; interests: HeldInterest[] }>();
  const add = (who: string, name: string, interest: HeldInterest): void => {
    if (interest.declaredOn > today()) return;
    const before = interests.get(who) ?? { name, interests: [] };
    interests.set(who, { name, interests: [...before.interests, interest] });
  };
  for (const { holder, holderName, contribution, capital, ...during } of joined(parts)) {
    const share = fraction(contribution, capital);
    const beneficialOwner = holder.length === 12 && compare(share, QUARTER) >= 0;
    add(holder, holderName, {
      type: 'shareholding',
      directness: 'direct',
      beneficialOwner,
      share: { exact: percentOf(share) },
      ...declared(during),
    });
  }
  for (const { personNumber, fullName, title, ...during } of representations)
    add(personNumber, fullName, {
      type: 'seniorManagingOfficial',
      directness: 'direct',
      beneficialOwner: false,
      details: TITLES[title].vi,
      ...declared(during),
    });
  for (const { personNumber, fullName, details, ...during } of declarations)
    add(personNumber, fullName, {
      type: 'otherInfluenceOrControl',
      directness: 'unknown',
      beneficialOwner: true,
      ...(details ? { details } : {}),
      ...declared(during),
    });
  const facts = held.map(({ values, validFrom }) => ({
    declaredOn: validFrom!,
    facts: {
      name: values.name,
      legalForm: LEGAL_FORMS[values.legalForm].vi,
      enterpriseCode: code,
      foundedOn: values.foundedOn,
      address: addressInWords(values),
      ...(values.status === 'dissolved' || values.status === 'bankrupt' ? { dissolvedOn: validFrom! } : {}),
    },
  }));
  const own = keyOf(code);
  const parties = [...interests].map(([who, { name, interests: rights }]): Party => {
    const declaredOn = rights.reduce((day, right) => (right.declaredOn < day ? right.declaredOn : day), today());
    return who.length === 12
      ? {
          kind: 'person',
          key: keyOf(who),
          versions: [{ declaredOn, facts: { fullName: name, personalNumber: who, nationalities: ['VN'] } }],
        }
      : { kind: 'entity', key: keyOf(who), versions: [{ declaredOn, facts: { name, enterpriseCode: who } }] };
  });
  const holdings = [...interests].map(([who, { interests: rights }]): Holding => ({
    key: keyOf(`${who} in ${code}`),
    subject: own,
    party: keyOf(who),
    interests: rights,
  }));
  return { enterprise: own, parties: [{ kind: 'entity', key: own, versions: facts }, ...parties], holdings };
}

/** Parts whose share did not change at a border of versions become one. */
function joined(parts: Awaited<ReturnType<typeof partsOverTime>>): typeof parts {
  const result: typeof parts = [];
  for (const part of parts) {
    const last = result.at(-1);
    const goesOn =
      last?.holder === part.holder &&
      last.until === part.from &&
      compare(fraction(last.contribution, last.capital), fraction(part.contribution, part.capital)) === 0;
    if (goesOn) result[result.length - 1] = { ...last, until: part.until };
    else result.push(part);
  }
  return result;
}

/** Keys that are published and lead back to nobody without the register's own secret. */
function keyMaker(house: House): (what: string) => string {
  const secret = house.keys.secret('ownership-key');
  return (what) => createHmac('sha256', secret).update(what).digest('hex').slice(0, 24);
}

const KEPT_AT_ONCE = 500;

/**
 * Imports a file of statements of others into the register: those accepted are kept as they were said, each once; each other one
 * is told with the field at fault. The same file again keeps nothing twice.
 */
export async function importStatements(
  house: House,
  chunks: AsyncIterable<Uint8Array>,
  terms: ReadingTerms,
  tell: (problem: ToldProblem) => void,
): Promise<StatementsChecked & { kept: number }> {
  const db = house.db.as('enterprises');
  let waiting: Statement[] = [];
  let kept = 0;
  const keep = async (): Promise<void> => {
    if (waiting.length > 0) kept += await keepStatements(db, waiting);
    waiting = [];
  };
  const checked = await checkStatements(chunks, terms, tell, async (statement) => {
    waiting.push(statement);
    if (waiting.length === KEPT_AT_ONCE) await keep();
  });
  await keep();
  return { ...checked, kept };
}
