import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { type Grounds, validOn } from '../../registry/index.ts';
import type { RelationToHead } from './rules.ts';
import { type StoredPerson, personAsOf, personColumns } from '../person/store.ts';

export interface StoredResidence {
  communeCode: string;
  addressLine: string;
  since: string;
  householdId: string;
  headNumber: string;
  headName: string;
  relationToHead: RelationToHead;
}

const residenceOf = (number: Statement, on: string): Statement =>
  sql`SELECT household.commune_code AS "communeCode", household.address_line AS "addressLine",
      lower(residence.valid_during) AS since, household.id AS "householdId", household.head_number AS "headNumber",
      head.full_name AS "headName", residence.relation AS "relationToHead"
    FROM residence JOIN household ON household.id = residence.household_id AND household.${validOn(on)}
      JOIN LATERAL (${personAsOf(sql`household.head_number`, on)}) head ON true
    WHERE residence.person_number = ${number} AND residence.${validOn(on)}`;

/** Where a person is permanently registered on a civil date. */
export function findResidence(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<StoredResidence | undefined> {
  return db.maybe(residenceOf(sql`${asked.number}`, asked.on));
}

/** Those of the numbers that are somebody's: who they are and where they are permanently registered, on a civil date. */
export function findPeople(
  db: Queryable,
  asked: { numbers: readonly string[]; on: string },
): Promise<(StoredPerson & { residence: StoredResidence | null })[]> {
  return db.rows(sql`SELECT ${personColumns},
      (SELECT to_jsonb(home) FROM (${residenceOf(sql`person.number`, asked.on)}) home) AS residence
    FROM (SELECT DISTINCT unnest(${asked.numbers}::text[]) AS number) given,
      LATERAL (${personAsOf(sql`given.number`, asked.on)}) AS person`);
}

/** A registration of residence as kept. */
export interface Registration {
  id: string;
  childNumber: string;
  parentNumber: string;
  householdId: string;
  relation: RelationToHead;
  agency: { code: string; name: string };
  caseNumber: string;
  official: { officialId: string; title: Bilingual; name: string };
  registeredOn: string;
  noticeNumber: string;
  verificationCode: string;
  noticeFile: string | null;
}

/** The registration that a request made before, if it did. */
export function findRegistration(db: Queryable, requestKey: string): Promise<Registration | undefined> {
  return db.maybe(sql`SELECT id, person_number AS "childNumber", parent_number AS "parentNumber",
      household_id AS "householdId", relation, jsonb_build_object('code', agency_code, 'name', agency_name) AS agency,
      case_number AS "caseNumber", official, registered_on AS "registeredOn", notice_number AS "noticeNumber",
      verification_code AS "verificationCode", notice_file AS "noticeFile"
    FROM residence_registration WHERE request_key = ${requestKey}`);
}

/** What decides about a child who is to live with a parent, as of a civil date. */
export interface ChildAndParent {
  /** Null: no such person is in the register. */
  childBornOn: string | null;
  isParent: boolean;
  childHasResidence: boolean;
  parentHome: { communeCode: string; householdId: string; relationToHead: RelationToHead } | null;
}

/** What is known of a child and a parent on a civil date. */
export function findChildAndParent(
  db: Queryable,
  { child, parent, on }: { child: string; parent: string; on: string },
): Promise<ChildAndParent> {
  return db.one(sql`SELECT
    (SELECT born_on FROM (${personAsOf(sql`${child}`, on)}) AS person) AS "childBornOn",
    EXISTS (SELECT FROM relation WHERE person_number = ${child} AND kind IN ('mother', 'father')
        AND relative_number = ${parent} AND ${validOn(on)})
      AS "isParent",
    EXISTS (SELECT FROM residence WHERE person_number = ${child} AND ${validOn(on)}) AS "childHasResidence",
    (SELECT jsonb_build_object('communeCode', household.commune_code, 'householdId', household.id,
        'relationToHead', residence.relation)
      FROM residence JOIN household ON household.id = residence.household_id AND household.${validOn(on)}
      WHERE residence.person_number = ${parent} AND residence.${validOn(on)}) AS "parentHome"`);
}

/** What the notice of a registration says of the place and the people. */
export interface NoticeFacts {
  communeCode: string;
  addressLine: string;
  headName: string;
  child: Pick<StoredPerson, 'fullName' | 'bornOn' | 'sex'>;
  parent: Pick<StoredPerson, 'fullName' | 'sex'>;
}

/** The place of the household and the people concerned, as of the day of a registration made there. */
export function findNoticeFacts(
  db: Queryable,
  { householdId, childNumber, parentNumber, registeredOn }: Registration,
): Promise<NoticeFacts> {
  const asOfThen = (number: Statement) => personAsOf(number, registeredOn);
  return db.one(sql`SELECT commune_code AS "communeCode", address_line AS "addressLine", head.full_name AS "headName",
      jsonb_build_object('fullName', child.full_name, 'bornOn', child.born_on, 'sex', child.sex) AS child,
      jsonb_build_object('fullName', parent.full_name, 'sex', parent.sex) AS parent
    FROM household,
      LATERAL (${asOfThen(sql`household.head_number`)}) head,
      LATERAL (${asOfThen(sql`${childNumber}`)}) child,
      LATERAL (${asOfThen(sql`${parentNumber}`)}) parent
    WHERE household.id = ${householdId}`);
}

/** A registration that is to be made; the number of its notice comes with it. */
export interface NewRegistration extends Omit<Registration, 'noticeNumber' | 'noticeFile'> {
  requestKey: string;
}

/**
 * Enters the residence, valid from the day of registration, and the registration that it rests on, under the next number of
 * a notice of that agency in that year: all by one statement. Waits for others who take such a number until they have
 * committed. The keys refuse a child who has a residence by now, and a request that was done.
 */
export async function insertRegistration(
  db: Queryable,
  registration: NewRegistration,
  grounds: Grounds,
): Promise<Registration> {
  const { agency, registeredOn } = registration;
  const year = registeredOn.slice(0, 4);
  const { noticeNumber } = await db.one<{ noticeNumber: string }>(sql`
    WITH taken AS (
      INSERT INTO notice_counter (agency_code, year, last_serial) VALUES (${agency.code}, ${year}::integer, 1)
      ON CONFLICT (agency_code, year) DO UPDATE SET last_serial = notice_counter.last_serial + 1
      RETURNING last_serial AS serial
    ), told AS (
      INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
      VALUES ('residence', ARRAY[${registration.childNumber}], 'record', ${registeredOn}::date, '{householdId,relation}',
        ${grounds.reason}, ${JSON.stringify(grounds.source)}::jsonb, ${JSON.stringify(grounds.by)}::jsonb,
        ${grounds.receipt ?? null})
      RETURNING position
    ), entered AS (
      INSERT INTO residence (person_number, valid_during, household_id, relation, act)
      SELECT ${registration.childNumber}, daterange(${registeredOn}::date, NULL), ${registration.householdId},
        ${registration.relation}, position FROM told
    )
    INSERT INTO residence_registration (id, request_key, person_number, parent_number, household_id, relation,
      agency_code, agency_name, case_number, official, registered_on, notice_number, verification_code)
    SELECT ${registration.id}::uuid, ${registration.requestKey}, ${registration.childNumber}, ${registration.parentNumber},
      ${registration.householdId}, ${registration.relation}, ${agency.code}, ${agency.name}, ${registration.caseNumber},
      ${registration.official}::jsonb, ${registeredOn}::date, serial || ${`/${year}/TB-CAP`}, ${registration.verificationCode}
    FROM taken RETURNING notice_number AS "noticeNumber"`);
  return { ...registration, noticeNumber, noticeFile: null };
}

/** Notes which file the notice is, once; who comes second changes nothing. The answer is the file that counts. */
export async function saveNotice(db: Queryable, notice: { id: string; fileId: string }): Promise<string> {
  const saved = await db.run(sql`UPDATE residence_registration SET notice_file = ${notice.fileId}
    WHERE id = ${notice.id} AND notice_file IS NULL`);
  if (saved) return notice.fileId;
  const { fileId } = await db.one<{ fileId: string }>(
    sql`SELECT notice_file AS "fileId" FROM residence_registration WHERE id = ${notice.id}`,
  );
  return fileId;
}
