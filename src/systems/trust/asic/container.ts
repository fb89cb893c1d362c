import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile as OpenZip } from 'yauzl';
import { ZipFile } from 'yazl';
import type { SignatureContainer } from '../validation/found.ts';

/** The ZIP that an Associated Signature Container is (ETSI EN 319 162-1 §4.3, annex A; APPNOTE 6.3.10). */

/** Thrown for a container that is broken, passes a limit, or means one thing to one reader and another to the next. */
export class MalformedContainer extends Error {
  constructor(what: string) {
    super(`malformed container: ${what}`);
    this.name = 'MalformedContainer';
  }
}

export const MIME_TYPES: Readonly<Record<SignatureContainer, string>> = {
  'ASiC-S': 'application/vnd.etsi.asic-s+zip',
  'ASiC-E': 'application/vnd.etsi.asic-e+zip',
};
export const META = 'META-INF/';
const MIME_ENTRY = 'mimetype';

const MOST_ENTRIES = 512;
/** All files together, unpacked. */
const MOST_BYTES = 128 * 1024 * 1024;
/** What deflate makes of a thousand bytes can be one: so much, and more, is a bomb and no document. */
const MOST_TIMES_LARGER = 300;
const SMALL_BYTES = 1_000_000;
const STORED = 0;
const DEFLATED = 8;

/** Files of a container by their names, without folders. */
export type ContainerFiles = ReadonlyMap<string, Buffer>;

/**
 * Unpacks a container: at most 512 files, 128 MiB in all. Throws MalformedContainer for bombs, encrypted files, names that lead
 * elsewhere or come twice, and files that are called otherwise in the directory than where they stand.
 */
export async function readContainer(bytes: Buffer): Promise<ContainerFiles> {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    if (zip.entryCount > MOST_ENTRIES) throw new MalformedContainer('too many files');
    return await unpack(zip, bytes);
  } catch (error) {
    if (error instanceof MalformedContainer) throw error;
    // Whatever the reader of ZIP found wrong: it tells each kind by a sentence only.
    throw new MalformedContainer((error as Error).message);
  }
}

async function unpack(zip: OpenZip, bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const seen = new Set<string>();
  const ranges: [from: number, to: number][] = [];
  let total_bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressedSize } = entry;
    assertName(fileName);
    // Two names that some systems take for one.
    const folded = fileName.normalize('NFC').toLowerCase();
    if (seen.has(folded)) throw new MalformedContainer('a name given twice');
    seen.add(folded);
    if (entry.isEncrypted()) throw new MalformedContainer('an encrypted file');
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
      throw new MalformedContainer('an unknown compression');
    const isBomb = uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MOST_TIMES_LARGER;
    total_bytes += uncompressedSize;
    if (isBomb || total_bytes > MOST_BYTES) throw new MalformedContainer('too large unpacked');
    ranges.push(await placeOf(zip, entry));
    if (fileName.endsWith('/')) {
      if (uncompressedSize > 0) throw new MalformedContainer('a folder with content');
      continue;
    }
    files.set(fileName, await contentOf(zip, entry));
  }
  // Files that share bytes unpack to far more than they take up, and are read differently by others.
  ranges.sort(([a], [b]) => a - b);
  if (ranges.some(([from], i) => i > 0 && from < ranges[i - 1]![1]) || (ranges.at(-1)?.[1] ?? 0) > bytes.length)
    throw new MalformedContainer('files that overlap');
  return files;
}

function assertName(name: string): void {
  if (name.length > 400 || /[\p{Cc}\\:]/u.test(name) || name.startsWith('/') || name.split('/').includes('..'))
    throw new MalformedContainer('the name of a file');
}

/** Where a file stands, by its own header, which must call it what the directory calls it. */
async function placeOf(zip: OpenZip, entry: Entry): Promise<[from: number, to: number]> {
  const header = await zip.readLocalFileHeaderPromise(entry);
  if (!header.fileName.equals(entry.fileNameRaw) || header.compressionMethod !== entry.compressionMethod)
    throw new MalformedContainer('a file of two names');
  return [entry.relativeOffsetOfLocalHeader, header.fileDataStart + entry.compressedSize];
}

async function contentOf(zip: OpenZip, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  const content = Buffer.concat(parts);
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32)
    throw new MalformedContainer('a file that is broken');
  return content;
}

/** Which container the files make up, by what it says of itself; undefined when it is none. */
export function containerOf(files: ContainerFiles): SignatureContainer | undefined {
  const type = files.get(MIME_ENTRY)?.toString('latin1').trim();
  return type === MIME_TYPES['ASiC-S'] ? 'ASiC-S' : type === MIME_TYPES['ASiC-E'] ? 'ASiC-E' : undefined;
}

/** Names of what a container is about: all but what describes it. */
export const dataNames = (files: ContainerFiles): string[] =>
  [...files.keys()].filter((name) => name !== MIME_ENTRY && !name.startsWith(META));

/** The same files give the same container. */
const MADE_AT = new Date(1980, 0, 1);

/** Packs a container: its media type first, uncompressed and without anything before it (§A.1), so that programs tell it by its bytes. */
export async function writeContainer(kind: SignatureContainer, files: ContainerFiles): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { mtime: MADE_AT, forceDosTimestamp: true };
  zip.addBuffer(Buffer.from(MIME_TYPES[kind]), MIME_ENTRY, { ...options, compress: false });
  for (const [name, bytes] of files) if (name !== MIME_ENTRY) zip.addBuffer(bytes, name, options);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
