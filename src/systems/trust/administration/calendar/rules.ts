/** What ends when, as a calendar that other programs read (iCalendar, RFC 5545). */

/** A day in a calendar. */
export interface CalendarDay {
  /** Unique for ever, and the same at every export: a program then knows the entry again. */
  uid: string;
  /** Civil date, `YYYY-MM-DD`. */
  date: string;
  summary: string;
  description: string;
  /** The page about it. */
  url: string;
  /** So many days before, a program may remind. */
  remindBefore_days: number;
}

const MOST_OCTETS = 75;

/** The text of an iCalendar object with these days. `madeAt` is when its facts were read. */
export function writeCalendar({
  name,
  madeAt,
  days,
}: {
  name: string;
  madeAt: Date;
  days: readonly CalendarDay[];
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mot Cua//Trust services//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...days.flatMap((day) => [
      'BEGIN:VEVENT',
      `UID:${day.uid}`,
      `DTSTAMP:${utc(madeAt)}`,
      `DTSTART;VALUE=DATE:${day.date.replaceAll('-', '')}`,
      `SUMMARY:${escaped(day.summary)}`,
      `DESCRIPTION:${escaped(day.description)}`,
      `URL:${day.url}`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escaped(day.summary)}`,
      `TRIGGER:-P${day.remindBefore_days}D`,
      'END:VALARM',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Text as §3.3.11 wants it. Control characters but line breaks have no place in it. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A line of at most 75 octets, the rest on lines that begin with a space (§3.1). No character is cut in two. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= MOST_OCTETS) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    // Further lines spend an octet on the space that they begin with.
    if (octets + length > MOST_OCTETS - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += length;
  }
  return [...parts, part].join('\r\n ');
}
