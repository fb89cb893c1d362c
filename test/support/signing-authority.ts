import { generateKeyPairSync, verify } from 'node:crypto';
import {
  issueCertificate,
  toPem,
  type Certificate,
  type Issuer,
} from '../../src/systems/trust/certificate/certificate.ts';
import {
  MalformedDer,
  objectId,
  octetString,
  readMembers,
  readOnly,
  sequence,
  TAG,
} from '../../src/systems/trust/asn1/der.ts';
import { readCades } from '../../src/systems/trust/cades/reading.ts';
import type { SigningParty } from '../../src/systems/trust/cms/signed-data.ts';
import { keyInHand } from '../../src/systems/trust/keystore/private-key.ts';
import { PROFILES, type ProfileName } from '../../src/systems/trust/rules.ts';
import type { Lasting } from '../../src/systems/trust/signing/level.ts';
import { issueRevocationList } from '../../src/systems/trust/status/list-issue.ts';
import { signStamp } from '../../src/systems/trust/time-stamp/token.ts';
import type { FoundTimeStamp, ReadableSignature } from '../../src/systems/trust/validation/found.ts';

/** A root, an agency's seal and a time stamp service that live in memory, for tests of what is signed. */
export interface SigningAuthority {
  party: SigningParty;
  /** Another agency's. */
  other: SigningParty;
  lasting: Lasting;
  rootPem: string;
  /** The private key of the party, for tools of others: PKCS #8 in PEM. */
  privateKeyPem: string;
}

const SHA256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));

export async function signingAuthority(at: Date): Promise<SigningAuthority> {
  const from = new Date(at.getTime() - 3_600_000);
  const pems = new Map<Certificate, string>();
  const issue = async (profile: ProfileName, name: string, issuer?: Issuer): Promise<Issuer> => {
    const namedCurve = PROFILES[profile].algorithm === 'P-256' ? 'prime256v1' : 'secp384r1';
    const { publicKey, privateKey: key } = generateKeyPairSync('ec', { namedCurve });
    const privateKey = keyInHand(key);
    const subject = { organization: name, commonName: name };
    const order = { profile: PROFILES[profile], subject, publicKey, from, issuer: issuer ?? { privateKey } };
    const certificate = await issueCertificate(order);
    pems.set(certificate, key.export({ type: 'pkcs8', format: 'pem' }).toString());
    issued.add(certificate.der.toString('base64'));
    return { certificate, privateKey };
  };
  const root = await issue('root', 'Gốc');
  const seals = await issue('agency-seal-authority', 'Con dấu', root);
  const services = await issue('service-authority', 'Dịch vụ', root);
  const party = {
    ...(await issue('agency-seal', 'Ủy ban nhân dân phường Giảng Võ', seals)),
    chain: [seals.certificate],
  };
  const other = { ...(await issue('agency-seal', 'Ủy ban nhân dân xã Tân An', seals)), chain: [seals.certificate] };
  const stamper = { ...(await issue('time-stamping', 'Dấu thời gian', services)), chain: [services.certificate] };
  const list = (issuer: Issuer) =>
    issueRevocationList({
      issuer,
      number: 1,
      thisUpdate: from,
      nextUpdate: new Date(at.getTime() + 86_400_000),
      entries: [],
    });
  return {
    party,
    other,
    rootPem: toPem(root.certificate),
    privateKeyPem: pems.get(party.certificate)!,
    lasting: {
      stampDigest: (sha256) =>
        signStamp(
          stamper,
          { imprint: sequence(SHA256, octetString(sha256)), nonce: undefined, wantsCertificates: true },
          at,
        ),
      evidence: {
        certificates: [root.certificate.der],
        lists: await Promise.all([root, seals, services].map(list)),
        answers: [],
      },
    },
  };
}

/** Whether the value of a signature was made by the certificate that it names. */
function isValueRight({ value, signer }: ReadableSignature): boolean {
  const { signed, signature, algorithm, encoding } = value;
  return verify(algorithm.digest, signed, { key: signer!.publicKey!, dsaEncoding: encoding }, signature);
}

/** The hash that a time stamp token carries (RFC 3161 §2.4.2). */
function imprintIn(token: Buffer): Buffer {
  const [, wrapped] = readMembers(readOnly(token, TAG.sequence));
  const [signedData] = readMembers(wrapped!);
  const content = readMembers(signedData!)[2]!;
  const [octets] = readMembers(readMembers(content)[1]!);
  const imprint = readMembers(readOnly(octets!.contents, TAG.sequence))[2]!;
  return readMembers(imprint)[1]!.contents;
}

/** Whether a token carries the hash of what its time stamp should be over, and was signed by the service that it names. */
function isStampRight({ token, imprint }: FoundTimeStamp): boolean {
  try {
    const [found] = readCades(token, { documents: [] });
    if (!found || found.problem || findFault(found)) return false;
    // Its own certificate and its authority's.
    return found.certificates.length === 2 && imprint('sha256')?.equals(imprintIn(token)) === true;
  } catch (error) {
    if (error instanceof MalformedDer) return false;
    throw error;
  }
}

/** Certificates of every authority of these tests. */
const issued = new Set<string>();

/** What is wrong with a signature, by all that can be told without the path of its certificate; undefined when nothing is. */
export function findFault(found: ReadableSignature): string | undefined {
  const wrong = found.references.find(({ result }) => result !== 'same');
  if (wrong) return `${wrong.name}: ${wrong.result}`;
  if (!found.signer || found.signerReference !== 'same') return 'signer';
  if (!isValueRight(found)) return 'value';
  if (found.certificates.some(({ der }) => !issued.has(der.toString('base64')))) return 'certificates';
  const stamp = found.timeStamps.find((one) => !isStampRight(one));
  return stamp && `${stamp.kind} time stamp`;
}
