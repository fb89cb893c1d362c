import { type OwnerClient, insertMany } from '../../registry/index.ts';
import { HOSPITALS, MILLION, TWO_LEVELS_SINCE, type Unit } from './units.ts';

interface Line {
  unit: Unit;
  year: number;
  scope: 'own' | 'consolidated';
  sector: string;
  item: string;
  estimate: number;
  executed: number;
  settled: number;
}

const SPENT = [
  ['6000', 34],
  ['6100', 16],
  ['6300', 9],
  ['6500', 5],
  ['6700', 4],
  ['6950', 12],
  ['7000', 20],
] as const;
const COLLECTED = [
  ['1000', 60],
  ['1050', 90],
  ['1700', 130],
] as const;

function linesOf(unit: Unit, year: number): Line[] {
  const sector = HOSPITALS.includes(unit.name) ? '132' : '341';
  const items = unit.budget === 'province' ? [...COLLECTED, ...SPENT] : SPENT;
  return items.map(([item, share], i) => {
    const estimate = unit.size * share * 100 * MILLION;
    const executed = Math.round((estimate * (93 + ((unit.size + i + year) % 7))) / 100);
    return { unit, year, scope: 'own', sector, item, estimate, executed, settled: executed - (i % 3) * MILLION };
  });
}

/** What a superior consolidates: the sums by sector and item. */
function consolidated(unit: Unit, parts: readonly Line[]): Line[] {
  const byItem = new Map<string, Line>();
  for (const line of parts) {
    const key = `${line.sector} ${line.item}`;
    const sum = byItem.get(key) ?? {
      ...line,
      unit,
      scope: 'consolidated' as const,
      estimate: 0,
      executed: 0,
      settled: 0,
    };
    byItem.set(key, {
      ...sum,
      estimate: sum.estimate + line.estimate,
      executed: sum.executed + line.executed,
      settled: sum.settled + line.settled,
    });
  }
  return [...byItem.values()];
}

/** Puts the results of three years into the example; some of the last one wait for approval. */
export async function loadResults(
  client: OwnerClient,
  { units, act, lastYear }: { units: readonly Unit[]; act: string; lastYear: number },
): Promise<void> {
  const reporting = units.filter(({ budget }) => budget !== 'commune');
  const years = [lastYear - 2, lastYear - 1, lastYear];
  const lines = years.flatMap((year) => {
    const there = reporting.filter(
      ({ budget }) => budget === 'central' || year >= Number(TWO_LEVELS_SINCE.slice(0, 4)),
    );
    const own = there.flatMap((unit) => linesOf(unit, year));
    const superiors = there.filter(({ code }) => there.some(({ parent }) => parent === code));
    const whole = superiors.flatMap((superior) =>
      consolidated(
        superior,
        own.filter(({ unit }) => unit === superior || unit.parent === superior.code),
      ),
    );
    return [...own, ...whole];
  });
  const results = new Map(lines.map((line) => [`${line.unit.code} ${line.year} ${line.scope}`, line]));
  // Of the last year the ministries' own figures are approved and the consolidated ones wait, those of one unit too.
  const stateOf = ({ unit, year, scope }: Line) =>
    year < lastYear ? 'settled' : scope === 'consolidated' || unit.code === '1050203' ? 'submitted' : 'approved';
  const key = [
    { name: 'act', of: () => act },
    { name: 'valid_during', of: ({ year }: Line) => `[${year + 1}-03-31,)` },
    { name: 'unit_code', of: ({ unit }: Line) => unit.code },
    { name: 'year', of: ({ year }: Line) => year },
    { name: 'scope', of: ({ scope }: Line) => scope },
  ];
  await insertMany(
    client,
    'public_finance.budget_result',
    [...results.values()],
    [...key, { name: 'state', of: stateOf }],
  );
  await insertMany(client, 'public_finance.budget_line', lines, [
    ...key,
    { name: 'sector', of: ({ sector }) => sector },
    { name: 'item', of: ({ item }) => item },
    { name: 'estimate', of: ({ estimate }) => estimate },
    { name: 'executed', of: ({ executed }) => executed },
    { name: 'settled', of: ({ settled }) => settled },
  ]);
}
