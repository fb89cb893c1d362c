import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import { signingWayOf, signSideBySide, type SignedFile } from '../signing/level.ts';
import { canonicalise, escapeAttribute, escapeText, EXCLUSIVE } from '../xml/canonical.ts';
import { BASE64, DS, ENVELOPED, XML_SIGNATURES, xmlDigestOf } from '../xml/signed-info.ts';
import { eachElement, insertAtEnd, readXml } from '../xml/tree.ts';
import { SIGNED_PROPERTIES_TYPE, XADES } from './names.ts';

/**
 * XAdES baseline B-B (ETSI EN 319 132-1 §6): the time of signing, the signing certificate (SigningCertificateV2) and the media
 * type of all that is signed are under the signature. Everything is written in Exclusive Canonical XML, so that it stays the
 * same wherever it is put.
 */

export interface XmlSigning {
  party: SigningParty;
  at: Date;
}

/** A document with a new signature in it, and the identifier of that signature. */
export interface XmlSigned {
  id: string;
  bytes: Buffer;
}

/** A signature as an element, and its identifier. */
export interface SignatureXml {
  id: string;
  xml: string;
}

/** What a reference is written as. */
interface DataReference {
  uri: string;
  mimeType: string;
  transforms: readonly string[];
  sha256: Buffer;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const XML_TYPE = 'text/xml';

/**
 * A document with a signature over all of it as the last thing in its root. Not one character of the document is changed.
 * Throws MalformedXml for what is no XML. Refuses `trust.already_signed_within`: a second signature over the whole document would break
 * the first.
 */
export async function signEnveloped(xml: Uint8Array, signing: XmlSigning): Promise<XmlSigned> {
  const document = readXml(xml);
  if (!eachElement(document.root, DS, 'Signature').next().done) throw new Refusal('trust.already_signed_within', 409);
  const signature = await signatureXml(signing, [
    { uri: '', mimeType: XML_TYPE, transforms: [ENVELOPED, EXCLUSIVE], sha256: sha256Of(canonicalise(document)) },
  ]);
  return { id: signature.id, bytes: Buffer.from(insertAtEnd(document.text, document.root, signature.xml)) };
}

/** A signature that carries a file of any kind in it, in Base64. */
export async function signEnveloping(file: SignedFile, signing: XmlSigning): Promise<XmlSigned> {
  const id = newId('data');
  const { mimeType, bytes } = file;
  const object = `<ds:Object Id="${id}" MimeType="${escapeAttribute(mimeType)}" Encoding="${BASE64}">${bytes.toString('base64')}</ds:Object>`;
  const reference = { uri: `#${id}`, mimeType, transforms: [BASE64], sha256: sha256Of(bytes) };
  return standingAlone(await signatureXml(signing, [reference], object));
}

/** A signature over files that stand beside it, named by their names. */
export async function signBeside(files: readonly SignedFile[], signing: XmlSigning): Promise<XmlSigned> {
  return standingAlone(await signatureBesideXml(files, signing));
}

const standingAlone = ({ id, xml }: SignatureXml): XmlSigned => ({ id, bytes: Buffer.from(`${DECLARATION}${xml}`) });

/** The same as an element, to be put into a container's list of signatures. */
export function signatureBesideXml(files: readonly SignedFile[], signing: XmlSigning): Promise<SignatureXml> {
  return signatureXml(
    signing,
    files.map(({ name, mimeType, bytes }) => ({
      uri: uriOf(name),
      mimeType,
      transforms: [],
      sha256: sha256Of(bytes),
    })),
  );
}

/** A file's name as a reference to it (RFC 3986). */
export const uriOf = (name: string): string => name.split('/').map(encodeURIComponent).join('/');

const sha256Of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const newId = (kind: string): string => `${kind}-${randomBytes(12).toString('hex')}`;

async function signatureXml(signing: XmlSigning, data: readonly DataReference[], object = ''): Promise<SignatureXml> {
  const { party } = signing;
  const id = newId('signature');
  const named = data.map((reference, i) => ({ ...reference, id: `${id}-reference-${i + 1}` }));
  const propertiesId = `${id}-properties`;
  const properties = (names: string): string => signedPropertiesXml(signing, { id: propertiesId, names, data: named });
  const signedProperties = canonicalOf(properties(NAMES));
  const info = (names: string): string =>
    signedInfoXml(party, names, [
      ...named,
      {
        id: `${id}-reference-properties`,
        uri: `#${propertiesId}`,
        type: SIGNED_PROPERTIES_TYPE,
        transforms: [EXCLUSIVE],
        sha256: sha256Of(signedProperties),
      },
    ]);
  const signed = await signSideBySide(party, {
    kind: 'xml',
    bytes: canonicalOf(info(NAMES)),
    beside: signedProperties,
  });
  const value = signed.toString('base64');
  const certificates = [party.certificate, ...party.chain]
    .map(({ der }) => `<ds:X509Certificate>${der.toString('base64')}</ds:X509Certificate>`)
    .join('');
  const xml = [
    `<ds:Signature xmlns:ds="${DS}" Id="${id}">`,
    info(''),
    `<ds:SignatureValue Id="${id}-value">${value}</ds:SignatureValue>`,
    `<ds:KeyInfo><ds:X509Data>${certificates}</ds:X509Data></ds:KeyInfo>`,
    object,
    `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#${id}">`,
    properties(''),
    '</xades:QualifyingProperties></ds:Object></ds:Signature>',
  ].join('');
  return { id, xml };
}

/** Declarations that a part needs where it stands alone, to be written canonically. */
const NAMES = ` xmlns:ds="${DS}" xmlns:xades="${XADES}"`;

const canonicalOf = (xml: string): Buffer => canonicalise(readXml(Buffer.from(xml)).root);

function digestXml(sha256: Buffer): string {
  return `<ds:DigestMethod Algorithm="${xmlDigestOf('sha256')}"></ds:DigestMethod><ds:DigestValue>${sha256.toString('base64')}</ds:DigestValue>`;
}

function signedInfoXml(
  party: SigningParty,
  names: string,
  references: readonly (Omit<DataReference, 'mimeType'> & { id: string; type?: string })[],
): string {
  const { digest } = signingWayOf(party.privateKey);
  const way = Object.keys(XML_SIGNATURES).find((one) => {
    const { family, digest: its } = XML_SIGNATURES[one]!;
    return family === 'ecdsa' && its === digest;
  })!;
  const written = references.map(({ id, uri, type, transforms, sha256 }) => {
    const list = transforms.map((one) => `<ds:Transform Algorithm="${one}"></ds:Transform>`).join('');
    return [
      `<ds:Reference Id="${id}"${type ? ` Type="${type}"` : ''} URI="${escapeAttribute(uri)}">`,
      list && `<ds:Transforms>${list}</ds:Transforms>`,
      `${digestXml(sha256)}</ds:Reference>`,
    ].join('');
  });
  return [
    `<ds:SignedInfo${names}><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>`,
    `<ds:SignatureMethod Algorithm="${way}"></ds:SignatureMethod>${written.join('')}</ds:SignedInfo>`,
  ].join('');
}

function signedPropertiesXml(
  { party, at }: XmlSigning,
  { id, names, data }: { id: string; names: string; data: readonly (DataReference & { id: string })[] },
): string {
  const formats = data.map(
    (reference) =>
      `<xades:DataObjectFormat ObjectReference="#${reference.id}"><xades:MimeType>${escapeText(reference.mimeType)}</xades:MimeType></xades:DataObjectFormat>`,
  );
  return [
    `<xades:SignedProperties${names} Id="${id}"><xades:SignedSignatureProperties>`,
    // Whole seconds, as everywhere.
    `<xades:SigningTime>${at.toISOString().replace(/\.\d+Z$/, 'Z')}</xades:SigningTime>`,
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${digestXml(sha256Of(party.certificate.der))}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>`,
    `</xades:SignedSignatureProperties><xades:SignedDataObjectProperties>${formats.join('')}</xades:SignedDataObjectProperties></xades:SignedProperties>`,
  ].join('');
}
