import type { Bilingual } from '../kernel/text.ts';
import { PROVINCES } from './provinces.ts';

/**
 * Identification codes of agencies, Decision 20/2020/QĐ-TTg: groups of capital letters and digits from the highest level
 * down, separated by dots, 35 characters at most. The first group is a letter and two digits: `G` for ministries and
 * central agencies, `H` for provincial people's committees.
 *
 * The level-1 codes are the official ones. Below level 1 each ministry and province gives codes itself; no public list is
 * complete, so the codes made here are our own construction inside the official structure. A real deployment loads its own.
 */
export const AGENCY_CODE_LENGTH_MOST = 35;

const PATTERN = /^[A-Y]\d{2}(\.[0-9A-Z]+)*$/;

/** Whether the text has the structure of an agency code. */
export function isAgencyCode(text: string): boolean {
  return text.length <= AGENCY_CODE_LENGTH_MOST && PATTERN.test(text);
}

/** The code of the agency one level up (`H26.00025` → `H26`), or undefined at level 1. */
export function parentAgencyCode(code: string): string | undefined {
  const end = code.lastIndexOf('.');
  return end < 0 ? undefined : code.slice(0, end);
}

/** Central agencies of this release, by their level-1 code. */
export const CENTRAL_AGENCIES: ReadonlyMap<string, Bilingual> = new Map([
  ['G01', { vi: 'Bộ Công an', en: 'Ministry of Public Security' }],
  ['G12', { vi: 'Bộ Tài chính', en: 'Ministry of Finance' }],
  ['G15', { vi: 'Bộ Tư pháp', en: 'Ministry of Justice' }],
  ['G18', { vi: 'Bộ Y tế', en: 'Ministry of Health' }],
  ['G22', { vi: 'Văn phòng Chính phủ', en: 'Office of the Government' }],
]);

/** Code of the provincial people's committee: `H26` for Hà Nội. Refuses (RangeError) a code outside the 34 provinces. */
export function provincialCommitteeCode(provinceCode: string): string {
  const province = PROVINCES.get(provinceCode);
  if (!province) throw new RangeError(`no such province: ${provinceCode}`);
  return province.agencyCode;
}

/** Code of a commune's people's committee: the province's code and the GSO code of the commune, `H26.00025`. */
export function communeCommitteeCode(communeCode: string, provinceCode: string): string {
  return `${provincialCommitteeCode(provinceCode)}.${checkedCommune(communeCode)}`;
}

/** Code of a commune's police, under the Ministry of Public Security and the province's number: `G01.26.00025`. */
export function communePoliceCode(communeCode: string, provinceCode: string): string {
  return `G01.${provincialCommitteeCode(provinceCode).slice(1)}.${checkedCommune(communeCode)}`;
}

/** Code of Vietnam Social Security, part of the Ministry of Finance since March 2025 (Decree 29/2025/NĐ-CP). */
export const SOCIAL_INSURANCE_CODE = 'G12.98';

/** Code of the social insurance office of a province: `G12.98.01`, with the GSO code of the province. */
export function provincialInsuranceCode(provinceCode: string): string {
  provincialCommitteeCode(provinceCode);
  return `${SOCIAL_INSURANCE_CODE}.${provinceCode}`;
}

/** Code of the finance department of a province, which registers enterprises (Decree 168/2025/NĐ-CP): `H26.12`. */
export function provincialFinanceCode(provinceCode: string): string {
  return `${provincialCommitteeCode(provinceCode)}.12`;
}

/** Code of the land registration office of a province, under its committee: `H26.VPDK`. */
export function landRegistrationOfficeCode(provinceCode: string): string {
  return `${provincialCommitteeCode(provinceCode)}.VPDK`;
}

/** Code of a hospital under a province: `H26.BV01`. The serial runs from 1 to 99 in each province. */
export function hospitalCode(provinceCode: string, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 99) throw new RangeError(`no such hospital: ${serial}`);
  return `${provincialCommitteeCode(provinceCode)}.BV${String(serial).padStart(2, '0')}`;
}

function checkedCommune(communeCode: string): string {
  if (!/^\d{5}$/.test(communeCode)) throw new RangeError(`not a commune code: ${communeCode}`);
  return communeCode;
}
