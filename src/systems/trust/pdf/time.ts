import { PdfString, type PdfValue } from './value.ts';

/** Dates as ISO 32000-2 §7.9.4 writes them. */

/** An instant in Vietnam's time. */
export function writePdfTime(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return `D:${local.slice(0, 19).replace(/[-:T]/g, '')}+07'00'`;
}

/** An instant with seconds and zone, as signatures need it. */
export function readPdfTime(value: PdfValue | undefined): Date | undefined {
  if (!(value instanceof PdfString)) return undefined;
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:(Z)(?:00'?00'?)?|([+-]\d\d)'(\d\d)'?)$/.exec(
    value.toText(),
  );
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, utc, zoneHours, zoneMinutes] = match;
  const zone = utc ? 'Z' : `${zoneHours}:${zoneMinutes}`;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
