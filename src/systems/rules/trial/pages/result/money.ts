import type { Language } from '../../../../../kernel/text.ts';

const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const GREAT = 1e9;

/** An amount of đồng, of so many months, as people write it: large ones in billions. Null when it is not told. */
export function moneyText(
  amount: string | null,
  { language, months }: { language: Language; months: number },
): string | null {
  if (amount === null) return null;
  // Three digits count: a double holds them.
  const value = Number(amount) * months;
  const isGreat = Math.abs(value) >= GREAT;
  const text = new Intl.NumberFormat(LOCALES[language], {
    maximumFractionDigits: isGreat ? 2 : 0,
    signDisplay: 'negative',
  }).format(isGreat ? value / GREAT : value);
  const unit = { vi: ['đồng', 'tỷ đồng'], en: ['VND', 'billion VND'] }[language][Number(isGreat)];
  return `${text}\u00a0${unit}`;
}
