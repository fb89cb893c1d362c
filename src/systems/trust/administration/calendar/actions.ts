import { civilDate, now } from '../../../../kernel/clock.ts';
import { fill, formatDate, type Language } from '../../../../kernel/text.ts';
import type { SealingHouse } from '../../keys.ts';
import { listed, type ListedCertificate } from '../certificates/actions.ts';
import { readPostEndings, type PostEnding } from '../../posts/store.ts';
import { countEnding, readEnding } from '../certificates/store.ts';
import { writeCalendar } from './rules.ts';

/** What ends in each month, and what ends in one of them. */
export interface ExpiryCalendar {
  /** Years in which anything ends, with how much. */
  years: { year: number; count: number }[];
  year: number;
  /** The twelve months of that year, `YYYY-MM`, with how much ends in each. */
  months: { month: string; count: number }[];
  /** The month that is looked at, with what ends in it, the first hundreds. */
  month: string | undefined;
  certificates: ListedCertificate[];
  /** Posts that end in that month, as far as it is known, with the certificates that end with them before their time. */
  posts: PostEnding[];
}

export type { PostEnding } from '../../posts/store.ts';

const MOST_SHOWN = 300;
const FARTHEST_YEARS = 30;
/** The days of Vietnam begin so much before those of UTC. */
const OFFSET_MS = 7 * 3_600_000;

const monthStart = (year: number, month: number): Date => new Date(Date.UTC(year, month - 1, 1) - OFFSET_MS);

/** Certificates by the months of their ends, from this month on; the revoked are left out. */
export async function openCalendar(
  house: Pick<SealingHouse, 'db'>,
  asked: { year?: number | undefined; month?: number | undefined },
): Promise<ExpiryCalendar> {
  const db = house.db.as('trust');
  const [thisYear, thisMonth] = civilDate(now()).split('-').map(Number) as [number, number];
  const from = monthStart(thisYear, thisMonth);
  const counts = await countEnding(db, { from, until: monthStart(thisYear + FARTHEST_YEARS, 1) });
  const byYear = new Map<number, number>();
  const byMonth = new Map<string, number>();
  for (const { month, count } of counts) {
    const year = Number(month.slice(0, 4));
    byYear.set(year, (byYear.get(year) ?? 0) + count);
    byMonth.set(month, (byMonth.get(month) ?? 0) + count);
  }
  const years = [...byYear].map(([year, count]) => ({ year, count }));
  const year = asked.year ?? years[0]?.year ?? thisYear;
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`).map((month) => ({
    month,
    count: byMonth.get(month) ?? 0,
  }));
  const month =
    asked.month === undefined
      ? months.find(({ count }) => count > 0)?.month
      : `${year}-${String(asked.month).padStart(2, '0')}`;
  const [y, m] = (month ?? '').split('-').map(Number) as [number, number];
  const at = now();
  const rows = month
    ? await readEnding(db, { from: monthStart(y, m), until: monthStart(y, m + 1), most: MOST_SHOWN })
    : [];
  const posts = month
    ? await readPostEndings(db, { from: `${month}-01`, until: nextMonth(month), at, most: MOST_SHOWN })
    : [];
  return { years, year, months, month, certificates: rows.map((row) => listed(row, at)), posts };
}

/** The first day of the month after one. */
function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}

const MOST_EXPORTED = 2_000;
const EXPORTED_YEARS = 2;
const REMIND_BEFORE_DAYS = 30;

/** Words of the calendar as it is handed to other programs. */
export interface CalendarWords {
  name: string;
  /** With {holder} and {profile}. */
  summary: string;
  /** With {serial}, {holder} and {date}. */
  description: string;
  /** With {agency}. */
  postSummary: string;
  /** With {agency}, {count} and {date}. */
  postDescription: string;
  profileOf(profile: string): string;
}

/**
 * What ends within two years as iCalendar (RFC 5545), the first two thousand. Certificates of responders are left out: they
 * last for days and are replaced by themselves.
 */
export async function exportCalendar(house: SealingHouse, language: Language, words: CalendarWords): Promise<string> {
  const at = now();
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + EXPORTED_YEARS);
  const rows = await readEnding(house.db.as('trust'), { from: at, until, most: MOST_EXPORTED });
  const { host } = new URL(house.config.baseUrl);
  const days = rows
    .filter(({ profile }) => profile !== 'ocsp-responder')
    .map((row) => {
      const { serial, profile, holder, until: end } = listed(row, at);
      const date = civilDate(end);
      return {
        uid: `certificate-${serial}@${host}`,
        date,
        summary: fill(words.summary, { holder, profile: words.profileOf(profile) }),
        description: fill(words.description, { serial, holder, date: formatDate(date, language) }),
        url: `${house.config.baseUrl}/desk/certificates/${serial}`,
        remindBefore_days: REMIND_BEFORE_DAYS,
      };
    });
  const [from, last] = [civilDate(at), civilDate(until)];
  const endings = await readPostEndings(house.db.as('trust'), { from, until: last, at, most: MOST_EXPORTED });
  const posts = endings.map(({ officialId, role, agencyCode, agencyName: agency, endsOn, serials }) => ({
    uid: `post-${officialId}-${role}-${agencyCode}-${endsOn}@${host}`,
    date: endsOn,
    summary: fill(words.postSummary, { agency }),
    description: fill(words.postDescription, { agency, count: serials.length, date: formatDate(endsOn, language) }),
    url: `${house.config.baseUrl}/desk/certificates/posts`,
    remindBefore_days: REMIND_BEFORE_DAYS,
  }));
  return writeCalendar({ name: words.name, madeAt: at, days: [...days, ...posts] });
}
