import type { Bilingual } from '../../../kernel/text.ts';

/** Books on paper that are transcribed; the others began with the electronic register. */
export const PAPER_BOOKS = ['birth', 'marriage', 'death'] as const;
export type PaperBook = (typeof PAPER_BOOKS)[number];

/** What a cell may hold. */
export type CellForm = 'text' | 'date' | 'number' | 'sex' | 'commune' | 'doubts' | 'page';

/** A column of the file of transcribed entries. */
export interface PaperColumn {
  /** The header, e.g. `registered_on`. */
  name: string;
  title: Bilingual;
  form: CellForm;
  needed?: boolean;
}

const column = (name: string, form: CellForm, title: Bilingual, needed = false): PaperColumn => ({
  name,
  form,
  title,
  ...(needed ? { needed } : {}),
});

const COMMON: readonly PaperColumn[] = [
  column('volume', 'text', { vi: 'Quyển số', en: 'Volume' }, true),
  column('number', 'text', { vi: 'Số', en: 'Number' }, true),
  column('registered_on', 'date', { vi: 'Ngày đăng ký', en: 'Registered on' }, true),
  column('agency', 'text', { vi: 'Cơ quan đăng ký, như trong sổ', en: 'Registered by, as the book has it' }, true),
  column('place_code', 'commune', { vi: 'Mã xã, phường khi đó', en: 'Code of the commune then' }),
  column('doubts', 'doubts', {
    vi: 'Ghi nhận chất lượng, cách nhau bằng dấu chấm phẩy',
    en: 'Quality flags, with semicolons between',
  }),
  column('scan', 'text', { vi: 'Tên tệp ảnh quét', en: 'File of the scan' }),
  column('page', 'page', { vi: 'Trang', en: 'Page' }),
];

const person = (prefix: string, who: Bilingual, needed = true): PaperColumn[] => [
  column(`${prefix}_name`, 'text', { vi: `Họ tên ${who.vi}`, en: `Name of the ${who.en}` }, needed),
  column(`${prefix}_born`, 'date', { vi: `Ngày sinh ${who.vi}`, en: `Birth of the ${who.en}` }),
  column(`${prefix}_number`, 'number', { vi: `Số định danh ${who.vi}`, en: `Personal number of the ${who.en}` }),
];

/** The columns of a file of transcribed entries of a book. */
export const COLUMNS: Readonly<Record<PaperBook, readonly PaperColumn[]>> = {
  birth: [
    ...COMMON,
    ...person('child', { vi: 'người được khai sinh', en: 'child' }),
    column('child_sex', 'sex', { vi: 'Giới tính (nam, nữ)', en: 'Sex (nam, nữ)' }),
    column('birth_place', 'text', { vi: 'Nơi sinh', en: 'Place of birth' }),
    column('hometown', 'text', { vi: 'Quê quán', en: 'Hometown' }),
    ...person('mother', { vi: 'người mẹ', en: 'mother' }, false),
    ...person('father', { vi: 'người cha', en: 'father' }, false),
  ],
  marriage: [
    ...COMMON,
    ...person('husband', { vi: 'chồng', en: 'husband' }),
    ...person('wife', { vi: 'vợ', en: 'wife' }),
  ],
  death: [
    ...COMMON,
    ...person('deceased', { vi: 'người chết', en: 'deceased' }),
    column('died_on', 'date', { vi: 'Ngày chết', en: 'Died on' }, true),
    column('place', 'text', { vi: 'Nơi chết', en: 'Place of death' }),
  ],
};

/** What may be wanting in a transcribed entry. */
export const DOUBTS = {
  illegible: { vi: 'chữ mờ', en: 'illegible' },
  incomplete: { vi: 'thiếu nội dung', en: 'incomplete' },
  doubtful: { vi: 'nội dung nghi ngờ', en: 'doubtful' },
  damaged: { vi: 'sổ hư hỏng', en: 'damaged page' },
} as const satisfies Record<string, Bilingual>;
export type Doubt = keyof typeof DOUBTS;
