import { type Queryable, type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import { today } from '../../../kernel/clock.ts';
import { Together } from '../../../kernel/together.ts';
import { type RecordKind, type StockRule, columnOf, stockRulesOf } from '../kind/index.ts';
import { keyText, withToday } from './measured.ts';

/** A rule of the stock that a record breaks. */
export interface Finding {
  rule: string;
  foundAt: Date;
  /** Null while it is so. */
  goneAt: Date | null;
}

/** Records that are examined in one transaction: a second or so, after which a cut-off examination goes on. */
const RECORDS_AT_ONCE = 20_000;

/**
 * Examines the whole stock of a kind by its stock rules: what is found is kept with when it was found first, what is not found any
 * more is gone. In slices, each a transaction that notes how far it came: called again after it was cut off it goes on from there.
 * Answers how many records it examined in this call.
 */
export async function examineStock(
  db: SystemDatabase,
  kind: RecordKind,
  { recordsAtOnce = RECORDS_AT_ONCE, mostSlices = Infinity } = {},
): Promise<number> {
  if (stockRulesOf(kind).length === 0) return 0;
  // A new one begins where the last one is done; one that is not done goes on, whatever day it was begun on.
  await db.run(sql`INSERT INTO examination (kind, begun_at) VALUES (${kind.name}, clock_timestamp())
    ON CONFLICT (kind) DO UPDATE SET begun_at = clock_timestamp(), reached = NULL, done_at = NULL
    WHERE examination.done_at IS NOT NULL`);
  let examined = 0;
  for (let slices = 0; slices < mostSlices; slices++) {
    const count = await db.transaction((tx) => examineSlice(tx, kind, recordsAtOnce));
    examined += count;
    if (count === 0) break;
  }
  return examined;
}

/** The next records in the order of their keys; 0 when there are none left, and what was not seen again is then gone. */
async function examineSlice(tx: Tx, kind: RecordKind, recordsAtOnce: number): Promise<number> {
  const { reached, isDone } = await tx.one<{ reached: string[] | null; isDone: boolean }>(
    sql`SELECT reached, done_at IS NOT NULL AS "isDone" FROM examination WHERE kind = ${kind.name} FOR UPDATE`,
  );
  if (isDone) return 0;
  // Whole tables are joined here: the planner has to know how many of their rows today's versions are.
  await tx.run(sql`SET LOCAL plan_cache_mode = force_custom_plan`);
  const columns = kind.key.map((field) => `${kind.name}.${columnOf(field)}`).join(', ');
  const after = reached ? `AND (${columns}) > ${keyAt(kind, '$2')}` : 'AND $2::text[] IS NULL';
  const slice = await tx.one<{ last: string[] | null; count: number }>({
    text: `SELECT (array_agg(to_jsonb(key) ORDER BY place DESC))[1] AS last, count(*)::int AS count FROM (
        SELECT ${keyText(kind)} AS key, row_number() OVER () AS place FROM (SELECT ${keyColumns(kind)} FROM ${kind.name}
          WHERE ${kind.name}.valid_during @> $1::date ${after} ORDER BY ${columns} LIMIT $3) ${kind.name}) listed`,
    values: [today(), reached, recordsAtOnce],
  });
  if (slice.count === 0) {
    await tx.run(sql`UPDATE finding SET gone_at = greatest(clock_timestamp(), found_at) WHERE kind = ${kind.name}
      AND gone_at IS NULL AND seen_at < (SELECT begun_at FROM examination WHERE kind = ${kind.name})`);
    await tx.run(sql`UPDATE examination SET done_at = clock_timestamp() WHERE kind = ${kind.name}`);
    return 0;
  }
  await tx.run({
    text: `WITH found AS (${foundSql(kind, `AND (${columns}) <= ${keyAt(kind, '$3')} ${after}`)})
      ${keepFound('clock_timestamp()')}`,
    values: [today(), reached, slice.last],
  });
  await tx.run(sql`UPDATE examination SET reached = ${slice.last} WHERE kind = ${kind.name}`);
  return slice.count;
}

/**
 * Examines one record by the stock rules, after something was done to it: what is found is kept, what is no longer so is gone. In a
 * transaction by itself, else together with others of its kind that come at the same time.
 */
export async function examineRecord(db: Queryable, kind: RecordKind, key: readonly string[]): Promise<void> {
  if (stockRulesOf(kind).length === 0) return;
  if (!('transaction' in db)) return examineAll(db, kind, [key]);
  let byKind = examiners.get(db);
  if (!byKind) examiners.set(db, (byKind = new Map()));
  let together = byKind.get(kind);
  if (!together) {
    const examine = async (keys: readonly (readonly string[])[]) => {
      await examineAll(db, kind, keys);
      return [];
    };
    byKind.set(kind, (together = new Together(examine, { most: MOST_TOGETHER, atOnce: STATEMENTS_AT_ONCE })));
  }
  await together.enter(key);
}

/** So many records are examined by one statement at most. */
const MOST_TOGETHER = 32;
const STATEMENTS_AT_ONCE = 2;
const examiners = new WeakMap<Queryable, Map<RecordKind, Together<readonly string[]>>>();

/** In the order of their keys, in which everybody locks findings. Each record is looked at by itself, as if it were the only one. */
async function examineAll(db: Queryable, kind: RecordKind, keys: readonly (readonly string[])[]): Promise<void> {
  const columns = kind.key.map((field) => `${kind.name}.${columnOf(field)}`).join(', ');
  const texts = [...new Set(keys.map((key) => JSON.stringify(key)))].toSorted();
  await db.run({
    text: `WITH given AS MATERIALIZED (SELECT ARRAY(SELECT jsonb_array_elements_text(one)) AS key
        FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS list (one, place) ORDER BY place),
      found AS (SELECT broken.* FROM given, LATERAL (${foundSql(kind, `AND (${columns}) = ${keyAt(kind, 'given.key')}`)} OFFSET 0) broken),
      kept AS (${keepFound('clock_timestamp()')})
      UPDATE finding SET gone_at = greatest(clock_timestamp(), found_at) FROM given WHERE finding.kind = '${kind.name}'
        AND finding.key = given.key AND gone_at IS NULL
        AND NOT EXISTS (SELECT FROM found WHERE found.key = finding.key AND found.rule = finding.rule)`,
    values: [today(), `[${texts.join(',')}]`],
  });
}

/** What was ever found of a record, the newest first. At most 100. */
export function findingsOf(db: Queryable, kind: RecordKind, key: readonly string[]): Promise<Finding[]> {
  return db.rows(sql`SELECT rule, found_at AS "foundAt", gone_at AS "goneAt" FROM finding
    WHERE kind = ${kind.name} AND key = ${key} ORDER BY found_at DESC, rule LIMIT 100`);
}

/** When the stock of a kind was last examined to its end; undefined when never. */
export async function lastExamined(db: Queryable, kind: RecordKind): Promise<Date | undefined> {
  const row = await db.maybe<{ doneAt: Date | null }>(
    sql`SELECT done_at AS "doneAt" FROM examination WHERE kind = ${kind.name}`,
  );
  return row?.doneAt ?? undefined;
}

const keyColumns = (kind: RecordKind): string => kind.key.map(columnOf).join(', ');

/** A bound key, each part as the type of its column. */
const keyAt = (kind: RecordKind, bound: string): string =>
  `(${kind.key.map((field, i) => `(${bound}::text[])[${i + 1}]::${kind.fields[field]!.column}`).join(', ')})`;

/** Every rule that is broken by a record that is valid today, one row each. */
function foundSql(kind: RecordKind, among: string): string {
  return stockRulesOf(kind)
    .map(
      (rule: StockRule) => `SELECT '${rule.name}'::text AS rule, ${keyText(kind)} AS key, '${kind.name}'::text AS kind
        FROM ${kind.name} WHERE ${kind.name}.valid_during @> $1::date ${among} AND (${withToday(rule.broken)})`,
    )
    .join(' UNION ALL ');
}

const keepFound = (at: string): string => `INSERT INTO finding (kind, key, rule, found_at, seen_at)
        SELECT kind, key, rule, ${at}, ${at} FROM found
        ON CONFLICT (kind, key, rule) WHERE gone_at IS NULL DO UPDATE SET seen_at = excluded.seen_at`;
