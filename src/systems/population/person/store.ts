import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import { type Grounds, validOn } from '../../registry/index.ts';
import { person } from '../kinds.ts';

export interface StoredPerson {
  number: string;
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
  birthPlace: string | null;
  ethnicGroup: string | null;
  nationality: string;
  hometown: string | null;
  diedOn: string | null;
}

/** The columns of `person` under the names of `StoredPerson`. */
export const personColumns: Statement = sql`person.number, person.full_name AS "fullName", person.sex,
  person.born_on AS "bornOn", person.birth_place AS "birthPlace", person.ethnic_group AS "ethnicGroup",
  person.nationality, person.hometown, person.died_on AS "diedOn"`;

/** The row of `person` as of a civil date; the last version of someone who has died. */
export const personAsOf = (number: Statement, on: string): Statement =>
  sql`SELECT number, full_name, sex, born_on, birth_place, ethnic_group, nationality, hometown, died_on
    FROM person WHERE number = ${number} AND (lower(valid_during) IS NULL OR lower(valid_during) <= ${on}::date)
    ORDER BY lower(valid_during) DESC NULLS LAST LIMIT 1`;

/** A person as of a civil date; the last version of someone who has died. */
export function findPerson(db: Queryable, asked: { number: string; on: string }): Promise<StoredPerson | undefined> {
  return db.maybe(sql`SELECT ${personColumns} FROM (${personAsOf(sql`${asked.number}`, asked.on)}) AS person`);
}

/** What is known before a newborn is entered: the number that the request got before, and who of those given is in the register. */
export async function beforeNewborn(
  db: Queryable,
  asked: { requestKey: string; parents: readonly string[] },
): Promise<{ number: string | null; parents: { number: string; bornOn: string }[] }> {
  return db.one(sql`SELECT
    (SELECT number FROM personal_number WHERE request_key = ${asked.requestKey}) AS number,
    coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('number', number, 'bornOn', born_on))
      FROM person WHERE number = ANY (${asked.parents})), '[]') AS parents`);
}

/** The parents of a person on a civil date. */
export async function parentsOf(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<{ motherNumber?: string; fatherNumber?: string }> {
  const rows = await db.rows<{ kind: 'mother' | 'father'; parent: string }>(sql`SELECT kind, parent_number AS parent
    FROM relation WHERE child_number = ${asked.number} AND ${validOn(asked.on)}`);
  return Object.fromEntries(rows.map(({ kind, parent }) => [`${kind}Number`, parent]));
}

const MOST_CHILDREN = 50;

/** The living children of a person on a civil date, the youngest first. */
export function childrenOf(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<{ number: string; fullName: string; sex: 'male' | 'female'; bornOn: string }[]> {
  return db.rows(sql`SELECT child.number, child.full_name AS "fullName", child.sex, child.born_on AS "bornOn"
    FROM relation JOIN person child ON child.number = relation.child_number AND child.${validOn(asked.on)}
    WHERE relation.parent_number = ${asked.number} AND relation.${validOn(asked.on)} AND child.died_on IS NULL
    ORDER BY child.born_on DESC, child.number LIMIT ${MOST_CHILDREN}`);
}

/** The number that a request got before, if it did. */
export async function numberOfRequest(db: Queryable, requestKey: string): Promise<string | undefined> {
  const row = await db.maybe<{ number: string }>(
    sql`SELECT number FROM personal_number WHERE request_key = ${requestKey}`,
  );
  return row?.number;
}

/** A number of six digits that is still free behind a prefix, chosen at random; undefined when all million are taken. */
export async function freeSerial(db: Queryable, prefix: string): Promise<number | undefined> {
  const row = await db.maybe<{ serial: number }>(sql`SELECT serial FROM (
      SELECT generate_series(0, 999999) AS serial
      EXCEPT SELECT substr(number, 7)::integer FROM personal_number
        WHERE number BETWEEN ${prefix} || '000000' AND ${prefix} || '999999'
    ) free ORDER BY random() LIMIT 1`);
  return row?.serial;
}

/**
 * Takes a number for a request and enters the newborn under it, with the relations to the parents, valid from birth: all by
 * one statement. False, and nothing is written, when the number is taken or the request has one by now.
 */
export async function insertNewborn(
  db: Queryable,
  child: Omit<StoredPerson, 'diedOn'> & {
    requestKey: string;
    motherNumber: string | null;
    fatherNumber: string | null;
  },
  grounds: Grounds,
): Promise<boolean> {
  const entered = await db.run(sql`
    WITH taken AS (
      INSERT INTO personal_number (number, request_key) VALUES (${child.number}, ${child.requestKey})
      ON CONFLICT DO NOTHING RETURNING number
    ), related AS (
      INSERT INTO relation (child_number, kind, parent_number, valid_during)
      SELECT number, kind, parent, daterange(${child.bornOn}::date, NULL)
        FROM taken, (VALUES ('mother', ${child.motherNumber}), ('father', ${child.fatherNumber})) AS given (kind, parent)
       WHERE parent IS NOT NULL
    ), told AS (
      INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
      SELECT 'person', ARRAY[number], 'record', ${child.bornOn}::date, ${Object.keys(person.fields)}::text[],
        ${grounds.reason}, ${JSON.stringify(grounds.source)}::jsonb, ${JSON.stringify(grounds.by)}::jsonb,
        ${grounds.receipt ?? null} FROM taken RETURNING position
    )
    INSERT INTO person (number, valid_during, full_name, sex, born_on, birth_place, ethnic_group, nationality, hometown, act)
    SELECT number, daterange(${child.bornOn}::date, NULL), ${child.fullName}, ${child.sex}, ${child.bornOn}::date,
      ${child.birthPlace}, ${child.ethnicGroup}, ${child.nationality}, ${child.hometown}, position
    FROM taken, told`);
  return entered === 1;
}
