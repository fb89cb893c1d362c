import { createHash } from 'node:crypto';
import type { Static } from 'typebox';
import { ageOn, sameName } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { readEnterprise, verifyRepresentative } from '../../enterprises/services.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readPeople } from '../../population/services.ts';
import { type Grounds, changeFrom, groundsOf, record } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { type Month, monthOf } from '../contribution/months.ts';
import { reckonMonth } from '../contribution/actions.ts';
import { declaredMonths, lawOf, paidFrom } from '../contribution/store.ts';
import { declaration, employer } from '../kinds.ts';
import { register } from '../register.ts';
import type * as services from '../services.ts';
import { type Outcome, applyRow } from './applying.ts';
import { type GivenRow, type ReadRow, type SaidRow, readRows, saidOf } from './rows.ts';
import {
  type StoredDeclaration,
  countRows,
  findDeclaration,
  findEmployer,
  findSame,
  insertRows,
  lockEmployer,
  lockRow,
  openRowsOf,
  saveOutcome,
} from './store.ts';

/** Works on what an employer has declared, to its end. */
export const WORK_ON_DECLARATION = 'insurance.work_on_declaration';

/** So many rows are done before the answer; the others by a job. */
const MOST_AT_ONCE = 200;
const ROWS_AT_ONCE = 40;
const PEOPLE_AT_ONCE = 4;
const WORKING_AGE = 15;

/** Refuses who may not act for an enterprise today (`insurance.not_representative`). */
export async function assertRepresentative(
  house: House,
  { number, employerCode }: { number: string; employerCode: string },
  context: CallContext,
): Promise<void> {
  const asked = { code: employerCode, personNumber: number, on: today() };
  const own: CallContext = { ...context, caller: 'insurance', purpose: 'counterparty-check' };
  const { output } = await call(house, verifyRepresentative, asked, own);
  if (!output.mayAct) throw new Refusal('insurance.not_representative', 403);
}

/**
 * Takes an employer's declaration for a month: changes of its workers in a file, or none. The first one makes the employer known. Each row is
 * done or refused by itself; then what is due for the month, and for later ones declared already, is reckoned. The same file
 * for the same month is the same declaration: it changes nothing. What was cut off is gone on with by a job.
 */
export async function declareMonth(
  house: House,
  asked: Static<typeof services.declareMonth.input>,
  context: CallContext,
): Promise<{ declarationId: string }> {
  const { number, employerCode, month, wageRegion, fileId } = asked;
  if (month > monthOf(today())) throw new Refusal('insurance.month_to_come', 422);
  await assertRepresentative(house, asked, context);
  const db = house.db.as('insurance');
  if (!(await lawOf(db, month))) throw new Refusal('insurance.no_rates', 422, { values: { month } });
  const bytes = fileId === undefined ? undefined : await house.files.read(fileId);
  const fileMark = createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
  const before = await findSame(db, { employerCode, month, fileMark });
  if (before === undefined) {
    const rows = bytes ? await readRows(bytes) : [];
    const given = { number, employerCode, month, fileMark, rows };
    await receive(house, { ...given, made: await employerToBe(house, { employerCode, wageRegion }, context) }, context);
  }
  const declarationId = (await findSame(db, { employerCode, month, fileMark }))!;
  await workOnDeclaration(house, declarationId, MOST_AT_ONCE);
  return { declarationId };
}

/** An enterprise that has not declared before, as the enterprise register knows it; undefined for one that is known here. */
async function employerToBe(
  house: House,
  { employerCode, wageRegion = 1 }: { employerCode: string; wageRegion?: number | undefined },
  context: CallContext,
) {
  if (await findEmployer(house.db.as('insurance'), { code: employerCode, on: today() })) return undefined;
  const own: CallContext = { ...context, caller: 'insurance', purpose: 'counterparty-check' };
  const { enterprise } = (await call(house, readEnterprise, { code: employerCode }, own)).output;
  const province = enterprise && provinceOf(enterprise.communeCode, today());
  if (!enterprise || !province) throw new Refusal('insurance.unknown_employer', 404);
  return { code: employerCode, name: enterprise.name, wageRegion, provinceCode: province.code };
}

/** Keeps a declaration with its rows: all of it or nothing. */
async function receive(
  house: House,
  given: {
    number: string;
    employerCode: string;
    month: Month;
    fileMark: string;
    rows: readonly ReadRow[];
    made: { code: string; name: string; wageRegion: number; provinceCode: string } | undefined;
  },
  context: CallContext,
): Promise<void> {
  const { number, employerCode, month, fileMark, rows, made } = given;
  const id = newId();
  const grounds = groundsOf(context, { reason: 'Tờ khai của đơn vị', source: { kind: 'declaration', number: id } });
  await house.db.as('insurance').transaction(async (tx) => {
    const known = await findEmployer(tx, { code: employerCode, on: today() });
    if (!known && made) await record(tx, employer, { values: made, from: FIRST_DAY }, grounds);
    await lockEmployer(tx, { code: employerCode, on: today() });
    if (await findSame(tx, { employerCode, month, fileMark })) return;
    const paid = await paidFrom(tx, { employerCode, from: month });
    if (paid) throw new Refusal('insurance.month_paid', 409, { values: { month: paid } });
    const counts = { rowCount: rows.length, acceptedCount: 0, unchangedCount: 0, refusedCount: 0 };
    const values = { id, employerCode, month, fileMark, state: 'received' as const, ...counts, declaredBy: number };
    await record(tx, declaration, { values, from: today() }, grounds);
    await insertRows(tx, { id, rows });
    await addJob(tx, { task: WORK_ON_DECLARATION, payload: { declarationId: id }, key: id });
  });
}

/** Employers declare for months before they are known here, as far back as there are rates. */
const FIRST_DAY = '2022-10-01';

/**
 * Works on the rows of a declaration that are still open, at most so many, each in a transaction of its own; when none is
 * left, reckons what is due. Done twice or by two at once, it is done once.
 */
export async function workOnDeclaration(house: House, declarationId: string, most = Infinity): Promise<void> {
  const db = house.db.as('insurance');
  const found = await findDeclaration(db, declarationId);
  if (!found || found.state !== 'received') return;
  const unit = (await findEmployer(db, { code: found.employerCode, on: today() }))!;
  const grounds = groundsOfDeclaration(found, unit.name);
  for (let done = 0; done < most; done += ROWS_AT_ONCE) {
    const open = await openRowsOf(db, { id: declarationId, most: Math.min(ROWS_AT_ONCE, most - done) });
    if (open.length === 0) return finish(house, found, grounds);
    const checked = await checkPeople(
      house,
      open.map(({ row, given }) => ({ row, said: saidFor(found.month, given) })),
    );
    for (const { row, said } of checked)
      await db.transaction(async (tx) => {
        if (!(await lockRow(tx, { id: declarationId, row }))) return;
        const outcome = 'rule' in said ? refusal(said) : await applyRow(tx, said, unit, grounds);
        await saveOutcome(tx, { id: declarationId, row, ...outcome });
      });
  }
}

type Fault = Pick<Outcome, 'field'> & { rule: string };
const refusal = ({ field, rule }: Fault): Outcome => ({ outcome: 'refused', field, rule });

/** What a row says for a month, or why it cannot be done whoever it is about. */
function saidFor(month: Month, given: GivenRow): SaidRow | Fault {
  const said = saidOf(given);
  if ('rule' in said) return said;
  return monthOf(said.from) === month ? said : { field: 'from', rule: 'insurance.row_other_month' };
}

/** Those who join are looked up in the population register: known under that name, alive, of working age. */
async function checkPeople(
  house: House,
  rows: readonly { row: number; said: SaidRow | Fault }[],
): Promise<{ row: number; said: SaidRow | Fault }[]> {
  const numbers = [
    ...new Set(rows.flatMap(({ said }) => ('change' in said && said.change === 'join' ? [said.personNumber] : []))),
  ];
  const known = new Map<string, { fullName: string; bornOn: string; diedOn?: string }>();
  for (let start = 0; start < numbers.length; start += PEOPLE_AT_ONCE) {
    const asked = { numbers: numbers.slice(start, start + PEOPLE_AT_ONCE) };
    const { output } = await call(house, readPeople, asked, machineContext());
    for (const { person } of output.people) known.set(person.number, person);
  }
  return rows.map(({ row, said }) => {
    if (!('change' in said) || said.change !== 'join') return { row, said };
    const person = known.get(said.personNumber);
    // It is not told whether the number or the name is wrong.
    if (!person || !sameName(person.fullName, said.fullName))
      return { row, said: { field: 'personNumber', rule: 'insurance.row_unknown_person' } as Fault };
    if (person.diedOn !== undefined)
      return { row, said: { field: 'personNumber', rule: 'insurance.row_died' } as Fault };
    if (ageOn(person.bornOn, said.from) < WORKING_AGE)
      return { row, said: { field: 'from', rule: 'insurance.row_too_young' } as Fault };
    return { row, said: { ...said, fullName: person.fullName } };
  });
}

/** The office itself works on declarations, without an official. */
function machineContext(): CallContext {
  return {
    caller: 'insurance',
    agency: register.owner,
    actor: { kind: 'machine', name: 'Xử lý tờ khai bảo hiểm' },
    purpose: 'social-insurance',
  };
}

function groundsOfDeclaration({ id, declaredBy }: StoredDeclaration, issuer: string): Grounds {
  const { code, name } = register.owner;
  return {
    reason: 'Tờ khai của đơn vị',
    source: { kind: 'declaration', number: id, issuer },
    by: { agencyCode: code, agencyName: name, actor: { kind: 'person', number: declaredBy } },
  };
}

/** Reckons what is due for the month and for later ones that were declared, and says how the declaration stands. */
async function finish(house: House, found: StoredDeclaration, grounds: Grounds): Promise<void> {
  const { id, employerCode, month } = found;
  await house.db.as('insurance').transaction(async (tx) => {
    const unit = (await lockEmployer(tx, { code: employerCode, on: today() }))!;
    const now = (await findDeclaration(tx, id))!;
    const counts = await countRows(tx, id);
    if (now.state !== 'received' || counts.open > 0) return;
    const months = new Set([month, ...(await declaredMonths(tx, { employerCode, from: month }))]);
    for (const each of months)
      await reckonMonth(tx, { employerCode, wageRegion: unit.wageRegion, month: each, declarationId: id }, grounds);
    const { accepted, unchanged, refused } = counts;
    const state = refused === 0 ? 'accepted' : accepted + unchanged === 0 ? 'rejected' : 'partly';
    const values = { state, acceptedCount: accepted, unchangedCount: unchanged, refusedCount: refused } as const;
    await changeFrom(tx, declaration, { key: { id }, from: today(), values }, grounds);
  });
}
