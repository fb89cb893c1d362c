import { type Language, formatNumber } from '../../../kernel/text.ts';

export { landUseText } from '../land-use-codes.ts';

/** An area as people read it. */
export function areaText(area_m2: number, language: Language): string {
  return `${formatNumber(area_m2, language)} m²`;
}

/** Đồng. */
export function amountText(amount_vnd: number, language: Language): string {
  return `${formatNumber(amount_vnd, language)} ₫`;
}
