import { type TSchema, Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { RESULT_STATES, SCOPES } from '../choices.ts';
import { register } from '../register.ts';
import {
  closed,
  decision,
  desk,
  everybody,
  itemCode,
  money,
  oneOf,
  sectorCode,
  unitCode,
  words,
  year,
} from '../shapes.ts';

const MOST_LINES = 300;
const named = { unitCode, year, scope: oneOf(SCOPES) };
const amounts = { estimate: money, executed: money, settled: money };
export const Line = Type.Object({ sector: sectorCode, item: itemCode, ...amounts }, closed);
/** By how much the consolidated figures are above those of the units they consolidate; below when negative. */
const Difference = Type.Object(
  { sector: sectorCode, item: itemCode, estimate: Type.Integer(), executed: Type.Integer(), settled: Type.Integer() },
  closed,
);

/** Sums of a result, revenue and expenditure apart. */
const Sums = Type.Object({ ...amounts }, closed);
const Listed = Type.Object(
  {
    unitCode,
    name: Type.String(),
    level: Type.Integer(),
    /** How many units are right below. */
    below: Type.Integer(),
    scope: Type.Optional(oneOf(SCOPES)),
    state: Type.Optional(oneOf(RESULT_STATES)),
    revenue: Sums,
    expenditure: Sums,
  },
  closed,
);

const common = { owner: 'public-finance', fields: register.pick('budgetOutturn'), subjects: () => [] };

/** The results of a year: of a unit and those right below it, or of the units of level I. Each the widest there is. */
export const readResults = service({
  ...common,
  name: 'publicFinance.readResults',
  title: { vi: 'Đọc kết quả ngân sách một năm theo đơn vị', en: 'Read the results of a year by unit' },
  kind: 'read',
  input: Type.Object(
    {
      year,
      under: Type.Optional(unitCode),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
      /** So many units on a page; 100 when not said. */
      most: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    },
    closed,
  ),
  output: Type.Object({ unit: Type.Optional(Listed), units: Type.Array(Listed), hasMore: Type.Boolean() }, closed),
  grants: [desk],
});

/** The same for everybody: only what was approved. */
export const readPublicResults = service({
  ...common,
  name: 'publicFinance.readPublicResults',
  title: { vi: 'Kết quả ngân sách công khai', en: 'Budget results for everybody' },
  kind: 'read',
  input: readResults.input,
  output: Type.Object({ ...readResults.output.properties, years: Type.Array(year) }, closed),
  grants: [everybody],
});

/** The lines of a unit's approved result, for everybody. */
export const readPublicLines = service({
  ...common,
  name: 'publicFinance.readPublicLines',
  title: { vi: 'Số liệu ngân sách công khai của một đơn vị', en: 'Budget figures of a unit for everybody' },
  kind: 'read',
  input: Type.Object({ unitCode, year }, closed),
  output: Type.Object({ lines: Type.Array(Line) }, closed),
  grants: [everybody],
});

/** A result with its lines, who did what with it, and how it differs from those of the units below. */
export const readResult = service({
  ...common,
  name: 'publicFinance.readResult',
  title: { vi: 'Đọc một báo cáo kết quả ngân sách', en: 'Read a budget result' },
  kind: 'read',
  input: Type.Object(named, closed),
  output: Type.Object(
    {
      result: Type.Optional(
        Type.Object(
          {
            state: oneOf(RESULT_STATES),
            lines: Type.Array(Line),
            history: Type.Array(
              Type.Object(
                { at: Type.String(), state: oneOf(RESULT_STATES), reason: Type.String(), by: Type.String() },
                closed,
              ),
            ),
            /** Whether it was the caller who submitted it: then another must decide on it. */
            isOwn: Type.Boolean(),
          },
          closed,
        ),
      ),
      differences: Type.Array(Difference),
      /** Units right below whose result of that year is missing or not approved. */
      open: Type.Array(Type.Object({ unitCode, name: Type.String() }, closed)),
    },
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
    input: Type.Object({ ...named, ...input }, closed),
    output: Type.Object({ state: oneOf(RESULT_STATES) }, closed),
    grants: [desk],
  });

/** Submits the figures of a year, or submits them anew while nobody has approved them. */
export const submitResult = act(
  'submitResult',
  { vi: 'Nộp báo cáo kết quả ngân sách', en: 'Submit a budget result' },
  { lines: Type.Array(Line, { minItems: 1, maxItems: MOST_LINES }), decision },
);

export const approveResult = act(
  'approveResult',
  { vi: 'Duyệt quyết toán', en: 'Approve a budget result' },
  { decision },
);

export const returnResult = act(
  'returnResult',
  { vi: 'Trả lại báo cáo', en: 'Send a budget result back' },
  { reason: words(2_000) },
);

/** The National Assembly or the People's Council has settled the year. */
export const settleResult = act(
  'settleResult',
  { vi: 'Ghi nhận phê chuẩn quyết toán', en: 'Record that a result was settled' },
  { decision },
);

/** Puts one figure of a closed year right. */
export const correctResult = act(
  'correctResult',
  { vi: 'Đính chính số liệu năm đã duyệt', en: 'Correct a figure of a closed year' },
  { line: Line, decision, reason: words(2_000) },
);
