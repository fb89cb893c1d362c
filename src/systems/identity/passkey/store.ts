import { type Queryable, sql } from '../../../kernel/db.ts';

export interface Passkey {
  credentialId: string;
  personalNumber: string;
  publicKey: Buffer;
  signCount: number;
  transports: string[];
  isBackedUp: boolean;
  label: string;
  createdAt: Date;
  usedAt: Date | null;
}

export type ChallengePurpose = 'sign_in' | 'registration';

export async function saveChallenge(
  db: Queryable,
  challenge: { purpose: ChallengePurpose; subject: string; challenge: string; lifetimeSeconds: number },
): Promise<void> {
  await db.run(sql`INSERT INTO passkey_challenge (purpose, subject, challenge, expires_at)
    VALUES (${challenge.purpose}, ${challenge.subject}, ${challenge.challenge},
      now() + make_interval(secs => ${challenge.lifetimeSeconds}))
    ON CONFLICT (purpose, subject) DO UPDATE SET challenge = excluded.challenge, expires_at = excluded.expires_at`);
}

/** Takes the challenge away: it can be answered once, rightly or wrongly. */
export async function takeChallenge(
  db: Queryable,
  purpose: ChallengePurpose,
  subject: string,
): Promise<string | undefined> {
  const row = await db.maybe<{ challenge: string; is_expired: boolean }>(sql`DELETE FROM passkey_challenge
    WHERE purpose = ${purpose} AND subject = ${subject} RETURNING challenge, expires_at <= now() AS is_expired`);
  return row && !row.is_expired ? row.challenge : undefined;
}

const COLUMNS = sql`credential_id AS "credentialId", personal_number AS "personalNumber", public_key AS "publicKey",
  sign_count AS "signCount", transports, is_backed_up AS "isBackedUp", label, created_at AS "createdAt", used_at AS "usedAt"`;

export async function findPasskey(db: Queryable, credentialId: string): Promise<Passkey | undefined> {
  return db.maybe(sql`SELECT ${COLUMNS} FROM passkey WHERE credential_id = ${credentialId}`);
}

export async function listPasskeys(db: Queryable, personalNumber: string): Promise<Passkey[]> {
  return db.rows(
    sql`SELECT ${COLUMNS} FROM passkey WHERE personal_number = ${personalNumber} ORDER BY created_at LIMIT 50`,
  );
}

export async function insertPasskey(db: Queryable, passkey: Omit<Passkey, 'createdAt' | 'usedAt'>): Promise<void> {
  await db.run(sql`INSERT INTO passkey
      (credential_id, personal_number, public_key, sign_count, transports, is_backed_up, label)
    VALUES (${passkey.credentialId}, ${passkey.personalNumber}, ${passkey.publicKey}, ${passkey.signCount},
      ${passkey.transports}, ${passkey.isBackedUp}, ${passkey.label})`);
}

/** Notes a use. False when the count did not grow since another request: two devices would then hold the same key. */
export async function notePasskeyUse(
  db: Queryable,
  use: { credentialId: string; signCount: number; isBackedUp: boolean },
): Promise<boolean> {
  return (
    (await db.run(sql`UPDATE passkey SET sign_count = ${use.signCount}, is_backed_up = ${use.isBackedUp}, used_at = now()
      WHERE credential_id = ${use.credentialId} AND (sign_count < ${use.signCount} OR ${use.signCount} = 0)`)) === 1
  );
}

export async function deletePasskey(db: Queryable, personalNumber: string, credentialId: string): Promise<boolean> {
  return (
    (await db.run(
      sql`DELETE FROM passkey WHERE personal_number = ${personalNumber} AND credential_id = ${credentialId}`,
    )) === 1
  );
}
