import { type AskedField, decisionTyped } from '../../../design/index.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { BENEFITS, HEALTH_GROUPS } from '../choices.ts';
import type { ActName } from './actions.ts';

const from: AskedField = { name: 'from', label: { vi: 'Từ ngày', en: 'From' }, as: 'date' };
const until: AskedField = {
  name: 'until',
  label: { vi: 'Đến trước ngày', en: 'Until before' },
  hint: {
    vi: 'Ngày đầu tiên không còn hiệu lực. Bỏ trống khi không có thời hạn.',
    en: 'The first day no longer. Leave empty when open.',
  },
  as: 'date',
  optional: true,
};
const month: AskedField = {
  name: 'month',
  label: { vi: 'Tháng', en: 'Month' },
  hint: { vi: 'Năm và tháng, ví dụ 2026-10', en: 'Year and month, for example 2026-10' },
  as: 'text',
};
const facilityCode: AskedField = {
  name: 'facilityCode',
  label: { vi: 'Mã cơ sở khám bệnh ban đầu', en: 'Code of the facility of first treatment' },
  as: 'text',
};
const reasonAndDocument: AskedField[] = [
  { name: 'reason', label: { vi: 'Lý do', en: 'Reason' }, as: 'text' },
  { name: 'documentNumber', label: { vi: 'Số tờ khai, đơn', en: 'Number of the application' }, as: 'text' },
];
const benefitId: AskedField = { name: 'benefitId', label: { vi: 'Mã chế độ', en: 'Benefit' }, as: 'text' };

/** The forms of the desk. `decision`: it rests on a decision. `hidden`: fields that the page fills in. */
export const FORMS: Readonly<
  Record<ActName, { title: Bilingual; button: Bilingual; asked: AskedField[]; hidden: AskedField[]; decision: boolean }>
> = {
  cover: {
    title: { vi: 'Ghi nhận tham gia bảo hiểm y tế', en: 'Insure as a member of a group' },
    button: { vi: 'Ghi nhận', en: 'Record' },
    asked: [
      { name: 'objectCode', label: { vi: 'Nhóm', en: 'Group' }, as: 'choice', choices: HEALTH_GROUPS },
      from,
      until,
      { ...facilityCode, optional: true },
      ...reasonAndDocument,
    ],
    hidden: [],
    decision: false,
  },
  facility: {
    title: { vi: 'Đăng ký nơi khám bệnh ban đầu', en: 'Register the facility of first treatment' },
    button: { vi: 'Ghi nhận', en: 'Record' },
    asked: [facilityCode, from, ...reasonAndDocument],
    hidden: [],
    decision: false,
  },
  grant: {
    title: { vi: 'Quyết định hưởng chế độ', en: 'Grant a benefit' },
    button: { vi: 'Ghi nhận quyết định', en: 'Record the decision' },
    asked: [
      { name: 'kind', label: { vi: 'Chế độ', en: 'Benefit' }, as: 'choice', choices: BENEFITS },
      { name: 'amount', label: { vi: 'Mức hưởng, đồng', en: 'Amount, VND' }, as: 'whole' },
      {
        name: 'per',
        label: { vi: 'Trả', en: 'Paid' },
        as: 'choice',
        choices: { month: { vi: 'hằng tháng', en: 'monthly' }, once: { vi: 'một lần', en: 'once' } },
      },
      from,
      until,
    ],
    hidden: [],
    decision: true,
  },
  pay: {
    title: { vi: 'Ghi nhận chi trả', en: 'Note a payment' },
    button: { vi: 'Đã chi trả', en: 'It was paid' },
    asked: [month],
    hidden: [benefitId],
    decision: false,
  },
  stop: {
    title: { vi: 'Dừng hưởng', en: 'Stop the benefit' },
    button: { vi: 'Dừng hưởng', en: 'Stop' },
    asked: [from],
    hidden: [benefitId],
    decision: true,
  },
  recover: {
    title: { vi: 'Ghi nhận thu hồi', en: 'Note that it was paid back' },
    button: { vi: 'Đã thu hồi', en: 'It was paid back' },
    asked: [month],
    hidden: [benefitId],
    decision: true,
  },
  payment: {
    title: { vi: 'Ghi nhận đơn vị nộp tiền', en: 'Note that the employer has paid' },
    button: { vi: 'Ghi nhận', en: 'Record' },
    asked: [
      month,
      { name: 'amount', label: { vi: 'Số tiền, đồng', en: 'Amount, VND' }, as: 'whole' },
      { name: 'paidOn', label: { vi: 'Ngày nộp', en: 'Paid on' }, as: 'date' },
      { name: 'reference', label: { vi: 'Số chứng từ', en: 'Reference of the payment' }, as: 'text' },
    ],
    hidden: [],
    decision: false,
  },
};

/** What a form said, as the service of its act takes it. Empty fields are left out; numbers may have dots between thousands. */
export function inputOf(act: ActName, typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { asked, hidden, decision } = FORMS[act];
  const input: Record<string, unknown> = {};
  for (const { name, as } of [...asked, ...hidden]) {
    const value = typeof typed[name] === 'string' ? typed[name].trim() : '';
    if (value !== '') input[name] = as === 'whole' ? Number(value.replace(/[., ]/g, '')) : value;
  }
  if (decision) input.decision = decisionTyped(typed);
  return input;
}
