import { type Static, Type } from 'typebox';
import { BUDGET_UNIT_CODE } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { type Answer, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import type { Currency } from '../choices.ts';
import { formatDecimal } from '../money.ts';
import {
  FINANCE_POST,
  openAsset,
  openDebt,
  openDebts,
  openGuarantee,
  openGuarantees,
  openUnit,
  openUnits,
} from './actions.ts';
import { type FormAct, type Page, type Typed, formAnswer, lastYear, officerOf, submit, viewOf } from './form-answer.ts';
import { assetPage } from './pages/asset/page.tsx';
import { debtPage } from './pages/debt/page.tsx';
import { debtsPage } from './pages/debts/page.tsx';
import { guaranteePage } from './pages/guarantee/page.tsx';
import { guaranteesPage } from './pages/guarantees/page.tsx';
import { texts } from './pages/texts.ts';
import { unitPage } from './pages/unit/page.tsx';
import { unitsPage } from './pages/units/page.tsx';
import { resultRoutes } from './result-routes.ts';

const who = { official: [FINANCE_POST] };
const MOST_PAGES = 1_000;
/** Assets on a page, as the register gives them. */
const ASSETS_SHOWN = 50;
const UnitCode = Type.String({ pattern: `^(?:${BUDGET_UNIT_CODE})$` });
const Day = Type.Optional(Type.String({ format: 'date' }));
const PageNumber = Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES }));
const Done = Type.Optional(Type.Literal('yes'));
const OfCode = (pattern: string) => Type.Object({ code: Type.String({ pattern }) });
const File = { query: Type.Object({ on: Day, page: PageNumber, done: Done }) };
const ActBody = Type.Object({ idempotencyKey: Type.String({ format: 'uuid' }) }, { additionalProperties: true });

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
  ...resultRoutes,
];

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
