import { BRANCH_KINDS, CONTROL_GROUNDS, HOLDING_ROLES, LEGAL_FORMS, STATUSES, TITLES } from './enterprise-codes.ts';
import { amount, choice, code, date, defineKind, text, yesNo } from '../registry/index.ts';

const system = 'enterprises';
const ENTERPRISE_CODE = '\\d{10}';

/** Circular 105/2020/TT-BTC art. 5: the tenth digit is 10 less the weighted sum of the first nine modulo 11. */
const checkDigitOf = (column: string): string => {
  const sum = [31, 29, 23, 19, 17, 13, 7, 5, 3].map((weight, i) => `${weight} * substr(${column}, ${i + 1}, 1)::int`);
  return `substr(${column}, 10, 1)::int = 10 - (${sum.join(' + ')}) % 11`;
};

const enterpriseCode = code({
  title: { vi: 'Mã số doanh nghiệp', en: 'Enterprise code' },
  pattern: ENTERPRISE_CODE,
  disclosure: 'open',
});
const addressLine = text({ title: { vi: 'Số nhà, đường, thôn', en: 'House, street or hamlet' }, disclosure: 'open' });
const communeCode = code({
  title: { vi: 'Xã, phường (mã)', en: 'Commune (code)' },
  pattern: '\\d{5}',
  disclosure: 'open',
});
const personNumber = code({
  title: { vi: 'Số định danh cá nhân', en: 'Personal number' },
  pattern: '\\d{12}',
  disclosure: 'protected',
});
const fullName = text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 200, disclosure: 'open' });

/** Since 1 July 2025 there are no districts: an address that still names one is out of date. */
const addressRule = {
  name: 'address_in_old_unit',
  title: { vi: 'Địa chỉ còn ghi quận, huyện, thị xã', en: 'The address still names a district' },
  dimension: 'live',
  severity: 'warning',
  holds: `address_line !~* '(^|[ ,])(quận|huyện|thị xã) '`,
} as const;

const nameRule = (column: string) =>
  ({
    name: 'name_not_clean',
    title: { vi: 'Tên có dấu cách thừa hoặc ký tự tổ hợp rời', en: 'Name with stray spaces or loose combining signs' },
    dimension: 'clean',
    severity: 'warning',
    holds: `${column} !~ '\\s\\s|^\\s|\\s$' AND ${column} IS NFC NORMALIZED`,
  }) as const;

/** The population register says that whom a record names has died. Asked again as soon as that is heard of. */
const deathRule = (name: string, number: string, title: { vi: string; en: string }) =>
  ({
    name,
    title,
    dimension: 'live',
    severity: 'error',
    moment: 'stock',
    broken: `EXISTS (SELECT FROM known_death death WHERE death.person_number = ${number})`,
  }) as const;

/** An enterprise, by version: from its registration on; one that has ended keeps its last status. */
export const enterprise = defineKind({
  system,
  name: 'enterprise',
  title: { vi: 'Doanh nghiệp', en: 'Enterprise' },
  key: ['code'],
  fields: {
    code: enterpriseCode,
    name: text({ title: { vi: 'Tên doanh nghiệp', en: 'Name' }, longest: 250, disclosure: 'open' }),
    foreignName: text({
      title: { vi: 'Tên bằng tiếng nước ngoài', en: 'Name in a foreign language' },
      longest: 250,
      optional: true,
      disclosure: 'open',
    }),
    shortName: text({
      title: { vi: 'Tên viết tắt', en: 'Short name' },
      longest: 100,
      optional: true,
      disclosure: 'open',
    }),
    legalForm: choice({ title: { vi: 'Loại hình', en: 'Legal form' }, choices: LEGAL_FORMS, disclosure: 'open' }),
    status: choice({
      title: { vi: 'Tình trạng', en: 'Status' },
      choices: STATUSES,
      disclosure: 'open',
      halfLife_days: 730,
    }),
    suspendedUntil: date({
      title: { vi: 'Tạm ngừng đến trước ngày', en: 'Suspended until' },
      optional: true,
      disclosure: 'open',
    }),
    capital: amount({ title: { vi: 'Vốn điều lệ (đồng)', en: 'Charter capital (VND)' }, least: 0, disclosure: 'open' }),
    foundedOn: date({ title: { vi: 'Ngày đăng ký lần đầu', en: 'First registered on' }, disclosure: 'open' }),
    addressLine,
    communeCode,
  },
  checks: [checkDigitOf('code'), `(status = 'suspended') = (suspended_until IS NOT NULL)`],
  rules: [
    {
      name: 'name_without_type',
      title: { vi: 'Tên không bắt đầu bằng loại hình', en: 'The name does not begin with the legal form' },
      dimension: 'correct',
      severity: 'error',
      holds: `CASE legal_form WHEN 'joint-stock' THEN name ~* '^công ty (cổ phần|cp) '
        WHEN 'partnership' THEN name ~* '^công ty (hợp danh|hd) '
        WHEN 'private-enterprise' THEN name ~* '^(doanh nghiệp (tư nhân|tn)|dntn) '
        ELSE name ~* '^công ty (trách nhiệm hữu hạn|tnhh) ' END`,
    },
    {
      name: 'capital_missing',
      title: { vi: 'Thiếu vốn điều lệ', en: 'No charter capital' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'capital > 0',
    },
    {
      name: 'before_registration',
      title: { vi: 'Có thông tin trước ngày đăng ký lần đầu', en: 'Said to be so before the first registration' },
      dimension: 'correct',
      severity: 'error',
      holds: 'founded_on <= lower(valid_during)',
    },
    {
      name: 'suspended_over_a_year',
      title: { vi: 'Tạm ngừng quá một năm', en: 'Suspended for more than a year' },
      dimension: 'correct',
      severity: 'error',
      holds: `suspended_until <= lower(valid_during) + interval '1 year'`,
    },
    nameRule('name'),
    addressRule,
    {
      name: 'representative_missing',
      title: { vi: 'Không có người đại diện theo pháp luật', en: 'No legal representative' },
      dimension: 'sufficient',
      severity: 'error',
      moment: 'stock',
      broken: `enterprise.status IN ('operating', 'suspended') AND NOT EXISTS (SELECT FROM representative r
        WHERE r.enterprise_code = enterprise.code AND r.valid_during @> :today)`,
    },
    {
      name: 'no_beneficial_owner',
      title: {
        vi: 'Chưa kê khai và không tính được chủ sở hữu hưởng lợi',
        en: 'No beneficial owner is declared, and none follows from the shares',
      },
      dimension: 'sufficient',
      severity: 'warning',
      moment: 'stock',
      broken: `enterprise.status IN ('operating', 'suspended')
        AND NOT EXISTS (SELECT FROM beneficial_owner b
          WHERE b.enterprise_code = enterprise.code AND b.valid_during @> :today)
        AND NOT EXISTS (SELECT FROM member_or_shareholder m
          WHERE m.enterprise_code = enterprise.code AND m.valid_during @> :today
            AND (length(m.holder) = 10 OR m.contribution * 4 >= enterprise.capital))`,
    },
    {
      name: 'contributions_not_capital',
      title: { vi: 'Tổng phần vốn góp không khớp vốn điều lệ', en: 'The contributions do not fit the charter capital' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `enterprise.capital < coalesce((SELECT sum(m.contribution) FROM member_or_shareholder m
          WHERE m.enterprise_code = enterprise.code AND m.valid_during @> :today), 0)
        OR (enterprise.legal_form <> 'joint-stock' AND enterprise.status = 'operating'
          AND enterprise.capital > coalesce((SELECT sum(m.contribution) FROM member_or_shareholder m
            WHERE m.enterprise_code = enterprise.code AND m.valid_during @> :today), 0))`,
    },
    {
      name: 'dissolving_too_long',
      title: { vi: 'Thông báo giải thể quá 180 ngày', en: 'Under dissolution for more than 180 days' },
      dimension: 'live',
      severity: 'warning',
      moment: 'stock',
      broken: `enterprise.status = 'dissolving' AND lower(enterprise.valid_during) < :today - 180`,
    },
  ],
  territory: 'communeCode',
  indexed: [['communeCode']],
  names: ['name', 'foreignName', 'shortName'],
});

/** A dependent unit of an enterprise, from its registration to its closing. */
export const branch = defineKind({
  system,
  name: 'branch',
  title: { vi: 'Đơn vị phụ thuộc', en: 'Dependent unit' },
  key: ['code'],
  fields: {
    code: code({
      title: { vi: 'Mã số đơn vị', en: 'Code of the unit' },
      pattern: `${ENTERPRISE_CODE}-\\d{3}`,
      disclosure: 'open',
    }),
    enterpriseCode,
    kind: choice({ title: { vi: 'Loại', en: 'Kind' }, choices: BRANCH_KINDS, disclosure: 'open' }),
    name: text({ title: { vi: 'Tên đơn vị', en: 'Name of the unit' }, longest: 250, disclosure: 'open' }),
    addressLine,
    communeCode,
    headNumber: code({
      title: { vi: 'Số định danh người đứng đầu', en: 'Personal number of the head' },
      pattern: '\\d{12}',
      optional: true,
      disclosure: 'protected',
    }),
    headName: text({ title: { vi: 'Người đứng đầu', en: 'Head' }, longest: 200, optional: true, disclosure: 'open' }),
  },
  references: [{ fields: ['enterpriseCode'], to: 'enterprise' }],
  checks: [`left(code, 10) = enterprise_code`, `right(code, 3) <> '000'`],
  rules: [
    {
      name: 'head_missing',
      title: { vi: 'Thiếu người đứng đầu', en: 'No head' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'head_number IS NOT NULL',
    },
    nameRule('name'),
    addressRule,
    deathRule('branch_head_died', 'branch.head_number', {
      vi: 'Người đứng đầu đơn vị phụ thuộc đã chết',
      en: 'The head of the dependent unit has died',
    }),
  ],
  indexed: [['enterpriseCode']],
  names: ['name'],
  people: ['headNumber'],
});

/** A line of business that an enterprise has registered, by its class of the Vietnam Standard Industrial Classification. */
export const industry = defineKind({
  system,
  name: 'industry',
  title: { vi: 'Ngành, nghề kinh doanh', en: 'Line of business' },
  key: ['enterpriseCode', 'vsicCode'],
  fields: {
    enterpriseCode,
    vsicCode: code({ title: { vi: 'Mã ngành (VSIC)', en: 'Class (VSIC)' }, pattern: '\\d{4}', disclosure: 'open' }),
    isMain: yesNo({ title: { vi: 'Ngành chính', en: 'Main line' }, disclosure: 'open' }),
  },
  references: [{ fields: ['enterpriseCode'], to: 'enterprise' }],
});

/** Who acts for an enterprise in law, and in which post. */
export const representative = defineKind({
  system,
  name: 'representative',
  title: { vi: 'Người đại diện theo pháp luật', en: 'Legal representative' },
  key: ['enterpriseCode', 'personNumber'],
  fields: {
    enterpriseCode,
    personNumber,
    fullName,
    title: choice({ title: { vi: 'Chức danh', en: 'Post' }, choices: TITLES, disclosure: 'open' }),
  },
  references: [{ fields: ['enterpriseCode'], to: 'enterprise' }],
  rules: [
    nameRule('full_name'),
    {
      name: 'representative_minor',
      title: { vi: 'Người đại diện chưa đủ 18 tuổi', en: 'The representative is a minor' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      // The fourth digit of a personal number is century and sex, the next two the year of birth.
      broken: `1900 + 100 * (substr(representative.person_number, 4, 1)::int / 2)
        + substr(representative.person_number, 5, 2)::int > extract(year FROM :today) - 18`,
    },
    deathRule('representative_died', 'representative.person_number', {
      vi: 'Người đại diện theo pháp luật đã chết',
      en: 'The legal representative has died',
    }),
  ],
  shownToPeople: { unchallengeable: ['enterpriseCode', 'personNumber'] },
  indexed: [['personNumber']],
  names: ['fullName'],
  people: ['personNumber'],
});

/**
 * What a member or shareholder holds in an enterprise: a person by number (12 digits) or an enterprise by code (10 digits).
 * The share is the contribution as a fraction of the charter capital, so it is exact and is kept once.
 */
export const memberOrShareholder = defineKind({
  system,
  name: 'member_or_shareholder',
  title: { vi: 'Thành viên, cổ đông', en: 'Member or shareholder' },
  key: ['enterpriseCode', 'holder'],
  fields: {
    enterpriseCode,
    holder: code({
      title: { vi: 'Số định danh hoặc mã số doanh nghiệp', en: 'Personal number or enterprise code' },
      pattern: '\\d{12}|\\d{10}',
      disclosure: 'protected',
    }),
    holderName: text({ title: { vi: 'Tên thành viên, cổ đông', en: 'Name of the holder' }, longest: 250 }),
    role: choice({ title: { vi: 'Tư cách', en: 'Role' }, choices: HOLDING_ROLES }),
    contribution: amount({ title: { vi: 'Vốn cam kết góp (đồng)', en: 'Contribution committed (VND)' }, least: 1 }),
    paidIn: amount({ title: { vi: 'Vốn đã góp (đồng)', en: 'Contribution paid in (VND)' }, least: 0 }),
    dueOn: date({ title: { vi: 'Hạn góp đủ vốn', en: 'To be paid in by' } }),
  },
  references: [{ fields: ['enterpriseCode'], to: 'enterprise' }],
  checks: ['holder <> enterprise_code', 'paid_in <= contribution'],
  rules: [
    {
      name: 'not_paid_in',
      title: { vi: 'Chưa góp đủ vốn cam kết', en: 'The contribution is not fully paid in' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'paid_in = contribution',
    },
    {
      name: 'contribution_overdue',
      title: { vi: 'Quá 90 ngày chưa góp đủ vốn', en: 'Not paid in within 90 days' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `member_or_shareholder.paid_in < member_or_shareholder.contribution
        AND member_or_shareholder.due_on < :today`,
    },
    {
      name: 'holder_ended',
      title: {
        vi: 'Thành viên, cổ đông là doanh nghiệp đã chấm dứt',
        en: 'The holder is an enterprise that has ended',
      },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `length(member_or_shareholder.holder) = 10 AND NOT EXISTS (SELECT FROM enterprise e
        WHERE e.code = member_or_shareholder.holder AND e.valid_during @> :today
          AND e.status NOT IN ('dissolved', 'bankrupt'))`,
    },
    deathRule('holder_died', 'member_or_shareholder.holder', {
      vi: 'Thành viên, cổ đông đã chết, chưa đăng ký người thừa kế',
      en: 'The holder has died, and no heir is registered yet',
    }),
  ],
  shownToPeople: { unchallengeable: ['enterpriseCode', 'holder'] },
  indexed: [['holder']],
  people: ['holder'],
});

/** A person whom an enterprise has declared to be its beneficial owner. Those who are so by their shares are computed. */
export const beneficialOwner = defineKind({
  system,
  name: 'beneficial_owner',
  title: { vi: 'Chủ sở hữu hưởng lợi (kê khai)', en: 'Beneficial owner (declared)' },
  key: ['enterpriseCode', 'personNumber'],
  fields: {
    enterpriseCode,
    personNumber,
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 200, disclosure: 'protected' }),
    ground: choice({ title: { vi: 'Căn cứ', en: 'Ground' }, choices: CONTROL_GROUNDS, disclosure: 'protected' }),
    details: text({ title: { vi: 'Cách chi phối', en: 'How' }, longest: 500, optional: true, disclosure: 'protected' }),
  },
  references: [{ fields: ['enterpriseCode'], to: 'enterprise' }],
  rules: [
    {
      name: 'control_unexplained',
      title: { vi: 'Có quyền chi phối nhưng chưa nêu cách', en: 'Control is declared without saying how' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: `ground <> 'control' OR details IS NOT NULL`,
    },
    deathRule('beneficial_owner_died', 'beneficial_owner.person_number', {
      vi: 'Chủ sở hữu hưởng lợi đã kê khai đã chết',
      en: 'The declared beneficial owner has died',
    }),
  ],
  shownToPeople: { unchallengeable: ['enterpriseCode', 'personNumber'] },
  indexed: [['personNumber']],
  people: ['personNumber'],
});

/** A household business, by version. Since 1 July 2025 its code is the personal number of its owner (Decree 168/2025/NĐ-CP). */
export const householdBusiness = defineKind({
  system,
  name: 'household_business',
  title: { vi: 'Hộ kinh doanh', en: 'Household business' },
  key: ['code'],
  fields: {
    code: code({
      title: { vi: 'Mã số hộ kinh doanh', en: 'Code of the household business' },
      pattern: '\\d{12}',
      disclosure: 'protected',
    }),
    name: text({ title: { vi: 'Tên hộ kinh doanh', en: 'Name' }, longest: 250, disclosure: 'open' }),
    ownerName: text({ title: { vi: 'Chủ hộ kinh doanh', en: 'Owner' }, longest: 200, disclosure: 'open' }),
    status: choice({
      title: { vi: 'Tình trạng', en: 'Status' },
      choices: {
        operating: STATUSES.operating,
        suspended: STATUSES.suspended,
        ended: { vi: 'Đã chấm dứt hoạt động', en: 'Ended' },
      },
      disclosure: 'open',
      halfLife_days: 730,
    }),
    suspendedUntil: date({
      title: { vi: 'Tạm ngừng đến trước ngày', en: 'Suspended until' },
      optional: true,
      disclosure: 'open',
    }),
    capital: amount({ title: { vi: 'Vốn kinh doanh (đồng)', en: 'Capital (VND)' }, least: 0 }),
    vsicCode: code({
      title: { vi: 'Ngành chính (VSIC)', en: 'Main line (VSIC)' },
      pattern: '\\d{4}',
      disclosure: 'open',
    }),
    foundedOn: date({ title: { vi: 'Ngày đăng ký lần đầu', en: 'First registered on' }, disclosure: 'open' }),
    addressLine,
    communeCode,
  },
  checks: [`(status = 'suspended') = (suspended_until IS NOT NULL)`],
  rules: [
    nameRule('name'),
    addressRule,
    {
      ...deathRule('household_owner_died', 'household_business.code', {
        vi: 'Chủ hộ kinh doanh đã chết mà hộ chưa chấm dứt hoặc đổi chủ',
        en: 'The owner has died, and the household business has neither ended nor another owner',
      }),
      broken: `household_business.status <> 'ended'
        AND EXISTS (SELECT FROM known_death death WHERE death.person_number = household_business.code)`,
    },
  ],
  territory: 'communeCode',
  shownToPeople: { confirmable: ['addressLine', 'status'], unchallengeable: ['code'] },
  indexed: [['communeCode']],
  names: ['name'],
  people: ['code'],
});
