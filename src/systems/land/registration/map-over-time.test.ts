import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Village, landVillage, why } from '../../../../test/support/land-village.ts';
import { WARD } from '../../population/example/small-country.ts';
import { checkSheet } from '../geometry/sheet-checks.ts';
import { readMap } from '../map/actions.ts';
import { unitOfParcel } from '../parcel/outline.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

const OWNER = 'Lê Văn Cường';
const LOTS = 4;
const GROUND_DM2 = LOTS * 20_000;

/** What happens to the street on one day: a lot is cut at a share of its width, or it and another become one. */
const act = fc.record({
  isSplit: fc.boolean(),
  pick: fc.nat(20),
  other: fc.nat(20),
  east_m: fc.double({ min: 2, max: 38, noNaN: true }),
  lean_m: fc.double({ min: -2, max: 2, noNaN: true }),
});

test('whatever is split and merged, the map of every day is the one that was made that day: same ground, no overlap, no gap', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 6 }), async (acts) => {
      const street = await village.street(LOTS);
      for (const lot of street.lots) await village.owned(lot, [{ names: [OWNER] }]);
      const rowOf = async (on: string) => {
        const [south, north] = [street.at(0, -1).x_m * 1000, street.at(0, 60).x_m * 1000];
        const [west, east] = [street.at(-1, 0).y_m * 1000, street.at(60, 0).y_m * 1000];
        const { parcels } = await readMap(village.house, {
          communeCode: WARD,
          on,
          window: { west, south, east, north },
        });
        return parcels;
      };
      const codesOf = async (on: string) => (await rowOf(on)).map(({ code }) => code).sort();
      let codes = [...street.lots];
      const model = new Map<string, string[]>([['2022-01-01', [...codes, street.road].sort()]]);
      const consents = village.signed(OWNER);
      for (const [i, { isSplit, pick, other, east_m, lean_m }] of acts.entries()) {
        const on = `2023-0${i + 1}-15`;
        const parcel = codes[pick % codes.length]!;
        const by = { line: [street.at(east_m, -1), street.at(east_m + lean_m, 40)] };
        try {
          const done = isSplit
            ? await village.does(services.splitParcel, { ...why('application'), on, parcel, by, consents })
            : await village.does(services.mergeParcels, {
                ...why('application'),
                on,
                parcels: [parcel, codes[other % codes.length]!],
                consents,
              });
          const gone = isSplit ? [parcel] : [parcel, codes[other % codes.length]!];
          codes = [...codes.filter((code) => !gone.includes(code)), ...done.parcels];
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
        }
        model.set(on, [...codes, street.road].sort());
      }
      for (const [day, expected] of model) {
        const parcels = await rowOf(day);
        assert.deepEqual(await codesOf(day), expected, day);
        const units = parcels.map((each) =>
          unitOfParcel({ ...each, communeCode: WARD, address: null, baUnit: null, validFrom: '', faults: [] }),
        );
        assert.deepEqual(checkSheet(units).findings, [], day);
        const ground = parcels
          .filter(({ landUse }) => landUse !== 'DGT')
          .reduce((sum, { areaLegal_dm2 }) => sum + areaLegal_dm2, 0);
        assert.ok(Math.abs(ground - GROUND_DM2) <= 2 * LOTS * 10, `${ground} dm² on ${day}`);
      }
    }),
    { numRuns: 4 },
  );
});
