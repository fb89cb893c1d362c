import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { record } from '../../registry/index.ts';
import { issueCertificate } from '../certificate/actions.ts';
import { gridPoint } from '../geometry/plane-formats.ts';
import { mergeUnits, splitByLine, splitOffArea } from '../geometry/sheet-changes.ts';
import type { SheetChange } from '../geometry/spatial-unit.ts';
import { baUnit, restriction } from '../kinds.ts';
import { takeNumbers } from '../parcel/store.ts';
import { type Why, holdersOf, newRecordCode, openUnit, parcelOn, register, stateOf } from './act.ts';
import { assertAreaFits, openSheet, redraw, sheetLocks, withFreeCodes, withoutRoad } from './redrawing.ts';
import {
  type Registered,
  type UnitState,
  assertAllAgree,
  assertDisposable,
  assertMortgageeAgrees,
  leastLot,
  onlyParcel,
} from './rules.ts';
import { copyRestrictions, copyRights, endUnit } from './units.ts';

/** A point as surveyors write it: X is north, Y is east, in metres of the sheet's zone. */
export interface SurveyPoint {
  x_m: number;
  y_m: number;
}

/** What a split says. */
export interface Split extends Why {
  parcel: string;
  /** A line through the parcel, or the area to cut off at the left of a bearing. */
  by: { line: SurveyPoint[] } | { area_m2: number; bearing: number };
  consents: string[];
  mortgageeConsent?: string | undefined;
  /** How a part without a road of its own is reached: it is entered as an easement of the others. */
  access?: string | undefined;
}

/**
 * Splits a parcel (Land Law 31/2024/QH15 art. 220): each part becomes a parcel and a unit of its own with the same rights
 * and, where who holds the mortgage agrees, the same restrictions; each gets a certificate, the old one is struck out. Refuses parts below
 * the least size, a part without a way to the road, land that cannot be disposed of, and an area to be corrected first.
 */
export function splitParcel(house: House, input: Split, context: CallContext): Promise<Registered> {
  return register(house, { form: 'split', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const seen = await parcelOn(tx, input.parcel, on);
    const before = await openUnit(doing, input.parcel, await sheetLocks(doing, [seen]));
    const parcel = onlyParcel(before);
    assertDisposable(before, on);
    assertMortgageeAgrees(before, input.mortgageeConsent);
    assertAllAgree(holdersOf(before), input.consents);
    const sheet = await openSheet(doing, [parcel]);
    assertAreaFits(parcel, sheet.stored.scale);
    const change = await withFreeCodes(doing, sheet, splitAsAsked(sheet.group, input, parcel.landUse));
    const landlocked = withoutRoad(sheet.group, change);
    if (landlocked.length > 0 && !input.access)
      throw new Refusal('land.no_way_to_road', 422, { fields: [{ field: 'access', code: 'land.no_way_to_road' }] });
    const certificates: Registered['certificates'] = [];
    const first = await takeNumbers(tx, { ...sheet.stored, count: change.created.length });
    for (const { code } of change.created) await record(tx, baUnit, { values: { code }, from: on }, grounds);
    await redraw(doing, sheet, change, 'split', ({ code }, i) => ({ ...parcel, number: first + i, baUnit: code }));
    await endUnit(doing, before);
    for (const [i, { code }] of change.created.entries()) {
      await copyRights(doing, before, code);
      if (input.access && landlocked.length > 0 && !landlocked.includes(i))
        await record(
          tx,
          restriction,
          { values: { code: newRecordCode(), baUnit: code, form: 'easement', content: input.access }, from: on },
          grounds,
        );
    }
    for (const { code } of change.created)
      certificates.push(await issueCertificate(doing, await stateOf(tx, code, on)));
    return {
      units: change.created.map(({ code }) => code),
      parcels: change.created.map(({ code }) => code),
      certificates,
      concerned: holdersOf(before),
    };
  });
}

function splitAsAsked(group: Parameters<typeof splitByLine>[0], input: Split, landUse: string): SheetChange {
  const { parcel: code, by } = input;
  const limits = leastLot(landUse);
  if ('line' in by) {
    const line = by.line.map(({ x_m, y_m }) => gridPoint({ northing_m: x_m, easting_m: y_m }, group));
    return splitByLine(group, { code, line, limits });
  }
  return splitOffArea(group, { code, ...by, limits });
}

/** What a merger says. */
export interface Merger extends Why {
  parcels: string[];
  consents: string[];
  mortgageeConsent?: string | undefined;
}

/**
 * Merges parcels of the same people, kind of land and term (Land Law art. 220 clause 2) into one, with one certificate.
 * Refuses those that do not lie side by side, differ in who holds what, or bear two mortgages of one rank.
 */
export function mergeParcels(house: House, input: Merger, context: CallContext): Promise<Registered> {
  const codes = [...new Set(input.parcels)];
  return register(house, { form: 'merge', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    if (codes.length < 2) throw new Refusal('land.two_parcels_needed', 422);
    const seen = [];
    for (const code of codes) seen.push(await parcelOn(tx, code, on));
    const units = seen.flatMap(({ baUnit: unit }) => (unit ? [`unit:${unit}`] : []));
    const locks = [...units, ...(await sheetLocks(doing, seen))];
    const states: UnitState[] = [];
    for (const code of codes) states.push(await openUnit(doing, code, locks));
    const parcels = states.map(onlyParcel);
    for (const state of states) {
      assertDisposable(state, on);
      assertMortgageeAgrees(state, input.mortgageeConsent);
    }
    assertAllAgree(holdersOf(...states), input.consents);
    assertAlike(states);
    const sheet = await openSheet(doing, parcels);
    for (const parcel of parcels) assertAreaFits(parcel, sheet.stored.scale);
    const change = await withFreeCodes(doing, sheet, mergeUnits(sheet.group, { codes }));
    const [merged] = change.created;
    const number = await takeNumbers(tx, { ...sheet.stored, count: 1 });
    await record(tx, baUnit, { values: { code: merged!.code }, from: on }, grounds);
    await redraw(doing, sheet, change, 'merge', ({ code }) => ({ ...parcels[0]!, number, baUnit: code }));
    for (const state of states) await endUnit(doing, state);
    const [first, ...others] = states;
    await copyRights(doing, first!, merged!.code);
    for (const other of others) await copyRestrictions(doing, other, merged!.code);
    const issued = await issueCertificate(doing, await stateOf(tx, merged!.code, on));
    return {
      units: [merged!.code],
      parcels: [merged!.code],
      certificates: [issued],
      concerned: holdersOf(...states),
    };
  });
}

function assertAlike(states: readonly UnitState[]): void {
  const rightsOf = ({ rights }: UnitState) =>
    rights
      .map((right) => [right.party, right.shareNumerator, right.shareDenominator, right.termUntil].join(' '))
      .sort()
      .join('; ');
  const [first, ...others] = states;
  if (others.some((other) => rightsOf(other) !== rightsOf(first!))) throw new Refusal('land.different_holders', 422);
  const uses = new Set(states.flatMap(({ parcels }) => parcels.map(({ landUse }) => landUse)));
  if (uses.size > 1) throw new Refusal('land.different_land_use', 422);
  const ranks = states.flatMap(({ restrictions }) => restrictions.flatMap(({ rank }) => (rank === null ? [] : [rank])));
  if (new Set(ranks).size < ranks.length) throw new Refusal('land.mortgages_in_both', 422);
}
