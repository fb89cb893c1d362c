import { type Static, Type } from 'typebox';
import { BUDGET_UNIT_CODE } from '../../../country/index.ts';
import { decisionTyped } from '../../../design/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { SCOPES } from '../choices.ts';
import { formatDecimal } from '../money.ts';
import { FINANCE_POST, type ResultKey, doAct, openResult, openResults } from './actions.ts';
import {
  type Page,
  type Typed,
  formAnswer,
  keyFor,
  lastYear,
  formName,
  officerOf,
  submit,
  viewOf,
} from './form-answer.ts';
import { linesOf, typedLines, withEmptyRows } from './forms.ts';
import { entryPage } from './pages/entry/page.tsx';
import { resultPage } from './pages/result/page.tsx';
import { resultsPage } from './pages/results/page.tsx';
import { texts } from './pages/texts.ts';

const who = { official: [FINANCE_POST] };
const MOST_PAGES = 1_000;
const UnitCode = Type.String({ pattern: `^(?:${BUDGET_UNIT_CODE})$` });
const PageNumber = Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES }));
const Done = Type.Optional(Type.Literal('yes'));
const Year = Type.Integer({ minimum: 1990, maximum: 2200 });
const ResultParams = Type.Object({
  unitCode: UnitCode,
  year: Type.String({ pattern: '^(199\\d|20\\d\\d|21\\d\\d|2200)$' }),
  scope: Type.Enum(Object.keys(SCOPES) as (keyof typeof SCOPES)[]),
});
const ActBody = Type.Object({ idempotencyKey: Type.String({ format: 'uuid' }) }, { additionalProperties: true });
const OfResult = Type.Object({
  ...ResultParams.properties,
  act: Type.Enum(['approve', 'return', 'settle', 'correct'] as const),
});

/** The desk's pages of budget results: by year and unit, entered by one, approved by another. */
export const resultRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/finance/results',
    who,
    query: Type.Object({ year: Type.Optional(Year), under: Type.Optional(UnitCode), page: PageNumber }),
    async answer(asked) {
      const { year = lastYear(), under, page = 1 } = asked.query;
      const wanted = { year, page, ...(under ? { under } : {}) };
      const results = await openResults(asked.house, officerOf(asked), wanted);
      return html(resultsPage({ ...viewOf(asked), asked: wanted, years: yearsAbout(year), results }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/results/:unitCode/:year/:scope',
    who,
    params: ResultParams,
    query: Type.Object({ done: Done }),
    async answer(asked) {
      const key = keyOf(asked.params);
      const file = await openResult(asked.house, officerOf(asked), key, today());
      return html(resultPage({ ...viewOf(asked), asked: key, file, isDone: asked.query.done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/results/:unitCode/:year/:scope/entry',
    who,
    params: ResultParams,
    answer: (asked) => showEntry(asked, keyOf(asked.params)),
  }),
  route({
    method: 'POST',
    path: '/desk/finance/results/:unitCode/:year/:scope/entry',
    who,
    params: ResultParams,
    body: ActBody,
    async answer(asked) {
      const key = keyOf(asked.params);
      const { body } = asked;
      if ((body as Typed).more === 'yes') return showEntry(asked, key, { typed: body });
      const { lines } = linesOf(typedLines(body), asked.language);
      await doAct(asked.house, officerOf(asked), {
        act: 'submit',
        input: { ...key, lines, decision: decisionTyped(body) },
        idempotencyKey: body.idempotencyKey,
      });
      return seeOther(`${pathOf(key)}?done=yes`);
    },
    refused: (asked, refusal) => showEntry(asked, keyOf(asked.params), { typed: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: '/desk/finance/results/:unitCode/:year/:scope/:act',
    who,
    params: OfResult,
    answer: (asked) => showResultForm(asked, asked.params, {}),
  }),
  route({
    method: 'POST',
    path: '/desk/finance/results/:unitCode/:year/:scope/:act',
    who,
    params: OfResult,
    body: ActBody,
    async answer(asked) {
      const key = keyOf(asked.params);
      await submit(asked, asked.params.act, key);
      return seeOther(`${pathOf(key)}?done=yes`);
    },
    refused: (asked, refusal) => showResultForm(asked, asked.params, asked.body ?? {}, refusal),
  }),
];

const keyOf = ({ unitCode, year, scope }: Static<typeof ResultParams>): ResultKey => ({
  unitCode,
  year: Number(year),
  scope,
});
const pathOf = ({ unitCode, year, scope }: ResultKey): string => `/desk/finance/results/${unitCode}/${year}/${scope}`;

/** Years to choose from: this one and those before it, and the one that is shown. */
const YEARS_SHOWN = 8;
function yearsAbout(shown: number): number[] {
  const now = lastYear() + 1;
  const years = Array.from({ length: YEARS_SHOWN }, (_, i) => now - i);
  return years.includes(shown) ? years : [...years, shown];
}

async function showResultForm(
  asked: Page,
  params: Static<typeof OfResult>,
  typed: Typed,
  refusal?: Refusal,
): Promise<Answer> {
  const key = keyOf(params);
  const { unit } = await openResult(asked.house, officerOf(asked), key, today());
  return formAnswer(asked, params.act, {
    action: `${pathOf(key)}/${params.act}`,
    about: { label: `${unit.name} · ${key.year}`, href: pathOf(key) },
    typed,
    refusal,
  });
}

/** The page for entering figures: what was typed, or what was submitted before, with empty rows behind. */
async function showEntry(
  asked: Page,
  key: ResultKey,
  { typed, refusal }: { typed?: Typed; refusal?: Refusal } = {},
): Promise<Answer> {
  const { unit, result } = await openResult(asked.house, officerOf(asked), key, today());
  const { language } = asked;
  const before = (result?.lines ?? []).map(({ sector, item, estimate, executed, settled }) => ({
    sector,
    item,
    estimate: formatDecimal(estimate, 0, language),
    executed: formatDecimal(executed, 0, language),
    settled: formatDecimal(settled, 0, language),
  }));
  const rows = typed ? typedLines(typed) : before;
  const isRefused = refusal !== undefined;
  const page = entryPage({
    ...viewOf(asked),
    asked: key,
    unit,
    rows: isRefused ? rows : withEmptyRows(rows),
    idempotencyKey: keyFor(typed ?? {}, refusal),
    values: typedTexts(typed ?? {}),
    messages: entryMessages(asked, rows, refusal),
  });
  return html(page, refusal?.status ?? 200);
}

/** The messages of lines stand beside the rows in which they were typed. */
function entryMessages(asked: Page, rows: ReturnType<typeof typedLines>, refusal: Refusal | undefined) {
  const { rowOf } = linesOf(rows, asked.language);
  const messages = messagesOf(asked, refusal, formName);
  if (messages.lines) return { ...messages, lines: texts[asked.language].noLines };
  return Object.fromEntries(
    Object.entries(messages).map(([field, message]) => {
      const [, line, cell] = /^lines\.(\d+)\.(\w+)$/.exec(field) ?? [];
      return [line === undefined ? field : `lines.${rowOf[Number(line)]}.${cell}`, message];
    }),
  );
}
