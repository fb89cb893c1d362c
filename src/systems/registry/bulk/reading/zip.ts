import { Readable } from 'node:stream';
import { type Entry, RandomAccessReader, type ZipFile, fromRandomAccessReaderPromise } from 'yauzl';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { FileBytes } from './file.ts';

const MOST_ENTRIES = 1_000;
/** What deflate makes of a thousand bytes can be one: so much, and more, is a bomb and no workbook. */
const MOST_TIMES_LARGER = 300;
/** Below this many bytes the ratio says nothing. */
const SMALL_BYTES = 1_000_000;

/** A ZIP archive (APPNOTE 6.3.10) by the directory at its end; each entry flows, and never longer than the directory says. */
export interface Archive {
  has(name: string): boolean;
  names(): string[];
  /** The bytes of an entry. Refuses `register.file_too_large_inside` when it holds more than `most_bytes`, or far more than it takes up. */
  read(name: string, most_bytes: number): AsyncGenerator<Buffer>;
}

class Reader extends RandomAccessReader {
  readonly #bytes: FileBytes;
  /** What went wrong with the file itself, not with what is in it. */
  fault: unknown;

  constructor(bytes: FileBytes) {
    super();
    this.#bytes = bytes;
  }

  override _readStreamForRange(from: number, to: number): Readable {
    const stream = Readable.from(this.#bytes({ from, to }), { objectMode: false });
    stream.on('error', (error) => (this.fault ??= error));
    return stream;
  }
}

/** Opens an archive. Refuses `register.file_broken` when it is none, or was cut off. */
export async function openArchive(bytes: FileBytes, size_bytes: number): Promise<Archive> {
  const reader = new Reader(bytes);
  const refusing = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw reader.fault ?? new Refusal('register.file_broken', 422);
    }
  };
  const entries = new Map<string, Entry>();
  const zip = await refusing(async (): Promise<ZipFile> => {
    const opened = await fromRandomAccessReaderPromise(reader, size_bytes, { lazyEntries: true, autoClose: false });
    if (opened.entryCount > MOST_ENTRIES) throw new Refusal('register.file_too_large_inside', 422);
    for await (const entry of opened.eachEntry()) entries.set(entry.fileName, entry);
    return opened;
  });
  return {
    has: (name) => entries.has(name),
    names: () => [...entries.keys()],
    async *read(name, most_bytes) {
      const entry = entries.get(name);
      if (!entry || !entry.canDecodeFileData()) throw new Refusal('register.file_broken', 422);
      const { uncompressedSize, compressedSize } = entry;
      const isBomb = uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MOST_TIMES_LARGER;
      if (uncompressedSize > most_bytes || isBomb) throw new Refusal('register.file_too_large_inside', 422);
      const stream = await refusing(() => zip.openReadStreamPromise(entry));
      try {
        const flowing = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
        for (;;) {
          const next = await refusing(() => flowing.next());
          if (next.done) return;
          yield next.value;
        }
      } finally {
        stream.destroy();
      }
    },
  };
}
