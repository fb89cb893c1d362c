import type { ExamplePlace } from '../../../country/example/model.ts';
import { type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import { debt, guarantee } from '../debt/kinds.ts';
import { budgetUnit, publicAsset } from '../kinds.ts';
import { register } from '../register.ts';
import { loadDebts } from './load-debts.ts';
import { loadResults } from './load-results.ts';
import { type Asset, SINCE, TWO_LEVELS_SINCE, type Unit, assetsOf, unitsOf } from './units.ts';

/**
 * Puts public finance into the example country: ministries with units below them, the finance departments of the provinces, some
 * communes; their assets; debts and guarantees; the results of three years, of which the last waits for approval.
 */
export async function loadExampleFinance(
  client: OwnerClient,
  { places, today }: { places: readonly ExamplePlace[]; today: string },
): Promise<void> {
  const units = unitsOf(places, today);
  const act = await importAct(client);
  await loadUnits(client, units, act);
  await loadAssets(client, assetsOf(units), act);
  await loadDebts(client, act);
  await loadResults(client, { units, act, lastYear: Number(today.slice(0, 4)) - 1 });
  for (const kind of [budgetUnit, publicAsset, debt, guarantee])
    await client.query(namePartsSql(kind as typeof budgetUnit));
}

async function importAct(client: OwnerClient): Promise<string> {
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO public_finance.act (kind, act, fields, reason, source, done_by)
     VALUES ('budget_unit', 'import', '{}', 'Dữ liệu mẫu', $1, $2) RETURNING position`,
    [
      { kind: 'example', number: 'Dữ liệu mẫu' },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  return rows[0]!.position;
}

const sinceOf = ({ budget }: Unit): string => (budget === 'central' ? SINCE : TWO_LEVELS_SINCE);

async function loadUnits(client: OwnerClient, units: readonly Unit[], act: string): Promise<void> {
  await insertMany(client, 'public_finance.budget_unit', units, [
    { name: 'act', of: () => act },
    { name: 'valid_during', of: (unit) => `[${sinceOf(unit)},)` },
    { name: 'code', of: ({ code }) => code },
    { name: 'name', of: ({ name }) => name },
    { name: 'parent_code', of: ({ parent }) => parent },
    { name: 'level', of: ({ level }) => level },
    { name: 'budget_level', of: ({ budget }) => budget },
    { name: 'chapter', of: ({ chapter }) => chapter },
    { name: 'kind', of: ({ kind }) => kind },
    { name: 'agency_code', of: ({ agency }) => agency },
    { name: 'commune_code', of: ({ commune }) => commune },
  ]);
}

async function loadAssets(client: OwnerClient, assets: readonly Asset[], act: string): Promise<void> {
  await insertMany(client, 'public_finance.public_asset', assets, [
    { name: 'act', of: () => act },
    { name: 'valid_during', of: ({ since }) => `[${since},)` },
    { name: 'code', of: ({ code }) => code },
    { name: 'name', of: ({ name }) => name },
    { name: 'asset_class', of: (asset) => asset.class },
    { name: 'holder_code', of: ({ unit }) => unit.code },
    { name: 'use', of: () => 'in-use' },
    { name: 'in_use_since', of: ({ since }) => since },
    { name: 'original_price', of: ({ price }) => price },
    { name: 'life_years', of: ({ years }) => years },
    { name: 'remaining_value', of: ({ price }) => price },
    { name: 'valued_on', of: ({ since }) => since },
    { name: 'area_dm2', of: (asset) => asset.area_dm2 },
    { name: 'commune_code', of: ({ unit }) => unit.commune },
  ]);
}
