import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import type { HeldPost, KnownBy } from './rules.ts';

/** An appointment of which the register is to be asked. */
export interface PostQuestion {
  appointmentId: string;
  times: number;
}

/** Asks again of an appointment, at once. */
export async function askAgain(tx: Tx, appointmentId: string, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.post_question (appointment_id, ask_at) VALUES (${appointmentId}, ${at})
    ON CONFLICT (appointment_id) DO UPDATE SET ask_at = excluded.ask_at, times = post_question.times + 1`);
}

export async function readQuestions(db: Queryable, at: Date, most: number): Promise<PostQuestion[]> {
  return db.rows(sql`
    SELECT appointment_id AS "appointmentId", times FROM trust.post_question
     WHERE ask_at <= ${at} ORDER BY ask_at, appointment_id LIMIT ${most}`);
}

/** Locks a question that nothing happened to since it was read; false when another has answered it, or it is to be asked again. */
export async function lockQuestion(tx: Tx, { appointmentId, times }: PostQuestion): Promise<boolean> {
  const found = await tx.maybe(sql`
    SELECT 1 AS found FROM trust.post_question WHERE appointment_id = ${appointmentId} AND times = ${times} FOR UPDATE`);
  return found !== undefined;
}

/** The answer is final until the next event. */
export async function deleteQuestion(tx: Tx, { appointmentId }: PostQuestion): Promise<void> {
  await tx.run(sql`DELETE FROM trust.post_question WHERE appointment_id = ${appointmentId}`);
}

/** Keeps the ends that are known, and asks again when the first has come. */
export async function keepEndings(
  tx: Tx,
  { appointmentId }: PostQuestion,
  { endings, askAt }: { endings: readonly (HeldPost & { endsOn: string })[]; askAt: Date },
): Promise<void> {
  await tx.run(sql`DELETE FROM trust.post_ending WHERE appointment_id = ${appointmentId}`);
  for (const { officialId, role, agencyCode, endsOn } of endings)
    await tx.run(sql`
      INSERT INTO trust.post_ending (appointment_id, official_id, role, agency_code, ends_on)
      VALUES (${appointmentId}, ${officialId}, ${role}, ${agencyCode}, ${endsOn})`);
  await tx.run(sql`UPDATE trust.post_question SET ask_at = ${askAt} WHERE appointment_id = ${appointmentId}`);
}

const NOT_REVOKED = sql`NOT EXISTS (SELECT FROM trust.status_act WHERE status_act.serial = certificate.serial AND kind = 'revoked')`;

/** Certificates that name a post and neither ended nor were revoked: to sign with, and to authenticate with. */
export async function readSerialsOfPost(
  tx: Tx,
  { officialId, role, agencyCode }: HeldPost,
  { holder, at, most }: { holder: string; at: Date; most: number },
): Promise<string[]> {
  const rows = await tx.rows<{ serial: string }>(sql`
    SELECT serial FROM trust.certificate
     WHERE upper(valid) > ${at} AND ${NOT_REVOKED}
       AND serial IN (SELECT serial FROM trust.signing_credential
                       WHERE kind = 'official' AND official_id = ${officialId} AND role = ${role} AND agency_code = ${agencyCode}
                      UNION ALL
                      SELECT serial FROM trust.certificate WHERE profile = 'official-authentication' AND holder = ${holder})
     ORDER BY serial LIMIT ${most}`);
  return rows.map(({ serial }) => serial);
}

const NOT_OVER = sql`NOT EXISTS (SELECT FROM trust.signing_delegation_act AS act
  WHERE act.delegation_id = delegation.id AND act.act IN ('declined', 'ended'))`;

/**
 * Ends the delegations of signing that rest on a post: those that its holder gave, and unless only what is given counts, those given to it.
 * Which ended.
 */
export async function endDelegationsOfPost(
  tx: Tx,
  { officialId, role, agencyCode }: HeldPost,
  { on, at, why, onlyGiven }: { on: string; at: Date; why: string; onlyGiven: boolean },
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    INSERT INTO trust.signing_delegation_act (delegation_id, act, by_official_id, why, at)
    SELECT id, 'ended', ${officialId}, ${why}, ${at}
      FROM trust.signing_delegation AS delegation
     WHERE agency_code = ${agencyCode} AND (until_on IS NULL OR until_on >= ${on}::date) AND ${NOT_OVER}
       AND ((from_official_id = ${officialId} AND from_role = ${role})
            OR (NOT ${onlyGiven} AND to_official_id = ${officialId} AND to_role = ${role}))
    ON CONFLICT DO NOTHING
    RETURNING delegation_id AS id`);
  return rows.map(({ id }) => id);
}

/** Posts that a certificate or delegation which still holds names, in order, after one: a part of all. */
export async function readNamedPosts(
  db: Queryable,
  { after, at, on, most }: { after: HeldPost | undefined; at: Date; on: string; most: number },
): Promise<HeldPost[]> {
  return db.rows(sql`
    SELECT official_id AS "officialId", role, agency_code AS "agencyCode" FROM (
      SELECT credential.official_id, credential.role, credential.agency_code
        FROM trust.signing_credential AS credential JOIN trust.certificate USING (serial)
       WHERE kind = 'official' AND upper(valid) > ${at} AND ${NOT_REVOKED}
      UNION
      SELECT split_part(holder, ' ', 2), split_part(holder, ' ', 3), split_part(holder, ' ', 4)
        FROM trust.certificate WHERE profile = 'official-authentication' AND upper(valid) > ${at} AND ${NOT_REVOKED}
      UNION
      SELECT party.official_id, party.role, delegation.agency_code
        FROM trust.signing_delegation AS delegation,
             LATERAL (VALUES (from_official_id, from_role), (to_official_id, to_role)) AS party (official_id, role)
       WHERE (until_on IS NULL OR until_on >= ${on}::date) AND ${NOT_OVER}) AS named
     WHERE (official_id, role, agency_code) > (${after?.officialId ?? ''}, ${after?.role ?? ''}, ${after?.agencyCode ?? ''})
     ORDER BY official_id, role, agency_code LIMIT ${most}`);
}

/** That a post ended, and what ended with it. */
export interface PostEnd extends HeldPost {
  id: string;
  isInService: boolean;
  knownBy: KnownBy;
  serials: string[];
  delegations: string[];
  at: Date;
}

export async function insertPostEnd(tx: Tx, end: PostEnd): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.post_end (id, official_id, role, agency_code, is_in_service, known_by, serials, delegations, at)
    VALUES (${end.id}, ${end.officialId}, ${end.role}, ${end.agencyCode}, ${end.isInService}, ${end.knownBy}, ${end.serials},
            ${end.delegations}, ${end.at})`);
}

const POST_END = sql`id, official_id AS "officialId", role, agency_code AS "agencyCode", is_in_service AS "isInService",
  known_by AS "knownBy", serials, delegations::text[], at`;

export async function readUntold(db: Queryable, most: number): Promise<PostEnd[]> {
  return db.rows(sql`
    SELECT ${POST_END} FROM trust.post_end
     WHERE NOT EXISTS (SELECT FROM trust.post_end_told WHERE post_end_id = post_end.id) ORDER BY at, id LIMIT ${most}`);
}

export async function markTold(db: Queryable, id: string): Promise<void> {
  await db.run(sql`INSERT INTO trust.post_end_told (post_end_id) VALUES (${id}) ON CONFLICT DO NOTHING`);
}

/** Posts that ended, the newest first. */
export async function readPostEnds(db: Queryable, most: number): Promise<PostEnd[]> {
  return db.rows(sql`SELECT ${POST_END} FROM trust.post_end ORDER BY at DESC, id LIMIT ${most}`);
}

/** A post whose end is known, with the certificates that end with it. */
export interface PostEnding extends HeldPost {
  endsOn: string;
  agencyName: string;
  serials: string[];
}

/** Posts that will end within a time and that a certificate names, the first first. Civil dates; `until` is not within. */
export async function readPostEndings(
  db: Queryable,
  { from, until, at, most }: { from: string; until: string; at: Date; most: number },
): Promise<PostEnding[]> {
  return db.rows(sql`
    SELECT ending.official_id AS "officialId", ending.role, ending.agency_code AS "agencyCode", ends_on::text AS "endsOn",
           max(certificate.agency_name) AS "agencyName", array_agg(DISTINCT certificate.serial ORDER BY certificate.serial) AS serials
      FROM trust.post_ending AS ending
      JOIN trust.certificate ON certificate.serial IN (
             SELECT serial FROM trust.signing_credential
              WHERE kind = 'official' AND official_id = ending.official_id AND role = ending.role AND agency_code = ending.agency_code
             UNION ALL
             SELECT serial FROM trust.certificate AS own WHERE profile = 'official-authentication'
                AND own.holder = 'official ' || ending.official_id || ' ' || ending.role || ' ' || ending.agency_code)
     WHERE ends_on >= ${from}::date AND ends_on < ${until}::date AND upper(valid) > ${at} AND ${NOT_REVOKED}
     GROUP BY ending.official_id, ending.role, ending.agency_code, ends_on
     ORDER BY ends_on, ending.agency_code, ending.role, ending.official_id LIMIT ${most}`);
}
