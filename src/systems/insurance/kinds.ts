import type { Bilingual } from '../../kernel/text.ts';
import { amount, choice, code, date, defineKind, text, whole } from '../registry/index.ts';
import { BENEFITS, DECLARATION_STATES, FUNDS, HEALTH_GROUPS, PAYERS, SCHEMES, STATUTORY_AMOUNTS } from './choices.ts';

const system = 'insurance';
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Eleven million a month is a usual wage; a thousand times that is a slip of the pen. */
const MOST_WAGE = 10_000_000_000;

const id = () => code({ title: { vi: 'mã bản ghi', en: 'record id' }, pattern: UUID });
const personNumber = () =>
  code({ title: { vi: 'số định danh cá nhân', en: 'personal number' }, pattern: '\\d{12}', disclosure: 'protected' });
const employerCode = <const More extends { optional?: true }>(more: More) =>
  code({
    title: { vi: 'mã đơn vị sử dụng lao động', en: 'employer' },
    pattern: '\\d{10}',
    example: '0102671977',
    ...more,
  });
const money = (title: Bilingual) => amount({ title, least: 0, disclosure: 'protected' });
const clause = () => text({ title: { vi: 'căn cứ', en: 'clause of law' }, longest: 200, disclosure: 'open' });

/** A rate of contribution, in hundredths of a percent of the wage, with the clause that sets it and the time in which it is in force. */
export const contributionRate = defineKind({
  system,
  name: 'contribution_rate',
  title: { vi: 'Tỷ lệ đóng', en: 'Rate of contribution' },
  key: ['fund', 'payer'],
  fields: {
    fund: choice({ title: { vi: 'quỹ', en: 'fund' }, choices: FUNDS, disclosure: 'open' }),
    payer: choice({ title: { vi: 'người đóng', en: 'payer' }, choices: PAYERS, disclosure: 'open' }),
    rateBasisPoints: whole({
      title: { vi: 'tỷ lệ, phần vạn', en: 'rate, in hundredths of a percent' },
      least: 0,
      most: 10_000,
      disclosure: 'open',
    }),
    clause: clause(),
  },
});

/** An amount that the law sets: reference level, minimum wages. Ceilings are multiples of them. */
export const statutoryAmount = defineKind({
  system,
  name: 'statutory_amount',
  title: { vi: 'Mức do Nhà nước quy định', en: 'Amount set by law' },
  key: ['name'],
  fields: {
    name: choice({ title: { vi: 'loại', en: 'which' }, choices: STATUTORY_AMOUNTS, disclosure: 'open' }),
    amount: amount({ title: { vi: 'mức, đồng một tháng', en: 'VND a month' }, least: 1, disclosure: 'open' }),
    clause: clause(),
  },
});

/** A unit that employs insured people: an enterprise, with the region of its minimum wage and the province whose office collects. */
export const employer = defineKind({
  system,
  name: 'employer',
  title: { vi: 'Đơn vị tham gia bảo hiểm', en: 'Employer' },
  key: ['code'],
  fields: {
    code: employerCode({}),
    name: text({ title: { vi: 'tên đơn vị', en: 'name' }, longest: 250, disclosure: 'open' }),
    wageRegion: whole({ title: { vi: 'vùng lương tối thiểu', en: 'region of the minimum wage' }, least: 1, most: 4 }),
    provinceCode: code({ title: { vi: 'tỉnh quản lý', en: 'province' }, pattern: '\\d{2}', disclosure: 'open' }),
  },
  names: ['name'],
});

/** Somebody takes part in a scheme: at which employer, on what wage. The key lets nobody be in a scheme twice at a time. */
export const participation = defineKind({
  system,
  name: 'participation',
  title: { vi: 'Quá trình tham gia', en: 'Participation' },
  key: ['personNumber', 'scheme'],
  fields: {
    personNumber: personNumber(),
    scheme: choice({ title: { vi: 'loại bảo hiểm', en: 'scheme' }, choices: SCHEMES }),
    employerCode: employerCode({ optional: true }),
    fullName: text({ title: { vi: 'họ, chữ đệm và tên', en: 'full name' }, longest: 200 }),
    wage: amount({
      title: { vi: 'tiền lương làm căn cứ đóng, đồng một tháng', en: 'wage for contributions, VND a month' },
      least: 1,
      most: MOST_WAGE,
      disclosure: 'protected',
      // Wages are agreed anew about once a year.
      halfLife_days: 730,
    }),
  },
  people: ['personNumber'],
  indexed: [['employerCode']],
  references: [{ fields: ['employerCode'], to: 'employer' }],
  checks: [`(employer_code IS NULL) = (scheme = 'social-voluntary')`],
  rules: [
    {
      name: 'voluntary_beside_compulsory',
      title: {
        vi: 'Vừa tham gia bắt buộc vừa tham gia tự nguyện trong cùng thời gian',
        en: 'In voluntary and compulsory social insurance at the same time',
      },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `participation.scheme = 'social-voluntary' AND EXISTS (SELECT FROM participation other
        WHERE other.person_number = participation.person_number AND other.scheme = 'social-compulsory'
          AND other.valid_during && participation.valid_during)`,
    },
    {
      name: 'overlaps_at_employer',
      title: {
        vi: 'Bảo hiểm xã hội và bảo hiểm thất nghiệp cùng lúc ở hai đơn vị khác nhau',
        en: 'Social and unemployment insurance at two employers at once',
      },
      dimension: 'correct',
      severity: 'warning',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM participation other WHERE other.person_number = participation.person_number
        AND other.scheme <> participation.scheme AND other.employer_code <> participation.employer_code
        AND other.valid_during && participation.valid_during)`,
    },
    {
      name: 'below_minimum_wage',
      title: { vi: 'Tiền lương thấp hơn lương tối thiểu vùng', en: 'Wage below the minimum of the region' },
      dimension: 'correct',
      severity: 'warning',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM employer JOIN statutory_amount least ON least.name = 'minimum-wage-' || employer.wage_region
        WHERE employer.code = participation.employer_code AND employer.valid_during @> :today
          AND least.valid_during @> :today AND participation.wage < least.amount)`,
    },
  ],
  shownToPeople: { unchallengeable: ['personNumber'], confirmable: ['employerCode', 'wage'] },
});

/** During which time a person has health insurance, as a member of which group, first treated where: what a card shows. */
export const coverage = defineKind({
  system,
  name: 'coverage',
  title: { vi: 'Thẻ bảo hiểm y tế', en: 'Health insurance' },
  key: ['personNumber'],
  fields: {
    personNumber: personNumber(),
    insuranceNumber: code({
      title: { vi: 'mã số bảo hiểm xã hội', en: 'insurance number' },
      pattern: '\\d{10}',
      disclosure: 'protected',
    }),
    objectCode: choice({ title: { vi: 'nhóm và mức hưởng', en: 'group and level' }, choices: HEALTH_GROUPS }),
    provinceCode: code({ title: { vi: 'tỉnh cấp thẻ', en: 'province' }, pattern: '\\d{2}' }),
    facilityCode: code({
      title: { vi: 'mã nơi đăng ký khám bệnh ban đầu', en: 'facility of first treatment (code)' },
      pattern: '[0-9A-Z][0-9A-Z.-]*',
      longest: 35,
      optional: true,
    }),
    facilityName: text({
      title: { vi: 'nơi đăng ký khám bệnh ban đầu', en: 'facility of first treatment' },
      longest: 200,
      optional: true,
    }),
  },
  people: ['personNumber'],
  checks: ['(facility_code IS NULL) = (facility_name IS NULL)'],
  rules: [
    {
      name: 'facility_missing',
      title: { vi: 'Chưa có nơi đăng ký khám bệnh ban đầu', en: 'No facility of first treatment' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'facility_code IS NOT NULL',
    },
    {
      name: 'card_over_two_years',
      title: {
        vi: 'Thẻ không phải của trẻ em mà có hạn trên hai năm',
        en: 'A card that is no child’s lasts over two years',
      },
      dimension: 'correct',
      severity: 'warning',
      holds: `object_code IN ('TE1', 'DN4', 'HC4', 'HT3', 'CC1')
        OR upper(valid_during) <= (lower(valid_during) + interval '2 years')::date`,
    },
    {
      name: 'worker_without_participation',
      title: {
        vi: 'Thẻ của người lao động mà không còn tham gia bảo hiểm xã hội',
        en: 'A worker’s card without social insurance',
      },
      dimension: 'live',
      severity: 'warning',
      moment: 'stock',
      broken: `coverage.object_code = 'DN4' AND upper_inf(coverage.valid_during) AND NOT EXISTS (SELECT FROM participation p
        WHERE p.person_number = coverage.person_number AND p.scheme = 'social-compulsory' AND p.valid_during @> :today)`,
    },
    {
      name: 'card_of_the_dead',
      title: { vi: 'Thẻ còn hạn của người đã chết', en: 'A valid card of somebody who has died' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM known_death death WHERE death.person_number = coverage.person_number AND death.died_on < :today)`,
    },
  ],
  shownToPeople: { unchallengeable: ['personNumber', 'insuranceNumber'] },
});

/** A declaration of an employer for a month: changes of its workers, row by row. */
export const declaration = defineKind({
  system,
  name: 'declaration',
  title: { vi: 'Tờ khai của đơn vị', en: 'Declaration of an employer' },
  key: ['id'],
  fields: {
    id: id(),
    employerCode: employerCode({}),
    month: code({ title: { vi: 'tháng', en: 'month' }, pattern: '\\d{4}-(0[1-9]|1[0-2])', example: '2026-10' }),
    fileMark: code({ title: { vi: 'mã băm của tệp', en: 'SHA-256 of the file' }, pattern: '[0-9a-f]{64}' }),
    state: choice({ title: { vi: 'tình trạng', en: 'state' }, choices: DECLARATION_STATES }),
    rowCount: whole({ title: { vi: 'số dòng', en: 'rows' }, least: 0 }),
    acceptedCount: whole({ title: { vi: 'số dòng ghi nhận', en: 'rows recorded' }, least: 0 }),
    unchangedCount: whole({ title: { vi: 'số dòng đã có', en: 'rows there already' }, least: 0 }),
    refusedCount: whole({ title: { vi: 'số dòng từ chối', en: 'rows refused' }, least: 0 }),
    declaredBy: code({
      title: { vi: 'người khai', en: 'declared by' },
      pattern: '\\d{12}',
      disclosure: 'protected',
    }),
  },
  people: ['declaredBy'],
  references: [{ fields: ['employerCode'], to: 'employer' }],
  indexed: [['employerCode', 'month'], ['state']],
});

/** What is due for one worker of one employer for a month: the time in which it is valid is that month. Amounts in VND. */
export const contribution = defineKind({
  system,
  name: 'contribution',
  title: { vi: 'Đóng bảo hiểm tháng', en: 'Contribution of a month' },
  key: ['personNumber', 'employerCode'],
  fields: {
    personNumber: personNumber(),
    employerCode: employerCode({}),
    wage: money({ vi: 'tiền lương làm căn cứ đóng', en: 'wage' }),
    socialWorker: money({ vi: 'bảo hiểm xã hội, người lao động', en: 'social insurance, worker' }),
    socialEmployer: money({ vi: 'bảo hiểm xã hội, đơn vị', en: 'social insurance, employer' }),
    healthWorker: money({ vi: 'bảo hiểm y tế, người lao động', en: 'health insurance, worker' }),
    healthEmployer: money({ vi: 'bảo hiểm y tế, đơn vị', en: 'health insurance, employer' }),
    unemploymentWorker: money({ vi: 'bảo hiểm thất nghiệp, người lao động', en: 'unemployment insurance, worker' }),
    unemploymentEmployer: money({ vi: 'bảo hiểm thất nghiệp, đơn vị', en: 'unemployment insurance, employer' }),
    declarationId: id(),
  },
  people: ['personNumber'],
  indexed: [['employerCode'], ['personNumber']],
  checks: [
    `valid_during = daterange(date_trunc('month', lower(valid_during))::date,
    (date_trunc('month', lower(valid_during)) + interval '1 month')::date)`,
  ],
  rules: [
    {
      name: 'no_participation',
      title: { vi: 'Đóng mà không có quá trình tham gia', en: 'Contribution without participation' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `NOT EXISTS (SELECT FROM participation p WHERE p.person_number = contribution.person_number
        AND p.employer_code = contribution.employer_code AND p.valid_during && contribution.valid_during)`,
    },
  ],
  shownToPeople: { unchallengeable: ['personNumber', 'declarationId'], hidden: ['declarationId'] },
});

/** An employer has paid what was due for a month. Without it the contributions are declared only. */
export const contributionPayment = defineKind({
  system,
  name: 'contribution_payment',
  title: { vi: 'Nộp tiền đóng bảo hiểm', en: 'Payment of contributions' },
  key: ['employerCode', 'month'],
  fields: {
    employerCode: employerCode({}),
    month: code({ title: { vi: 'tháng', en: 'month' }, pattern: '\\d{4}-(0[1-9]|1[0-2])' }),
    amount: amount({ title: { vi: 'số tiền, đồng', en: 'amount, VND' }, least: 1 }),
    paidOn: date({ title: { vi: 'ngày nộp', en: 'paid on' } }),
    reference: text({ title: { vi: 'số chứng từ', en: 'reference of the payment' }, longest: 100 }),
  },
});

/** A benefit that was granted: valid from the first to the last day for which it is due. */
export const benefit = defineKind({
  system,
  name: 'benefit',
  title: { vi: 'Chế độ bảo hiểm', en: 'Benefit' },
  key: ['id'],
  fields: {
    id: id(),
    personNumber: personNumber(),
    kind: choice({ title: { vi: 'chế độ', en: 'kind' }, choices: BENEFITS }),
    amount: amount({ title: { vi: 'mức hưởng, đồng', en: 'amount, VND' }, least: 1, disclosure: 'protected' }),
    per: choice({
      title: { vi: 'trả', en: 'paid' },
      choices: { month: { vi: 'hằng tháng', en: 'monthly' }, once: { vi: 'một lần', en: 'once' } },
    }),
    decisionNumber: text({ title: { vi: 'số quyết định', en: 'number of the decision' }, longest: 100 }),
  },
  people: ['personNumber'],
  indexed: [['personNumber']],
  rules: [
    {
      name: 'benefit_while_employed',
      title: {
        vi: 'Hưởng trợ cấp thất nghiệp khi đang tham gia bảo hiểm xã hội bắt buộc',
        en: 'Unemployment benefit while in compulsory social insurance',
      },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `benefit.kind = 'unemployment' AND EXISTS (SELECT FROM participation p
        WHERE p.person_number = benefit.person_number AND p.scheme = 'social-compulsory' AND p.valid_during @> :today)`,
    },
    {
      name: 'benefit_of_the_dead',
      title: { vi: 'Chế độ hằng tháng còn chạy của người đã chết', en: 'A monthly benefit of somebody who has died' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `benefit.per = 'month' AND EXISTS (SELECT FROM known_death death WHERE death.person_number = benefit.person_number
        AND date_trunc('month', death.died_on) < date_trunc('month', :today))`,
    },
  ],
  shownToPeople: { unchallengeable: ['id', 'personNumber'] },
});
