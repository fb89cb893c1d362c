import { now } from '../../../kernel/clock.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Language } from '../../../kernel/text.ts';
import type { SealingHouse } from '../keys.ts';
import { changeAccount, changeAccountKey, listOrders, openAccount } from './accounts.ts';
import { answerChallenge, readAuthorization, VALIDATE, validateName } from './challenges.ts';
import { finalizeOrder, finishOrder, ISSUE_ORDER, placeOrder, readChain, readOrder } from './orders.ts';
import { ADDRESS, readSigned, type AcmeAnswer, type AcmeRequest, type SignedByAccount } from './request.ts';
import { revokeByRequest } from './revocation.ts';
import { LIMITS, PROBLEM_TYPES } from './rules.ts';
import { sweep } from './store.ts';
import { ACCOUNT_ALGORITHMS } from './signed-message.ts';

/** The server of ACME (RFC 8555): what programs do with it, each a signed request. */

export { newNonce } from './nonce.ts';
export { readRenewal } from './renewal.ts';
export { MOST_SIGNED_BYTES } from './rules.ts';
export type { AcmeAnswer, AcmeRequest } from './request.ts';

const byAccount =
  (work: (house: SealingHouse, asked: SignedByAccount, id: string) => Promise<AcmeAnswer>) =>
  async (house: SealingHouse, request: AcmeRequest, id = ''): Promise<AcmeAnswer> =>
    work(house, (await readSigned(house, request, 'account')) as SignedByAccount, id);

/** What may be asked, by its place. An account's own things are told to nobody else. */
export const ACME_WORK = {
  newAccount: async (house: SealingHouse, request: AcmeRequest) =>
    openAccount(house, await readSigned(house, request, 'key')),
  newOrder: byAccount((house, asked) => placeOrder(house, asked)),
  keyChange: byAccount((house, asked) => changeAccountKey(house, asked)),
  revoke: async (house: SealingHouse, request: AcmeRequest) =>
    revokeByRequest(house, await readSigned(house, request, 'either')),
  account: byAccount((house, asked, id) => changeAccount(house, ownAccount(asked, id))),
  orders: byAccount((house, asked, id) => {
    const after = new URL(asked.url).searchParams.get('after') ?? undefined;
    return listOrders(house, ownAccount(asked, id), after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined);
  }),
  order: byAccount(readOrder),
  finalize: byAccount(finalizeOrder),
  authorization: byAccount(readAuthorization),
  challenge: byAccount(answerChallenge),
  certificate: byAccount((house, asked, id) => readChain(house, asked, id)),
} as const;
export type AcmeWork = keyof typeof ACME_WORK;

function ownAccount(asked: SignedByAccount, id: string): SignedByAccount {
  if (asked.account.id !== id) throw new Refusal('trust.acme_nothing_here', 404);
  return asked;
}

/** Where everything is (RFC 8555 §7.1.1). */
export function readDirectory(house: SealingHouse): Record<string, unknown> {
  const at = (name: string) => ADDRESS.directory(house).replace(/directory$/, name);
  return {
    newNonce: at('new-nonce'),
    newAccount: at('new-account'),
    newOrder: at('new-order'),
    revokeCert: at('revoke-cert'),
    keyChange: at('key-change'),
    renewalInfo: at('renewal-info'),
    meta: {
      website: `${house.config.baseUrl}/trust/developers`,
      externalAccountRequired: house.config.acmeAccounts === 'permit',
    },
  };
}

/** A refusal as ACME tells it: a problem document of its own kinds (RFC 8555 §6.7). */
export function problemDocument(house: House, refusal: Refusal, language: Language): Record<string, unknown> {
  const type = PROBLEM_TYPES[refusal.code] ?? 'malformed';
  return {
    type: `urn:ietf:params:acme:error:${type}`,
    detail: sentenceOf(house, refusal.code, refusal.values, language),
    status: refusal.status,
    ...(type === 'badSignatureAlgorithm' && { algorithms: ACCOUNT_ALGORITHMS }),
  };
}

const SWEEP = 'trust.acme_sweep';

/** What ACME does by jobs, and when it sweeps. */
export const acmeJobs = {
  [VALIDATE]: validateName,
  [ISSUE_ORDER]: (house: SealingHouse, { order }: { order: string }) => finishOrder(house, order),
  [SWEEP]: async (house: SealingHouse) => {
    const at = now();
    const before = new Date(at.getTime() - LIMITS.keptFor_ms);
    await house.db.as('trust').transaction((tx) => sweep(tx, { at, before }));
  },
} as const;
export const acmeSchedules = { [SWEEP]: '17 * * * *' } as const;
