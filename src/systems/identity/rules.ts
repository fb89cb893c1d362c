/** What an account is at, by Decree 69/2024/NĐ-CP: level 1 made at a distance, level 2 made in person or by the chip card. */
export type AccountLevel = 1 | 2;

/** How someone proved who they are, as `amr` values of RFC 8176. */
export type SignInMethod = 'password_and_code' | 'passkey';

/** What the OpenID Provider says about a sign-in: `acr` is the level of the account, `amr` the factors used. */
export function assuranceOf(level: AccountLevel, method: SignInMethod): { acr: string; amr: string[] } {
  // Both ways are two factors: a passkey is something one has, opened by something one knows or is (user verification).
  return { acr: `level-${level}`, amr: method === 'passkey' ? ['hwk', 'user', 'mfa'] : ['pwd', 'otp', 'mfa'] };
}

export const ACR_VALUES: readonly string[] = ['level-1', 'level-2'];

export const CODE_DIGITS = 6;
export const CODE_LIFETIME_SECONDS = 5 * 60;
export const CODE_TRIES_MOST = 5;

const FAILURES_FREE = 5;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 15 * 60;

/** Failures in a row from which on the wait grows no longer. */
const FAILURES_COUNTED = 11;

/**
 * How long after the last of so many failures in a row the next try is taken, in seconds: nothing before the fifth, then
 * half a minute, doubled by each further failure, never more than a quarter of an hour. Nobody is locked out for good,
 * because otherwise anyone could lock anyone out.
 */
export function waitAfter(failures: number): number {
  if (failures < FAILURES_FREE) return 0;
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (failures - FAILURES_FREE));
}

/** What limits the tries of a number and of an address; `waits[n]` after n failures, the last for all above. */
export const LIMITS = {
  waits: Array.from({ length: FAILURES_COUNTED }, (_, failures) => waitAfter(failures)),
  /** Codes sent to one person since the last sign-in that succeeded, within an hour: messages cost money and patience. */
  codesPerHour: 10,
  addressFailures: 30,
  addressWindowSeconds: 10 * 60,
};
