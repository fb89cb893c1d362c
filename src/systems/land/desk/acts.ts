/** The post that keeps the land register. */
export const OFFICER = 'land-registration-officer';

/** What an officer can register about a parcel that is open, by what it is about. */
export const ACT_GROUPS = {
  rights: ['transfer', 'term', 'recovery'],
  burdens: ['mortgage', 'seizure', 'restriction', 'duty', 'end'],
  parcel: ['split', 'merge', 'boundary', 'land-use', 'area'],
  certificate: ['renewal', 'certificate-end'],
} as const;

export const ACTS = ['first', ...Object.values(ACT_GROUPS).flat()] as const;
export type ActName = (typeof ACTS)[number];
