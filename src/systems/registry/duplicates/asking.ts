import { type Static, type TSchema, Type } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { type SystemDatabase, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Grant, type Provided, type ServiceContract, provide, service } from '../../exchange/index.ts';
import type { RecordKind } from '../kind/index.ts';
import { serviceName } from '../kind/service-name.ts';
import { probabilityOf } from '../linkage/match-weight.ts';
import { decide } from '../linkage/thresholds.ts';
import { resolve } from '../merge/index.ts';
import { sightOf, sightsOf } from '../sealing/seals.ts';
import { candidatesOf } from './candidates.ts';
import { catchUp } from './following.ts';
import type { Linking } from './linking.ts';
import { searchOf } from './model-keeping.ts';

const closed = { additionalProperties: false };
const Key = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 5 });

/** A service with the code behind it. */
export interface Asking<Input extends TSchema, Output extends TSchema> {
  contract: ServiceContract<Input, Output>;
  provided: Provided;
}

const ResolveInput = Type.Object({ key: Key }, closed);
const ResolveOutput = Type.Object({
  /** `gone`: it was ended or cancelled and nothing took its place. */
  state: Type.Enum(['current', 'merged', 'split', 'gone', 'unknown']),
  now: Type.Array(Key),
  through: Type.Array(
    Type.Object({
      how: Type.Enum(['merge', 'split']),
      from: Key,
      to: Key,
      since: Type.Union([Type.String(), Type.Null()]),
      on: Type.String(),
    }),
  ),
});

/**
 * `system.resolveKind`: what a number is now. Other registers are told of a merge by its event, and ask this for the numbers that they
 * keep. A sealed record is unknown to who may not see it.
 */
export function resolveBy<Values, KeyField extends keyof Values & string>(
  given: RecordKind<Values, KeyField>,
  { grants }: { grants: readonly Grant[] },
): Asking<typeof ResolveInput, typeof ResolveOutput> {
  const kind = given as unknown as RecordKind;
  const contract = service({
    name: serviceName(kind, 'resolve'),
    owner: kind.system,
    title: { vi: `Số này nay là số nào: ${kind.title.vi}`, en: `What a number is now: ${kind.title.en}` },
    kind: 'read',
    input: ResolveInput,
    output: ResolveOutput,
    fields: kind.key,
    grants,
    subjects: (input, output) => [input.key, ...(output?.now ?? [])].flatMap((key) => peopleOfKey(kind, key)),
  });
  return {
    contract,
    provided: provide(contract, async (house, { key }, context) => {
      if (key.length !== kind.key.length) throw new Refusal('register.record_unknown', 404);
      const db = house.db.as(kind.system);
      const nothing = { state: 'unknown' as const, now: [], through: [] };
      if ((await sightOf(db, kind, key, context)).isNothing) return nothing;
      const asked = Object.fromEntries(kind.key.map((field, i) => [field, key[i]]));
      const found = await resolve(db, kind, { key: asked, on: today() });
      const sights = await sightsOf(db, kind, found.now, context);
      if (sights.some((sight) => sight.isNothing)) return nothing;
      return {
        ...found,
        through: found.through.map(({ how, from, to, since, at }) => ({ how, from, to, since, on: at.toISOString() })),
      };
    }),
  };
}

const peopleOfKey = (kind: RecordKind, key: readonly string[]): string[] =>
  kind.key.flatMap((field, i) => (kind.people.includes(field) && key[i] !== undefined ? [key[i]] : []));

const MatchOutput = Type.Object({
  candidates: Type.Array(
    Type.Object({ key: Key, probability: Type.Number(), decision: Type.Enum(['link', 'review']) }),
  ),
});

/** Answers at most; less probable than this is nobody's business; questions of one agency on one day. */
const CANDIDATES_MOST = 5;
const LEAST_PROBABILITY = 0.5;
const ASKED_A_DAY_MOST = 2_000;

/**
 * `system.matchKind`: whether the register has whom a list of another agency names without a number. Told are keys with how probable each
 * is and what to do with it (`link`: take it; `review`: let a person look), never what the record says; those who are named by the
 * answer see it in the data log. Refuses `register.match_limit` above 2,000 questions of an agency on a day, and `register.not_read_yet`
 * while the register has not learnt to weigh.
 */
export function matchBy<Input extends TSchema>(
  linking: Linking,
  how: { input: Input; rowOf: (input: Static<Input>) => object; fields: readonly string[]; grants: readonly Grant[] },
): Asking<Input, typeof MatchOutput> {
  const { kind } = linking;
  const contract = service<Input, typeof MatchOutput>({
    name: serviceName(kind, 'match'),
    owner: kind.system,
    title: { vi: `Đối chiếu danh sách: ${kind.title.vi}`, en: `Matching a list: ${kind.title.en}` },
    kind: 'read',
    input: how.input,
    output: MatchOutput,
    fields: how.fields,
    grants: how.grants,
    subjects: (_, output) => output?.candidates.flatMap(({ key }) => peopleOfKey(kind, key)) ?? [],
  });
  return {
    contract,
    provided: provide(contract, async (house, input, context) => {
      const db = house.db.as(kind.system);
      await countMatch(db, kind.name, context.agency.code);
      const ready = await searchOf(db, linking);
      if (!ready) throw new Refusal('register.not_read_yet', 503);
      await catchUp(db, linking);
      const row = how.rowOf(input) as Record<string, unknown>;
      const [found] = (await candidatesOf(db, linking, [row], { ready }))!;
      const probable = found!.filter(({ explanation }) => probabilityOf(explanation.weight_bits) >= LEAST_PROBABILITY);
      const sights = await sightsOf(
        db,
        kind,
        probable.map(({ key }) => key),
        context,
      );
      const candidates = probable
        .filter((_, i) => !sights[i]!.isVeiled)
        .slice(0, CANDIDATES_MOST)
        .map(({ key, explanation: { probability, weight_bits } }) => ({
          key,
          probability,
          decision: decide(weight_bits, ready.thresholds) === 'link' ? ('link' as const) : ('review' as const),
        }));
      return { candidates };
    }),
  };
}

async function countMatch(db: SystemDatabase, kind: string, agencyCode: string): Promise<void> {
  const { count } = await db.one<{ count: number }>(sql`INSERT INTO match_count (kind, agency_code, asked_on, count)
    VALUES (${kind}, ${agencyCode}, ${today()}, 1)
    ON CONFLICT (kind, agency_code, asked_on) DO UPDATE SET count = match_count.count + 1 RETURNING count`);
  if (count > ASKED_A_DAY_MOST) throw new Refusal('register.match_limit', 429, { values: { most: ASKED_A_DAY_MOST } });
}
