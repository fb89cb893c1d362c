import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { sightsOf } from '../../registry/index.ts';
import { assertOffice, provinceOfOffice } from '../desk/office.ts';
import { participation } from '../kinds.ts';
import type * as services from '../services.ts';
import { assertRepresentative } from './actions.ts';
import {
  type StoredDeclaration,
  declarationsIn,
  declarationsOf,
  findDeclaration,
  findEmployer,
  monthsOf,
  rowsOf,
  workersOf,
} from './store.ts';

/** An employer for who represents it: workers, months with what is due, declarations. Empty before the first declaration. */
export async function readEmployer(
  house: House,
  asked: Static<typeof services.readEmployer.input>,
  context: CallContext,
): Promise<Static<typeof services.readEmployer.output>> {
  await assertRepresentative(house, asked, context);
  return employerFile(house, asked.employerCode, context);
}

/** The same for the office of the employer's province. */
export async function readEmployerAtOffice(
  house: House,
  { employerCode }: Static<typeof services.readEmployerAtOffice.input>,
  context: CallContext,
): Promise<Static<typeof services.readEmployerAtOffice.output>> {
  const found = await findEmployer(house.db.as('insurance'), { code: employerCode, on: today() });
  if (!found) throw new Refusal('insurance.unknown_employer', 404);
  assertOffice(context, [found.provinceCode]);
  return employerFile(house, employerCode, context);
}

async function employerFile(
  house: House,
  code: string,
  context: CallContext,
): Promise<Static<typeof services.readEmployer.output>> {
  const db = house.db.as('insurance');
  const employer = await findEmployer(db, { code, on: today() });
  if (!employer) return { workers: [], months: [], declarations: [] };
  const [workers, months, declarations] = await Promise.all([
    workersOf(db, { code, on: today() }),
    monthsOf(db, code),
    declarationsOf(db, code),
  ]);
  const keys = workers.map(({ personNumber }) => [personNumber, 'social-compulsory']);
  const sights = await sightsOf(db, participation, keys, context);
  return {
    employer,
    workers: workers.filter((_, i) => !sights[i]!.isVeiled),
    months: months.map(({ paidOn, ...month }) => ({ ...month, ...(paidOn ? { paidOn } : {}) })),
    declarations: declarations.map(shown),
  };
}

/** Who declared is not shown. */
function shown(declared: StoredDeclaration) {
  const { id, employerCode, month, state, rowCount, acceptedCount, unchangedCount, refusedCount, receivedOn } =
    declared;
  return { id, employerCode, month, state, rowCount, acceptedCount, unchangedCount, refusedCount, receivedOn };
}

/** So many rows are shown, refused ones first. */
const MOST_ROWS = 1_000;

/** A declaration with its rows, for the representative of its employer. */
export async function readDeclaration(
  house: House,
  { number, declarationId }: Static<typeof services.readDeclaration.input>,
  context: CallContext,
): Promise<Static<typeof services.readDeclaration.output>> {
  const db = house.db.as('insurance');
  const found = await findDeclaration(db, declarationId);
  if (!found) throw new Refusal('insurance.no_such_declaration', 404);
  await assertRepresentative(house, { number, employerCode: found.employerCode }, context);
  return declarationFile(house, found);
}

/** The same for the office of the employer's province. */
export async function readDeclarationAtOffice(
  house: House,
  { declarationId }: Static<typeof services.readDeclarationAtOffice.input>,
  context: CallContext,
): Promise<Static<typeof services.readDeclarationAtOffice.output>> {
  const db = house.db.as('insurance');
  const found = await findDeclaration(db, declarationId);
  const unit = found && (await findEmployer(db, { code: found.employerCode, on: today() }));
  if (!unit) throw new Refusal('insurance.no_such_declaration', 404);
  assertOffice(context, [unit.provinceCode]);
  return declarationFile(house, found);
}

async function declarationFile(
  house: House,
  found: StoredDeclaration,
): Promise<Static<typeof services.readDeclaration.output>> {
  const db = house.db.as('insurance');
  const [rows, employer] = await Promise.all([
    rowsOf(db, { id: found.id, most: MOST_ROWS }),
    findEmployer(db, { code: found.employerCode, on: today() }),
  ]);
  return {
    declaration: { ...shown(found), employerName: employer!.name },
    rows: rows.map(({ row, given, outcome, field, rule }) => ({
      row,
      ...given,
      ...(outcome ? { outcome } : {}),
      ...(field ? { field } : {}),
      ...(rule ? { rule } : {}),
    })),
  };
}

const LISTED_AT_ONCE = 10;

/** A page of ten declarations of the employers of an office's province, those with something refused first. */
export async function listDeclarations(
  house: House,
  { page = 1 }: Static<typeof services.listDeclarations.input>,
  context: CallContext,
): Promise<Static<typeof services.listDeclarations.output>> {
  const asked = { provinceCode: provinceOfOffice(context), on: today() };
  const [offset, limit] = [(page - 1) * LISTED_AT_ONCE, LISTED_AT_ONCE];
  const found = await declarationsIn(house.db.as('insurance'), { ...asked, offset, limit });
  return {
    declarations: found.slice(0, limit).map(({ employerName, ...rest }) => ({ ...shown(rest), employerName })),
    hasMore: found.length > limit,
  };
}
