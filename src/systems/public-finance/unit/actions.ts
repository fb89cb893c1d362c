import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import * as organisations from '../../organisations/index.ts';
import { changeFrom, endOn, findByName, record } from '../../registry/index.ts';
import { communeOn } from '../../territories/index.ts';
import { assertMinistry, decisionGrounds, once } from '../acting.ts';
import { budgetUnit } from '../kinds.ts';
import { keyOfReceipt } from '../store.ts';
import { assertSuperior, assertUnitItself } from './rules.ts';
import type * as services from './services.ts';
import {
  type UnitRow,
  lockAgency,
  lockUnit,
  nextUnitCode,
  restingOn,
  unitOn,
  unitsAbove,
  unitsListed,
  unitsOfAgency,
  versionsOf,
} from './store.ts';

type Unit = Static<typeof services.Unit>;
type Said = Omit<Static<typeof services.registerUnit.input>, 'from' | 'decision'>;

/** Units in a list. */
const SHOWN = 50;

/**
 * Registers a unit and gives it the next free code. Refuses what a unit cannot be (see `assertUnitItself`), a superior that is not
 * there or not of a higher level, an organisation or commune that does not exist, and a second unit of an organisation in one budget.
 */
export async function registerUnit(
  house: House,
  { from, decision, ...said }: Static<typeof services.registerUnit.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertMinistry(context);
  await assertPlaced(house, said, from);
  const grounds = decisionGrounds(context, 'Đăng ký đơn vị, cấp mã số', decision);
  return once(house, context, {
    again: async (tx) => ({
      code: (await keyOfReceipt(tx, { receipt: context.receipt!, kind: budgetUnit.name }))[0]!,
    }),
    async work(tx) {
      await assertFits(tx, said, from);
      if (said.agencyCode) {
        await lockAgency(tx, said.agencyCode);
        const others = await unitsOfAgency(tx, { agencyCode: said.agencyCode, on: from });
        const other = others.find(({ budgetLevel, kind }) => budgetLevel === said.budgetLevel && kind === said.kind);
        if (other) throw new Refusal('finance.agency_has_unit', 409, { values: { code: other.code } });
      }
      const code = await nextUnitCode(tx);
      await record(tx, budgetUnit, { values: { code, ...said }, from }, grounds);
      return { code };
    },
  });
}

/** Changes a unit from a day on. Refuses as `registerUnit`, and a level that units below it do not allow. */
export async function changeUnit(
  house: House,
  { code, from, decision, ...said }: Static<typeof services.changeUnit.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertMinistry(context);
  await assertPlaced(house, said, from);
  const grounds = decisionGrounds(context, 'Thay đổi thông tin đơn vị', decision);
  return once(house, context, {
    again: () => ({ code }),
    async work(tx) {
      if (!(await lockUnit(tx, { code, on: from }))) throw new Refusal('finance.no_such_unit', 404);
      await assertFits(tx, said, from);
      const { highestBelow } = await restingOn(tx, { code, from });
      if (highestBelow !== null && highestBelow <= said.level)
        throw new Refusal('finance.units_below_higher', 409, { values: { level: highestBelow } });
      const values = {
        ...said,
        parentCode: said.parentCode ?? null,
        agencyCode: said.agencyCode ?? null,
        communeCode: said.communeCode ?? null,
      };
      await changeFrom(tx, budgetUnit, { key: { code }, from, values }, grounds);
      return { code };
    },
  });
}

/** Closes a unit from a day on. Refuses one with units below it, with assets or with debt: they go elsewhere first. */
export async function closeUnit(
  house: House,
  { code, from, decision }: Static<typeof services.closeUnit.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertMinistry(context);
  const grounds = decisionGrounds(context, 'Đóng mã số đơn vị', decision);
  return once(house, context, {
    again: () => ({ code }),
    async work(tx) {
      if (!(await lockUnit(tx, { code, on: from }))) throw new Refusal('finance.no_such_unit', 404);
      const { below, assets, debts } = await restingOn(tx, { code, from });
      if (below > 0) throw new Refusal('finance.unit_has_units', 409, { values: { count: below } });
      if (assets > 0) throw new Refusal('finance.unit_holds_assets', 409, { values: { count: assets } });
      if (debts > 0) throw new Refusal('finance.unit_owes', 409, { values: { count: debts } });
      await endOn(tx, budgetUnit, { key: { code }, from }, grounds);
      return { code };
    },
  });
}

/** Units right below one, of level I, or with a name; 50 a page. */
export async function findUnits(
  house: House,
  { on, words, under, page = 1 }: Static<typeof services.findUnits.input>,
): Promise<Static<typeof services.findUnits.output>> {
  const db = house.db.as('public-finance');
  const paging = { limit: SHOWN + 1, offset: (page - 1) * SHOWN };
  const code = words?.replace(/\s+/g, '');
  if (words !== undefined && !/^\d{7}$/.test(code!)) {
    const found = await findByName(db, budgetUnit, { name: words, on, ...paging });
    const codes = found.slice(0, SHOWN).map(({ values }) => values.code);
    const units = await unitsListed(db, { on, under: null, codes, limit: SHOWN, offset: 0 });
    return { units: units.map(listed), hasMore: found.length > SHOWN };
  }
  const codes = words === undefined ? null : [code!];
  const units = await unitsListed(db, { on, under: under ?? null, codes, ...paging });
  return { units: units.slice(0, SHOWN).map(listed), hasMore: units.length > SHOWN };
}

/** A unit on a day, with those above it. */
export async function readUnit(
  house: House,
  asked: Static<typeof services.readUnit.input>,
): Promise<Static<typeof services.readUnit.output>> {
  const db = house.db.as('public-finance');
  const [unit, above] = await Promise.all([unitOn(db, asked), unitsAbove(db, asked)]);
  return { ...(unit ? { unit: unitOf(unit) } : {}), above: above.map(unitOf) };
}

/** Yes when a unit with this code is there on that day, and of that organisation when one is named. */
export async function isActiveUnit(
  house: House,
  { code, on, agencyCode }: Static<typeof services.isActiveUnit.input>,
): Promise<{ isActive: boolean }> {
  const unit = await unitOn(house.db.as('public-finance'), { code, on });
  return { isActive: unit !== undefined && (agencyCode === undefined || unit.agencyCode === agencyCode) };
}

/** The units of an organisation on a day. */
export async function unitsOf(
  house: House,
  asked: Static<typeof services.unitOf.input>,
): Promise<Static<typeof services.unitOf.output>> {
  return { units: (await unitsOfAgency(house.db.as('public-finance'), asked)).map(unitOf) };
}

/** All versions of a unit, the latest first. */
export async function readUnitHistory(
  house: House,
  { code }: Static<typeof services.readUnitHistory.input>,
): Promise<Static<typeof services.readUnitHistory.output>> {
  const versions = await versionsOf(house.db.as('public-finance'), code);
  return { versions: versions.map(({ decision, ...row }) => ({ ...unitOf(row), decision })) };
}

async function assertPlaced(house: House, { agencyCode, communeCode }: Said, from: string): Promise<void> {
  const fields = [];
  // A unit may be older than the agency's code or the commune: then it must be there now.
  const days = [from, today()];
  if (agencyCode) {
    const agencies = await Promise.all(days.map((on) => organisations.agency(house, agencyCode, on)));
    if (!agencies.some(Boolean)) fields.push({ field: 'agencyCode', code: 'finance.no_such_agency' });
  }
  if (communeCode && !days.some((on) => communeOn(communeCode, on)))
    fields.push({ field: 'communeCode', code: 'finance.no_such_commune' });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
}

async function assertFits(tx: Tx, said: Said, from: string): Promise<void> {
  assertUnitItself(said, from);
  if (said.parentCode) assertSuperior(said, await lockUnit(tx, { code: said.parentCode, on: from }));
}

function unitOf({ parentCode, agencyCode, communeCode, until, ...row }: UnitRow): Unit {
  return {
    ...row,
    ...(parentCode ? { parentCode } : {}),
    ...(agencyCode ? { agencyCode } : {}),
    ...(communeCode ? { communeCode } : {}),
    ...(until ? { until } : {}),
  };
}

const listed = ({ below, ...row }: UnitRow & { below: number }) => ({ ...unitOf(row), below });
