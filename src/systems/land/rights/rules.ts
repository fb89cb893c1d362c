/** A right with who has it. */
export interface RightRow {
  code: string;
  baUnit: string;
  party: string;
  partyName: string;
  partyForm: string;
  /** The personal numbers of the person, or of those who make up the couple, household or group. */
  people: string[];
  shareNumerator: number;
  shareDenominator: number;
  origin: string;
  property: 'common' | 'separate';
  termUntil: string | null;
  validFrom: string;
  validUntil: string | null;
}

/** What takes from a right. */
export interface RestrictionRow {
  code: string;
  baUnit: string;
  form: 'mortgage' | 'seizure' | 'easement' | 'planning';
  rank: number | null;
  party: string | null;
  partyName: string | null;
  amount_vnd: number | null;
  content: string;
  validFrom: string;
  validUntil: string | null;
}

/** What is owed. */
export interface ResponsibilityRow {
  code: string;
  baUnit: string;
  form: 'financial' | 'upkeep';
  amount_vnd: number | null;
  content: string;
  validFrom: string;
  validUntil: string | null;
}

/** A paper that acts on a unit rested on. */
export interface SourceRow {
  code: string;
  baUnit: string;
  form: string;
  number: string;
  issuedOn: string | null;
  issuer: string | null;
  recordedOn: string;
}
