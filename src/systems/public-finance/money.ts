import { type Language, formatNumber } from '../../kernel/text.ts';
import { CURRENCIES, type Currency } from './choices.ts';

/** An amount in minor units as people read it, with its currency: `250.000.000 USD`, `1.500,25 EUR`. */
export function formatMoney(amount: number, currency: Currency, language: Language): string {
  return `${formatDecimal(amount, CURRENCIES[currency].decimals, language)} ${currency}`;
}

/** A whole number of hundredths, or other parts, as people read it; parts only when there are any. */
export function formatDecimal(amount: number, decimals: number, language: Language): string {
  const unit = 10 ** decimals;
  const whole = Math.trunc(amount / unit);
  const parts = Math.abs(amount % unit);
  const sign = amount < 0 && whole === 0 ? '-' : '';
  const point = language === 'vi' ? ',' : '.';
  return `${sign}${formatNumber(whole, language)}${parts ? `${point}${String(parts).padStart(decimals, '0')}` : ''}`;
}

const MILLION = 1_000_000;

/** Dong in millions, as budgets are printed. */
export function formatMillions(dong: number, language: Language): string {
  return formatNumber(Math.round(dong / MILLION), language);
}

/**
 * What somebody typed as an amount, in minor units: groups with the language's own sign or with spaces, parts behind its point.
 * Undefined when it is no such number, or has more parts than there are decimals.
 */
export function readDecimal(typed: string, decimals: number, language: Language): number | undefined {
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  const plain = typed.replace(/\s/g, '').replaceAll(group!, '').replace(point!, '.');
  const [, whole, parts = ''] = /^(\d{1,15})(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === undefined || parts.length > decimals) return undefined;
  const amount = Number(`${whole}${parts.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(amount) ? amount : undefined;
}
