import { newId } from '../../../../kernel/ids.ts';
import { addJob } from '../../../../kernel/jobs.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { SealingHouse } from '../../keys.ts';
import { assertUsable, signHashes } from '../activation.ts';
import { agreedHashOf, signForApplication, type DocumentOrder } from '../application-documents.ts';
import { bytesOf, keepBytes, removeFiles } from '../document/keeping.ts';
import { MOST_DEFERRED } from '../rules.ts';
import { deleteDeferred, findDeferred, insertDeferred, lockDeferred, noteDeferred } from './store.ts';

/**
 * Signatures that are ordered now and fetched later (CSC API v2, `operationMode` A). The activation data is looked at before an order is taken, and used when the job signs: until then
 * it may end, and what is fetched then is the refusal.
 */

export const SIGN_DEFERRED = 'trust.sign_deferred';

/** What is ordered: hashes, or documents each in its way. */
export type DeferredWork = { hashes: readonly Buffer[] } | { orders: readonly DocumentOrder[] };

interface KeptOrder {
  sad: string;
  application: string;
  credentialId: string;
  hashes?: string[];
  orders?: (Omit<DocumentOrder, 'bytes' | 'sha256'> & { bytes?: string; sha256?: string })[];
  /** Whatever who orders wants to have back. */
  memo: unknown;
}

/**
 * Takes an order, which a job carries out, and gives its id. What came of it is kept for so long. Refuses `signing.too_many_deferred`, and what activation data
 * and hashes are refused for by `signHashes` and `signForApplication`.
 */
export async function signLater(
  house: SealingHouse,
  asked: {
    sad: string;
    application: string;
    credentialId: string;
    personalNumber: string;
    work: DeferredWork;
    memo: unknown;
    keptFor_ms: number;
  },
): Promise<string> {
  const { sad, application, credentialId, personalNumber, work, memo, keptFor_ms } = asked;
  const isOfHashes = 'hashes' in work;
  const hashes = isOfHashes ? work.hashes : work.orders.map(agreedHashOf);
  const signs = isOfHashes ? ('hashes' as const) : ('documents' as const);
  await assertUsable(house, { sad, application, credentialId, signs, hashes });
  const kept: KeptOrder = {
    sad,
    application,
    credentialId,
    ...(isOfHashes
      ? { hashes: work.hashes.map((hash) => hash.toString('base64')) }
      : { orders: work.orders.map(writtenOrder) }),
    memo,
  };
  const id = newId();
  const orderFileId = await keepBytes(house, Buffer.from(JSON.stringify(kept)));
  try {
    await house.db.as('trust').transaction(async (tx) => {
      if ((await lockDeferred(tx, application, personalNumber)) >= MOST_DEFERRED)
        throw new Refusal('signing.too_many_deferred', 429, { values: { most: MOST_DEFERRED } });
      await insertDeferred(tx, { id, application, personalNumber, orderFileId }, keptFor_ms);
      await addJob(tx, { task: SIGN_DEFERRED, payload: { id } });
    });
  } catch (error) {
    await removeFiles(house, [orderFileId]);
    throw error;
  }
  return id;
}

const writtenOrder = (order: DocumentOrder): NonNullable<KeptOrder['orders']>[0] =>
  'bytes' in order
    ? { ...order, bytes: order.bytes.toString('base64') }
    : { ...order, sha256: order.sha256.toString('base64') };

const readOrder = ({ bytes, sha256, ...order }: NonNullable<KeptOrder['orders']>[0]): DocumentOrder =>
  ({
    ...order,
    ...(bytes === undefined ? { sha256: Buffer.from(sha256!, 'base64') } : { bytes: Buffer.from(bytes, 'base64') }),
  }) as DocumentOrder;

/**
 * Carries an order out, once: what was begun and not noted, because the process died, is refused by the consent when it is begun again. What is no refusal is
 * thrown, and the job tries again.
 */
export async function signDeferred(house: SealingHouse, { id }: { id: string }): Promise<void> {
  const db = house.db.as('trust');
  const deferred = await findDeferred(db, id);
  if (!deferred || deferred.resultFileId || deferred.refusal) return;
  const { hashes, orders, memo, ...use } = JSON.parse(
    (await bytesOf(house, deferred.orderFileId)).toString('utf8'),
  ) as KeptOrder;
  try {
    const made = hashes
      ? await signHashes(house, { ...use, hashes: hashes.map((hash) => Buffer.from(hash, 'base64')) })
      : await signForApplication(house, { ...use, orders: orders!.map(readOrder) });
    const result = { made: made.map((each) => each.toString('base64')), memo };
    const resultFileId = await keepBytes(house, Buffer.from(JSON.stringify(result)));
    if (!(await noteDeferred(db, id, { resultFileId }))) await removeFiles(house, [resultFileId]);
  } catch (error) {
    // What passes by itself is tried again.
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    const { code, status, values } = error;
    await noteDeferred(db, id, { refusal: { code, status, values } });
  }
}

/** What was signed, with what who ordered wanted to have back. */
export interface DeferredResult {
  made: Buffer[];
  memo: unknown;
}

/**
 * What came of an order, as often as it is asked for; undefined while nothing has. Refuses `signing.deferred_unknown` (also to another application, about
 * another person, and when it is kept no more), and why it was refused.
 */
export async function readDeferred(
  house: SealingHouse,
  asked: { id: string; application: string; personalNumber: string },
): Promise<DeferredResult | undefined> {
  const deferred = await findDeferred(house.db.as('trust'), asked.id);
  if (deferred?.application !== asked.application || deferred.personalNumber !== asked.personalNumber)
    throw new Refusal('signing.deferred_unknown', 404);
  const { refusal, resultFileId } = deferred;
  if (refusal) throw new Refusal(refusal.code, refusal.status, { values: refusal.values });
  if (!resultFileId) return undefined;
  const result = JSON.parse((await bytesOf(house, resultFileId)).toString('utf8')) as { made: string[]; memo: unknown };
  return { made: result.made.map((each) => Buffer.from(each, 'base64')), memo: result.memo };
}

const SWEPT_AT_ONCE = 500;

/** Removes what was kept long enough. */
export async function sweepDeferred(house: SealingHouse): Promise<void> {
  for (;;) {
    const files = await deleteDeferred(house.db.as('trust'), SWEPT_AT_ONCE);
    await removeFiles(house, files);
    if (files.length < SWEPT_AT_ONCE) return;
  }
}
