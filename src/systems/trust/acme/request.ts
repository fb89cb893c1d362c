import { Refusal } from '../../../kernel/refusal.ts';
import type { SealingHouse } from '../keys.ts';
import { MinuteLimit } from '../minute-limit.ts';
import { takeNonce } from './nonce.ts';
import { LIMITS } from './rules.ts';
import { readAccountKey, readMessage, readObject, verifiedPayload, type AccountKey } from './signed-message.ts';
import { findAccount, type StoredAccount } from './store.ts';

/** Requests of ACME as they come in, and answers as they go out (RFC 8555 §6). */

const base = (house: Pick<SealingHouse, 'config'>): string => `${house.config.baseUrl}/acme`;

/** Addresses of everything that has one. */
export const ADDRESS = {
  directory: (house: Pick<SealingHouse, 'config'>) => `${base(house)}/directory`,
  account: (house: Pick<SealingHouse, 'config'>, id: string) => `${base(house)}/account/${id}`,
  order: (house: Pick<SealingHouse, 'config'>, id: string) => `${base(house)}/order/${id}`,
  authorization: (house: Pick<SealingHouse, 'config'>, id: string) => `${base(house)}/authorization/${id}`,
  challenge: (house: Pick<SealingHouse, 'config'>, id: string) => `${base(house)}/challenge/${id}`,
  certificate: (house: Pick<SealingHouse, 'config'>, serial: string) => `${base(house)}/certificate/${serial}`,
} as const;

/** What a request is answered with. */
export interface AcmeAnswer {
  status: number;
  /** JSON, or a text of its own type. */
  body?: unknown;
  text?: { body: string; type: string };
  location?: string;
  links?: readonly string[];
  retryAfter_seconds?: number;
}

export const answerOf = (body: unknown, rest: Partial<AcmeAnswer> = {}): AcmeAnswer => ({ status: 200, body, ...rest });

/** A request that was signed, by a key that is known or new. */
export interface Signed {
  key: AccountKey;
  /** The account of that key, when the request named it. */
  account: StoredAccount | undefined;
  /** What it says; nothing when it only asks (POST-as-GET). */
  payload: Record<string, unknown>;
  isOnlyAsking: boolean;
  url: string;
  address: string;
}
export type SignedByAccount = Signed & { account: StoredAccount };

/** What came over the wire. */
export interface AcmeRequest {
  bytes: Buffer;
  /** The path with its query, as it was asked for. */
  path: string;
  address: string;
}

const limit = new MinuteLimit(LIMITS.signedRequestsAMinute);

/**
 * Reads a request and who signed it: by `key` one that is sent along, by `account` one of an account. Its nonce is used up.
 * Refuses `trust.acme_too_many`, `trust.acme_malformed`, `trust.acme_url_wrong`, `trust.acme_account_unknown`,
 * `trust.acme_account_closed`, `trust.acme_signature_wrong`, `trust.acme_nonce_wrong`.
 */
export async function readSigned(
  house: SealingHouse,
  request: AcmeRequest,
  by: 'key' | 'account' | 'either',
): Promise<Signed> {
  const { retryAfter_seconds } = limit.count(request.address);
  if (retryAfter_seconds)
    throw new Refusal('trust.acme_too_many', 429, {
      values: { most: LIMITS.signedRequestsAMinute, retryAfter_seconds },
    });
  const message = readMessage(readObject(request.bytes.toString('utf8')));
  const url = `${house.config.baseUrl}${request.path}`;
  if (message.url !== url) throw new Refusal('trust.acme_url_wrong', 401);
  if (by !== 'either' && (message.jwk !== undefined) !== (by === 'key')) throw new Refusal('trust.acme_malformed', 400);
  const account = message.kid === undefined ? undefined : await accountOf(house, message.kid);
  const key = await readAccountKey(message.jwk ?? account!.key);
  const text = await verifiedPayload(message, key.key);
  await takeNonce(house, message.nonce);
  if (account?.status === 'deactivated') throw new Refusal('trust.acme_account_closed', 401);
  const { address } = request;
  return { key, account, payload: text === '' ? {} : readObject(text), isOnlyAsking: text === '', url, address };
}

async function accountOf(house: SealingHouse, kid: string): Promise<StoredAccount> {
  const start = ADDRESS.account(house, '');
  const id = kid.startsWith(start) ? kid.slice(start.length) : '';
  const account = isId(id) ? await findAccount(house.db.as('trust'), id) : undefined;
  if (!account) throw new Refusal('trust.acme_account_unknown', 400);
  return account;
}

/** Whether a text can be an id of ours. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
