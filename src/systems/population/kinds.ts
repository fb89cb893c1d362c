import { COUNTRY_CODES, ETHNIC_GROUPS, countryName, ethnicGroup } from '../../country/index.ts';
import { choice, code, date, defineKind, text } from '../registry/index.ts';

/** `NN-` (người nước ngoài) and ten letters and digits that are easily read out. */
const FOREIGNER = 'NN-[2-9A-HJKMNP-TV-Z]{10}';

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
      title: { vi: 'Dân tộc', en: 'Ethnic group' },
      pattern: '\\d{2}',
      optional: true,
      disclosure: 'protected',
      nameOf: (code) => ethnicGroup(code)?.name,
      listed: ETHNIC_GROUPS.map(({ code }) => code),
    }),
    nationality: code({
      title: { vi: 'Quốc tịch', en: 'Nationality' },
      pattern: '[A-Z]{2}',
      nameOf: countryName,
      listed: COUNTRY_CODES,
    }),
    hometown: text({ title: { vi: 'Quê quán', en: 'Hometown' }, optional: true }),
    diedOn: date({
      title: { vi: 'Ngày chết', en: 'Date of death' },
      optional: true,
      emptyMeans: { vi: 'Còn sống', en: 'Alive' },
      // Who gives no sign of life for twenty years is as likely dead or gone as not.
      halfLife_days: 7_300,
    }),
    deathPlace: text({ title: { vi: 'Nơi chết', en: 'Place of death' }, optional: true }),
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
      holds: `substr(number, 4, 3)::int = 100 * (2 * (date_part('year', born_on)::int / 100 - 19) + (sex = 'female')::int)
        + date_part('year', born_on)::int % 100`,
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
      // Everybody who is here resides or stays somewhere (Law on Residence 68/2020/QH14 art. 11 and 19).
      name: 'without_residence',
      title: { vi: 'Chưa có nơi thường trú, tạm trú', en: 'Neither a permanent nor a temporary residence' },
      dimension: 'sufficient',
      severity: 'warning',
      moment: 'stock',
      broken: `person.nationality = 'VN' AND person.died_on IS NULL
        AND NOT EXISTS (SELECT FROM residence WHERE residence.person_number = person.number AND residence.valid_during @> :today)
        AND NOT EXISTS (SELECT FROM temporary_residence stay
          WHERE stay.person_number = person.number AND stay.valid_during @> :today)`,
    },
    {
      name: 'name_not_clean',
      title: {
        vi: 'Tên có dấu cách thừa, chữ số hoặc viết hoa toàn bộ',
        en: 'Name with stray spaces, digits, or all in capitals',
      },
      dimension: 'clean',
      severity: 'warning',
      holds: `full_name !~ '\\s\\s|^\\s|\\s$|[0-9]' AND (full_name <> upper(full_name) OR length(full_name) < 3)
        AND full_name IS NFC NORMALIZED`,
    },
  ],
  names: ['fullName'],
  territory: {
    column: 'household.commune_code',
    joins: `LEFT JOIN residence ON residence.person_number = person.number AND residence.valid_during @> :today
      LEFT JOIN household ON household.id = residence.household_id AND household.valid_during @> :today`,
  },
  // Names, sex, birth and death are what the civil-status books say, but who finds them wrong may say so here.
  shownToPeople: { confirmable: ['hometown', 'ethnicGroup', 'diedOn'] },
  // Who applies for something has read their own facts on the way, and is alive.
  confirmedBy: [{ caller: 'cases', purposes: ['birth-registration'], fields: ['diedOn', 'hometown', 'ethnicGroup'] }],
});

const personalNumber = (title: { vi: string; en: string }) => code({ title, pattern: '\\d{12}' });

/**
 * What another is to a person in law, over time: with `person` the graph of families. One mother, one father, one spouse and
 * one guardian at a time are what the key says; a marriage is a line of each spouse. The relative has a personal number or
 * is a foreigner.
 */
export const relation = defineKind({
  system: 'population',
  name: 'relation',
  title: { vi: 'Quan hệ gia đình', en: 'Family relation' },
  key: ['personNumber', 'kind'],
  people: ['personNumber', 'relativeNumber'],
  fields: {
    personNumber: personalNumber({ vi: 'Người', en: 'Person' }),
    kind: choice({
      title: { vi: 'Người kia là', en: 'The other is' },
      choices: {
        mother: { vi: 'Mẹ', en: 'Mother' },
        father: { vi: 'Cha', en: 'Father' },
        spouse: { vi: 'Vợ, chồng', en: 'Spouse' },
        guardian: { vi: 'Người giám hộ', en: 'Guardian' },
        'co-guardian': { vi: 'Người cùng giám hộ', en: 'Co-guardian' },
      },
    }),
    relativeNumber: code({ title: { vi: 'Người kia', en: 'The other' }, pattern: '\\d{12}', optional: true }),
    foreignerId: code({ title: { vi: 'Người nước ngoài', en: 'Foreigner' }, pattern: FOREIGNER, optional: true }),
    basis: choice({
      title: { vi: 'Căn cứ', en: 'Basis' },
      choices: {
        birth: { vi: 'Sinh', en: 'Birth' },
        recognition: { vi: 'Nhận cha, mẹ, con', en: 'Recognition' },
        adoption: { vi: 'Nuôi con nuôi', en: 'Adoption' },
        court: { vi: 'Quyết định của Tòa án', en: 'Court' },
        marriage: { vi: 'Kết hôn', en: 'Marriage' },
        guardianship: { vi: 'Giám hộ', en: 'Guardianship' },
      },
    }),
  },
  mentions: [
    { fields: ['personNumber'], to: 'person' },
    { fields: ['relativeNumber'], to: 'person' },
    { fields: ['foreignerId'], to: 'foreigner' },
  ],
  checks: ['num_nonnulls(relative_number, foreigner_id) = 1', 'person_number <> relative_number'],
  indexed: [['relativeNumber'], ['foreignerId']],
  shownToPeople: {},
  // What cannot be is refused on writing (`family/rules.ts`); this finds what came by other roads, and what should be looked at.
  rules: [
    {
      name: 'parent_too_young',
      title: { vi: 'Cha, mẹ hơn con chưa đến 12 tuổi', en: 'A parent less than 12 years older than the child' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM person child, person parent WHERE relation.kind IN ('mother', 'father')
        AND child.number = relation.person_number AND child.valid_during @> lower(relation.valid_during)
        AND parent.number = relation.relative_number
        AND parent.born_on > child.born_on - interval '12 years')`,
    },
    {
      name: 'mother_too_old',
      title: { vi: 'Mẹ sinh con khi đã quá 60 tuổi', en: 'A mother older than 60 at the birth' },
      dimension: 'correct',
      severity: 'warning',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM person child, person parent WHERE relation.kind = 'mother' AND relation.basis <> 'adoption'
        AND child.number = relation.person_number AND child.valid_during @> lower(relation.valid_during)
        AND parent.number = relation.relative_number AND parent.born_on < child.born_on - interval '61 years')`,
    },
    {
      // The law lets step-parents, uncles and aunts adopt without it (Law on Adoption 52/2010/QH12 art. 14.1.b, 14.3).
      name: 'adopter_not_20_older',
      title: { vi: 'Cha, mẹ nuôi hơn con nuôi chưa đến 20 tuổi', en: 'An adopter less than 20 years older' },
      dimension: 'correct',
      severity: 'warning',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM person child, person parent WHERE relation.basis = 'adoption'
        AND child.number = relation.person_number AND child.valid_during @> lower(relation.valid_during)
        AND parent.number = relation.relative_number AND parent.born_on > child.born_on - interval '20 years')`,
    },
    {
      // Law on Marriage and Family 52/2014/QH13 art. 8.1.a: men from 20, women from 18.
      name: 'married_under_age',
      title: { vi: 'Kết hôn khi chưa đủ tuổi', en: 'Married under age' },
      dimension: 'correct',
      severity: 'warning',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM person WHERE relation.kind = 'spouse' AND person.number = relation.person_number
        AND person.valid_during @> lower(relation.valid_during)
        AND person.born_on > lower(relation.valid_during) - CASE person.sex WHEN 'male' THEN interval '20 years' ELSE interval '18 years' END)`,
    },
    {
      name: 'marriage_one_sided',
      title: { vi: 'Hôn nhân chỉ ghi ở một bên', en: 'A marriage that only one side has' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `relation.kind = 'spouse' AND relation.relative_number IS NOT NULL AND NOT EXISTS (SELECT FROM relation other
        WHERE other.person_number = relation.relative_number AND other.kind = 'spouse'
          AND other.relative_number = relation.person_number AND (other.valid_during = relation.valid_during) IS TRUE)`,
    },
    {
      name: 'guardian_dead',
      title: { vi: 'Người giám hộ đã chết', en: 'The guardian has died' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `relation.kind IN ('guardian', 'co-guardian') AND EXISTS (SELECT FROM person
        WHERE person.number = relation.relative_number AND person.died_on < :today)`,
    },
  ],
});

/** Someone without a personal number, known by a passport: a spouse, a parent, a resident (Law 47/2014/QH13). */
export const foreigner = defineKind({
  system: 'population',
  name: 'foreigner',
  title: { vi: 'Người nước ngoài', en: 'Foreigner' },
  key: ['id'],
  fields: {
    id: code({ title: { vi: 'Mã người nước ngoài', en: 'Foreigner’s code' }, pattern: FOREIGNER }),
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 200 }),
    bornOn: date({ title: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' } }),
    nationality: code({ title: { vi: 'Quốc tịch (mã)', en: 'Nationality (code)' }, pattern: '[A-Z]{2}' }),
    passportNumber: code({ title: { vi: 'Số hộ chiếu', en: 'Passport number' }, pattern: '[0-9A-Za-z-]{5,20}' }),
    passportExpiresOn: date({ title: { vi: 'Hộ chiếu có giá trị đến', en: 'Passport good until' }, optional: true }),
    /** Temporary residence card (one to ten years) or permanent residence card (Law 47/2014/QH13 art. 36–43). */
    cardKind: choice({
      title: { vi: 'Loại thẻ cư trú', en: 'Residence card' },
      choices: {
        temporary: { vi: 'Thẻ tạm trú', en: 'Temporary residence card' },
        permanent: { vi: 'Thẻ thường trú', en: 'Permanent residence card' },
      },
      optional: true,
    }),
    cardNumber: code({ title: { vi: 'Số thẻ cư trú', en: 'Card number' }, pattern: '[0-9A-Z-]{4,20}', optional: true }),
    cardExpiresOn: date({ title: { vi: 'Thẻ có giá trị đến', en: 'Card good until' }, optional: true }),
    communeCode: code({ title: { vi: 'Xã, phường (mã)', en: 'Commune (code)' }, pattern: '\\d{5}', optional: true }),
    addressLine: text({ title: { vi: 'Nơi cư trú', en: 'Address' }, optional: true }),
    /** Whom the foreigner became on naturalisation, or was before losing the nationality. */
    personNumber: code({
      title: { vi: 'Số định danh cá nhân', en: 'Personal number' },
      pattern: '\\d{12}',
      optional: true,
    }),
  },
  people: ['personNumber'],
  mentions: [{ fields: ['personNumber'], to: 'person' }],
  checks: ['(card_kind IS NULL) = (card_number IS NULL)'],
  indexed: [['passportNumber', 'nationality'], ['personNumber']],
  names: ['fullName'],
  rules: [
    {
      name: 'passport_run_out',
      title: { vi: 'Hộ chiếu đã hết giá trị', en: 'The passport has run out' },
      dimension: 'live',
      severity: 'warning',
      moment: 'stock',
      broken: 'foreigner.passport_expires_on < :today AND foreigner.card_kind IS NOT NULL',
    },
    {
      name: 'card_run_out',
      title: { vi: 'Thẻ cư trú đã hết giá trị', en: 'The residence card has run out' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: 'foreigner.card_expires_on < :today',
    },
  ],
});

/** That a court has declared a person missing, until the person is back or declared dead (Civil Code 91/2015/QH13 art. 68–70). */
export const missing = defineKind({
  system: 'population',
  name: 'missing',
  title: { vi: 'Người bị tuyên bố mất tích', en: 'Declared missing' },
  key: ['personNumber'],
  people: ['personNumber'],
  fields: {
    personNumber: personalNumber({ vi: 'Người', en: 'Person' }),
    lastSeenOn: date({ title: { vi: 'Ngày biết được tin tức cuối cùng', en: 'Last heard of on' }, optional: true }),
    court: text({ title: { vi: 'Tòa án', en: 'Court' } }),
  },
  references: [{ fields: ['personNumber'], to: 'person' }],
});
