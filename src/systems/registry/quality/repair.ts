import type { Queryable } from '../../../kernel/db.ts';
import { today } from '../../../kernel/clock.ts';
import { type RecordKind, columnOf, hasFaults, stockRulesOf } from '../kind/index.ts';
import { ageingFields, knownOnJoins, measured, weightOf } from './measured.ts';
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
  const { name } = kind;
  const parts = measured(kind, 'few');
  const key = kind.key.map(columnOf);
  const columns = key.map((column) => `${name}.${column}`).join(', ');
  const given = kind.key.map((field, i) => `key[${i + 1}]::${kind.fields[field]!.column}`).join(', ');
  // What is broken comes from indexes, so that a sound record is never looked at; the rest is looked up for those of the page.
  const broken = [
    ...(hasFaults(kind)
      ? [`SELECT ${key.join(', ')}, unnest(faults) FROM ${name} WHERE faults IS NOT NULL AND ${parts.valid}`]
      : []),
    ...(stockRulesOf(kind).length
      ? [`SELECT ${given}, rule FROM finding WHERE kind = '${name}' AND gone_at IS NULL`]
      : []),
    ...(kind.shownToPeople
      ? [
          `SELECT ${given}, '${OVERDUE_RULE.name}' FROM challenge WHERE kind = '${name}' AND state = 'open' AND due_on < $1::date`,
        ]
      : []),
  ];
  if (broken.length === 0) return Promise.resolve([]);
  const title = kind.names[0] ? `${name}.${columnOf(kind.names[0])}` : 'NULL::text';
  return db.rows({
    text: `WITH broken (${key.join(', ')}, rule) AS (${broken.join(' UNION ALL ')}),
      suspect AS (
        SELECT ${key.join(', ')}, array_agg(DISTINCT rule ORDER BY rule) AS rules FROM broken GROUP BY ${key.join(', ')}
        HAVING $2::text IS NULL OR bool_or(rule = $2)
      ), paged AS MATERIALIZED (
        SELECT ${columns}, suspect.rules, ${weightOf(kind, 'suspect.rules')} AS weight, ${parts.territory} AS territory
        FROM ${name} JOIN suspect USING (${key.join(', ')}) ${parts.territoryJoins}
        WHERE ${parts.valid} AND ($3::text[] IS NULL OR ${parts.territory} = ANY ($3))
        ORDER BY weight DESC, ${columns} LIMIT $4 OFFSET $5
      )
      SELECT ${parts.key} AS key, ${title} AS title, paged.rules AS faults, paged.weight, paged.territory, ${parts.live} AS live
      FROM paged JOIN ${name} USING (${key.join(', ')}) ${knownOnJoins(kind, ageingFields(kind), 'few')}
      WHERE ${parts.valid} ORDER BY paged.weight DESC, ${columns}`,
    values: [today(), asked.rule ?? null, asked.communes ?? null, asked.limit, asked.offset],
  });
}
