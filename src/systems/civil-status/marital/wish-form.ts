import type { Bilingual } from '../../../kernel/text.ts';
import { MARITAL_PURPOSES, REPLACING } from './choices.ts';

/** The forms in which a certificate is asked for, at the desk and on the portal. */
export const WISH_FORMS = ['marriage', 'marriage-foreigner', 'property', 'loan', 'other'] as const;
export type WishForm = (typeof WISH_FORMS)[number];

/** What each form is called. */
export const WISH_FORM_TITLES: Readonly<Record<WishForm, Bilingual>> = {
  ...MARITAL_PURPOSES,
  marriage: { vi: 'Để kết hôn', en: 'For a marriage' },
  'marriage-foreigner': { vi: 'Để kết hôn với người nước ngoài', en: 'For a marriage to a foreigner' },
};

/** What is asked for one field, as the design draws it. */
interface WishField {
  name: string;
  label: Bilingual;
  as: 'text' | 'words' | 'date' | 'whole' | 'radio';
  hint?: Bilingual;
  choices?: Readonly<Record<string, Bilingual>>;
  longest?: number;
}

const WHERE: WishField = {
  name: 'where',
  label: { vi: 'Nơi dự định đăng ký kết hôn', en: 'Where the marriage is to be registered' },
  hint: {
    vi: 'Ủy ban nhân dân xã, phường nào, hoặc cơ quan nào ở nước ngoài.',
    en: 'Which committee, or which authority abroad.',
  },
  as: 'text',
  longest: 200,
};

const FIELDS: Readonly<Record<WishForm, readonly WishField[]>> = {
  marriage: [
    {
      name: 'intendedNumber',
      label: { vi: 'Số định danh của người dự định kết hôn', en: 'Personal number of whom you intend to marry' },
      hint: { vi: '12 chữ số, như trên thẻ căn cước.', en: '12 digits, as on the identity card.' },
      as: 'whole',
    },
    {
      name: 'intendedName',
      label: { vi: 'Họ, chữ đệm, tên của người đó', en: 'Full name of that person' },
      as: 'text',
      longest: 120,
    },
    WHERE,
  ],
  'marriage-foreigner': [
    {
      name: 'foreignName',
      label: { vi: 'Họ và tên theo hộ chiếu', en: 'Name as in the passport' },
      as: 'text',
      longest: 120,
    },
    { name: 'foreignBornOn', label: { vi: 'Ngày sinh', en: 'Date of birth' }, as: 'date' },
    {
      name: 'foreignNationality',
      label: { vi: 'Quốc tịch (mã hai chữ, ví dụ KR)', en: 'Nationality (two letters, e.g. KR)' },
      as: 'text',
      longest: 2,
    },
    { name: 'foreignPassport', label: { vi: 'Số hộ chiếu', en: 'Passport number' }, as: 'text', longest: 20 },
    WHERE,
  ],
  property: [],
  loan: [],
  other: [
    {
      name: 'words',
      label: { vi: 'Dùng giấy vào việc gì?', en: 'What is it for?' },
      hint: {
        vi: 'Ghi đúng việc sẽ dùng: giấy không có giá trị cho việc khác.',
        en: 'Say it exactly: the certificate holds for nothing else.',
      },
      as: 'text',
      longest: 200,
    },
  ],
};

const AGAIN: readonly WishField[] = [
  {
    name: 'replacingHow',
    label: { vi: 'Giấy đã cấp trước đây thế nào?', en: 'What became of the certificate before?' },
    as: 'radio',
    choices: REPLACING,
  },
  {
    name: 'replacingReason',
    label: { vi: 'Lý do xin cấp lại', en: 'Why another is needed' },
    as: 'words',
    longest: 500,
  },
];

/** The fields of a form; `isAgain`: one for this purpose still holds, so that it is asked what became of it. */
export const wishFields = (form: WishForm, isAgain: boolean): readonly WishField[] =>
  isAgain ? [...FIELDS[form], ...AGAIN] : FIELDS[form];

/** Which purpose a form is for. */
export const purposeOf = (form: WishForm): keyof typeof MARITAL_PURPOSES =>
  form === 'marriage-foreigner' ? 'marriage' : form;

/** How answers look that the service would refuse without saying which of two kinds of spouse it means. */
const FORMS: Readonly<Record<string, RegExp>> = {
  foreignNationality: /^[a-z]{2}$/i,
  foreignPassport: /^.{5,20}$/,
};

/** What of a form is empty or cannot be, by its fields. */
export function wishProblems(
  form: WishForm,
  isAgain: boolean,
  typed: Readonly<Record<string, unknown>>,
): { field: string; code: string }[] {
  return wishFields(form, isAgain).flatMap(({ name }) => {
    const text = textOf(typed, name);
    if (text === undefined) return [{ field: name, code: 'field.required' }];
    if (name === 'intendedNumber' && !/^\d{12}$/.test(compact(text)))
      return [{ field: name, code: 'entry.number_needed' }];
    return FORMS[name] && !FORMS[name].test(text) ? [{ field: name, code: 'field.format' }] : [];
  });
}

/** What a form asks for, as the services take it. */
export function wishTyped(form: WishForm, isAgain: boolean, typed: Readonly<Record<string, unknown>>): object {
  const given = (name: string) => textOf(typed, name);
  const intended =
    form === 'marriage'
      ? { kind: 'person', number: compact(given('intendedNumber') ?? ''), fullName: given('intendedName') }
      : {
          kind: 'foreigner',
          fullName: given('foreignName'),
          bornOn: given('foreignBornOn'),
          nationality: given('foreignNationality')?.toUpperCase(),
          passportNumber: given('foreignPassport'),
        };
  return {
    purpose: purposeOf(form),
    ...(form === 'other' ? { words: given('words') } : {}),
    ...(purposeOf(form) === 'marriage' ? { intended, where: given('where') } : {}),
    ...(isAgain ? { replacing: { how: given('replacingHow'), reason: given('replacingReason') } } : {}),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  'intended.number': 'intendedNumber',
  'replacing.how': 'replacingHow',
  'replacing.reason': 'replacingReason',
  'intended.bornOn': 'foreignBornOn',
  'intended.nationality': 'foreignNationality',
  'intended.passportNumber': 'foreignPassport',
};

/** The field of a form by that of the service. */
export function wishFieldName(form: WishForm, field: string): string {
  const name = field.replace(/^wish\./, '');
  if (name === 'intended.fullName') return form === 'marriage' ? 'intendedName' : 'foreignName';
  return NAMES[name] ?? name;
}

const compact = (text: string): string => text.replace(/\s+/g, '');

function textOf(typed: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = typed[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
