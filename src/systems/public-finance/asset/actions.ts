import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { changeFrom, endOn, record } from '../../registry/index.ts';
import { communeOn } from '../../territories/index.ts';
import { assertHappened, assertManages, decisionGrounds, once } from '../acting.ts';
import { DISPOSALS } from '../choices.ts';
import { assetDisposal, publicAsset } from '../kinds.ts';
import { keyOfReceipt } from '../store.ts';
import { unitOn } from '../unit/store.ts';
import { assertAssetItself } from './rules.ts';
import type * as services from './services.ts';
import {
  type AssetRow,
  assetNearest,
  assetsHeld,
  disposalsOf,
  holdersOf,
  lockAsset,
  nextAssetCode,
  worthHeld,
  worthOn,
} from './store.ts';

/** Assets on a page. */
const ASSETS_SHOWN = 50;

/**
 * Records an asset that a unit took over on a day. What it is worth follows from its price and years when that is not said. Refuses
 * a holder that is not there, another agency's unit, and what an asset cannot be (see `assertAssetItself`).
 */
export async function registerAsset(
  house: House,
  { from, decision, holderCode, remainingValue, ...said }: Static<typeof services.registerAsset.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertAssetItself({ ...said, ...(remainingValue === undefined ? {} : { remainingValue }) });
  assertHappened(from, today());
  if (said.inUseSince > from)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'inUseSince', code: 'finance.used_before_held' }] });
  if (said.communeCode && !communeOn(said.communeCode, today()))
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'communeCode', code: 'finance.no_such_commune' }] });
  const grounds = decisionGrounds(context, 'Ghi nhận tài sản công', decision);
  return once(house, context, {
    again: async (tx) => ({
      code: (await keyOfReceipt(tx, { receipt: context.receipt!, kind: publicAsset.name }))[0]!,
    }),
    async work(tx) {
      const holder = await unitOn(tx, { code: holderCode, on: from });
      if (!holder) throw new Refusal('finance.no_such_unit', 404);
      assertManages(context, holder);
      const code = await nextAssetCode(tx);
      const { originalPrice, life_years: years = null, inUseSince } = said;
      const worth = remainingValue ?? (await worthOn(tx, { originalPrice, life_years: years, inUseSince, on: from }));
      const values = { code, ...said, holderCode, use: 'in-use' as const, remainingValue: worth, valuedOn: from };
      await record(tx, publicAsset, { values, from, until: holder.until }, grounds);
      return { code };
    },
  });
}

/** Changes how an asset is used, or what it costs or is worth after a valuation. Refuses as `registerAsset`. */
export async function changeAsset(
  house: House,
  asked: Static<typeof services.changeAsset.input>,
  context: CallContext,
): Promise<{ code: string }> {
  const { code, from, decision, use, originalPrice, remainingValue, life_years: years, area_dm2: area } = asked;
  assertHappened(from, today());
  const grounds = decisionGrounds(context, 'Thay đổi thông tin tài sản công', decision);
  return once(house, context, {
    again: () => ({ code }),
    async work(tx) {
      const asset = await held(lockAsset(tx, { code, on: from }));
      await assertHolderManaged(tx, context, asset, from);
      const values = {
        use,
        originalPrice: originalPrice ?? asset.originalPrice,
        life_years: years ?? asset.life_years,
        area_dm2: area ?? asset.area_dm2,
        // What it was worth on that day goes on from there.
        remainingValue: remainingValue ?? Math.min(asset.remainingValue, originalPrice ?? asset.originalPrice),
        valuedOn: from,
      };
      assertAssetItself({ ...values, assetClass: asset.assetClass });
      await changeFrom(tx, publicAsset, { key: { code }, from, values }, grounds);
      return { code };
    },
  });
}

/** Hands an asset over to another unit: it keeps its code, so that its whole way can be followed. */
export async function transferAsset(
  house: House,
  { code, toCode, from, decision }: Static<typeof services.transferAsset.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertHappened(from, today());
  const grounds = decisionGrounds(context, DISPOSALS.transfer.vi, decision);
  return once(house, context, {
    again: () => ({ code }),
    async work(tx) {
      const asset = await held(lockAsset(tx, { code, on: from }));
      await assertHolderManaged(tx, context, asset, from);
      if (asset.holderCode === toCode) throw new Refusal('finance.holds_it_already', 409);
      if (!(await unitOn(tx, { code: toCode, on: from }))) throw new Refusal('finance.no_such_receiver', 422);
      const { remainingValue, holderCode: fromCode } = asset;
      const values = { holderCode: toCode, use: 'in-use' as const };
      await changeFrom(tx, publicAsset, { key: { code }, from, values }, grounds);
      const disposal = {
        id: newId(),
        assetCode: code,
        form: 'transfer' as const,
        fromCode,
        toCode,
        remainingValue,
        proceeds: 0,
      };
      await record(tx, assetDisposal, { values: disposal, from }, grounds);
      return { code };
    },
  });
}

/** Ends the State's use of an asset: recalled, sold, liquidated, destroyed or lost. */
export async function disposeOfAsset(
  house: House,
  { code, form, proceeds, from, decision }: Static<typeof services.disposeOfAsset.input>,
  context: CallContext,
): Promise<{ code: string }> {
  assertHappened(from, today());
  const grounds = decisionGrounds(context, DISPOSALS[form].vi, decision);
  return once(house, context, {
    again: () => ({ code }),
    async work(tx) {
      const asset = await held(lockAsset(tx, { code, on: from }));
      await assertHolderManaged(tx, context, asset, from);
      await endOn(tx, publicAsset, { key: { code }, from }, grounds);
      const { holderCode: fromCode, remainingValue } = asset;
      const disposal = { id: newId(), assetCode: code, form, fromCode, remainingValue, proceeds };
      await record(tx, assetDisposal, { values: disposal, from }, grounds);
      return { code };
    },
  });
}

/** The assets of a unit on a day, the dearest first, 50 a page; and what all of them are worth. */
export async function assetsOf(
  house: House,
  { unitCode, on, page = 1 }: Static<typeof services.assetsOf.input>,
): Promise<Static<typeof services.assetsOf.output>> {
  const db = house.db.as('public-finance');
  const [assets, worth] = await Promise.all([
    assetsHeld(db, { unitCode, on, limit: ASSETS_SHOWN, offset: (page - 1) * ASSETS_SHOWN }),
    worthHeld(db, { unitCode, on }),
  ]);
  return { assets: assets.map(assetOf), ...worth };
}

/** An asset on a day or as it was last, who held it when, and how it left them. */
export async function readAsset(
  house: House,
  asked: Static<typeof services.readAsset.input>,
): Promise<Static<typeof services.readAsset.output>> {
  const db = house.db.as('public-finance');
  const [found, holders, disposals] = await Promise.all([
    assetNearest(db, asked),
    holdersOf(db, asked.code),
    disposalsOf(db, asked.code),
  ]);
  if (!found) return { isHeld: false, holders: [], disposals: [] };
  const { isHeld, ...asset } = found;
  return {
    asset: assetOf(asset),
    isHeld,
    holders: holders.map(({ until, ...row }) => ({ ...row, ...(until ? { until } : {}) })),
    disposals: disposals.map(({ toCode, ...row }) => ({ ...row, ...(toCode ? { toCode } : {}) })),
  };
}

async function held(found: Promise<AssetRow | undefined>): Promise<AssetRow> {
  const asset = await found;
  if (!asset) throw new Refusal('finance.no_such_asset', 404);
  return asset;
}

async function assertHolderManaged(
  tx: Parameters<typeof unitOn>[0],
  context: CallContext,
  { holderCode }: AssetRow,
  on: string,
): Promise<void> {
  const holder = await unitOn(tx, { code: holderCode, on });
  assertManages(context, holder ?? { agencyCode: null });
}

function assetOf({ life_years: years, area_dm2: area, communeCode, until, ...row }: AssetRow) {
  return {
    ...row,
    ...(years ? { life_years: years } : {}),
    ...(area ? { area_dm2: area } : {}),
    ...(communeCode ? { communeCode } : {}),
    ...(until ? { until } : {}),
  };
}
