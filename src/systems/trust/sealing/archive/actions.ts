import { createHash } from 'node:crypto';
import { now } from '../../../../kernel/clock.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { MalformedDer } from '../../asn1/der.ts';
import type { Certificate } from '../../certificate/certificate.ts';
import { evidenceFor } from '../../evidence/evidence.ts';
import { openStamper } from '../../keys.ts';
import { enterTogether } from '../../log/actions.ts';
import { readEntries } from '../../log/store.ts';
import { pdfReader } from '../../pdf/reader.ts';
import { keptPrefixes } from '../../pdf/revisions.ts';
import { stampPdf } from '../../pdf/signature.ts';
import { MOST_DOCUMENT_BYTES } from '../../rules.ts';
import { readToken } from '../../time-stamp/reading.ts';
import { openStamping } from '../../time-stamp/stamping.ts';
import type { ReadableSignature } from '../../validation/found.ts';
import { mustBeStamped } from './rules.ts';
import { advanceRound, findNewestRound, insertRenewal, insertRound, readNewest, readRenewals } from './store.ts';

/**
 * The archive (ETSI EN 319 142-1 §5.5, B-LTA): every document that the house sealed and keeps is stamped anew when the
 * certificate that stamps is replaced, a year before it ends. So before the last stamp on a document can no longer be relied
 * upon, a newer one says that all of it was there while it could.
 *
 * Which documents: the public log names all that were sealed, and files are kept by the same hash.
 */

/** Other processes may go on with the old certificate for a while after it was replaced. */
const SETTLES_MS = 86_400_000;
/** Entries of the log that are looked at together, and documents that are stamped in one run of the job. */
const BATCH = 100;
const MOST_RENEWED = 1_000;

/** What one run of the job did. */
export interface ArchiveRun {
  /** Documents that were stamped anew, and those that the house does not keep. */
  renewed: number;
  missing: number;
  /** Whether every document bears a stamp of the certificate that stamps now. */
  isOver: boolean;
}

/** Goes on stamping documents anew, for as long as one run may take. Safe to be ended at any time, and to run twice. */
export async function renewArchive(house: House, stopping?: AbortSignal): Promise<ArchiveRun> {
  const run: ArchiveRun = { renewed: 0, missing: 0, isOver: false };
  const round = await currentRound(house);
  if (!round) return { ...run, isOver: true };
  const db = house.db.as('trust');
  let position = round.nextPosition;
  while (position < round.entries && run.renewed < MOST_RENEWED && !stopping?.aborted) {
    const entries = await readEntries(db, position, Math.min(BATCH, round.entries - position));
    if (entries.length === 0) break;
    for (const sha256 of await documentsIn(house, entries)) {
      const done = await renewOne(house, sha256, round.stamper);
      if (done === 'renewed') run.renewed++;
      if (done === 'missing') run.missing++;
    }
    position += entries.length;
    await db.transaction((tx) => advanceRound(tx, round.stamper, position));
  }
  if (run.renewed > 0) house.log.info('trust.archive', { renewed: run.renewed, missing: run.missing });
  return { ...run, isOver: position >= round.entries };
}

/** The round of the certificate that stamps now; undefined while it is too new to begin with. */
async function currentRound(house: House): ReturnType<typeof findNewestRound> {
  const db = house.db.as('trust');
  const { certificate } = await openStamper(house);
  const newest = await findNewestRound(db);
  if (newest?.stamper === certificate.serial) return newest;
  const settled = now().getTime() - certificate.from.getTime() > SETTLES_MS;
  if (newest && !settled) return undefined;
  await insertRound(db, certificate.serial, newest === undefined);
  return findNewestRound(db);
}

const DOCUMENT = /^document sha256:([0-9a-f]{64})\n$/;

/** The documents among entries of the log, as they were issued: what the archive made of them is none of its own. */
async function documentsIn(house: House, entries: readonly Buffer[]): Promise<Buffer[]> {
  const hashes = entries.flatMap((entry) => {
    const hex = DOCUMENT.exec(entry.toString('latin1'))?.[1];
    return hex === undefined ? [] : [Buffer.from(hex, 'hex')];
  });
  if (hashes.length === 0) return [];
  const renewals = await readRenewals(house.db.as('trust'), hashes);
  return hashes.filter((hash) => !renewals.has(hash.toString('hex')));
}

async function renewOne(house: House, sha256: Buffer, stamper: string): Promise<'renewed' | 'missing' | 'none'> {
  const db = house.db.as('trust');
  const pdf = await readKept(house, sha256.toString('hex'));
  if (!pdf) return 'missing';
  const signatures = readIfSigned(pdf);
  const { certificate } = await openStamper(house);
  if (!mustBeStamped(signatures.map(stampersOf), certificate)) return 'none';
  const stamping = await openStamping(house);
  const met = signatures.flatMap((one) => [...one.certificates, ...stampersOf(one)]);
  const evidence = await evidenceFor(house, [...met, stamping.party.certificate]);
  const renewed = await stampPdf({ pdf, stamping, evidence });
  // Kept before anything says that it is there.
  const id = Buffer.from(await house.files.keep(renewed), 'hex');
  await enterTogether(house, [
    ...stamping.given.map((hash) => ({ kind: 'timestamp' as const, sha256: hash })),
    { kind: 'document', sha256: id },
  ]);
  await insertRenewal(db, { sha256, stamper, renewed: id });
  return 'renewed';
}

/** The signatures of a document that can be read; none of what is no such document. */
function readIfSigned(bytes: Buffer): ReadableSignature[] {
  if (bytes.length > MOST_DOCUMENT_BYTES || !pdfReader.recognises({ filename: '', bytes })) return [];
  try {
    const found = pdfReader.read({ filename: '', bytes }, []);
    return Array.isArray(found) ? found.flatMap((one) => (one.problem ? [] : [one])) : [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** The certificates of the time stamps on a signature. */
function stampersOf({ timeStamps }: ReadableSignature): Certificate[] {
  return timeStamps.flatMap(({ token }) => {
    try {
      return readToken(token).signer.certificate ?? [];
    } catch (error) {
      if (error instanceof MalformedDer) return [];
      throw error;
    }
  });
}

/**
 * The bytes of a document as they are to be given out: those of the newest renewal where it was stamped anew, else those of the
 * file itself. Undefined when there is no such file.
 */
export async function readKept(house: House, fileId: string): Promise<Buffer | undefined> {
  if (!/^[0-9a-f]{64}$/.test(fileId)) return undefined;
  const [newest] = await readNewest(house.db.as('trust'), [Buffer.from(fileId, 'hex')]);
  return house.files.read(newest ? newest.toString('hex') : fileId);
}

/**
 * Whether a file is the document of that hash: itself, or itself with nothing behind it but evidence and time stamps, as the
 * archive makes them. Says nothing about signatures.
 */
export function isSameDocument(bytes: Buffer, sha256: string): boolean {
  const hashOf = (part: Buffer) => createHash('sha256').update(part).digest('hex');
  if (hashOf(bytes) === sha256) return true;
  return keptPrefixes(bytes).some((length) => hashOf(bytes.subarray(0, length)) === sha256);
}
