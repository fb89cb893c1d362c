import type { EntryKind } from './entry.ts';

/**
 * Checks receipts of the log with nothing but what every browser has: the page `/log` runs this in the visitor's browser and
 * `motcua log verify` on the visitor's machine. Written apart from the code that writes the log, and trusts nothing that it served.
 */

export interface CheckOrder {
  /** C2SP tlog-proof, or a file of records of the exchange, each with one. */
  receipt: string;
  /** What the receipt is for; records of the exchange bring their own. */
  file?: Uint8Array | undefined;
  /** The key of the log, as whoever checks was told it. */
  key: string;
  /** Keys of witnesses that whoever checks knows. */
  witnesses?: readonly string[];
  /** So many of them must have cosigned; none when it is not given. */
  leastWitnesses?: number;
}

/** What a receipt was found to prove. */
export interface ProvenReceipt {
  kind: EntryKind;
  /** The number of the entry, in a log of so many. */
  index: number;
  size: number;
  /** Of the witnesses given, those that have cosigned the checkpoint, and when. */
  witnesses: { name: string; at: Date }[];
  /** Records of the exchange, each as its lines. */
  records: string[][];
}

/** Why a receipt proves nothing. `unable`: this browser cannot check Ed25519. */
export type ReceiptProblem =
  | 'malformed'
  | 'key_malformed'
  | 'file_missing'
  | 'not_signed_by_log'
  | 'false_cosignature'
  | 'too_few_witnesses'
  | 'not_in_log'
  | 'unable';

type Bytes = Uint8Array<ArrayBuffer>;

const MOST_CHARACTERS = 1_000_000;
const MOST_HASHES = 63;
const MOST_SIGNATURES = 64;
/** Records of the exchange in one file; certificates in one PEM file. */
const MOST_RECORDS = 32;
const MOST_CERTIFICATES = 16;
const [LOG_KEY, WITNESS_KEY] = [1, 4];
const RECORD_HEADER = 'mot-cua.exchange-record/v1';

/** Whether a receipt proves what it is for. */
export async function checkReceipt(order: CheckOrder): Promise<ProvenReceipt | ReceiptProblem> {
  const [log, ...witnesses] = await Promise.all([order.key, ...(order.witnesses ?? [])].map(readKey));
  if (log?.type !== LOG_KEY || !witnesses.every((key) => key?.type === WITNESS_KEY)) return 'key_malformed';
  const trust = { log, witnesses: witnesses as Key[], least: order.leastWitnesses ?? 0 };
  if (order.receipt.length > MOST_CHARACTERS) return 'malformed';
  if (order.receipt.startsWith(`${RECORD_HEADER}\n`)) return checkRecords(order.receipt, trust);
  const receipt = readReceipt(order.receipt);
  if (!receipt) return 'malformed';
  if (!order.file) return 'file_missing';
  const seen = await findSigners(receipt, trust);
  if (typeof seen === 'string') return seen;
  for (const bytes of contentsOf(order.file)) {
    const digest = hexOf(await sha256(bytes));
    for (const kind of KINDS_OF_FILES)
      if (await isEntered(`${kind} sha256:${digest}\n`, receipt))
        return { kind, index: receipt.index, size: receipt.size, witnesses: seen, records: [] };
  }
  return 'not_in_log';
}

const KINDS_OF_FILES = ['document', 'timestamp', 'certificate', 'signature', 'publication'] as const;

/** Records of the exchange: each proves its batch, and the receipt of the batch proves that. */
async function checkRecords(text: string, trust: Trust): Promise<ProvenReceipt | ReceiptProblem> {
  const parts = text.split(/^(?=mot-cua\.exchange-record\/v1$)/m);
  if (parts.length > MOST_RECORDS) return 'malformed';
  const proven: ProvenReceipt[] = [];
  for (const part of parts) {
    const [record, path, head, ...rest] = part.split('\n\n');
    const receipt = rest.length > 0 ? readReceipt(trimmed(rest.join('\n\n'))) : undefined;
    const lines = path?.split('\n') ?? [];
    const place = readPlace(lines);
    const tree = readHead(`${head}\n`);
    if (!receipt || !place || !tree) return 'malformed';
    const seen = await findSigners(receipt, trust);
    if (typeof seen === 'string') return seen;
    const isInBatch = await isIncluded(await leafOf(`${record}\n`), { ...place, ...tree });
    const digest = hexOf(await sha256(utf8(`${head}\n`)));
    if (!isInBatch || !(await isEntered(`exchange sha256:${digest}\n`, receipt))) return 'not_in_log';
    const { index, size } = receipt;
    proven.push({ kind: 'exchange', index, size, witnesses: seen, records: [record!.split('\n')] });
  }
  return { ...proven[0]!, records: proven.flatMap(({ records }) => records) };
}

/** One record follows the other after an empty line. */
const trimmed = (receipt: string): string => receipt.replace(/\n\n$/, '\n');

interface Trust {
  log: Key;
  witnesses: readonly Key[];
  least: number;
}

/** A key as it is told (C2SP signed-note): name, identifier, and the 32 bytes of an Ed25519 key. */
interface Key {
  name: string;
  type: number;
  id: Bytes;
  publicKey: Bytes;
}

async function readKey(text: string): Promise<Key | undefined> {
  const match = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim());
  if (!match) return undefined;
  const bytes = bytesOf(match[3]!);
  const id = (await sha256(utf8(`${match[1]!}\n`), bytes)).slice(0, 4);
  if (bytes.length !== 33 || hexOf(id) !== match[2]) return undefined;
  return { name: match[1]!, type: bytes[0]!, id, publicKey: bytes.slice(1) };
}

interface Place {
  index: number;
  proof: Bytes[];
}

interface Head {
  origin: string;
  size: number;
  root: Bytes;
}

/** A receipt (C2SP tlog-proof): where the entry is, its proof, and the signed checkpoint. */
interface Receipt extends Place, Head {
  signed: string;
  signatures: { name: string; id: Bytes; bytes: Bytes }[];
}

function readReceipt(text: string): Receipt | undefined {
  const end = text.indexOf('\n\n');
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (end < 0 || header !== 'c2sp.org/tlog-proof@v1' || !text.endsWith('\n')) return undefined;
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const place = readPlace(lines);
  const note = text.slice(end + 2);
  const noteEnd = note.lastIndexOf('\n\n');
  const signed = note.slice(0, noteEnd + 1);
  const head = readHead(signed);
  const signatureLines = note.slice(noteEnd + 2, -1).split('\n');
  if (!place || noteEnd < 0 || !head || signatureLines.length > MOST_SIGNATURES) return undefined;
  const signatures: Receipt['signatures'] = [];
  for (const line of signatureLines) {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/]{4,})(={0,2})$/.exec(line);
    const base64 = match && match[2]! + match[3]!;
    if (!base64 || !isCanonical(base64)) return undefined;
    const bytes = bytesOf(base64);
    if (bytes.length < 5) return undefined;
    signatures.push({ name: match![1]!, id: bytes.slice(0, 4), bytes: bytes.slice(4) });
  }
  return { ...place, ...head, signed, signatures };
}

/** The number of a leaf, and the hashes that lead to the root, a line each. */
function readPlace([first, ...lines]: readonly string[]): Place | undefined {
  const index = /^index (0|[1-9]\d{0,14})$/.exec(first ?? '')?.[1];
  if (index === undefined || lines.length > MOST_HASHES || !lines.every(isHash)) return undefined;
  return { index: Number(index), proof: lines.map(bytesOf) };
}

/** What a checkpoint says (C2SP tlog-checkpoint). */
function readHead(text: string): Head | undefined {
  const [origin, size, root] = text.split('\n');
  if (!origin || !/^(0|[1-9]\d{0,14})$/.test(size ?? '') || !isHash(root ?? '')) return undefined;
  return { origin, size: Number(size), root: bytesOf(root!) };
}

const isHash = (line: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(line) && isCanonical(line);

/** The witnesses that have cosigned a checkpoint which the log has signed; else what is wrong with it. */
async function findSigners(receipt: Receipt, trust: Trust): Promise<ProvenReceipt['witnesses'] | ReceiptProblem> {
  try {
    const own = signatureOf(receipt, trust.log);
    if (!own || receipt.origin !== trust.log.name || !(await isSigned(receipt.signed, own, trust.log)))
      return 'not_signed_by_log';
    const seen: ProvenReceipt['witnesses'] = [];
    for (const witness of trust.witnesses) {
      const bytes = signatureOf(receipt, witness);
      if (!bytes) continue;
      const at = await cosignedAt(receipt.signed, bytes, witness);
      if (!at) return 'false_cosignature';
      seen.push({ name: witness.name, at });
    }
    return seen.length < trust.least ? 'too_few_witnesses' : seen;
  } catch {
    return 'unable';
  }
}

const signatureOf = ({ signatures }: Receipt, key: Key): Bytes | undefined =>
  signatures.find(({ name, id }) => name === key.name && isSame(id, key.id))?.bytes;

async function isSigned(text: string, signature: Bytes, { publicKey }: Key): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, utf8(text));
}

/** When a witness saw the checkpoint (C2SP tlog-cosignature): eight bytes of seconds, and its signature over both. */
async function cosignedAt(text: string, bytes: Bytes, witness: Key): Promise<Date | undefined> {
  if (bytes.length !== 72) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const at_seconds = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  const isRight = await isSigned(`cosignature/v1\ntime ${at_seconds}\n${text}`, bytes.slice(8), witness);
  return isRight ? new Date(at_seconds * 1000) : undefined;
}

const leafOf = (entry: string): Promise<Bytes> => sha256(Uint8Array.of(0), utf8(entry));

const isEntered = async (entry: string, receipt: Receipt): Promise<boolean> => isIncluded(await leafOf(entry), receipt);

/** RFC 9162 §2.1.3.2. */
async function isIncluded(leaf: Bytes, { index, size, proof, root }: Place & Omit<Head, 'origin'>): Promise<boolean> {
  if (!(index < size)) return false;
  let hash = leaf;
  let place = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else hash = await sha256(Uint8Array.of(1), hash, sibling);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && isSame(hash, root);
}

/** What a file may stand for: itself; the token in an answer of a time stamp server; each certificate of a PEM file. */
function contentsOf(file: Uint8Array): Bytes[] {
  const bytes = file.slice();
  const token = tokenInAnswer(bytes);
  return [bytes, ...(token ? [token] : []), ...certificatesOfPem(bytes)];
}

const [SEQUENCE] = [0x30];

/** The token of a TimeStampResp (RFC 3161 §2.4.2), which is a sequence of the status and the token. */
function tokenInAnswer(bytes: Bytes): Bytes | undefined {
  const answer = contentOf(bytes, 0);
  const status = answer && bytes[answer.from] === SEQUENCE ? contentOf(bytes, answer.from) : undefined;
  const token = status && bytes[status.to] === SEQUENCE ? contentOf(bytes, status.to) : undefined;
  return answer && token?.to === answer.to ? bytes.slice(status!.to, token.to) : undefined;
}

/** From where to where the content of a DER value reaches; undefined when it is cut short. */
function contentOf(bytes: Bytes, at: number): { from: number; to: number } | undefined {
  const first = bytes[at + 1];
  if (first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4) return undefined;
  let length = first < 0x80 ? first : 0;
  for (let i = 0; i < lengthBytes; i++) length = length * 256 + (bytes[at + 2 + i] ?? NaN);
  const from = at + 2 + lengthBytes;
  return from + length <= bytes.length ? { from, to: from + length } : undefined;
}

function certificatesOfPem(bytes: Bytes): Bytes[] {
  if (bytes.length > MOST_CHARACTERS) return [];
  const text = new TextDecoder('latin1').decode(bytes);
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----/g);
  return [...blocks].slice(0, MOST_CERTIFICATES).flatMap(([, base64]) => {
    try {
      return [bytesOf(base64!.replace(/\s/g, ''))];
    } catch {
      return [];
    }
  });
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const bytesOf = (base64: string): Bytes => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
/** Whether it is the one way to write its bytes: Base64 may else end in bits that mean nothing. */
const isCanonical = (base64: string): boolean => base64.length % 4 === 0 && btoa(atob(base64)) === base64;
const hexOf = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const isSame = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);

async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}
