import { createHash } from 'node:crypto';
import type { ExamplePerson } from '../../../country/example/model.ts';
import { addDays } from '../../../country/index.ts';
import { type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import type { Fund, Payer } from '../choices.ts';
import { dayAfterMonth, firstDay, monthOf, monthsLater } from '../contribution/months.ts';
import { dueOn, totalOf } from '../contribution/rules.ts';
import { contribution, contributionPayment, declaration, employer, participation } from '../kinds.ts';
import { importAct } from './import-act.ts';

/** An enterprise of the example country that insures workers. */
export interface ExampleEmployer {
  code: string;
  name: string;
  provinceCode: string;
  representative: { personNumber: string; fullName: string };
  workers: readonly ExamplePerson[];
}

const MONTHS = 13;
const LEAST_WAGE = 7_500_000;
const WAGE_STEP = 850_000;
const SCHEMES = ['social-compulsory', 'unemployment'] as const;
const REGION = 1;

/** Puts employers with their workers into the register, with what is due for the last months; all but the last are paid. */
export async function loadExampleEmployers(
  client: OwnerClient,
  { employers, today }: { employers: readonly ExampleEmployer[]; today: string },
): Promise<void> {
  const last = monthsLater(monthOf(today), -1);
  const months = Array.from({ length: MONTHS }, (_, i) => monthsLater(last, i + 1 - MONTHS));
  const since = firstDay(months[0]!);
  const law = await lawToday(client, today);
  const acted = async (kind: { name: string; fields: object }, rows: number) => {
    const act = await importAct(client, kind.name, kind.fields, rows);
    return { name: 'act', of: () => act };
  };
  const open = { name: 'valid_during', of: () => `[${since},)` };
  const workers = employers.flatMap(({ code, workers: all }) =>
    all.map((person, i) => ({ code, person, wage: LEAST_WAGE + WAGE_STEP * i })),
  );
  await insertMany(client, 'insurance.employer', employers, [
    await acted(employer, employers.length),
    open,
    { name: 'code', of: ({ code }) => code },
    { name: 'name', of: ({ name }) => name },
    { name: 'wage_region', of: () => REGION },
    { name: 'province_code', of: ({ provinceCode }) => provinceCode },
  ]);
  const parts = workers.flatMap((worker) => SCHEMES.map((scheme) => ({ ...worker, scheme })));
  await insertMany(client, 'insurance.participation', parts, [
    await acted(participation, parts.length),
    open,
    { name: 'person_number', of: ({ person }) => person.number },
    { name: 'scheme', of: ({ scheme }) => scheme },
    { name: 'employer_code', of: ({ code }) => code },
    { name: 'full_name', of: ({ person }) => person.fullName },
    { name: 'wage', of: ({ wage }) => wage },
  ]);
  const declared = employers.flatMap(({ code, representative, workers: all }) =>
    months.map((month, i) => ({
      id: idOf(`${code} ${month}`),
      code,
      month,
      representative,
      rows: i === 0 ? all.length : 0,
    })),
  );
  await insertMany(client, 'insurance.declaration', declared, [
    await acted(declaration, declared.length),
    {
      name: 'valid_during',

      of: ({ month }) => `[${addDays(dayAfterMonth(month), -3)},)`,
    },
    { name: 'id', of: ({ id }) => id },
    { name: 'employer_code', of: ({ code }) => code },
    { name: 'month', of: ({ month }) => month },
    { name: 'file_mark', of: ({ id }) => createHash('sha256').update(id).digest('hex') },
    { name: 'state', of: () => 'accepted' },
    { name: 'row_count', of: ({ rows }) => rows },
    { name: 'accepted_count', of: ({ rows }) => rows },
    { name: 'unchanged_count', of: () => 0 },
    { name: 'refused_count', of: () => 0 },
    { name: 'declared_by', of: ({ representative }) => representative.personNumber },
  ]);
  const dues = workers.flatMap(({ code, person, wage }) =>
    months.map((month) => ({ code, month, person, due: dueOn(wage, { law, wageRegion: REGION, unemployment: true }) })),
  );
  await insertMany(client, 'insurance.contribution', dues, [
    await acted(contribution, dues.length),
    { name: 'valid_during', of: ({ month }) => `[${firstDay(month)},${dayAfterMonth(month)})` },
    { name: 'person_number', of: ({ person }) => person.number },
    { name: 'employer_code', of: ({ code }) => code },
    { name: 'wage', of: ({ due }) => due.wage },
    { name: 'social_worker', of: ({ due }) => due.socialWorker },
    { name: 'social_employer', of: ({ due }) => due.socialEmployer },
    { name: 'health_worker', of: ({ due }) => due.healthWorker },
    { name: 'health_employer', of: ({ due }) => due.healthEmployer },
    { name: 'unemployment_worker', of: ({ due }) => due.unemploymentWorker },
    { name: 'unemployment_employer', of: ({ due }) => due.unemploymentEmployer },
    { name: 'declaration_id', of: ({ code, month }) => idOf(`${code} ${month}`) },
  ]);
  const paid = declared
    .filter(({ month }) => month < last)
    .map(({ code, month }) => ({
      code,
      month,
      amount: dues
        .filter((one) => one.code === code && one.month === month)
        .reduce((sum, { due }) => sum + totalOf(due), 0),
      paidOn: addDays(dayAfterMonth(month), 19),
    }));
  await insertMany(client, 'insurance.contribution_payment', paid, [
    await acted(contributionPayment, paid.length),
    { name: 'valid_during', of: ({ paidOn }) => `[${paidOn},)` },
    { name: 'employer_code', of: ({ code }) => code },
    { name: 'month', of: ({ month }) => month },
    { name: 'amount', of: ({ amount }) => amount },
    { name: 'paid_on', of: ({ paidOn }) => paidOn },
    { name: 'reference', of: ({ code, month }) => `UNC-${month}-${code.slice(-4)}` },
  ]);
  await client.query(namePartsSql(employer));
}

/** The rates and amounts in force today: those of the months before were the same, or bind nobody in the example. */
async function lawToday(client: OwnerClient, today: string) {
  const { rows: rates } = await client.query<{ fund: Fund; payer: Payer; rate: number }>(
    'SELECT fund, payer, rate_basis_points AS rate FROM insurance.contribution_rate WHERE valid_during @> $1::date',
    [today],
  );
  const { rows: amounts } = await client.query<{ name: string; amount: string }>(
    'SELECT name, amount FROM insurance.statutory_amount WHERE valid_during @> $1::date',
    [today],
  );
  const amountOf = (name: string) => Number(amounts.find((each) => each.name === name)!.amount);
  return {
    rates: Object.fromEntries(rates.map(({ fund, payer, rate }) => [`${fund} ${payer}`, rate])),
    referenceLevel: amountOf('reference-level'),
    minimumWages: [1, 2, 3, 4].map((region) => amountOf(`minimum-wage-${region}`)),
  };
}

/** The same id at every making of the example. A UUID version 8 (RFC 9562 §5.8). */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`example declaration ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
