import type { Language } from '../kernel/text.ts';

/** The parts of an address since July 2025: two local levels, no district. */
export interface AddressParts {
  /** House, lane and street, or hamlet. */
  line?: string;
  /** With its kind in Vietnamese: `Phường Giảng Võ`. */
  communeName: string;
  /** Short or full: `Hà Nội`, `Thành phố Hà Nội`. */
  provinceName: string;
}

const kinds: [vietnamese: string, english: string][] = [
  ['Thành phố', 'City'],
  ['Phường', 'Ward'],
  ['Đặc khu', 'Special Zone'],
  ['Xã', 'Commune'],
  ['Tỉnh', 'Province'],
];

/** One line, from the small to the large. In English the kind follows the name: `Giảng Võ Ward`; the line stays as it is. */
export function formatAddress({ line, communeName, provinceName }: AddressParts, language: Language): string {
  return [line, placeName(communeName, language), placeName(provinceName, language)].filter(Boolean).join(', ');
}

/** The name of a commune or province with its kind: `Phường Giảng Võ`, `Giảng Võ Ward`. */
export function placeName(vietnameseName: string, language: Language): string {
  if (language === 'vi') return vietnameseName;
  for (const [vietnamese, english] of kinds) {
    if (vietnameseName.startsWith(`${vietnamese} `)) return `${vietnameseName.slice(vietnamese.length + 1)} ${english}`;
  }
  return vietnameseName;
}
