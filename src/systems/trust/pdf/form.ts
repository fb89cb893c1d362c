import type { PdfFile } from './file.ts';
import { isName, MalformedPdf, PdfName, PdfReference, PdfString, type PdfDictionary, type PdfValue } from './value.ts';

/** Fields of the interactive form (ISO 32000-2 §12.7). */

const MOST_FIELDS = 1000;
const MOST_LEVELS = 8;

/** A field, or one of its places on a page. */
export interface FormField {
  /** Number and generation of its object; -1 when it stands in a list itself. */
  number: number;
  generation: number;
  /** `Sig`, `Tx`, `Btn` or `Ch`; its own or inherited. */
  kind: string | undefined;
  /** The names above and its own, with full stops between. */
  name: string;
  dictionary: PdfDictionary;
}

/** Every field of the form with those below it, in order. Throws MalformedPdf beyond the limits. */
export function readFields(file: PdfFile): FormField[] {
  const form = file.dictionary(file.dictionary(file.trailer.get('Root'))?.get('AcroForm'));
  const found: FormField[] = [];
  const walk = (
    value: PdfValue | undefined,
    level: number,
    above: { kind: string | undefined; name: string },
  ): void => {
    const fields = file.resolve(value);
    if (!Array.isArray(fields)) return;
    for (const item of fields) {
      if (found.length >= MOST_FIELDS || level > MOST_LEVELS) throw new MalformedPdf('too many fields');
      const dictionary = file.dictionary(item);
      if (!dictionary) continue;
      const type = file.resolve(dictionary.get('FT'));
      const title = file.resolve(dictionary.get('T'));
      const kind = type instanceof PdfName ? type.name : above.kind;
      const name = [above.name, title instanceof PdfString ? title.toText() : ''].filter(Boolean).join('.');
      const { number, generation } = item instanceof PdfReference ? item : { number: -1, generation: 0 };
      found.push({ number, generation, kind, name, dictionary });
      walk(dictionary.get('Kids'), level + 1, { kind, name });
    }
  };
  walk(form?.get('Fields'), 0, { kind: undefined, name: '' });
  return found;
}

/** Whether it is a document time stamp, which is nobody's signature. */
export function isDocumentTimeStamp(signature: PdfDictionary): boolean {
  return isName(signature.get('SubFilter'), 'ETSI.RFC3161');
}

/** A field of a signature that is one with its place on a page, as every signer writes it. */
export function isSignatureField(field: PdfDictionary): boolean {
  return (
    isName(field.get('FT'), 'Sig') &&
    isName(field.get('Subtype'), 'Widget') &&
    !field.has('Kids') &&
    !field.has('Parent')
  );
}
