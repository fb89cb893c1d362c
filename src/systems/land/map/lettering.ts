/** Numbers and texts as a drawing writes them. */
import { type Language, formatNumber as grouped } from '../../../kernel/text.ts';

export { grouped as formatNumber };

const lengthFormats: Record<Language, Intl.NumberFormat> = {
  vi: new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
};

/** A length in metres, to the centimetre; with its unit, and to the metre, when it is a round one. */
export function formatLength(length_mm: number, language: Language, isRound = false): string {
  if (!isRound) return lengthFormats[language].format(length_mm / 1000);
  return length_mm >= 1_000_000 ? `${length_mm / 1_000_000} km` : `${length_mm / 1000} m`;
}

/** The largest of 1, 2 or 5 times a power of ten that is not above a length, both in millimetres; 1 mm at least. */
export function roundLength(length_mm: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, length_mm)));
  const times = length_mm / power;
  return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

/** A text as it may stand in XML, in an element or an attribute. Characters that XML has not are left out. */
export function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- XML 1.0 §2.2 has no way to write these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
