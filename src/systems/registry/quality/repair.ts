import type { Queryable } from '../../../kernel/db.ts';
import { today } from '../../../kernel/clock.ts';
import { type RecordKind, columnOf, hasFaults, stockRulesOf } from '../kind/index.ts';
import { measured, weightOf } from './measured.ts';
import { OVERDUE_RULE } from './rules.ts';

/** A record with something to mend. */
export interface Faulty {
  key: string[];
  /** What it is called, where the kind has names. */
  title: string | null;
  faults: string[];
  /** What its faults weigh together: an error 3, a warning 1. */
  weight: number;
  territory: string | null;
  /** The share of its facts that are expected to be still so; null when none ages. */
  live: number | null;
}

/**
 * The records of a kind with something to mend, those with the worst faults first, then in the order of their keys; of some
 * communes only when asked so, or that break a rule.
 */
export function listFaulty(
  db: Queryable,
  kind: RecordKind,
  asked: { rule?: string; communes?: readonly string[]; limit: number; offset: number },
): Promise<Faulty[]> {
  const parts = measured(kind, 'few');
  const { name } = kind;
  const key = kind.key.map(columnOf);
  // The suspects come from indexes, so that a sound record is never looked at.
  const kept = (table: string, more: string) =>
    `SELECT ${kind.key.map((field, i) => `key[${i + 1}]::${kind.fields[field]!.column} AS ${key[i]}`).join(', ')}
      FROM ${table} WHERE kind = '${name}' AND ${more}`;
  const suspects = [
    ...(hasFaults(kind)
      ? [
          `SELECT ${key.join(', ')} FROM ${name} WHERE faults IS NOT NULL AND ($2::text IS NULL OR $2 = ANY (faults)) AND ${parts.valid}`,
        ]
      : []),
    ...(stockRulesOf(kind).length ? [kept('finding', 'gone_at IS NULL AND ($2::text IS NULL OR rule = $2)')] : []),
    ...(kind.shownToPeople
      ? [
          kept(
            'challenge',
            `state = 'open' AND due_on < $1::date AND ($2::text IS NULL OR $2 = '${OVERDUE_RULE.name}')`,
          ),
        ]
      : []),
  ];
  if (suspects.length === 0) return Promise.resolve([]);
  const title = kind.names[0] ? `${name}.${columnOf(kind.names[0])}` : 'NULL::text';
  return db.rows({
    text: `WITH suspect AS (${suspects.join(' UNION ')}), listed AS (
        SELECT ${parts.key} AS key, ${title} AS title, ${parts.faults} AS faults, ${parts.territory} AS territory, ${parts.live} AS live
        FROM ${parts.from} WHERE (${kind.key.map((field) => `${name}.${columnOf(field)}`).join(', ')}) IN (SELECT ${key.join(', ')} FROM suspect)
          AND ${parts.valid})
      SELECT key, title, faults, ${weightOf(kind, 'faults')} AS weight, territory, live FROM listed
      WHERE faults IS NOT NULL AND ($2::text IS NULL OR $2 = ANY (faults)) AND ($3::text[] IS NULL OR territory = ANY ($3))
      ORDER BY weight DESC, key LIMIT $4 OFFSET $5`,
    values: [today(), asked.rule ?? null, asked.communes ?? null, asked.limit, asked.offset],
  });
}
