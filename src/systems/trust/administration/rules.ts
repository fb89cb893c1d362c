import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';

/** Who administers the trust services: this post, at the agency that answers for them (systems.json). */
export const ADMINISTRATOR = 'trust-services-administrator';
export const RESPONSIBLE_AGENCY = 'G06';

/** An official who administers the trust services. */
export type Administrator = Holder & { post: NonNullable<Holder['post']> };

/** Refuses `trust.not_an_administrator`: the post alone is not enough, it must be at the agency that answers for this. */
export function assertAdministrator({ post }: Holder): void {
  if (post?.role !== ADMINISTRATOR || post.agencyCode !== RESPONSIBLE_AGENCY)
    throw new Refusal('trust.not_an_administrator', 403);
}
