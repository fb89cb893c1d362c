import type { Bilingual } from '../../../kernel/text.ts';

/** What somebody is to the person of a family tree, and what each further one is to the one before. */
export const KIN_TITLES = {
  mother: { vi: 'Mẹ', en: 'Mother' },
  father: { vi: 'Cha', en: 'Father' },
  child: { vi: 'Con', en: 'Child' },
  spouse: { vi: 'Vợ, chồng', en: 'Spouse' },
  guardian: { vi: 'Người giám hộ', en: 'Guardian' },
  'co-guardian': { vi: 'Người cùng giám hộ', en: 'Co-guardian' },
  ward: { vi: 'Người được giám hộ', en: 'Ward' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type KinRole = keyof typeof KIN_TITLES;

/** On what a relation rests. */
export const BASIS_TITLES: Readonly<Record<string, Bilingual>> = {
  birth: { vi: 'theo khai sinh', en: 'by birth' },
  recognition: { vi: 'nhận cha, mẹ, con', en: 'by recognition' },
  adoption: { vi: 'nuôi con nuôi', en: 'by adoption' },
  court: { vi: 'theo quyết định của Tòa án', en: 'by a court' },
  marriage: { vi: 'kết hôn', en: 'by marriage' },
  guardianship: { vi: 'giám hộ', en: 'by guardianship' },
};

/** So many generations are told at most, up and down. */
export const MOST_GENERATIONS = 3;
