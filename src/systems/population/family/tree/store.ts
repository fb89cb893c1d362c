import { type Queryable, type Statement, sql } from '../../../../kernel/db.ts';
import { validOn } from '../../../registry/index.ts';
import type { RelationKind } from '../store.ts';

/** A line of the graph of families as it is reached from a person: up to a parent, down to a child, or beside. */
export interface StoredKin {
  way: 'up' | 'down' | 'beside';
  /** Who was reached first, and who by this line; a foreigner has no number. */
  fromNumber: string;
  number: string | null;
  /** The line itself: the mother of the child, … */
  personNumber: string;
  kind: RelationKind;
  basis: string;
  validFrom: string;
  validUntil: string | null;
  fullName: string;
  sex: 'male' | 'female' | null;
  bornOn: string;
  diedOn: string | null;
}

const MOST_KIN = 200;
const line = (on: string): Statement => sql`relation.kind IN ('mother', 'father') AND relation.${validOn(on)}`;
const columns = sql`relation.person_number, relation.kind, relation.relative_number, relation.foreigner_id,
  relation.basis, relation.valid_during`;

/**
 * The kin of a person on a date, as they were known then: ancestors and descendants to so many generations, spouse, guardians and wards.
 * The nearest first; each generation only goes on from the one before.
 */
export function kinOn(
  db: Queryable,
  asked: { number: string; on: string; up: number; down: number },
): Promise<StoredKin[]> {
  const { number, on, up, down } = asked;
  return db.rows(sql`
    WITH RECURSIVE above AS (
      SELECT 1 AS level, ${columns} FROM relation WHERE person_number = ${number} AND ${line(on)} AND ${up} >= 1
      UNION SELECT level + 1, ${columns} FROM above JOIN relation ON relation.person_number = above.relative_number
        WHERE ${line(on)} AND level < ${up}
    ), below AS (
      SELECT 1 AS level, ${columns} FROM relation WHERE relative_number = ${number} AND ${line(on)} AND ${down} >= 1
      UNION SELECT level + 1, ${columns} FROM below JOIN relation ON relation.relative_number = below.person_number
        WHERE ${line(on)} AND level < ${down}
    ), kin AS (
      SELECT 'up' AS way, person_number AS from_number, relative_number AS number, above.* FROM above
      UNION ALL SELECT 'down', relative_number, person_number, below.* FROM below
      UNION ALL SELECT 'beside', ${number}, relation.relative_number, 0, ${columns} FROM relation
        WHERE person_number = ${number} AND kind NOT IN ('mother', 'father') AND ${validOn(on)}
      UNION ALL SELECT 'beside', ${number}, relation.person_number, 0, ${columns} FROM relation
        WHERE relative_number = ${number} AND kind IN ('guardian', 'co-guardian') AND ${validOn(on)}
    )
    SELECT kin.way, kin.from_number AS "fromNumber", kin.number, kin.person_number AS "personNumber", kin.kind, kin.basis,
      lower(kin.valid_during) AS "validFrom", upper(kin.valid_during) AS "validUntil",
      coalesce(person.full_name, foreigner.full_name) AS "fullName", person.sex,
      coalesce(person.born_on, foreigner.born_on) AS "bornOn", person.died_on AS "diedOn"
    FROM kin
      LEFT JOIN LATERAL (SELECT full_name, sex, born_on, died_on FROM person
        WHERE person.number = kin.number AND lower(valid_during) <= ${on}::date
        ORDER BY valid_during DESC LIMIT 1) person ON true
      LEFT JOIN LATERAL (SELECT full_name, born_on FROM foreigner
        WHERE foreigner.id = kin.foreigner_id AND kin.number IS NULL AND lower(valid_during) <= ${on}::date
        ORDER BY valid_during DESC LIMIT 1) foreigner ON true
    WHERE num_nonnulls(person.full_name, foreigner.full_name) > 0
    ORDER BY kin.level, kin.way, kin.kind = 'father', "bornOn", kin.number LIMIT ${MOST_KIN}`);
}
