import { countryName, ethnicGroup } from '../../country/index.ts';
import { choice, code, date, defineKind, text } from '../registry/index.ts';

/** A person, by version: from birth to and with the day of death (Law on Identity 26/2023/QH15 art. 9). */
export const person = defineKind({
  system: 'population',
  name: 'person',
  title: { vi: 'Người', en: 'Person' },
  key: ['number'],
  people: ['number'],
  fields: {
    number: code({ title: { vi: 'Số định danh cá nhân', en: 'Personal number' }, pattern: '\\d{12}' }),
    fullName: text({ title: { vi: 'Họ, chữ đệm và tên', en: 'Full name' }, longest: 200 }),
    sex: choice({
      title: { vi: 'Giới tính', en: 'Sex' },
      choices: { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } },
    }),
    bornOn: date({ title: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' } }),
    birthPlace: text({ title: { vi: 'Nơi sinh', en: 'Place of birth' }, optional: true }),
    ethnicGroup: code({
      title: { vi: 'Dân tộc (mã)', en: 'Ethnic group (code)' },
      pattern: '\\d{2}',
      optional: true,
      disclosure: 'protected',
      nameOf: (code) => ethnicGroup(code)?.name,
    }),
    nationality: code({
      title: { vi: 'Quốc tịch (mã)', en: 'Nationality (code)' },
      pattern: '[A-Z]{2}',
      nameOf: countryName,
    }),
    hometown: text({ title: { vi: 'Quê quán', en: 'Hometown' }, optional: true }),
    diedOn: date({
      title: { vi: 'Ngày chết', en: 'Date of death' },
      optional: true,
      emptyMeans: { vi: 'Còn sống', en: 'Alive' },
      // Who gives no sign of life for twenty years is as likely dead or gone as not.
      halfLife_days: 7_300,
    }),
  },
  checks: ['died_on >= born_on'],
  rules: [
    {
      name: 'number_against_sex_or_year',
      title: {
        vi: 'Số định danh không khớp giới tính hoặc năm sinh',
        en: 'The personal number does not fit the sex or year of birth',
      },
      dimension: 'correct',
      severity: 'error',
      // Decree 70/2024/NĐ-CP: the fourth digit is century and sex, the next two the year.
      holds: `substr(number, 4, 1)::int = 2 * (extract(year FROM born_on)::int / 100 - 19) + (sex = 'female')::int
        AND substr(number, 5, 2)::int = extract(year FROM born_on)::int % 100`,
    },
    {
      name: 'born_before_1890',
      title: { vi: 'Năm sinh trước 1890', en: 'Born before 1890' },
      dimension: 'correct',
      severity: 'error',
      holds: `born_on >= '1890-01-01'`,
    },
    {
      name: 'hometown_missing',
      title: { vi: 'Thiếu quê quán', en: 'No hometown' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'hometown IS NOT NULL',
    },
    {
      name: 'ethnic_group_missing',
      title: { vi: 'Thiếu dân tộc', en: 'No ethnic group' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'ethnic_group IS NOT NULL',
    },
    {
      name: 'name_not_clean',
      title: {
        vi: 'Tên có dấu cách thừa, chữ số hoặc viết hoa toàn bộ',
        en: 'Name with stray spaces, digits, or all in capitals',
      },
      dimension: 'clean',
      severity: 'warning',
      holds: `full_name !~ '\\s{2,}|^\\s|\\s$|[0-9]' AND (full_name <> upper(full_name) OR length(full_name) < 3)
        AND full_name IS NFC NORMALIZED`,
    },
  ],
  names: ['fullName'],
  territory: {
    column: 'household.commune_code',
    joins: `LEFT JOIN residence ON residence.person_number = person.number AND residence.valid_during @> :today
      LEFT JOIN household ON household.id = residence.household_id`,
  },
  // Names, sex, birth and death are what the civil-status books say, but who finds them wrong may say so here.
  shownToPeople: { confirmable: ['hometown', 'ethnicGroup', 'diedOn'], unchallengeable: ['number'] },
});
