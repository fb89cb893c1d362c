import { createHash } from 'node:crypto';
import { hashOf, type SignedFile } from '../signing/level.ts';
import type { FoundReference } from '../validation/found.ts';
import { uriOf } from '../xades/signature.ts';
import { escapeAttribute } from '../xml/canonical.ts';
import { DS, fileNameOf, XML_DIGESTS, xmlDigestOf } from '../xml/signed-info.ts';
import { attributeOf, base64Of, childrenOf, MalformedXml, neededChild, readXml } from '../xml/tree.ts';
import type { ContainerFiles } from './container.ts';

/** ASiCManifest (ETSI EN 319 162-1 §A.4): which files one CMS signature is over, each with its hash. */

export const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const MOST_OBJECTS = 512;

/** The manifest of files that the signature of that name is over. */
export function writeManifest(signature: string, files: readonly SignedFile[]): Buffer {
  const objects = files.map(({ name, mimeType, bytes }) => {
    const hash = createHash('sha256').update(bytes).digest('base64');
    return [
      `<asic:DataObjectReference URI="${uriOf(name)}" MimeType="${escapeAttribute(mimeType)}">`,
      `<ds:DigestMethod Algorithm="${xmlDigestOf('sha256')}"/><ds:DigestValue>${hash}</ds:DigestValue></asic:DataObjectReference>`,
    ].join('');
  });
  return Buffer.from(
    [
      `${DECLARATION}<asic:ASiCManifest xmlns:asic="${ASIC}" xmlns:ds="${DS}">`,
      `<asic:SigReference URI="${signature}" MimeType="application/pkcs7-signature"/>`,
      `${objects.join('')}</asic:ASiCManifest>`,
    ].join(''),
  );
}

/** What a manifest says, held against the files. */
export interface ReadManifest {
  /** Name of the signature that is over this manifest. */
  signature: string;
  references: FoundReference[];
}

/** Reads a manifest. Throws MalformedXml for what is none. */
export function readManifest(bytes: Buffer, files: ContainerFiles): ReadManifest {
  const { root } = readXml(bytes);
  if (root.namespace !== ASIC || root.local !== 'ASiCManifest') throw new MalformedXml('no manifest');
  const signature = fileNameOf(attributeOf(neededChild(root, ASIC, 'SigReference'), 'URI') ?? '');
  const objects = childrenOf(root, ASIC, 'DataObjectReference');
  if (objects.length === 0 || objects.length > MOST_OBJECTS) throw new MalformedXml('number of files');
  const references = objects.map((object): FoundReference => {
    const name = fileNameOf(attributeOf(object, 'URI') ?? '');
    const digest = XML_DIGESTS[attributeOf(neededChild(object, DS, 'DigestMethod'), 'Algorithm') ?? ''];
    if (!digest) throw new MalformedXml('an unknown digest', 'algorithm_unknown');
    const expected = base64Of(neededChild(object, DS, 'DigestValue'));
    const file = files.get(name);
    const isSame = file !== undefined && hashOf(file, digest).equals(expected);
    return { name, digest, result: !file ? 'missing' : isSame ? 'same' : 'different' };
  });
  if (new Set(references.map(({ name }) => name)).size !== references.length)
    throw new MalformedXml('a file given twice');
  return { signature, references };
}

/** The list of all files with their media types, as programs of the OpenDocument family expect one beside XAdES (§4.4.3.2). */
export function writeFileList(mimeType: string, files: readonly SignedFile[]): Buffer {
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${escapeAttribute(path)}" manifest:media-type="${escapeAttribute(type)}"/>`;
  return Buffer.from(
    [
      `${DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">`,
      entry('/', mimeType),
      ...files.map(({ name, mimeType: type }) => entry(name, type)),
      '</manifest:manifest>',
    ].join(''),
  );
}

/** A list of signatures with one more in it; without a list, a new one. */
export const signatureListXml = (inner: string): Buffer =>
  Buffer.from(`${DECLARATION}<asic:XAdESSignatures xmlns:asic="${ASIC}">${inner}</asic:XAdESSignatures>`);
