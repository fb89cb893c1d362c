import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import type { GridBounds } from '../geometry/polygon.ts';
import type { Parcel } from '../parcel/outline.ts';
import { findCommunes, findExtent, findParcelsInBox } from '../parcel/store.ts';
import { placeOfCommune } from '../reading/place.ts';
import { findChangeDays } from '../reading/store.ts';

const db = (house: House) => house.db.as('land');

/** The parcels on a map: those whose boxes touch the window, on a day. */
export interface MapView {
  communeCode: string;
  on: string;
  window: GridBounds;
  /** The box about all parcels of the commune on that day. */
  extent: GridBounds | undefined;
  parcelsInCommune: number;
  parcels: Pick<
    Parcel,
    'code' | 'sheet' | 'number' | 'landUse' | 'areaLegal_dm2' | 'areaMeasured_dm2' | 'rings' | 'meridian_minutes'
  >[];
  hasMore: boolean;
  /** Days on which the map of the commune changed, newest first. */
  changes: { day: string; parcels: number }[];
}

/** No eye reads more parcels at once, and no phone draws them. */
export const MOST_ON_MAP = 400;
const MOST_CHANGES = 12;
const NOWHERE: GridBounds = { west: 0, south: 0, east: 1, north: 1 };

/** The communes that have a cadastral map today. */
export async function mappedCommunes(
  house: House,
): Promise<{ code: string; parcels: number; name: { vi: string; en: string } }[]> {
  const communes = await findCommunes(db(house), today());
  return communes.map(({ communeCode, parcels }) => ({
    code: communeCode,
    parcels,
    name: placeOfCommune(communeCode),
  }));
}

/** A map of a commune on a day, within a window; of all of it without one. */
export async function readMap(
  house: House,
  asked: { communeCode: string; on: string; window: GridBounds | undefined },
): Promise<MapView> {
  const { communeCode, on } = asked;
  const [extent, changes] = await Promise.all([
    findExtent(db(house), communeCode, on),
    findChangeDays(db(house), communeCode, MOST_CHANGES),
  ]);
  const window = asked.window ?? extent?.box ?? NOWHERE;
  const found = await findParcelsInBox(db(house), { communeCode, box: window, on, most: MOST_ON_MAP + 1 });
  return {
    communeCode,
    on,
    window,
    extent: extent?.box,
    parcelsInCommune: extent?.parcels ?? 0,
    parcels: found.slice(0, MOST_ON_MAP),
    hasMore: found.length > MOST_ON_MAP,
    changes,
  };
}
