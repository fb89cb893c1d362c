import { ethnicGroup } from '../../country/index.ts';
import { type Bilingual, type Language, fill, formatDate } from '../../kernel/text.ts';
import { END_CAUSES } from './choices.ts';
import type { NoteKind } from './entry/rules.ts';

/** What is noted on entries, in sentences. */
const SENTENCES: Record<NoteKind, Bilingual> = {
  divorce: {
    vi: 'Đã ly hôn theo bản án, quyết định số {number} của {court}, có hiệu lực từ ngày {date}.',
    en: 'Divorced by judgment {number} of {court}, in effect from {date}.',
  },
  annulment: {
    vi: 'Việc kết hôn bị hủy theo quyết định số {number} của {court}, có hiệu lực từ ngày {date}.',
    en: 'Annulled by decision {number} of {court}, in effect from {date}.',
  },
  death: { vi: '{name} đã chết ngày {date}.', en: '{name} died on {date}.' },
  recognition: { vi: 'Đã đăng ký nhận {role}: {name}.', en: '{name} was recognised as {role}.' },
  adoption: { vi: 'Đã được nhận làm con nuôi.', en: 'Was adopted.' },
  change: {
    vi: 'Thay đổi {field} từ “{before}” thành “{after}”.',
    en: 'Change of {field}: from “{before}” to “{after}”.',
  },
  correction: {
    vi: 'Cải chính, bổ sung {field}: “{before}” nay là “{after}”.',
    en: 'Correction of {field}: “{before}” now reads “{after}”.',
  },
  cancellation: { vi: 'Đã hủy. Lý do: {reason}', en: 'Cancelled. Reason: {reason}' },
  'guardianship-end': { vi: 'Chấm dứt giám hộ từ ngày {date}: {cause}.', en: 'Ended on {date}: {cause}.' },
};

/** What the details of a person are called in a sentence. */
const DETAILS: Record<string, Bilingual> = {
  fullName: { vi: 'họ, chữ đệm, tên', en: 'name' },
  sex: { vi: 'giới tính', en: 'sex' },
  bornOn: { vi: 'ngày, tháng, năm sinh', en: 'date of birth' },
  birthPlace: { vi: 'nơi sinh', en: 'place of birth' },
  hometown: { vi: 'quê quán', en: 'hometown' },
  ethnicGroup: { vi: 'dân tộc', en: 'ethnic group' },
};
const WORDS: Record<string, Bilingual> = {
  father: { vi: 'cha', en: 'father' },
  mother: { vi: 'mẹ', en: 'mother' },
  male: { vi: 'nam', en: 'male' },
  female: { vi: 'nữ', en: 'female' },
};
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A note as a sentence. */
export function noteWords(note: { kind: string; said: Readonly<Record<string, string>> }, language: Language): string {
  const { field } = note.said;
  const words = Object.entries(note.said).map(([name, value]): [string, string] => {
    if (name === 'field') return [name, DETAILS[value]?.[language] ?? value];
    if (name === 'cause') return [name, END_CAUSES[value as keyof typeof END_CAUSES]?.[language] ?? value];
    if (CIVIL_DATE.test(value)) return [name, formatDate(value, language)];
    if (field === 'ethnicGroup') return [name, ethnicGroup(value)?.name ?? value];
    return [name, WORDS[value]?.[language] ?? value];
  });
  return fill(SENTENCES[note.kind as NoteKind][language], Object.fromEntries(words));
}
