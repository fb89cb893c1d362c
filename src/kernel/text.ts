/** The languages every page is written in. Vietnamese is the default. */
export type Language = 'vi' | 'en';
export const LANGUAGES: readonly Language[] = ['vi', 'en'];

/** A text in every language. */
export type Bilingual = Readonly<Record<Language, string>>;

const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const dateFormats: Record<Language, Intl.DateTimeFormat> = {
  vi: new Intl.DateTimeFormat('vi-VN', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
};
const instantFormats: Record<Language, Intl.DateTimeFormat> = {
  vi: new Intl.DateTimeFormat('vi-VN', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: TIME_ZONE,
  }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: TIME_ZONE }),
};
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE });
const numberFormats: Record<Language, Intl.NumberFormat> = {
  vi: new Intl.NumberFormat('vi-VN'),
  en: new Intl.NumberFormat('en-GB'),
};

/** Dates as they were written last: pages of a day show the same few again and again. */
const writtenDates: Record<Language, Map<string, string>> = { vi: new Map(), en: new Map() };
const MOST_WRITTEN_DATES = 5_000;

/** A civil date (`YYYY-MM-DD`) as people write it: 21/11/2026, 21 November 2026. */
export function formatDate(date: string, language: Language): string {
  const written = writtenDates[language];
  let text = written.get(date);
  if (text === undefined) {
    text = dateFormats[language].format(new Date(`${date}T00:00:00Z`));
    if (written.size === MOST_WRITTEN_DATES) written.clear();
    written.set(date, text);
  }
  return text;
}

/** An instant as date and time of day in Vietnam. */
export function formatInstant(at: Date | string, language: Language): string {
  return instantFormats[language].format(new Date(at));
}

/** The time of day in Vietnam, 24 hours: 09:14. */
export function formatTimeOfDay(at: Date | string): string {
  return timeFormat.format(new Date(at));
}

/** A number with the language's own grouping: 18.402 or 18,402. */
export function formatNumber(value: number, language: Language): string {
  return numberFormats[language].format(value);
}

/** Fills `{name}` places of a sentence with values. An unknown place stays as it is, so that a mistake is seen. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}
