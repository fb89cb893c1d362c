import { randomBytes } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readCertificate, toPem } from '../certificate/certificate.ts';
import { addressBytes, readMachineName, type MachineName } from '../certificate/machine-name.ts';
import { readCertificationRequest } from '../enrolment/certification-request.ts';
import { isCovered, issueForMachine, type MachineOrder } from '../enrolment/issue.ts';
import { findMachineCertificate, findPermit } from '../enrolment/store.ts';
import { authorityOf, currentAuthority, type SealingHouse } from '../keys.ts';
import { NameSpace, type GeneralName } from '../path/general-name.ts';
import { tooMany } from './accounts.ts';
import { readCertificateId } from './renewal.ts';
import { ADDRESS, answerOf, isId, type AcmeAnswer, type SignedByAccount } from './request.ts';
import {
  areSameNames,
  authorizationStatus,
  challengePlace,
  LIMITS,
  methodsOf,
  orderStatus,
  type ProofMethod,
} from './rules.ts';
import {
  beginOrder,
  countOrders,
  endDeadReplacements,
  endOrder,
  findAccount,
  findMostFailed,
  findOrder,
  findOrderOfCertificate,
  findUsableAuthorizations,
  insertOrder,
  readAuthorizations,
  reopenOrder,
  type StoredAccount,
  type StoredAuthorization,
  type StoredOrder,
} from './store.ts';

/** Orders (RFC 8555 §7.4): names in, a certificate out. */

export const ISSUE_ORDER = 'trust.acme_issue';
/** A process that ends while it issues leaves the order to a job after this. */
const LEFT_TO_JOB_AFTER_MS = 15_000;
const TOKEN_BYTES = 24;
const ASK_AGAIN_SECONDS = 2;

const identifierOf = ({ kind, text }: MachineName) => ({ type: kind, value: text });

async function orderAnswer(
  house: SealingHouse,
  order: StoredOrder,
  given: { status?: number; location?: boolean; authorizations?: readonly StoredAuthorization[] } = {},
): Promise<AcmeAnswer> {
  const authorizations = given.authorizations ?? (await readAuthorizations(house.db.as('trust'), order.id));
  const status = orderStatus(order, authorizations, now());
  const body = {
    status,
    expires: order.expiresAt.toISOString(),
    identifiers: order.names.map(identifierOf),
    authorizations: authorizations.map(({ id }) => ADDRESS.authorization(house, id)),
    finalize: `${ADDRESS.order(house, order.id)}/finalize`,
    ...(order.certificateSerial && { certificate: ADDRESS.certificate(house, order.certificateSerial) }),
    ...(order.replaces && { replaces: order.replaces }),
    ...(order.problem && { error: order.problem }),
  };
  return answerOf(body, {
    status: given.status ?? 200,
    ...(given.location !== false && { location: ADDRESS.order(house, order.id) }),
    ...(status === 'processing' && { retryAfter_seconds: ASK_AGAIN_SECONDS }),
  });
}

/** The names of an order, each once, in order. Refuses `trust.acme_malformed`, `trust.acme_name_kind_refused`, `trust.acme_name_refused`. */
function readNames(identifiers: unknown): MachineName[] {
  if (!Array.isArray(identifiers) || identifiers.length === 0 || identifiers.length > LIMITS.names)
    throw new Refusal('trust.acme_malformed', 400);
  const names = new Map<string, MachineName>();
  for (const identifier of identifiers as { type?: unknown; value?: unknown }[]) {
    const { type, value } = identifier ?? {};
    if (typeof type !== 'string' || typeof value !== 'string') throw new Refusal('trust.acme_malformed', 400);
    if (type !== 'dns' && type !== 'ip') throw new Refusal('trust.acme_name_kind_refused', 400);
    const name = readMachineName(value);
    if (name?.kind !== type) throw nameRefused(value);
    names.set(name.text, name);
  }
  return [...names.values()];
}

const nameRefused = (name: string): Refusal =>
  new Refusal('trust.acme_name_refused', 400, { values: { name: name.slice(0, 253) } });

/** Refuses names that the authority or the account's permit does not let it have. */
async function assertAllowed(
  house: SealingHouse,
  account: StoredAccount,
  names: readonly MachineName[],
): Promise<void> {
  const { nameConstraints } = (await currentAuthority(house, 'machine-authority')).read;
  const space = new NameSpace();
  if (nameConstraints) space.constrain(nameConstraints);
  const permit = account.permit === null ? undefined : await findPermit(house.db.as('trust'), account.permit);
  for (const name of names) {
    const general: GeneralName =
      name.kind === 'dns' ? { kind: 'dns', text: name.text } : { kind: 'address', bytes: addressBytes(name.text)! };
    const isPermitted = !permit || permit.names.length === 0 || isCovered(name, permit.names);
    if (!isPermitted || !space.allows([general])) throw nameRefused(name.text);
  }
}

/**
 * Orders a certificate. Names that the account has proven within a week need not be proven again. Refuses `trust.acme_malformed`
 * (also where a time is asked for: the profile says it), `trust.acme_name_refused`, `trust.acme_name_kind_refused`,
 * `trust.acme_too_many`, `trust.acme_already_replaced`.
 */
export async function placeOrder(house: SealingHouse, { account, payload }: SignedByAccount): Promise<AcmeAnswer> {
  if (payload.notBefore !== undefined || payload.notAfter !== undefined) throw new Refusal('trust.acme_malformed', 400);
  const names = readNames(payload.identifiers);
  await assertAllowed(house, account, names);
  const db = house.db.as('trust');
  const createdAt = now();
  const since = new Date(createdAt.getTime() - LIMITS.window_ms);
  if ((await countOrders(db, account.id, since)) >= LIMITS.ordersOfAccount) throw tooMany(LIMITS.ordersOfAccount);
  const texts = names.map(({ text }) => text);
  const failed = await findMostFailed(db, { account: account.id, names: texts, since });
  if (failed && failed.count >= LIMITS.failuresOfName) throw tooMany(LIMITS.failuresOfName);
  const replaces =
    payload.replaces === undefined ? null : await readReplaced(house, payload.replaces, { account, names });
  const usable = await findUsableAuthorizations(db, { account: account.id, names: texts, at: createdAt });
  const expiresAt = new Date(createdAt.getTime() + LIMITS.orderHolds_ms);
  const added = names
    .filter(({ text }) => !usable.some(({ name }) => name === text))
    .map(({ kind, text }): StoredAuthorization => ({
      id: newId(),
      account: account.id,
      kind,
      name: text,
      token: randomBytes(TOKEN_BYTES).toString('base64url'),
      status: 'pending',
      method: null,
      problem: null,
      validatedAt: null,
      expiresAt,
    }));
  const order = { id: newId(), account: account.id, names, replaces, expiresAt };
  const all = [...usable, ...added];
  try {
    await db.transaction(async (tx) => {
      if (replaces !== null) await endDeadReplacements(tx, replaces, createdAt);
      await insertOrder(tx, { ...order, createdAt }, { added, all: all.map(({ id }) => id) });
    });
  } catch (error) {
    if (isDuplicate(error, 'acme_order_replaces_once')) throw new Refusal('trust.acme_already_replaced', 409);
    throw error;
  }
  const stored: StoredOrder = { ...order, status: 'pending', request: null, problem: null, certificateSerial: null };
  return orderAnswer(house, stored, { status: 201, authorizations: all });
}

/** The certificate that an order renews (RFC 9773 §5): of this account, with one of its names at least. */
async function readReplaced(
  house: SealingHouse,
  replaces: unknown,
  { account, names }: { account: StoredAccount; names: readonly MachineName[] },
): Promise<string> {
  const serial = typeof replaces === 'string' ? await readCertificateId(house, replaces) : undefined;
  const before = serial === undefined ? undefined : await findOrderOfCertificate(house.db.as('trust'), serial);
  const sharesName = before?.names.some(({ text }) => names.some((name) => name.text === text));
  if (before?.account !== account.id || !sharesName) throw new Refusal('trust.acme_malformed', 400);
  return replaces as string;
}

/** An order of this account. Refuses `trust.acme_nothing_here` for any other. */
async function ownOrder(house: SealingHouse, account: StoredAccount, id: string): Promise<StoredOrder> {
  const order = isId(id) ? await findOrder(house.db.as('trust'), id) : undefined;
  if (order?.account !== account.id) throw new Refusal('trust.acme_nothing_here', 404);
  return order;
}

export async function readOrder(house: SealingHouse, { account }: SignedByAccount, id: string): Promise<AcmeAnswer> {
  return orderAnswer(house, await ownOrder(house, account, id), { location: false });
}

/**
 * Issues what was ordered, for the key of the request, once all names are proven. Refuses `trust.acme_order_not_ready`,
 * `trust.acme_names_differ`, and what `readCertificationRequest` and `issueForMachine` refuse: then another request may follow.
 */
export async function finalizeOrder(
  house: SealingHouse,
  { account, payload }: SignedByAccount,
  id: string,
): Promise<AcmeAnswer> {
  const order = await ownOrder(house, account, id);
  const db = house.db.as('trust');
  const authorizations = await readAuthorizations(db, order.id);
  if (orderStatus(order, authorizations, now()) !== 'ready') throw new Refusal('trust.acme_order_not_ready', 403);
  if (typeof payload.csr !== 'string') throw new Refusal('trust.acme_malformed', 400);
  const request = readCertificationRequest(Buffer.from(payload.csr, 'base64url'));
  if (!areSameNames(request.names, order.names)) throw new Refusal('trust.acme_names_differ', 400);
  const isFirst = await db.transaction(async (tx) => {
    if (!(await beginOrder(tx, order.id, request.der))) return false;
    const runAt = new Date(Date.now() + LEFT_TO_JOB_AFTER_MS);
    await addJob(tx, { task: ISSUE_ORDER, payload: { order: order.id }, key: `acme-issue-${order.id}`, runAt });
    return true;
  });
  if (!isFirst) throw new Refusal('trust.acme_order_not_ready', 403);
  try {
    await issueOrder(house, order.id);
  } catch (error) {
    if (error instanceof Refusal) await reopenOrder(db, order.id);
    throw error;
  }
  return orderAnswer(house, await ownOrder(house, account, id), { authorizations });
}

/** Issues an order that is being processed; again, it changes nothing. */
export async function issueOrder(house: SealingHouse, id: string): Promise<void> {
  const db = house.db.as('trust');
  const order = await findOrder(db, id);
  if (order?.status !== 'processing') return;
  const account = (await findAccount(db, order.account))!;
  const permit = account.permit === null ? undefined : await findPermit(db, account.permit);
  const agency = permit?.agency ?? undefined;
  const { publicKey, keyInfo } = readCertificationRequest(order.request!);
  const wanted: MachineOrder = {
    profile: permit?.profile ?? 'tls-server',
    publicKey,
    keyInfo,
    names: order.names,
    ...(agency && { agency }),
    holder: agency ? `agency ${agency.code}` : `acme ${account.id}`,
    requestKey: `acme ${order.id}`,
  };
  const { serial } = await issueForMachine(house, wanted);
  await endOrder(db, id, { certificateSerial: serial });
}

/** What is left of an order whose process ended: it is issued, or refused for good. */
export async function finishOrder(house: SealingHouse, id: string): Promise<void> {
  try {
    await issueOrder(house, id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await endOrder(house.db.as('trust'), id, { problem: error.code });
  }
}

/** The certificate with the one above it, PEM (RFC 8555 §7.4.2). Whoever trusts us has the root. */
export async function readChain(
  house: SealingHouse,
  { account }: SignedByAccount,
  serial: string,
): Promise<AcmeAnswer> {
  const db = house.db.as('trust');
  const order = await findOrderOfCertificate(db, serial);
  const held = order?.account === account.id ? await findMachineCertificate(db, serial) : undefined;
  if (!held) throw new Refusal('trust.acme_nothing_here', 404);
  const authority = (await authorityOf(house, readCertificate(held.certificate)))!;
  const body = toPem({ der: held.certificate }) + toPem(authority.read);
  return { status: 200, text: { body, type: 'application/pem-certificate-chain' } };
}

/** Whether a name is proven, and how it may be (RFC 8555 §7.5). */
export function authorizationBody(house: SealingHouse, authorization: StoredAuthorization): Record<string, unknown> {
  const { kind, name, expiresAt } = authorization;
  return {
    status: authorizationStatus(authorization, now()),
    expires: expiresAt.toISOString(),
    identifier: { type: kind, value: name },
    challenges: methodsOf(authorization).map((method) => challengeBody(house, authorization, method)),
  };
}

/** A challenge of an authorisation: http-01 (RFC 8555 §8.3) or dns-01 (§8.4). */
export function challengeBody(
  house: SealingHouse,
  authorization: StoredAuthorization,
  method: ProofMethod,
): Record<string, unknown> {
  const { id, token, status, validatedAt, problem } = authorization;
  return {
    type: method,
    url: ADDRESS.challenge(house, challengePlace(id, method)),
    token,
    status: status === 'deactivated' ? 'invalid' : status,
    ...(validatedAt && { validated: validatedAt.toISOString() }),
    ...(problem && { error: problem }),
  };
}
