import { equal } from '../feel/compare.ts';
import { constantOf } from '../feel/constant.ts';
import type { Value } from '../feel/value.ts';
import type { ReadTable } from '../dmn/decision-table.ts';
import { MOST_ROWS, Meetings, meeting } from '../dmn/overlapping.ts';
import type { Grid, Region } from '../dmn/regions.ts';
import { type Budget, uncovered } from '../dmn/uncovered.ts';
import { type Findings, told } from './finding.ts';

/** Rows that cannot apply, that both apply where only one may, or that never get to answer. */
export function rowFindings(read: ReadTable, grid: Grid, budget: Budget, findings: Findings): void {
  if (grid.axes.length === 0) return;
  const possible = grid.rows.flatMap(({ region }, y) => {
    if (region.every((ranges) => ranges.length > 0)) return [y];
    const x = grid.axes[region.findIndex((ranges) => ranges.length === 0)]?.columns[0] ?? 0;
    const about = read.table.rules[y]?.inputs[x]?.trim() ?? '';
    findings.add({
      code: 'table.row_impossible',
      severity: 'warning',
      rules: [y + 1],
      column: { side: 'input', at: x + 1 },
      about,
    });
    return [];
  });
  if (possible.length > MOST_ROWS) findings.isComplete = false;
  const rows = new Rows(read, grid, possible);
  const policy = read.table.hitPolicy;
  if (policy === 'UNIQUE' || policy === 'ANY') overlaps(rows, policy, budget, findings);
  else if (policy === 'FIRST' || policy === 'PRIORITY') unreached(rows, policy, budget, findings);
  if (budget.left < 0) findings.isComplete = false;
}

/** The rows that can apply, by their place among these. */
class Rows {
  readonly read: ReadTable;
  readonly grid: Grid;
  /** Rows of the table, counted from 0. */
  readonly at: readonly number[];

  constructor(read: ReadTable, grid: Grid, at: readonly number[]) {
    this.read = read;
    this.grid = grid;
    this.at = at.slice(0, MOST_ROWS);
  }

  regions(): Region[] {
    return this.at.map((y) => this.grid.rows[y]?.region ?? []);
  }

  /** Whether the region of a row is exactly where it applies. */
  isKnown(i: number): boolean {
    return this.grid.rows[this.at[i] ?? 0]?.isKnown ?? false;
  }

  number(i: number): number {
    return (this.at[i] ?? 0) + 1;
  }

  /** What a row answers, where that does not depend on the case. */
  answer(i: number): Value[] | undefined {
    const values: Value[] = [];
    for (const output of this.read.rules[this.at[i] ?? 0]?.outputs ?? []) {
      const found = constantOf(output);
      if (!found) return undefined;
      values.push(found.value);
    }
    return values;
  }
}

/** Two rows of UNIQUE that both apply; two of ANY that both apply and answer differently. */
function overlaps(rows: Rows, policy: 'UNIQUE' | 'ANY', budget: Budget, findings: Findings): void {
  const regions = rows.regions();
  const meetings = new Meetings(regions, budget);
  for (let i = 1; i < regions.length && budget.left >= 0; i++) {
    if (!rows.isKnown(i)) continue;
    for (const other of meetings.before(i)) {
      if (!rows.isKnown(other)) continue;
      if (policy === 'ANY' && !differs(rows.answer(i), rows.answer(other))) continue;
      const common = meeting(regions[i], regions[other]);
      if (!common) continue;
      const isTaken = findings.add({
        code: policy === 'UNIQUE' ? 'table.overlap' : 'table.differing',
        severity: 'error',
        rules: [rows.number(other), rows.number(i)],
        ...told(common, rows.grid.axes),
      });
      if (!isTaken) return;
    }
  }
}

/** Whether two answers are known and are not the same. */
function differs(a: readonly Value[] | undefined, b: readonly Value[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((value, x) => equal(value, b[x] ?? null) !== true);
}

/** Rows in whose place others always answer: those before under FIRST, those of higher priority under PRIORITY. */
function unreached(rows: Rows, policy: 'FIRST' | 'PRIORITY', budget: Budget, findings: Findings): void {
  const regions = rows.regions();
  const ranks = regions.map((_, i) => (policy === 'FIRST' ? [i] : priorityOf(rows, i)));
  const order = regions.map((_, i) => i);
  if (policy === 'PRIORITY') order.sort((a, b) => byRank(ranks[a], ranks[b]) || a - b);
  const meetings = new Meetings(
    order.map((i) => regions[i] ?? []),
    budget,
  );
  for (let place = 1; place < order.length && budget.left >= 0; place++) {
    const i = order[place] ?? 0;
    if (policy === 'PRIORITY' && ranks[i] === undefined) continue;
    const before = [...meetings.before(place)].map((each) => order[each] ?? 0);
    const stronger = before.filter((each) => rows.isKnown(each) && byRank(ranks[each], ranks[i]) < 0);
    if (stronger.length === 0) continue;
    const left = uncovered(
      stronger.map((each) => regions[each] ?? []),
      regions[i] ?? [],
      budget,
      1,
    );
    if (left.regions.length > 0 || !left.isComplete) continue;
    const isTaken = findings.add({
      code: 'table.row_unreached',
      severity: 'warning',
      rules: [rows.number(i)],
      about: '',
    });
    if (!isTaken) return;
  }
}

/** Where the outputs of a row stand among those that the columns list; undefined when they are not known. */
function priorityOf(rows: Rows, i: number): number[] | undefined {
  const answer = rows.answer(i);
  return answer?.map((value, x) => {
    const at = rows.read.outputs[x]?.order?.findIndex((each) => equal(each, value) === true) ?? -1;
    return at < 0 ? Infinity : at;
  });
}

/** Less than zero when the first is stronger. What is not known is weakest, so that it never beats another. */
function byRank(a: readonly number[] | undefined, b: readonly number[] | undefined): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  for (let x = 0; x < a.length; x++) {
    const [p = 0, q = 0] = [a[x], b[x]];
    if (p !== q) return p < q ? -1 : 1;
  }
  return 0;
}
