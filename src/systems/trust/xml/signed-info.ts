import { createHash } from 'node:crypto';
import type { DigestName, SignatureAlgorithm } from '../validation/found.ts';
import { MOST_DOCUMENT_BYTES } from '../rules.ts';
import { canonicalisationOf, canonicalise, type Canonicalisation } from './canonical.ts';
import {
  attributeOf,
  base64Of,
  childrenOf,
  isWithinElement,
  MalformedXml,
  neededChild,
  onlyChild,
  readBase64,
  textOf,
  type XmlDocument,
  type XmlElement,
} from './tree.ts';

/**
 * What an XML signature signs (W3C XML Signature 1.1 §4.4): its references, each followed to exactly the bytes that were
 * digested, and how the whole was signed. References are followed within the document and among the files that came with it,
 * never anywhere else; of transforms only those are done that cannot choose what is signed by a program.
 */

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const ENVELOPED = `${DS}enveloped-signature`;
export const BASE64 = `${DS}base64`;
const EXCLUSIVE_NAMESPACE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** Digests by their identifiers, with their names in node:crypto. SHA-1 is read, so that it can be said why it does not count. */
export const XML_DIGESTS: Readonly<Record<string, DigestName>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
};

/** Ways to sign by their identifiers. */
export const XML_SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': { family: 'ecdsa', digest: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': { family: 'ecdsa', digest: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { family: 'ecdsa', digest: 'sha512' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': { family: 'rsa', digest: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': { family: 'rsa', digest: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { family: 'rsa', digest: 'sha512' },
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': { family: 'rsa', digest: 'sha1' },
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': { family: 'rsa-pss', digest: 'sha256' },
  'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1': { family: 'rsa-pss', digest: 'sha384' },
  'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1': { family: 'rsa-pss', digest: 'sha512' },
};

/** The identifier of a digest that we write. */
export const xmlDigestOf = (digest: DigestName): string =>
  Object.keys(XML_DIGESTS).find((identifier) => XML_DIGESTS[identifier] === digest)!;

const MOST_REFERENCES = 256;
const MOST_TRANSFORMS = 4;

/** What a reference points to. */
export type ReferenceTarget =
  | { kind: 'document' }
  | { kind: 'element'; element: XmlElement }
  | { kind: 'file'; name: string };

/** A reference that was followed. */
export interface FollowedReference {
  id: string | undefined;
  type: string | undefined;
  digest: DigestName;
  target: ReferenceTarget;
  /** Whether the signature itself was left out of what it points to. */
  isEnveloped: boolean;
  /** The bytes that were digested; undefined when the file is not at hand. */
  octets: Buffer | undefined;
  /** Whether their digest is the signed one. */
  isRight: boolean;
}

/** SignedInfo as it was read. */
export interface SignedInfo {
  element: XmlElement;
  /** Its canonical form: what was signed. */
  octets: Buffer;
  /** The way it was signed. */
  algorithm: SignatureAlgorithm;
  references: readonly FollowedReference[];
}

/** What is needed to follow references. */
export interface ReferenceContext {
  document: XmlDocument;
  signature: XmlElement;
  /** Files that came with the signature, by their names as references tell them. */
  findFile: (name: string) => Buffer | undefined;
  budget: Budget;
}

/** How many bytes may still be hashed for all references of a file together: they may all be of the same large element. */
export interface Budget {
  left_bytes: number;
}

/** Four times the largest document. */
export const newBudget = (): Budget => ({ left_bytes: 4 * MOST_DOCUMENT_BYTES });

/** Takes so many bytes off a budget; answers whether there were as many. */
export function spend(budget: Budget, bytes: number): boolean {
  budget.left_bytes -= bytes;
  return budget.left_bytes >= 0;
}

/** Reads SignedInfo and follows its references. Throws MalformedXml for what cannot be followed without guessing. */
export function readSignedInfo(context: ReferenceContext): SignedInfo {
  const element = neededChild(context.signature, DS, 'SignedInfo');
  const form = readCanonicalisation(neededChild(element, DS, 'CanonicalizationMethod'));
  const algorithm = XML_SIGNATURES[attributeOf(neededChild(element, DS, 'SignatureMethod'), 'Algorithm') ?? ''];
  if (!algorithm) throw new MalformedXml('an unknown way to sign', 'algorithm_unknown');
  const references = childrenOf(element, DS, 'Reference');
  if (references.length === 0 || references.length > MOST_REFERENCES) throw new MalformedXml('number of references');
  return {
    element,
    octets: canonicalise(element, form),
    algorithm,
    references: references.map((reference) => follow(reference, context)),
  };
}

/** The canonical form that a method element names, with its list of inclusive prefixes. */
export function readCanonicalisation(method: XmlElement): Canonicalisation {
  const form = canonicalisationOf(attributeOf(method, 'Algorithm') ?? '');
  if (!form) throw new MalformedXml('an unknown canonical form', 'algorithm_unknown');
  const list = onlyChild(method, EXCLUSIVE_NAMESPACE, 'InclusiveNamespaces');
  const prefixes = (list && attributeOf(list, 'PrefixList'))?.split(/[ \t\r\n]+/).filter(Boolean) ?? [];
  return form.method === 'exclusive' ? { ...form, inclusivePrefixes: prefixes } : form;
}

function follow(reference: XmlElement, context: ReferenceContext): FollowedReference {
  const uri = attributeOf(reference, 'URI');
  if (uri === undefined) throw new MalformedXml('a reference that does not say to what');
  const digest = XML_DIGESTS[attributeOf(neededChild(reference, DS, 'DigestMethod'), 'Algorithm') ?? ''];
  if (!digest) throw new MalformedXml('an unknown digest', 'algorithm_unknown');
  const expected = base64Of(neededChild(reference, DS, 'DigestValue'));
  const target = locate(uri, context.document);
  const transforms = readTransforms(reference);
  const isEnveloped = transforms.includes('enveloped');
  const octets = transform(target, transforms, context);
  if (!spend(context.budget, octets?.length ?? 0)) throw new MalformedXml('too much to be hashed');
  return {
    id: attributeOf(reference, 'Id'),
    type: attributeOf(reference, 'Type'),
    digest,
    target,
    isEnveloped,
    octets,
    isRight: octets !== undefined && createHash(digest).update(octets).digest().equals(expected),
  };
}

/** What a URI points to: the document, an element by its identifier, or a file beside it. XPointer is refused. */
function locate(uri: string, document: XmlDocument): ReferenceTarget {
  if (uri === '') return { kind: 'document' };
  if (!uri.startsWith('#')) return { kind: 'file', name: fileNameOf(uri) };
  const name = uri.slice(1);
  if (!/^[\p{L}_][\p{L}\p{N}._-]*$/u.test(name))
    throw new MalformedXml('a reference that is no identifier', 'transform_refused');
  const [element, ...more] = document.named.get(name) ?? [];
  if (!element) throw new MalformedXml('a reference to nothing', 'signed_data_missing');
  // Whoever resolves it otherwise sees another element signed: that is how signatures are wrapped.
  if (more.length > 0) throw new MalformedXml('an identifier given twice', 'identifier_twice');
  return { kind: 'element', element };
}

/** The name of a file beside the signature. Addresses elsewhere are not fetched, by nobody's wish. */
export function fileNameOf(uri: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri) || uri.startsWith('//'))
    throw new MalformedXml('a reference elsewhere', 'reference_elsewhere');
  let name: string;
  try {
    name = decodeURIComponent(uri);
  } catch {
    throw new MalformedXml('the name of a file');
  }
  return name.replace(/^\//, '');
}

type Transform = 'enveloped' | 'base64' | Canonicalisation;

function readTransforms(reference: XmlElement): Transform[] {
  const list = onlyChild(reference, DS, 'Transforms');
  const transforms = list ? childrenOf(list, DS, 'Transform') : [];
  if (transforms.length > MOST_TRANSFORMS) throw new MalformedXml('too many transforms', 'transform_refused');
  const read = transforms.map((one): Transform => {
    const algorithm = attributeOf(one, 'Algorithm') ?? '';
    if (algorithm === ENVELOPED) return 'enveloped';
    if (algorithm === BASE64) return 'base64';
    if (canonicalisationOf(algorithm)) return readCanonicalisation(one);
    throw new MalformedXml('a transform that is not taken', 'transform_refused');
  });
  // First the signature is left out, then the rest is written, once.
  if (read.length - (read[0] === 'enveloped' ? 1 : 0) > 1 || read.lastIndexOf('enveloped') > 0)
    throw new MalformedXml('the order of transforms', 'transform_refused');
  return read;
}

/** With none named, nodes are written by Canonical XML 1.0 (XML Signature §4.4.3.2). */
const DEFAULT_FORM: Canonicalisation = { method: 'inclusive-1.0', withComments: false };

function transform(
  target: ReferenceTarget,
  transforms: readonly Transform[],
  { document, signature, findFile }: ReferenceContext,
): Buffer | undefined {
  const isEnveloped = transforms[0] === 'enveloped';
  const last = isEnveloped ? transforms[1] : transforms[0];
  if (target.kind === 'file') {
    if (transforms.length > 0) throw new MalformedXml('transforms of a file', 'transform_refused');
    return findFile(target.name);
  }
  const from = target.kind === 'document' ? document : target.element;
  if (isEnveloped && target.kind === 'element' && !isWithinElement(signature, target.element))
    throw new MalformedXml('a signature that is not in what it envelops');
  if (last === 'base64') {
    if (isEnveloped) throw new MalformedXml('the order of transforms', 'transform_refused');
    return readBase64(textOf('root' in from ? from.root : from));
  }
  // A reference within the document leaves comments out, whatever the form says (§4.4.3.3).
  const form = typeof last === 'object' ? { ...last, withComments: false } : DEFAULT_FORM;
  return canonicalise(from, form, isEnveloped ? signature : undefined);
}
