import type { Bilingual, Language } from '../kernel/text.ts';

/** Codes of ISO 3166-1 alpha-2, for nationalities and countries of birth. */
export const COUNTRY_CODES: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD ' +
  'CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF ' +
  'GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN ' +
  'KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
  'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI ' +
  'SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI ' +
  'VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

const codes = new Set(COUNTRY_CODES);
const names: Record<Language, Intl.DisplayNames> = {
  vi: new Intl.DisplayNames('vi', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** Countries by their codes, to choose from on a form. */
export const COUNTRIES: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  COUNTRY_CODES.map((code) => [code, { vi: countryName(code, 'vi'), en: countryName(code, 'en') }]),
);
/** All but Vietnam. */
export const FOREIGN_COUNTRIES: typeof COUNTRIES = Object.fromEntries(
  Object.entries(COUNTRIES).filter(([code]) => code !== 'VN'),
);

/** Whether the text is a country code of ISO 3166-1 alpha-2, in capitals. */
export function isCountryCode(text: string): boolean {
  return codes.has(text);
}

/** The name of a country as a nationality is written in Vietnamese papers (`Việt Nam`), or the code itself when it is unknown. */
export function countryName(code: string, language: Language): string {
  return codes.has(code) ? names[language].of(code)! : code;
}
