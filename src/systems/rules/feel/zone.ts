/** Time zones of the IANA database, as Node knows them. */
const formats = new Map<string, Intl.DateTimeFormat | null>();
const MOST_ZONES = 1_000;

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch {
    // There is no such zone.
  }
  if (formats.size >= MOST_ZONES) formats.clear();
  formats.set(zone, format);
  return format;
}

/** Whether there is a time zone of this name, written as the database writes it. */
export function isZone(name: string): boolean {
  return /^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) && name.length <= 64 && formatOf(name) !== null;
}

/** How far east of Greenwich a zone's clocks were, in seconds, when they showed this local time (seconds since 1970). */
export function zoneOffsetAt(zone: string, local_s: number): number {
  const first = offsetAtInstant(zone, local_s);
  const second = offsetAtInstant(zone, local_s - first);
  return second;
}

const FARTHEST_MS = 8.64e15;

function offsetAtInstant(zone: string, instant_s: number): number {
  const format = formatOf(zone);
  if (!format) return 0;
  const at_ms = Math.max(-FARTHEST_MS, Math.min(FARTHEST_MS, instant_s * 1000));
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(at_ms)) part[type] = value;
  const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
  local.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
  return Math.round((local.getTime() - at_ms) / 1000);
}
