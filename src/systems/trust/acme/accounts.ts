import { now } from '../../../kernel/clock.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { openPermit } from '../enrolment/actions.ts';
import { usePermit } from '../enrolment/store.ts';
import type { SealingHouse } from '../keys.ts';
import { ADDRESS, answerOf, type AcmeAnswer, type Signed, type SignedByAccount } from './request.ts';
import { LIMITS } from './rules.ts';
import { publicMembers, readAccountKey, readMessage, readObject, verifiedPayload } from './signed-message.ts';
import {
  countAccounts,
  findAccountByKey,
  insertAccount,
  readOrderIds,
  saveAccount,
  saveAccountKey,
  type StoredAccount,
} from './store.ts';

/** Accounts (RFC 8555 §7.3). */

const accountAnswer = (house: SealingHouse, account: StoredAccount, status = 200): AcmeAnswer =>
  answerOf(
    {
      status: account.status,
      contact: account.contacts,
      orders: `${ADDRESS.account(house, account.id)}/orders`,
      ...(account.permit !== null && { externalAccountBinding: { kid: account.permit } }),
    },
    { status, location: ADDRESS.account(house, account.id) },
  );

/** Mail addresses at which those who keep the account are reached. Refuses `trust.acme_contact_refused`. */
function readContacts(contacts: unknown): string[] {
  if (contacts === undefined) return [];
  const areUsable =
    Array.isArray(contacts) &&
    contacts.length <= LIMITS.contacts &&
    contacts.every(
      (contact) =>
        typeof contact === 'string' &&
        contact.length <= LIMITS.contactLength &&
        /^mailto:[^\s@,?"<>\\]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(contact),
    );
  if (!areUsable) throw new Refusal('trust.acme_contact_refused', 400);
  return contacts as string[];
}

/**
 * The account of the key that signed; a new one when it has none. Refuses `trust.acme_account_unknown` (only looked for),
 * `trust.acme_account_closed`, `trust.acme_binding_needed`, `trust.permit_unusable`, `trust.acme_too_many`.
 */
export async function openAccount(house: SealingHouse, asked: Signed): Promise<AcmeAnswer> {
  const db = house.db.as('trust');
  const { key, payload, address } = asked;
  const known = await findAccountByKey(db, key.thumbprint);
  if (known?.status === 'deactivated') throw new Refusal('trust.acme_account_closed', 403);
  if (known) return accountAnswer(house, known);
  if (payload.onlyReturnExisting === true) throw new Refusal('trust.acme_account_unknown', 400);
  const contacts = readContacts(payload.contact);
  const at = now();
  const since = new Date(at.getTime() - LIMITS.window_ms);
  if ((await countAccounts(db, address, since)) >= LIMITS.accountsOfAddress) throw tooMany(LIMITS.accountsOfAddress);
  const permit = await readBinding(house, asked);
  const account = { id: newId(), thumbprint: key.thumbprint, key: key.jwk, contacts, permit };
  await db.transaction(async (tx) => {
    const isAdded = await insertAccount(tx, { ...account, createdFrom: address, createdAt: at });
    if (isAdded && permit !== null && !(await usePermit(tx, permit, at)))
      throw new Refusal('trust.permit_unusable', 403);
  });
  // Of two requests with one key at once, one makes the account and both are answered with it.
  const made = (await findAccountByKey(db, key.thumbprint))!;
  return accountAnswer(house, made, made.id === account.id ? 201 : 200);
}

export const tooMany = (most: number): Refusal =>
  new Refusal('trust.acme_too_many', 429, { values: { most, retryAfter_seconds: LIMITS.window_ms / 1000 } });

/** The permit to which the account is bound (RFC 8555 §7.3.4): its key, signed with the permit's secret. */
async function readBinding(house: SealingHouse, { key, payload, url }: Signed): Promise<string | null> {
  const binding = payload.externalAccountBinding;
  if (binding === undefined) {
    if (house.config.acmeAccounts === 'permit') throw new Refusal('trust.acme_binding_needed', 403);
    return null;
  }
  const message = readMessage(readObject(JSON.stringify(binding)), 'permit');
  if (message.kid === undefined || message.nonce !== undefined || message.url !== url)
    throw new Refusal('trust.acme_malformed', 400);
  const permit = await openPermit(house, message.kid, 'acme');
  const bound = readObject(await verifiedPayload(message, permit.secret));
  const { thumbprint } = await readAccountKey(publicMembers(bound));
  if (thumbprint !== key.thumbprint) throw new Refusal('trust.acme_malformed', 400);
  return permit.id;
}

/** Changes whom to write to, or closes the account for ever (RFC 8555 §7.3.2, §7.3.6). */
export async function changeAccount(house: SealingHouse, { account, payload }: SignedByAccount): Promise<AcmeAnswer> {
  const { contact, status } = payload;
  if (status !== undefined && status !== 'deactivated' && status !== 'valid')
    throw new Refusal('trust.acme_malformed', 400);
  const changed: StoredAccount = {
    ...account,
    contacts: contact === undefined ? account.contacts : readContacts(contact),
    status: status === 'deactivated' ? 'deactivated' : 'valid',
  };
  await saveAccount(house.db.as('trust'), changed);
  return accountAnswer(house, changed);
}

/**
 * Gives the account another key: both keys have signed that it is to be so (RFC 8555 §7.3.5). Refuses `trust.acme_key_in_use`
 * when the new key has an account of its own.
 */
export async function changeAccountKey(house: SealingHouse, asked: SignedByAccount): Promise<AcmeAnswer> {
  const { account, payload, url } = asked;
  const inner = readMessage(payload);
  if (!inner.jwk || inner.nonce !== undefined || inner.url !== url) throw new Refusal('trust.acme_malformed', 400);
  const key = await readAccountKey(inner.jwk);
  const said = readObject(await verifiedPayload(inner, key.key));
  const before = await readAccountKey(publicMembers(said.oldKey));
  if (said.account !== ADDRESS.account(house, account.id) || before.thumbprint !== account.thumbprint)
    throw new Refusal('trust.acme_malformed', 400);
  const db = house.db.as('trust');
  try {
    const change = { id: account.id, before: account.thumbprint, thumbprint: key.thumbprint, key: key.jwk };
    if (!(await saveAccountKey(db, change))) throw new Refusal('trust.acme_account_closed', 403);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const other = await findAccountByKey(db, key.thumbprint);
    throw new Refusal('trust.acme_key_in_use', 409, { values: { account: ADDRESS.account(house, other!.id) } });
  }
  return accountAnswer(house, account);
}

/** The account's orders that came to something, newest first, a hundred at a time (RFC 8555 §7.1.2.1). */
export async function listOrders(
  house: SealingHouse,
  { account }: SignedByAccount,
  after: string | undefined,
): Promise<AcmeAnswer> {
  const most = LIMITS.listedOrders;
  const ids = await readOrderIds(house.db.as('trust'), { account: account.id, after, most });
  const next = ids.length === most ? `${ADDRESS.account(house, account.id)}/orders?after=${ids.at(-1)}` : undefined;
  return answerOf(
    { orders: ids.map((id) => ADDRESS.order(house, id)) },
    next === undefined ? {} : { links: [`<${next}>;rel="next"`] },
  );
}
