import { type Statement, type Tx, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type RecordKind, columnOf, storedType } from '../kind/index.ts';
import { sealedValues } from '../sealing/values.ts';
import { type ActPosition, type Grounds, refusing } from '../time/acts.ts';
import { keepLineage, tellActs } from './lineage.ts';
import { type Move, moveVersions } from './moving.ts';
import {
  type Naming,
  type ReferringKind,
  holds,
  joined,
  keyColumns,
  keyText,
  referringTo,
  written,
} from './references.ts';
import { keepTouched, tracing, waysTo } from './touched.ts';

/** What becomes of rows that say something of both records at the same time: two homes, two cards. */
export type BothSay = 'refuse' | 'survivor-stands';

/** Two records that were one all the time. */
export interface SameRecord<Values, Key extends keyof Values> {
  /** The one that should never have been: its versions go to the history, its number leads to the survivor for ever. */
  from: Pick<Values, Key>;
  /** The survivor. */
  into: Pick<Values, Key>;
  /** The day on which the survivor's values are put right: the version valid then, or else the last one. */
  on: string;
  /** What the survivor says otherwise than it did. */
  values?: Partial<Omit<Values, Key>>;
  /** `refuse` when not said. Rows that say the same of both are one row in any case. */
  bothSay?: BothSay;
}

interface Merge {
  kind: RecordKind;
  from: string[];
  into: string[];
  referring: readonly ReferringKind[];
}

/** Refuses two records that cannot be one, as `mergeSame` would: one of them is not there, it is the same record, or they are related. */
export async function assertMayBeOne(
  tx: Tx,
  kind: RecordKind,
  { one, other }: { one: string[]; other: string[] },
): Promise<void> {
  await assertMergeable(tx, { kind, from: one, into: other, referring: referringTo(kind) });
}

async function assertMergeable(tx: Tx, merge: Merge): Promise<void> {
  const { kind, from, into } = merge;
  if (from.join('\n') === into.join('\n')) throw new Refusal('register.lineage_of_itself', 422);
  for (const key of [from, into]) await assertThere(tx, kind, key);
  await assertUnrelated(tx, merge);
}

/**
 * Merges a record that was entered twice: it always was the survivor, and we had it wrong. So its versions are withdrawn, also for the
 * past, and everything in the register that named it names the survivor, over all of its time; the history keeps what we held. All or
 * nothing. A survivor that begins later than what was said of the other begins with that. Refuses `register.record_unknown`,
 * `register.went_on_in_another`, `register.lineage_of_itself`, `register.merge_related` when one of the two stands to the other in a
 * relation (a parent, a branch), `register.merge_both_say`, and `register.merge_not_covered` when the survivor ended before what was
 * said of the other does.
 */
export async function mergeSame<Values, Key extends keyof Values & string>(
  tx: Tx,
  given: RecordKind<Values, Key>,
  asked: SameRecord<Values, Key>,
  grounds: Grounds,
): Promise<ActPosition> {
  const kind = given as unknown as RecordKind;
  const { on, values = {}, bothSay = 'refuse' } = asked;
  const merge: Merge = {
    kind,
    from: keyText(kind, asked.from),
    into: keyText(kind, asked.into),
    referring: referringTo(kind),
  };
  const { from, into } = merge;
  let act = 0;
  const touched = await tracing(tx, { ways: waysTo(kind), keys: [from, into] }, async () => {
    await assertMergeable(tx, merge);
    const sealed = await sealedValues(tx, kind, asked.into, values);
    const said = Object.entries(sealed).filter(([, value]) => value !== undefined);
    const records = [into, from].map((key) => ({ kind: kind.name, key }));
    act = await tellActs(tx, { act: 'merge', records, on: null, fields: said.map(([field]) => field) }, grounds);
    await putRight(tx, merge, { on, said, act });
    await beginEarlier(tx, merge, act);
    for (const way of merge.referring) await moveReferences(tx, merge, { bothSay, grounds }, way);
    await refusing(() =>
      tx.run(
        sql`DELETE FROM ${written(kind.name)} version WHERE ${holds(kind, 'version', { fields: kind.key, key: from })}`,
      ),
    );
  });
  await keepLineage(tx, kind, { act, how: 'merge', since: null, pairs: [[from, into]] });
  await keepTouched(tx, act, touched);
  return act;
}

const isThere = (db: Tx, found: Statement): Promise<boolean> =>
  db.one<{ found: boolean }>(sql`SELECT EXISTS (${found}) AS found`).then((row) => row.found);

async function assertThere(tx: Tx, kind: RecordKind, key: string[]): Promise<void> {
  const own = holds(kind, 'version', { fields: kind.key, key });
  if (await isThere(tx, sql`SELECT 1 FROM ${written(kind.name)} version WHERE ${own}`)) return;
  const isMerged = await isThere(
    tx,
    sql`SELECT 1 FROM lineage WHERE kind = ${kind.name} AND from_key = ${key} AND undone_by IS NULL`,
  );
  if (isMerged) throw new Refusal('register.went_on_in_another', 409, { values: { record: key.join(' ') } });
  throw new Refusal('register.record_unknown', 404);
}

/** Nobody is the own parent: a row that names the one here and the other there cannot name one in both places. */
async function assertUnrelated(tx: Tx, { from, into, referring }: Merge): Promise<void> {
  for (const one of referring) {
    for (const other of referring) {
      if (one.kind !== other.kind || one === other) continue;
      const both = sql`${holds(one.kind, 'version', { fields: one.fields, key: from })}
        AND ${holds(one.kind, 'version', { fields: other.fields, key: into })}`;
      if (await isThere(tx, sql`SELECT 1 FROM ${written(one.kind.name)} version WHERE ${both}`))
        throw new Refusal('register.merge_related', 409);
    }
  }
}

/** The survivor says what was chosen: the version valid on that day, or else its last. */
async function putRight(
  tx: Tx,
  { kind, into }: Merge,
  { on, said, act }: { on: string; said: [string, unknown][]; act: number },
): Promise<void> {
  if (said.length === 0) return;
  const assigned = said.map(([field, value]) => {
    if (!Object.hasOwn(kind.fields, field) || kind.key.includes(field))
      throw new Error(`${kind.system}.${kind.name}: a merge cannot set ${field}`);
    const type = storedType(kind.fields[field]!);
    const bound = type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
    return sql`${written(columnOf(field))} = ${bound}${written(`::${type}`)}`;
  });
  const table = written(kind.name);
  const own = holds(kind, 'version', { fields: kind.key, key: into });
  await refusing(() =>
    tx.run(sql`UPDATE ${table} version SET ${joined(assigned, ', ')}, act = ${act}
      WHERE ${own} AND (version.valid_during = (SELECT valid_during FROM ${table} version WHERE ${own}
        ORDER BY valid_during @> ${on}::date DESC, valid_during DESC LIMIT 1)) IS TRUE`),
  );
}

/** What is said of the other before the survivor begins is said of the survivor: then it has begun by then. */
async function beginEarlier(tx: Tx, { kind, from, into, referring }: Merge, act: number): Promise<void> {
  const held = referring.filter(({ isHeld }) => isHeld);
  if (held.length === 0) return;
  const table = written(kind.name);
  const own = holds(kind, 'version', { fields: kind.key, key: into });
  const said = held.map(
    ({ kind: other, fields }) => sql`SELECT valid_during AS during FROM ${written(other.name)} version
      WHERE ${holds(other, 'version', { fields, key: from })}`,
  );
  await tx.run(sql`WITH needed AS (SELECT CASE WHEN NOT bool_or(lower_inf(during)) THEN min(lower(during)) END AS begins, count(*) AS count
      FROM (${joined(said, ' UNION ALL ')}) said)
    UPDATE ${table} version SET valid_during = daterange(needed.begins, upper(version.valid_during)), act = ${act} FROM needed
    WHERE ${own} AND needed.count > 0 AND NOT lower_inf(version.valid_during)
      AND (needed.begins IS NULL OR needed.begins < lower(version.valid_during))
      AND (version.valid_during = (SELECT valid_during FROM ${table} version WHERE ${own} ORDER BY valid_during LIMIT 1)) IS TRUE`);
}

/** Every row of a kind that names the other names the survivor; each tells so as an event. */
async function moveReferences(
  tx: Tx,
  merge: Pick<Merge, 'from' | 'into'>,
  { bothSay, grounds }: { bothSay: BothSay; grounds: Grounds },
  way: Naming,
): Promise<void> {
  const move = await prepareMove(tx, merge, way, { bothSay, grounds });
  if (move) await covered(way.kind, () => moveVersions(tx, move));
}

/**
 * Settles what both say at the same time, and tells of every row of a kind that names the other. The answer moves them to the survivor; none
 * without a row.
 */
export async function prepareMove(
  tx: Tx,
  { from, into }: Pick<Merge, 'from' | 'into'>,
  { kind, fields }: Naming,
  { bothSay, grounds }: { bothSay: BothSay; grounds: Grounds },
): Promise<Move | undefined> {
  const table = written(kind.name);
  const which = holds(kind, 'version', { fields, key: from });
  const moved = kind.key.map((field) => {
    const at = fields.indexOf(field);
    return at < 0
      ? written(`version.${columnOf(field)}`)
      : sql`${into[at]}${written(`::${kind.fields[field]!.column}`)}`;
  });
  const rows = await tx.rows<{
    key: string[];
    next: string[];
  }>(sql`SELECT DISTINCT ${written(keyColumns(kind, 'version'))} AS key,
      ARRAY[${joined(
        moved.map((part) => sql`(${part})::text`),
        ', ',
      )}] AS next
    FROM ${table} version WHERE ${which}`);
  if (rows.length === 0) return undefined;
  if (kind.key.some((field) => fields.includes(field)))
    await settleBoth(tx, { kind, fields, ofOther: which, moved, bothSay });
  const keys = new Map(rows.flatMap(({ key, next }) => [key, next]).map((key) => [key.join('\n'), key]));
  const records = [...keys.values()].map((key) => ({ kind: kind.name, key }));
  const act = await tellActs(tx, { act: 'merge', records, on: null, fields }, grounds);
  return { kind, which, fields, into, act };
}

/** Refuses `register.merge_not_covered` where what refers to a record would be without one. */
export async function covered<Result>(kind: RecordKind, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'register.reference_missing')
      throw new Refusal('register.merge_not_covered', 409, { values: titles(kind) });
    throw error;
  }
}

/**
 * Rows of both at the same time. One that says the same as the survivor's, wholly within its time, is the same row; others are
 * refused, or go where the survivor's shall stand.
 */
async function settleBoth(
  tx: Tx,
  {
    kind,
    fields,
    ofOther,
    moved,
    bothSay,
  }: { kind: RecordKind; fields: readonly string[]; ofOther: Statement; moved: Statement[]; bothSay: BothSay },
): Promise<void> {
  const table = written(kind.name);
  const theirs = joined(
    kind.key.map((field, i) => sql`${written(`own.${columnOf(field)}`)} = ${moved[i]}`),
    ' AND ',
  );
  const said = Object.keys(kind.fields).filter((field) => !kind.key.includes(field) && !fields.includes(field));
  const same = written(
    ['true', ...said.map((field) => `own.${columnOf(field)} IS NOT DISTINCT FROM version.${columnOf(field)}`)].join(
      ' AND ',
    ),
  );
  const meets = sql`EXISTS (SELECT 1 FROM ${table} own WHERE ${theirs} AND own.valid_during && version.valid_during)`;
  const isSame = sql`EXISTS (SELECT 1 FROM ${table} own
    WHERE ${theirs} AND own.valid_during @> version.valid_during AND ${same})`;
  const gone = bothSay === 'survivor-stands' ? meets : isSame;
  await covered(kind, () => refusing(() => tx.run(sql`DELETE FROM ${table} version WHERE ${ofOther} AND ${gone}`)));
  if (await isThere(tx, sql`SELECT 1 FROM ${table} version WHERE ${ofOther} AND ${meets}`))
    throw new Refusal('register.merge_both_say', 409, { values: titles(kind) });
}

const titles = ({ title }: RecordKind) => ({ kind: title.vi, kindEnglish: title.en });
