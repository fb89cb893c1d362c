import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { SealingHouse } from '../keys.ts';
import { signFiles, signHashOf, type HashOrder, type SigningOrder } from '../signing/actions.ts';
import { signDocuments, type PartyFor } from './activation.ts';

/** Documents that applications have signed: whole, or by hash; in each format, by what the person agreed to. */

/** A document that an application gives whole, and how it is to be signed. */
export type WholeOrder = Omit<SigningOrder, 'files' | 'signer' | 'at' | 'inner'> & { bytes: Buffer };
/** One that it gives by hash. */
export type ByHashOrder = Pick<HashOrder, 'format' | 'level' | 'sha256'>;
export type DocumentOrder = WholeOrder | ByHashOrder;

/** What was agreed to of a document: its SHA-256. */
export const agreedHashOf = (order: DocumentOrder): Buffer =>
  'bytes' in order ? createHash('sha256').update(order.bytes).digest() : order.sha256;

/** How a whole document is called within what carries it: who asked gave no name. */
const NAMES: Readonly<Record<string, { name: string; mimeType: string }>> = {
  PAdES: { name: 'document.pdf', mimeType: 'application/pdf' },
  XAdES: { name: 'document.xml', mimeType: 'application/xml' },
};
const ANY_FILE = { name: 'document', mimeType: 'application/octet-stream' };

/**
 * Signs documents by activation data: for each, the signed document, or the signature that stands beside it. All of a call are signed or
 * none. Refuses as `signDocuments`, `signFiles` and `signHashOf` do.
 */
export async function signForApplication(
  house: SealingHouse,
  use: { sad: string; application: string; credentialId: string; orders: readonly DocumentOrder[] },
): Promise<Buffer[]> {
  const { orders, ...rest } = use;
  const hashes = orders.map(agreedHashOf);
  return signDocuments(house, { ...rest, hashes }, (partyFor, place) => signOne(house, partyFor, orders[place]!));
}

async function signOne(house: SealingHouse, partyFor: PartyFor, order: DocumentOrder): Promise<Buffer> {
  const at = now();
  if (!('bytes' in order)) return signHashOf(house, { ...order, signer: partyFor(), at });
  const { bytes, ...how } = order;
  const isWithin = order.format === 'PAdES' || (order.format === 'XAdES' && order.packaging === 'enveloped');
  const signer = partyFor(isWithin ? bytes : undefined);
  const isXml = order.format !== 'XAdES' || order.packaging === 'enveloped';
  const file = { ...((isXml && NAMES[order.format]) || ANY_FILE), bytes };
  return (await signFiles(house, { ...how, files: [file], signer, at })).bytes;
}
