import { isAgencyCode } from './agency-code.ts';

/**
 * The number of a dossier (mã số hồ sơ), Circular 01/2018/TT-VPCP art. 19: code of the agency that received it, day it was
 * received as YYMMDD, and its place in that day's row at that agency: `H26.00025-261121-0042`.
 */
export interface DossierNumber {
  agencyCode: string;
  /** Civil date in Vietnam, `YYYY-MM-DD`; the number carries two digits of the year, so 2000 to 2099. */
  receivedOn: string;
  /** 1 to 9999, for each agency and day. */
  serial: number;
}

const PATTERN = /^(.+)-(\d{2})(\d{2})(\d{2})-(\d{4})$/;
// Agency code of before Decision 20/2020/QĐ-TTg, as in QCVN 102:2016/BTTTT: old dossiers keep it.
const LEGACY_AGENCY = /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/;

/** Writes the number. Refuses (RangeError) an agency code, day or serial that cannot be written. */
export function formatDossierNumber({ agencyCode, receivedOn, serial }: DossierNumber): string {
  const number = `${agencyCode}-${receivedOn.slice(2).replaceAll('-', '')}-${String(serial).padStart(4, '0')}`;
  const back = readDossierNumber(number);
  if (back?.receivedOn !== receivedOn || back.serial !== serial || back.agencyCode !== agencyCode) {
    throw new RangeError(`no dossier number for ${agencyCode}, ${receivedOn}, ${serial}`);
  }
  return number;
}

/** What the number says, or undefined when it is not a dossier number. */
export function readDossierNumber(number: string): DossierNumber | undefined {
  const parts = PATTERN.exec(number);
  if (!parts) return undefined;
  const [, agencyCode, year, month, day, digits] = parts as unknown as [string, string, string, string, string, string];
  if (!isAgencyCode(agencyCode) && !LEGACY_AGENCY.test(agencyCode)) return undefined;
  const receivedOn = `20${year}-${month}-${day}`;
  const at = new Date(`${receivedOn}T00:00:00Z`);
  // A day such as 31 February is either refused by Date or moved into March.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== receivedOn) return undefined;
  const serial = Number(digits);
  return serial === 0 ? undefined : { agencyCode, receivedOn, serial };
}

/** Whether the text is a dossier number by its structure. */
export function isDossierNumber(text: string): boolean {
  return readDossierNumber(text) !== undefined;
}
