import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call, onBehalfOf } from '../../exchange/index.ts';
import { type Agency, agency } from '../../organisations/index.ts';
import { placeName } from '../../territories/index.ts';
import * as services from '../services.ts';

/** The post of who keeps units, assets, debt and results. */
export const FINANCE_POST = 'public-finance-officer';

/** An official with that post. */
export type FinanceOfficer = Holder & { post: NonNullable<Holder['post']> };

export type Unit = Static<typeof services.Unit>;
export type Asset = Static<typeof services.Asset>;
export type Debt = Static<typeof services.Debt>;
export type Guarantee = Static<typeof services.Guarantee>;
export type Units = Static<typeof services.findUnits.output>;
export type AssetsOf = Static<typeof services.assetsOf.output>;
export type AssetFile = Static<typeof services.readAsset.output>;
export type DebtFile = Static<typeof services.readDebt.output>;
export type GuaranteeFile = Static<typeof services.readGuarantee.output>;
export type DebtSums = Static<typeof services.outstandingDebt.output>['sums'];
export type GuaranteeSums = Static<typeof services.outstandingGuarantees.output>['sums'];
export type Results = Static<typeof services.readResults.output>;
export type ResultFile = Static<typeof services.readResult.output>;
export type ResultKey = Static<typeof services.readResult.input>;
export type ResultLine = Static<typeof services.Line>;

/** The services by which the forms of the desk act, by the word in the path. */
export const ACTS = {
  unit: services.registerUnit,
  'change-unit': services.changeUnit,
  'close-unit': services.closeUnit,
  asset: services.registerAsset,
  'change-asset': services.changeAsset,
  'transfer-asset': services.transferAsset,
  'dispose-asset': services.disposeOfAsset,
  debt: services.registerDebt,
  'move-debt': services.moveDebt,
  guarantee: services.issueGuarantee,
  'move-guarantee': services.moveGuarantee,
  submit: services.submitResult,
  approve: services.approveResult,
  return: services.returnResult,
  settle: services.settleResult,
  correct: services.correctResult,
} as const;

export type ActName = keyof typeof ACTS;

function contextOf(officer: FinanceOfficer, idempotencyKey?: string): CallContext {
  return {
    caller: 'public-finance',
    ...onBehalfOf(officer),
    purpose: 'public-finance-management',
    ...(idempotencyKey ? { idempotencyKey } : {}),
  };
}

/** Does an act from what a form said; answers the code of what it made, if any. The same form sent twice does it once. */
export async function doAct(
  house: House,
  officer: FinanceOfficer,
  asked: { act: ActName; input: object; idempotencyKey: string },
): Promise<{ code?: string }> {
  const contract = ACTS[asked.act] as unknown as ServiceContract;
  const { output } = await call(house, contract, asked.input as never, contextOf(officer, asked.idempotencyKey));
  return output as { code?: string };
}

/** Units right below one, of level I, or with a name; and the one they are below, with those above it. */
export async function openUnits(
  house: House,
  officer: FinanceOfficer,
  asked: Static<typeof services.findUnits.input>,
): Promise<Units & { path: Unit[]; receipt: string }> {
  const context = contextOf(officer);
  const [{ output, receipt }, over] = await Promise.all([
    call(house, services.findUnits, asked, context),
    asked.under === undefined
      ? undefined
      : call(house, services.readUnit, { code: asked.under, on: asked.on }, context),
  ]);
  const { unit, above = [] } = over?.output ?? {};
  return { ...output, path: unit ? [...above, unit] : [], receipt };
}

/** What the page of a unit shows. */
export interface UnitFile {
  unit: Unit;
  /** Whether it is there on the day. */
  isActive: boolean;
  above: Unit[];
  below: Units;
  assets: AssetsOf;
  versions: Static<typeof services.readUnitHistory.output>['versions'];
  agency: Agency | undefined;
  place: { vi: string; en: string } | undefined;
  receipt: string;
}

/** A unit on a day, or as it was last, with everything that rests on it. Refuses `finance.no_such_unit`. */
export async function openUnit(
  house: House,
  officer: FinanceOfficer,
  { code, on, page }: { code: string; on: string; page: number },
): Promise<UnitFile> {
  const context = contextOf(officer);
  const [{ output: read, receipt }, { output: history }, { output: below }, { output: assets }] = await Promise.all([
    call(house, services.readUnit, { code, on }, context),
    call(house, services.readUnitHistory, { code }, context),
    call(house, services.findUnits, { under: code, on }, context),
    call(house, services.assetsOf, { unitCode: code, on, page }, context),
  ]);
  const { versions } = history;
  const [last] = versions;
  if (!last) throw new Refusal('finance.no_such_unit', 404);
  const { decision: _, ...lastly } = last;
  const unit = read.unit ?? lastly;
  const { agencyCode, communeCode } = unit;
  return {
    unit,
    isActive: read.unit !== undefined,
    above: read.above,
    below,
    assets,
    versions,
    agency: agencyCode === undefined ? undefined : await agency(house, agencyCode),
    place:
      communeCode === undefined
        ? undefined
        : { vi: placeName(communeCode, on, 'vi'), en: placeName(communeCode, on, 'en') },
    receipt,
  };
}

/** An asset on a day or as it was last, with its way. Refuses `finance.no_such_asset`. */
export async function openAsset(
  house: House,
  officer: FinanceOfficer,
  asked: { code: string; on: string },
): Promise<AssetFile & { asset: Asset; receipt: string }> {
  const { output, receipt } = await call(house, services.readAsset, asked, contextOf(officer));
  const { asset } = output;
  if (!asset) throw new Refusal('finance.no_such_asset', 404);
  return { ...output, asset, receipt };
}

/** What is owed on a day, and the debts. */
export async function openDebts(
  house: House,
  officer: FinanceOfficer,
  asked: { on: string; page: number },
): Promise<{ sums: DebtSums; debts: Debt[]; hasMore: boolean; receipt: string }> {
  const context = contextOf(officer);
  const [{ output: sums }, { output: found, receipt }] = await Promise.all([
    call(house, services.outstandingDebt, { on: asked.on }, context),
    call(house, services.findDebts, asked, context),
  ]);
  return { ...sums, ...found, receipt };
}

/** A debt on a day. Refuses `finance.no_such_debt`. */
export async function openDebt(
  house: House,
  officer: FinanceOfficer,
  asked: { code: string; on: string },
): Promise<DebtFile & { debt: Debt; receipt: string }> {
  const { output, receipt } = await call(house, services.readDebt, asked, contextOf(officer));
  const { debt } = output;
  if (!debt) throw new Refusal('finance.no_such_debt', 404);
  return { ...output, debt, receipt };
}

/** What guarantees stand for on a day, and the guarantees. */
export async function openGuarantees(
  house: House,
  officer: FinanceOfficer,
  asked: { on: string; page: number },
): Promise<{ sums: GuaranteeSums; guarantees: Guarantee[]; hasMore: boolean; receipt: string }> {
  const context = contextOf(officer);
  const [{ output: sums }, { output: found, receipt }] = await Promise.all([
    call(house, services.outstandingGuarantees, { on: asked.on }, context),
    call(house, services.findGuarantees, asked, context),
  ]);
  return { ...sums, ...found, receipt };
}

/** A guarantee on a day. Refuses `finance.no_such_guarantee`. */
export async function openGuarantee(
  house: House,
  officer: FinanceOfficer,
  asked: { code: string; on: string },
): Promise<GuaranteeFile & { guarantee: Guarantee; receipt: string }> {
  const { output, receipt } = await call(house, services.readGuarantee, asked, contextOf(officer));
  const { guarantee } = output;
  if (!guarantee) throw new Refusal('finance.no_such_guarantee', 404);
  return { ...output, guarantee, receipt };
}

/** The results of a year by unit. */
export async function openResults(
  house: House,
  officer: FinanceOfficer,
  asked: Static<typeof services.readResults.input>,
): Promise<Results & { receipt: string }> {
  const { output, receipt } = await call(house, services.readResults, asked, contextOf(officer));
  return { ...output, receipt };
}

/** A result of a unit, or that there is none yet; with the unit as it was at the end of that year, or is now. */
export async function openResult(
  house: House,
  officer: FinanceOfficer,
  key: ResultKey,
  today: string,
): Promise<ResultFile & { unit: Unit; hasBelow: boolean; receipt: string }> {
  const context = contextOf(officer);
  const endOfYear = `${key.year}-12-31`;
  const on = endOfYear < today ? endOfYear : today;
  const [{ output, receipt }, { output: history }, { output: below }] = await Promise.all([
    call(house, services.readResult, key, context),
    call(house, services.readUnitHistory, { code: key.unitCode }, context),
    call(house, services.findUnits, { under: key.unitCode, on }, context),
  ]);
  const version = history.versions.find(({ from }) => from <= on) ?? history.versions.at(-1);
  if (!version) throw new Refusal('finance.no_such_unit', 404);
  const { decision: _, ...unit } = version;
  return { ...output, unit, hasBelow: below.units.length > 0, receipt };
}
