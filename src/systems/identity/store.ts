import { type Queryable, type Tx, sql } from '../../kernel/db.ts';
import type { AccountLevel } from './rules.ts';

export interface Account {
  personalNumber: string;
  name: string;
  level: AccountLevel;
  passwordPhc: string | undefined;
  phone: string | undefined;
  email: string | undefined;
}

/** The account of a number, when it may be used. */
export async function findActiveAccount(db: Queryable, personalNumber: string): Promise<Account | undefined> {
  const row = await db.maybe<{
    personal_number: string;
    name: string;
    level: AccountLevel;
    password_phc: string | null;
    phone: string | null;
    email: string | null;
  }>(sql`SELECT personal_number, name, level, password_phc, phone, email FROM account
    WHERE personal_number = ${personalNumber} AND status = 'active'`);
  return (
    row && {
      personalNumber: row.personal_number,
      name: row.name,
      level: row.level,
      passwordPhc: row.password_phc ?? undefined,
      phone: row.phone ?? undefined,
      email: row.email ?? undefined,
    }
  );
}

export async function insertAccount(
  db: Queryable,
  account: Pick<Account, 'personalNumber' | 'name' | 'level' | 'passwordPhc' | 'phone' | 'email'>,
): Promise<void> {
  await db.run(sql`INSERT INTO account (personal_number, name, level, password_phc, phone, email)
    VALUES (${account.personalNumber}, ${account.name}, ${account.level}, ${account.passwordPhc ?? null},
      ${account.phone ?? null}, ${account.email ?? null})`);
}

export type AttemptMethod = 'password' | 'code' | 'passkey';
export type AttemptOutcome = 'failed' | 'code_sent' | 'signed_in';

/** Lets only one request at a time count and add the tries of a number; without it, tries sent together would all pass. */
export async function lockAttempts(tx: Tx, personalNumber: string): Promise<void> {
  await tx.run(
    sql`SELECT pg_advisory_xact_lock(hashtextextended('identity.sign_in_attempt ' || ${personalNumber}, 0))`,
  );
}

/** Failures and codes of a number since its last sign-in that succeeded, a day back at most. */
export async function countAttempts(
  db: Queryable,
  personalNumber: string,
): Promise<{ failures: number; secondsSinceFailure: number; codesThisHour: number }> {
  return db.one(sql`
    WITH since AS (
      SELECT coalesce(max(at) FILTER (WHERE outcome = 'signed_in'), now() - interval '1 day') AS at
        FROM sign_in_attempt WHERE personal_number = ${personalNumber} AND at > now() - interval '1 day')
    SELECT count(*) FILTER (WHERE outcome = 'failed')::int AS "failures",
      coalesce(extract(epoch FROM now() - max(attempt.at) FILTER (WHERE outcome = 'failed')), 86400)::float8 AS "secondsSinceFailure",
      count(*) FILTER (WHERE outcome = 'code_sent' AND attempt.at > now() - interval '1 hour')::int AS "codesThisHour"
    FROM since LEFT JOIN sign_in_attempt attempt ON attempt.personal_number = ${personalNumber} AND attempt.at > since.at`);
}

export async function countAddressFailures(db: Queryable, address: string, windowSeconds: number): Promise<number> {
  const { failures } = await db.one<{ failures: number }>(sql`SELECT count(*)::int AS failures FROM sign_in_attempt
    WHERE address = ${address} AND outcome = 'failed' AND at > now() - make_interval(secs => ${windowSeconds})`);
  return failures;
}

export async function insertAttempt(
  db: Queryable,
  attempt: { id: string; personalNumber: string; address: string; method: AttemptMethod; outcome: AttemptOutcome },
): Promise<void> {
  await db.run(sql`INSERT INTO sign_in_attempt (id, personal_number, address, method, outcome)
    VALUES (${attempt.id}, ${attempt.personalNumber}, ${attempt.address}, ${attempt.method}, ${attempt.outcome})`);
}

export async function setAttemptOutcome(db: Queryable, id: string, outcome: AttemptOutcome): Promise<void> {
  await db.run(sql`UPDATE sign_in_attempt SET outcome = ${outcome}, at = now() WHERE id = ${id}`);
}

export interface OneTimeCode {
  personalNumber: string;
  codeHash: Buffer;
  sealedCode: Buffer | undefined;
  tries: number;
  isExpired: boolean;
}

/** Keeps the code of a sign-in; a newer one takes the place of the one before. */
export async function saveCode(
  db: Queryable,
  code: {
    interactionHash: Buffer;
    personalNumber: string;
    codeHash: Buffer;
    sealedCode: Buffer | undefined;
    lifetimeSeconds: number;
  },
): Promise<void> {
  await db.run(sql`INSERT INTO one_time_code (interaction_hash, personal_number, code_hash, sealed_code, expires_at)
    VALUES (${code.interactionHash}, ${code.personalNumber}, ${code.codeHash}, ${code.sealedCode ?? null},
      now() + make_interval(secs => ${code.lifetimeSeconds}))
    ON CONFLICT (interaction_hash) DO UPDATE SET personal_number = excluded.personal_number, code_hash = excluded.code_hash,
      sealed_code = excluded.sealed_code, tries = 0, sent_at = now(), expires_at = excluded.expires_at`);
}

export async function findCode(db: Queryable, interactionHash: Buffer): Promise<OneTimeCode | undefined> {
  const row = await db.maybe<{
    personal_number: string;
    code_hash: Buffer;
    sealed_code: Buffer | null;
    tries: number;
    is_expired: boolean;
  }>(sql`SELECT personal_number, code_hash, sealed_code, tries, expires_at <= now() AS is_expired
    FROM one_time_code WHERE interaction_hash = ${interactionHash}`);
  return (
    row && {
      personalNumber: row.personal_number,
      codeHash: row.code_hash,
      sealedCode: row.sealed_code ?? undefined,
      tries: row.tries,
      isExpired: row.is_expired,
    }
  );
}

/** Counts one try and gives the code as it then is; one statement, so that tries sent together are all counted. */
export async function countTry(db: Queryable, interactionHash: Buffer): Promise<OneTimeCode | undefined> {
  const row = await db.maybe<{ personal_number: string; code_hash: Buffer; tries: number; is_expired: boolean }>(
    sql`UPDATE one_time_code SET tries = tries + 1 WHERE interaction_hash = ${interactionHash} AND tries < 1000
      RETURNING personal_number, code_hash, tries, expires_at <= now() AS is_expired`,
  );
  return (
    row && {
      personalNumber: row.personal_number,
      codeHash: row.code_hash,
      sealedCode: undefined,
      tries: row.tries,
      isExpired: row.is_expired,
    }
  );
}

/** Takes the code away; whether it was still there. Of two requests with the right code only one gets it. */
export async function takeCode(db: Queryable, interactionHash: Buffer, codeHash: Buffer): Promise<boolean> {
  return (
    (await db.run(
      sql`DELETE FROM one_time_code WHERE interaction_hash = ${interactionHash} AND code_hash = ${codeHash}`,
    )) === 1
  );
}

export interface DemonstrationAccount {
  personalNumber: string;
  label: { vi: string; en: string };
  shownUnder: 'people' | 'officials';
  area: 'portal' | 'desk';
}

export async function listDemonstrationAccounts(db: Queryable): Promise<DemonstrationAccount[]> {
  const rows = await db.rows<{
    personal_number: string;
    label_vi: string;
    label_en: string;
    shown_under: 'people' | 'officials';
    area: 'portal' | 'desk';
  }>(sql`SELECT personal_number, label_vi, label_en, shown_under, area FROM demonstration_account
    ORDER BY place, personal_number LIMIT 100`);
  return rows.map((row) => ({
    personalNumber: row.personal_number,
    label: { vi: row.label_vi, en: row.label_en },
    shownUnder: row.shown_under,
    area: row.area,
  }));
}

export async function findDemonstrationPassword(db: Queryable): Promise<Buffer | undefined> {
  const row = await db.maybe<{ sealed_password: Buffer }>(sql`SELECT sealed_password FROM demonstration_password`);
  return row?.sealed_password;
}

/** Deletes what is over: codes, challenges, what the OpenID Provider kept, and tries older than 30 days. */
export async function deleteWhatIsOver(db: Queryable): Promise<number> {
  const counts = [
    await db.run(sql`DELETE FROM one_time_code WHERE expires_at < now() - interval '1 hour'`),
    await db.run(sql`DELETE FROM passkey_challenge WHERE expires_at < now()`),
    await db.run(sql`DELETE FROM oidc_item WHERE expires_at < now()`),
    await db.run(sql`DELETE FROM sign_in_attempt WHERE at < now() - interval '30 days'`),
  ];
  return counts.reduce((all, each) => all + each, 0);
}
