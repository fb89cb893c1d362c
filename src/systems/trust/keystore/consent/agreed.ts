import { createHash } from 'node:crypto';
import { Refusal } from '../../../../kernel/refusal.ts';
import { MalformedDer, objectId, readOnly, sequence, setOf, TAG } from '../../asn1/der.ts';
import { claimRoles, SIGNER_ATTRIBUTES_V2 } from '../../cms/claimed-role.ts';
import { findAdditions } from '../../pdf/revisions.ts';
import { MalformedPdf } from '../../pdf/value.ts';
import { canonicalise, EXCLUSIVE } from '../../xml/canonical.ts';
import { BASE64, DS, ENVELOPED, XML_DIGESTS } from '../../xml/signed-info.ts';
import { attributeOf, base64Of, childrenOf, MalformedXml, neededChild, onlyChild, readXml } from '../../xml/tree.ts';
import { readSignedAttributes } from '../permitted.ts';
import type { ToSign } from '../private-key.ts';
import type { Signed } from './question.ts';

/**
 * Which hash, of those that a person agreed to, a signature would be for. What is signed never is that hash itself, except over hashes of
 * others: so it is read here, by who signs, and everything in it that the person could not have agreed to is refused.
 */

/** What decides it of a consent. */
export interface AgreedTo {
  signs: Signed;
  /** What the signer may claim to be, and then must: who signs for another. */
  roles: readonly string[];
}

const OID = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  mimeType: '0.4.0.1733.2.1',
} as const;
const ATTRIBUTES: ReadonlySet<string> = new Set([...Object.values(OID), SIGNER_ATTRIBUTES_V2]);
const HEADER = new Set(['alg', 'iat', 'x5t#S256', 'x5c', 'cty', 'b64', 'crit', 'sigD']);
const BY_HASH = 'http://uri.etsi.org/19182/ObjectIdByURIHash';
const PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties';
/** Room for the value of a signature in a PDF, with the signs around it. */
const MOST_GAP_BYTES = 2 * 96 * 1024 + 2;

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
const refused = (problem: string): Refusal =>
  new Refusal('signing.hash_not_authorised', 403, { values: { problem: problem.slice(0, 200) } });

/**
 * The SHA-256 that must have been agreed to. What is signed was found well-formed by `permitted.ts` before. Refuses
 * `signing.hash_not_authorised` for what says more than that, and `trust.document_unreadable` for a document that cannot be read.
 */
export function agreedHashOf(asked: ToSign, agreed: AgreedTo): Buffer {
  const { kind } = asked;
  if ((kind === 'digest') !== (agreed.signs === 'hashes')) throw refused(`no ${kind} was agreed to`);
  if (agreed.roles.length > 0 && kind !== 'attributes') throw refused('a signature for another that does not say so');
  const bytes = bufferOf(asked.bytes);
  const document = asked.document && bufferOf(asked.document);
  try {
    switch (kind) {
      case 'digest':
        return bytes;
      case 'attributes':
        return agreedInAttributes(bytes, { agreed, document, covered: asked.beside && bufferOf(asked.beside) });
      case 'xml':
        return agreedInXml(bytes, bufferOf(asked.beside ?? Buffer.alloc(0)), document);
      case 'jws':
        return agreedInJws(bytes);
      default:
        throw refused(`no ${kind} is agreed to`);
    }
  } catch (error) {
    if (error instanceof MalformedPdf || error instanceof MalformedXml)
      throw new Refusal('trust.document_unreadable', 422);
    if (error instanceof MalformedDer || error instanceof SyntaxError) throw refused(`malformed: ${error.message}`);
    throw error;
  }
}

function agreedInAttributes(
  bytes: Buffer,
  given: { agreed: AgreedTo; document: Buffer | undefined; covered: Buffer | undefined },
): Buffer {
  const { agreed, document, covered } = given;
  const attributes = readSignedAttributes(bytes)!;
  for (const name of attributes.keys()) if (!ATTRIBUTES.has(name)) throw refused('an attribute that nobody agreed to');
  const claimed = attributes.get(SIGNER_ATTRIBUTES_V2);
  const wanted = agreed.roles.length > 0 ? claimRoles(agreed.roles) : undefined;
  const isRight = claimed ? wanted && sequence(objectId(SIGNER_ATTRIBUTES_V2), setOf(claimed)).equals(wanted) : !wanted;
  if (!isRight) throw refused('another claim than was agreed to');
  const digest = readOnly(attributes.get(OID.messageDigest)!, TAG.octetString).contents;
  if (!document) return digest;
  if (!covered || !sha256(covered).equals(digest)) throw refused('a document of another hash');
  assertNothingAdded(document, covered, { maySign: agreed.roles.length > 0 });
  return sha256(document);
}

/** A PDF that is signed is the one that was agreed to and one revision more, which adds the signature, its evidence, and its mark where one signs for another. */
function assertNothingAdded(document: Buffer, covered: Buffer, { maySign }: { maySign: boolean }): void {
  const at = covered.lastIndexOf('/ByteRange [');
  const [, from, to] =
    /^\/ByteRange \[0 (\d{1,9}) (\d{1,9}) \d{1,9}\]/.exec(covered.toString('latin1', at, at + 60)) ?? [];
  const [gapFrom, gap] = [Number(from), Number(to) - Number(from)];
  if (
    at < document.length ||
    !(gapFrom > document.length) ||
    !(gap > 2) ||
    gap > MOST_GAP_BYTES ||
    gapFrom > covered.length
  )
    throw refused('no signature in the document');
  // Whatever the value will be, it is digits in that place: what is read is all but that.
  const value = Buffer.from(`<${'0'.repeat(gap - 2)}>`, 'latin1');
  const whole = Buffer.concat([covered.subarray(0, gapFrom), value, covered.subarray(gapFrom)]);
  let signatures = 0;
  for (const change of findAdditions(document, whole)) {
    if (change.kind === 'signature') signatures++;
    const isSeen = 'mark' in change && change.mark !== undefined;
    const isAgreed = change.kind === 'signature' || change.kind === 'evidence' || change.kind === 'certification';
    if (!isAgreed || (isSeen && !maySign))
      throw refused(change.kind === 'forbidden' ? change.reason : `a document with ${change.kind} added`);
  }
  if (signatures !== 1) throw refused('not one signature in the document');
}

/** SignedInfo as we write it: a reference to what was agreed to, and one to the properties. */
function agreedInXml(bytes: Buffer, properties: Buffer, document: Buffer | undefined): Buffer {
  if (properties.includes('SignerRole')) throw refused('a claim that nobody agreed to');
  const [data, own, ...more] = childrenOf(readXml(bytes).root, DS, 'Reference');
  if (!data || !own || more.length > 0 || attributeOf(own, 'Type') !== PROPERTIES) throw refused('other references');
  const method = attributeOf(neededChild(data, DS, 'DigestMethod'), 'Algorithm') ?? '';
  if (attributeOf(data, 'Type') !== undefined || XML_DIGESTS[method] !== 'sha256') throw refused('another reference');
  const digest = base64Of(neededChild(data, DS, 'DigestValue'));
  const list = onlyChild(data, DS, 'Transforms');
  const transforms = list ? childrenOf(list).map((one) => attributeOf(one, 'Algorithm')) : [];
  switch (transforms.join(' ')) {
    // A file beside the signature, and one within it as Base64.
    case '':
    case BASE64:
      return digest;
    case `${ENVELOPED} ${EXCLUSIVE}`:
      if (!document || !sha256(canonicalise(readXml(document))).equals(digest)) throw refused('another document');
      return sha256(document);
    default:
      throw refused('other transforms');
  }
}

/** A payload, or one file beside the signature by its hash. */
function agreedInJws(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const [encoded, payload, ...more] = text.split('.') as [string, string, ...string[]];
  const header = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')) as Record<string, unknown>;
  // Written as we write it: a name given twice is read one way here and another way elsewhere.
  const isPlain = Buffer.from(JSON.stringify(header)).toString('base64url') === encoded;
  if (more.length > 0 || !isPlain || !Object.keys(header).every((name) => HEADER.has(name)))
    throw refused('a header that nobody agreed to');
  if (header.sigD === undefined) {
    const content = Buffer.from(payload, 'base64url');
    if (header.b64 !== undefined || content.toString('base64url') !== payload) throw refused('another payload');
    return sha256(content);
  }
  const { mId, hashM, hashV } = header.sigD as Record<string, unknown>;
  const isOne = payload === '' && mId === BY_HASH && hashM === 'S256' && Array.isArray(hashV) && hashV.length === 1;
  const named = isOne ? Buffer.from(String((hashV as unknown[])[0]), 'base64url') : undefined;
  if (!named || !Array.isArray(header.crit) || !header.crit.includes('sigD')) throw refused('not one file');
  return named;
}
