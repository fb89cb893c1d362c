import type { Certificate } from '../certificate/certificate.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import { issuerNameOf } from '../authority.ts';
import { ensureAuthorities, type SealingHouse } from '../keys.ts';
import type { AuthorityName } from '../rules.ts';
import { currentListOf } from '../status/lists.ts';
import { listFileName, listOf, type ListName } from '../status/partition.ts';

/**
 * What proves the standing of certificates at a time, put beside a signature so that it can be checked when nobody answers
 * any more (ETSI EN 319 142-1 §5.4, EN 319 122-1 §5.5). All in DER.
 */
export interface Evidence {
  certificates: readonly Buffer[];
  /** CertificateList. */
  lists: readonly Buffer[];
  /** OCSPResponse. */
  answers: readonly Buffer[];
}

/**
 * The evidence of everybody who signs something: the root, and for each certificate on the way to it the part of its issuer's
 * current list that tells of it. The certificates between stand in the signatures and time stamps themselves. Lists are kept in memory until they are due, so
 * this costs nothing but once an hour, and once after each revocation.
 */
export async function gatherEvidence(house: SealingHouse, parties: readonly SigningParty[]): Promise<Evidence> {
  return evidenceFor(
    house,
    parties.flatMap(({ certificate, chain }) => [certificate, ...chain]),
  );
}

/** The same for certificates, wherever they were found; those that are not ours add nothing. */
export async function evidenceFor(house: SealingHouse, certificates: readonly Certificate[]): Promise<Evidence> {
  const authorities = await ensureAuthorities(house);
  const wanted = new Map<string, ListName>();
  for (const { issuer, serialBytes } of certificates)
    for (const [name, { read }] of authorities)
      if (read.subject.equals(issuer)) {
        const list = listOf(name as AuthorityName, serialBytes);
        wanted.set(listFileName(list), list);
      }
  const lists = await Promise.all(Array.from(wanted.values(), (list) => currentListOf(house, list)));
  // Each root that stands above one of them; the first also where who issued them is not among them.
  const roots = [...authorities].filter(
    ([name, { read }]) =>
      name === 'root' ||
      (issuerNameOf(name) === undefined && certificates.some(({ issuer }) => issuer.equals(read.subject))),
  );
  return { certificates: roots.map(([, { read }]) => read.der), lists: lists.map(({ der }) => der), answers: [] };
}
