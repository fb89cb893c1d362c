import type { Language } from '../../../kernel/text.ts';
import { polygonOf } from '../parcel/outline.ts';
import type { OwnLand } from '../reading/rules.ts';
import { drawParcels } from './drawing.ts';

/** The plan of one's own parcel, with the length of every edge. */
export function drawOwnParcel(
  parcel: OwnLand['parcels'][number],
  { title, language }: { title: string; language: Language },
): string {
  const { code, number, landUse, area_m2, rings } = parcel;
  const unit = { code, number, landUse, area_m2, polygon: polygonOf(rings) };
  return drawParcels({ units: [unit], title, language, chosen: new Set([code]), withLengths: true, width: 480 });
}
