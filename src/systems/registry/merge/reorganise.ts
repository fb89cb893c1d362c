import { type Tx, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { RecordKind } from '../kind/index.ts';
import { type ActPosition, type Grounds, changeFrom, endOn, record } from '../time/acts.ts';
import { keepLineage, tellActs } from './lineage.ts';
import { holds, keyText, written } from './references.ts';
import { keepTouched, tracing, waysTo } from './touched.ts';

type Row = Record<string, unknown>;
type KeyOf<Values, Key extends keyof Values> = Pick<Values, Key>;
type Said<Values, Key extends keyof Values> = Partial<Omit<Values, Key>>;

/** Records that one reorganisation may be made of, or be divided into. */
const PARTS_MOST = 200;

/**
 * Several become one on a date: parcels, places, firms. `into` goes on with `values` when it is valid then; else it begins then with
 * them. The others end. `whileBoth` is called when the new one is there and the old ones still are: there the caller moves
 * what refers to them. Refuses `register.not_valid_then`, `register.lineage_of_itself`, `register.went_on_in_another`, `register.still_referred_to`, and what
 * the acts refuse. The answer is the number of the act, by which `undoLineage` undoes it.
 */
export async function mergeInto<Values, Key extends keyof Values & string>(
  tx: Tx,
  given: RecordKind<Values, Key>,
  merge: {
    from: readonly KeyOf<Values, Key>[];
    into: KeyOf<Values, Key>;
    on: string;
    values?: Said<Values, Key>;
    whileBoth?: (act: ActPosition) => Promise<void>;
  },
  grounds: Grounds,
): Promise<ActPosition> {
  const kind = given as unknown as RecordKind;
  const { from, into, on, values = {}, whileBoth } = merge;
  return reorganise(tx, kind, { how: 'merge', from, into: [{ key: into, values }], on, whileBoth }, grounds);
}

/**
 * One becomes several on a date. When the one is itself among the parts it goes on as that part, with its values changed; else it
 * ends. Otherwise as `mergeInto`.
 */
export async function splitInto<Values, Key extends keyof Values & string>(
  tx: Tx,
  given: RecordKind<Values, Key>,
  split: {
    from: KeyOf<Values, Key>;
    into: readonly { key: KeyOf<Values, Key>; values?: Said<Values, Key> }[];
    on: string;
    whileBoth?: (act: ActPosition) => Promise<void>;
  },
  grounds: Grounds,
): Promise<ActPosition> {
  const kind = given as unknown as RecordKind;
  const { from, into, on, whileBoth } = split;
  return reorganise(tx, kind, { how: 'split', from: [from], into, on, whileBoth }, grounds);
}

async function reorganise(
  tx: Tx,
  kind: RecordKind,
  asked: {
    how: 'merge' | 'split';
    from: readonly object[];
    into: readonly { key: object; values?: object }[];
    on: string;
    whileBoth: ((act: ActPosition) => Promise<void>) | undefined;
  },
  grounds: Grounds,
): Promise<ActPosition> {
  const { how, on, whileBoth } = asked;
  const from = asked.from.map((key) => keyText(kind, key));
  const into = asked.into.map(({ key, values = {} }) => ({ key: keyText(kind, key), row: key as Row, values }));
  assertParts({ how, from, into: into.map(({ key }) => key) });
  const goesOn = (key: string[]) => into.some((part) => isSame(part.key, key));
  const keys = [...from, ...into.map(({ key }) => key).filter((key) => !from.some((one) => isSame(one, key)))];
  let act = 0;
  const touched = await tracing(tx, { ways: waysTo(kind), keys }, async () => {
    const valid = await validThen(tx, kind, { keys, on });
    const missing = from.find((key) => !valid.has(key.join('\n')));
    if (missing) throw new Refusal('register.not_valid_then', 409, { values: { date: on } });
    const told = how;
    act = await tellActs(tx, { act: how, records: keys.map((key) => ({ kind: kind.name, key })), on }, grounds);
    for (const { key, row, values } of into) {
      if (!valid.has(key.join('\n'))) {
        await assertFree(tx, kind, key);
        await record<Row, string>(tx, kind, { values: { ...values, ...row }, from: on, told }, grounds);
      } else if (Object.keys(values).length > 0) {
        await changeFrom<Row, string>(tx, kind, { key: row, from: on, values: values as Row, told }, grounds);
      }
    }
    await whileBoth?.(act);
    for (const [i, key] of from.entries()) {
      if (goesOn(key)) continue;
      await ending(() => endOn<Row, string>(tx, kind, { key: asked.from[i] as Row, from: on, told }, grounds));
    }
  });
  const pairs = from.flatMap((one) =>
    into.filter(({ key }) => !isSame(key, one)).map(({ key }) => [one, key] as [string[], string[]]),
  );
  await keepLineage(tx, kind, { act, how, since: on, pairs });
  await keepTouched(tx, act, touched);
  return act;
}

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n');

function assertParts({ how, from, into }: { how: 'merge' | 'split'; from: string[][]; into: string[][] }): void {
  const isTwice = (keys: string[][]) => new Set(keys.map((key) => key.join('\n'))).size !== keys.length;
  const isCircle = how === 'merge' && from.some((key) => isSame(key, into[0]!));
  const isNothing = from.length === 0 || into.length === 0 || (how === 'split' && into.length < 2);
  if (isNothing || isCircle || isTwice(from) || isTwice(into)) throw new Refusal('register.lineage_of_itself', 422);
  if (from.length > PARTS_MOST || into.length > PARTS_MOST)
    throw new Refusal('register.merge_too_large', 422, { values: { most: PARTS_MOST } });
}

/** Which of the records are valid on a date; their keys joined by line ends. */
async function validThen(
  tx: Tx,
  kind: RecordKind,
  { keys, on }: { keys: readonly string[][]; on: string },
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const key of keys) {
    const row = await tx.maybe<{ found: number }>(sql`SELECT 1 AS found FROM ${written(kind.name)} version
      WHERE ${holds(kind, 'version', { fields: kind.key, key })} AND valid_during @> ${on}::date`);
    if (row) found.add(key.join('\n'));
  }
  return found;
}

/** Refuses a key that went on in another record: a number is never given twice. */
async function assertFree(tx: Tx, kind: RecordKind, key: string[]): Promise<void> {
  const taken = await tx.maybe<{ act: number }>(sql`SELECT act FROM lineage
    WHERE kind = ${kind.name} AND from_key = ${key} AND undone_by IS NULL LIMIT 1`);
  if (taken) throw new Refusal('register.went_on_in_another', 409, { values: { record: key.join(' ') } });
}

/** An ending that PostgreSQL refuses because others still refer to the record says so. */
async function ending(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as { code?: string }).code === 'register.reference_missing')
      throw new Refusal('register.still_referred_to', 409);
    throw error;
  }
}
