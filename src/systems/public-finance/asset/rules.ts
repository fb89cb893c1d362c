import { Refusal } from '../../../kernel/refusal.ts';
import type { ASSET_CLASSES } from '../choices.ts';

/** What is asked of an asset by itself. */
export interface AssetItself {
  assetClass: keyof typeof ASSET_CLASSES;
  originalPrice: number;
  remainingValue?: number | null;
  life_years?: number | null;
  area_dm2?: number | null;
}

/** Refuses an asset worth more than it cost, land or a building without its area, land that would depreciate. */
export function assertAssetItself(asset: AssetItself): void {
  const { assetClass, originalPrice, remainingValue, life_years: years, area_dm2: area } = asset;
  const fields = [];
  if ((remainingValue ?? 0) > originalPrice)
    fields.push({ field: 'remainingValue', code: 'finance.remaining_over_price' });
  if ((assetClass === 'land' || assetClass === 'building') && !area)
    fields.push({ field: 'area_dm2', code: 'finance.area_needed' });
  if (assetClass === 'land' && years) fields.push({ field: 'life_years', code: 'finance.land_does_not_depreciate' });
  if (assetClass !== 'land' && assetClass !== 'intangible' && !years)
    fields.push({ field: 'life_years', code: 'finance.years_needed' });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
}
