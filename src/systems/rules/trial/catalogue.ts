import type { Bilingual } from '../../../kernel/text.ts';
import type { Form } from './recipe.ts';

/** A fact that registers tell for counting: what it is called, in which forms a model can have it, what its codes are. */
export interface KnownFact {
  name: string;
  title: Bilingual;
  forms: readonly Form[];
  codes?: Readonly<Record<string, Bilingual>>;
}

const RELATIONS = [
  'head',
  'spouse',
  'partner',
  'child',
  'parent',
  'parent-in-law',
  'child-in-law',
  'grandchild',
  'other',
];
const same = (codes: readonly string[]): Record<string, Bilingual> =>
  Object.fromEntries(codes.map((code) => [code, { vi: code, en: code }]));

/** The facts of the population register (`population.extractFacts`). */
export const FACTS: readonly KnownFact[] = [
  {
    name: 'birthMonth',
    title: { vi: 'Tháng sinh', en: 'Month of birth' },
    forms: ['age', 'months', 'date'],
  },
  {
    name: 'sex',
    title: { vi: 'Giới tính', en: 'Sex' },
    forms: ['text', 'one_of'],
    codes: { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } },
  },
  {
    name: 'province',
    title: { vi: 'Tỉnh, thành phố thường trú (mã)', en: 'Province of residence (code)' },
    forms: ['text', 'one_of'],
  },
  {
    name: 'commune',
    title: { vi: 'Xã, phường thường trú (mã)', en: 'Commune of residence (code)' },
    forms: ['text', 'one_of'],
  },
  { name: 'ethnicGroup', title: { vi: 'Dân tộc (mã)', en: 'Ethnic group (code)' }, forms: ['text', 'one_of'] },
  { name: 'nationality', title: { vi: 'Quốc tịch (mã)', en: 'Nationality (code)' }, forms: ['text', 'one_of'] },
  {
    name: 'maritalStatus',
    title: { vi: 'Tình trạng hôn nhân', en: 'Marital status' },
    forms: ['text', 'one_of'],
    codes: same(['single', 'married', 'widowed', 'divorced']),
  },
  {
    name: 'householdSize',
    title: { vi: 'Số người trong hộ', en: 'People in the household' },
    forms: ['number', 'one_of'],
  },
  {
    name: 'relationToHead',
    title: { vi: 'Quan hệ với chủ hộ', en: 'Relation to the head of the household' },
    forms: ['text', 'one_of'],
    codes: same(RELATIONS),
  },
];

/** What each form gives, in the words of the form's page. */
export const FORM_TITLES: Record<Form, Bilingual> = {
  text: { vi: 'giá trị', en: 'its value' },
  number: { vi: 'số', en: 'as a number' },
  age: { vi: 'tuổi tròn năm', en: 'age in full years' },
  months: { vi: 'tuổi tính bằng tháng', en: 'age in months' },
  date: { vi: 'ngày sinh, lấy ngày 1 của tháng', en: 'date of birth, the first of the month' },
  one_of: { vi: 'có hoặc không, theo các mã đã ghi', en: 'yes or no, by the codes given' },
};

/** Of which type of FEEL a form's values are. */
const TYPE_OF: Record<Form, string> = {
  text: 'string',
  number: 'number',
  age: 'number',
  months: 'number',
  date: 'date',
  one_of: 'boolean',
};

/** The facts and forms that fit an input of a type; all when the model says no type. */
export function fitting(type: string): { fact: KnownFact; form: Form }[] {
  return FACTS.flatMap((fact) =>
    fact.forms.filter((form) => type === 'Any' || TYPE_OF[form] === type).map((form) => ({ fact, form })),
  );
}

/** What of the fact an input is most likely meant as, by what the model says of it or by its name; undefined when that says nothing. */
export function likely(input: {
  name: string;
  fact: string | null;
  type: string;
}): { fact: string; form: Form } | undefined {
  const said = `${input.fact ?? ''} ${input.name}`.toLowerCase();
  const wanted: [RegExp, string][] = [
    [/birth|born|\bage\b|tuổi|sinh/u, 'birthMonth'],
    [/\bsex\b|gender|giới/u, 'sex'],
    [/province|tỉnh/u, 'province'],
    [/commune|\bxã\b/u, 'commune'],
    [/ethnic|dân tộc/u, 'ethnicGroup'],
    [/national|quốc tịch/u, 'nationality'],
    [/marital|hôn nhân/u, 'maritalStatus'],
    [/household size|people in the household|số người/u, 'householdSize'],
  ];
  const name = wanted.find(([pattern]) => pattern.test(said))?.[1];
  const options = fitting(input.type).filter(({ fact, form }) => fact.name === name && form !== 'one_of');
  const monthly = options.find(({ form }) => form === 'months' && /month|tháng/u.test(said));
  const found = monthly ?? options[0];
  return found && { fact: found.fact.name, form: found.form };
}
