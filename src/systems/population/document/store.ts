import { type Queryable, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';
import type { CardState } from './card-moves.ts';

/** A state of a card, as it was valid. */
export interface StoredCard {
  form: 'identity-card' | 'citizen-identity-card';
  serial: string;
  issuedOn: string;
  expiresOn: string | null;
  state: CardState;
  from: string;
  until: string | null;
  source: string;
}

const MOST_LINES = 100;
const columns = sql`form, serial, issued_on AS "issuedOn", expires_on AS "expiresOn", state,
  lower(valid_during) AS from, upper(valid_during) AS until, coalesce(act.source ->> 'number', '') AS source`;

/** All cards of a person with their states, the latest first. */
export function cardsOf(db: Queryable, number: string): Promise<StoredCard[]> {
  return db.rows(sql`SELECT ${columns} FROM identity_document LEFT JOIN act ON act.position = identity_document.act
    WHERE person_number = ${number} ORDER BY valid_during DESC LIMIT ${MOST_LINES}`);
}

/** The card of a person on a date. */
export function cardOn(db: Queryable, asked: { number: string; on: string }): Promise<StoredCard | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM identity_document LEFT JOIN act ON act.position = identity_document.act
    WHERE person_number = ${asked.number} AND ${validOn(asked.on)}`);
}

/** Whether a serial was ever given. */
export async function isSerialTaken(db: Queryable, serial: string): Promise<boolean> {
  const { taken } = await db.one<{ taken: boolean }>(
    sql`SELECT EXISTS (SELECT FROM identity_document WHERE serial = ${serial}) AS taken`,
  );
  return taken;
}

/** What of a person stands beside the card: since when missing, and the code as a foreigner. */
export function besidesCard(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<{ missingSince: string | null; foreignerId: string | null }> {
  const { number, on } = asked;
  return db.one(sql`SELECT
    (SELECT lower(valid_during) FROM missing WHERE person_number = ${number} AND ${validOn(on)}) AS "missingSince",
    (SELECT id FROM foreigner WHERE person_number = ${number} ORDER BY valid_during DESC LIMIT 1) AS "foreignerId"`);
}

/** Whether a card was withheld by the same call that declared its holder missing. */
export async function isWithheldByMissing(db: Queryable, asked: { number: string; on: string }): Promise<boolean> {
  const { number, on } = asked;
  const { isSo } = await db.one<{ isSo: boolean }>(sql`SELECT EXISTS (
    SELECT FROM identity_document JOIN act held ON held.position = identity_document.act
      JOIN missing ON missing.person_number = identity_document.person_number AND missing.${validOn(on)}
      JOIN act declared ON declared.position = missing.act AND declared.receipt = held.receipt
    WHERE identity_document.person_number = ${number} AND identity_document.${validOn(on)} AND state = 'withheld') AS "isSo"`);
  return isSo;
}
