import { Refusal } from '../../../../kernel/refusal.ts';

const SAMPLE_BYTES = 65_536;
/** Of bytes that are no ASCII, so many in a hundred must be of an encoding to call it that. */
const MOSTLY = 60;

/** The letters of TCVN 5712:1993 VN3 that have tones or marks, small and capital, as the ".Vn" fonts write them. */
const TCVN3 = new Set([
  ...range(0xa1, 0xae),
  ...range(0xb5, 0xb9),
  ...range(0xbb, 0xbe),
  ...range(0xc6, 0xcf),
  ...range(0xd0, 0xd8),
  0xdc,
  0xdd,
  0xde,
  0xdf,
  ...range(0xe1, 0xe8),
  ...range(0xe9, 0xef),
  ...range(0xf1, 0xfe),
]);
/** Of VN3 alone: letters with marks that stand in nearly every line, where Windows-1258 has signs that nobody writes. */
const ONLY_TCVN3 = new Set([...range(0xa8, 0xae), ...range(0xb5, 0xb9)]);
/** In Windows-1258 a tone is a byte behind its vowel. */
const TONES_1258 = new Set([0xcc, 0xd2, 0xde, 0xec, 0xf2]);
const VOWELS = new Set([...'aeiouyAEIOUY'].map((letter) => letter.charCodeAt(0)));
/** ă â ê ô ơ ư and their capitals in Windows-1258. */
const MARKED_VOWELS_1258 = new Set([0xe3, 0xe2, 0xea, 0xf4, 0xf5, 0xfd, 0xc3, 0xc2, 0xca, 0xd4, 0xd5, 0xdd]);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/**
 * Why bytes are no UTF-8, and what to do about it: `register.file_utf16`, `register.file_tcvn3`, `register.file_windows_1258`, or
 * `register.file_not_utf8` when the encoding is none that is used here.
 */
export function refusalOfEncoding(bytes: Buffer): Refusal {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const mark = sample.length > 1 ? sample.readUInt16BE(0) : 0;
  let zeros = 0;
  let high = 0;
  let tcvn3 = 0;
  let onlyTcvn3 = 0;
  let tones = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i]!;
    if (byte === 0) zeros += 1;
    if (byte < 0x80) continue;
    high += 1;
    if (TCVN3.has(byte)) tcvn3 += 1;
    if (ONLY_TCVN3.has(byte)) onlyTcvn3 += 1;
    const before = sample[i - 1] ?? 0;
    if (TONES_1258.has(byte) && (VOWELS.has(before) || MARKED_VOWELS_1258.has(before))) tones += 1;
  }
  const isUtf16 = mark === 0xfffe || mark === 0xfeff || zeros * 4 > sample.length;
  if (isUtf16) return new Refusal('register.file_utf16', 422);
  if (onlyTcvn3 > tones && tcvn3 * 100 >= high * MOSTLY) return new Refusal('register.file_tcvn3', 422);
  if (tones > onlyTcvn3) return new Refusal('register.file_windows_1258', 422);
  return new Refusal('register.file_not_utf8', 422);
}
