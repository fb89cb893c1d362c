import { choice, code, defineKind, text } from '../../registry/index.ts';
import { RELATIONS } from './choices.ts';

const personalNumber = (vi: string, en: string) => code({ title: { vi, en }, pattern: '\\d{12}' });
const communeCode = () => code({ title: { vi: 'Xã, phường (mã)', en: 'Commune (code)' }, pattern: '\\d{5}' });
const addressLine = () => text({ title: { vi: 'Địa chỉ', en: 'Address' } });

/** Those who live under one roof, with their head (Law on Residence 68/2020/QH14 art. 10). */
export const household = defineKind({
  system: 'population',
  name: 'household',
  title: { vi: 'Hộ gia đình', en: 'Household' },
  key: ['id'],
  people: ['headNumber'],
  fields: {
    id: code({ title: { vi: 'Mã hộ', en: 'Household code' }, pattern: '[0-9A-Za-z-]+', longest: 60 }),
    headNumber: personalNumber('Chủ hộ', 'Head'),
    communeCode: communeCode(),
    addressLine: addressLine(),
  },
  mentions: [{ fields: ['headNumber'], to: 'person' }],
  indexed: [['communeCode', 'addressLine'], ['headNumber']],
  territory: 'communeCode',
  shownToPeople: { confirmable: ['communeCode', 'addressLine'] },
  rules: [
    {
      name: 'head_not_member',
      title: { vi: 'Chủ hộ không phải là thành viên của hộ', en: 'The head is no member of the household' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM residence WHERE residence.household_id = household.id AND residence.valid_during @> :today)
        AND NOT EXISTS (SELECT FROM residence WHERE residence.household_id = household.id
          AND residence.person_number = household.head_number AND residence.valid_during @> :today)`,
    },
    {
      name: 'two_heads',
      title: { vi: 'Hộ có nhiều người ghi là chủ hộ', en: 'More than one member is said to be the head' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `(SELECT count(*) FROM residence WHERE residence.household_id = household.id AND residence.relation = 'head'
        AND residence.valid_during @> :today) > 1`,
    },
    {
      name: 'household_empty',
      title: { vi: 'Hộ không còn thành viên nào', en: 'Nobody is left in the household' },
      dimension: 'live',
      severity: 'warning',
      moment: 'stock',
      broken: `NOT EXISTS (SELECT FROM residence WHERE residence.household_id = household.id
        AND residence.valid_during @> :today)`,
    },
    {
      // Who is under 18 is nobody's head while a parent or guardian lives with them (Law on Residence art. 10.1, 12).
      name: 'minors_alone',
      title: { vi: 'Hộ chỉ có người chưa đủ 18 tuổi', en: 'Only minors live in the household' },
      dimension: 'correct',
      severity: 'warning',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM residence WHERE residence.household_id = household.id AND residence.valid_during @> :today)
        AND NOT EXISTS (SELECT FROM residence JOIN person ON person.number = residence.person_number
            AND person.valid_during @> :today
          WHERE residence.household_id = household.id AND residence.valid_during @> :today
            AND person.born_on <= :today - interval '18 years')`,
    },
  ],
});

/** Where a person is permanently registered: one place at a time (Law on Residence 68/2020/QH14 art. 2.8), and only the living. */
export const residence = defineKind({
  system: 'population',
  name: 'residence',
  title: { vi: 'Thường trú', en: 'Permanent residence' },
  key: ['personNumber'],
  people: ['personNumber'],
  fields: {
    personNumber: personalNumber('Người', 'Person'),
    // One in ten people moves in a year, so after five years and no word half live elsewhere by now.
    householdId: code({
      title: { vi: 'Hộ', en: 'Household' },
      pattern: '[0-9A-Za-z-]+',
      longest: 60,
      halfLife_days: 1_825,
    }),
    relation: choice({ title: { vi: 'Quan hệ với chủ hộ', en: 'Relation to the head' }, choices: RELATIONS }),
  },
  references: [
    { fields: ['personNumber'], to: 'person' },
    { fields: ['householdId'], to: 'household' },
  ],
  indexed: [['householdId']],
  territory: {
    column: 'home.commune_code',
    joins: `LEFT JOIN household home ON home.id = residence.household_id AND home.valid_during @> :today`,
  },
  shownToPeople: { confirmable: ['householdId', 'relation'] },
  rules: [
    {
      // A declaration strikes the residence off (Law on Residence art. 24.1.a).
      name: 'resident_missing',
      title: { vi: 'Người bị tuyên bố mất tích vẫn còn nơi thường trú', en: 'A resident is declared missing' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM missing WHERE missing.person_number = residence.person_number
        AND missing.valid_during @> :today)`,
    },
    {
      name: 'head_by_relation_only',
      title: { vi: 'Ghi là chủ hộ nhưng hộ có chủ hộ khác', en: 'Said to be the head, but the household has another' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `(residence.relation = 'head') <> EXISTS (SELECT FROM household WHERE household.id = residence.household_id
        AND household.head_number = residence.person_number AND household.valid_during @> :today)`,
    },
  ],
});

/** Where a person lives outside the permanent residence for thirty days or longer: two years at most, renewable (Law on Residence art. 27). */
export const temporaryResidence = defineKind({
  system: 'population',
  name: 'temporary_residence',
  title: { vi: 'Tạm trú', en: 'Temporary residence' },
  key: ['personNumber'],
  people: ['personNumber', 'hostNumber'],
  fields: {
    personNumber: personalNumber('Người', 'Person'),
    communeCode: communeCode(),
    addressLine: addressLine(),
    hostNumber: code({
      title: { vi: 'Chủ chỗ ở', en: 'Owner of the place' },
      pattern: '\\d{12}',
      optional: true,
    }),
    why: choice({
      title: { vi: 'Lý do', en: 'Reason' },
      choices: {
        work: { vi: 'Lao động', en: 'Work' },
        study: { vi: 'Học tập', en: 'Study' },
        family: { vi: 'Sống cùng gia đình', en: 'Living with family' },
        other: { vi: 'Mục đích khác', en: 'Other' },
      },
    }),
  },
  checks: ["upper(valid_during) <= lower(valid_during) + interval '2 years'", 'NOT upper_inf(valid_during)'],
  references: [{ fields: ['personNumber'], to: 'person' }],
  indexed: [['communeCode']],
  territory: 'communeCode',
});

/** That a person is away from the place of residence (Law on Residence art. 31). */
export const temporaryAbsence = defineKind({
  system: 'population',
  name: 'temporary_absence',
  title: { vi: 'Tạm vắng', en: 'Temporary absence' },
  key: ['personNumber'],
  people: ['personNumber'],
  fields: {
    personNumber: personalNumber('Người', 'Person'),
    destination: text({ title: { vi: 'Nơi đến', en: 'Where to' } }),
    why: choice({
      title: { vi: 'Lý do', en: 'Reason' },
      choices: {
        travel: { vi: 'Đi ngoài địa bàn huyện cũ từ 01 năm', en: 'Away for a year or longer' },
        abroad: { vi: 'Ra nước ngoài', en: 'Abroad' },
        'military-service': {
          vi: 'Trong độ tuổi nghĩa vụ quân sự, đi từ 03 tháng',
          en: 'Of age for military service, for three months or longer',
        },
        restricted: { vi: 'Người phải khai báo khi đi khỏi nơi cư trú', en: 'Must declare before leaving' },
      },
    }),
  },
  checks: ['NOT upper_inf(valid_during)'],
  references: [{ fields: ['personNumber'], to: 'person' }],
});
