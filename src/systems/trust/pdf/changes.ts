import type { PdfFile, Section } from './file.ts';
import { MOST_OF_PAGE } from './appearance.ts';
import { coverageOf, isEndOfRevision } from './coverage.ts';
import { isDocumentTimeStamp, isSignatureField, readFields, type FormField } from './form.ts';
import { boxOfPage, pagesOf } from './page-tree.ts';
import type { References } from './references.ts';
import { readSecurityStore } from './security-store.ts';
import {
  isName,
  isSameValue,
  MalformedPdf,
  PdfReference,
  PdfString,
  type PdfDictionary,
  type PdfValue,
} from './value.ts';

/**
 * What a revision changes of a signed document. Permitted is what ETSI EN 319 142-1 §5 and ISO 32000-2 §12.8.2.2 let be added
 * after a signature: evidence, time stamps, further signatures, and where the first signer allowed it, answers in a form.
 * Everything else is told as forbidden, also what would be harmless: judged is the structure, object by object, and not how a
 * reader would draw it, because attacks hide in what readers draw differently.
 */

export type Change =
  /** `certification`: what a first signature says of those after it (DocMDP). */
  | { kind: 'evidence' | 'metadata' | 'certification' }
  | { kind: 'time_stamp' | 'signature'; field: string; mark?: Mark }
  /** An empty field for a signature to come, seen nowhere. */
  | { kind: 'signature_field'; field: string }
  | { kind: 'form'; field: string }
  | { kind: 'forbidden'; reason: ForbiddenChange };

/** Where a signature is seen. */
export interface Mark {
  page: number;
  rectangle: readonly number[];
}

/** Why a change is not permitted. Codes; sentences are in `texts.ts`. */
export type ForbiddenChange =
  | 'page_changed'
  | 'object_replaced'
  | 'object_removed'
  | 'object_was_awaited'
  | 'catalog_changed'
  | 'form_changed'
  | 'annotation_added'
  | 'mark_without_signature'
  | 'mark_too_large'
  | 'evidence_removed'
  | 'not_understood';

/** The document as it was when a revision ended. */
export interface DocumentThen {
  file: PdfFile;
  to: number;
}

/** Keys that a new field of a signature may have: no actions, no parent, nothing that is drawn but its appearance. */
const FIELD_KEYS = new Set('Type Subtype FT T TU TM V P Rect F AP Ff M NM Lock SV DA Q'.split(' '));
const ANSWER_KEYS = new Set(['V', 'AP', 'AS', 'M', 'I', 'RV']);
const SIGNED_KEYS = new Set(['V', 'AP', 'M', 'Ff', 'Lock']);
const STORE_KEYS = new Set(['Type', 'Certs', 'CRLs', 'OCSPs', 'VRI']);

class Forbidden extends Error {
  readonly reason: ForbiddenChange;
  constructor(reason: ForbiddenChange) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * The changes from one revision to the next. `references` counts who refers to what in the earlier one. What cannot be read
 * is forbidden as `not_understood`. Takes time by the size of what was added, not of the document.
 */
export function findChanges(
  before: DocumentThen,
  after: DocumentThen & { sections: readonly Section[] },
  references: References,
): Change[] {
  try {
    return new Comparison(before, after, references).run();
  } catch (error) {
    if (error instanceof Forbidden) return [{ kind: 'forbidden', reason: error.reason }];
    if (error instanceof MalformedPdf) return [{ kind: 'forbidden', reason: 'not_understood' }];
    throw error;
  }
}

class Comparison {
  private readonly old: PdfFile;
  private readonly new: PdfFile;
  private readonly to: number;
  private readonly references: References;
  private readonly added = new Set<number>();
  private readonly replaced = new Set<number>();
  private readonly changes: Change[] = [];
  /** New fields of signatures, by the number of their object. */
  private readonly newFields = new Map<number, { isSeen: boolean; page: PdfValue }>();
  /** Those that stand on a page. */
  private readonly placed = new Set<number>();

  constructor(before: DocumentThen, after: DocumentThen & { sections: readonly Section[] }, references: References) {
    this.old = before.file;
    this.new = after.file;
    this.to = after.to;
    this.references = references;
    for (const { places } of after.sections) for (const number of places.keys()) this.sort(number);
  }

  private sort(number: number): void {
    if (number === 0) return;
    const was = this.old.placeOf(number) ?? 'free';
    const is = this.new.placeOf(number) ?? 'free';
    if (was === 'free') {
      if (is === 'free') return;
      // Somebody signed a document that speaks of an object which was not there, and now it is.
      if (this.references.awaits(number)) throw new Forbidden('object_was_awaited');
      this.added.add(number);
    } else if (is === 'free') throw new Forbidden('object_removed');
    else if (JSON.stringify(was) !== JSON.stringify(is)) {
      if ('generation' in was && 'generation' in is && was.generation !== is.generation)
        throw new Forbidden('object_replaced');
      this.replaced.add(number);
    }
  }

  run(): Change[] {
    const [was, is] = [this.old.trailer, this.new.trailer];
    const root = was.get('Root');
    if (!(root instanceof PdfReference) || !isSameValue(root, is.get('Root') ?? null))
      throw new Forbidden('catalog_changed');
    this.compareInformation(was.get('Info'), is.get('Info'));
    const [oldCatalog, newCatalog] = [this.old.dictionary(root), this.new.dictionary(root)];
    if (!oldCatalog || !newCatalog) throw new Forbidden('catalog_changed');
    this.compareCatalogs(oldCatalog, newCatalog);
    this.replaced.delete(root.number);
    if (this.replaced.size > 0) this.comparePages();
    for (const number of this.replaced) if (!this.isRewritten(number)) throw new Forbidden('object_replaced');
    for (const [field, { isSeen }] of this.newFields)
      if (isSeen && !this.placed.has(field)) throw new Forbidden('annotation_added');
    return this.changes;
  }

  /** The two values behind a key where they differ; also where only the object behind the same reference does. */
  private pair(was: PdfValue | undefined, is: PdfValue | undefined): { old: PdfValue; new: PdfValue } | undefined {
    const replaced = is instanceof PdfReference && this.replaced.has(is.number);
    if (isSameValue(was ?? null, is ?? null) && !replaced) return undefined;
    if (is instanceof PdfReference && this.isKnown(is)) {
      // An object of another role, or of two, must not come in by this one.
      if (!isSameValue(was ?? null, is) || this.references.count(is.number) !== 1)
        throw new Forbidden('object_replaced');
      this.replaced.delete(is.number);
    }
    return { old: this.old.resolve(was), new: this.new.resolve(is) };
  }

  private isKnown({ number }: PdfReference): boolean {
    return !this.added.has(number);
  }

  private compareInformation(was: PdfValue | undefined, is: PdfValue | undefined): void {
    if (this.pair(was, is)) this.changes.push({ kind: 'metadata' });
  }

  private compareCatalogs(was: PdfDictionary, is: PdfDictionary): void {
    for (const key of new Set([...was.keys(), ...is.keys()])) {
      const [old, now] = [was.get(key), is.get(key)];
      if (key === 'AcroForm') this.compareForms(old, now);
      else if (key === 'DSS') this.compareStores(old, now);
      else if (key === 'Metadata') {
        if (this.pair(old, now)) this.changes.push({ kind: 'metadata' });
      } else if (key === 'Extensions') this.pair(old, now);
      else if (key === 'Perms' && old === undefined) this.addCertification(now);
      else if (!isSameValue(old ?? null, now ?? null)) throw new Forbidden('catalog_changed');
    }
  }

  private addCertification(value: PdfValue | undefined): void {
    const signature = value instanceof Map && value.size === 1 ? value.get('DocMDP') : undefined;
    if (!(signature instanceof PdfReference) || this.isKnown(signature)) throw new Forbidden('catalog_changed');
    this.changes.push({ kind: 'certification' });
  }

  private compareStores(was: PdfValue | undefined, is: PdfValue | undefined): void {
    const stores = this.pair(was, is);
    const old = this.old.dictionary(was);
    const now = this.new.dictionary(is);
    if (!now) {
      if (was !== undefined) throw new Forbidden('catalog_changed');
      return;
    }
    let isChanged = stores !== undefined;
    for (const [key, value] of now) {
      if (!STORE_KEYS.has(key)) throw new Forbidden('catalog_changed');
      if (this.pair(old?.get(key), value)) isChanged = true;
    }
    const entries = this.new.dictionary(now.get('VRI'));
    for (const [name, entry] of entries ?? []) {
      const before = this.old.dictionary(old?.get('VRI'))?.get(name);
      if (this.pair(before, entry)) isChanged = true;
    }
    if (!isChanged) return;
    const [kept, told] = [readSecurityStore(this.old), readSecurityStore(this.new)];
    for (const kind of ['certificates', 'lists', 'answers'] as const)
      if (!kept[kind].every((bytes) => told[kind].some((one) => one.equals(bytes))))
        throw new Forbidden('evidence_removed');
    this.changes.push({ kind: 'evidence' });
  }

  private compareForms(was: PdfValue | undefined, is: PdfValue | undefined): void {
    this.pair(was, is);
    if (was === undefined && is === undefined) return;
    const old: PdfDictionary = this.old.dictionary(was) ?? new Map();
    const now = this.new.dictionary(is);
    if (!now) throw new Forbidden('form_changed');
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      const [before, after] = [old.get(key), now.get(key)];
      if (key === 'Fields') continue;
      if (key === 'SigFlags' && after !== undefined) continue;
      if ((key === 'DR' || key === 'DA') && before === undefined) continue;
      if (!isSameValue(before ?? null, after ?? null)) throw new Forbidden('form_changed');
    }
    const fields = this.pair(old.get('Fields'), now.get('Fields'));
    const known = readFields(this.old);
    if (fields) for (const added of appendedTo(fields.old, fields.new)) this.addField(added);
    for (const field of known) if (this.replaced.has(field.number)) this.compareFields(field);
  }

  /** A new field: only one of a signature. */
  private addField(reference: PdfReference): void {
    if (this.isKnown(reference)) throw new Forbidden('form_changed');
    const field = this.new.dictionary(reference);
    if (!field || this.new.stream(reference) || !isSignatureField(field)) throw new Forbidden('form_changed');
    for (const [key, value] of field)
      if (!FIELD_KEYS.has(key) && !(key === 'MK' && value instanceof Map && value.size === 0))
        throw new Forbidden('form_changed');
    this.assertAppearance(field.get('AP'));
    this.addSignature(reference.number, field);
  }

  /** A field that is signed by this revision, new or made before. */
  private addSignature(number: number, field: PdfDictionary): void {
    const rectangle = this.new.resolve(field.get('Rect'));
    if (!Array.isArray(rectangle) || !rectangle.every((side) => typeof side === 'number'))
      throw new Forbidden('form_changed');
    const [left, bottom, right, top] = rectangle as number[];
    const isSeen = rectangle.length === 4 && left !== right && bottom !== top;
    const page = field.get('P') ?? null;
    const name = nameOf(field, number);
    const signature = this.new.dictionary(field.get('V'));
    if (!signature) {
      // A frame over the text that nobody answers for.
      if (isSeen) throw new Forbidden('mark_without_signature');
      this.newFields.set(number, { isSeen, page });
      this.changes.push({ kind: 'signature_field', field: name });
      return;
    }
    const covered = coverageOf(this.new, signature);
    if (!covered || !isEndOfRevision(this.new.bytes, covered.to, this.to))
      throw new Forbidden('mark_without_signature');
    this.newFields.set(number, { isSeen, page });
    const isStamp = isDocumentTimeStamp(signature);
    // A time stamp is nobody's word, so it shows nothing.
    if (isStamp && isSeen) throw new Forbidden('annotation_added');
    const mark = isSeen ? this.markOn(page, rectangle as number[]) : undefined;
    this.changes.push({ kind: isStamp ? 'time_stamp' : 'signature', field: name, ...(mark && { mark }) });
  }

  /** Who signs with a frame as large as the page would show another page than the one that others signed. */
  private markOn(page: PdfValue, rectangle: readonly number[]): Mark {
    let number = 0;
    for (const [reference, dictionary] of pagesOf(this.new)) {
      number++;
      if (!isSameValue(reference, page)) continue;
      const [left, bottom, right, top] = boxOfPage(this.new, dictionary);
      const [x, y, toX, toY] = rectangle as [number, number, number, number];
      if (Math.abs((toX - x) * (toY - y)) > MOST_OF_PAGE * (right - left) * (top - bottom))
        throw new Forbidden('mark_too_large');
      return { page: number, rectangle };
    }
    throw new Forbidden('annotation_added');
  }

  /** Appearances are new streams: an old one that is shown elsewhere too stays as it was. */
  private assertAppearance(value: PdfValue | undefined): void {
    const appearance = this.new.resolve(value);
    if (appearance === null) return;
    if (!(appearance instanceof Map)) throw new Forbidden('form_changed');
    if (value instanceof PdfReference && this.isKnown(value)) throw new Forbidden('form_changed');
    for (const shown of appearance.values())
      if (!(shown instanceof PdfReference) || this.isKnown(shown)) throw new Forbidden('form_changed');
  }

  private compareFields(field: FormField): void {
    const reference = new PdfReference(field.number, field.generation);
    const [was, is] = [this.old.dictionary(reference), this.new.dictionary(reference)];
    if (!was || !is || this.new.stream(reference)) throw new Forbidden('form_changed');
    const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
      (key) => !isSameValue(was.get(key) ?? null, is.get(key) ?? null),
    );
    this.replaced.delete(field.number);
    if (changed.length === 0) return;
    const permitted = field.kind === 'Sig' ? SIGNED_KEYS : ANSWER_KEYS;
    // What was signed in a field stays there.
    if (!changed.every((key) => permitted.has(key)) || (field.kind === 'Sig' && was.has('V')))
      throw new Forbidden('form_changed');
    if (changed.includes('AP')) this.assertAppearance(is.get('AP'));
    if (field.kind === 'Sig') {
      // It has its place on the page already.
      this.placed.add(field.number);
      this.addSignature(field.number, is);
      return;
    }
    this.changes.push({ kind: 'form', field: field.name });
  }

  private comparePages(): void {
    for (const [reference, was] of pagesOf(this.old)) {
      const is = this.new.dictionary(reference);
      if (!is) throw new Forbidden('page_changed');
      this.compareAnnotations(reference, was.get('Annots'), is.get('Annots'));
      for (const key of was === is ? [] : new Set([...was.keys(), ...is.keys()])) {
        if (key !== 'Annots' && !isSameValue(was.get(key) ?? null, is.get(key) ?? null))
          throw new Forbidden('page_changed');
      }
      this.replaced.delete(reference.number);
      if (this.replaced.size === 0) return;
    }
  }

  private compareAnnotations(page: PdfReference, was: PdfValue | undefined, is: PdfValue | undefined): void {
    const annotations = this.pair(was, is);
    if (!annotations) return;
    for (const added of appendedTo(annotations.old, annotations.new)) {
      const field = this.newFields.get(added.number);
      if (!field || this.placed.has(added.number)) throw new Forbidden('annotation_added');
      if (field.isSeen && !isSameValue(field.page, page)) throw new Forbidden('annotation_added');
      this.placed.add(added.number);
    }
  }

  /** Written again as it was, or one of the sections' own streams. */
  private isRewritten(number: number): boolean {
    if (this.references.isContainer(number)) return false;
    const [was, is] = [this.old, this.new].map((file) => {
      const reference = file.referenceTo(number);
      return { value: file.resolve(reference), raw: file.stream(reference)?.raw };
    });
    if (isSection(was!.value) && isSection(is!.value)) return true;
    if (!isSameValue(was!.value, is!.value)) return false;
    return was!.raw && is!.raw ? was!.raw.equals(is!.raw) : was!.raw === is!.raw;
  }
}

function isSection(value: PdfValue): boolean {
  return value instanceof Map && isName(value.get('Type'), 'XRef');
}

/** What stands behind the end of the old list, all of which must still be there. Only references can be added. */
function appendedTo(was: PdfValue, is: PdfValue): PdfReference[] {
  const old = was === null ? [] : was;
  if (!Array.isArray(old) || !Array.isArray(is) || is.length < old.length) throw new Forbidden('form_changed');
  if (!old.every((one, i) => isSameValue(one, is[i]!))) throw new Forbidden('form_changed');
  return is.slice(old.length).map((one) => {
    if (!(one instanceof PdfReference)) throw new Forbidden('form_changed');
    return one;
  });
}

function nameOf(field: PdfDictionary, number: number): string {
  const title = field.get('T');
  return title instanceof PdfString ? title.toText() : `${number}`;
}
