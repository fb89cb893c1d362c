import {
  DIMENSIONS,
  type Dimension,
  type RecordKind,
  type Through,
  columnOf,
  hasFaults,
  stockRulesOf,
} from '../kind/index.ts';
import { LEAST_LIVE, OVERDUE_RULE, WEIGHTS, measuredRules } from './rules.ts';

/** Quality of the versions that are valid on a day, as parts of a query: `$1` is that day, the kind's table stands under its own name. */
export interface Measured {
  /** Everything after FROM, without WHERE. */
  from: string;
  /** Whether a version is valid on the day. */
  valid: string;
  /** The key as texts, as acts and findings have it. */
  key: string;
  /** Names of all rules that the record breaks; NULL when none. */
  faults: string;
  /** The share of its facts that are expected to be still so, 0 to 1; NULL when none ages. */
  live: string;
  /** The joins to what `territory` is read from. */
  territoryJoins: string;
  /** Codes, or NULL. */
  territory: string;
  agency: string;
  /** Open challenges, and those that are overdue. */
  challenged: string;
  overdue: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `:today` of the SQL in definitions, as the first bound value. */
export const withToday = (text: string): string => text.replace(/(?<!:):today\b/g, '$1::date');

/** The key of a kind's table as texts. */
export const keyText = (kind: RecordKind): string =>
  `ARRAY[${kind.key.map((field) => `${kind.name}.${columnOf(field)}::text`).join(', ')}]`;

/** The fields whose facts grow old. */
export function ageingFields(kind: RecordKind): string[] {
  return Object.keys(kind.fields).filter((field) => kind.fields[field]!.halfLife_days !== undefined);
}

/** The day, in Vietnam, on which a version was written. */
const writtenOn = (table: string): string => `(${table}.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/**
 * When it was last known that a field is so: the day of its last confirmation, or of the act that said it. What came by an
 * import, or was carried over from an older version, is no younger than the version's beginning.
 */
export function knownOn(kind: RecordKind, field: string): string {
  const said = `CASE WHEN measured_act.act <> 'import' AND ${quoted(field)} = ANY (measured_act.fields)
      THEN ${writtenOn(kind.name)} ELSE coalesce(lower(${kind.name}.valid_during), ${writtenOn(kind.name)}) END`;
  return `greatest(${said}, measured_confirmation.${columnOf(field)})`;
}

/**
 * How many records a query is about: of `all` the other tables are read once and hashed, of `few` they are looked up for each
 * record by their indexes.
 */
export type Reach = 'all' | 'few';

/** A join to what another table has about each record, as one row. */
function joinAbout(
  kind: RecordKind,
  reach: Reach,
  about: { columns: string; table: string; where: string; as: string },
): string {
  const { columns, table, where, as } = about;
  const from = `FROM ${table} WHERE kind = '${kind.name}' AND ${where}`;
  return reach === 'all'
    ? `LEFT JOIN (SELECT key, ${columns} ${from} GROUP BY key) ${as} ON ${as}.key = ${keyText(kind)}`
    : `LEFT JOIN LATERAL (SELECT ${columns} ${from} AND ${table}.key = ${keyText(kind)}) ${as} ON true`;
}

/** The joins that `knownOn` of these fields reads from. */
export function knownOnJoins(kind: RecordKind, fields: readonly string[], reach: Reach): string {
  if (fields.length === 0) return '';
  const last = fields.map(
    (field) => `max(confirmed_on) FILTER (WHERE ${quoted(field)} = ANY (fields)) AS ${columnOf(field)}`,
  );
  return `LEFT JOIN act measured_act ON measured_act.position = ${kind.name}.act
    ${joinAbout(kind, reach, { columns: last.join(', '), table: 'confirmation', where: 'true', as: 'measured_confirmation' })}`;
}

/** The parts of a query about the quality of a kind's records. Each is asked for once, so that one pass over the table is enough. */
export function measured(kind: RecordKind, reach: Reach): Measured {
  const table = kind.name;
  const ageing = ageingFields(kind);
  const hasFindings = stockRulesOf(kind).length > 0;
  const isChallenged = kind.shownToPeople !== undefined;
  const joins = [
    joinsOf(kind.territory),
    joinsOf(kind.agency),
    knownOnJoins(kind, ageing, reach),
    hasFindings
      ? joinAbout(kind, reach, {
          columns: 'array_agg(rule) AS rules',
          table: 'finding',
          where: 'gone_at IS NULL',
          as: 'measured_finding',
        })
      : '',
    isChallenged
      ? joinAbout(kind, reach, {
          columns: 'count(*) AS count, count(*) FILTER (WHERE due_on < $1::date) AS overdue',
          table: 'challenge',
          where: `state = 'open'`,
          as: 'measured_challenge',
        })
      : '',
  ];
  const overdue = isChallenged ? 'coalesce(measured_challenge.overdue, 0)' : '0';
  const sources = [
    ...(hasFaults(kind) ? [`${table}.faults`] : []),
    ...(hasFindings ? ['measured_finding.rules'] : []),
    ...(isChallenged ? [`CASE WHEN measured_challenge.overdue > 0 THEN '{${OVERDUE_RULE.name}}'::text[] END`] : []),
  ];
  return {
    from: `${table} ${joins.filter(Boolean).join('\n    ')}`,
    valid: `${table}.valid_during @> $1::date`,
    key: keyText(kind),
    faults: sources.length ? `nullif(array_cat(${nested(sources)}, '{}'), '{}')` : 'NULL::text[]',
    live: liveOf(kind, ageing),
    territoryJoins: joinsOf(kind.territory),
    territory: codeOf(kind, kind.territory),
    agency: codeOf(kind, kind.agency),
    challenged: isChallenged ? 'coalesce(measured_challenge.count, 0)' : '0',
    overdue,
  };
}

/** Lists one after another; array_cat passes over those that are NULL. */
const nested = ([first, ...rest]: string[]): string => (rest.length ? `array_cat(${first}, ${nested(rest)})` : first!);

const joinsOf = (place: string | Through | undefined): string =>
  typeof place === 'object' ? withToday(place.joins) : '';

function codeOf(kind: RecordKind, place: string | Through | undefined): string {
  if (place === undefined) return 'NULL::text';
  return typeof place === 'object' ? `${place.column}::text` : `${kind.name}.${columnOf(place)}::text`;
}

function liveOf(kind: RecordKind, ageing: readonly string[]): string {
  if (ageing.length === 0) return 'NULL::float8';
  const facts = ageing.map((field) => {
    const { emptyMeans, halfLife_days } = kind.fields[field]!;
    const isFact = emptyMeans ? 'true' : `${kind.name}.${columnOf(field)} IS NOT NULL`;
    const share = `power(0.5::float8, greatest($1::date - ${knownOn(kind, field)}, 0)::float8 / ${halfLife_days})`;
    return { share: `CASE WHEN ${isFact} THEN ${share} ELSE 0 END`, count: `(${isFact})::int` };
  });
  return `(${facts.map(({ share }) => share).join(' + ')}) / nullif(${facts.map(({ count }) => count).join(' + ')}, 0)`;
}

/** What the broken rules of a list weigh together, as SQL over the list. */
export function weightOf(kind: RecordKind, faults: string): string {
  const each = measuredRules(kind).map(
    ({ name, severity }) => `CASE WHEN ${quoted(name)} = ANY (${faults}) THEN ${WEIGHTS[severity]} ELSE 0 END`,
  );
  return each.length ? `(${each.join(' + ')})` : '0';
}

/** The score of a record in a dimension, 0 to 1, as SQL over its faults and its liveness; NULL when nothing is asked. */
export function scoreOf(
  kind: RecordKind,
  dimension: Dimension,
  { faults, live }: { faults: string; live: string },
): string {
  const rules = measuredRules(kind).filter((rule) => rule.dimension === dimension);
  const total = rules.reduce((sum, { severity }) => sum + WEIGHTS[severity], 0);
  const kept =
    total === 0
      ? undefined
      : `CASE WHEN ${faults} IS NULL THEN 1 ELSE 1 - (${rules
          .map(
            ({ name, severity }) => `CASE WHEN ${quoted(name)} = ANY (${faults}) THEN ${WEIGHTS[severity]} ELSE 0 END`,
          )
          .join(' + ')})::float8 / ${total} END`;
  if (dimension !== 'live') return kept ?? 'NULL::float8';
  return kept ? `coalesce(${live}, 1) * (${kept})` : live;
}

/** Whether a record has no fault and its facts are more likely still so than not. */
export const soundOf = ({ faults, live }: { faults: string; live: string }): string =>
  `(${faults} IS NULL AND coalesce(${live}, 1) >= ${LEAST_LIVE})`;

/** The four scores as SQL columns under their own names. */
export const scoresOf = (kind: RecordKind, columns: { faults: string; live: string }): string =>
  DIMENSIONS.map((dimension) => `${scoreOf(kind, dimension, columns)} AS ${dimension}`).join(', ');
