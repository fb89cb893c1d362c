import { type Queryable, type Statement, sql } from '../../../../kernel/db.ts';
import { validOn } from '../../../registry/index.ts';
import type { RelationToHead } from '../rules.ts';

/** Who lives in a household on a date. */
export interface StoredHome {
  householdId: string;
  communeCode: string;
  addressLine: string;
  headNumber: string;
  /** The head first, then the eldest. */
  members: StoredMember[];
}

export interface StoredMember {
  number: string;
  fullName: string;
  bornOn: string;
  relation: RelationToHead;
  since: string;
}

const homeWhere = (which: Statement, on: string): Statement =>
  sql`SELECT household.id AS "householdId", household.commune_code AS "communeCode",
      household.address_line AS "addressLine", household.head_number AS "headNumber",
      coalesce((SELECT jsonb_agg(jsonb_build_object('number', residence.person_number, 'fullName', person.full_name,
          'bornOn', person.born_on, 'relation', residence.relation, 'since', lower(residence.valid_during))
          ORDER BY residence.relation <> 'head', person.born_on, residence.person_number)
        FROM residence JOIN person ON person.number = residence.person_number AND person.${validOn(on)}
        WHERE residence.household_id = household.id AND residence.${validOn(on)}), '[]') AS members
    FROM household WHERE ${which} AND household.${validOn(on)}`;

/** A household with its members, on a date. */
export function findHousehold(db: Queryable, asked: { id: string; on: string }): Promise<StoredHome | undefined> {
  return db.maybe(homeWhere(sql`household.id = ${asked.id}`, asked.on));
}

/** The household in which a person is permanently registered, on a date. */
export function findHomeOf(db: Queryable, asked: { number: string; on: string }): Promise<StoredHome | undefined> {
  return db.maybe(
    homeWhere(
      sql`household.id = (SELECT household_id FROM residence
        WHERE person_number = ${asked.number} AND residence.${validOn(asked.on)})`,
      asked.on,
    ),
  );
}

/** Which household each of some people is registered in, on a date. */
export function homesOfPeople(
  db: Queryable,
  asked: { numbers: readonly string[]; on: string },
): Promise<{ number: string; householdId: string }[]> {
  return db.rows(sql`SELECT person_number AS number, household_id AS "householdId" FROM residence
    WHERE person_number = ANY (${asked.numbers}::text[]) AND ${validOn(asked.on)}`);
}

/** Those of some people who are declared missing on a date. */
export async function missingOf(
  db: Queryable,
  asked: { numbers: readonly string[]; on: string },
): Promise<string | undefined> {
  const [found] = await db.rows<{ number: string }>(sql`SELECT person_number AS number FROM missing
    WHERE person_number = ANY (${asked.numbers}::text[]) AND ${validOn(asked.on)} ORDER BY 1 LIMIT 1`);
  return found?.number;
}

/** Where a person stays for a time, whether the person is away, and missing, on a date. */
export interface StoredPresence {
  stay: {
    communeCode: string;
    addressLine: string;
    hostNumber: string | null;
    why: 'work' | 'study' | 'family' | 'other';
    since: string;
    until: string;
  } | null;
  absence: {
    destination: string;
    why: 'travel' | 'abroad' | 'military-service' | 'restricted';
    since: string;
    until: string;
  } | null;
  missingSince: string | null;
  earlier: { communeCode: string; addressLine: string; from: string; until: string }[];
}

const MOST_EARLIER = 20;

/** Stay, absence and earlier places of a person, as of a date. A stay that is to begin is told of too. */
export function findPresence(db: Queryable, asked: { number: string; on: string }): Promise<StoredPresence> {
  const { number, on } = asked;
  const toCome = sql`upper(valid_during) > ${on}::date`;
  return db.one(sql`SELECT
    (SELECT jsonb_build_object('communeCode', commune_code, 'addressLine', address_line, 'hostNumber', host_number,
        'why', why, 'since', lower(valid_during), 'until', (SELECT max(upper(later.valid_during)) FROM temporary_residence later
          WHERE later.person_number = ${number} AND later.commune_code = temporary_residence.commune_code
            AND later.address_line = temporary_residence.address_line))
      FROM temporary_residence WHERE person_number = ${number} AND ${toCome} ORDER BY valid_during LIMIT 1) AS stay,
    (SELECT jsonb_build_object('destination', destination, 'why', why, 'since', lower(valid_during),
        'until', upper(valid_during))
      FROM temporary_absence WHERE person_number = ${number} AND ${toCome} ORDER BY valid_during LIMIT 1) AS absence,
    (SELECT lower(valid_during) FROM missing WHERE person_number = ${number} AND ${validOn(on)}) AS "missingSince",
    coalesce((SELECT jsonb_agg(jsonb_build_object('communeCode', commune_code, 'addressLine', address_line,
        'from', begun, 'until', ended) ORDER BY begun DESC)
      FROM (SELECT home.commune_code, home.address_line, lower(residence.valid_during) AS begun,
          upper(residence.valid_during) AS ended
        FROM residence CROSS JOIN LATERAL (SELECT commune_code, address_line FROM household
          WHERE household.id = residence.household_id AND household.valid_during && residence.valid_during
          ORDER BY valid_during DESC LIMIT 1) home
        WHERE person_number = ${number} AND upper(residence.valid_during) <= ${on}::date
        ORDER BY residence.valid_during DESC LIMIT ${MOST_EARLIER}) place), '[]') AS earlier`);
}

/** Since when each of a person's stays holds that is not over on a date. */
export function staysFrom(db: Queryable, asked: { number: string; on: string }): Promise<{ since: string }[]> {
  return db.rows(sql`SELECT lower(valid_during) AS since FROM temporary_residence
    WHERE person_number = ${asked.number} AND upper(valid_during) > ${asked.on}::date ORDER BY valid_during`);
}

const MOST_FOUND = 30;

/** The permanent residents of a commune whose name holds what was typed, without tones. */
export function residentsNamed(
  db: Queryable,
  asked: { communeCode: string; name: string; on: string },
): Promise<{ number: string; fullName: string; bornOn: string; addressLine: string }[]> {
  return db.rows(sql`SELECT person.number, person.full_name AS "fullName", person.born_on AS "bornOn",
      household.address_line AS "addressLine"
    FROM household JOIN residence ON residence.household_id = household.id AND residence.${validOn(asked.on)}
      JOIN person ON person.number = residence.person_number AND person.${validOn(asked.on)}
    WHERE household.commune_code = ${asked.communeCode} AND household.${validOn(asked.on)}
      AND strpos(person.full_name_folded, kernel.fold(${asked.name})) > 0
    ORDER BY person.full_name_folded, person.number LIMIT ${MOST_FOUND}`);
}

const MOST_HOUSEHOLDS = 50;

/** The households of a commune in which people live and the head does not, on a date. */
export function householdsWithoutHead(
  db: Queryable,
  asked: { communeCode: string; on: string },
): Promise<{ householdId: string; addressLine: string; members: number }[]> {
  return db.rows(sql`SELECT household.id AS "householdId", household.address_line AS "addressLine",
      count(*)::int AS members
    FROM household JOIN residence ON residence.household_id = household.id AND residence.${validOn(asked.on)}
    WHERE household.commune_code = ${asked.communeCode} AND household.${validOn(asked.on)}
    GROUP BY household.id, household.address_line, household.head_number
    HAVING NOT bool_or(residence.person_number = household.head_number)
    ORDER BY household.address_line, household.id LIMIT ${MOST_HOUSEHOLDS}`);
}

const MOST_LINES = 200;

/** A line of who lived in a household. */
export interface StoredMembership {
  number: string;
  fullName: string;
  relation: RelationToHead;
  from: string;
  until: string | null;
  source: string;
}

/** Who ever lived in a household, the latest first, with the number of the document that each line rests on. */
export function membersEver(db: Queryable, householdId: string): Promise<StoredMembership[]> {
  return db.rows(sql`SELECT residence.person_number AS number, known.full_name AS "fullName", residence.relation,
      lower(residence.valid_during) AS from, upper(residence.valid_during) AS until,
      coalesce(act.source ->> 'number', '') AS source
    FROM residence CROSS JOIN LATERAL (SELECT full_name FROM person WHERE person.number = residence.person_number
        ORDER BY valid_during DESC LIMIT 1) known
      LEFT JOIN act ON act.position = residence.act
    WHERE household_id = ${householdId}
    ORDER BY lower(residence.valid_during) DESC, residence.relation <> 'head', residence.person_number LIMIT ${MOST_LINES}`);
}

/** Where a household was and who was its head, the latest first. */
export function courseOf(
  db: Queryable,
  householdId: string,
): Promise<{ communeCode: string; addressLine: string; headNumber: string; from: string; until: string | null }[]> {
  return db.rows(sql`SELECT commune_code AS "communeCode", address_line AS "addressLine", head_number AS "headNumber",
      lower(valid_during) AS from, upper(valid_during) AS until
    FROM household WHERE id = ${householdId} ORDER BY valid_during DESC LIMIT ${MOST_LINES}`);
}
