import { createHash } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.ts';
import { levelOf, once, readableCertificates } from '../signing/level.ts';
import { unreadable } from '../signing/problems.ts';
import { MOST_SIGNATURES } from '../rules.ts';
import type {
  FoundCoverage,
  FoundEvidence,
  FoundSignature,
  FoundTimeStamp,
  ReadableSignature,
  SignatureContainer,
} from '../validation/found.ts';
import {
  DS,
  newBudget,
  readSignedInfo,
  spend,
  XML_DIGESTS,
  type Budget,
  type FollowedReference,
  type SignedInfo,
} from '../xml/signed-info.ts';
import {
  attributeOf,
  base64Of,
  childrenOf,
  eachElement,
  MalformedXml,
  neededChild,
  onlyChild,
  placeOf,
  readBase64,
  textOf,
  type XmlDocument,
  type XmlElement,
} from '../xml/tree.ts';
import { unsignedOf } from './lasting.ts';
import { SIGNED_PROPERTIES_TYPE, XADES, XADES141 } from './names.ts';
import { archiveImprint, contentImprint, formOf, signatureImprint } from './stamped.ts';

/** Certificates, lists and answers that one signature may carry. */
const MOST_EVIDENCE = 64;
const MOST_STAMPS = 32;
const MOST_NAMES = 100;

/** What a document's signatures are read with. */
export interface XadesContext {
  /** Files beside the document, by the names that references give them. */
  findFile: (name: string) => Buffer | undefined;
  /** Names of all files beside it that a signature of everything covers. */
  fileNames: readonly string[];
  container?: SignatureContainer | undefined;
  /** What the signatures of this document are called, when there may be others beside it. */
  prefix?: string;
  /** What may be hashed for references, and for time stamps, of all documents that are read together. */
  budgets?: Budgets;
}

export interface Budgets {
  references: Budget;
  stamps: Budget;
}

export const newBudgets = (): Budgets => ({ references: newBudget(), stamps: newBudget() });

/** Every signature of a document, at most 32, with exactly what each of them signs. */
export function readXades(document: XmlDocument, context: XadesContext): FoundSignature[] {
  const found: FoundSignature[] = [];
  const budgets = context.budgets ?? newBudgets();
  for (const signature of eachElement(document.root, DS, 'Signature')) {
    if (found.length === MOST_SIGNATURES) break;
    const id = `${context.prefix ?? ''}${attributeOf(signature, 'Id') ?? found.length + 1}`;
    const head = { id, format: 'XAdES' as const, ...(context.container && { container: context.container }) };
    try {
      found.push({ ...head, ...readOne(document, signature, { ...context, budgets }) });
    } catch (error) {
      if (!(error instanceof MalformedXml)) throw error;
      found.push(unreadable(head, error.code));
    }
  }
  return found;
}

function readOne(
  document: XmlDocument,
  signature: XmlElement,
  context: XadesContext & { budgets: Budgets },
): Omit<ReadableSignature, 'id' | 'format' | 'container'> {
  const info = readSignedInfo({ document, signature, findFile: context.findFile, budget: context.budgets.references });
  const value = base64Of(neededChild(signature, DS, 'SignatureValue'));
  const properties = readSignedProperties(document, signature, info);
  const data = info.references.filter(({ type }) => type !== SIGNED_PROPERTIES_TYPE);
  if (data.length === 0) throw new MalformedXml('nothing is signed');
  const keyInfo = onlyChild(signature, DS, 'KeyInfo');
  const own = readableCertificates(keyInfo ? certificatesIn(keyInfo) : [], MOST_EVIDENCE);
  const { signer, signerReference } = findSigner(own, properties);
  const unsigned = unsignedOf(signature);
  const { evidence, certificates } = readEvidence(unsigned);
  const timeStamps = readStamps({ signature, info, data, properties, unsigned, budget: context.budgets.stamps });
  return {
    level: levelOf({
      signatureStamp: timeStamps.some(({ kind }) => kind === 'signature'),
      evidence: evidence.lists.length + evidence.answers.length > 0,
      archiveStamp: timeStamps.some(({ kind }) => kind === 'archive'),
    }),
    coverage: coverageOf(data, { document, signature, context }),
    references: info.references.map((reference) => ({
      name: nameOf(reference),
      digest: reference.digest,
      result: !reference.octets ? 'missing' : reference.isRight ? 'same' : 'different',
    })),
    value: { signed: info.octets, signature: value, algorithm: info.algorithm, encoding: 'ieee-p1363' },
    signer,
    signerReference,
    certificates: readableCertificates([...own.map(({ der }) => der), ...certificates], MOST_EVIDENCE),
    evidence,
    timeStamps,
    claimed: properties ? claimsOf(properties) : {},
  };
}

/**
 * The signed properties, only where they are really signed: the ones of this signature, pointed to by its one reference of their
 * type. Properties elsewhere with the same name are nobody's (signature wrapping).
 */
function readSignedProperties(document: XmlDocument, signature: XmlElement, info: SignedInfo): XmlElement | undefined {
  const holders = childrenOf(signature, DS, 'Object').flatMap((object) =>
    childrenOf(object, XADES, 'QualifyingProperties'),
  );
  const references = info.references.filter(({ type }) => type === SIGNED_PROPERTIES_TYPE);
  if (holders.length === 0 && references.length === 0) return undefined;
  const [holder, ...more] = holders;
  const id = attributeOf(signature, 'Id');
  if (!holder || more.length > 0 || references.length !== 1) throw new MalformedXml('qualifying properties');
  if (id === undefined || attributeOf(holder, 'Target') !== `#${id}`)
    throw new MalformedXml('properties of another signature');
  if ((document.named.get(id) ?? []).length !== 1)
    throw new MalformedXml('an identifier given twice', 'identifier_twice');
  const properties = neededChild(holder, XADES, 'SignedProperties');
  const [{ target, isEnveloped }] = references as [FollowedReference];
  if (target.kind !== 'element' || target.element !== properties || isEnveloped)
    throw new MalformedXml('the signed properties are not those that are signed');
  return properties;
}

function nameOf({ target, type }: FollowedReference): string {
  if (type === SIGNED_PROPERTIES_TYPE) return 'SignedProperties';
  return target.kind === 'document' ? '/' : target.kind === 'file' ? target.name : placeOf(target.element);
}

/** What of the document is signed; or of the files beside it, where it is them that the signature should be over. */
function coverageOf(
  data: readonly FollowedReference[],
  { document, signature, context }: { document: XmlDocument; signature: XmlElement; context: XadesContext },
): FoundCoverage {
  const { fileNames, container } = context;
  const files = data.flatMap(({ target }) => (target.kind === 'file' ? [target.name] : []));
  const isOwn = data.some(
    ({ target }) =>
      target.kind === 'document' ||
      (target.kind === 'element' &&
        // The root itself, or what a signature that is the root carries.
        (target.element === document.root || (signature === document.root && isCarried(target.element, signature)))),
  );
  const isAllFiles = files.length > 0 && fileNames.every((name) => files.includes(name));
  const isWhole = container || files.length > 0 ? isAllFiles : isOwn;
  const names = isWhole ? [] : data.slice(0, MOST_NAMES).map(nameOf);
  return { whole: isWhole, names, later: { permitted: [] } };
}

const isCarried = (element: XmlElement, signature: XmlElement): boolean =>
  childrenOf(signature, DS, 'Object').includes(element);

/** Certificates of X509Data, as bytes. */
const certificatesIn = (keyInfo: XmlElement): Buffer[] =>
  childrenOf(keyInfo, DS, 'X509Data').flatMap((data) => childrenOf(data, DS, 'X509Certificate').map(base64Of));

/** The certificate that the signed properties name by its hash (SigningCertificateV2, and the first version of it). */
function findSigner(
  own: readonly Certificate[],
  properties: XmlElement | undefined,
): Pick<ReadableSignature, 'signer' | 'signerReference'> {
  const signed = properties && onlyChild(properties, XADES, 'SignedSignatureProperties');
  const list =
    signed && (onlyChild(signed, XADES, 'SigningCertificateV2') ?? onlyChild(signed, XADES, 'SigningCertificate'));
  const [first] = list ? childrenOf(list, XADES, 'Cert') : [];
  if (!first) return { signer: own[0], signerReference: 'absent' };
  const named = neededChild(first, XADES, 'CertDigest');
  const digest = XML_DIGESTS[attributeOf(neededChild(named, DS, 'DigestMethod'), 'Algorithm') ?? ''];
  if (!digest) throw new MalformedXml('an unknown digest', 'algorithm_unknown');
  const expected = base64Of(neededChild(named, DS, 'DigestValue'));
  const signer = own.find(({ der }) => createHash(digest).update(der).digest().equals(expected));
  return signer ? { signer, signerReference: 'same' } : { signer: own[0], signerReference: 'different' };
}

function claimsOf(properties: XmlElement): ReadableSignature['claimed'] {
  const signed = onlyChild(properties, XADES, 'SignedSignatureProperties');
  const objects = onlyChild(properties, XADES, 'SignedDataObjectProperties');
  const below = (from: XmlElement | undefined, ...names: string[]): XmlElement[] =>
    names.reduce<XmlElement[]>(
      (found, name) => found.flatMap((each) => childrenOf(each, XADES, name)),
      from ? [from] : [],
    );
  const texts = (elements: readonly XmlElement[]) => elements.slice(0, MOST_NAMES).map((one) => textOf(one).trim());
  const either = (name: string, ...rest: string[]) => [
    ...below(signed, `${name}V2`, ...rest),
    ...below(signed, name, ...rest),
  ];
  const [time] = texts(below(signed, 'SigningTime'));
  const at =
    time !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?$/.test(time) ? new Date(time) : undefined;
  const [place] = either('SignatureProductionPlace').map((one) => texts(childrenOf(one)).join(', '));
  const roles = texts(either('SignerRole', 'ClaimedRoles', 'ClaimedRole'));
  const commitments = texts(below(objects, 'CommitmentTypeIndication', 'CommitmentTypeId', 'Identifier'));
  const [policy] = texts(below(signed, 'SignaturePolicyIdentifier', 'SignaturePolicyId', 'SigPolicyId', 'Identifier'));
  return {
    ...(at && !Number.isNaN(at.getTime()) && { at }),
    ...(place && { place }),
    ...(roles.length > 0 && { roles }),
    ...(commitments.length > 0 && { commitments }),
    ...(policy && { policy }),
  };
}

/** Certificates, lists and answers in unsigned properties, in their order. */
function readEvidence(unsigned: readonly XmlElement[]): { evidence: FoundEvidence; certificates: Buffer[] } {
  const values = (name: string): Buffer[] => {
    const found: Buffer[] = [];
    for (const property of unsigned) {
      for (const element of eachElement(property, XADES, name)) {
        if (found.length === MOST_EVIDENCE) throw new MalformedXml('too much evidence');
        found.push(base64Of(element));
      }
    }
    return found;
  };
  return {
    certificates: values('EncapsulatedX509Certificate'),
    evidence: { lists: values('EncapsulatedCRLValue'), answers: values('EncapsulatedOCSPValue') },
  };
}

const STAMPS: Readonly<Record<string, FoundTimeStamp['kind']>> = {
  [`${XADES}SignatureTimeStamp`]: 'signature',
  [`${XADES141}ArchiveTimeStamp`]: 'archive',
};

function readStamps({
  signature,
  info,
  data,
  properties,
  unsigned,
  budget,
}: {
  signature: XmlElement;
  info: SignedInfo;
  data: readonly FollowedReference[];
  properties: XmlElement | undefined;
  unsigned: readonly XmlElement[];
  budget: Budget;
}): FoundTimeStamp[] {
  const found: FoundTimeStamp[] = [];
  const add = (element: XmlElement, stamp: Omit<FoundTimeStamp, 'token'>): void => {
    for (const encapsulated of childrenOf(element, XADES, 'EncapsulatedTimeStamp')) {
      if (found.length === MOST_STAMPS) throw new MalformedXml('too many time stamps');
      found.push({ ...stamp, token: readBase64(textOf(encapsulated)), imprint: once(stamp.imprint) });
    }
  };
  const signed_bytes = info.references.reduce((sum, { octets }) => sum + (octets?.length ?? 0), 0);
  const all_bytes = signed_bytes + signature.endsAt - signature.startsAt;
  const objects = properties && onlyChild(properties, XADES, 'SignedDataObjectProperties');
  for (const element of objects ? childrenOf(objects, XADES, 'AllDataObjectsTimeStamp') : [])
    add(element, {
      kind: 'content',
      covers: [],
      imprint: (digest) => (spend(budget, signed_bytes) ? contentImprint(data, digest) : undefined),
    });
  for (const [i, element] of unsigned.entries()) {
    const kind = STAMPS[`${element.namespace}${element.local}`];
    if (!kind) continue;
    // Explicit lists of what is covered are for properties that stand elsewhere; we know of none.
    const isExplicit = childrenOf(element, XADES, 'Include').length > 0;
    const form = formOf(element);
    const before = unsigned.slice(0, i);
    add(element, {
      kind,
      covers: kind === 'archive' ? coveredBy(signature, before) : [],
      imprint: (digest) =>
        isExplicit || !spend(budget, kind === 'archive' ? all_bytes : 0)
          ? undefined
          : kind === 'signature'
            ? signatureImprint(signature, form, digest)
            : archiveImprint(signature, { references: info.references, before }, form, digest),
    });
  }
  return found;
}

/** Certificates, evidence and tokens under an archive time stamp. */
function coveredBy(signature: XmlElement, before: readonly XmlElement[]): Buffer[] {
  const keyInfo = onlyChild(signature, DS, 'KeyInfo');
  const { evidence, certificates } = readEvidence(before);
  const tokens = before
    .filter(({ namespace, local }) => STAMPS[`${namespace}${local}`])
    .flatMap((element) => childrenOf(element, XADES, 'EncapsulatedTimeStamp').map(base64Of));
  return [
    ...(keyInfo ? certificatesIn(keyInfo) : []),
    ...certificates,
    ...evidence.lists,
    ...evidence.answers,
    ...tokens,
  ];
}
