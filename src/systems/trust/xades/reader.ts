import { Refusal } from '../../../kernel/refusal.ts';
import type { FoundSignature, GivenFile, SignatureReader } from '../validation/found.ts';
import { MalformedXml, readXml, type XmlDocument } from '../xml/tree.ts';
import { readXades } from './reading.ts';

/** How a file that holds XML begins: white space, then a tag, a declaration or a comment. */
const XML_BEGINS = /^(?:\uFEFF)?\s*<[?!A-Za-z_:\u00C0-\uFFFD]/;
const LOOKED_AT_BYTES = 1024;

/** Signatures in XML: of the document itself, or of files that came with it. */
export const xadesReader: SignatureReader = {
  recognises: ({ bytes }) => XML_BEGINS.test(bytes.subarray(0, LOOKED_AT_BYTES).toString('utf8')),
  read({ bytes }: GivenFile, documents: readonly GivenFile[]): FoundSignature[] {
    let document: XmlDocument;
    try {
      document = readXml(bytes);
    } catch (error) {
      if (error instanceof MalformedXml) throw new Refusal('trust.document_unreadable', 422);
      throw error;
    }
    return readXades(document, {
      findFile: (name) => findGiven(documents, name),
      // A single file is found under any name.
      fileNames: documents.length > 1 ? documents.map(({ filename }) => filename) : [],
    });
  },
};

/** The file that a reference names; where only one came with the signature, that one, whatever it is called by now. */
export function findGiven(documents: readonly GivenFile[], name: string): Buffer | undefined {
  const [only, ...more] = documents;
  return (documents.find(({ filename }) => filename === name) ?? (more.length === 0 ? only : undefined))?.bytes;
}
