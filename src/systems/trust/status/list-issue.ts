import { extension, type Issuer } from '../certificate/certificate.ts';
import { signatureWayOf } from '../certificate/signature-way.ts';
import { bitString, contextTag, element, integer, objectId, sequence, TAG, time } from '../asn1/der.ts';

/** One revoked certificate as a list tells it. */
export interface RevokedEntry {
  serialBytes: Buffer;
  at: Date;
  /** CRLReason (RFC 5280 §5.3.1); 0, unspecified, is left out. */
  reason: number;
}

/** Most lists are short: room grows with what is in it. */
const FIRST_CHUNK_BYTES = 4096;
const CHUNK_BYTES = 1024 * 1024;
/** Longest entry: a serial number of 21 octets, a time of four-digit year, a reason. */
const MOST_ENTRY_BYTES = 64;

/**
 * The entries of a list, as they will stand in it: about 50 bytes for each and nothing else, so that a million of them can be
 * gathered one after another.
 */
export class RevokedEntries {
  readonly #full: Buffer[] = [];
  #chunk = Buffer.alloc(FIRST_CHUNK_BYTES);
  #used = 0;
  #time: { at: number; bytes: Buffer } | undefined;
  length = 0;

  add({ serialBytes, at, reason }: RevokedEntry): void {
    if (this.#used + MOST_ENTRY_BYTES > this.#chunk.length) {
      this.#full.push(this.#chunk.subarray(0, this.#used));
      this.#chunk = Buffer.alloc(CHUNK_BYTES);
      this.#used = 0;
    }
    // Those revoked together stand together, and share their time.
    if (this.#time?.at !== at.getTime()) this.#time = { at: at.getTime(), bytes: time(at) };
    const told = this.#time.bytes;
    const why = reasonBytes(reason);
    const length = 2 + serialBytes.length + told.length + why.length;
    if (length > MOST_ENTRY_BYTES - 2) throw new Error('a serial number is longer than any we issue');
    const chunk = this.#chunk;
    let place = this.#used;
    chunk[place++] = TAG.sequence;
    chunk[place++] = length;
    chunk[place++] = TAG.integer;
    chunk[place++] = serialBytes.length;
    place += serialBytes.copy(chunk, place);
    place += told.copy(chunk, place);
    place += why.copy(chunk, place);
    this.#used = place;
    this.length++;
  }

  /** All entries in one after the other. */
  chunks(): Buffer[] {
    return [...this.#full, this.#chunk.subarray(0, this.#used)];
  }
}

const NO_REASON = Buffer.alloc(0);
const reasons = new Map<number, Buffer>();

function reasonBytes(reason: number): Buffer {
  if (reason === 0) return NO_REASON;
  let bytes = reasons.get(reason);
  if (!bytes) {
    bytes = sequence(extension('2.5.29.21', false, element(TAG.enumerated, Buffer.of(reason))));
    reasons.set(reason, bytes);
  }
  return bytes;
}

/**
 * issuingDistributionPoint (RFC 5280 §5.2.5): the list tells of those certificates only that name one of these addresses as
 * the place of their list.
 */
export function scopeExtension(addresses: readonly string[]): Buffer {
  const names = addresses.map((address) => element(contextTag(6, 'primitive'), Buffer.from(address, 'ascii')));
  return extension('2.5.29.28', true, sequence(element(contextTag(0), element(contextTag(0), ...names))));
}

/**
 * Signs a revocation list of an authority (RFC 5280 §5), full unless `extensions` give it a scope: version 2, with its number and the key that signed. More
 * extensions may be given ready. Times are in whole seconds.
 */
export async function issueRevocationList(order: {
  issuer: Issuer;
  number: number;
  thisUpdate: Date;
  nextUpdate: Date;
  entries: RevokedEntries | readonly RevokedEntry[];
  extensions?: readonly Buffer[];
}): Promise<Buffer> {
  const { certificate, privateKey } = order.issuer;
  const algorithm = signatureWayOf(privateKey.publicKey);
  const entries = gathered(order.entries);
  const toSign = sequence(
    integer(1),
    sequence(objectId(algorithm.oid)),
    certificate.subject,
    time(order.thisUpdate),
    time(order.nextUpdate),
    // An empty list is left out altogether (§5.1.2.6).
    ...(entries.length > 0 ? [sequence(...entries.chunks())] : []),
    element(
      contextTag(0),
      sequence(
        extension('2.5.29.35', false, sequence(element(contextTag(0, 'primitive'), certificate.keyId))),
        extension('2.5.29.20', false, integer(order.number)),
        ...(order.extensions ?? []),
      ),
    ),
  );
  const signature = await privateKey.sign({ kind: 'list', bytes: toSign, by: certificate.der });
  return sequence(toSign, sequence(objectId(algorithm.oid)), bitString(signature));
}

function gathered(entries: RevokedEntries | readonly RevokedEntry[]): RevokedEntries {
  if (entries instanceof RevokedEntries) return entries;
  const all = new RevokedEntries();
  for (const entry of entries) all.add(entry);
  return all;
}
