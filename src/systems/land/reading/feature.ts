import { wgs84Of } from '../geometry/parcel-code.ts';
import type { PublicParcel } from './rules.ts';

/** Nine decimals are a tenth of a millimetre. */
const DECIMALS = 9;

/** A parcel as GeoJSON (RFC 7946) in WGS84, derived from the outline in VN-2000, with what is public of it. */
export function parcelFeature(parcel: PublicParcel) {
  const { rings, meridian_minutes, lineage: _lineage, ...properties } = parcel;
  return {
    type: 'Feature',
    id: parcel.code,
    geometry: {
      type: 'Polygon',
      coordinates: rings.map((ring) =>
        [...ring, ring[0]!].map(([east, north]) => {
          const { longitude, latitude } = wgs84Of({ east, north }, meridian_minutes / 60);
          return [Number(longitude.toFixed(DECIMALS)), Number(latitude.toFixed(DECIMALS))];
        }),
      ),
    },
    properties,
  };
}
