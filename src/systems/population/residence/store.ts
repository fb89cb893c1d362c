import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { type TemporalTable, record, validOn } from '../../registry/index.ts';

const RESIDENCE: TemporalTable = {
  table: 'residence',
  key: ['person_number'],
  columns: ['household_id', 'relation'],
};

export interface StoredResidence {
  communeCode: string;
  addressLine: string;
  since: string;
  householdId: string;
  headNumber: string;
  headName: string;
  relationToHead: string;
}

/** Where a person is permanently registered on a civil date. */
export function findResidence(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<StoredResidence | undefined> {
  return db.maybe(sql`SELECT household.commune_code AS "communeCode", household.address_line AS "addressLine",
      lower(residence.valid_during) AS since, household.id AS "householdId", household.head_number AS "headNumber",
      head.full_name AS "headName", residence.relation AS "relationToHead"
    FROM residence JOIN household ON household.id = residence.household_id
      JOIN person head ON head.number = household.head_number AND head.${validOn(asked.on)}
    WHERE residence.person_number = ${asked.number} AND residence.${validOn(asked.on)}`);
}

/** A registration of residence as kept. */
export interface Registration {
  id: string;
  childNumber: string;
  parentNumber: string;
  householdId: string;
  relation: string;
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

/** The household's place, for the notice of a registration made there. */
export function placeOfHousehold(
  db: Queryable,
  householdId: string,
): Promise<{ communeCode: string; addressLine: string; headNumber: string }> {
  return db.one(sql`SELECT commune_code AS "communeCode", address_line AS "addressLine", head_number AS "headNumber"
    FROM household WHERE id = ${householdId}`);
}

/** The next number of a notice of an agency in a year. Waits for others who take one until they have committed. */
export async function nextNoticeSerial(tx: Tx, asked: { agencyCode: string; year: number }): Promise<number> {
  const { serial } = await tx.one<{ serial: number }>(sql`INSERT INTO notice_counter (agency_code, year, last_serial)
    VALUES (${asked.agencyCode}, ${asked.year}, 1)
    ON CONFLICT (agency_code, year) DO UPDATE SET last_serial = notice_counter.last_serial + 1
    RETURNING last_serial AS serial`);
  return serial;
}

/** Enters the residence and the registration that it rests on. */
export async function insertRegistration(
  tx: Tx,
  registration: Omit<Registration, 'noticeFile'> & { requestKey: string; from: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO residence_registration (id, request_key, person_number, parent_number, household_id,
      relation, agency_code, agency_name, case_number, official, registered_on, notice_number, verification_code)
    VALUES (${registration.id}, ${registration.requestKey}, ${registration.childNumber}, ${registration.parentNumber},
      ${registration.householdId}, ${registration.relation}, ${registration.agency.code}, ${registration.agency.name},
      ${registration.caseNumber}, ${registration.official}, ${registration.registeredOn}, ${registration.noticeNumber},
      ${registration.verificationCode})`);
  await record(tx, RESIDENCE, {
    from: registration.from,
    values: {
      person_number: registration.childNumber,
      household_id: registration.householdId,
      relation: registration.relation,
    },
  });
}

/** Notes which file the notice is, once; who comes second changes nothing. The answer is the file that counts. */
export async function saveNotice(db: Queryable, notice: { id: string; fileId: string }): Promise<string> {
  await db.run(sql`UPDATE residence_registration SET notice_file = ${notice.fileId}
    WHERE id = ${notice.id} AND notice_file IS NULL`);
  const { fileId } = await db.one<{ fileId: string }>(
    sql`SELECT notice_file AS "fileId" FROM residence_registration WHERE id = ${notice.id}`,
  );
  return fileId;
}
