import { now } from '../../../kernel/clock.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SealingHouse } from '../keys.ts';
import { allowedAddresses } from './allowed-address.ts';
import { assertRecord, recordOf } from './dns-proof.ts';
import { fetchProof } from './fetch-proof.ts';
import type { MachineName } from '../certificate/machine-name.ts';
import { authorizationBody, challengeBody } from './orders.ts';
import { ADDRESS, answerOf, isId, type AcmeAnswer, type SignedByAccount } from './request.ts';
import { LIMITS, methodsOf, readChallengePlace } from './rules.ts';
import { findAccount, findAuthorization, moveAuthorization, type StoredAuthorization } from './store.ts';

/** Authorisations and their challenges (RFC 8555 §7.5, §8.3): whether an account controls a name. */

export const VALIDATE = 'trust.acme_validate';
const ASK_AGAIN_SECONDS = 2;
/** A host that cannot be reached is asked again, so often in all, and after so long. */
const MOST_TRIES = 3;
const TRY_AGAIN_MS = 2_000;
const WORTH_ANOTHER_TRY = new Set([
  'trust.acme_host_unreachable',
  'trust.acme_host_unknown',
  'trust.acme_record_missing',
  'trust.acme_names_unanswered',
]);

async function own(house: SealingHouse, { account }: SignedByAccount, id: string): Promise<StoredAuthorization> {
  const authorization = isId(id) ? await findAuthorization(house.db.as('trust'), id) : undefined;
  if (authorization?.account !== account.id) throw new Refusal('trust.acme_nothing_here', 404);
  return authorization;
}

/** An authorisation; or the end of it, when the account says so (RFC 8555 §7.5.2). */
export async function readAuthorization(house: SealingHouse, asked: SignedByAccount, id: string): Promise<AcmeAnswer> {
  const authorization = await own(house, asked, id);
  if (asked.payload.status === undefined) {
    const isWaiting = authorization.status === 'processing';
    return answerOf(
      authorizationBody(house, authorization),
      isWaiting ? { retryAfter_seconds: ASK_AGAIN_SECONDS } : {},
    );
  }
  if (asked.payload.status !== 'deactivated') throw new Refusal('trust.acme_malformed', 400);
  const from = ['pending', 'processing', 'valid'] as const;
  await moveAuthorization(house.db.as('trust'), { id, from, to: 'deactivated' });
  return answerOf(authorizationBody(house, (await findAuthorization(house.db.as('trust'), id))!));
}

/** The account says by which challenge it is prepared: a job looks for the proof. Said again, it changes nothing. */
export async function answerChallenge(house: SealingHouse, asked: SignedByAccount, place: string): Promise<AcmeAnswer> {
  const { id, method } = readChallengePlace(place);
  const authorization = await own(house, asked, id);
  if (!methodsOf(authorization).includes(method)) throw new Refusal('trust.acme_nothing_here', 404);
  const isPending = authorization.status === 'pending' && authorization.expiresAt > now();
  if (!asked.isOnlyAsking && isPending) {
    await house.db.as('trust').transaction(async (tx) => {
      if (await moveAuthorization(tx, { id, from: ['pending'], to: 'processing', method }))
        await addJob(tx, { task: VALIDATE, payload: { authorization: id, tried: 0 } });
    });
  }
  const present = (await findAuthorization(house.db.as('trust'), id))!;
  return answerOf(challengeBody(house, present, method), {
    links: [`<${ADDRESS.authorization(house, id)}>;rel="up"`],
    ...(present.status === 'processing' && { retryAfter_seconds: ASK_AGAIN_SECONDS }),
  });
}

/** Asks a name for the proof of an account, and keeps what came of it. Done again, it changes nothing. */
export async function validateName(
  house: SealingHouse,
  { authorization: id, tried }: { authorization: string; tried: number },
): Promise<void> {
  const db = house.db.as('trust');
  const authorization = await findAuthorization(db, id);
  if (authorization?.status !== 'processing') return;
  const { thumbprint } = (await findAccount(db, authorization.account))!;
  const { kind, name, token, method } = authorization;
  const at = now();
  try {
    if (method === 'dns-01')
      await assertRecord({ name, record: recordOf(`${token}.${thumbprint}`), servers: house.config.acmeDnsServers });
    else await assertServed(house, { name: { kind, text: name }, token, thumbprint });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (WORTH_ANOTHER_TRY.has(error.code) && tried + 1 < MOST_TRIES) {
      const runAt = new Date(Date.now() + TRY_AGAIN_MS);
      await addJob(db, { task: VALIDATE, payload: { authorization: id, tried: tried + 1 }, runAt });
      return;
    }
    await moveAuthorization(db, { id, from: ['processing'], to: 'invalid', problem: error.code });
    return;
  }
  const valid = { at, until: new Date(at.getTime() + LIMITS.provenFor_ms) };
  await moveAuthorization(db, { id, from: ['processing'], to: 'valid', valid });
}

/** Refuses a machine that does not serve the proof (http-01). */
async function assertServed(
  house: SealingHouse,
  { name, token, thumbprint }: { name: MachineName; token: string; thumbprint: string },
): Promise<void> {
  const { config } = house;
  const proof = await fetchProof({ name, token, port: config.acmeHttpPort, isAllowed: allowedAddresses(config) });
  if (proof !== `${token}.${thumbprint}`) throw new Refusal('trust.acme_answer_wrong', 403);
}
