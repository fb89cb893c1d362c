import { generateKeyPairSync, verify } from 'node:crypto';
import { issueCertificate, readCertificate, type Issuer } from '../src/systems/trust/certificate.ts';
import { findPath } from '../src/systems/trust/path/building.ts';
import { readRevocationList } from '../src/systems/trust/path/revocation-list.ts';
import { issueRevocationList } from '../src/systems/trust/revocation-list-issue.ts';
import { PROFILES, type ProfileName } from '../src/systems/trust/rules.ts';
import { STATE_SCHEMES, type Signed } from '../src/systems/trust/signature-scheme.ts';
import { printDetail, printFigure } from './figures.ts';

/** Certificates that are validated, each once. */
const LEAVES = 2_000;
const from = new Date('2026-01-01T00:00:00Z');
const at = new Date('2026-11-22T00:00:00Z');

/** `trust`: what the trust services do in a second, beside the bare cryptography of the same run. */
export function trust(): Promise<void> {
  paths();
  return Promise.resolve();
}

function issue(profile: ProfileName, name: string, issuer?: Issuer): Issuer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: PROFILES[profile].curve === 'P-256' ? 'prime256v1' : 'secp384r1',
  });
  const subject = { organization: name, commonName: name };
  const order = { profile: PROFILES[profile], subject, publicKey, from, issuer: issuer ?? { privateKey } };
  return { certificate: issueCertificate(order), privateKey };
}

/**
 * Seals of agencies below their authority and the root, read from their bytes and validated with the revocation lists of both
 * authorities. The limit: the bare check of the one signature that is new on each path.
 */
function paths(): void {
  const root = issue('root', 'Root');
  const authority = issue('agency-seal-authority', 'Seals', root);
  const leaves = Array.from(
    { length: LEAVES },
    (_, i) => issue('agency-seal', `Agency ${i}`, authority).certificate.der,
  );
  const lists = [root, authority].map((issuer) =>
    readRevocationList(
      issueRevocationList({
        issuer,
        number: 1,
        thisUpdate: new Date(at.getTime() - 1000),
        nextUpdate: new Date(at.getTime() + 86_400_000),
        entries: [],
      }),
    ),
  );
  const others = [authority.certificate.der];
  const validated = perSecond(leaves, (der) => {
    const found = findPath({
      leaf: readCertificate(der),
      others: others.map(readCertificate),
      anchor: root.certificate,
      rules: { at, schemes: STATE_SCHEMES },
      lists,
    });
    if (typeof found === 'string') throw new Error(found);
  });
  const certificates = leaves.map(readCertificate);
  const check = ({ toSign, signature }: Signed, by: Issuer) =>
    verify(by === root ? 'sha384' : 'sha256', toSign, by.certificate.publicKey!, signature);
  const bare = perSecond(certificates, (certificate) => void check(certificate, authority));
  const bareOfAll = perSecond(certificates.slice(0, 200), (certificate) => {
    check(certificate, authority);
    check(authority.certificate, root);
    check(lists[0]!, root);
    check(lists[1]!, authority);
  });
  printDetail('trust.path', { leaves: LEAVES, 'all four signatures bare, paths/s': Math.round(bareOfAll) });
  printFigure({ bench: 'trust.path', value: validated, unit: 'paths/s', limit: bare });
}

/** How often something is done in a second of one core's processor time: others may use the machine meanwhile. */
function perSecond<T>(items: readonly T[], work: (item: T) => void): number {
  const before = process.cpuUsage();
  for (const item of items) work(item);
  const { user, system } = process.cpuUsage(before);
  return items.length / ((user + system) / 1_000_000);
}
