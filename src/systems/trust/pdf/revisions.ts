import { PdfFile, type Section } from './file.ts';
import { findChanges, type Change, type DocumentThen } from './changes.ts';
import { References } from './references.ts';
import { isName, MalformedPdf } from './value.ts';

/**
 * The revisions of a document (ISO 32000-2 §7.5.6) and what each adds to the one before. A signature covers the file to the end
 * of a revision; whatever came later is either something that may be added to a signed document, or changes what was
 * signed.
 */

/** One revision: the file as it was when it ended at `to`. */
export interface Revision {
  /** From 1, the oldest. */
  number: number;
  /** What it added to the file, in bytes from the start; the oldest begins at 0. */
  from: number;
  to: number;
  /** The document as it was then. */
  file: PdfFile;
  /** What it changes of the document before it; nothing for the oldest. */
  changes: readonly Change[];
}

const END = /^[\r\n \t]*startxref[\r\n \t]+(\d{1,10})[\r\n \t]+%%EOF(\r\n|\n|\r)?/;
const LONGEST_END_BYTES = 64;
/** So many places are looked at for the end of a section whose trailer does not stand right before it (linearized files). */
const MOST_ENDS_SOUGHT = 64;

/**
 * The revisions from the oldest to the newest. Bytes that belong to none of them, at the end or between two, are found as a
 * change of the revision that follows, or as `behind`, when nothing follows.
 */
export function readRevisions(file: PdfFile): { revisions: Revision[]; behind: number } {
  const ends = file.sections.map((section) => findEnd(file.bytes, section));
  const revisions: Revision[] = [];
  let before: DocumentThen | undefined;
  let references: References | 'lost' | undefined;
  for (let i = file.sections.length - 1; i >= 0; i--) {
    const to = ends[i];
    // The first part of a linearized file has no end of its own: it belongs to the revision that holds the rest.
    if (to === undefined) continue;
    if (before && to <= before.to) throw new MalformedPdf('revisions out of order');
    const view = i === 0 ? file : file.before(i);
    const inside = file.sections.slice(i).filter((_, j) => isOfRevision(ends, i, i + j));
    assertPlaces(inside, to);
    let changes: Change[] = [];
    if (before) {
      const after = { file: view, to, sections: inside };
      try {
        if (references === 'lost') throw new MalformedPdf('an earlier revision was not understood');
        references ??= new References(before.file);
        changes = findChanges(before, after, references);
        references.advance(view, inside);
      } catch (error) {
        if (!(error instanceof MalformedPdf)) throw error;
        references = 'lost';
        changes = [{ kind: 'forbidden', reason: 'not_understood' }];
      }
    }
    revisions.push({ number: revisions.length + 1, from: before?.to ?? 0, to, file: view, changes });
    before = { file: view, to };
  }
  const last = revisions.at(-1);
  if (!last || last.file !== file) throw new MalformedPdf('the newest revision has no end');
  return { revisions, behind: file.bytes.length - last.to };
}

/** Whether the section at `at` is of the revision whose newest section stands at `newest`. */
const isOfRevision = (ends: readonly (number | undefined)[], newest: number, at: number): boolean => {
  for (let i = newest + 1; i <= at; i++) if (ends[i] !== undefined) return false;
  return true;
};

/** Right after the section, or where `startxref` tells of it; undefined when nothing does. */
function findEnd(bytes: Buffer, { offset, end }: Section): number | undefined {
  let at = end;
  for (let i = 0; i < MOST_ENDS_SOUGHT; i++) {
    const found = END.exec(bytes.toString('latin1', at, at + LONGEST_END_BYTES));
    if (found && Number(found[1]) === offset) return at + found[0].length;
    const next = bytes.indexOf('startxref', at + (i === 0 ? 0 : 9));
    if (next < 0) return undefined;
    at = next;
  }
  return undefined;
}

/** An object of a revision stands in it or before it: one that stands later was not there when the revision was signed. */
function assertPlaces(sections: readonly Section[], to: number): void {
  for (const { places, offset } of sections) {
    if (offset >= to) throw new MalformedPdf('a section stands after its revision');
    for (const place of places.values())
      if (place !== 'free' && 'offset' in place && place.offset >= to)
        throw new MalformedPdf('an object stands after its revision');
  }
}

/**
 * What a file adds in one revision to the document that it begins with, byte for byte. Throws MalformedPdf for one that is read otherwise: where the
 * new part is more than one revision, or does not stand upon the whole of the document.
 */
export function findAdditions(document: Buffer, whole: Buffer): readonly Change[] {
  const [before, file] = [new PdfFile(document), new PdfFile(whole)];
  if (!whole.subarray(0, document.length).equals(document)) throw new MalformedPdf('another document');
  const added = file.sections.length - before.sections.length;
  const sections = file.sections.slice(0, added);
  const isUpon = before.sections.every(({ offset }, i) => file.sections[added + i]?.offset === offset);
  if (added !== 1 || !isUpon || sections.some(({ offset }) => offset < document.length))
    throw new MalformedPdf('not one revision upon the document');
  if (findEnd(whole, sections[0]!) !== whole.length) throw new MalformedPdf('bytes behind the revision');
  assertPlaces(sections, whole.length);
  assertReadOneWay(file, sections[0]!, whole.subarray(document.length));
  return findChanges(
    { file: before, to: document.length },
    { file, to: whole.length, sections },
    new References(before),
  );
}

const OBJECT = /[\0\t\n\f\r \d)>\]]obj(?=[\0\t\n\f\r <[(/%\d+-])/g;
const CROSS_REFERENCES = /xref(?=[\0\t\n\f\r %\d])/g;

/**
 * A signature in a PDF says nothing of where its value stands, so whoever moves the value moves all offsets behind it: what is read as a stream's
 * content here could be the objects and cross-references of another document there. So nothing of the kind stands anywhere but where it is read.
 */
function assertReadOneWay(file: PdfFile, { places, isStream }: Section, added: Buffer): void {
  const text = added.toString('latin1');
  const countOf = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const objects = [...places].filter(([, place]) => place !== 'free' && 'offset' in place).map(([number]) => number);
  const lists = objects.filter((number) => {
    const type = file.dictionary(file.referenceTo(number))?.get('Type') ?? null;
    return isName(type, 'XRef') || isName(type, 'ObjStm');
  });
  if ([...places.values()].some((place) => place !== 'free' && 'container' in place))
    throw new MalformedPdf('objects within objects are added');
  if (countOf(OBJECT) !== objects.length || lists.length > (isStream ? 1 : 0))
    throw new MalformedPdf('objects where none are read');
  // `startxref`, and before a table `xref`.
  if (countOf(CROSS_REFERENCES) !== (isStream ? 1 : 2)) throw new MalformedPdf('cross-references where none are read');
  if (countOf(/ByteRange/g) !== 1) throw new MalformedPdf('not one range of bytes');
}

/** What the archive adds to a document. */
const KEEPING: ReadonlySet<Change['kind']> = new Set(['evidence', 'time_stamp']);

/**
 * Lengths of the first bytes of a file that are the same document: every revision after which nothing but evidence and time
 * stamps was added. Empty for what is no PDF that is understood.
 */
export function keptPrefixes(bytes: Buffer): number[] {
  try {
    const { revisions, behind } = readRevisions(new PdfFile(bytes));
    const lengths: number[] = [];
    if (behind > 0) return lengths;
    for (let i = revisions.length - 1; i > 0; i--) {
      if (!revisions[i]!.changes.every(({ kind }) => KEEPING.has(kind))) break;
      lengths.push(revisions[i - 1]!.to);
    }
    return lengths;
  } catch (error) {
    if (error instanceof MalformedPdf) return [];
    throw error;
  }
}
