import { type Queryable, sql } from '../../../kernel/db.ts';
import type { ASSET_CLASSES, ASSET_USES, DISPOSALS } from '../choices.ts';

/** A version of an asset, with what it is worth on the day that was asked for. */
export interface AssetRow {
  code: string;
  name: string;
  assetClass: keyof typeof ASSET_CLASSES;
  holderCode: string;
  use: keyof typeof ASSET_USES;
  inUseSince: string;
  originalPrice: number;
  life_years: number | null;
  remainingValue: number;
  area_dm2: number | null;
  communeCode: string | null;
  from: string;
  until: string | null;
}

/** `$1` is the day. */
const COLUMNS = `code, name, asset_class AS "assetClass", holder_code AS "holderCode", use, in_use_since AS "inUseSince",
  original_price AS "originalPrice", life_years, remaining_on(original_price, life_years, remaining_value, valued_on, $1::date)
  AS "remainingValue", area_dm2, commune_code AS "communeCode", lower(valid_during) AS "from", upper(valid_during) AS until`;

/** The next code of an asset. */
export async function nextAssetCode(tx: Queryable): Promise<string> {
  for (;;) {
    const { code, isTaken } = await tx.one<{ code: string; isTaken: boolean }>(sql`SELECT next.code,
        EXISTS (SELECT FROM public_asset WHERE public_asset.code = next.code)
          OR EXISTS (SELECT FROM public_asset_history WHERE public_asset_history.code = next.code) AS "isTaken"
      FROM (SELECT 'TS' || lpad(nextval('asset_serial')::text, 10, '0') AS code OFFSET 0) next`);
    if (!isTaken) return code;
  }
}

/** An asset as it is on a day, locked until the end of the transaction; undefined when it is nobody's then. */
export function lockAsset(tx: Queryable, { code, on }: { code: string; on: string }): Promise<AssetRow | undefined> {
  return tx.maybe({
    text: `SELECT ${COLUMNS} FROM public_asset WHERE code = $2 AND (valid_during @> $1::date) IS TRUE FOR UPDATE`,
    values: [on, code],
  });
}

/** What something that came into use on a day is worth on a later one, by its years of depreciation. */
export async function worthOn(
  db: Queryable,
  asset: { originalPrice: number; life_years: number | null; inUseSince: string; on: string },
): Promise<number> {
  const { originalPrice, life_years: years, inUseSince, on } = asset;
  const { worth } = await db.one<{ worth: number }>(sql`SELECT remaining_on(${originalPrice}::bigint, ${years}::int,
    ${originalPrice}::bigint, ${inUseSince}::date - 1, ${on}::date) AS worth`);
  return worth;
}

/** The assets of a unit on a day, the dearest first. */
export function assetsHeld(
  db: Queryable,
  asked: { unitCode: string; on: string; limit: number; offset: number },
): Promise<AssetRow[]> {
  return db.rows({
    text: `SELECT ${COLUMNS} FROM public_asset WHERE holder_code = $2 AND (valid_during @> $1::date) IS TRUE
      ORDER BY original_price DESC, code LIMIT $3 OFFSET $4`,
    values: [asked.on, asked.unitCode, asked.limit, asked.offset],
  });
}

/** How many assets a unit has on a day, and what they cost and are worth together. */
export function worthHeld(
  db: Queryable,
  { unitCode, on }: { unitCode: string; on: string },
): Promise<{ count: number; originalPrice: number; remainingValue: number }> {
  return db.one(sql`SELECT count(*)::int AS count, coalesce(sum(original_price), 0)::bigint AS "originalPrice",
      coalesce(sum(remaining_on(original_price, life_years, remaining_value, valued_on, ${on}::date)), 0)::bigint AS "remainingValue"
    FROM public_asset WHERE holder_code = ${unitCode} AND (valid_during @> ${on}::date) IS TRUE`);
}

/** An asset on a day, or as it was last before or first after it. */
export function assetNearest(
  db: Queryable,
  { code, on }: { code: string; on: string },
): Promise<(AssetRow & { isHeld: boolean }) | undefined> {
  return db.maybe({
    text: `SELECT ${COLUMNS}, valid_during @> $1::date AS "isHeld" FROM public_asset WHERE code = $2
      ORDER BY valid_during @> $1::date DESC, lower(valid_during) <= $1::date DESC, lower(valid_during) DESC LIMIT 1`,
    values: [on, code],
  });
}

/** Through whose hands an asset went, the first holder first: its versions, those of one holder as one. */
export function holdersOf(
  db: Queryable,
  code: string,
): Promise<{ holderCode: string; from: string; until: string | null }[]> {
  return db.rows(sql`SELECT holder_code AS "holderCode", lower(held) AS "from", upper(held) AS until
    FROM (SELECT holder_code, unnest(range_agg(valid_during)) AS held FROM public_asset WHERE code = ${code}
      GROUP BY holder_code) holding ORDER BY lower(held)`);
}

/** How an asset left its holders, with what each rests on. */
export function disposalsOf(
  db: Queryable,
  code: string,
): Promise<
  {
    form: keyof typeof DISPOSALS;
    on: string;
    fromCode: string;
    toCode: string | null;
    remainingValue: number;
    proceeds: number;
    decision: string;
  }[]
> {
  return db.rows(sql`SELECT form, lower(valid_during) AS "on", from_code AS "fromCode", to_code AS "toCode",
      remaining_value AS "remainingValue", proceeds, coalesce(act.source ->> 'number', '') AS decision
    FROM asset_disposal JOIN act ON act.position = asset_disposal.act WHERE asset_code = ${code} ORDER BY lower(valid_during)`);
}
