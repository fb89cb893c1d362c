import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import { gatherEvidence } from '../evidence/evidence.ts';
import type { SealingHouse } from '../keys.ts';
import { enterTogether } from '../log/actions.ts';
import type { EntryKind } from '../log/entry.ts';
import type { VisibleMark } from '../pdf/appearance.ts';
import { signPdf } from '../pdf/signature.ts';
import { MalformedPdf } from '../pdf/value.ts';
import { MOST_DOCUMENT_BYTES } from '../rules.ts';
import { openStamping } from '../time-stamp/stamping.ts';

/** A document to be signed, by whom, and what it says of that. */
export interface LastingOrder {
  pdf: Uint8Array;
  signer: SigningParty;
  signerName: string;
  reason: string;
  /** The time that the signer claims; it must lie within the certificate's. */
  at: Date;
  /** Where the signature is seen on a page; without it, nowhere. */
  mark?: VisibleMark;
}

/** A document that was signed, and what is to be entered in the public log before anybody is given it. */
export interface LastingDocument {
  pdf: Buffer;
  entries: readonly { kind: EntryKind; sha256: Buffer }[];
}

/**
 * Signs a document so that the signature outlives its certificate: PAdES baseline B-LT (ETSI EN 319 142-1), with a time stamp
 * and what proves the standing of all certificates. Signatures that are there keep holding. Nothing is logged yet.
 *
 * Refuses `trust.document_too_large`, `trust.document_unreadable`, `trust.signing_time_refused`,
 * `trust.time_not_available`, and of a mark `trust.mark_outside_page` and `document.text_too_long`.
 */
export async function makeLasting(house: SealingHouse, order: LastingOrder): Promise<LastingDocument> {
  const { certificate } = order.signer;
  assertSize(order.pdf);
  if (order.at < certificate.from || order.at > certificate.until) throw new Refusal('trust.signing_time_refused', 422);
  const stamping = await openStamping(house);
  const evidence = await gatherEvidence(house, [order.signer, stamping.party]);
  const pdf = await orUnreadable(() => signPdf({ ...order, stamping, evidence }));
  const stamps = stamping.given.map((sha256) => ({ kind: 'timestamp' as const, sha256 }));
  return { pdf, entries: [...stamps, { kind: 'document', sha256: createHash('sha256').update(pdf).digest() }] };
}

/** The same, with the hashes of the document and of its time stamp in the public log before this answers. */
export async function signLasting(house: SealingHouse, order: LastingOrder): Promise<Buffer> {
  const { pdf, entries } = await makeLasting(house, order);
  await enterTogether(house, entries);
  return pdf;
}

/** Refuses `trust.document_too_large`. */
export function assertSize(pdf: Uint8Array): void {
  if (pdf.length > MOST_DOCUMENT_BYTES)
    throw new Refusal('trust.document_too_large', 413, { values: { most: MOST_DOCUMENT_BYTES / 1024 / 1024 } });
}

/** What the work gives; refuses `trust.document_unreadable` for a document that is not understood. */
async function orUnreadable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MalformedPdf) throw new Refusal('trust.document_unreadable', 422);
    throw error;
  }
}
