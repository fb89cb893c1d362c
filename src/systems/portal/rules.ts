import { Refusal } from '../../kernel/refusal.ts';
import type { UploadedFile } from '../../kernel/route.ts';
import type { DossierView } from '../cases/index.ts';
import type { Usage } from '../exchange/index.ts';

/** The largest paper that is taken, in bytes, and how many at once. */
export const PAPER_MOST_BYTES = 10_000_000;
export const PAPERS_MOST = 5;
/** What is read before it is refused: what is a little too much comes back as a sentence beside its field, with the form. */
export const READ_MOST_BYTES = 2 * PAPER_MOST_BYTES;
export const READ_MOST_FILES = 2 * PAPERS_MOST;

/** How files of the kinds that we take begin: a browser's word for what a file is cannot be trusted. */
const BEGINNINGS: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46, 0x2d], // %PDF-
  [0xff, 0xd8, 0xff], // JPEG
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], // PNG
];

/** Checks an uploaded paper: there is one, and it is a PDF, JPEG or PNG by its own bytes. Refuses beside the field. */
export function checkPaper(field: string, file: UploadedFile | undefined): asserts file is UploadedFile {
  const refuse = (code: string, values = {}) =>
    new Refusal('input.invalid', 422, { fields: [{ field, code, values }] });
  if (!file) throw refuse('file.missing');
  if (file.bytes.length > PAPER_MOST_BYTES) throw refuse('file.too_large', { most_mb: PAPER_MOST_BYTES / 1_000_000 });
  const isKnown = BEGINNINGS.some((beginning) => beginning.every((byte, at) => file.bytes[at] === byte));
  if (!isKnown) throw refuse('file.kind');
}

/** Checks the papers of an answer to an officer: none to five, each as `checkPaper` wants it. Refuses beside the field. */
export function checkPapers(field: string, files: readonly UploadedFile[]): void {
  if (files.length > PAPERS_MOST) {
    const values = { most: PAPERS_MOST };
    throw new Refusal('input.invalid', 422, { fields: [{ field, code: 'file.too_many', values }] });
  }
  for (const file of files) checkPaper(field, file);
}

/** Where the work on a draft goes on: the first section that is not done, else the review. */
export function nextPath(dossier: Pick<DossierView, 'id' | 'sections'>): string {
  const open = dossier.sections.find(({ isDone }) => !isDone);
  return `/dossiers/${dossier.id}/${open?.name ?? 'review'}`;
}

/** Lines of the data log on one page. */
export const USAGE_PAGE_LINES = 40;

/**
 * The first lines of those found, up to a place where the millisecond changes: the next page is asked for by time, and a
 * line that shares its millisecond with the last one here would be lost between the two.
 */
export function pageOfUsage<Line extends Pick<Usage, 'at'>>(
  found: readonly Line[],
): { entries: Line[]; next: Date | undefined } {
  let end = Math.min(USAGE_PAGE_LINES, found.length);
  while (end < found.length && found[end]!.at.getTime() === found[end - 1]!.at.getTime()) end++;
  return { entries: found.slice(0, end), next: end < found.length ? found[end - 1]!.at : undefined };
}

/** Messages on one page of the inbox. */
export const INBOX_PAGE_MESSAGES = 30;

/** The procedures under which a birth may be registered, by what the law asks of them. */
export const BIRTHS = {
  '1.001193': { 'Foreign element': false, 'With recognition': false },
  '1.000689': { 'Foreign element': false, 'With recognition': true },
  '2.000528': { 'Foreign element': true, 'With recognition': false },
  '1.001695': { 'Foreign element': true, 'With recognition': true },
} as const;
export type BirthProcedure = keyof typeof BIRTHS;
export const isBirthProcedure = (code: string): code is BirthProcedure => Object.hasOwn(BIRTHS, code);
/** The registration of permanent residence. */
export const RESIDENCE = '1.004222';

/** The procedures of the catalogue that a dossier's three steps follow, by their codes, as things stand in the draft. */
export function procedureCodes(dossier: Pick<DossierView, 'evidence' | 'father' | 'consent'>): string[] {
  const isForeign = [dossier.evidence.mother, dossier.father].some(({ kind }) => kind === 'foreigner');
  const isRecognition = dossier.consent.reasons.includes('recognition');
  const birth = isRecognition ? (isForeign ? '1.001695' : '1.000689') : isForeign ? '2.000528' : '1.001193';
  return [birth, RESIDENCE, '1.014137'];
}
