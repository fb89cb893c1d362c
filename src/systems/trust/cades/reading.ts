import { createHash } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.ts';
import {
  contextTag,
  element,
  expectTag,
  findTagged,
  MalformedDer,
  objectId,
  readMembers,
  readObjectId,
  readOnly,
  readTime,
  TAG,
} from '../asn1/der.ts';
import { hashOf, levelOf, once, readableCertificates } from '../signing/level.ts';
import { unreadable } from '../signing/problems.ts';
import { MOST_SIGNATURES } from '../rules.ts';
import type {
  DigestName,
  FoundEvidence,
  FoundSignature,
  FoundTimeStamp,
  ReadableSignature,
  SignatureAlgorithm,
  SignatureContainer,
} from '../validation/found.ts';
import { archiveImprint, readHashIndex } from './archive-stamp.ts';
import { readClaimedRoles, SIGNER_ATTRIBUTES_V2 } from '../cms/claimed-role.ts';
import { DIGESTS, OID, RSA, RSA_PSS, SIGNATURES } from './names.ts';
import {
  onlyValue,
  readAttributes,
  readParts,
  type Attribute,
  type SignedDataParts,
  type SignerParts,
} from './parts.ts';

const MOST_EVIDENCE = 64;
const MOST_STAMPS = 32;

/** What a CMS signature is read with. */
export interface CadesContext {
  /** What is signed, where it is not in the signature: one of these, told by its hash. */
  documents: readonly { filename: string; bytes: Buffer }[];
  container?: SignatureContainer | undefined;
  /** What the signatures are called, when there may be others beside them. */
  prefix?: string;
}

/** Every signer of SignedData, at most 32. Throws MalformedDer for what is no SignedData. */
export function readCades(bytes: Buffer, context: CadesContext): FoundSignature[] {
  const all = readParts(bytes);
  return all.signers.slice(0, MOST_SIGNATURES).map((signer, i) => {
    const head = {
      id: `${context.prefix ?? ''}${i + 1}`,
      format: 'CAdES' as const,
      ...(context.container && { container: context.container }),
    };
    try {
      return { ...head, ...readSigner(all, signer, context) };
    } catch (error) {
      if (error instanceof UnknownAlgorithm) return unreadable(head, 'algorithm_unknown');
      if (error instanceof MalformedDer) return unreadable(head, 'signature_malformed');
      throw error;
    }
  });
}

class UnknownAlgorithm extends Error {}

function readSigner(
  all: SignedDataParts,
  signer: SignerParts,
  { documents }: CadesContext,
): Omit<ReadableSignature, 'id' | 'format' | 'container'> {
  const signed = readAttributes(signer.signedAttributes);
  const digest = readDigest(signer.digest);
  // The set of digests is not under the signature, so it must agree with what is.
  if (!all.digests.some((one) => DIGESTS[algorithmOf(one).oid] === digest)) throw new MalformedDer('digests');
  const type = onlyValue(signed, OID.contentType);
  if (!type?.equals(all.contentType)) throw new MalformedDer('content type');
  const messageDigest = onlyValue(signed, OID.messageDigest);
  if (!messageDigest) throw new MalformedDer('no message digest');
  const expected = readOnly(messageDigest, TAG.octetString).contents;
  const content = findContent(all, documents, (bytes) => hashOf(bytes, digest).equals(expected));
  const own = readableCertificates(all.certificates, MOST_EVIDENCE);
  const { evidence, certificates } = readEvidence(all, signer);
  const timeStamps = readStamps({ all, signer, signed, content: content.bytes });
  const isOnly = all.content !== undefined || documents.length <= 1;
  return {
    level: levelOf({
      signatureStamp: timeStamps.some(({ kind }) => kind === 'signature'),
      evidence: evidence.lists.length + evidence.answers.length > 0,
      archiveStamp: timeStamps.some(({ kind }) => kind === 'archive'),
    }),
    coverage: { whole: isOnly, names: isOnly ? [] : [content.name], later: { permitted: [] } },
    references: [
      { name: content.name, digest, result: !content.bytes ? 'missing' : content.isRight ? 'same' : 'different' },
    ],
    value: {
      // The attributes are signed as the SET OF that they are (RFC 5652 §5.4).
      signed: element(TAG.set, signer.signedAttributes.contents),
      signature: signer.signature,
      algorithm: readAlgorithm(signer.algorithm, digest),
      encoding: 'der',
    },
    ...findSigner(own, signer, signed),
    certificates: readableCertificates([...own.map(({ der }) => der), ...certificates], MOST_EVIDENCE),
    evidence,
    timeStamps,
    claimed: claimsOf(signed),
  };
}

/** The content, carried or given: of several files the one that was signed, if it is among them. */
function findContent(
  { content }: SignedDataParts,
  documents: CadesContext['documents'],
  isRight: (bytes: Buffer) => boolean,
): { name: string; bytes: Buffer | undefined; isRight: boolean } {
  if (content) return { name: '/', bytes: content, isRight: isRight(content) };
  const right = documents.find(({ bytes }) => isRight(bytes));
  if (right) return { name: right.filename, bytes: right.bytes, isRight: true };
  const [first] = documents;
  return { name: first?.filename ?? '', bytes: first?.bytes, isRight: false };
}

function algorithmOf(identifier: Buffer): { oid: string; parameters: Buffer | undefined } {
  const [oid, parameters] = readMembers(readOnly(identifier, TAG.sequence), 2);
  return { oid: readObjectId(oid), parameters: parameters?.whole };
}

function readDigest(identifier: Buffer): DigestName {
  const digest = DIGESTS[algorithmOf(identifier).oid];
  if (!digest) throw new UnknownAlgorithm();
  return digest;
}

function readAlgorithm(identifier: Buffer, digest: DigestName): SignatureAlgorithm {
  const { oid, parameters } = algorithmOf(identifier);
  if (oid === RSA) return { family: 'rsa', digest };
  if (oid === RSA_PSS) {
    // hashAlgorithm of RSASSA-PSS-params (RFC 4055 §3.1); SHA-1 when it does not say.
    const hash = parameters && findTagged(readMembers(readOnly(parameters, TAG.sequence), 4), 0);
    return { family: 'rsa-pss', digest: hash ? readDigest(hash.contents) : 'sha1' };
  }
  const known = SIGNATURES[oid];
  if (!known) throw new UnknownAlgorithm();
  return known;
}

/** The certificate that the signed attributes name by its hash, which must also be the one that the signer is identified by. */
function findSigner(
  own: readonly Certificate[],
  { identifier }: SignerParts,
  signed: readonly Attribute[],
): Pick<ReadableSignature, 'signer' | 'signerReference'> {
  const identified = own.find((one) => isIdentifiedBy(one, identifier));
  const named = readSigningCertificate(signed);
  if (!named) return { signer: identified, signerReference: 'absent' };
  const signer = own.find(({ der }) => createHash(named.digest).update(der).digest().equals(named.value));
  const isSame = signer !== undefined && signer === identified;
  return { signer: signer ?? identified, signerReference: isSame ? 'same' : 'different' };
}

function isIdentifiedBy(certificate: Certificate, identifier: SignerParts['identifier']): boolean {
  if (identifier.tag === contextTag(0, 'primitive')) return certificate.keyId.equals(identifier.contents);
  const [issuer, serial] = readMembers(expectTag(identifier, TAG.sequence), 2);
  return (
    certificate.issuer.equals(issuer!.whole) && certificate.serialBytes.equals(expectTag(serial, TAG.integer).contents)
  );
}

/** The first hash of signing-certificate-v2 (RFC 5035 §3), or of the first version, which is by SHA-1. */
function readSigningCertificate(signed: readonly Attribute[]): { digest: DigestName; value: Buffer } | undefined {
  const second = onlyValue(signed, OID.signingCertificateV2);
  const value = second ?? onlyValue(signed, OID.signingCertificate);
  if (!value) return undefined;
  const [list] = readMembers(readOnly(value, TAG.sequence), 2);
  const [first] = readMembers(expectTag(list, TAG.sequence));
  const parts = readMembers(expectTag(first, TAG.sequence), 3);
  const named = parts[0]?.tag === TAG.sequence ? parts[0] : undefined;
  return {
    digest: !second ? 'sha1' : named ? readDigest(named.whole) : 'sha256',
    value: expectTag(parts[named ? 1 : 0], TAG.octetString).contents,
  };
}

function claimsOf(signed: readonly Attribute[]): ReadableSignature['claimed'] {
  const time = onlyValue(signed, OID.signingTime);
  const commitment = onlyValue(signed, OID.commitmentType);
  const policy = onlyValue(signed, OID.signaturePolicy);
  const attributes = onlyValue(signed, SIGNER_ATTRIBUTES_V2);
  const roles = attributes ? readClaimedRoles(attributes) : [];
  const firstId = (value: Buffer): string => readObjectId(readMembers(readOnly(value, TAG.sequence), 8)[0]);
  return {
    ...(time && { at: readTime(readOnly(time, time[0]!)) }),
    ...(roles.length > 0 && { roles }),
    ...(commitment && { commitments: [firstId(commitment)] }),
    // SignaturePolicyImplied is NULL and names none.
    ...(policy?.[0] === TAG.sequence && { policy: firstId(policy) }),
  };
}

const OCSP_CHOICE = objectId(OID.ocspAnswer);

/** Lists and answers beside all signers, and those of an older way within one (certificate-values, revocation-values). */
function readEvidence(
  { revocations }: SignedDataParts,
  { unsigned }: SignerParts,
): { evidence: FoundEvidence; certificates: Buffer[] } {
  const lists: Buffer[] = [];
  const answers: Buffer[] = [];
  for (const choice of revocations) {
    if (choice[0] === TAG.sequence) lists.push(choice);
    else {
      const [kind, answer] = readMembers(readOnly(choice, contextTag(1)), 2);
      if (answer && kind?.whole.equals(OCSP_CHOICE)) answers.push(answer.whole);
    }
  }
  const older = onlyValue(unsigned, OID.revocationValues);
  if (older) {
    const kinds = readMembers(readOnly(older, TAG.sequence), 3);
    const within = (number: number): Buffer[] => {
      const kind = findTagged(kinds, number);
      return kind ? readMembers(readOnly(kind.contents, TAG.sequence), MOST_EVIDENCE).map(({ whole }) => whole) : [];
    };
    lists.push(...within(0));
    answers.push(...within(1));
  }
  const values = onlyValue(unsigned, OID.certificateValues);
  const certificates = values
    ? readMembers(readOnly(values, TAG.sequence), MOST_EVIDENCE).map(({ whole }) => whole)
    : [];
  return { evidence: { lists, answers }, certificates };
}

function readStamps(of: {
  all: SignedDataParts;
  signer: SignerParts;
  signed: readonly Attribute[];
  content: Buffer | undefined;
}): FoundTimeStamp[] {
  const { signer, signed, content } = of;
  const tokens = (attributes: readonly Attribute[], oid: string): Buffer[] =>
    attributes.filter((one) => one.oid === oid).flatMap(({ values }) => values);
  const contentHash = (digest: DigestName) => content && hashOf(content, digest);
  const found: FoundTimeStamp[] = [
    ...tokens(signed, OID.contentTimeStamp).map((token) => ({
      kind: 'content' as const,
      token,
      covers: [],
      imprint: once(contentHash),
    })),
    ...tokens(signer.unsigned, OID.signatureTimeStamp).map((token) => ({
      kind: 'signature' as const,
      token,
      covers: [],
      imprint: once((digest) => createHash(digest).update(signer.signature).digest()),
    })),
    ...tokens(signer.unsigned, OID.archiveTimeStampV3).map((token) => archiveStamp(token, of)),
  ];
  if (found.length > MOST_STAMPS) throw new MalformedDer('too many time stamps');
  // Attributes stand in a set, which has no order: an archive time stamp that covers another came after it.
  return found.toSorted((a, b) => (a.covers.includes(b.token) ? 1 : b.covers.includes(a.token) ? -1 : 0));
}

function archiveStamp(
  token: Buffer,
  { all, signer, content }: { all: SignedDataParts; signer: SignerParts; content: Buffer | undefined },
): FoundTimeStamp {
  const covered = readHashIndex(token, all, signer);
  return {
    kind: 'archive',
    token,
    covers: covered?.covers ?? [],
    imprint: once((digest) => {
      if (!covered || !content) return undefined;
      const contentDigest = hashOf(content, digest);
      return archiveImprint(all, signer, { contentDigest, index: covered.index, digest });
    }),
  };
}
