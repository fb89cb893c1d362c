import type { Evidence } from '../evidence/evidence.ts';
import type { PdfFile } from './file.ts';
import type { IncrementalUpdate } from './update.ts';
import { MalformedPdf, PdfName, type PdfDictionary, type PdfValue } from './value.ts';

/** The document security store (ISO 32000-2 §12.8.4.3, ETSI EN 319 142-1 §5.4.2): evidence that lies in the document. */

/** Most certificates, lists and answers of one document, of each kind. */
const MOST_OF_A_KIND = 256;
/** Most signatures that have an entry of their own in VRI. */
const MOST_ENTRIES = 64;

const KINDS = [
  { of: 'certificates', key: 'Certs', ownKey: 'Cert' },
  { of: 'lists', key: 'CRLs', ownKey: 'CRL' },
  { of: 'answers', key: 'OCSPs', ownKey: 'OCSP' },
] as const;

/** Everything that lies in the store of a document, each once; empty when it has none. Throws MalformedPdf. */
export function readSecurityStore(file: PdfFile): Evidence {
  const store = file.dictionary(file.dictionary(file.trailer.get('Root'))?.get('DSS'));
  return {
    certificates: readKind(file, store, 'certificates'),
    lists: readKind(file, store, 'lists'),
    answers: readKind(file, store, 'answers'),
  };
}

function readKind(file: PdfFile, store: PdfDictionary | undefined, kind: keyof Evidence): Buffer[] {
  if (!store) return [];
  const { key, ownKey } = KINDS.find(({ of }) => of === kind)!;
  const found = new Map<string, Buffer>();
  for (const reference of [...referencesIn(file, store.get(key)), ...ownReferences(file, store, ownKey)]) {
    const bytes = file.stream(reference)?.data();
    if (!bytes) throw new MalformedPdf('security store');
    found.set(bytes.toString('base64'), bytes);
  }
  return [...found.values()];
}

/** What the entries of single signatures (VRI) name beside the lists of all. */
function ownReferences(file: PdfFile, store: PdfDictionary, key: string): PdfValue[] {
  const entries = file.dictionary(store.get('VRI'));
  if (!entries) return [];
  if (entries.size > MOST_ENTRIES + 1) throw new MalformedPdf('too many entries in the security store');
  return [...entries.values()].flatMap((entry) => referencesIn(file, file.dictionary(entry)?.get(key)));
}

function referencesIn(file: PdfFile, value: PdfValue | undefined): PdfValue[] {
  const list = file.resolve(value);
  if (list === null) return [];
  if (!Array.isArray(list) || list.length > MOST_OF_A_KIND) throw new MalformedPdf('security store');
  return list;
}

/** Puts evidence into the store of a document whose catalog is being replaced. What lies in it stays, and nothing is put in twice. */
export function addEvidence(
  file: PdfFile,
  update: IncrementalUpdate,
  catalog: PdfDictionary,
  evidence: Evidence,
): void {
  const before = file.dictionary(catalog.get('DSS'));
  const store: PdfDictionary = new Map([...(before ?? []), ['Type', new PdfName('DSS')]]);
  for (const { of: kind, key } of KINDS) {
    const known = readKind(file, before, kind);
    const added = evidence[kind].filter((bytes) => !known.some((one) => one.equals(bytes)));
    if (added.length === 0) continue;
    store.set(key, [...referencesIn(file, before?.get(key)), ...added.map((bytes) => update.addStream(bytes))]);
  }
  catalog.set('DSS', update.add(store));
  // What PDF 1.7 does not have must be announced (EN 319 142-1 §5.6).
  const extensions = new Map(file.dictionary(catalog.get('Extensions')) ?? []);
  extensions.set(
    'ESIC',
    new Map<string, PdfValue>([
      ['BaseVersion', new PdfName('1.7')],
      ['ExtensionLevel', 1],
    ]),
  );
  catalog.set('Extensions', extensions);
}
