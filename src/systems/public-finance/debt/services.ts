import { type TSchema, Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { CREDITOR_KINDS, DEBT_CATEGORIES, DEBT_MOVEMENTS, GUARANTEE_MOVEMENTS } from '../choices.ts';
import { register } from '../register.ts';
import {
  closed,
  currency,
  date,
  debtCode,
  decision,
  desk,
  everybody,
  guaranteeCode,
  money,
  oneOf,
  someMoney,
  unitCode,
  words,
} from '../shapes.ts';

const taxCode = Type.String({ pattern: '^\\d{10}$' });

const debtSaid = {
  title: words(300),
  category: oneOf(DEBT_CATEGORIES),
  unitCode,
  creditorKind: oneOf(CREDITOR_KINDS),
  creditor: words(300),
  currency,
  principal: someMoney,
  rate_basisPoints: Type.Integer({ minimum: 0, maximum: 10_000 }),
  firstRepaymentOn: date,
  every_months: Type.Integer({ minimum: 1, maximum: 120 }),
  maturesOn: date,
};
const guaranteeSaid = {
  title: words(300),
  partyCode: taxCode,
  partyName: words(300),
  creditorKind: oneOf(CREDITOR_KINDS),
  creditor: words(300),
  currency,
  mostAmount: someMoney,
};

/** A debt, with what is owed on a day: drawn and not repaid, in minor units of its currency. */
export const Debt = Type.Object(
  { code: debtCode, ...debtSaid, signedOn: date, drawn: money, repaid: money, outstanding: Type.Integer() },
  closed,
);
/** A guarantee, with what it stands for on a day, and what the State has paid so far. */
export const Guarantee = Type.Object(
  {
    code: guaranteeCode,
    ...guaranteeSaid,
    issuedOn: date,
    lapsesOn: Type.Optional(date),
    outstanding: Type.Integer(),
    called: money,
  },
  closed,
);
const Movement = <Kinds extends object>(kinds: Kinds) =>
  Type.Object(
    { kind: oneOf(kinds), on: date, amount: money, balance: Type.Integer(), document: Type.String() },
    closed,
  );
/** A payment that is to come. */
export const Due = Type.Object({ on: date, principal: money, interest: money, left: money }, closed);

/** Sums are by currency: what is owed in different ones is never added up. */
const Sum = Type.Object({ currency, count: Type.Integer(), outstanding: Type.Integer() }, closed);

const debts = { owner: 'public-finance', fields: register.pick('publicDebt'), subjects: () => [] };
const guarantees = { owner: 'public-finance', fields: register.pick('stateGuarantee'), subjects: () => [] };

/** What the State owes on a day, by category, kind of creditor and currency. */
export const outstandingDebt = service({
  ...debts,
  name: 'publicFinance.outstandingDebt',
  title: { vi: 'Tổng hợp dư nợ công vào một ngày', en: 'What the State owes on a day' },
  kind: 'read',
  input: Type.Object({ on: date }, closed),
  output: Type.Object(
    {
      sums: Type.Array(
        Type.Object(
          { category: oneOf(DEBT_CATEGORIES), creditorKind: oneOf(CREDITOR_KINDS), ...Sum.properties },
          closed,
        ),
      ),
    },
    closed,
  ),
  grants: [desk, everybody],
});

/** The debts that were signed by a day, with what is owed of each; those that are paid last. */
export const findDebts = service({
  ...debts,
  name: 'publicFinance.findDebts',
  title: { vi: 'Danh sách khoản nợ công', en: 'List public debts' },
  kind: 'read',
  input: Type.Object({ on: date, page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }, closed),
  output: Type.Object({ debts: Type.Array(Debt), hasMore: Type.Boolean() }, closed),
  grants: [desk],
});

/** A debt with its movements up to a day, and what is to be paid after it by its terms. */
export const readDebt = service({
  ...debts,
  name: 'publicFinance.readDebt',
  title: { vi: 'Đọc một khoản nợ công', en: 'Read a public debt' },
  kind: 'read',
  input: Type.Object({ code: debtCode, on: date }, closed),
  output: Type.Object(
    {
      debt: Type.Optional(Debt),
      movements: Type.Array(Movement(DEBT_MOVEMENTS)),
      schedule: Type.Array(Due),
    },
    closed,
  ),
  grants: [desk],
});

/** What the guarantees stand for on a day, by kind of lender and currency. */
export const outstandingGuarantees = service({
  ...guarantees,
  name: 'publicFinance.outstandingGuarantees',
  title: { vi: 'Tổng hợp bảo lãnh Chính phủ vào một ngày', en: 'What guarantees stand for on a day' },
  kind: 'read',
  input: Type.Object({ on: date }, closed),
  output: Type.Object(
    {
      sums: Type.Array(
        Type.Object(
          { creditorKind: oneOf(CREDITOR_KINDS), ...Sum.properties, mostAmount: Type.Integer(), called: money },
          closed,
        ),
      ),
    },
    closed,
  ),
  grants: [desk, everybody],
});

export const findGuarantees = service({
  ...guarantees,
  name: 'publicFinance.findGuarantees',
  title: { vi: 'Danh sách bảo lãnh Chính phủ', en: 'List State guarantees' },
  kind: 'read',
  input: Type.Object({ on: date, page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }, closed),
  output: Type.Object({ guarantees: Type.Array(Guarantee), hasMore: Type.Boolean() }, closed),
  grants: [desk],
});

export const readGuarantee = service({
  ...guarantees,
  name: 'publicFinance.readGuarantee',
  title: { vi: 'Đọc một bảo lãnh Chính phủ', en: 'Read a State guarantee' },
  kind: 'read',
  input: Type.Object({ code: guaranteeCode, on: date }, closed),
  output: Type.Object(
    { guarantee: Type.Optional(Guarantee), movements: Type.Array(Movement(GUARANTEE_MOVEMENTS)) },
    closed,
  ),
  grants: [desk],
});

const act = <Fields extends Record<string, TSchema>>(
  of: typeof debts,
  name: string,
  title: { vi: string; en: string },
  input: Fields,
) =>
  service({
    ...of,
    name: `publicFinance.${name}`,
    title,
    kind: 'write',
    input: Type.Object({ ...input, from: date, decision }, closed),
    output: Type.Object({ code: Type.String() }, closed),
    grants: [desk],
  });

export const registerDebt = act(
  debts,
  'registerDebt',
  { vi: 'Ghi nhận khoản vay, đợt phát hành', en: 'Record a debt' },
  debtSaid,
);

export const moveDebt = act(
  debts,
  'moveDebt',
  { vi: 'Ghi nhận rút vốn, trả nợ', en: 'Record a drawdown, repayment or interest' },
  { code: debtCode, kind: oneOf(DEBT_MOVEMENTS), amount: someMoney },
);

export const issueGuarantee = act(
  guarantees,
  'issueGuarantee',
  { vi: 'Cấp bảo lãnh Chính phủ', en: 'Issue a guarantee' },
  { ...guaranteeSaid, lapsesOn: date },
);

export const moveGuarantee = act(
  guarantees,
  'moveGuarantee',
  { vi: 'Ghi nhận biến động dư nợ được bảo lãnh', en: 'Record what moved under a guarantee' },
  { code: guaranteeCode, kind: oneOf(GUARANTEE_MOVEMENTS), amount: someMoney },
);
