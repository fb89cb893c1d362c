import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import { type Grounds, validOn } from '../../registry/index.ts';
import type { RelationKind } from '../family/store.ts';
import type { RelationToHead } from '../residence/rules.ts';
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
  const rows = await db.rows<{ kind: 'mother' | 'father'; parent: string }>(sql`SELECT kind, relative_number AS parent
    FROM relation WHERE person_number = ${asked.number} AND kind IN ('mother', 'father') AND relative_number IS NOT NULL
      AND ${validOn(asked.on)}`);
  return Object.fromEntries(rows.map(({ kind, parent }) => [`${kind}Number`, parent]));
}

const MOST_CHILDREN = 50;

/** The living children of a person on a civil date, the youngest first. */
export function childrenOf(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<{ number: string; kind: string; fullName: string; sex: 'male' | 'female'; bornOn: string }[]> {
  return db.rows(sql`SELECT child.number, relation.kind, child.full_name AS "fullName", child.sex, child.born_on AS "bornOn"
    FROM relation JOIN person child ON child.number = relation.person_number AND child.${validOn(asked.on)}
    WHERE relation.relative_number = ${asked.number} AND relation.kind IN ('mother', 'father')
      AND relation.${validOn(asked.on)} AND child.died_on IS NULL
    ORDER BY child.born_on DESC, child.number LIMIT ${MOST_CHILDREN}`);
}

/** The number that a request got before, if it did. */
export async function numberOfRequest(db: Queryable, requestKey: string): Promise<string | undefined> {
  const row = await db.maybe<{ number: string }>(
    sql`SELECT number FROM personal_number WHERE request_key = ${requestKey}`,
  );
  return row?.number;
}

/** Takes a personal number that nobody has. False when it was given. */
export async function takeNumber(db: Queryable, number: string): Promise<boolean> {
  return (await db.run(sql`INSERT INTO personal_number (number) VALUES (${number}) ON CONFLICT DO NOTHING`)) === 1;
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

/** What is given of a newborn: who follows deaths is not told of births. */
const BORN_WITH = Object.keys(person.fields).filter((field) => field !== 'diedOn' && field !== 'deathPlace');

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
    ), given AS (
      SELECT number, kind, parent FROM taken,
        (VALUES ('mother', ${child.motherNumber}), ('father', ${child.fatherNumber})) AS parents (kind, parent)
       WHERE parent IS NOT NULL
    ), told AS (
      INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
      SELECT kind, key, 'record', ${child.bornOn}::date, fields, ${grounds.reason},
        ${JSON.stringify(grounds.source)}::jsonb, ${JSON.stringify(grounds.by)}::jsonb, ${grounds.receipt ?? null}
      FROM (SELECT 'person' AS kind, ARRAY[number] AS key, ${BORN_WITH}::text[] AS fields FROM taken
        UNION ALL SELECT 'relation', ARRAY[number, kind], '{relativeNumber,basis}' FROM given) acts
      RETURNING position, kind, key
    ), related AS (
      INSERT INTO relation (person_number, kind, relative_number, basis, valid_during, act)
      SELECT number, given.kind, parent, 'birth', daterange(${child.bornOn}::date, NULL), position
        FROM given JOIN told ON told.key = ARRAY[given.number, given.kind]
    )
    INSERT INTO person (number, valid_during, full_name, sex, born_on, birth_place, ethnic_group, nationality, hometown, act)
    SELECT number, daterange(${child.bornOn}::date, NULL), ${child.fullName}, ${child.sex}, ${child.bornOn}::date,
      ${child.birthPlace}, ${child.ethnicGroup}, ${child.nationality}, ${child.hometown}, position
    FROM taken JOIN told ON told.kind = 'person'`);
  return entered === 1;
}

/** What one version of a person says, and from when to when. */
export interface PersonVersion {
  values: StoredPerson & { deathPlace: string | null };
  validFrom: string;
  validUntil: string | null;
}

/** All versions of a person that are held to be true, the earliest first. */
export function versionsOf(db: Queryable, number: string): Promise<PersonVersion[]> {
  return db.rows(sql`SELECT jsonb_build_object('number', number, 'fullName', full_name, 'sex', sex, 'bornOn', born_on,
      'birthPlace', birth_place, 'ethnicGroup', ethnic_group, 'nationality', nationality, 'hometown', hometown,
      'diedOn', died_on, 'deathPlace', death_place) AS values,
      lower(valid_during) AS "validFrom", upper(valid_during) AS "validUntil"
    FROM person WHERE number = ${number} ORDER BY valid_during`);
}

/** What says of a person that they are somewhere, or nowhere, or who they are, and holds on a day or later. */
export function presenceFrom(
  db: Queryable,
  { number, from }: { number: string; from: string },
): Promise<
  {
    kind: 'residence' | 'temporary_residence' | 'temporary_absence' | 'missing' | 'identity_document';
    validFrom: string;
  }[]
> {
  const later = sql`person_number = ${number} AND (upper_inf(valid_during) OR upper(valid_during) > ${from}::date)`;
  return db.rows(sql`
    SELECT 'residence' AS kind, lower(valid_during) AS "validFrom" FROM residence WHERE ${later}
    UNION ALL SELECT 'temporary_residence', lower(valid_during) FROM temporary_residence WHERE ${later}
    UNION ALL SELECT 'temporary_absence', lower(valid_during) FROM temporary_absence WHERE ${later}
    UNION ALL SELECT 'missing', lower(valid_during) FROM missing WHERE ${later}
    UNION ALL SELECT 'identity_document', lower(valid_during) FROM identity_document WHERE ${later} AND state <> 'revoked'
    ORDER BY "validFrom" DESC`);
}

/** The call by which a person's death was recorded, by its receipt. */
const deathOf = (number: string): Statement => sql`SELECT act.receipt FROM person JOIN act ON act.position = person.act
  WHERE number = ${number} AND died_on IS NOT NULL ORDER BY valid_during DESC LIMIT 1`;

/** Where a person lived whose residence the death ended, when that household is still there. */
export function residenceEndedBy(
  db: Queryable,
  number: string,
): Promise<{ personNumber: string; householdId: string; relation: RelationToHead } | undefined> {
  return db.maybe(sql`SELECT person_number AS "personNumber", household_id AS "householdId", relation
    FROM (${deathOf(number)}) death JOIN act USING (receipt) JOIN residence ON residence.act = act.position
      AND act.kind = 'residence' AND act.act = 'end'
    WHERE residence.person_number = ${number} AND EXISTS (SELECT FROM household
      WHERE household.id = residence.household_id AND upper_inf(household.valid_during))`);
}

/** A relation that a person's death ended. */
export interface EndedRelation {
  values: {
    personNumber: string;
    kind: RelationKind;
    relativeNumber: string | null;
    foreignerId: string | null;
    basis: 'marriage' | 'guardianship';
  };
  validUntil: string;
  /** Something else is valid since then, or the other has died too. */
  hasSuccessor: boolean;
}

/** The relations that ended by the same call as the life of a person did. A marriage with a successor on one side has one on both. */
export function relationsEndedBy(db: Queryable, number: string): Promise<EndedRelation[]> {
  return db.rows(sql`
    SELECT jsonb_build_object('personNumber', person_number, 'kind', relation.kind, 'relativeNumber', relative_number,
        'foreignerId', foreigner_id, 'basis', basis) AS values, upper(valid_during) AS "validUntil",
      EXISTS (SELECT FROM relation later
        WHERE later.kind = relation.kind AND lower(later.valid_during) >= upper(relation.valid_during)
          AND (later.person_number = relation.person_number
            OR relation.kind = 'spouse' AND later.person_number = relation.relative_number))
        OR EXISTS (SELECT FROM person other WHERE other.died_on IS NOT NULL AND other.number <> ${number}
          AND other.number IN (relation.person_number, relation.relative_number)) AS "hasSuccessor"
    FROM (${deathOf(number)}) death JOIN act USING (receipt) JOIN relation ON relation.act = act.position
      AND act.kind = 'relation' AND act.act = 'end'`);
}

/** The permanent residence of a person that begins on just that day. */
export function residenceSince(
  db: Queryable,
  { number, from }: { number: string; from: string },
): Promise<{ validUntil: string | null } | undefined> {
  return db.maybe(sql`SELECT upper(valid_during) AS "validUntil" FROM residence
    WHERE person_number = ${number} AND lower(valid_during) = ${from}::date`);
}

/** Whether it was the death of a person that revoked the identity card. */
export async function cardRevokedByDeath(db: Queryable, number: string): Promise<boolean> {
  const { isSo } = await db.one<{ isSo: boolean }>(sql`SELECT EXISTS (
    SELECT FROM (${deathOf(number)}) death JOIN act USING (receipt)
      JOIN identity_document ON identity_document.act = act.position AND act.kind = 'identity_document'
    WHERE identity_document.person_number = ${number} AND upper_inf(valid_during)) AS "isSo"`);
  return isSo;
}

/** A number, whose it is after merges, and the death of that person. */
export interface LifeOfNumber {
  number: string;
  /** The number that stands for it now. */
  numberNow: string;
  diedOn: string | null;
  /** The number of the document on which the last act on the person rests. */
  source: string | null;
}

/** What became of people, by numbers that they have or once had; without those that the register never had. */
export function livesOf(db: Queryable, numbers: readonly string[]): Promise<LifeOfNumber[]> {
  return db.rows(sql`WITH RECURSIVE way AS (
      SELECT asked, ARRAY[asked] AS key, 0::bigint AS act FROM unnest(${numbers}::text[]) asked
      UNION
      SELECT way.asked, lineage.to_key, lineage.act FROM way JOIN lineage ON lineage.kind = 'person' AND lineage.how = 'merge'
        AND lineage.from_key = way.key AND lineage.undone_by IS NULL AND lineage.act > way.act
    ), reached AS (SELECT DISTINCT ON (asked) asked, key[1] AS number FROM way ORDER BY asked, act DESC)
    SELECT reached.asked AS number, reached.number AS "numberNow", last.died_on AS "diedOn", act.source ->> 'number' AS source
    FROM reached JOIN LATERAL (SELECT died_on, person.act FROM person WHERE person.number = reached.number
        ORDER BY lower(valid_during) DESC NULLS LAST LIMIT 1) last ON true
      LEFT JOIN act ON act.position = last.act`);
}
