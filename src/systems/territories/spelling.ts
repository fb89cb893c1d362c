/** Vietnamese letters, for showing places in English and for comparing what people type. */

/** The text in Latin letters without marks, capitals kept: `Đắk Lắk` → `Dak Lak`. */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').normalize('NFC');
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * The text as words to compare: small letters, one space between words, no punctuation, and the tone of each word at
 * its end, so that both schools of placing it (hoà, hòa) and both Unicode forms give one spelling.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => {
      const parts = word.normalize('NFD');
      return parts.replace(TONE, '').normalize('NFC') + (parts.match(TONE)?.join('') ?? '');
    })
    .join(' ');
}
