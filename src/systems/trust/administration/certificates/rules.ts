/** The standing by which certificates are looked for. `good` ones have not ended, `ended` ones were never revoked. */
export const STANDINGS = ['good', 'ending', 'suspended', 'revoked', 'ended'] as const;
export type StandingFilter = (typeof STANDINGS)[number];

export interface CertificateFilter {
  /** Beginning of a serial number, of an agency's code, or a part of its name without tones. */
  words?: string | undefined;
  profile?: string | undefined;
  standing?: StandingFilter | undefined;
}

/** A certificate that ends within so many days is about to end. */
export const ENDING_DAYS = 60;

/** What a certificate is worth at an instant. */
export type Standing = 'good' | 'ending' | 'suspended' | 'revoked' | 'ended';

/** The standing of a certificate by the last act on it and its end. */
export function standingOf(
  { kind, until }: { kind: 'revoked' | 'suspended' | 'resumed' | null; until: Date },
  at: Date,
): Standing {
  if (kind === 'revoked') return 'revoked';
  if (until <= at) return 'ended';
  if (kind === 'suspended') return 'suspended';
  return until.getTime() - at.getTime() <= ENDING_DAYS * 86_400_000 ? 'ending' : 'good';
}
