import { type TSchema, Type } from 'typebox';
import { BUDGET_LEVELS } from '../../../country/index.ts';
import { type PurposeCode, service } from '../../exchange/index.ts';
import { UNIT_KINDS } from '../choices.ts';
import { register } from '../register.ts';
import { agencyCode, closed, communeCode, date, decision, desk, oneOf, unitCode, words } from '../shapes.ts';

const level = Type.Integer({ minimum: 1, maximum: 4 });
const chapter = Type.String({ pattern: '^\\d{3}$' });

/** What a unit is, on a day. */
const said = {
  name: words(300),
  level,
  budgetLevel: oneOf(BUDGET_LEVELS),
  chapter,
  kind: oneOf(UNIT_KINDS),
  parentCode: Type.Optional(unitCode),
  agencyCode: Type.Optional(agencyCode),
  communeCode: Type.Optional(communeCode),
};
export const Unit = Type.Object({ code: unitCode, ...said, from: date, until: Type.Optional(date) }, closed);
const Listed = Type.Object({ ...Unit.properties, below: Type.Integer({ minimum: 0 }) }, closed);

const CHECKING: readonly PurposeCode[] = ['budget-unit-check'];
/** Who must know that a unit is one before money moves: the treasury and banks, the tax authority, and systems of the house that pay and appoint. */
const checkers = ['system:bank', 'system:tax-authority', 'civil-servants', 'enterprises', 'cases'].map((caller) => ({
  caller,
  purposes: CHECKING,
}));

const common = { owner: 'public-finance', fields: register.pick('budgetUnit'), subjects: () => [] };

/** The units right below one on a day, or those of level I; or those that bear a name. */
export const findUnits = service({
  ...common,
  name: 'publicFinance.findUnits',
  title: { vi: 'Tìm đơn vị ngân sách', en: 'Find budget units' },
  kind: 'read',
  input: Type.Object(
    {
      on: date,
      words: Type.Optional(words(200)),
      under: Type.Optional(unitCode),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    },
    closed,
  ),
  output: Type.Object({ units: Type.Array(Listed), hasMore: Type.Boolean() }, closed),
  grants: [desk],
});

/** A unit by its code on a day, with all that stand above it, the highest first. */
export const readUnit = service({
  ...common,
  name: 'publicFinance.readUnit',
  title: { vi: 'Đọc đơn vị ngân sách theo mã số', en: 'Read a budget unit by its code' },
  kind: 'read',
  input: Type.Object({ code: unitCode, on: date }, closed),
  output: Type.Object({ unit: Type.Optional(Unit), above: Type.Array(Unit) }, closed),
  grants: [desk, ...checkers],
});

/** Whether a code is that of a unit, and the unit is there on a day. */
export const isActiveUnit = service({
  ...common,
  name: 'publicFinance.isActiveUnit',
  title: { vi: 'Kiểm tra đơn vị ngân sách đang hoạt động', en: 'Check that a budget unit is active' },
  kind: 'check',
  input: Type.Object({ code: unitCode, on: date, agencyCode: Type.Optional(agencyCode) }, closed),
  output: Type.Object({ isActive: Type.Boolean() }, closed),
  grants: [desk, ...checkers],
});

/** The units of an organisation on a day. */
export const unitOf = service({
  ...common,
  name: 'publicFinance.unitOf',
  title: { vi: 'Tìm mã số đơn vị ngân sách của một cơ quan', en: 'Find the budget units of an organisation' },
  kind: 'read',
  input: Type.Object({ agencyCode, on: date }, closed),
  output: Type.Object({ units: Type.Array(Unit) }, closed),
  grants: [desk, ...checkers],
});

/** All versions of a unit, the latest first, with what each rests on. */
export const readUnitHistory = service({
  ...common,
  name: 'publicFinance.readUnitHistory',
  title: { vi: 'Đọc quá trình của đơn vị ngân sách', en: 'Read the history of a budget unit' },
  kind: 'read',
  input: Type.Object({ code: unitCode }, closed),
  output: Type.Object(
    { versions: Type.Array(Type.Object({ ...Unit.properties, decision: Type.String() }, closed), { maxItems: 1_000 }) },
    closed,
  ),
  grants: [desk],
});

const act = <Fields extends Record<string, TSchema>>(name: string, title: { vi: string; en: string }, input: Fields) =>
  service({
    ...common,
    name: `publicFinance.${name}`,
    title,
    kind: 'write',
    input: Type.Object({ ...input, from: date, decision }, closed),
    output: Type.Object({ code: unitCode }, closed),
    grants: [desk],
  });

export const registerUnit = act(
  'registerUnit',
  { vi: 'Đăng ký đơn vị, cấp mã số', en: 'Register a unit and give it a code' },
  said,
);

export const changeUnit = act(
  'changeUnit',
  { vi: 'Thay đổi thông tin đơn vị', en: 'Change a unit' },
  { code: unitCode, ...said },
);

export const closeUnit = act('closeUnit', { vi: 'Đóng mã số đơn vị', en: 'Close a unit' }, { code: unitCode });
