import { Refusal } from '../../../kernel/refusal.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { Book } from '../books.ts';
import type { Entry } from '../entry/rules.ts';

/** Of which entries there is a certificate for its own value; of all there are extracts (Law on Civil Status art. 4.7–4.9). */
const CERTIFICATES: Partial<Record<Book, Bilingual>> = {
  marriage: { vi: 'Giấy chứng nhận kết hôn', en: 'Marriage certificate' },
  adoption: { vi: 'Giấy chứng nhận nuôi con nuôi', en: 'Certificate of adoption' },
};

/** What the extract of each book is called (forms of Circular 04/2020/TT-BTP). */
const EXTRACTS: Record<Book, Bilingual> = {
  birth: { vi: 'Trích lục khai sinh', en: 'Extract of a birth' },
  marriage: { vi: 'Trích lục kết hôn', en: 'Extract of a marriage' },
  death: { vi: 'Trích lục khai tử', en: 'Extract of a death' },
  recognition: { vi: 'Trích lục đăng ký nhận cha, mẹ, con', en: 'Extract of a recognition of parentage' },
  adoption: { vi: 'Trích lục đăng ký nuôi con nuôi', en: 'Extract of an adoption' },
  guardianship: { vi: 'Trích lục đăng ký giám hộ', en: 'Extract of a guardianship' },
  'guardianship-end': { vi: 'Trích lục đăng ký chấm dứt giám hộ', en: 'Extract of the end of a guardianship' },
  change: {
    vi: 'Trích lục thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc',
    en: 'Extract of a change of civil-status details',
  },
  divorce: { vi: 'Trích lục ghi chú ly hôn', en: 'Extract of the note of a divorce' },
  abroad: { vi: 'Trích lục ghi vào sổ hộ tịch', en: 'Extract of an act done abroad' },
};

export type PaperKind = 'certificate' | 'extract';

/** What a paper is called. Refuses `paper.no_certificate` for a book of which there are only extracts. */
export function titleOf(book: Book, kind: PaperKind): Bilingual {
  if (kind === 'extract') return EXTRACTS[book];
  const title = CERTIFICATES[book];
  if (!title) throw new Refusal('paper.no_certificate', 422);
  return title;
}

/** Whether there is a certificate besides extracts. */
export const hasCertificate = (book: Book): boolean => CERTIFICATES[book] !== undefined;

/** Refuses papers of what is void, and certificates of what is over. */
export function assertIssuable({ status }: Pick<Entry, 'status'>, kind: PaperKind): void {
  if (status === 'cancelled') throw new Refusal('paper.entry_cancelled', 409);
  if (kind === 'certificate' && status === 'ended') throw new Refusal('paper.entry_ended', 409);
}

/** In which roles a person may have an extract of an entry for themselves (Law on Civil Status art. 63). */
const OWN_ROLES: Record<Book, readonly string[]> = {
  birth: ['child', 'mother', 'father'],
  marriage: ['husband', 'wife'],
  death: ['declarant'],
  recognition: ['parent', 'child'],
  adoption: ['child', 'mother', 'father'],
  guardianship: ['ward', 'guardian', 'co-guardian'],
  'guardianship-end': ['ward', 'guardian', 'co-guardian'],
  change: ['person'],
  divorce: ['husband', 'wife'],
  abroad: ['husband', 'wife', 'declarant'],
};

/**
 * Whether a person may have an extract of an entry in which they stand. Parents who were parents only before an adoption no
 * longer stand in the birth that they registered: its entry is sealed to them.
 */
export function mayHaveExtract(
  entry: Pick<Entry, 'book' | 'status' | 'details'>,
  person: { role: string; number: string },
): boolean {
  if (entry.status === 'cancelled' || !OWN_ROLES[entry.book].includes(person.role)) return false;
  if (entry.book !== 'birth' || person.role === 'child') return true;
  const parent = entry.details[person.role] as { number?: string } | undefined;
  return parent?.number === person.number;
}
