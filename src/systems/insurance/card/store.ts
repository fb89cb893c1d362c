import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Grounds } from '../../registry/index.ts';
import { coverage } from '../kinds.ts';

/** What a card says of the child. */
export interface CardHolder {
  fullName: string;
  bornOn: string;
  sex: 'male' | 'female';
  address: string;
  /** Where first treatment is registered. */
  clinic: { name: string; code: string };
}

/** A card as kept. */
export interface ChildCard {
  id: string;
  personNumber: string;
  insuranceNumber: string;
  cardCode: string;
  validFrom: string;
  validUntil: string;
  issuedOn: string;
  agency: { code: string; name: string };
  holder: CardHolder;
  verificationCode: string;
  cardFile: string | null;
}

/** The card that a request made before, if it did. */
export function findCard(db: Queryable, requestKey: string): Promise<ChildCard | undefined> {
  return db.maybe(sql`SELECT id, person_number AS "personNumber", insurance_number AS "insuranceNumber",
      card_code AS "cardCode", valid_from AS "validFrom", valid_until AS "validUntil", issued_on AS "issuedOn",
      jsonb_build_object('code', agency_code, 'name', agency_name) AS agency, holder,
      verification_code AS "verificationCode", card_file AS "cardFile"
    FROM child_card WHERE request_key = ${requestKey}`);
}

/** A card that is to be made, and the cover that it shows. */
export interface NewCard extends Omit<ChildCard, 'cardFile'> {
  requestKey: string;
  caseNumber: string;
  objectCode: string;
  provinceCode: string;
  /** Whether the insurance number is given for the first time. */
  isNewNumber: boolean;
}

/**
 * Takes the insurance number when it is new, records the cover for the time that the card says, and the card: all by one
 * statement. Undefined, and nothing is written, when the number is taken or the person has one by now. The keys refuse a
 * second cover and a request that was done.
 */
export async function insertCard(db: Queryable, card: NewCard, grounds: Grounds): Promise<ChildCard | undefined> {
  const { clinic } = card.holder;
  const entered = await db.run(sql`
    WITH taken AS (
      INSERT INTO insured (insurance_number, person_number)
      SELECT ${card.insuranceNumber}, ${card.personNumber} WHERE ${card.isNewNumber}::boolean
      ON CONFLICT DO NOTHING RETURNING insurance_number
    ), numbered AS (
      SELECT insurance_number FROM taken
      UNION ALL SELECT ${card.insuranceNumber} WHERE NOT ${card.isNewNumber}::boolean
    ), told AS (
      INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
      SELECT 'coverage', ARRAY[${card.personNumber}], 'record', ${card.validFrom}::date, ${Object.keys(coverage.fields)}::text[],
        ${grounds.reason}, ${JSON.stringify(grounds.source)}::jsonb, ${JSON.stringify(grounds.by)}::jsonb, ${grounds.receipt ?? null}
      FROM numbered RETURNING position
    ), covered AS (
      INSERT INTO coverage (person_number, valid_during, insurance_number, object_code, province_code, facility_code,
        facility_name, act)
      SELECT ${card.personNumber}, daterange(${card.validFrom}::date, ${card.validUntil}::date, '[]'), insurance_number,
        ${card.objectCode}, ${card.provinceCode}, ${clinic.code}, ${clinic.name}, position
      FROM numbered, told
    )
    INSERT INTO child_card (id, request_key, person_number, insurance_number, card_code, valid_from, valid_until,
      issued_on, agency_code, agency_name, case_number, holder, verification_code)
    SELECT ${card.id}::uuid, ${card.requestKey}, ${card.personNumber}, insurance_number, ${card.cardCode},
      ${card.validFrom}::date, ${card.validUntil}::date, ${card.issuedOn}::date, ${card.agency.code}, ${card.agency.name},
      ${card.caseNumber}, ${card.holder}::jsonb, ${card.verificationCode}
    FROM numbered`);
  return entered ? { ...card, cardFile: null } : undefined;
}

/** Notes which file the card is, once. The answer is the file that counts. */
export async function saveCardFile(db: Queryable, made: { id: string; fileId: string }): Promise<string> {
  const saved = await db.run(sql`UPDATE child_card SET card_file = ${made.fileId}
    WHERE id = ${made.id} AND card_file IS NULL`);
  if (saved) return made.fileId;
  const { fileId } = await db.one<{ fileId: string }>(
    sql`SELECT card_file AS "fileId" FROM child_card WHERE id = ${made.id}`,
  );
  return fileId;
}
