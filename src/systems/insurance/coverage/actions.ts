import { randomInt } from 'node:crypto';
import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { agency } from '../../organisations/index.ts';
import { readPeople } from '../../population/services.ts';
import { type Grounds, actOfReceipt, changeFrom, endOn, groundsOf, record, sightsOf } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { cardCode } from '../card/rules.ts';
import { assertOffice } from '../desk/office.ts';
import { coverage } from '../kinds.ts';
import type * as services from '../services.ts';
import { findCoverage, lockCovers, numberOf, takeNumber } from './store.ts';

/** The health insurance of a person today; none for who has none, or of whom it is sealed. */
export async function readCoverage(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readCoverage.output>> {
  const db = house.db.as('insurance');
  const [[sight], held] = await Promise.all([
    sightsOf(db, coverage, [[number]], context),
    findCoverage(db, { number, on: today() }),
  ]);
  const found = held && sight!.see(held);
  if (!found || sight!.isVeiled) return {};
  return {
    coverage: {
      cardCode: cardCode(found),
      validFrom: found.validFrom,
      ...(found.validUntil ? { validUntil: found.validUntil } : {}),
    },
  };
}

const TRIES = 60;
const SERIALS = 100_000_000;

/** A new insurance number at random: the province that gives it and eight digits. */
export const randomNumber = (provinceCode: string): string =>
  provinceCode + String(randomInt(SERIALS)).padStart(8, '0');

/** The insurance number of a person, for life; a new one is given to who has none. Refuses `insurance.numbers_exhausted`. */
export async function insuranceNumberFor(
  tx: Tx,
  { number, provinceCode }: { number: string; provinceCode: string },
): Promise<string> {
  let held = await numberOf(tx, number);
  for (let tries = 0; held === undefined && tries < TRIES; tries++)
    held = await takeNumber(tx, { number, insuranceNumber: randomNumber(provinceCode) });
  if (held === undefined) throw new Refusal('insurance.numbers_exhausted', 503, { values: { province: provinceCode } });
  return held;
}

/** Who works has cover as a worker from that day on: the card that is there changes its group, or a new one begins. */
export async function coverWorker(
  tx: Tx,
  { number, provinceCode, from }: { number: string; provinceCode: string; from: string },
  grounds: Grounds,
): Promise<void> {
  const [first] = await lockCovers(tx, { number, from });
  if (first && first.from <= from) {
    if (first.objectCode !== 'DN4')
      await changeFrom(tx, coverage, { key: { personNumber: number }, from, values: { objectCode: 'DN4' } }, grounds);
    return;
  }
  const insuranceNumber = await insuranceNumberFor(tx, { number, provinceCode });
  const values = { personNumber: number, insuranceNumber, objectCode: 'DN4' as const, provinceCode };
  await record(tx, coverage, { values, from, until: first?.from ?? null }, grounds);
}

/** Who no longer works has cover as a worker to the end of that month (`from` is the first day after it). */
export async function endWorkersCover(
  tx: Tx,
  { number, from }: { number: string; from: string },
  grounds: Grounds,
): Promise<void> {
  const [held] = await lockCovers(tx, { number, from });
  if (held?.objectCode === 'DN4' && held.from <= from)
    await endOn(tx, coverage, { key: { personNumber: number }, from }, grounds);
}

/**
 * Insures a person as a member of a group from day to day. Refuses an unknown person, one who lives in another province, a
 * facility that is no hospital on that day, and who has cover at that time (`register.overlap`).
 */
export async function coverPerson(
  house: House,
  { number, objectCode, from, until, facilityCode, reason, documentNumber }: Static<typeof services.coverPerson.input>,
  context: CallContext,
): Promise<{ insuranceNumber?: string }> {
  const { output } = await call(house, readPeople, { numbers: [number] }, { ...context, caller: 'insurance' });
  const [known] = output.people;
  if (!known || known.person.diedOn) throw new Refusal('insurance.unknown_person', 422, { values: { number } });
  const province = known.residence && provinceOf(known.residence.communeCode, today())?.code;
  assertOffice(context, [province]);
  const facility = facilityCode === undefined ? undefined : await facilityOf(house, facilityCode, from);
  const grounds = groundsOf(context, { reason, source: { kind: 'application', number: documentNumber } });
  return house.db.as('insurance').transaction(async (tx) => {
    if (context.isAgain && (await actOfReceipt(tx, context.receipt!)) !== undefined) return {};
    const insuranceNumber = await insuranceNumberFor(tx, { number, provinceCode: province! });
    const values = { personNumber: number, insuranceNumber, objectCode, provinceCode: province!, ...facility };
    await record(tx, coverage, { values, from, until: until ?? null }, grounds);
    return { insuranceNumber };
  });
}

/** Registers where a person is first treated, from a day on. Refuses who has no cover then, and what is no hospital. */
export async function changeFacility(
  house: House,
  { number, facilityCode, from, reason, documentNumber }: Static<typeof services.changeFacility.input>,
  context: CallContext,
): Promise<Record<string, never>> {
  const facility = await facilityOf(house, facilityCode, from);
  const grounds = groundsOf(context, { reason, source: { kind: 'application', number: documentNumber } });
  return house.db.as('insurance').transaction(async (tx) => {
    if (context.isAgain && (await actOfReceipt(tx, context.receipt!)) !== undefined) return {};
    const held = await findCoverage(tx, { number, on: from });
    assertOffice(context, [held?.provinceCode]);
    await changeFrom(tx, coverage, { key: { personNumber: number }, from, values: facility }, grounds);
    return {};
  });
}

async function facilityOf(house: House, code: string, on: string) {
  const found = await agency(house, code, on);
  if (found?.kind !== 'hospital') throw new Refusal('insurance.no_such_facility', 422, { values: { code } });
  return { facilityCode: code, facilityName: found.name.vi };
}
