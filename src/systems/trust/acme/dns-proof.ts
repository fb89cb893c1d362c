import { createHash } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { Refusal } from '../../../kernel/refusal.ts';

/** Looks a proof up in the domain name system (dns-01, RFC 8555 §8.4): bounded in time, queries and records. */

const ANSWER_WITHIN_MS = 5_000;
const ALL_WITHIN_MS = 10_000;
const MOST_RECORDS = 50;
/** What servers say when there is no such name, or none with such a record. */
const NOTHING_THERE = new Set(['ENODATA', 'ENOTFOUND', 'EBADNAME']);

/** What the record must say for a key authorization. */
export const recordOf = (keyAuthorization: string): string =>
  createHash('sha256').update(keyAuthorization).digest('base64url');

/**
 * Whether one of the TXT records at `_acme-challenge.<name>` says this, as the servers of the setting ACME_DNS_SERVERS, or else those of the
 * machine, answer. The record stands at the name itself: an alias (CNAME) to somewhere else is not followed, because whoever holds that other
 * place would get certificates for this name. What else the records say is told to nobody.
 *
 * Refuses `trust.acme_record_missing`, `trust.acme_record_elsewhere`, `trust.acme_record_wrong`, `trust.acme_names_unanswered`.
 */
export async function assertRecord({
  name,
  record,
  servers,
}: {
  name: string;
  record: string;
  servers: readonly string[] | undefined;
}): Promise<void> {
  const resolver = new Resolver({ timeout: ANSWER_WITHIN_MS, tries: 1 });
  if (servers) resolver.setServers(servers);
  const place = `_acme-challenge.${name}`;
  const end = setTimeout(() => resolver.cancel(), ALL_WITHIN_MS);
  try {
    const [aliases, records] = await Promise.all([
      orNothing(resolver.resolveCname(place)),
      orNothing(resolver.resolveTxt(place)),
    ]);
    if (aliases.length > 0) throw new Refusal('trust.acme_record_elsewhere', 403);
    if (records.length === 0) throw new Refusal('trust.acme_record_missing', 403);
    if (!records.slice(0, MOST_RECORDS).some((parts) => parts.join('') === record))
      throw new Refusal('trust.acme_record_wrong', 403);
  } finally {
    clearTimeout(end);
  }
}

async function orNothing<Found>(asked: Promise<Found[]>): Promise<Found[]> {
  try {
    return await asked;
  } catch (error) {
    if (NOTHING_THERE.has((error as { code?: string }).code ?? '')) return [];
    throw new Refusal('trust.acme_names_unanswered', 403);
  }
}
