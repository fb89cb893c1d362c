import { BUDGET_LEVELS } from '../../../country/index.ts';
import type { AskedField } from '../../../design/index.ts';
import type { Bilingual, Language } from '../../../kernel/text.ts';
import {
  ASSET_CLASSES,
  ASSET_USES,
  CREDITOR_KINDS,
  CURRENCIES,
  type Currency,
  DEBT_CATEGORIES,
  DEBT_MOVEMENTS,
  DISPOSALS,
  GUARANTEE_MOVEMENTS,
  UNIT_KINDS,
} from '../choices.ts';
import { readDecimal } from '../money.ts';
import type { ActName } from './actions.ts';

/** What a form asks for one field. */
export interface FinanceField extends AskedField {
  /** Of a decimal: how many places it has; `currency`: those of the currency that is chosen or known. */
  decimals?: number | 'currency';
}

const field = (
  name: string,
  vi: string,
  en: string,
  as: FinanceField['as'],
  more: Partial<FinanceField> = {},
): FinanceField => ({
  name,
  label: { vi, en },
  as,
  ...more,
});
const from = (vi = 'Có hiệu lực từ ngày', en = 'In force from') => field('from', vi, en, 'date');
const dong = (name: string, vi: string, en: string, more: Partial<FinanceField> = {}) =>
  field(name, `${vi} (đồng)`, `${en} (VND)`, 'decimal', { decimals: 0, ...more });
const money = (name: string, vi: string, en: string) => field(name, vi, en, 'decimal', { decimals: 'currency' });
const currency = field('currency', 'Loại tiền', 'Currency', 'choice', { choices: CURRENCIES });
const creditorKind = field('creditorKind', 'Nhóm chủ nợ', 'Kind of creditor', 'choice', { choices: CREDITOR_KINDS });
const life = field('life_years', 'Số năm tính hao mòn', 'Years of depreciation', 'whole', {
  longest: 5,
  optional: true,
  hint: { vi: 'Bỏ trống với đất', en: 'Leave empty for land' },
});
const area = field('area_dm2', 'Diện tích (m²)', 'Area (m²)', 'decimal', {
  decimals: 2,
  optional: true,
  hint: { vi: 'Với nhà, đất', en: 'Of land and buildings' },
});
const commune = field('communeCode', 'Mã xã, phường', 'Commune code', 'text', {
  optional: true,
  hint: { vi: '5 chữ số, ví dụ 00025', en: '5 digits, for example 00025' },
});

const unitFields: FinanceField[] = [
  field('name', 'Tên đơn vị', 'Name', 'text'),
  field('kind', 'Loại đơn vị', 'Kind of unit', 'choice', { choices: UNIT_KINDS }),
  field('budgetLevel', 'Cấp ngân sách', 'Budget', 'choice', { choices: BUDGET_LEVELS }),
  field('chapter', 'Chương', 'Chapter', 'text', {
    hint: {
      vi: '3 chữ số: trung ương 001–399, tỉnh 400–599, xã 800–989',
      en: '3 digits: central 001–399, province 400–599, commune 800–989',
    },
  }),
  field('level', 'Cấp dự toán', 'Level', 'choice', {
    choices: {
      1: { vi: 'Cấp 1', en: 'Level 1' },
      2: { vi: 'Cấp 2', en: 'Level 2' },
      3: { vi: 'Cấp 3', en: 'Level 3' },
      4: { vi: 'Cấp 4', en: 'Level 4' },
    },
  }),
  field('parentCode', 'Mã đơn vị dự toán cấp trên', 'Code of the superior unit', 'text', {
    optional: true,
    hint: { vi: 'Bắt buộc từ cấp 2', en: 'Needed from level 2 down' },
  }),
  field('agencyCode', 'Mã định danh cơ quan', 'Agency code', 'text', {
    optional: true,
    hint: { vi: 'Ví dụ: G12, H26.12', en: 'For example G12, H26.12' },
  }),
  commune,
];

interface FormOf {
  title: Bilingual;
  asked: FinanceField[];
  /** Whether the act rests on a document that the form asks for. */
  decision: boolean;
}
const form = (vi: string, en: string, asked: FinanceField[], decision = true): FormOf => ({
  title: { vi, en },
  asked,
  decision,
});

/** The forms of the desk. Figures of a year have a page of their own. */
export const FORMS: Readonly<Record<Exclude<ActName, 'submit'>, FormOf>> = {
  unit: form('Đăng ký đơn vị mới', 'Register a unit', [...unitFields, from('Hoạt động từ ngày', 'Active from')]),
  'change-unit': form('Thay đổi thông tin đơn vị', 'Change the unit', [...unitFields, from()]),
  'close-unit': form('Đóng mã số đơn vị', 'Close the unit', [from('Chấm dứt từ ngày', 'Closed from')]),
  asset: form('Ghi nhận tài sản', 'Record an asset', [
    field('name', 'Tên tài sản', 'Name', 'text'),
    field('assetClass', 'Loại tài sản', 'Class', 'choice', { choices: ASSET_CLASSES }),
    dong('originalPrice', 'Nguyên giá', 'Original price'),
    life,
    area,
    field('inUseSince', 'Đưa vào sử dụng ngày', 'In use since', 'date'),
    from('Đơn vị tiếp nhận từ ngày', 'Held by the unit from'),
    dong('remainingValue', 'Giá trị còn lại vào ngày tiếp nhận', 'Remaining value on that day', {
      optional: true,
      hint: { vi: 'Bỏ trống để tính theo hao mòn', en: 'Leave empty to have it computed' },
    }),
    commune,
  ]),
  'change-asset': form('Đổi cách dùng, đánh giá lại', 'Change use or value', [
    field('use', 'Tình trạng sử dụng', 'Use', 'choice', { choices: ASSET_USES }),
    dong('originalPrice', 'Nguyên giá mới', 'New original price', { optional: true }),
    dong('remainingValue', 'Giá trị còn lại mới', 'New remaining value', { optional: true }),
    life,
    area,
    from(),
  ]),
  'transfer-asset': form('Điều chuyển tài sản', 'Transfer the asset', [
    field('toCode', 'Mã số đơn vị nhận', 'Code of the receiving unit', 'text'),
    from('Bàn giao ngày', 'Handed over on'),
  ]),
  'dispose-asset': form('Xử lý tài sản', 'Dispose of the asset', [
    field('form', 'Hình thức', 'Form', 'choice', {
      choices: Object.fromEntries(Object.entries(DISPOSALS).filter(([name]) => name !== 'transfer')),
    }),
    dong('proceeds', 'Số tiền thu được', 'Proceeds'),
    from('Ngày xử lý', 'On'),
  ]),
  debt: form('Ghi nhận khoản nợ', 'Record a debt', [
    field('title', 'Tên khoản vay, đợt phát hành', 'Title', 'text'),
    field('category', 'Loại nợ', 'Category', 'choice', { choices: DEBT_CATEGORIES }),
    field('unitCode', 'Mã số đơn vị vay', 'Code of the borrowing unit', 'text'),
    creditorKind,
    field('creditor', 'Chủ nợ', 'Creditor', 'text'),
    currency,
    money('principal', 'Trị giá cam kết', 'Principal'),
    field('rate_basisPoints', 'Lãi suất năm (%)', 'Yearly interest (%)', 'decimal', { decimals: 2 }),
    from('Ngày ký', 'Signed on'),
    field('firstRepaymentOn', 'Trả gốc lần đầu', 'First repayment on', 'date'),
    field('every_months', 'Kỳ trả nợ (tháng)', 'Months between repayments', 'whole', { longest: 5 }),
    field('maturesOn', 'Ngày đáo hạn', 'Matures on', 'date'),
  ]),
  'move-debt': form('Ghi nhận rút vốn, trả nợ', 'Record a movement', [
    field('kind', 'Nội dung', 'What', 'choice', { choices: DEBT_MOVEMENTS }),
    money('amount', 'Số tiền', 'Amount'),
    from('Ngày', 'On'),
  ]),
  guarantee: form('Cấp bảo lãnh', 'Issue a guarantee', [
    field('title', 'Tên dự án, khoản vay', 'Title', 'text'),
    field('partyCode', 'Mã số thuế của bên được bảo lãnh', 'Tax code of the guaranteed party', 'text'),
    field('partyName', 'Bên được bảo lãnh', 'Guaranteed party', 'text'),
    creditorKind,
    field('creditor', 'Bên cho vay', 'Lender', 'text'),
    currency,
    money('mostAmount', 'Hạn mức', 'Limit'),
    from('Cấp ngày', 'Issued on'),
    field('lapsesOn', 'Hết hiệu lực ngày', 'Lapses on', 'date'),
  ]),
  'move-guarantee': form('Ghi nhận biến động', 'Record a movement', [
    field('kind', 'Nội dung', 'What', 'choice', { choices: GUARANTEE_MOVEMENTS }),
    money('amount', 'Số tiền', 'Amount'),
    from('Ngày', 'On'),
  ]),
  approve: form('Duyệt quyết toán', 'Approve the result', []),
  return: form('Trả lại để sửa', 'Send back', [field('reason', 'Lý do', 'Reason', 'words', { longest: 2_000 })], false),
  settle: form('Ghi nhận phê chuẩn', 'Record that it was settled', []),
  correct: form('Đính chính số liệu', 'Correct a figure', [
    field('sector', 'Khoản', 'Sector', 'text'),
    field('item', 'Mục, tiểu mục', 'Item', 'text'),
    dong('estimate', 'Dự toán', 'Estimate'),
    dong('executed', 'Thực hiện', 'Executed'),
    dong('settled', 'Quyết toán', 'Settled'),
    field('reason', 'Lý do đính chính', 'Why', 'words', { longest: 2_000 }),
  ]),
};

const LINE_FIELDS = ['sector', 'item', 'estimate', 'executed', 'settled'];

/**
 * What a form said, as the service of its act takes it, without the decision. Empty fields are left out; what cannot be read as a
 * number stays as it was typed, so that the service refuses it beside its field.
 */
export function inputOf(
  act: Exclude<ActName, 'submit'>,
  typed: Readonly<Record<string, unknown>>,
  { language, currency: known }: { language: Language; currency?: Currency },
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const chosen =
    known ??
    (typeof typed.currency === 'string' && Object.hasOwn(CURRENCIES, typed.currency)
      ? (typed.currency as Currency)
      : 'VND');
  for (const { name, as, decimals = 0 } of FORMS[act].asked) {
    const value = typeof typed[name] === 'string' ? typed[name].trim() : '';
    if (value === '') continue;
    if (as === 'decimal')
      input[name] =
        readDecimal(value, decimals === 'currency' ? CURRENCIES[chosen].decimals : decimals, language) ?? value;
    else if (as === 'whole' || name === 'level') input[name] = /^\d{1,9}$/.test(value) ? Number(value) : value;
    else input[name] = as === 'text' && name.endsWith('Code') ? value.replace(/\s/g, '') : value;
  }
  if (act !== 'correct') return input;
  const line = Object.fromEntries(LINE_FIELDS.filter((name) => name in input).map((name) => [name, input[name]]));
  return { line, ...('reason' in input ? { reason: input.reason } : {}) };
}

/** Lines of figures that the page of a year offers at once besides those there are. */
const EMPTY_ROWS = 6;
const MOST_ROWS = 300;
const CELLS = ['sector', 'item', 'estimate', 'executed', 'settled'] as const;

/** How a line stands in the form, as texts. */
export type TypedLine = Record<(typeof CELLS)[number], string>;

/** The rows that were typed, in their order; those left empty between them are kept, so that each stays where it was. */
export function typedLines(typed: Readonly<Record<string, unknown>>): TypedLine[] {
  const places = Object.keys(typed).flatMap((name) => {
    const [, place] = /^lines\.(\d{1,3})\.\w+$/.exec(name) ?? [];
    return place === undefined || typed[name] === '' ? [] : [Number(place)];
  });
  const count = Math.min(MOST_ROWS, Math.max(0, ...places.map((place) => place + 1)));
  return Array.from({ length: count }, (_, i) => {
    const cell = (name: string) => {
      const value = typed[`lines.${i}.${name}`];
      return typeof value === 'string' ? value.trim() : '';
    };
    return Object.fromEntries(CELLS.map((name) => [name, cell(name)])) as TypedLine;
  });
}

/** Rows with some empty ones behind them, to go on. */
export function withEmptyRows(rows: readonly TypedLine[]): TypedLine[] {
  const empty = { sector: '', item: '', estimate: '', executed: '', settled: '' };
  return [...rows, ...Array.from({ length: Math.min(EMPTY_ROWS, MOST_ROWS - rows.length) }, () => empty)];
}

/** The lines as the service takes them, and for each the row in which it stood; rows left empty are no lines. */
export function linesOf(rows: readonly TypedLine[], language: Language): { lines: object[]; rowOf: number[] } {
  const rowOf: number[] = [];
  const lines = rows.flatMap((row, i) => {
    if (Object.values(row).every((value) => value === '')) return [];
    rowOf.push(i);
    const read = (value: string) => (value === '' ? 0 : (readDecimal(value, 0, language) ?? value));
    const { sector, item, estimate, executed, settled } = row;
    return [{ sector, item, estimate: read(estimate), executed: read(executed), settled: read(settled) }];
  });
  return { lines, rowOf };
}
