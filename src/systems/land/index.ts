/** The door of the land register. */
import type { System } from '../../kernel/system.ts';
import { sentences } from './texts.ts';

export { type CheckedFile, checkLines, checkParcelFile, isSound, sentence } from './check-file.ts';
export { toGeoJson } from './geometry/geojson.ts';
export type { MapScale } from './geometry/spatial-unit.ts';
export { drawParcels } from './map/drawing.ts';

export const system: System = { name: 'land', folder: import.meta.dirname, sentences };
