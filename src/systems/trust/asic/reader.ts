import { Refusal } from '../../../kernel/refusal.ts';
import { MalformedDer } from '../asn1/der.ts';
import { readCades } from '../cades/reading.ts';
import { MOST_SIGNATURES } from '../rules.ts';
import { unreadable } from '../signing/problems.ts';
import type { FoundSignature, GivenFile, SignatureContainer, SignatureReader } from '../validation/found.ts';
import { newBudgets, readXades, type Budgets } from '../xades/reading.ts';
import { MalformedXml, readXml } from '../xml/tree.ts';
import { containerOf, dataNames, MalformedContainer, META, readContainer, type ContainerFiles } from './container.ts';
import { readManifest, type ReadManifest } from './manifest.ts';

const ZIP_BEGINS = Buffer.from('PK\x03\x04', 'latin1');
const XADES_NAME = /^META-INF\/[^/]*signatures[^/]*\.xml$/i;
const CADES_NAME = /^META-INF\/[^/]*signature[^/]*\.p7[ms]$/i;
const MANIFEST_NAME = /^META-INF\/ASiCManifest[^/]*\.xml$/i;
const MOST_MANIFESTS = 32;
const MOST_NAMES = 100;

/** Signatures in containers: of XAdES and of CAdES, of all the files or of some. */
export const asicReader: SignatureReader = {
  recognises: ({ bytes }) => bytes.subarray(0, ZIP_BEGINS.length).equals(ZIP_BEGINS),
  async read({ bytes }: GivenFile): Promise<FoundSignature[]> {
    let files: ContainerFiles;
    try {
      files = await readContainer(bytes);
    } catch (error) {
      if (error instanceof MalformedContainer) throw new Refusal('trust.document_unreadable', 422);
      throw error;
    }
    return readFiles(files);
  },
};

function readFiles(files: ContainerFiles): FoundSignature[] {
  const names = dataNames(files);
  // Old ones do not say what they are; those of one file are taken for the simple kind.
  const container = containerOf(files) ?? (names.length === 1 ? 'ASiC-S' : 'ASiC-E');
  const manifests = readManifests(files);
  const found: FoundSignature[] = [];
  const budgets = newBudgets();
  for (const [name, bytes] of files) {
    if (found.length >= MOST_SIGNATURES) break;
    const head = { id: name.slice(META.length), container };
    if (XADES_NAME.test(name)) found.push(...readXadesFile(bytes, { files, names, budgets, ...head }));
    else if (CADES_NAME.test(name)) found.push(...readCadesFile(bytes, { name, files, names, manifests, ...head }));
  }
  return found.slice(0, MOST_SIGNATURES);
}

interface Head {
  id: string;
  container: SignatureContainer;
  files: ContainerFiles;
  /** Files that the container is about. */
  names: readonly string[];
}

function readXadesFile(
  bytes: Buffer,
  { id, container, files, names, budgets }: Head & { budgets: Budgets },
): FoundSignature[] {
  try {
    return readXades(readXml(bytes), {
      findFile: (name) => files.get(name),
      fileNames: names,
      container,
      prefix: `${id}#`,
      budgets,
    });
  } catch (error) {
    if (error instanceof MalformedXml) return [unreadable({ id, format: 'XAdES', container }, error.code)];
    throw error;
  }
}

/** Manifests by the names of the signatures over them. Two for one signature are none. */
function readManifests(files: ContainerFiles): Map<string, ReadManifest & { bytes: Buffer; name: string }> {
  const manifests = new Map<string, ReadManifest & { bytes: Buffer; name: string }>();
  const twice = new Set<string>();
  const named = [...files].filter(([name]) => MANIFEST_NAME.test(name)).slice(0, MOST_MANIFESTS);
  for (const [name, bytes] of named) {
    try {
      const manifest = readManifest(bytes, files);
      if (manifests.has(manifest.signature)) twice.add(manifest.signature);
      manifests.set(manifest.signature, { ...manifest, bytes, name });
    } catch (error) {
      // Its signature finds no manifest, and says so.
      if (!(error instanceof MalformedXml)) throw error;
    }
  }
  for (const signature of twice) manifests.delete(signature);
  return manifests;
}

function readCadesFile(
  bytes: Buffer,
  of: Head & { name: string; manifests: ReadonlyMap<string, ReadManifest & { bytes: Buffer; name: string }> },
): FoundSignature[] {
  const { id, name, container, files, names } = of;
  const head = { id, format: 'CAdES' as const, container };
  const manifest = of.manifests.get(name);
  const [only, ...more] = names;
  try {
    const isSimple = container === 'ASiC-S' && only !== undefined && more.length === 0;
    if (isSimple) {
      const documents = [{ filename: only, bytes: files.get(only)! }];
      return readCades(bytes, { documents, container, prefix: `${id}#` }).map(refuseCarried);
    }
    if (!manifest) return [unreadable(head, 'manifest_wrong')];
    const documents = [{ filename: manifest.name, bytes: manifest.bytes }];
    return readCades(bytes, { documents, container, prefix: `${id}#` })
      .map(refuseCarried)
      .map((found) => withManifest(found, manifest, names));
  } catch (error) {
    if (error instanceof MalformedDer) return [unreadable(head, 'signature_malformed')];
    throw error;
  }
}

/** In a container a signature is over the files in it: one that carries something else is over that, and not over them. */
function refuseCarried(found: FoundSignature): FoundSignature {
  const isCarried = !found.problem && found.references.some(({ name }) => name === '/');
  return isCarried ? unreadable(found, 'signature_malformed') : found;
}

/** The signature is over the manifest, and through it over the files. */
function withManifest(found: FoundSignature, { references }: ReadManifest, names: readonly string[]): FoundSignature {
  if (found.problem) return found;
  const covered = new Set(references.map(({ name }) => name));
  const whole = names.length > 0 && names.every((name) => covered.has(name));
  return {
    ...found,
    references: [...found.references, ...references],
    coverage: { whole, names: whole ? [] : [...covered].slice(0, MOST_NAMES), later: found.coverage.later },
  };
}
