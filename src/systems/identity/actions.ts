import { createHmac, hash, randomInt } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import { type FieldProblem, Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import type { Language } from '../../kernel/text.ts';
import { deliverCode } from './code-delivery.ts';
import { isPasswordRight } from './password.ts';
import { CODE_DIGITS, CODE_LIFETIME_SECONDS, CODE_TRIES_MOST, LIMITS, assuranceOf } from './rules.ts';
import {
  type Account,
  type DemonstrationAccount,
  type Exceeded,
  beginAttempt,
  countAddressFailures,
  deleteWhatIsOver,
  findCode,
  findDemonstrationPassword,
  listDemonstrationAccounts,
  saveCode,
  tryCode,
} from './store.ts';

/** Who has signed in, for the OpenID Provider. */
export interface Login {
  accountId: string;
  acr: string;
  amr: string[];
}

const refusedField = (field: string, code: string, values?: FieldProblem['values']): Refusal =>
  new Refusal(code, 422, { fields: [{ field, code, ...(values ? { values } : {}) }], ...(values ? { values } : {}) });

const hashOfInteraction = (uid: string): Buffer => hash('sha256', uid, 'buffer');
const hashOfCode = (house: House, uid: string, code: string): Buffer =>
  createHmac('sha256', house.keys.secret('one-time-code')).update(`${uid} ${code}`).digest();

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
  const attemptId = newId();
  // The try is counted as failed before the password is looked at, so that many sent at once cannot slip through.
  const { exceeded, account } = await beginAttempt(
    db,
    { id: attemptId, personalNumber, address, method: 'password' },
    LIMITS,
  );
  if (exceeded) throw refusalOf(exceeded, 'password');
  if (!(await isPasswordRight(given.password, account?.passwordPhc)) || !account) {
    throw refusedField('password', 'sign_in.wrong');
  }
  await sendCode(house, account, { attemptId, ...given });
}

function refusalOf(exceeded: Exceeded, field: string): Refusal {
  if (exceeded.limit === 'address') return busyAddress();
  if (exceeded.limit === 'codes') return refusedField(field, 'sign_in.too_many_codes');
  return refusedField(field, 'sign_in.wait', { minutes: Math.ceil(exceeded.seconds / 60) });
}

/** Sends another code in place of the one before. Refuses `sign_in.start_again` without a password before, and the limits above. */
export async function sendCodeAgain(
  house: House,
  given: { uid: string; address: string; language: Language },
): Promise<void> {
  const db = house.db.as('identity');
  const before = await findCode(db, hashOfInteraction(given.uid));
  if (!before) throw new Refusal('sign_in.start_again', 409);
  const { personalNumber } = before.account;
  const attemptId = newId();
  const attempt = { id: attemptId, personalNumber, address: given.address, method: 'code' as const };
  const { exceeded, account } = await beginAttempt(db, attempt, LIMITS);
  if (exceeded) throw refusalOf(exceeded, 'code');
  if (!account) throw new Refusal('sign_in.start_again', 409);
  await sendCode(house, account, { attemptId, ...given });
}

async function sendCode(
  house: House,
  account: Account,
  { attemptId, uid, language }: { attemptId: string; uid: string; language: Language },
): Promise<void> {
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  await saveCode(house.db.as('identity'), {
    attemptId,
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
  const attempt = {
    id: newId(),
    address: given.address,
    interactionHash: hashOfInteraction(given.uid),
    codeHash: hashOfCode(house, given.uid, given.code.replace(/\s/g, '')),
    triesMost: CODE_TRIES_MOST,
  };
  const { isAddressBusy, tried } = await tryCode(house.db.as('identity'), attempt, LIMITS);
  if (isAddressBusy) throw busyAddress();
  if (!tried) throw new Refusal('sign_in.start_again', 409);
  if (tried.isRight) {
    if (!tried.level) throw new Refusal('sign_in.start_again', 409);
    return { accountId: tried.personalNumber, ...assuranceOf(tried.level, 'password_and_code') };
  }
  const left = CODE_TRIES_MOST - tried.tries;
  if (tried.isExpired && left >= 0) throw refusedField('code', 'sign_in.code_expired');
  throw left > 0 ? refusedField('code', 'sign_in.code_wrong', { left }) : refusedField('code', 'sign_in.code_used_up');
}

const busyAddress = (): Refusal =>
  new Refusal('sign_in.wait_address', 429, { values: { minutes: LIMITS.addressWindowSeconds / 60 } });

/** Refuses `sign_in.wait_address` when too many tries from a network address have failed of late. */
export async function refuseBusyAddress(house: House, address: string): Promise<void> {
  const { addressFailures, addressWindowSeconds } = LIMITS;
  const failures = await countAddressFailures(house.db.as('identity'), address, addressWindowSeconds);
  if (failures >= addressFailures) throw busyAddress();
}

/** What the page of the code says: where it went, masked; in demonstration mode the code itself. Undefined: no code was sent. */
export async function viewOfCode(
  house: House,
  uid: string,
): Promise<{ sentTo: string | undefined; code: string | undefined } | undefined> {
  const db = house.db.as('identity');
  const found = await findCode(db, hashOfInteraction(uid));
  if (!found) return undefined;
  const { account } = found;
  const sealed = house.config.demo ? found.sealedCode : undefined;
  return {
    sentTo: account.phone ? maskPhone(account.phone) : account.email && maskEmail(account.email),
    code: sealed && house.keys.openBytes('demonstration-code', sealed).toString('utf8'),
  };
}

const maskPhone = (phone: string): string => `•••• ${phone.slice(-3)}`;
const maskEmail = (email: string): string => email.replace(/^(.).*(@.*)$/, '$1•••$2');

/** Whom the sign-in page offers in demonstration mode, and their password. */
export interface Demonstration {
  accounts: DemonstrationAccount[];
  password: string | undefined;
}

const demonstrations = new WeakMap<House, Demonstration>();

/** What the sign-in page shows in demonstration mode; undefined otherwise. Kept once there is any: a country is made once. */
export async function viewOfDemonstration(house: House): Promise<Demonstration | undefined> {
  if (!house.config.demo) return undefined;
  const known = demonstrations.get(house);
  if (known) return known;
  const db = house.db.as('identity');
  const [accounts, sealed] = await Promise.all([listDemonstrationAccounts(db), findDemonstrationPassword(db)]);
  const password = sealed && house.keys.openBytes('demonstration-password', sealed).toString('utf8');
  const found = { accounts, password };
  if (accounts.length > 0 && password) demonstrations.set(house, found);
  return found;
}

/** Deletes what is over; done by a job. */
export async function sweep(house: House): Promise<void> {
  const count = await deleteWhatIsOver(house.db.as('identity'));
  house.log.debug('identity.swept', { count });
}
