import { type Queryable, sql } from '../../kernel/db.ts';
import type { AccountLevel } from './rules.ts';

export interface Account {
  personalNumber: string;
  name: string;
  level: AccountLevel;
  passwordPhc: string | undefined;
  phone: string | undefined;
  email: string | undefined;
}

interface AccountRow {
  personal_number: string;
  name: string;
  level: AccountLevel;
  password_phc: string | null;
  phone: string | null;
  email: string | null;
}
type NullableAccountRow = { [Column in keyof AccountRow]: AccountRow[Column] | null };

const ACCOUNT = sql`account.personal_number, account.name, account.level, account.password_phc, account.phone, account.email`;

const accountOf = (row: AccountRow | NullableAccountRow | undefined): Account | undefined =>
  row && row.personal_number !== null
    ? {
        personalNumber: row.personal_number,
        name: row.name!,
        level: row.level!,
        passwordPhc: row.password_phc ?? undefined,
        phone: row.phone ?? undefined,
        email: row.email ?? undefined,
      }
    : undefined;

/** The account of a number, when it may be used. */
export async function findActiveAccount(db: Queryable, personalNumber: string): Promise<Account | undefined> {
  return accountOf(
    await db.maybe<AccountRow>(sql`SELECT ${ACCOUNT} FROM account
      WHERE personal_number = ${personalNumber} AND status = 'active'`),
  );
}

/** The names of those who have an active account, by personal number. */
export async function listAccountNames(db: Queryable, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.rows<{ number: string; name: string }>(sql`
    SELECT personal_number AS number, name FROM account
     WHERE personal_number = ANY (${[...numbers]}::text[]) AND status = 'active'`);
  return new Map(rows.map(({ number, name }) => [number, name]));
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

/** What limits the tries of a number and of an address; `waits`: seconds to wait after so many failures, the last for all above. */
export interface Limits {
  waits: readonly number[];
  codesPerHour: number;
  addressFailures: number;
  addressWindowSeconds: number;
}

/** The limit that refuses a try. */
export type Exceeded = { limit: 'address' } | { limit: 'codes' } | { limit: 'wait'; seconds: number };

/**
 * Counts a try of a number as failed, before anything is looked at, so that many sent at once cannot slip through; or says
 * which limit refuses it. Gives the number's account with it.
 */
export async function beginAttempt(
  db: Queryable,
  attempt: { id: string; personalNumber: string; address: string; method: AttemptMethod },
  limits: Limits,
): Promise<{ exceeded: Exceeded | undefined; account: Account | undefined }> {
  const row = await db.one<{ refusal: Exceeded['limit'] | null; wait_seconds: number } & NullableAccountRow>(sql`
    SELECT begun.refusal, begun.wait_seconds, ${ACCOUNT}
    FROM begin_attempt(${attempt.id}, ${attempt.personalNumber}, ${attempt.address}, ${attempt.method}, ${limits.waits},
      ${limits.codesPerHour}, ${limits.addressFailures}, ${limits.addressWindowSeconds}) AS begun
    LEFT JOIN account ON account.personal_number = ${attempt.personalNumber} AND account.status = 'active'`);
  const { refusal } = row;
  return {
    exceeded:
      refusal === 'wait' ? { limit: refusal, seconds: row.wait_seconds } : refusal ? { limit: refusal } : undefined,
    account: accountOf(row),
  };
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

/** Keeps the code of a sign-in, for which a try succeeded so far; a newer one takes the place of the one before. */
export async function saveCode(
  db: Queryable,
  code: {
    attemptId: string;
    interactionHash: Buffer;
    personalNumber: string;
    codeHash: Buffer;
    sealedCode: Buffer | undefined;
    lifetimeSeconds: number;
  },
): Promise<void> {
  await db.run(sql`
    WITH attempt AS (UPDATE sign_in_attempt SET outcome = 'code_sent', at = now() WHERE id = ${code.attemptId})
    INSERT INTO one_time_code (interaction_hash, personal_number, code_hash, sealed_code, expires_at)
    VALUES (${code.interactionHash}, ${code.personalNumber}, ${code.codeHash}, ${code.sealedCode ?? null},
      now() + make_interval(secs => ${code.lifetimeSeconds}))
    ON CONFLICT (interaction_hash) DO UPDATE SET personal_number = excluded.personal_number, code_hash = excluded.code_hash,
      sealed_code = excluded.sealed_code, tries = 0, is_used = false, sent_at = now(), expires_at = excluded.expires_at`);
}

/** To whom a code was sent that has not been used, and in demonstration mode the sealed code; undefined without an account. */
export async function findCode(
  db: Queryable,
  interactionHash: Buffer,
): Promise<{ account: Account; sealedCode: Buffer | undefined } | undefined> {
  const row = await db.maybe<{ sealed_code: Buffer | null } & AccountRow>(sql`SELECT code.sealed_code, ${ACCOUNT}
    FROM one_time_code code JOIN account ON account.personal_number = code.personal_number AND account.status = 'active'
    WHERE code.interaction_hash = ${interactionHash} AND NOT code.is_used`);
  return row && { account: accountOf(row)!, sealedCode: row.sealed_code ?? undefined };
}

/** What became of a code that was tried. */
export interface TriedCode {
  personalNumber: string;
  /** The level of the account; undefined when it may no longer be used. */
  level: AccountLevel | undefined;
  /** How often this code was tried, this time included. */
  tries: number;
  isRight: boolean;
  isExpired: boolean;
}

/**
 * Tries a code, by its hash: counts the try, uses the code up when it is the right one, and notes how it ended. One
 * statement, so that tries sent together are all counted and only one of them gets a right code. (The hashes are made with
 * a key of ours, so how long they take to compare tells nothing.) `tried` is undefined when there is no code, or when so
 * many tries from the address have failed of late that this one was not taken.
 */
export async function tryCode(
  db: Queryable,
  attempt: { id: string; address: string; interactionHash: Buffer; codeHash: Buffer; triesMost: number },
  limits: Pick<Limits, 'addressFailures' | 'addressWindowSeconds'>,
): Promise<{ isAddressBusy: boolean; tried: TriedCode | undefined }> {
  const row = await db.one<{
    is_busy: boolean;
    personal_number: string | null;
    level: AccountLevel | null;
    tries: number;
    is_used: boolean;
    is_expired: boolean;
  }>(sql`
    WITH address AS (
      SELECT count(*) >= ${limits.addressFailures} AS is_busy FROM sign_in_attempt WHERE address = ${attempt.address}
        AND outcome = 'failed' AND at > now() - make_interval(secs => ${limits.addressWindowSeconds})
    ), tried AS (
      UPDATE one_time_code SET tries = tries + 1,
        is_used = code_hash = ${attempt.codeHash} AND tries < ${attempt.triesMost} AND expires_at > now()
      WHERE interaction_hash = ${attempt.interactionHash} AND NOT is_used AND tries < 1000
        AND NOT (SELECT is_busy FROM address)
      RETURNING personal_number, tries, is_used, expires_at <= now() AS is_expired
    ), known AS (
      SELECT tried.personal_number, tried.tries, tried.is_used, tried.is_expired, account.level
      FROM tried LEFT JOIN account ON account.personal_number = tried.personal_number AND account.status = 'active'
    ), noted AS (
      INSERT INTO sign_in_attempt (id, personal_number, address, method, outcome)
      SELECT ${attempt.id}::uuid, personal_number, ${attempt.address}, 'code',
        CASE WHEN is_used THEN 'signed_in' ELSE 'failed' END
      FROM known WHERE CASE WHEN is_used THEN level IS NOT NULL ELSE tries <= ${attempt.triesMost} AND NOT is_expired END
    )
    SELECT address.is_busy, known.personal_number, known.level, known.tries, known.is_used, known.is_expired
    FROM address LEFT JOIN known ON true`);
  const { personal_number: personalNumber, level, tries, is_used: isRight, is_expired: isExpired } = row;
  return {
    isAddressBusy: row.is_busy,
    tried:
      personalNumber === null ? undefined : { personalNumber, level: level ?? undefined, tries, isRight, isExpired },
  };
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
