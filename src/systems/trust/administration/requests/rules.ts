import { Refusal } from '../../../../kernel/refusal.ts';
import { REVOCATION_REASONS, type RevocationReason } from '../../rules.ts';

/** What one official asks for and another decides. */
export type RequestKind =
  | 'revoke'
  | 'suspend'
  | 'resume'
  | 'replace_seal'
  | 'certify_official'
  | 'certify_machine'
  | 'give_permit'
  | 'succeed_authority';

/** The states of a request. Only `asked` is followed by another. */
export type RequestState = 'asked' | 'approved' | 'refused' | 'withdrawn' | 'lapsed';

/** What is done to a request, after it was asked: to which state, and by whom. */
export const REQUEST_MOVES = {
  approve: { to: 'approved', by: 'another' },
  refuse: { to: 'refused', by: 'another' },
  withdraw: { to: 'withdrawn', by: 'asker' },
  lapse: { to: 'lapsed', by: 'clock' },
} as const satisfies Record<string, { to: RequestState; by: 'another' | 'asker' | 'clock' }>;
export type RequestMove = keyof typeof REQUEST_MOVES;
/** The moves that an official makes by a form. */
export type OfficialMove = Exclude<RequestMove, 'lapse'>;

/** A request that nobody has decided for so long is over: what was true then need not be true any more. */
export const LAPSES_AFTER_DAYS = 14;

/** Words of those who ask and decide, in characters. */
export const WORDS = { least: 10, most: 2_000 } as const;

/** Refuses `trust.request_decided` when the request has left the state in which something can be done to it. */
export function assertOpen(state: RequestState): void {
  if (state !== 'asked') throw new Refusal('trust.request_decided', 409);
}

/** Four eyes: who asked may withdraw and nothing else; only another may approve or refuse. */
export function assertRightEyes(move: OfficialMove, asker: string, official: string): void {
  const isAsker = asker === official;
  if (REQUEST_MOVES[move].by === 'another' && isAsker) throw new Refusal('trust.own_request', 403);
  if (REQUEST_MOVES[move].by === 'asker' && !isAsker) throw new Refusal('trust.other_request', 403);
}

/**
 * Whether a certificate is suspended as soon as its revocation is asked for: its key may be in other hands. Not that of an
 * authority: one official alone would stop everything below it.
 */
export const isSuspendedAtOnce = (reason: RevocationReason, isAuthority: boolean): boolean =>
  reason === 'keyCompromise' && !isAuthority;

/** The name of a CRLReason that one of ours may give; undefined for every other number. */
export function reasonOf(code: number): RevocationReason | undefined {
  return (Object.keys(REVOCATION_REASONS) as RevocationReason[]).find((name) => REVOCATION_REASONS[name] === code);
}
