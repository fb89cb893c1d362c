import { Refusal } from '../../../../kernel/refusal.ts';
import { readXml } from './xml.ts';
import type { Archive } from './zip.ts';

/** The texts that cells of a workbook share, unpacked, in bytes: they are held in memory while it is read. */
const LARGEST_SHARED_BYTES = 400_000_000;
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Texts by their number, held as bytes: a fraction of what as many strings would take. */
export class SharedTexts {
  readonly #chunks: Buffer[] = [];
  #at = CHUNK_BYTES;
  /** For each text the chunk, where it begins there and where it ends. */
  #places = new Uint32Array(3 * 1024);
  #count = 0;

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.#at + length > (this.#chunks.at(-1)?.length ?? 0)) {
      this.#chunks.push(Buffer.allocUnsafe(Math.max(CHUNK_BYTES, length)));
      this.#at = 0;
    }
    if (3 * this.#count === this.#places.length) {
      const larger = new Uint32Array(2 * this.#places.length);
      larger.set(this.#places);
      this.#places = larger;
    }
    const end = this.#at + this.#chunks.at(-1)!.write(text, this.#at);
    this.#places.set([this.#chunks.length - 1, this.#at, end], 3 * this.#count);
    this.#at = end;
    this.#count += 1;
  }

  /** The text of that number; undefined when there is none. */
  get(number: number): string | undefined {
    if (!Number.isInteger(number) || number < 0 || number >= this.#count) return undefined;
    const [chunk, from, to] = this.#places.subarray(3 * number, 3 * number + 3) as unknown as [number, number, number];
    return this.#chunks[chunk]!.toString('utf8', from, to);
  }
}

/** Reads the shared texts of a workbook; what is only shown beside them, as readings of signs are, is left out. */
export async function readSharedTexts(archive: Archive, part: string): Promise<SharedTexts> {
  const texts = new SharedTexts();
  let text = '';
  let isText = false;
  let isBeside = false;
  const pieces = readXml(archive.read(part, LARGEST_SHARED_BYTES), {
    open(tag) {
      if (tag === 'si') text = '';
      if (tag === 'rPh') isBeside = true;
      isText = tag === 't' && !isBeside;
    },
    text(piece) {
      if (isText) text += piece;
      if (text.length > LONGEST_TEXT) throw new Refusal('register.file_broken', 422);
    },
    close(tag) {
      if (tag === 'rPh') isBeside = false;
      if (tag === 't') isText = false;
      if (tag === 'si') texts.add(text);
    },
  });
  for await (const _ of pieces);
  return texts;
}

/** A cell holds 32,767 characters; as they are written in the file each may take seven. */
const LONGEST_TEXT = 7 * 32_767;
