import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';

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

/** Records a card that is to be made. */
export async function insertCard(
  tx: Tx,
  card: Omit<ChildCard, 'cardFile'> & { requestKey: string; caseNumber: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO child_card (id, request_key, person_number, insurance_number, card_code, valid_from,
      valid_until, issued_on, agency_code, agency_name, case_number, holder, verification_code)
    VALUES (${card.id}, ${card.requestKey}, ${card.personNumber}, ${card.insuranceNumber}, ${card.cardCode},
      ${card.validFrom}, ${card.validUntil}, ${card.issuedOn}, ${card.agency.code}, ${card.agency.name},
      ${card.caseNumber}, ${card.holder}, ${card.verificationCode})`);
}

/** Notes which file the card is, once. The answer is the file that counts. */
export async function saveCardFile(db: Queryable, made: { id: string; fileId: string }): Promise<string> {
  await db.run(sql`UPDATE child_card SET card_file = ${made.fileId} WHERE id = ${made.id} AND card_file IS NULL`);
  const { fileId } = await db.one<{ fileId: string }>(
    sql`SELECT card_file AS "fileId" FROM child_card WHERE id = ${made.id}`,
  );
  return fileId;
}
