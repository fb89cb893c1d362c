import { createHash } from 'node:crypto';
import { type Queryable, type Statement, type Tx, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type RecordKind, columnOf, encryptedFields, kindsOf, storedType } from '../kind/index.ts';
import { sealedMany } from '../sealing/values.ts';
import { type Grounds, refusing } from '../time/acts.ts';
import { timeline } from '../time/reading.ts';
import { type Divided, type HeldVersion, type Piece, type SplitPlan, divide } from './divide.ts';
import { keepLineage, tellActs } from './lineage.ts';
import { keyMoved, moveVersions } from './moving.ts';
import { holds, joined, keyColumns, referringTo, written } from './references.ts';
import { keepTouched, tracing, waysTo } from './touched.ts';

type Row = Record<string, unknown>;

/** Where a version stands that names a record, and by which fields it does. */
export interface ReferencePlace {
  kind: string;
  fields: string[];
  key: string[];
  validDuring: string;
  act: number;
}

/** Such a version with what it says openly, and a name for forms. */
export interface Referring extends ReferencePlace {
  id: string;
  values: Row;
  validFrom: string | null;
  validUntil: string | null;
}

/** So many versions that name a record are shown, and moved by a split. */
const REFERENCES_MOST = 200;

/** The versions that name a record, as they are held now; at most 200. */
export async function referencesTo(db: Queryable, kind: RecordKind, key: string[]): Promise<Referring[]> {
  const found: Referring[] = [];
  for (const { kind: other, fields } of referringTo(kind)) {
    const hidden = encryptedFields(other);
    const open = Object.keys(other.fields).filter((field) => !hidden.includes(field));
    const columns = open.map((field) => `version.${columnOf(field)} AS "f_${field}"`).join(', ');
    const rows = await db.rows<
      Row & Pick<Referring, 'key' | 'validDuring' | 'act' | 'validFrom' | 'validUntil'>
    >(sql`SELECT ${written(`${keyColumns(other, 'version')} AS key, ${columns}`)}, version.valid_during::text AS "validDuring", version.act,
        lower(version.valid_during) AS "validFrom", upper(version.valid_during) AS "validUntil"
      FROM ${written(other.name)} version WHERE ${holds(other, 'version', { fields, key })}
      ORDER BY version.valid_during, 1 LIMIT ${REFERENCES_MOST + 1 - found.length}`);
    for (const { key: own, validDuring, act, validFrom, validUntil, ...row } of rows) {
      const place = { kind: other.name, fields: [...fields], key: own, validDuring, act };
      const values = Object.fromEntries(open.map((field) => [field, row[`f_${field}`]]));
      found.push({ ...place, id: idOf(place), values, validFrom, validUntil });
    }
    if (found.length > REFERENCES_MOST) break;
  }
  return found.slice(0, REFERENCES_MOST);
}

const ID_LENGTH = 24;
const idOf = ({ kind, fields, key, validDuring, act }: ReferencePlace): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, fields, key, validDuring, act]))
    .digest('hex')
    .slice(0, ID_LENGTH);

/** The versions of a record that are held now, the earliest first. */
export async function heldVersions(db: Queryable, kind: RecordKind, key: string[]): Promise<HeldVersion[]> {
  const all = await timeline<Row, string>(db, kind, keyOf(kind, key));
  return all
    .filter(({ replacedAt }) => replacedAt === null)
    .map(({ values, validFrom, validUntil, act }) => ({ values, validFrom, validUntil, act }))
    .toSorted((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1));
}

const keyOf = (kind: RecordKind, key: readonly string[]): Record<string, string> =>
  Object.fromEntries(kind.key.map((field, i) => [field, key[i]!]));

/** A record into which facts of two were written. */
interface MixedRecord {
  from: string[];
  plan: SplitPlan;
  /** The versions that name it and are to name the new record. */
  references: readonly ReferencePlace[];
  /** Gives the new record its key, told what it will say last. */
  newKey: (values: Row) => Promise<string[]>;
}

/**
 * Splits a record into which facts of two were written: it goes on with what is its own, and a new one begins with what never was; for the
 * past too, as the plan says. What names it names the new record where that was chosen, and this one elsewhere. The history keeps what we
 * held; the lineage tells both of each other; all or nothing. `undoLineage` undoes it. Refuses what `divide` refuses,
 * `register.record_unknown`, `register.key_taken`, `register.went_on_in_another`, `register.changed_meanwhile` when a version that was to move is not there
 * as it was seen, and `register.split_not_covered` when one that names either is valid at a time at which that one is not.
 */
export async function splitMixed(
  tx: Tx,
  kind: RecordKind,
  { from, plan, references, newKey }: MixedRecord,
  grounds: Grounds,
): Promise<{ act: number; into: string[] }> {
  await tx.run(sql`SELECT act FROM ${written(kind.name)} version
    WHERE ${holds(kind, 'version', { fields: kind.key, key: from })} FOR UPDATE`);
  const held = await heldVersions(tx, kind, from);
  if (held.length === 0) throw new Refusal('register.record_unknown', 404);
  const divided = divide(kind, held, plan);
  const into = await newKey(divided.goes.at(-1)!.values);
  await assertFree(tx, kind, into);
  let act = 0;
  const touched = await tracing(tx, { ways: waysTo(kind), keys: [from, into] }, async () => {
    const records = [from, into].map((key) => ({ kind: kind.name, key }));
    const fields = [...new Set([...Object.keys(plan.stays.values), ...Object.keys(plan.goes.values)])];
    act = await tellActs(tx, { act: 'split', records, on: plan.since, fields }, grounds);
    await covered(kind, async () => {
      await writePieces(tx, kind, { key: into, gone: [], pieces: divided.goes, act });
      await moveChosen(tx, kind, { from, into, references, on: plan.since }, grounds);
      await writePieces(tx, kind, { key: from, ...changed(held, divided), act });
    });
  });
  await keepLineage(tx, kind, { act, how: 'split', since: plan.since, pairs: [[from, into]] });
  await keepTouched(tx, act, touched);
  return { act, into };
}

/** What of the record that stays is no longer as it is held, and what takes its place. */
function changed(held: readonly HeldVersion[], { stays }: Divided): { gone: HeldVersion[]; pieces: Piece[] } {
  const idIn = ({ validFrom, validUntil, values }: Omit<HeldVersion, 'act'>) =>
    JSON.stringify([validFrom, validUntil, values]);
  const before = new Set(held.map(idIn));
  const after = new Set(stays.map(idIn));
  return {
    gone: held.filter((version) => !after.has(idIn(version))),
    pieces: stays.filter((piece) => !before.has(idIn(piece))),
  };
}

/** Refuses a key under which the register has or had a record that went on elsewhere: a number is never given twice. */
async function assertFree(tx: Tx, kind: RecordKind, key: string[]): Promise<void> {
  const { isThere, wentOn } = await tx.one<{ isThere: boolean; wentOn: boolean }>(sql`SELECT
      EXISTS (SELECT FROM ${written(kind.name)} version WHERE ${holds(kind, 'version', { fields: kind.key, key })}) AS "isThere",
      EXISTS (SELECT FROM lineage WHERE kind = ${kind.name} AND from_key = ${key} AND undone_by IS NULL) AS "wentOn"`);
  if (isThere) throw new Refusal('register.key_taken', 409, { values: { record: key.join(' ') } });
  if (wentOn) throw new Refusal('register.went_on_in_another', 409, { values: { record: key.join(' ') } });
}

/** What PostgreSQL refuses because somebody would be named at a time at which they are not there. */
async function covered(kind: RecordKind, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as { code?: string }).code === 'register.reference_missing')
      throw new Refusal('register.split_not_covered', 409, {
        values: { kind: kind.title.vi, kindEnglish: kind.title.en },
      });
    throw error;
  }
}

/** Takes versions of a record away and puts others in their place: by one statement, so that nobody who is named is missing in between. */
async function writePieces(
  tx: Tx,
  kind: RecordKind,
  { key, gone, pieces, act }: { key: string[]; gone: readonly HeldVersion[]; pieces: readonly Piece[]; act: number },
): Promise<void> {
  if (gone.length === 0 && pieces.length === 0) return;
  const own = keyOf(kind, key);
  const acts = pieces.map(({ values }) => ({ key: own, values: { ...values, ...own } }));
  const sealed = (await sealedMany(tx, kind, acts)) as Row[];
  const fields = Object.keys(kind.fields);
  const rows = sealed.map((values, i) => ({
    valid_from: pieces[i]!.validFrom,
    valid_until: pieces[i]!.validUntil,
    ...Object.fromEntries(fields.map((field, at) => [`said_${at}`, inJson(values[field] ?? null)])),
  }));
  const places = gone.map(({ validFrom, validUntil }) => ({ valid_from: validFrom, valid_until: validUntil }));
  const columns = [...fields.map(columnOf), 'valid_during', 'act'].join(', ');
  const given = fields.map((field, at) => `said_${at} ${storedType(kind.fields[field]!)}`).join(', ');
  const said = fields.map((_, at) => `row.said_${at}`).join(', ');
  await refusing(() =>
    tx.run(sql`WITH gone AS (DELETE FROM ${written(kind.name)} version
        USING jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS place (valid_from date, valid_until date)
        WHERE ${holds(kind, 'version', { fields: kind.key, key })}
          AND (version.valid_during = daterange(place.valid_from, place.valid_until)) IS TRUE RETURNING 1)
      INSERT INTO ${written(kind.name)} (${written(columns)})
      SELECT ${written(said)}, daterange(row.valid_from, row.valid_until), ${act}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (valid_from date, valid_until date, ${written(given)}),
        (SELECT count(*) FROM gone) first`),
  );
}

/** Bytes travel as PostgreSQL writes them. */
const inJson = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);

/** The versions that were chosen name the new record; each tells so as an event. */
async function moveChosen(
  tx: Tx,
  kind: RecordKind,
  {
    from,
    into,
    references,
    on,
  }: { from: string[]; into: string[]; references: readonly ReferencePlace[]; on: string | null },
  grounds: Grounds,
): Promise<void> {
  const ways = Object.values(Object.groupBy(references, ({ kind: name, fields }) => JSON.stringify([name, fields])));
  for (const places of ways as ReferencePlace[][]) {
    const [{ kind: name, fields }] = places as [ReferencePlace];
    const other = kindsOf(kind.system).find((each) => each.name === name)!;
    const keys = places.flatMap(({ key }) => [key, keyMoved(other, key, { fields, into })]);
    const distinct = [...new Map(keys.map((key) => [key.join('\n'), key])).values()];
    const records = distinct.map((key) => ({ kind: name, key }));
    const act = await tellActs(tx, { act: 'split', records, on, fields }, grounds);
    const each = places.map(
      (place): Statement => sql`(${holds(other, 'version', { fields: other.key, key: place.key })}
        AND (version.valid_during = ${place.validDuring}::daterange) IS TRUE AND version.act = ${place.act})`,
    );
    const which = sql`${holds(other, 'version', { fields, key: from })} AND (${joined(each, ' OR ')})`;
    const moved = await moveVersions(tx, { kind: other, which, fields, into, act });
    if (moved !== places.length) throw new Refusal('register.changed_meanwhile', 409);
  }
}
