import { today } from '../../../kernel/clock.ts';
import type { Queryable } from '../../../kernel/db.ts';
import { type RecordKind, columnOf } from '../kind/index.ts';
import { placeOn, provinceOf, unitOn, type Unit } from '../../territories/index.ts';
import type { Answer } from './rules.ts';

/** The last day of the three-level country: a code that nothing bears today bore its meaning then. */
const LAST_DAY_OF_THREE_LEVELS = '2025-06-30';

/** The units of today where a place lies that is known by a code, of today or of an earlier day. More than one when it was split. */
export function unitsToday(code: string, on?: string): Unit[] {
  const day = today();
  if (!on && unitOn(code, day)) return [unitOn(code, day)!];
  return placeOn({ code, date: on ?? LAST_DAY_OF_THREE_LEVELS }, day).map(({ unit }) => unit);
}

/** Whether a place lies in a territory, by their codes. `unknown` when a part of an old unit went there and a part elsewhere. */
export function liesIn(code: string, territory: { code: string; on?: string }): Answer {
  const day = today();
  const places = unitsToday(code);
  const wanted = new Set(unitsToday(territory.code, territory.on).map((unit) => unit.code));
  if (places.length === 0 || wanted.size === 0) return 'unknown';
  const inside = places.filter((unit) => wanted.has(unit.code) || wanted.has(provinceOf(unit.code, day)?.code ?? ''));
  return inside.length === places.length ? 'true' : inside.length === 0 ? 'false' : 'unknown';
}

/** The code of the commune that a record belongs to today, as its kind says where that stands; undefined when it stands nowhere. */
export async function communeOfRecord(
  db: Queryable,
  kind: RecordKind,
  asked: { key: readonly unknown[]; today: string },
): Promise<string | undefined> {
  const { territory } = kind;
  if (!territory) return undefined;
  const column = typeof territory === 'string' ? `${kind.name}.${columnOf(territory)}` : territory.column;
  const day = `$${asked.key.length + 1}::date`;
  const joins = typeof territory === 'string' ? '' : territory.joins.replaceAll(':today', day);
  const key = kind.key.map((field, i) => `${kind.name}.${columnOf(field)} = $${i + 1}::${kind.fields[field]!.column}`);
  const row = await db.maybe<{ code: string | null }>({
    text: `SELECT ${column} AS code FROM ${kind.name} ${joins}
      WHERE ${key.join(' AND ')} AND ${kind.name}.valid_during @> ${day} LIMIT 1`,
    values: [...asked.key, asked.today],
  });
  return row?.code ?? undefined;
}
