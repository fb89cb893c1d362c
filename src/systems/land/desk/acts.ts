/** The post that keeps the land register. */
export const OFFICER = 'land-registration-officer';

/** What an officer can register about a parcel that is open. */
export const ACTS = [
  'first',
  'transfer',
  'mortgage',
  'seizure',
  'restriction',
  'end',
  'split',
  'merge',
  'boundary',
  'land-use',
  'area',
  'renewal',
] as const;
export type ActName = (typeof ACTS)[number];
