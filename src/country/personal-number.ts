import { OLD_PROVINCES } from './provinces.ts';

/**
 * The personal identification number (số định danh cá nhân): twelve digits `PPP G YY NNNNNN`.
 *
 * Decree 137/2015/NĐ-CP art. 13, kept by the Law on Identity 26/2023/QH15 art. 12 and Decree 70/2024/NĐ-CP:
 * - `PPP` where the birth was registered: `0` and the two-digit code of one of the 63 provinces of before July 2025.
 *   Numbers are never changed, so every one of the 63 codes stays valid after the merger into 34 provinces;
 * - `G` the century of birth and the sex; `YY` the last two digits of the year of birth;
 * - `NNNNNN` six random digits. There is no check digit.
 */
export type Sex = 'male' | 'female';

/** What a personal number says about its holder. */
export interface PersonalNumberFacts {
  /** Two digits, in the list of 63 provinces. */
  provinceCode: string;
  sex: Sex;
  birthYear: number;
}

const PATTERN = /^0(\d{2})(\d)(\d{2})\d{6}$/;
const FIRST_CENTURY = 1900;
const LAST_YEAR = 2399;

/**
 * The first six digits, which follow from where, as what and when someone was born.
 * Refuses (RangeError) a province outside the list of 63 and a year outside 1900 to 2399: callers check those first.
 */
export function personalNumberPrefix(birth: { provinceCode: string; sex: Sex; bornOn: string }): string {
  if (!OLD_PROVINCES.has(birth.provinceCode)) throw new RangeError(`no such province of birth: ${birth.provinceCode}`);
  const year = Number(birth.bornOn.slice(0, 4));
  if (!Number.isInteger(year) || year < FIRST_CENTURY || year > LAST_YEAR) {
    throw new RangeError(`no personal number for a birth on ${birth.bornOn}`);
  }
  const centuries = Math.floor((year - FIRST_CENTURY) / 100);
  const digit = centuries * 2 + (birth.sex === 'female' ? 1 : 0);
  return `0${birth.provinceCode}${digit}${String(year % 100).padStart(2, '0')}`;
}

/** What the number says about its holder, or undefined when it is not a personal number. */
export function readPersonalNumber(number: string): PersonalNumberFacts | undefined {
  const parts = PATTERN.exec(number);
  if (!parts) return undefined;
  const [, provinceCode, digit, year] = parts as unknown as [string, string, string, string];
  if (!OLD_PROVINCES.has(provinceCode)) return undefined;
  return {
    provinceCode,
    sex: Number(digit) % 2 === 0 ? 'male' : 'female',
    birthYear: FIRST_CENTURY + Math.floor(Number(digit) / 2) * 100 + Number(year),
  };
}

/** Whether the text is a personal number by its structure. It says nothing about whether it was ever issued. */
export function isPersonalNumber(text: string): boolean {
  return readPersonalNumber(text) !== undefined;
}

/** Whether the number can belong to someone of this sex born on this day. */
export function personalNumberFits(number: string, person: { sex: Sex; bornOn: string }): boolean {
  const facts = readPersonalNumber(number);
  return facts?.sex === person.sex && facts.birthYear === Number(person.bornOn.slice(0, 4));
}

/** A personal number from the facts of the birth and six random digits, given as a whole number 0 to 999999. */
export function newPersonalNumber(birth: { provinceCode: string; sex: Sex; bornOn: string }, random6: number): string {
  return personalNumberWith(personalNumberPrefix(birth), random6);
}

/** A personal number from its first six digits and six random ones, given as a whole number 0 to 999999. */
export function personalNumberWith(prefix: string, random6: number): string {
  if (!Number.isInteger(random6) || random6 < 0 || random6 > 999_999) {
    throw new RangeError(`six random digits wanted, not ${random6}`);
  }
  return prefix + String(random6).padStart(6, '0');
}

/** The number as shown to someone who may know that it exists but not the number: `001•••••2345`. */
export function maskPersonalNumber(number: string): string {
  return `${number.slice(0, 3)}•••••${number.slice(-4)}`;
}
