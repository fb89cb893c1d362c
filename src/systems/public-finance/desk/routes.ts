import { type Static, Type } from 'typebox';
import { BUDGET_UNIT_CODE } from '../../../country/index.ts';
import { type FieldValues, frameOf } from '../../../design/index.ts';
import { today } from '../../../kernel/clock.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { type Currency, SCOPES } from '../choices.ts';
import { formatDecimal } from '../money.ts';
import {
  type ActName,
  FINANCE_POST,
  type FinanceOfficer,
  type ResultKey,
  doAct,
  openAsset,
  openDebt,
  openDebts,
  openGuarantee,
  openGuarantees,
  openResult,
  openResults,
  openUnit,
  openUnits,
} from './actions.ts';
import { inputOf, linesOf, typedLines, withEmptyRows } from './forms.ts';
import { assetPage } from './pages/asset/page.tsx';
import { debtPage } from './pages/debt/page.tsx';
import { debtsPage } from './pages/debts/page.tsx';
import { entryPage } from './pages/entry/page.tsx';
import { actFormPage } from './pages/form/page.tsx';
import { guaranteePage } from './pages/guarantee/page.tsx';
import { guaranteesPage } from './pages/guarantees/page.tsx';
import { resultPage } from './pages/result/page.tsx';
import { resultsPage } from './pages/results/page.tsx';
import { texts } from './pages/texts.ts';
import { unitPage } from './pages/unit/page.tsx';
import { unitsPage } from './pages/units/page.tsx';

const who = { official: [FINANCE_POST] };
const MOST_PAGES = 1_000;
/** Assets on a page, as the register gives them. */
const ASSETS_SHOWN = 50;
const UnitCode = Type.String({ pattern: `^(?:${BUDGET_UNIT_CODE})$` });
const Day = Type.Optional(Type.String({ format: 'date' }));
const PageNumber = Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES }));
const Done = Type.Optional(Type.Literal('yes'));
const Year = Type.Integer({ minimum: 1990, maximum: 2200 });
const OfCode = (pattern: string) => Type.Object({ code: Type.String({ pattern }) });
const File = { query: Type.Object({ on: Day, page: PageNumber, done: Done }) };
const ResultParams = Type.Object({
  unitCode: UnitCode,
  year: Type.String({ pattern: '^(199\\d|20\\d\\d|21\\d\\d|2200)$' }),
  scope: Type.Enum(Object.keys(SCOPES) as (keyof typeof SCOPES)[]),
});
const ActBody = Type.Object({ idempotencyKey: Type.String({ format: 'uuid' }) }, { additionalProperties: true });

type FormAct = Exclude<ActName, 'submit'>;

/** Of what the forms in `/desk/finance/:what/:code/:act` are. */
const ACTS_OF = {
  units: ['change-unit', 'close-unit', 'asset'],
  assets: ['change-asset', 'transfer-asset', 'dispose-asset'],
  debts: ['move-debt'],
  guarantees: ['move-guarantee'],
} as const satisfies Record<string, readonly FormAct[]>;
type What = keyof typeof ACTS_OF;
const OfRecord = Type.Object({
  what: Type.Enum(Object.keys(ACTS_OF) as What[]),
  code: Type.String({ pattern: '^[A-Z0-9]{7,12}$' }),
  act: Type.Enum(Object.values(ACTS_OF).flat()),
});
const NEW_ACTS = { unit: 'units', debt: 'debts', guarantee: 'guarantees' } as const;
const OfNew = Type.Object({ act: Type.Enum(Object.keys(NEW_ACTS) as (keyof typeof NEW_ACTS)[]) });
const OfResult = Type.Object({
  ...ResultParams.properties,
  act: Type.Enum(['approve', 'return', 'settle', 'correct'] as const),
});

/** The desk of public finance: units, assets, debt, guarantees, results. */
export const deskRoutes: Route[] = [
  route({ method: 'GET', path: '/desk/finance', who, answer: () => seeOther('/desk/finance/units') }),
  route({
    method: 'GET',
    path: '/desk/finance/units',
    who,
    query: Type.Object({
      words: Type.Optional(Type.String({ maxLength: 200 })),
      under: Type.Optional(UnitCode),
      on: Day,
      page: PageNumber,
    }),
    async answer(asked) {
      const { page = 1, on = today(), words, under } = asked.query;
      const wanted = { on, page, ...(words ? { words } : {}), ...(under && !words ? { under } : {}) };
      const units = await openUnits(asked.house, officerOf(asked), wanted);
      return html(unitsPage({ ...viewOf(asked), asked: wanted, units, isDone: false }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/units/:code',
    who,
    params: OfCode(`^(?:${BUDGET_UNIT_CODE})$`),
    ...File,
    async answer(asked) {
      const { on = today(), page = 1, done } = asked.query;
      const file = await openUnit(asked.house, officerOf(asked), { code: asked.params.code, on, page });
      const pages = Math.max(1, Math.ceil(file.assets.count / ASSETS_SHOWN));
      return html(unitPage({ ...viewOf(asked), file, on, page, pages, isDone: done === 'yes', lastYear: lastYear() }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/assets/:code',
    who,
    params: OfCode('^TS\\d{10}$'),
    ...File,
    async answer(asked) {
      const { on = today(), done } = asked.query;
      const file = await openAsset(asked.house, officerOf(asked), { code: asked.params.code, on });
      return html(assetPage({ ...viewOf(asked), file, on, isDone: done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/debts',
    who,
    ...File,
    async answer(asked) {
      const wanted = { on: asked.query.on ?? today(), page: asked.query.page ?? 1 };
      const debts = await openDebts(asked.house, officerOf(asked), wanted);
      return html(debtsPage({ ...viewOf(asked), asked: wanted, debts }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/debts/:code',
    who,
    params: OfCode('^NC\\d{6}$'),
    ...File,
    async answer(asked) {
      const { on = today(), done } = asked.query;
      const file = await openDebt(asked.house, officerOf(asked), { code: asked.params.code, on });
      return html(debtPage({ ...viewOf(asked), file, on, isDone: done === 'yes' }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/guarantees',
    who,
    ...File,
    async answer(asked) {
      const wanted = { on: asked.query.on ?? today(), page: asked.query.page ?? 1 };
      const found = await openGuarantees(asked.house, officerOf(asked), wanted);
      return html(guaranteesPage({ ...viewOf(asked), asked: wanted, found }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/finance/guarantees/:code',
    who,
    params: OfCode('^BL\\d{6}$'),
    ...File,
    async answer(asked) {
      const { on = today(), done } = asked.query;
      const file = await openGuarantee(asked.house, officerOf(asked), { code: asked.params.code, on });
      return html(guaranteePage({ ...viewOf(asked), file, on, isDone: done === 'yes' }));
    },
  }),
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
        input: { ...key, lines, decision: decisionOf(body) },
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
  route({
    method: 'GET',
    path: '/desk/finance/new/:act',
    who,
    params: OfNew,
    answer: (asked) => showNewForm(asked, asked.params.act, {}),
  }),
  route({
    method: 'POST',
    path: '/desk/finance/new/:act',
    who,
    params: OfNew,
    body: ActBody,
    async answer(asked) {
      const { act } = asked.params;
      const { code } = await submit(asked, act, {});
      return seeOther(`/desk/finance/${NEW_ACTS[act]}/${code}?done=yes`);
    },
    refused: (asked, refusal) => showNewForm(asked, asked.params.act, asked.body ?? {}, refusal),
  }),
  route({
    method: 'GET',
    path: '/desk/finance/:what/:code/:act',
    who,
    params: OfRecord,
    answer: (asked) => showRecordForm(asked, asked.params, undefined),
  }),
  route({
    method: 'POST',
    path: '/desk/finance/:what/:code/:act',
    who,
    params: OfRecord,
    body: ActBody,
    async answer(asked) {
      const { what, code, act } = asked.params;
      const currency = await currencyOf(asked, { what, code });
      await submit(asked, act, act === 'asset' ? { holderCode: code } : { code }, currency);
      return seeOther(`/desk/finance/${what}/${code}?done=yes`);
    },
    refused: (asked, refusal) => showRecordForm(asked, asked.params, asked.body ?? {}, refusal),
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
type Typed = Record<string, unknown>;

/** The official who asks; `who` of every route here has seen to the post. */
const officerOf = ({ session }: Page): FinanceOfficer => session!.holder as FinanceOfficer;
const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
const lastYear = (): number => Number(today().slice(0, 4)) - 1;
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

function decisionOf({ decisionNumber, decisionDate, decisionIssuer }: Typed): object {
  return {
    ...(decisionNumber ? { number: decisionNumber } : {}),
    ...(decisionDate ? { issuedOn: decisionDate } : {}),
    ...(decisionIssuer ? { issuer: decisionIssuer } : {}),
  };
}

function submit(
  asked: Page & { body: Typed & { idempotencyKey: string } },
  act: FormAct,
  about: object,
  currency?: Currency,
): Promise<{ code?: string }> {
  const { body, language } = asked;
  const input = inputOf(act, body, { language, ...(currency ? { currency } : {}) });
  return doAct(asked.house, officerOf(asked), {
    act,
    input: { ...input, ...about, ...(act === 'return' ? {} : { decision: decisionOf(body) }) },
    idempotencyKey: body.idempotencyKey,
  });
}

/** Fields of the service and of the form have the same names, but for those of the decision and of a corrected line. */
const FORM_NAMES: Readonly<Record<string, string>> = {
  'decision.number': 'decisionNumber',
  'decision.issuedOn': 'decisionDate',
  'decision.issuer': 'decisionIssuer',
};
const formName = (field: string): string => FORM_NAMES[field] ?? field.replace(/^line\./, '');

function messagesOf({ house, language }: Page, refusal: Refusal | undefined): Record<string, string> {
  if (!refusal) return {};
  if (refusal.fields.length === 0) return { '': sentenceOf(house, refusal.code, refusal.values, language) };
  const messages: Record<string, string> = {};
  for (const { field, code, values } of refusal.fields)
    messages[formName(field)] ??= sentenceOf(house, code, values ?? {}, language);
  return messages;
}

/** The key of a form. What was refused did nothing, and comes back with another content: under another key. */
const keyFor = (typed: Typed, refusal: Refusal | undefined): string =>
  !refusal && typeof typed.idempotencyKey === 'string' ? typed.idempotencyKey : newId();

const textsOf = (typed: Typed): FieldValues =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => typeof value === 'string')) as FieldValues;

function formAnswer(
  asked: Page,
  act: FormAct,
  form: {
    action: string;
    about: { label: string; href: string };
    typed: Typed;
    refusal?: Refusal | undefined;
    currency?: Currency | undefined;
  },
): Answer {
  const { action, about, typed, refusal, currency } = form;
  const page = actFormPage({
    ...viewOf(asked),
    act,
    action,
    about,
    idempotencyKey: keyFor(typed, refusal),
    values: textsOf(typed),
    messages: messagesOf(asked, refusal),
    ...(currency ? { currency } : {}),
  });
  return html(page, refusal?.status ?? 200);
}

function showNewForm(asked: Page, act: keyof typeof NEW_ACTS, typed: Typed, refusal?: Refusal): Answer {
  const list = NEW_ACTS[act];
  return formAnswer(asked, act, {
    action: `/desk/finance/new/${act}`,
    about: { label: texts[asked.language][list], href: `/desk/finance/${list}` },
    typed,
    refusal,
  });
}

/** The form of an act on a record, with what it says now for those who change it. */
async function showRecordForm(
  asked: Page,
  { what, code, act }: Static<typeof OfRecord>,
  typed: Typed | undefined,
  refusal?: Refusal,
): Promise<Answer> {
  const { label, values, currency } = await aboutOf(asked, { what, code });
  return formAnswer(asked, act, {
    action: `/desk/finance/${what}/${code}/${act}`,
    about: { label, href: `/desk/finance/${what}/${code}` },
    typed: typed ?? (act.startsWith('change-') ? values : {}),
    refusal,
    currency,
  });
}

async function aboutOf(
  asked: Page,
  { what, code }: { what: What; code: string },
): Promise<{ label: string; values: Typed; currency?: Currency }> {
  const { house, language } = asked;
  const officer = officerOf(asked);
  const on = today();
  switch (what) {
    case 'units': {
      const { unit } = await openUnit(house, officer, { code, on, page: 1 });
      return { label: unit.name, values: { ...unit, level: String(unit.level), from: '' } };
    }
    case 'assets': {
      const { asset } = await openAsset(house, officer, { code, on });
      const { use, area_dm2: area, life_years: years } = asset;
      const values = {
        use,
        ...(area ? { area_dm2: formatDecimal(area, 2, language) } : {}),
        ...(years ? { life_years: String(years) } : {}),
      };
      return { label: asset.name, values };
    }
    case 'debts': {
      const { debt } = await openDebt(house, officer, { code, on });
      return { label: debt.title, values: {}, currency: debt.currency };
    }
    case 'guarantees': {
      const { guarantee } = await openGuarantee(house, officer, { code, on });
      return { label: guarantee.title, values: {}, currency: guarantee.currency };
    }
  }
}

async function currencyOf(asked: Page, of: { what: What; code: string }): Promise<Currency | undefined> {
  return of.what === 'debts' || of.what === 'guarantees' ? (await aboutOf(asked, of)).currency : undefined;
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
    values: textsOf(typed ?? {}),
    messages: entryMessages(asked, rows, refusal),
  });
  return html(page, refusal?.status ?? 200);
}

/** The messages of lines stand beside the rows in which they were typed. */
function entryMessages(asked: Page, rows: ReturnType<typeof typedLines>, refusal: Refusal | undefined) {
  const { rowOf } = linesOf(rows, asked.language);
  const messages = messagesOf(asked, refusal);
  if (messages.lines) return { ...messages, lines: texts[asked.language].noLines };
  return Object.fromEntries(
    Object.entries(messages).map(([field, message]) => {
      const [, line, cell] = /^lines\.(\d+)\.(\w+)$/.exec(field) ?? [];
      return [line === undefined ? field : `lines.${rowOf[Number(line)]}.${cell}`, message];
    }),
  );
}
