import type { Queryable } from '../../../kernel/db.ts';
import type { CallContext } from '../../exchange/index.ts';
import { sightsOf } from '../../registry/index.ts';
import { person, relation } from '../kinds.ts';

/** What stands in the place of a name that is not told. */
const NAMELESS = '—';

/** People as whoever asks may see them, in their order: those who are sealed whole are left out, sealed fields covered. */
export async function seenPeople<Known extends { number: string }>(
  db: Queryable,
  people: readonly Known[],
  context: CallContext,
): Promise<Known[]> {
  const keys = people.map(({ number }) => [number]);
  const sights = await sightsOf(db, person, keys, context);
  return people.flatMap((one, i) => sights[i]!.see(one) ?? []);
}

/** Of these numbers, those of people of whom anything is sealed: where they live is not told either. */
export async function veiledPeople(
  db: Queryable,
  numbers: readonly string[],
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const keys = numbers.map((number) => [number]);
  const sights = await sightsOf(db, person, keys, context);
  return new Set(numbers.filter((_, i) => sights[i]!.isVeiled));
}

/** A residence as whoever asks may see it: undefined when the person is veiled, the head of the household without a sealed name. */
export async function seenResidence<Home extends { headNumber: string; headName: string }>(
  db: Queryable,
  asked: { number: string; residence: Home },
  context: CallContext,
): Promise<Home | undefined> {
  const { number, residence } = asked;
  if ((await veiledPeople(db, [number], context)).has(number)) return undefined;
  const head = { number: residence.headNumber, fullName: residence.headName };
  const [seen] = await seenPeople(db, [head], context);
  return seen?.fullName === residence.headName ? residence : { ...residence, headName: seen?.fullName ?? NAMELESS };
}

/** Relations as whoever asks may see them: which relation of whom, over which time, and the relative where that is a person here. */
export async function seenRelations<
  Line extends {
    personNumber: string;
    kind: string;
    validFrom: string | null;
    validUntil: string | null;
    number: string | null;
  },
>(db: Queryable, lines: readonly Line[], context: CallContext): Promise<Line[]> {
  const keys = lines.map(({ personNumber, kind }) => [personNumber, kind]);
  const sights = await sightsOf(db, relation, keys, context);
  const seen = lines.flatMap((line, i) => sights[i]!.see(line, { ...line, replacedAt: null }) ?? []);
  const people = await sightsOf(
    db,
    person,
    seen.map(({ number }) => [number ?? '']),
    context,
  );
  return seen.flatMap((line, i) => people[i]!.see(line) ?? []);
}
