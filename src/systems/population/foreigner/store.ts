import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';
import type { StoredRelation } from '../family/store.ts';

/** A foreigner as of a time. */
export interface StoredForeigner {
  id: string;
  fullName: string;
  bornOn: string;
  nationality: string;
  passportNumber: string;
  passportExpiresOn: string | null;
  cardKind: 'temporary' | 'permanent' | null;
  cardNumber: string | null;
  cardExpiresOn: string | null;
  communeCode: string | null;
  addressLine: string | null;
  personNumber: string | null;
  from: string;
  until: string | null;
  source: string;
}

const MOST_FOUND = 30;
const MOST_VERSIONS = 100;
const columns: Statement = sql`foreigner.id, foreigner.full_name AS "fullName", foreigner.born_on AS "bornOn",
  foreigner.nationality, passport_number AS "passportNumber", passport_expires_on AS "passportExpiresOn",
  card_kind AS "cardKind", card_number AS "cardNumber", card_expires_on AS "cardExpiresOn",
  commune_code AS "communeCode", address_line AS "addressLine", person_number AS "personNumber",
  lower(valid_during) AS from, upper(valid_during) AS until, coalesce(act.source ->> 'number', '') AS source`;

/** All versions of a foreigner, the latest first. */
export function versionsOfForeigner(db: Queryable, id: string): Promise<StoredForeigner[]> {
  return db.rows(sql`SELECT ${columns} FROM foreigner LEFT JOIN act ON act.position = foreigner.act
    WHERE foreigner.id = ${id} ORDER BY valid_during DESC LIMIT ${MOST_VERSIONS}`);
}

/** A foreigner on a date. */
export function foreignerOn(db: Queryable, asked: { id: string; on: string }): Promise<StoredForeigner | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM foreigner LEFT JOIN act ON act.position = foreigner.act
    WHERE foreigner.id = ${asked.id} AND ${validOn(asked.on)}`);
}

/** Foreigners by code, passport or a beginning of the name, on a date. */
export function foreignersNamed(db: Queryable, asked: { words: string; on: string }): Promise<StoredForeigner[]> {
  const { words, on } = asked;
  return db.rows(sql`SELECT ${columns} FROM foreigner LEFT JOIN act ON act.position = foreigner.act
    WHERE ${validOn(on)} AND (foreigner.id = upper(${words}) OR passport_number = upper(${words})
      OR full_name_folded LIKE kernel.fold(${words.replace(/[%_\\]/g, ' ')}) || '%')
    ORDER BY full_name_folded, foreigner.id LIMIT ${MOST_FOUND}`);
}

/** The code under which somebody is known as a foreigner, who has a personal number. */
export async function foreignerOfPerson(db: Queryable, number: string): Promise<string | undefined> {
  const [found] = await db.rows<{ id: string }>(
    sql`SELECT id FROM foreigner WHERE person_number = ${number} ORDER BY valid_during DESC LIMIT 1`,
  );
  return found?.id;
}

/** The relations that name a foreigner and hold on a date or later. */
export function relationsNaming(db: Queryable, asked: { id: string; from: string }): Promise<StoredRelation[]> {
  return db.rows(sql`SELECT person_number AS "personNumber", kind, relative_number AS "relativeNumber",
      foreigner_id AS "foreignerId", basis, lower(valid_during) AS "validFrom", upper(valid_during) AS "validUntil"
    FROM relation WHERE foreigner_id = ${asked.id}
      AND (upper_inf(valid_during) OR upper(valid_during) > ${asked.from}::date) ORDER BY person_number, kind`);
}
