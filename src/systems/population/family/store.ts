import { type Queryable, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';
import type { KnownPerson } from './rules.ts';

export type RelationKind = 'mother' | 'father' | 'spouse' | 'guardian' | 'co-guardian';

/** A line of the graph of families, as it is valid. */
export interface StoredRelation {
  personNumber: string;
  kind: RelationKind;
  relativeNumber: string | null;
  foreignerId: string | null;
  basis: 'birth' | 'recognition' | 'adoption' | 'court' | 'marriage' | 'guardianship';
  validFrom: string;
  /** The first day on which it is no longer so. */
  validUntil: string | null;
}

const columns = sql`person_number AS "personNumber", kind, relative_number AS "relativeNumber",
  foreigner_id AS "foreignerId", basis, lower(valid_during) AS "validFrom", upper(valid_during) AS "validUntil"`;

/**
 * Holds people until the end of the transaction: two acts that touch one of them come one after the other. Taken in order, so
 * that nobody waits for somebody who waits.
 */
export async function lockPeople(tx: Queryable, numbers: readonly string[]): Promise<void> {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended(number, 68) AS key FROM unnest(${numbers}::text[]) AS number ORDER BY key) person`);
}

/** The last that is held to be true of each of them; without those whom the register does not know. */
export function knownPeople(db: Queryable, numbers: readonly string[]): Promise<KnownPerson[]> {
  return db.rows(sql`SELECT DISTINCT ON (number) number, sex, born_on AS "bornOn", died_on AS "diedOn" FROM person
    WHERE number = ANY (${numbers}::text[]) ORDER BY number, valid_during DESC`);
}

/** The relations of a person that are valid on a date, of some kinds. */
export function relationsOn(
  db: Queryable,
  asked: { number: string; kinds: readonly RelationKind[]; on: string },
): Promise<StoredRelation[]> {
  return db.rows(sql`SELECT ${columns} FROM relation
    WHERE person_number = ${asked.number} AND kind = ANY (${asked.kinds}::text[]) AND ${validOn(asked.on)}
    ORDER BY kind DESC`);
}

/** The relations in which a person is the other one, valid on a date, of some kinds. */
export function relationsToOn(
  db: Queryable,
  asked: { number: string; kinds: readonly RelationKind[]; on: string },
): Promise<StoredRelation[]> {
  return db.rows(sql`SELECT ${columns} FROM relation
    WHERE relative_number = ${asked.number} AND kind = ANY (${asked.kinds}::text[]) AND ${validOn(asked.on)}
    ORDER BY person_number, kind DESC`);
}

/** The parents and children that somebody ever had: whoever's birth stands in an order with theirs. */
export function bornAround(
  db: Queryable,
  number: string,
): Promise<{ number: string; bornOn: string; isParent: boolean }[]> {
  return db.rows(sql`
    SELECT DISTINCT ON (number) number, person.born_on AS "bornOn", related.is_parent AS "isParent"
    FROM (SELECT relative_number AS number, true AS is_parent FROM relation
        WHERE person_number = ${number} AND kind IN ('mother', 'father') AND relative_number IS NOT NULL
      UNION SELECT person_number, false FROM relation
        WHERE relative_number = ${number} AND kind IN ('mother', 'father')) related
      JOIN person USING (number) ORDER BY number, valid_during DESC`);
}

/** The code under which a foreigner is known by a passport on any date, if one is. */
export async function foreignerByPassport(
  db: Queryable,
  passport: { passportNumber: string; nationality: string },
): Promise<{ id: string; bornOn: string } | undefined> {
  const [found] = await db.rows<{ id: string; bornOn: string }>(sql`SELECT id, born_on AS "bornOn" FROM foreigner
    WHERE passport_number = ${passport.passportNumber} AND nationality = ${passport.nationality}
    ORDER BY valid_during DESC LIMIT 1`);
  return found;
}

/** A relative with who they are and what the relation rests on. */
export interface StoredRelative extends StoredRelation {
  /** Whether the person asked about is the child or ward in it. */
  isOwn: boolean;
  number: string | null;
  fullName: string;
  sex: 'male' | 'female' | null;
  bornOn: string;
  nationality: string;
  diedOn: string | null;
  source: { kind: string; number: string; issuer?: string };
}

const MOST_RELATIVES = 100;

/** All who are related to a person on a date, as they were known then: own parents, spouse and guardians, then children and wards by age. */
export function familyOn(db: Queryable, asked: { number: string; on: string }): Promise<StoredRelative[]> {
  const { number, on } = asked;
  return db.rows(sql`
    SELECT related."personNumber", related.kind, related."relativeNumber", related."foreignerId", related.basis,
      related."validFrom", related."validUntil", related."isOwn", related.number, coalesce(person.full_name, foreigner.full_name) AS "fullName", person.sex,
      coalesce(person.born_on, foreigner.born_on) AS "bornOn",
      coalesce(person.nationality, foreigner.nationality) AS nationality, person.died_on AS "diedOn",
      jsonb_strip_nulls(jsonb_build_object('kind', act.source ->> 'kind', 'number', act.source ->> 'number',
        'issuer', act.source ->> 'issuer')) AS source
    FROM (
      SELECT ${columns}, true AS "isOwn", relative_number AS number, act FROM relation
        WHERE person_number = ${number} AND ${validOn(on)}
      UNION ALL
      SELECT ${columns}, false, person_number, act FROM relation
        WHERE relative_number = ${number} AND kind <> 'spouse' AND ${validOn(on)}
    ) related
      LEFT JOIN LATERAL (SELECT full_name, sex, born_on, nationality, died_on FROM person
        WHERE person.number = related.number AND lower(valid_during) <= ${on}::date
        ORDER BY valid_during DESC LIMIT 1) person ON true
      LEFT JOIN LATERAL (SELECT full_name, born_on, nationality FROM foreigner
        WHERE foreigner.id = related."foreignerId" AND lower(valid_during) <= ${on}::date
        ORDER BY valid_during DESC LIMIT 1) foreigner ON true
      LEFT JOIN act ON act.position = related.act
    WHERE num_nonnulls(person.full_name, foreigner.full_name) > 0
    ORDER BY related."isOwn" DESC, "bornOn", number LIMIT ${MOST_RELATIVES}`);
}
