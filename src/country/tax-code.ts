/**
 * The tax code (mã số thuế), which for an enterprise is its enterprise code (mã số doanh nghiệp): ten digits, the last of
 * them a check digit; for a dependent unit ten digits, a hyphen and three more from 001 to 999.
 *
 * Circular 105/2020/TT-BTC art. 5; Law on Enterprises 59/2020/QH14 art. 29. A household or a person who has a personal
 * number is known to the tax authority by that (Circular 86/2024/TT-BTC art. 5), which has twelve digits and is none of these.
 */
export interface TaxCodeFacts {
  /** The ten digits of the enterprise or other main unit. */
  mainCode: string;
  /** Three digits, for a branch, representative office or other dependent unit. */
  unitSuffix?: string;
}

const PATTERN = /^(\d{9})(\d)(?:-(\d{3}))?$/;
const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];
const MODULUS = 11;

/** What a tax code says, or undefined when it is none: wrong length, wrong check digit, or the suffix 000. */
export function readTaxCode(text: string): TaxCodeFacts | undefined {
  const [, serial, digit, unitSuffix] = PATTERN.exec(text) ?? [];
  if (serial === undefined || Number(digit) !== taxCheckDigit(serial) || unitSuffix === '000') return undefined;
  return { mainCode: `${serial}${digit}`, ...(unitSuffix !== undefined && { unitSuffix }) };
}

/** Whether the text is a tax code by its structure. It says nothing about whether it was ever issued. */
export function isTaxCode(text: string): boolean {
  return readTaxCode(text) !== undefined;
}

/**
 * The check digit of the first nine digits: 10 less the weighted sum modulo 11. Undefined where that gives 10, because
 * such a number is never issued. Refuses (RangeError) what is not nine digits.
 */
export function taxCheckDigit(serial: string): number | undefined {
  if (!/^\d{9}$/.test(serial)) throw new RangeError(`nine digits wanted, not ${serial}`);
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(serial[i]), 0);
  const digit = 10 - (sum % MODULUS);
  return digit === 10 ? undefined : digit;
}

/** The code of a dependent unit of an enterprise by its number, 1 to 999: `0102671977-001`. Refuses (RangeError) any other. */
export function unitTaxCode(mainCode: string, unit: number): string {
  if (readTaxCode(mainCode)?.mainCode !== mainCode)
    throw new RangeError(`not the tax code of a main unit: ${mainCode}`);
  if (!Number.isInteger(unit) || unit < 1 || unit > 999) throw new RangeError(`a unit is 1 to 999, not ${unit}`);
  return `${mainCode}-${String(unit).padStart(3, '0')}`;
}
