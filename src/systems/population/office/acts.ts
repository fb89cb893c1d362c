/** What the identity office does: about a person, or about a foreigner. */
export const PERSON_ACTS = [
  'issue',
  'state',
  'missing',
  'end-missing',
  'lose-nationality',
  'regain-nationality',
] as const;
export const FOREIGNER_ACTS = ['passport', 'card', 'end-card', 'naturalise'] as const;
export type PersonAct = (typeof PERSON_ACTS)[number];
export type ForeignerAct = (typeof FOREIGNER_ACTS)[number];
export type OfficeAct = PersonAct | ForeignerAct | 'new';
