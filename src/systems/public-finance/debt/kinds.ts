import { BUDGET_UNIT_CODE } from '../../../country/index.ts';
import { amount, choice, code, date, defineKind, text, whole } from '../../registry/index.ts';
import { CREDITOR_KINDS, CURRENCIES, DEBT_CATEGORIES, DEBT_MOVEMENTS, GUARANTEE_MOVEMENTS } from '../choices.ts';

const system = 'public-finance';
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const DEBT_CODE = 'NC\\d{6}';
export const GUARANTEE_CODE = 'BL\\d{6}';

const id = () => code({ title: { vi: 'mã bản ghi', en: 'record id' }, pattern: UUID, disclosure: 'basic' });
const currency = () => choice({ title: { vi: 'loại tiền', en: 'currency' }, choices: CURRENCIES, disclosure: 'open' });
const money = (title: { vi: string; en: string }) => amount({ title, least: 1, disclosure: 'open' });
const creditorKind = () =>
  choice({ title: { vi: 'nhóm chủ nợ', en: 'kind of creditor' }, choices: CREDITOR_KINDS, disclosure: 'open' });

/** The SQL of what a debt or guarantee stands at on the day of a movement, summed over its movements up to that day. */
const balance = (of: { table: string; movements: string; key: string }, adds: string, lessens: string) => `(SELECT
    coalesce(sum(CASE WHEN before.kind IN (${adds}) THEN before.amount WHEN before.kind IN (${lessens}) THEN -before.amount END), 0)
    FROM ${of.movements} before WHERE before.${of.key} = ${of.table}.code AND lower(before.valid_during) <= lower(moved.valid_during))`;

const DEBT = { table: 'debt', movements: 'debt_movement', key: 'debt_code' };
const GUARANTEE = { table: 'guarantee', movements: 'guarantee_movement', key: 'guarantee_code' };

/** A loan agreement, or an issue of bonds or bills. Valid from the day it was signed. */
export const debt = defineKind({
  system,
  name: 'debt',
  title: { vi: 'Khoản nợ công', en: 'Public debt' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'mã khoản nợ', en: 'debt code' }, pattern: DEBT_CODE, disclosure: 'open' }),
    title: text({ title: { vi: 'tên khoản vay, đợt phát hành', en: 'title' }, longest: 300, disclosure: 'open' }),
    category: choice({ title: { vi: 'loại nợ', en: 'category' }, choices: DEBT_CATEGORIES, disclosure: 'open' }),
    unitCode: code({
      title: { vi: 'đơn vị vay', en: 'borrowing unit' },
      pattern: BUDGET_UNIT_CODE,
      disclosure: 'open',
    }),
    creditorKind: creditorKind(),
    creditor: text({ title: { vi: 'chủ nợ', en: 'creditor' }, longest: 300, disclosure: 'open' }),
    currency: currency(),
    principal: money({ vi: 'trị giá cam kết (đơn vị nhỏ nhất của loại tiền)', en: 'principal (minor units)' }),
    rate_basisPoints: whole({
      title: { vi: 'lãi suất năm (phần vạn)', en: 'yearly interest (basis points)' },
      least: 0,
      most: 10_000,
      disclosure: 'open',
    }),
    firstRepaymentOn: date({ title: { vi: 'trả gốc lần đầu', en: 'first repayment on' }, disclosure: 'open' }),
    every_months: whole({
      title: { vi: 'kỳ trả nợ (tháng)', en: 'months between repayments' },
      least: 1,
      most: 120,
      disclosure: 'open',
    }),
    maturesOn: date({ title: { vi: 'ngày đáo hạn', en: 'matures on' }, disclosure: 'open' }),
  },
  names: ['title'],
  mentions: [{ fields: ['unitCode'], to: 'budget_unit' }],
  checks: ['first_repayment_on <= matures_on', 'lower(valid_during) < matures_on'],
  rules: [
    {
      name: 'repaid_over_outstanding',
      title: { vi: 'Trả gốc nhiều hơn dư nợ', en: 'More was repaid than was owed' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM debt_movement moved WHERE moved.debt_code = debt.code AND moved.kind = 'repayment'
        AND ${balance(DEBT, `'drawdown'`, `'repayment'`)} < 0)`,
    },
    {
      name: 'drawn_over_principal',
      title: { vi: 'Rút vốn nhiều hơn trị giá cam kết', en: 'More was drawn than was agreed' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `(SELECT sum(drawn.amount) FROM debt_movement drawn
        WHERE drawn.debt_code = debt.code AND drawn.kind = 'drawdown') > debt.principal`,
    },
    {
      name: 'owed_after_maturity',
      title: { vi: 'Đã đáo hạn mà còn dư nợ', en: 'Still owed after it matured' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `debt.matures_on < :today AND (SELECT coalesce(sum(CASE moved.kind WHEN 'drawdown' THEN moved.amount
        WHEN 'repayment' THEN -moved.amount END), 0) FROM debt_movement moved
        WHERE moved.debt_code = debt.code AND moved.valid_during @> :today) > 0`,
    },
  ],
});

/** Money that was drawn, repaid or paid as interest. Valid from its day: it counts from then on. */
export const debtMovement = defineKind({
  system,
  name: 'debt_movement',
  title: { vi: 'Rút vốn, trả nợ', en: 'Movement of a debt' },
  key: ['id'],
  fields: {
    id: id(),
    debtCode: code({ title: { vi: 'mã khoản nợ', en: 'debt code' }, pattern: DEBT_CODE, disclosure: 'open' }),
    kind: choice({ title: { vi: 'nội dung', en: 'kind' }, choices: DEBT_MOVEMENTS, disclosure: 'open' }),
    amount: money({ vi: 'số tiền (đơn vị nhỏ nhất của loại tiền)', en: 'amount (minor units)' }),
  },
  indexed: [['debtCode']],
  references: [{ fields: ['debtCode'], to: 'debt' }],
});

/** The State's promise to pay for somebody who does not. Valid from the day it was issued to the day it lapses. */
export const guarantee = defineKind({
  system,
  name: 'guarantee',
  title: { vi: 'Bảo lãnh Chính phủ', en: 'State guarantee' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'mã bảo lãnh', en: 'guarantee code' }, pattern: GUARANTEE_CODE, disclosure: 'open' }),
    title: text({ title: { vi: 'tên dự án, khoản vay', en: 'title' }, longest: 300, disclosure: 'open' }),
    partyCode: code({
      title: { vi: 'mã số thuế của bên được bảo lãnh', en: 'tax code of the guaranteed party' },
      pattern: '\\d{10}',
      disclosure: 'open',
    }),
    partyName: text({ title: { vi: 'bên được bảo lãnh', en: 'guaranteed party' }, longest: 300, disclosure: 'open' }),
    creditorKind: creditorKind(),
    creditor: text({ title: { vi: 'bên cho vay', en: 'lender' }, longest: 300, disclosure: 'open' }),
    currency: currency(),
    mostAmount: money({ vi: 'hạn mức bảo lãnh (đơn vị nhỏ nhất của loại tiền)', en: 'limit (minor units)' }),
  },
  names: ['title'],
  indexed: [['partyCode']],
  rules: [
    {
      name: 'over_limit',
      title: { vi: 'Dư nợ được bảo lãnh vượt hạn mức', en: 'More is guaranteed than the limit' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM guarantee_movement moved WHERE moved.guarantee_code = guarantee.code
        AND ${balance(GUARANTEE, `'drawdown'`, `'repayment', 'call'`)} > guarantee.most_amount)`,
    },
    {
      name: 'paid_over_outstanding',
      title: { vi: 'Trả nhiều hơn dư nợ được bảo lãnh', en: 'More was repaid or called than was guaranteed' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM guarantee_movement moved WHERE moved.guarantee_code = guarantee.code
        AND ${balance(GUARANTEE, `'drawdown'`, `'repayment', 'call'`)} < 0)`,
    },
  ],
});

/** What was drawn under a guarantee, repaid, or paid by the State instead. It counts from its day on. */
export const guaranteeMovement = defineKind({
  system,
  name: 'guarantee_movement',
  title: { vi: 'Biến động dư nợ được bảo lãnh', en: 'Movement of a guarantee' },
  key: ['id'],
  fields: {
    id: id(),
    guaranteeCode: code({
      title: { vi: 'mã bảo lãnh', en: 'guarantee code' },
      pattern: GUARANTEE_CODE,
      disclosure: 'open',
    }),
    kind: choice({ title: { vi: 'nội dung', en: 'kind' }, choices: GUARANTEE_MOVEMENTS, disclosure: 'open' }),
    amount: money({ vi: 'số tiền (đơn vị nhỏ nhất của loại tiền)', en: 'amount (minor units)' }),
  },
  indexed: [['guaranteeCode']],
  mentions: [{ fields: ['guaranteeCode'], to: 'guarantee' }],
});
