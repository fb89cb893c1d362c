import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import { type FieldProblem, Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import type { Language } from '../../kernel/text.ts';
import { deliverCode } from './code-delivery.ts';
import { isPasswordRight } from './password.ts';
import {
  ADDRESS_FAILURES_MOST,
  ADDRESS_WINDOW_SECONDS,
  CODES_PER_HOUR_MOST,
  CODE_DIGITS,
  CODE_LIFETIME_SECONDS,
  CODE_TRIES_MOST,
  assuranceOf,
  waitLeft,
} from './rules.ts';
import {
  type Account,
  type DemonstrationAccount,
  countAddressFailures,
  countAttempts,
  countTry,
  deleteWhatIsOver,
  findActiveAccount,
  findCode,
  findDemonstrationPassword,
  insertAttempt,
  listDemonstrationAccounts,
  lockAttempts,
  saveCode,
  setAttemptOutcome,
  takeCode,
} from './store.ts';

/** Who has signed in, for the OpenID Provider. */
export interface Login {
  accountId: string;
  acr: string;
  amr: string[];
}

const refusedField = (field: string, code: string, values?: FieldProblem['values']): Refusal =>
  new Refusal(code, 422, { fields: [{ field, code, ...(values ? { values } : {}) }], ...(values ? { values } : {}) });

const hashOfInteraction = (uid: string): Buffer => createHash('sha256').update(uid).digest();
const hashOfCode = (house: House, uid: string, code: string): Buffer =>
  createHmac('sha256', house.keys.derive('one-time-code')).update(`${uid} ${code}`).digest();

/**
 * The first factor. When number and password fit, a one-time code is sent and the sign-in may go on to it; the password
 * alone signs nobody in. Refuses `sign_in.wrong` with the same answer after the same time for a number without account,
 * `sign_in.wait` after too many failures of this number (also one without account), `sign_in.wait_address` of this address,
 * `sign_in.too_many_codes`.
 */
export async function signInWithPassword(
  house: House,
  given: { uid: string; personalNumber: string; password: string; address: string; language: Language },
): Promise<void> {
  const db = house.db.as('identity');
  const { personalNumber, address } = given;
  await refuseBusyAddress(house, address);
  const attemptId = newId();
  // The try is counted as failed before the password is looked at, so that many sent at once cannot slip through.
  const refusal = await db.transaction(async (tx) => {
    await lockAttempts(tx, personalNumber);
    const counted = await countAttempts(tx, personalNumber);
    const wait = waitLeft(counted);
    if (wait > 0) return refusedField('password', 'sign_in.wait', { minutes: Math.ceil(wait / 60) });
    if (counted.codesThisHour >= CODES_PER_HOUR_MOST) return refusedField('password', 'sign_in.too_many_codes');
    await insertAttempt(tx, { id: attemptId, personalNumber, address, method: 'password', outcome: 'failed' });
    return undefined;
  });
  if (refusal) throw refusal;
  const account = await findActiveAccount(db, personalNumber);
  if (!(await isPasswordRight(given.password, account?.passwordPhc)) || !account) {
    throw refusedField('password', 'sign_in.wrong');
  }
  await setAttemptOutcome(db, attemptId, 'code_sent');
  await sendCode(house, account, given);
}

/** Sends another code in place of the one before. Refuses `sign_in.start_again` without a password before, and the limits above. */
export async function sendCodeAgain(
  house: House,
  given: { uid: string; address: string; language: Language },
): Promise<void> {
  const db = house.db.as('identity');
  const before = await findCode(db, hashOfInteraction(given.uid));
  const account = before && (await findActiveAccount(db, before.personalNumber));
  if (!account) throw new Refusal('sign_in.start_again', 409);
  const { personalNumber } = account;
  const refusal = await db.transaction(async (tx) => {
    await lockAttempts(tx, personalNumber);
    const counted = await countAttempts(tx, personalNumber);
    const wait = waitLeft(counted);
    if (wait > 0) return refusedField('code', 'sign_in.wait', { minutes: Math.ceil(wait / 60) });
    if (counted.codesThisHour >= CODES_PER_HOUR_MOST) return refusedField('code', 'sign_in.too_many_codes');
    const { address } = given;
    await insertAttempt(tx, { id: newId(), personalNumber, address, method: 'code', outcome: 'code_sent' });
    return undefined;
  });
  if (refusal) throw refusal;
  await sendCode(house, account, given);
}

async function sendCode(
  house: House,
  account: Account,
  { uid, language }: { uid: string; language: Language },
): Promise<void> {
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  await saveCode(house.db.as('identity'), {
    interactionHash: hashOfInteraction(uid),
    personalNumber: account.personalNumber,
    codeHash: hashOfCode(house, uid, code),
    sealedCode: house.config.demo ? house.keys.sealBytes('demonstration-code', Buffer.from(code)) : undefined,
    lifetimeSeconds: CODE_LIFETIME_SECONDS,
  });
  const { personalNumber, name, phone, email } = account;
  const minutes = CODE_LIFETIME_SECONDS / 60;
  const key = `one-time-code:${newId()}`;
  await deliverCode(house, { key, personalNumber, name, phone, email, code, minutes, language });
}

/**
 * The second factor. Refuses `sign_in.code_wrong` (with the tries that are left), `sign_in.code_expired`,
 * `sign_in.code_used_up` after five tries, and `sign_in.start_again` when there is no code, e.g. because it was used.
 */
export async function signInWithCode(
  house: House,
  given: { uid: string; code: string; address: string },
): Promise<Login> {
  const db = house.db.as('identity');
  await refuseBusyAddress(house, given.address);
  const found = await countTry(db, hashOfInteraction(given.uid));
  if (!found) throw new Refusal('sign_in.start_again', 409);
  if (found.tries > CODE_TRIES_MOST) throw refusedField('code', 'sign_in.code_used_up');
  if (found.isExpired) throw refusedField('code', 'sign_in.code_expired');
  const { personalNumber } = found;
  const attempt = { id: newId(), personalNumber, address: given.address, method: 'code' as const };
  const digits = given.code.replace(/\s/g, '');
  if (!timingSafeEqual(found.codeHash, hashOfCode(house, given.uid, digits))) {
    await insertAttempt(db, { ...attempt, outcome: 'failed' });
    const left = CODE_TRIES_MOST - found.tries;
    throw left > 0
      ? refusedField('code', 'sign_in.code_wrong', { left })
      : refusedField('code', 'sign_in.code_used_up');
  }
  const isTaken = await takeCode(db, hashOfInteraction(given.uid), found.codeHash);
  const account = isTaken ? await findActiveAccount(db, personalNumber) : undefined;
  if (!account) throw new Refusal('sign_in.start_again', 409);
  await insertAttempt(db, { ...attempt, outcome: 'signed_in' });
  return { accountId: personalNumber, ...assuranceOf(account.level, 'password_and_code') };
}

/** Refuses `sign_in.wait_address` when too many tries from a network address have failed of late. */
export async function refuseBusyAddress(house: House, address: string): Promise<void> {
  const failures = await countAddressFailures(house.db.as('identity'), address, ADDRESS_WINDOW_SECONDS);
  if (failures >= ADDRESS_FAILURES_MOST) {
    throw new Refusal('sign_in.wait_address', 429, { values: { minutes: ADDRESS_WINDOW_SECONDS / 60 } });
  }
}

/** What the page of the code says: where it went, masked; in demonstration mode the code itself. Undefined: no code was sent. */
export async function viewOfCode(
  house: House,
  uid: string,
): Promise<{ sentTo: string | undefined; code: string | undefined } | undefined> {
  const db = house.db.as('identity');
  const found = await findCode(db, hashOfInteraction(uid));
  const account = found && (await findActiveAccount(db, found.personalNumber));
  if (!account) return undefined;
  const sealed = house.config.demo ? found.sealedCode : undefined;
  return {
    sentTo: account.phone ? maskPhone(account.phone) : account.email && maskEmail(account.email),
    code: sealed && house.keys.openBytes('demonstration-code', sealed).toString('utf8'),
  };
}

const maskPhone = (phone: string): string => `•••• ${phone.slice(-3)}`;
const maskEmail = (email: string): string => email.replace(/^(.).*(@.*)$/, '$1•••$2');

/** What the sign-in page shows in demonstration mode; undefined otherwise. */
export async function viewOfDemonstration(
  house: House,
): Promise<{ accounts: DemonstrationAccount[]; password: string | undefined } | undefined> {
  if (!house.config.demo) return undefined;
  const db = house.db.as('identity');
  const [accounts, sealed] = await Promise.all([listDemonstrationAccounts(db), findDemonstrationPassword(db)]);
  return { accounts, password: sealed && house.keys.openBytes('demonstration-password', sealed).toString('utf8') };
}

/** Deletes what is over; done by a job. */
export async function sweep(house: House): Promise<void> {
  const count = await deleteWhatIsOver(house.db.as('identity'));
  house.log.debug('identity.swept', { count });
}
