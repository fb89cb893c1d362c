import { createHash, generateKeyPairSync } from 'node:crypto';
import { objectId, octetString, sequence } from '../../src/systems/trust/asn1/der.ts';
import { issueCertificate, type Issuer } from '../../src/systems/trust/certificate/certificate.ts';
import type { SigningParty } from '../../src/systems/trust/cms/signed-data.ts';
import type { Evidence } from '../../src/systems/trust/evidence/evidence.ts';
import { keyInHand } from '../../src/systems/trust/keystore/private-key.ts';
import { PROFILES, type ProfileName } from '../../src/systems/trust/rules.ts';
import { issueRevocationList } from '../../src/systems/trust/status/list-issue.ts';
import type { Stamping } from '../../src/systems/trust/time-stamp/stamping.ts';
import { signStamp } from '../../src/systems/trust/time-stamp/token.ts';

/** A small state of its own that signs and stamps, without a database, for tests of what happens to documents. */

export const issuedFrom = new Date('2026-01-01T00:00:00Z');

/** A certificate of a profile with its key; without an issuer, signed by itself. */
export async function issueOf(profile: ProfileName, name: string, issuer?: Issuer): Promise<Issuer> {
  const { publicKey, privateKey: key } = generateKeyPairSync('ec', {
    namedCurve: PROFILES[profile].algorithm === 'P-256' ? 'prime256v1' : 'secp384r1',
  });
  const subject = { organization: name, organizationIdentifier: `MD:VN-${name}`, commonName: name };
  const order = { profile: PROFILES[profile], subject, publicKey, from: issuedFrom };
  const privateKey = keyInHand(key);
  return { certificate: await issueCertificate({ ...order, issuer: issuer ?? { privateKey } }), privateKey };
}

export interface SmallState {
  root: Issuer;
  /** A seal of an agency of that name, the same at each asking. */
  seal(name: string): Promise<SigningParty>;
  stamping(at: Date): Stamping;
  /** The root and the lists of all authorities, as of an instant. */
  evidence(at: Date): Promise<Evidence>;
}

export async function smallState(): Promise<SmallState> {
  const root = await issueOf('root', 'ROOT');
  const seals = await issueOf('agency-seal-authority', 'SEALS', root);
  const services = await issueOf('service-authority', 'SERVICES', root);
  const stamper = { ...(await issueOf('time-stamping', 'STAMPS', services)), chain: [services.certificate] };
  const made = new Map<string, SigningParty>();
  return {
    root,
    async seal(name) {
      const known = made.get(name) ?? { ...(await issueOf('agency-seal', name, seals)), chain: [seals.certificate] };
      made.set(name, known);
      return known;
    },
    stamping(at) {
      const given: Buffer[] = [];
      const stampBy = async (party: SigningParty, sha256: Buffer) => {
        const imprint = sequence(sequence(objectId('2.16.840.1.101.3.4.2.1')), octetString(sha256));
        const token = await signStamp(party, { imprint, nonce: undefined, wantsCertificates: true }, at);
        given.push(createHash('sha256').update(token).digest());
        return token;
      };
      const stampDigest = (sha256: Buffer) => stampBy({ ...stamper, chain: [] }, sha256);
      const stamp = (bytes: Buffer) => stampBy(stamper, createHash('sha256').update(bytes).digest());
      return { party: stamper, stampDigest, stamp, given };
    },
    async evidence(at) {
      const list = (issuer: Issuer) =>
        issueRevocationList({
          issuer,
          number: 1,
          thisUpdate: new Date(at.getTime() - 3_600_000),
          nextUpdate: new Date(at.getTime() + 86_400_000),
          entries: [],
        });
      return {
        certificates: [root.certificate.der],
        lists: await Promise.all([root, seals, services].map(list)),
        answers: [],
      };
    },
  };
}
