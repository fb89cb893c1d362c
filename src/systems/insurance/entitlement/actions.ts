import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readPeople, readPerson } from '../../population/services.ts';
import { sightsOf } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { cardCode } from '../card/rules.ts';
import { type StoredCoverage, coversOf, numberOf } from '../coverage/store.ts';
import { continuousSince, fiveYearsOn, levelOf } from '../coverage/rules.ts';
import { deathOf } from '../death/store.ts';
import { assertOffice } from '../desk/office.ts';
import { benefit, contribution, coverage, participation } from '../kinds.ts';
import type * as services from '../services.ts';
import { pensionOn, unemploymentOn } from './rules.ts';
import { benefitsOf, contributionsOf, periodsOf } from './store.ts';

type Health = NonNullable<Static<typeof services.entitlementOn.output>['health']>;

/** The card that is valid on a day, with what it gives; undefined when there is none. */
export function healthOn(covers: readonly StoredCoverage[], on: string): Health | undefined {
  const card = covers.find(({ validFrom, validUntil }) => validFrom <= on && (validUntil === null || on <= validUntil));
  if (!card) return undefined;
  const since = continuousSince(
    covers.map(({ validFrom, validUntil }) => ({ from: validFrom, until: validUntil && dayAfter(validUntil) })),
    on,
  )!;
  const five = fiveYearsOn(since);
  return {
    cardCode: cardCode(card),
    objectCode: card.objectCode,
    levelPercent: levelOf(card.objectCode),
    validFrom: card.validFrom,
    ...(card.validUntil ? { validUntil: card.validUntil } : {}),
    ...(card.facilityCode ? { facility: { code: card.facilityCode, name: card.facilityName! } } : {}),
    continuousSince: since,
    fiveYearsOn: five,
    hasFiveYears: five <= on,
  };
}

const DAY_MS = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** The cards of a person, as far as whoever asks may see them. */
export async function seenCovers(house: House, number: string, context: CallContext): Promise<StoredCoverage[]> {
  const db = house.db.as('insurance');
  const [[sight], covers] = await Promise.all([sightsOf(db, coverage, [[number]], context), coversOf(db, number)]);
  return sight!.isVeiled ? [] : covers;
}

/** Everything of a person, as far as whoever asks may see it. */
async function seenOf(house: House, number: string, context: CallContext) {
  const db = house.db.as('insurance');
  const [covers, periods, contributions, benefits] = await Promise.all([
    seenCovers(house, number, context),
    periodsOf(db, number),
    contributionsOf(db, number),
    benefitsOf(db, number),
  ]);
  const open = async <Row>(kind: { name: string }, rows: readonly Row[], keyOf: (row: Row) => string[]) => {
    const sights = await sightsOf(db, kind, rows.map(keyOf), context);
    return rows.filter((_, i) => !sights[i]!.isVeiled);
  };
  return {
    covers,
    periods: await open(participation, periods, ({ scheme }) => [number, scheme]),
    contributions: await open(contribution, contributions, ({ employerCode }) => [number, employerCode]),
    benefits: await open(benefit, benefits, ({ id }) => [id]),
  };
}

/**
 * What a person is entitled to on a day: health insurance, unemployment benefit, a pension. Months count when the employer
 * has paid for them. Refuses an unknown person.
 */
export async function entitlementOn(
  house: House,
  { number, on = today() }: Static<typeof services.entitlementOn.input>,
  context: CallContext,
): Promise<Static<typeof services.entitlementOn.output>> {
  const own = { ...context, caller: 'insurance' };
  const { person } = (await call(house, readPerson, { number }, own)).output;
  if (!person) throw new Refusal('insurance.unknown_person', 404, { values: { number } });
  const { covers, contributions } = await seenOf(house, number, context);
  const paid = contributions.filter(({ paidOn }) => paidOn !== null && paidOn <= on);
  const health = healthOn(covers, on);
  return {
    ...(health ? { health } : {}),
    unemployment: unemploymentOn(
      paid.filter(({ unemploymentWorker }) => unemploymentWorker > 0).map(({ month }) => month),
      on,
    ),
    pension: pensionOn(
      person,
      paid.map(({ month }) => month),
      on,
    ),
  };
}

/** All that the register holds about a person, for themselves and for the office of their province. Refuses another province's office. */
export async function readInsured(
  house: House,
  { number }: Static<typeof services.readInsured.input>,
  context: CallContext,
): Promise<Static<typeof services.readInsured.output>> {
  const own = { ...context, caller: 'insurance' };
  const isOwn = context.purpose === 'own-data';
  const [seen, insuranceNumber, diedOn, person] = await Promise.all([
    seenOf(house, number, context),
    numberOf(house.db.as('insurance'), number),
    deathOf(house.db.as('insurance'), number),
    isOwn ? readOwn(house, number, own) : readAtDesk(house, number, own),
  ]);
  const { covers, periods, contributions, benefits } = seen;
  if (!isOwn)
    assertOffice(context, [
      person.provinceCode,
      ...covers.map(({ provinceCode }) => provinceCode),
      ...periods.map(({ employerProvince }) => employerProvince ?? undefined),
    ]);
  return {
    fullName: person.fullName,
    ...(insuranceNumber ? { insuranceNumber } : {}),
    ...(diedOn ? { diedOn } : {}),
    cards: covers.toReversed().map(({ facilityCode, facilityName, validUntil, ...card }) => ({
      cardCode: cardCode(card),
      objectCode: card.objectCode,
      levelPercent: levelOf(card.objectCode),
      validFrom: card.validFrom,
      ...(validUntil ? { validUntil } : {}),
      ...(facilityCode ? { facility: { code: facilityCode, name: facilityName! } } : {}),
    })),
    periods: periods.map(({ scheme, wage, from, until, employerCode, employerName }) => ({
      scheme,
      wage,
      from,
      ...(employerCode ? { employer: { code: employerCode, name: employerName! } } : {}),
      ...(until ? { until } : {}),
    })),
    contributions: contributions.map(({ paidOn, ...rest }) => ({ ...rest, ...(paidOn ? { paidOn } : {}) })),
    benefits: benefits.map(({ until, lastPaid, ...rest }) => ({
      ...rest,
      ...(until ? { until } : {}),
      ...(lastPaid ? { lastPaid } : {}),
    })),
  };
}

interface Known {
  fullName: string;
  provinceCode?: string | undefined;
}

async function readOwn(house: House, number: string, context: CallContext): Promise<Known> {
  const { person } = (await call(house, readPerson, { number }, context)).output;
  if (!person) throw new Refusal('insurance.unknown_person', 404, { values: { number } });
  return { fullName: person.fullName };
}

async function readAtDesk(house: House, number: string, context: CallContext): Promise<Known> {
  const [known] = (await call(house, readPeople, { numbers: [number] }, context)).output.people;
  if (!known) throw new Refusal('insurance.unknown_person', 404, { values: { number } });
  const { person, residence } = known;
  return { fullName: person.fullName, provinceCode: residence && provinceOf(residence.communeCode, today())?.code };
}
