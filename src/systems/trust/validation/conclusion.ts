/** Conclusions of ETSI EN 319 102-1 in its own words (§5.1.3, table 5 and 6). */

export type Indication = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

export const SUB_INDICATIONS = [
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
  'SIG_CONSTRAINTS_FAILURE',
  'CHAIN_CONSTRAINTS_FAILURE',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'TIMESTAMP_ORDER_FAILURE',
  'NO_SIGNING_CERTIFICATE_FOUND',
  'NO_CERTIFICATE_CHAIN_FOUND',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'NO_POE',
  'TRY_LATER',
  'SIGNED_DATA_NOT_FOUND',
] as const;
export type SubIndication = (typeof SUB_INDICATIONS)[number];

/**
 * Why, finer than a sub-indication: what a person is told. Codes of readers (`FoundProblem`) carry their own sentence; those
 * here have theirs in `texts.ts`.
 */
export type Reason =
  | 'format'
  | 'document_changed'
  | 'changed_after_signing'
  | 'signed_data_missing'
  | 'signature_wrong'
  | 'signing_certificate_missing'
  | 'signing_certificate_mismatch'
  | 'signing_certificate_unnamed'
  | 'chain_incomplete'
  | 'chain_signature_wrong'
  | 'chain_broken'
  | 'usage_not_allowed'
  | 'algorithm_not_accepted'
  | 'algorithm_outdated'
  | 'certificate_revoked'
  | 'authority_revoked'
  | 'certificate_suspended'
  | 'certificate_expired'
  | 'certificate_not_yet_valid'
  | 'authority_expired'
  | 'revocation_unknown'
  | 'signed_after_revocation'
  | 'signed_after_expiry'
  | 'signed_before_certificate'
  | 'signing_time_missing'
  | 'signing_time_outside_certificate'
  | 'time_stamps_out_of_order'
  | 'no_proof_of_time'
  | 'time_stamp_malformed'
  | 'time_stamp_of_something_else';

/** The conclusion of one building block. */
export type Conclusion =
  | { indication: 'PASSED' }
  | { indication: 'INDETERMINATE' | 'FAILED'; sub: SubIndication; reason: Reason };

export const PASSED: Conclusion = { indication: 'PASSED' };
export const indeterminate = (sub: SubIndication, reason: Reason): Conclusion => ({
  indication: 'INDETERMINATE',
  sub,
  reason,
});
export const failed = (sub: SubIndication, reason: Reason): Conclusion => ({ indication: 'FAILED', sub, reason });

/** Building blocks by their clause of EN 319 102-1. */
export const BLOCKS = {
  format: '5.2.2',
  signer: '5.2.3',
  chain: '5.2.6',
  cryptography: '5.2.7',
  acceptance: '5.2.8',
  basic: '5.3',
  time_stamp: '5.4',
  time: '5.5',
  past_certificate: '5.6.2.1',
  past_signature: '5.6.2.4',
  archive: '5.6.3',
} as const;
export type BlockName = keyof typeof BLOCKS;

/** One block that was gone through, with what it found, for the detailed report. */
export interface Block {
  name: BlockName;
  /** What it was about, when there may be several: a time stamp by its number, from 1. */
  about?: number;
  conclusion: Conclusion;
  /** Instants and names that it rests on. */
  data: Readonly<Record<string, string | Date>>;
}
