import { Refusal } from '../../../kernel/refusal.ts';
import { extendCades } from '../cades/lasting.ts';
import { joinSigners, signCades } from '../cades/signature.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import type { Lasting, SignedFile } from '../signing/level.ts';
import type { SignatureContainer, SignatureLevel } from '../validation/found.ts';
import { extendXades } from '../xades/lasting.ts';
import { signatureBesideXml } from '../xades/signature.ts';
import { insertAtEnd, readXml } from '../xml/tree.ts';
import { containerOf, dataNames, META, MIME_TYPES, readContainer, writeContainer } from './container.ts';
import { signatureListXml, writeFileList, writeManifest } from './manifest.ts';

/** Associated Signature Containers (ETSI EN 319 162-1): files and their signatures in one ZIP. */

export interface ContainerSigning {
  /** The format of the signature in the container. */
  inner: 'XAdES' | 'CAdES';
  party: SigningParty;
  at: Date;
  level: SignatureLevel;
  lasting: Lasting;
}

/** In ASiC-S all signatures stand in one file of a fixed name; in ASiC-E each in a file of its own. */
const SIMPLE = { XAdES: `${META}signatures.xml`, CAdES: `${META}signature.p7s` } as const;
const MOST_SIGNERS = 32;

/** A container of these files with one signature over all of them. ASiC-S holds exactly one file. Refuses `trust.one_file_only`. */
export async function signContainer(
  kind: SignatureContainer,
  given: readonly SignedFile[],
  signing: ContainerSigning,
): Promise<Buffer> {
  if (kind === 'ASiC-S' && given.length !== 1) throw new Refusal('trust.one_file_only', 422);
  const files = new Map(given.map(({ name, bytes }) => [name, bytes]));
  if (kind === 'ASiC-E' && signing.inner === 'XAdES')
    files.set(`${META}manifest.xml`, writeFileList(MIME_TYPES[kind], given));
  await addSignature(kind, files, given, signing);
  return writeContainer(kind, files);
}

/**
 * The same container with another signature over all its files, beside those that are there, which are not touched but where
 * one file holds them all. Throws MalformedContainer; refuses `trust.not_a_container` and `trust.too_many_signers`.
 */
export async function coSignContainer(
  container: Buffer,
  typeOf: (name: string) => string,
  signing: ContainerSigning,
): Promise<Buffer> {
  const files = new Map(await readContainer(container));
  const kind = containerOf(files);
  const names = dataNames(files);
  if (!kind || names.length === 0) throw new Refusal('trust.not_a_container', 422);
  const given = names.map((name) => ({ name, mimeType: typeOf(name), bytes: files.get(name)! }));
  if ([...files.keys()].filter((name) => name.startsWith(META)).length > MOST_SIGNERS)
    throw new Refusal('trust.too_many_signers', 422);
  await addSignature(kind, files, given, signing);
  return writeContainer(kind, files);
}

async function addSignature(
  kind: SignatureContainer,
  files: Map<string, Buffer>,
  given: readonly SignedFile[],
  signing: ContainerSigning,
): Promise<void> {
  if (signing.inner === 'XAdES') await addXades(kind, files, given, signing);
  else if (kind === 'ASiC-S') await addSimpleCades(files, given[0]!, signing);
  else await addCades(files, given, signing);
}

async function addXades(
  kind: SignatureContainer,
  files: Map<string, Buffer>,
  given: readonly SignedFile[],
  signing: ContainerSigning,
): Promise<void> {
  const { id, xml } = await signatureBesideXml(given, signing);
  const name = kind === 'ASiC-S' ? SIMPLE.XAdES : freeName(files, (number) => `${META}signatures${number}.xml`);
  const before = files.get(name);
  const list = before && readXml(before);
  const signed = list ? Buffer.from(insertAtEnd(list.text, list.root, xml)) : signatureListXml(xml);
  const { level, lasting } = signing;
  files.set(name, await extendXades(signed, { id, level, lasting, findFile: (each) => files.get(each) }));
}

/** In ASiC-S the signature is over the file itself; several sign beside one another in one CMS. */
async function addSimpleCades(
  files: Map<string, Buffer>,
  { bytes }: SignedFile,
  signing: ContainerSigning,
): Promise<void> {
  const before = files.get(SIMPLE.CAdES);
  const cms = await cadesOf(bytes, signing);
  files.set(SIMPLE.CAdES, before ? joinSigners(before, cms) : cms);
}

/** In ASiC-E the signature is over a manifest of the files. */
async function addCades(
  files: Map<string, Buffer>,
  given: readonly SignedFile[],
  signing: ContainerSigning,
): Promise<void> {
  const name = freeName(files, (number) => `${META}signature${number}.p7s`);
  const manifest = writeManifest(name, given);
  files.set(name.replace(/signature(\d+)\.p7s$/, 'ASiCManifest$1.xml'), manifest);
  files.set(name, await cadesOf(manifest, signing));
}

const cadesOf = async (content: Buffer, { party, at, level, lasting }: ContainerSigning): Promise<Buffer> =>
  extendCades(await signCades({ party, at, content, attached: false }), { level, lasting, content });

function freeName(files: ReadonlyMap<string, Buffer>, nameOf: (number: string) => string): string {
  for (let number = 1; ; number++) {
    const name = nameOf(String(number).padStart(3, '0'));
    if (!files.has(name)) return name;
  }
}
