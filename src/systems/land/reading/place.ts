import { today } from '../../../kernel/clock.ts';
import { placeName, provinceOf } from '../../territories/index.ts';

/** A place as it is called today, in both languages; the bare code when it is a code of before July 2025. */
export function placeOfCommune(communeCode: string): { vi: string; en: string } {
  const day = today();
  if (!provinceOf(communeCode, day)) return { vi: communeCode, en: communeCode };
  return { vi: placeName(communeCode, day, 'vi'), en: placeName(communeCode, day, 'en') };
}
