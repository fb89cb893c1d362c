import type { Evidence } from '../evidence/evidence.ts';
import { reaches, type Lasting } from '../signing/level.ts';
import type { SignatureLevel } from '../validation/found.ts';
import { EXCLUSIVE } from '../xml/canonical.ts';
import { DS, newBudget, readSignedInfo } from '../xml/signed-info.ts';
import {
  childrenOf,
  insertAtEnd,
  MalformedXml,
  onlyChild,
  readXml,
  type XmlDocument,
  type XmlElement,
} from '../xml/tree.ts';
import { XADES, XADES141 } from './names.ts';
import { archiveImprint, signatureImprint } from './stamped.ts';

/** XAdES that lasts (ETSI EN 319 132-1 §6.3): a time stamp on the signature, evidence, and time stamps over everything. */

const FORM = { method: 'exclusive', withComments: false } as const;

/**
 * Raises a signature of a document, by its identifier, to a level. What it has already stays as it is; asked for B-LTA again, it
 * gets another archive time stamp, with evidence for the one before.
 */
export async function extendXades(
  xml: Buffer,
  order: { id: string; level: SignatureLevel; lasting: Lasting; findFile: (name: string) => Buffer | undefined },
): Promise<Buffer> {
  const { id, level, lasting } = order;
  let document = readXml(xml);
  const signature = (): XmlElement => {
    const [found, ...more] = document.named.get(id) ?? [];
    if (!found || more.length > 0) throw new MalformedXml('the signature is not there, or twice', 'identifier_twice');
    return found;
  };
  // What is added is written together: to read a large document again costs more than all the rest.
  let added = '';
  const written = (): string => (added === '' ? document.text : insertUnsigned(document, signature(), added));
  const had = unsignedOf(signature());
  const has = (name: string) => had.some(({ local }) => local === name);
  const stamp = async (name: StampName, imprint: Buffer) => {
    const token = await lasting.stampDigest(imprint);
    added += stampXml(name, token);
  };
  if (reaches(level, 'B-T') && !has('SignatureTimeStamp'))
    await stamp('SignatureTimeStamp', signatureImprint(signature(), FORM, 'sha256'));
  if (reaches(level, 'B-LT') && !has('RevocationValues')) added += evidenceXml(lasting.evidence);
  if (reaches(level, 'B-LTA')) {
    if (has('ArchiveTimeStamp')) added += validationDataXml(lasting.evidence);
    document = readXml(Buffer.from(written()));
    added = '';
    const context = { document, signature: signature(), findFile: order.findFile, budget: newBudget() };
    const { references } = readSignedInfo(context);
    const imprint = archiveImprint(signature(), { references, before: unsignedOf(signature()) }, FORM, 'sha256');
    if (!imprint) throw new MalformedXml('what was signed is not here', 'signed_data_missing');
    await stamp('ArchiveTimeStamp', imprint);
  }
  return Buffer.from(written());
}

const qualifyingOf = (signature: XmlElement): XmlElement | undefined =>
  childrenOf(signature, DS, 'Object')
    .map((object) => onlyChild(object, XADES, 'QualifyingProperties'))
    .find((one) => one !== undefined);

/** Unsigned properties of a signature, in their order. */
export function unsignedOf(signature: XmlElement): XmlElement[] {
  const qualifying = qualifyingOf(signature);
  const unsigned = qualifying && onlyChild(qualifying, XADES, 'UnsignedProperties');
  const list = unsigned && onlyChild(unsigned, XADES, 'UnsignedSignatureProperties');
  return list ? childrenOf(list) : [];
}

function insertUnsigned({ text }: XmlDocument, signature: XmlElement, property: string): string {
  const qualifying = qualifyingOf(signature);
  if (!qualifying) throw new MalformedXml('no qualifying properties');
  const unsigned = onlyChild(qualifying, XADES, 'UnsignedProperties');
  const list = unsigned && onlyChild(unsigned, XADES, 'UnsignedSignatureProperties');
  if (list) return insertAtEnd(text, list, property);
  const tag = (name: string, inner: string) => `<xades:${name} xmlns:xades="${XADES}">${inner}</xades:${name}>`;
  const wrapped = tag('UnsignedSignatureProperties', property);
  return unsigned
    ? insertAtEnd(text, unsigned, wrapped)
    : insertAtEnd(text, qualifying, tag('UnsignedProperties', wrapped));
}

type StampName = 'SignatureTimeStamp' | 'ArchiveTimeStamp';

/** An archive time stamp has its name in version 1.4.1; what stands in either is of 1.3.2 (§5.3, §5.5.2). */
function stampXml(name: StampName, token: Buffer): string {
  const isSignature = name === 'SignatureTimeStamp';
  const tag = isSignature ? `xades:${name}` : `xades141:${name}`;
  const names = `xmlns:ds="${DS}" xmlns:xades="${XADES}"${isSignature ? '' : ` xmlns:xades141="${XADES141}"`}`;
  return `<${tag} ${names}><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod><xades:EncapsulatedTimeStamp>${token.toString('base64')}</xades:EncapsulatedTimeStamp></${tag}>`;
}

const validationDataXml = (evidence: Evidence): string =>
  `<xades141:TimeStampValidationData xmlns:xades141="${XADES141}">${evidenceXml(evidence)}</xades141:TimeStampValidationData>`;

function evidenceXml({ certificates, lists, answers }: Evidence): string {
  const each = (name: string, values: readonly Buffer[]) =>
    values.map((value) => `<xades:${name}>${value.toString('base64')}</xades:${name}>`).join('');
  const some = (name: string, inner: string) => (inner === '' ? '' : `<xades:${name}>${inner}</xades:${name}>`);
  return [
    `<xades:CertificateValues xmlns:xades="${XADES}">${each('EncapsulatedX509Certificate', certificates)}</xades:CertificateValues>`,
    `<xades:RevocationValues xmlns:xades="${XADES}">`,
    some('CRLValues', each('EncapsulatedCRLValue', lists)),
    some('OCSPValues', each('EncapsulatedOCSPValue', answers)),
    '</xades:RevocationValues>',
  ].join('');
}
