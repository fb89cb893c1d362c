import type { PdfFile } from './file.ts';
import { PdfString, type PdfDictionary } from './value.ts';

/** Largest value of a signature: 96 KiB. */
const MOST_VALUE_BYTES = 96 * 1024;

/** The part of a file that is under a signature. */
export interface Coverage {
  gapFrom: number;
  gapTo: number;
  /** End of what is covered. */
  to: number;
  cms: Buffer;
}

/**
 * The part of the file under a signature, or undefined unless it is everything from the first byte to the end of a
 * revision but for the value of Contents, itself, of this very dictionary. Anything looser lets content in that is shown
 * but not signed (shadow, wrapping and forgery attacks). Whether a revision ends at `to` is for `readRevisions` to say.
 */
export function coverageOf(file: PdfFile, dictionary: PdfDictionary): Coverage | undefined {
  const range = dictionary.get('ByteRange');
  const contents = dictionary.get('Contents');
  if (!Array.isArray(range) || range.length !== 4 || !range.every((part) => Number.isInteger(part))) return undefined;
  if (!(contents instanceof PdfString) || contents.place?.hexadecimal === undefined) return undefined;
  const [from, gapFrom, gapTo, rest] = range as [number, number, number, number];
  const to = gapTo + rest;
  const { place } = contents;
  if (from !== 0 || rest <= 0 || place.from !== gapFrom || place.to !== gapTo || to > file.bytes.length)
    return undefined;
  // Signers write one case. Mixed digits mean that somebody changed one; it would decode to the same bytes.
  const digits = place.hexadecimal!;
  if (!/^([0-9a-f]*|[0-9A-F]*)$/.test(digits) || digits.length % 2 !== 0) return undefined;
  if (contents.bytes.length > MOST_VALUE_BYTES) return undefined;
  const tail = file.bytes.toString('latin1', Math.max(gapTo, to - 64), to);
  if (!/startxref[\r\n]+\d+[\r\n]+%%EOF[\r\n]*$/.test(tail)) return undefined;
  return { gapFrom, gapTo, to, cms: contents.bytes };
}

/** Whether what a signature covers ends with the revision; a line end behind `%%EOF` may be left out. */
export const isEndOfRevision = (bytes: Buffer, covered: number, to: number): boolean =>
  covered === to || (covered < to && to - covered <= 2 && /^[\r\n]+$/.test(bytes.toString('latin1', covered, to)));
