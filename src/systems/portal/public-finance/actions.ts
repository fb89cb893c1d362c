import type { Static } from 'typebox';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import * as finance from '../../public-finance/services.ts';
import { UTF8_MARK, csvLine } from '../../registry/index.ts';
import { asAnyone } from '../public/actions.ts';

export type PublicResults = Static<typeof finance.readPublicResults.output>;
export type PublicLine = Static<typeof finance.readPublicLines.output>['lines'][number];
export type DebtSum = Static<typeof finance.outstandingDebt.output>['sums'][number];
export type GuaranteeSum = Static<typeof finance.outstandingGuarantees.output>['sums'][number];

/** Which results: of a year, of all units of level I or of one and those right below it. */
export interface AskedResults {
  year: number;
  under?: string;
  page?: number;
  most?: number;
}

const AS_ANYONE = asAnyone('public-information', 'Tài chính công khai');

/** The approved results of a year by unit. */
export async function readResults(house: House, asked: AskedResults): Promise<PublicResults> {
  return (await call(house, finance.readPublicResults, asked, AS_ANYONE)).output;
}

/** The approved figures of a unit in a year, line by line. */
export async function readLines(house: House, asked: { unitCode: string; year: number }): Promise<PublicLine[]> {
  return (await call(house, finance.readPublicLines, asked, AS_ANYONE)).output.lines;
}

/** What the State owes and guarantees on a day. */
export async function readDebt(house: House, on: string): Promise<{ debts: DebtSum[]; guarantees: GuaranteeSum[] }> {
  const [{ output: debts }, { output: guarantees }] = await Promise.all([
    call(house, finance.outstandingDebt, { on }, AS_ANYONE),
    call(house, finance.outstandingGuarantees, { on }, AS_ANYONE),
  ]);
  return { debts: debts.sums, guarantees: guarantees.sums };
}

const text = (value: string | number | undefined): string => String(value ?? '');
const fileOf = (rows: readonly (readonly (string | number | undefined)[])[]): Buffer =>
  Buffer.from(UTF8_MARK + rows.map((row) => csvLine(row.map(text))).join(''));

/** The results as a file for spreadsheets, in dong; names of columns are stable. */
export function resultsFile({ year }: AskedResults, { unit, units }: PublicResults): Buffer {
  const rows = [...(unit ? [unit] : []), ...units].map((each) => [
    year,
    each.unitCode,
    each.name,
    each.level,
    each.scope,
    each.state,
    each.revenue.estimate,
    each.revenue.executed,
    each.revenue.settled,
    each.expenditure.estimate,
    each.expenditure.executed,
    each.expenditure.settled,
  ]);
  const sums = ['revenue', 'expenditure'].flatMap((flow) =>
    ['estimate', 'executed', 'settled'].map((what) => `${flow}_${what}_vnd`),
  );
  return fileOf([['year', 'unit_code', 'unit_name', 'unit_level', 'scope', 'state', ...sums], ...rows]);
}

/** What is owed and guaranteed on a day, in minor units of each currency, as a file for spreadsheets. */
export function debtFile(on: string, { debts, guarantees }: Awaited<ReturnType<typeof readDebt>>): Buffer {
  return fileOf([
    [
      'on',
      'what',
      'category',
      'creditor_kind',
      'currency',
      'count',
      'outstanding_minor_units',
      'limit_minor_units',
      'called_minor_units',
    ],
    ...debts.map((sum) => [
      on,
      'debt',
      sum.category,
      sum.creditorKind,
      sum.currency,
      sum.count,
      sum.outstanding,
      '',
      '',
    ]),
    ...guarantees.map((sum) => [
      on,
      'guarantee',
      'guaranteed',
      sum.creditorKind,
      sum.currency,
      sum.count,
      sum.outstanding,
      sum.mostAmount,
      sum.called,
    ]),
  ]);
}
