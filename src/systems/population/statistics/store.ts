import { type Queryable, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';
import type { PopulationFacts } from './facts.ts';

/** The living people on a day behind a number, in the order of their numbers, with what is told of them for counting. */
export function findFacts(
  db: Queryable,
  asked: { after: string; on: string; most: number },
): Promise<(PopulationFacts & { number: string })[]> {
  const { after, on, most } = asked;
  return db.rows(sql`SELECT p.number, p.born_on::text AS "bornOn", p.sex, p.ethnic_group AS "ethnicGroup", p.nationality,
      home.commune_code AS "communeCode", home.relation AS "relationToHead", home.size AS "householdSize",
      CASE WHEN EXISTS (SELECT FROM relation WHERE person_number = p.number AND kind = 'spouse' AND ${validOn(on)})
          THEN 'married'
        WHEN EXISTS (SELECT FROM relation JOIN person spouse ON spouse.number = relation.relative_number
          WHERE relation.person_number = p.number AND relation.kind = 'spouse' AND spouse.died_on IS NOT NULL) THEN 'widowed'
        WHEN EXISTS (SELECT FROM relation WHERE person_number = p.number AND kind = 'spouse') THEN 'divorced'
        ELSE 'single' END AS "maritalStatus"
    FROM (SELECT number, born_on, sex, ethnic_group, nationality FROM person
      WHERE number > ${after} AND died_on IS NULL AND ${validOn(on)} ORDER BY number LIMIT ${most}) p
    LEFT JOIN LATERAL (SELECT household.commune_code, residence.relation,
        (SELECT count(*)::int FROM residence member
          WHERE member.household_id = residence.household_id AND member.valid_during @> ${on}::date) AS size
      FROM residence JOIN household ON household.id = residence.household_id AND household.valid_during @> ${on}::date
      WHERE residence.person_number = p.number AND residence.valid_during @> ${on}::date) home ON true
    ORDER BY p.number`);
}
