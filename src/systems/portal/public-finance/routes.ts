import { Type } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { type Route, download, html, route } from '../../../kernel/route.ts';
import { viewOf } from '../frame.ts';
import { publicFinancePage } from '../pages/public-finance/page.tsx';
import { debtFile, readDebt, readLines, readResults, resultsFile } from './actions.ts';

const MOST_PAGES = 1_000;
/** Units on a page, and in a file. */
const UNITS_SHOWN = 20;
const UNITS_IN_FILE = 1_000;
const CSV = 'text/csv; charset=utf-8';
const Asked = Type.Object({
  year: Type.Optional(Type.Integer({ minimum: 1990, maximum: 2200 })),
  under: Type.Optional(Type.String({ pattern: '^[123]\\d{6}$' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES })),
  on: Type.Optional(Type.String({ format: 'date' })),
});

const lastYear = (): number => Number(today().slice(0, 4)) - 1;

/** What everybody sees of public finance: approved results, debt and guarantees, also as files. */
export const publicFinanceRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/public-finance',
    who: 'anyone',
    query: Asked,
    async answer(asked) {
      const { year = lastYear(), under, page = 1, on = today() } = asked.query;
      const wanted = { year, page, ...(under ? { under } : {}) };
      const [results, lines, debt, view] = await Promise.all([
        readResults(asked.house, { ...wanted, most: UNITS_SHOWN }),
        under ? readLines(asked.house, { unitCode: under, year }) : [],
        readDebt(asked.house, on),
        viewOf(asked),
      ]);
      return html(publicFinancePage({ ...view, asked: { ...wanted, on }, results, lines, debt }));
    },
  }),
  route({
    method: 'GET',
    path: '/public-finance/results.csv',
    who: 'anyone',
    query: Asked,
    async answer(asked) {
      const { year = lastYear(), under, page = 1 } = asked.query;
      const wanted = { year, page, most: UNITS_IN_FILE, ...(under ? { under } : {}) };
      const file = resultsFile(wanted, await readResults(asked.house, wanted));
      return download(file, CSV, `ket-qua-ngan-sach-${year}${under ? `-${under}` : ''}.csv`);
    },
  }),
  route({
    method: 'GET',
    path: '/public-finance/debt.csv',
    who: 'anyone',
    query: Asked,
    async answer(asked) {
      const { on = today() } = asked.query;
      return download(debtFile(on, await readDebt(asked.house, on)), CSV, `no-cong-${on}.csv`);
    },
  }),
];
