/** Dealings in land that others prepare: what a bank or a notary asks first, and the contracts that notaries file. */
import type { PartyGiven } from '../rights/parties.ts';
import type { RightRow } from '../rights/rules.ts';
import type { UnitState } from '../registration/rules.ts';
import type { TransferForm } from '../transfer-forms.ts';

/** Why somebody may not dispose of a parcel today. Land Law 31/2024/QH15 art. 45 clause 1. */
export const OBSTACLES = [
  'parcel_unknown',
  'parcel_ended',
  'not_registered',
  'not_holder',
  'seized',
  'no_certificate',
  'term_over',
  'duty_owed',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** Who else must agree though nothing stands in the way. */
export const CONDITIONS = ['co_holders_agree', 'spouse_agrees', 'mortgagee_agrees'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The right of a person or an enterprise in a unit, alone or with others. */
export function rightOf({ rights }: Pick<UnitState, 'rights'>, holder: string): RightRow | undefined {
  return rights.find(({ party, people }) => party === holder || people.includes(holder));
}

/** What stands in the way of disposing of a unit on a day, and who must agree. */
export function disposalOf(
  state: Pick<UnitState, 'certificate' | 'rights' | 'restrictions' | 'responsibilities'>,
  { holder, on }: { holder: string; on: string },
): { obstacles: Obstacle[]; conditions: Condition[] } {
  const own = rightOf(state, holder);
  if (!own) return { obstacles: ['not_holder'], conditions: [] };
  const { restrictions, responsibilities } = state;
  const obstacles: Obstacle[] = [];
  if (restrictions.some(({ form }) => form === 'seizure')) obstacles.push('seized');
  if (!state.certificate) obstacles.push('no_certificate');
  if (own.termUntil !== null && own.termUntil <= on) obstacles.push('term_over');
  if (responsibilities.some(({ form }) => form === 'financial')) obstacles.push('duty_owed');
  const conditions: Condition[] = [];
  if (own.people.length > 1) conditions.push('co_holders_agree');
  else if (own.partyForm === 'person' && own.property === 'common') conditions.push('spouse_agrees');
  if (restrictions.some(({ form }) => form === 'mortgage')) conditions.push('mortgagee_agrees');
  return { obstacles, conditions };
}

/** What passes by a contract, and to whom. */
export interface TransferAgreed {
  form: TransferForm;
  to: { party: PartyGiven; numerator: number; denominator: number; property?: 'common' | 'separate' | undefined }[];
}

/** What is secured by a contract, and for whom. */
export interface MortgageAgreed {
  mortgagee: { code: string; name: string };
  amount_vnd: number;
}

/** A contract as a notary filed it. */
export interface Contract {
  id: string;
  notaryCode: string;
  notaryName: string;
  number: string;
  signedOn: string;
  parcel: string;
  /** Personal numbers of those who signed before the notary. */
  signers: string[];
  transfer: TransferAgreed | null;
  mortgage: MortgageAgreed | null;
  sha256: string;
  /** The registration that it came to; null while it waits. */
  registrationId: string | null;
}
