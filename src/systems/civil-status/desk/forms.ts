import { COUNTRIES, ETHNIC_GROUPS } from '../../../country/index.ts';
import type { AskedField } from '../../../design/index.ts';
import type { Bilingual, Language } from '../../../kernel/text.ts';
import type { Book } from '../books.ts';
import { ADOPTER_KINDS, CHANGE_KINDS, DEATH_EVIDENCE, DECLARANTS, END_CAUSES, WARD_KINDS } from '../choices.ts';

/** Somebody whom an act is about: only the number is asked for, all else comes from the population register. */
export interface PersonField {
  /** Where the number stands in the input of the service: `deceasedNumber`, or `husband` for one who may be a foreigner. */
  name: string;
  label: Bilingual;
  hint?: Bilingual;
  optional?: boolean;
  /** May be a foreigner instead, of whom all is asked for. */
  mayBeForeign?: boolean;
}

/** What no register knows. `name` is its path in the input of the service. */
export interface ActField extends AskedField {
  /** Only when one of the people is a foreigner. */
  forForeigners?: boolean;
}

/** The form of an act: whom it is about, what else is asked, and on which documents it may rest. */
export interface ActForm {
  people: readonly PersonField[];
  asked: readonly ActField[];
  evidence: Readonly<Record<string, Bilingual>>;
  /** What is the same in every input, by path. */
  fixed?: Readonly<Record<string, string>>;
}

const APPLICATION: Bilingual = { vi: 'Tờ khai', en: 'Application' };
const JUDGMENT: Bilingual = { vi: 'Bản án, quyết định của Tòa án', en: 'Court judgment' };
const DECISION: Bilingual = { vi: 'Quyết định của cơ quan có thẩm quyền', en: 'Decision of an authority' };
const FOREIGN: Bilingual = { vi: 'Giấy tờ của cơ quan nước ngoài', en: 'Document of an authority abroad' };
const SEXES = { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } };
const groups = Object.fromEntries(ETHNIC_GROUPS.map(({ code, name }) => [code, { vi: name, en: name }]));

const declarant: PersonField = { name: 'declarantNumber', label: { vi: 'Người đi khai tử', en: 'Declarant' } };
const deceased: PersonField = { name: 'deceasedNumber', label: { vi: 'Người chết', en: 'The deceased' } };
const diedOn: ActField = { name: 'diedOn', label: { vi: 'Ngày chết', en: 'Day of death' }, as: 'date' };
const place: ActField = { name: 'place', label: { vi: 'Nơi chết', en: 'Place of death' }, as: 'text' };
const couple = (prefix: string): PersonField[] => [
  {
    name: `${prefix}husband`,
    label: { vi: 'Người chồng', en: 'Husband' },
    hint: { vi: 'Để trống nếu là người nước ngoài.', en: 'Leave empty when he is a foreigner.' },
    mayBeForeign: true,
  },
  {
    name: `${prefix}wife`,
    label: { vi: 'Người vợ', en: 'Wife' },
    hint: { vi: 'Để trống nếu là người nước ngoài.', en: 'Leave empty when she is a foreigner.' },
    mayBeForeign: true,
  },
];
const doubtsSettled: Omit<ActField, 'name'> = {
  label: { vi: 'Kết quả xem xét sổ giấy đã số hóa', en: 'What was found in transcribed paper books' },
  hint: {
    vi: 'Chỉ ghi khi sổ giấy có nêu một trong hai người: đã xem gì và vì sao vẫn được kết hôn.',
    en: 'Only when such a book names one of the two: what was looked at, and why they may marry all the same.',
  },
  as: 'words',
  optional: true,
};
const foreignDocument: ActField[] = [
  { name: 'country', label: { vi: 'Nước', en: 'Country' }, as: 'choice', choices: COUNTRIES, byLabel: true },
  { name: 'authority', label: { vi: 'Cơ quan đã đăng ký', en: 'Authority that registered it' }, as: 'text' },
  { name: 'documentNumber', label: { vi: 'Số giấy tờ nước ngoài', en: 'Number of the foreign document' }, as: 'text' },
  { name: 'documentOn', label: { vi: 'Có hiệu lực từ ngày', en: 'In effect from' }, as: 'date' },
];

/** The forms of the desk. An act abroad has one for each kind of act, under `abroad-…`. */
export const FORMS: Readonly<Record<string, ActForm & { book: Book }>> = {
  marriage: {
    book: 'marriage',
    people: couple(''),
    asked: [
      {
        name: 'foreignEvidence',
        label: {
          vi: 'Giấy xác nhận đủ điều kiện kết hôn của người nước ngoài',
          en: 'Paper that says that the foreigner may marry',
        },
        as: 'text',
        forForeigners: true,
      },
      { ...doubtsSettled, name: 'doubtsSettled' },
      {
        name: 'bothConsented',
        label: {
          vi: 'Cả hai bên có mặt, tự nguyện kết hôn và đã ký vào Sổ',
          en: 'Both are present, marry of their own will and have signed the book',
        },
        as: 'check',
      },
    ],
    evidence: { application: APPLICATION },
  },
  death: {
    book: 'death',
    people: [deceased, declarant],
    asked: [
      diedOn,
      {
        name: 'diedAt',
        label: { vi: 'Giờ chết', en: 'Hour of death' },
        hint: { vi: 'Ví dụ 14:05', en: 'E.g. 14:05' },
        as: 'time',
        optional: true,
      },
      place,
      { name: 'cause', label: { vi: 'Nguyên nhân chết', en: 'Cause of death' }, as: 'text', optional: true },
      {
        name: 'declarantIs',
        label: { vi: 'Quan hệ của người đi khai với người chết', en: 'What the declarant is to the deceased' },
        as: 'radio',
        choices: DECLARANTS,
      },
      {
        name: 'lateReason',
        label: { vi: 'Lý do khai sau 15 ngày', en: 'Why it is declared after 15 days' },
        as: 'words',
        optional: true,
      },
    ],
    evidence: DEATH_EVIDENCE,
  },
  divorce: {
    book: 'divorce',
    people: [{ name: 'spouseNumber', label: { vi: 'Vợ hoặc chồng', en: 'Husband or wife' } }],
    asked: [
      {
        name: 'kind',
        label: { vi: 'Tòa án quyết định', en: 'The court decided' },
        as: 'radio',
        choices: {
          divorce: { vi: 'Ly hôn', en: 'Divorce' },
          annulment: { vi: 'Hủy việc kết hôn trái pháp luật', en: 'Annulment of an unlawful marriage' },
        },
      },
      { name: 'judgment.number', label: { vi: 'Số bản án, quyết định', en: 'Number of the judgment' }, as: 'text' },
      { name: 'judgment.court', label: { vi: 'Tòa án', en: 'Court' }, as: 'text' },
      { name: 'judgment.issuedOn', label: { vi: 'Ngày ra bản án', en: 'Day of the judgment' }, as: 'date' },
      {
        name: 'judgment.effectiveOn',
        label: { vi: 'Ngày có hiệu lực', en: 'Day on which it took effect' },
        as: 'date',
      },
    ],
    evidence: { judgment: JUDGMENT },
  },
  recognition: {
    book: 'recognition',
    people: [
      { name: 'parentNumber', label: { vi: 'Người nhận là cha, mẹ', en: 'Parent' } },
      { name: 'childNumber', label: { vi: 'Người con', en: 'Child' } },
    ],
    asked: [
      {
        name: 'role',
        label: { vi: 'Người nhận là', en: 'The parent is the' },
        as: 'radio',
        choices: { father: { vi: 'Cha', en: 'Father' }, mother: { vi: 'Mẹ', en: 'Mother' } },
      },
      {
        name: 'othersConsented',
        label: {
          vi: 'Cha, mẹ còn lại hoặc người con đã thành niên đồng ý; không có tranh chấp',
          en: 'The other parent, or the child who is of age, agrees; nobody disputes it',
        },
        as: 'check',
      },
    ],
    evidence: {
      'kinship-test': { vi: 'Kết quả giám định quan hệ cha, mẹ, con', en: 'Kinship test' },
      undertaking: { vi: 'Văn bản cam đoan có người làm chứng', en: 'Undertaking with witnesses' },
    },
  },
  adoption: {
    book: 'adoption',
    people: [
      { name: 'childNumber', label: { vi: 'Người được nhận làm con nuôi', en: 'Who is adopted' } },
      { name: 'fatherNumber', label: { vi: 'Cha nuôi', en: 'Adoptive father' }, optional: true },
      { name: 'motherNumber', label: { vi: 'Mẹ nuôi', en: 'Adoptive mother' }, optional: true },
    ],
    asked: [
      {
        name: 'adopterIs',
        label: { vi: 'Quan hệ với người được nhận', en: 'What the adopter is to the child already' },
        as: 'radio',
        choices: ADOPTER_KINDS,
      },
      {
        name: 'newName',
        label: { vi: 'Họ, chữ đệm, tên mới của con nuôi', en: 'New name of the child' },
        as: 'text',
        optional: true,
      },
      {
        name: 'parentsConsented',
        label: {
          vi: 'Cha, mẹ đẻ hoặc người giám hộ đồng ý bằng văn bản',
          en: 'The parents or the guardian agree in writing',
        },
        as: 'check',
      },
      {
        name: 'childConsented',
        label: { vi: 'Trẻ từ đủ 9 tuổi đồng ý', en: 'The child of 9 years or more agrees' },
        as: 'check',
        optional: true,
      },
    ],
    evidence: { application: APPLICATION, decision: DECISION },
  },
  guardianship: {
    book: 'guardianship',
    people: [
      { name: 'wardNumber', label: { vi: 'Người được giám hộ', en: 'Ward' } },
      { name: 'guardianNumber', label: { vi: 'Người giám hộ', en: 'Guardian' } },
      {
        name: 'coGuardianNumber',
        label: { vi: 'Người cùng giám hộ', en: 'Co-guardian' },
        hint: { vi: 'Chỉ khi ông và bà cùng giám hộ.', en: 'Only a grandparent beside a grandparent.' },
        optional: true,
      },
    ],
    asked: [
      {
        name: 'wardIs',
        label: { vi: 'Lý do cần người giám hộ', en: 'Why a guardian is needed' },
        as: 'radio',
        choices: WARD_KINDS,
      },
    ],
    evidence: { application: APPLICATION, decision: DECISION, judgment: JUDGMENT },
  },
  'guardianship-end': {
    book: 'guardianship-end',
    people: [{ name: 'wardNumber', label: { vi: 'Người được giám hộ', en: 'Ward' } }],
    asked: [{ name: 'cause', label: { vi: 'Lý do chấm dứt', en: 'Why it ends' }, as: 'radio', choices: END_CAUSES }],
    evidence: { application: APPLICATION, decision: DECISION, judgment: JUDGMENT },
  },
  change: {
    book: 'change',
    people: [{ name: 'number', label: { vi: 'Người được thay đổi, cải chính', en: 'Whose details are changed' } }],
    asked: [
      { name: 'kind', label: { vi: 'Loại việc', en: 'Kind' }, as: 'radio', choices: CHANGE_KINDS },
      {
        name: 'details.fullName',
        label: { vi: 'Họ, chữ đệm, tên mới', en: 'New full name' },
        as: 'text',
        optional: true,
      },
      {
        name: 'details.sex',
        label: { vi: 'Giới tính đúng', en: 'Sex as it is' },
        as: 'choice',
        choices: SEXES,
        optional: true,
      },
      {
        name: 'details.bornOn',
        label: { vi: 'Ngày sinh đúng', en: 'Date of birth as it is' },
        as: 'date',
        optional: true,
      },
      { name: 'details.birthPlace', label: { vi: 'Nơi sinh', en: 'Place of birth' }, as: 'text', optional: true },
      { name: 'details.hometown', label: { vi: 'Quê quán', en: 'Hometown' }, as: 'text', optional: true },
      {
        name: 'details.ethnicGroup',
        label: { vi: 'Dân tộc', en: 'Ethnic group' },
        as: 'choice',
        choices: groups,
        optional: true,
      },
      {
        name: 'consented',
        label: {
          vi: 'Người được thay đổi (từ đủ 9 tuổi; dân tộc: từ đủ 15 tuổi) đồng ý',
          en: 'The person (from 9 years; for the ethnic group from 15) agrees',
        },
        as: 'check',
        optional: true,
      },
    ],
    evidence: { application: APPLICATION, decision: DECISION, judgment: JUDGMENT },
  },
  'abroad-marriage': {
    book: 'abroad',
    people: couple('of.'),
    asked: [...foreignDocument, { ...doubtsSettled, name: 'of.doubtsSettled' }],
    evidence: { 'foreign-document': FOREIGN },
    fixed: { 'of.act': 'marriage' },
  },
  'abroad-divorce': {
    book: 'abroad',
    people: [{ name: 'of.spouseNumber', label: { vi: 'Vợ hoặc chồng', en: 'Husband or wife' } }],
    asked: foreignDocument,
    evidence: { 'foreign-document': FOREIGN },
    fixed: { 'of.act': 'divorce' },
  },
  'abroad-death': {
    book: 'abroad',
    people: [
      { ...deceased, name: 'of.deceasedNumber' },
      { ...declarant, name: 'of.declarantNumber' },
    ],
    asked: [{ ...diedOn, name: 'of.diedOn' }, { ...place, name: 'of.place' }, ...foreignDocument],
    evidence: { 'foreign-document': FOREIGN },
    fixed: { 'of.act': 'death' },
  },
};

/** What each form is called. */
export const FORM_TITLES: Readonly<Record<string, Bilingual>> = {
  marriage: { vi: 'Đăng ký kết hôn', en: 'Register a marriage' },
  death: { vi: 'Đăng ký khai tử', en: 'Register a death' },
  divorce: { vi: 'Ghi chú ly hôn', en: 'Note a divorce' },
  recognition: { vi: 'Đăng ký nhận cha, mẹ, con', en: 'Register a recognition' },
  adoption: { vi: 'Đăng ký nuôi con nuôi', en: 'Register an adoption' },
  guardianship: { vi: 'Đăng ký giám hộ', en: 'Register a guardianship' },
  'guardianship-end': { vi: 'Chấm dứt giám hộ', en: 'End a guardianship' },
  change: { vi: 'Thay đổi, cải chính, bổ sung', en: 'Change or correct details' },
  'abroad-marriage': { vi: 'Ghi sổ kết hôn ở nước ngoài', en: 'Enter a marriage abroad' },
  'abroad-divorce': { vi: 'Ghi sổ ly hôn ở nước ngoài', en: 'Enter a divorce abroad' },
  'abroad-death': { vi: 'Ghi sổ khai tử ở nước ngoài', en: 'Enter a death abroad' },
};

/** The names of a foreigner's fields, under the path of the person. */
export const FOREIGNER_FIELDS: readonly ActField[] = [
  { name: 'fullName', label: { vi: 'Họ và tên theo hộ chiếu', en: 'Name as in the passport' }, as: 'text' },
  { name: 'bornOn', label: { vi: 'Ngày sinh', en: 'Date of birth' }, as: 'date' },
  {
    name: 'nationality',
    label: { vi: 'Quốc tịch', en: 'Nationality' },
    as: 'choice',
    choices: COUNTRIES,
    byLabel: true,
  },
  { name: 'passportNumber', label: { vi: 'Số hộ chiếu', en: 'Passport number' }, as: 'text' },
];

/** The numbers that were typed, by the name of the person's field. */
export function numbersTyped(form: ActForm, typed: Readonly<Record<string, unknown>>): Record<string, string> {
  const numbers: Record<string, string> = {};
  for (const { name } of form.people) {
    const value = typed[name];
    const digits = typeof value === 'string' ? value.replace(/\s+/g, '') : '';
    if (/^\d{12}$/.test(digits)) numbers[name] = digits;
  }
  return numbers;
}

/** The input of the service from what a form sent: paths become objects, circles and boxes what they mean. */
export function inputOf(form: ActForm, typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const put = (path: string, value: unknown) => {
    const names = path.split('.');
    let at = input;
    for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
    at[names.at(-1)!] = value;
  };
  const textOf = (name: string) => {
    const value = typed[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  for (const [path, value] of Object.entries(form.fixed ?? {})) put(path, value);
  const numbers = numbersTyped(form, typed);
  for (const { name, mayBeForeign } of form.people) {
    const number = numbers[name];
    if (!mayBeForeign) {
      // What is no number of twelve digits is sent as it was typed, and refused beside its field.
      const value = number ?? textOf(name);
      if (value !== undefined) put(name, value);
    } else if (number) put(name, { kind: 'person', number });
    else {
      put(`${name}.kind`, 'foreigner');
      for (const field of FOREIGNER_FIELDS) {
        const value = textOf(`${name}.${field.name}`);
        if (value !== undefined) put(`${name}.${field.name}`, value);
      }
    }
  }
  for (const { name, as } of form.asked) {
    const value = as === 'check' ? typed[name] === 'yes' : textOf(name);
    if (value !== undefined) put(name, value);
  }
  if (form.asked.some(({ name }) => name.startsWith('details.'))) input.details ??= {};
  return input;
}

/** A choice as a field of the design shows it. */
export const choicesIn = (choices: Readonly<Record<string, Bilingual>>, language: Language) =>
  Object.entries(choices).map(([value, label]) => ({ value, label: label[language] }));
