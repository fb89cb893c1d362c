import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { today } from '../../../kernel/clock.ts';
import type { CallContext } from '../../exchange/index.ts';
import { changeFrom } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { meridiansOfProvince } from '../../../country/index.ts';
import { issueCertificate } from '../certificate/actions.ts';
import { addUnit, areaTolerance_m2 } from '../geometry/addition.ts';
import { gridPoint } from '../geometry/plane-formats.ts';
import type { Polygon } from '../geometry/polygon.ts';
import { moveBoundary } from '../geometry/sheet-changes.ts';
import type { MapScale } from '../geometry/spatial-unit.ts';
import { spatialUnit } from '../kinds.ts';
import { AGRICULTURAL, type LandUse } from '../land-use-codes.ts';
import { polygonOf, ringsToStore } from '../parcel/outline.ts';
import { ensureSheet, findSheet, lockNames, takeNumbers } from '../parcel/store.ts';
import { type Why, assertCompetent, holdersOf, openUnit, parcelOn, register, stateOf } from './act.ts';
import { openSheet, redraw, sheetLocks, withFreeCodes } from './redrawing.ts';
import {
  type Registered,
  type UnitState,
  assertAllAgree,
  assertDisposable,
  assertMortgageeAgrees,
  assertNotSeized,
  assertPaper,
  onlyParcel,
} from './rules.ts';
import { withNewCertificate } from './certificates.ts';
import type { SurveyPoint } from './split-and-merge.ts';

/** What a change of use says. */
export interface ChangeOfUse extends Why {
  parcel: string;
  landUse: LandUse;
}

/**
 * Change of land use (Land Law 31/2024/QH15 art. 121). To leave agriculture needs a decision that allows it. Refuses land
 * under seizure, and the use that it has.
 */
export function changeLandUse(house: House, input: ChangeOfUse, context: CallContext): Promise<Registered> {
  return register(house, { form: 'land-use', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel);
    assertNotSeized(state);
    const parcel = state.parcels.find(({ code }) => code === input.parcel)!;
    if (parcel.landUse === input.landUse)
      throw new Refusal('land.use_unchanged', 422, { fields: [{ field: 'landUse', code: 'land.use_unchanged' }] });
    const leavesAgriculture = AGRICULTURAL.has(parcel.landUse) && !AGRICULTURAL.has(input.landUse);
    if (leavesAgriculture) assertPaper(input.source, ['decision'], 'land.decision_needed');
    await changeFrom(
      tx,
      spatialUnit,
      { key: { code: parcel.code }, from: on, values: { landUse: input.landUse } },
      grounds,
    );
    return withNewCertificate(doing, state);
  });
}

/** What a correction of the area says. */
export interface AreaCorrection extends Why {
  parcel: string;
}

/**
 * The legal area becomes that of the outline (Land Law art. 135 clause 6: where the boundary is the same, the measured area
 * counts). Beyond what points may be off it needs a survey or minutes of the neighbours. Refuses an area that fits already.
 */
export function correctArea(house: House, input: AreaCorrection, context: CallContext): Promise<Registered> {
  return register(house, { form: 'area', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel);
    assertNotSeized(state);
    const parcel = state.parcels.find(({ code }) => code === input.parcel)!;
    if (parcel.areaLegal_dm2 === parcel.areaMeasured_dm2) throw new Refusal('land.area_fits', 422);
    const sheet = await findSheet(tx, parcel.communeCode, parcel.sheet);
    const most_m2 = areaTolerance_m2(polygonOf(parcel.rings), (sheet?.scale ?? 500) as MapScale);
    const isLarge = Math.abs(parcel.areaLegal_dm2 - parcel.areaMeasured_dm2) / 100 > most_m2;
    if (isLarge) assertPaper(input.source, ['survey', 'minutes'], 'land.survey_needed');
    const values = { areaLegal_dm2: parcel.areaMeasured_dm2 };
    await changeFrom(tx, spatialUnit, { key: { code: parcel.code }, from: on, values }, grounds);
    return withNewCertificate(doing, state);
  });
}

/** What a move of a boundary says. */
export interface BoundaryMove extends Why {
  parcels: [string, string];
  line: SurveyPoint[];
  consents: string[];
  mortgageeConsent?: string | undefined;
}

/**
 * Moves the boundary between two neighbours: an exchange of ground that both agree to, or the outcome of a dispute. Each unit
 * goes on with its new parcel and a new certificate. Refuses as `splitParcel`, and a line that takes nearly all of one.
 */
export function moveParcelBoundary(house: House, input: BoundaryMove, context: CallContext): Promise<Registered> {
  return register(house, { form: 'boundary', why: input, context }, async (doing) => {
    const { tx, on } = doing;
    const [one, other] = [await parcelOn(tx, input.parcels[0], on), await parcelOn(tx, input.parcels[1], on)];
    const units = [one, other].flatMap(({ baUnit }) => (baUnit ? [`unit:${baUnit}`] : []));
    const locks = [...units, ...(await sheetLocks(doing, [one, other]))];
    const states = [await openUnit(doing, one.code, locks), await openUnit(doing, other.code, locks)];
    for (const state of states) {
      assertDisposable(state, on);
      assertMortgageeAgrees(state, input.mortgageeConsent);
    }
    assertAllAgree(holdersOf(...states), input.consents);
    const before = new Map(states.map((state) => [onlyParcel(state).code, state]));
    const sheet = await openSheet(doing, states.map(onlyParcel));
    const line = input.line.map(({ x_m, y_m }) => gridPoint({ northing_m: x_m, easting_m: y_m }, sheet.group));
    const change = await withFreeCodes(doing, sheet, moveBoundary(sheet.group, { codes: input.parcels, line }));
    const heirOf = (code: string): UnitState => {
      const own = change.lineage.filter(({ child }) => child === code);
      return before.get(own.reduce((a, b) => (a.area_m2 >= b.area_m2 ? a : b)).parent)!;
    };
    await redraw(doing, sheet, change, 'boundary', ({ code }) => onlyParcel(heirOf(code)));
    const certificates = [];
    for (const { code } of states) certificates.push(await issueCertificate(doing, await stateOf(tx, code, on)));
    return {
      units: states.map(({ code }) => code),
      parcels: change.created.map(({ code }) => code),
      certificates,
      concerned: holdersOf(...states),
    };
  });
}

/** What a survey brings. */
export interface Survey extends Why {
  communeCode: string;
  sheet: number;
  outline: SurveyPoint[];
  landUse: LandUse;
  address?: string | undefined;
}

/** The scale of a sheet that begins with its first parcel: that of built-up land (Circular 26/2024/TT-BTNMT art. 5). */
const FIRST_SCALE = 500;

/**
 * Puts a surveyed parcel on the map, not yet registered. Refuses ground of another parcel, a gap that it would close in, and
 * what lies beyond the sheet: checked against the map in the database, while no other surveyor can change the sheet.
 */
export function surveyParcel(house: House, input: Survey, context: CallContext): Promise<Registered> {
  const provinceCode = provinceOf(input.communeCode, today())?.code;
  if (!provinceCode)
    throw new Refusal('land.commune_unknown', 422, {
      fields: [{ field: 'communeCode', code: 'land.commune_unknown' }],
    });
  assertCompetent(context, input.communeCode);
  return register(house, { form: 'survey', why: input, context }, async (doing) => {
    const { tx } = doing;
    const { communeCode, sheet: number } = input;
    await lockNames(tx, [`sheet:${communeCode}/${number}`]);
    const [meridian] = meridiansOfProvince(provinceCode);
    const meridian_minutes = Math.round(meridian! * 60);
    await ensureSheet(tx, { communeCode, sheet: number, meridian_minutes, scale: FIRST_SCALE });
    const stored = (await findSheet(tx, communeCode, number))!;
    const zone = { provinceCode, meridian: stored.meridian_minutes / 60 };
    const polygon: Polygon = {
      outer: input.outline.map(({ x_m, y_m }) => gridPoint({ northing_m: x_m, easting_m: y_m }, zone)),
      holes: [],
    };
    const place = {
      communeCode,
      sheet: number,
      rings: ringsToStore(polygon),
      meridian_minutes: stored.meridian_minutes,
    };
    await lockNames(tx, await sheetLocks(doing, [place]));
    const sheet = await openSheet(doing, [place]);
    const change = await withFreeCodes(doing, sheet, addUnit(sheet.group, polygon, stored.scale as MapScale));
    const first = await takeNumbers(tx, { communeCode, sheet: number, count: 1 });
    await redraw(doing, sheet, change, 'survey', () => ({
      sheet: number,
      number: first,
      landUse: input.landUse,
      address: input.address ?? null,
      baUnit: null,
    }));
    return { units: [], parcels: change.created.map(({ code }) => code), concerned: [] };
  });
}
