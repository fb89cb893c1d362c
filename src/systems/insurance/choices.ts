import type { Bilingual } from '../../kernel/text.ts';

/** What one takes part in, besides health insurance, which has its own record (`coverage`). */
export const SCHEMES = {
  'social-compulsory': { vi: 'Bảo hiểm xã hội bắt buộc', en: 'Compulsory social insurance' },
  'social-voluntary': { vi: 'Bảo hiểm xã hội tự nguyện', en: 'Voluntary social insurance' },
  unemployment: { vi: 'Bảo hiểm thất nghiệp', en: 'Unemployment insurance' },
} as const satisfies Record<string, Bilingual>;
export type Scheme = keyof typeof SCHEMES;

/** What is paid for, and by whom: each has a rate. */
export const FUNDS = {
  'retirement-survivor': { vi: 'Hưu trí và tử tuất', en: 'Retirement and survivors' },
  'sickness-maternity': { vi: 'Ốm đau và thai sản', en: 'Sickness and maternity' },
  'work-accident': { vi: 'Tai nạn lao động, bệnh nghề nghiệp', en: 'Work accidents and occupational diseases' },
  health: { vi: 'Bảo hiểm y tế', en: 'Health insurance' },
  unemployment: { vi: 'Bảo hiểm thất nghiệp', en: 'Unemployment insurance' },
} as const satisfies Record<string, Bilingual>;
export type Fund = keyof typeof FUNDS;

export const PAYERS = {
  employer: { vi: 'Người sử dụng lao động', en: 'Employer' },
  worker: { vi: 'Người lao động', en: 'Worker' },
} as const satisfies Record<string, Bilingual>;
export type Payer = keyof typeof PAYERS;

/** Amounts that the law sets for the whole country; wages by the four regions. */
export const STATUTORY_AMOUNTS = {
  'reference-level': { vi: 'Mức tham chiếu (lương cơ sở)', en: 'Reference level (base salary)' },
  'minimum-wage-1': { vi: 'Lương tối thiểu tháng vùng I', en: 'Minimum monthly wage, region I' },
  'minimum-wage-2': { vi: 'Lương tối thiểu tháng vùng II', en: 'Minimum monthly wage, region II' },
  'minimum-wage-3': { vi: 'Lương tối thiểu tháng vùng III', en: 'Minimum monthly wage, region III' },
  'minimum-wage-4': { vi: 'Lương tối thiểu tháng vùng IV', en: 'Minimum monthly wage, region IV' },
} as const satisfies Record<string, Bilingual>;
export type StatutoryAmount = keyof typeof STATUTORY_AMOUNTS;

/** How an employer's declaration stands. */
export const DECLARATION_STATES = {
  received: { vi: 'Đã nhận, đang xử lý', en: 'Received, being worked on' },
  accepted: { vi: 'Chấp nhận toàn bộ', en: 'Accepted' },
  partly: { vi: 'Chấp nhận một phần', en: 'Accepted in part' },
  rejected: { vi: 'Không chấp nhận', en: 'Rejected' },
} as const satisfies Record<string, Bilingual>;
export type DeclarationState = keyof typeof DECLARATION_STATES;

/** What a row of a declaration says. */
export const ROW_CHANGES = {
  join: { vi: 'Tăng mới', en: 'Joins' },
  wage: { vi: 'Điều chỉnh lương', en: 'Wage changes' },
  leave: { vi: 'Giảm', en: 'Leaves' },
} as const satisfies Record<string, Bilingual>;
export type RowChange = keyof typeof ROW_CHANGES;

/** What came of a row. */
export const ROW_OUTCOMES = {
  accepted: { vi: 'Đã ghi nhận', en: 'Recorded' },
  unchanged: { vi: 'Đã có, không thay đổi', en: 'There already' },
  refused: { vi: 'Từ chối', en: 'Refused' },
} as const satisfies Record<string, Bilingual>;
export type RowOutcome = keyof typeof ROW_OUTCOMES;

/** Benefits that are granted by a decision. */
export const BENEFITS = {
  sickness: { vi: 'Ốm đau', en: 'Sickness' },
  maternity: { vi: 'Thai sản', en: 'Maternity' },
  'work-accident': { vi: 'Tai nạn lao động, bệnh nghề nghiệp', en: 'Work accident, occupational disease' },
  retirement: { vi: 'Lương hưu', en: 'Pension' },
  survivor: { vi: 'Tử tuất', en: 'Survivor’s benefit' },
  unemployment: { vi: 'Trợ cấp thất nghiệp', en: 'Unemployment benefit' },
  'one-off': { vi: 'Bảo hiểm xã hội một lần', en: 'One-off payment of social insurance' },
} as const satisfies Record<string, Bilingual>;
export type BenefitKind = keyof typeof BENEFITS;

/**
 * Groups of people with health insurance: the two letters before the digit of the level (Decision 1351/QĐ-BHXH of 2015;
 * those that the example country has, and a few more).
 */
export const HEALTH_GROUPS = {
  TE1: { vi: 'Trẻ em dưới 6 tuổi', en: 'Child under six' },
  HS4: { vi: 'Học sinh', en: 'Pupil' },
  SV4: { vi: 'Sinh viên', en: 'Student' },
  DN4: { vi: 'Người lao động tại doanh nghiệp', en: 'Worker of an enterprise' },
  HC4: { vi: 'Cán bộ, công chức, viên chức', en: 'Civil servant' },
  GD4: { vi: 'Hộ gia đình', en: 'Household' },
  HT3: { vi: 'Người hưởng lương hưu', en: 'Pensioner' },
  TN4: { vi: 'Người hưởng trợ cấp thất nghiệp', en: 'Receiver of unemployment benefit' },
  CC1: { vi: 'Người có công với cách mạng', en: 'Person of merit' },
  NO4: { vi: 'Người cao tuổi', en: 'Elderly person' },
  HN2: { vi: 'Hộ nghèo', en: 'Poor household' },
} as const satisfies Record<string, Bilingual>;
export type HealthGroup = keyof typeof HEALTH_GROUPS;
