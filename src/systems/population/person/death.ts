import type { Static } from 'typebox';
import { addDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, cancel, changeFrom, endOn, record } from '../../registry/index.ts';
import { entryGrounds, once } from '../family/acting.ts';
import { relationsOn, relationsToOn } from '../family/store.ts';
import { person, relation } from '../kinds.ts';
import type * as services from './services.ts';
import { assertDeath } from './rules.ts';
import { findPerson, relationsEndedBy, versionsOf } from './store.ts';

type Written = { position?: number };

/**
 * Records that a person died on a day: the last version is of that day, and what ends with a life ends, the marriage
 * (Law on Marriage and Family 52/2014/QH13 art. 65) and guardianships. Refuses a second death, one before the birth or in the future, and one
 * before something else that the register says of the person (`population.changed_after_death`).
 */
export async function recordDeath(
  house: House,
  asked: Static<typeof services.recordDeath.input>,
  context: CallContext,
): Promise<Static<typeof services.recordDeath.output>> {
  const { number, diedOn, place, entryNumber } = asked;
  const grounds = entryGrounds(context, 'Đăng ký khai tử', entryNumber);
  const [marriage] = await relationsOn(house.db.as('population'), { number, kinds: ['spouse'], on: diedOn });
  const widowedNumber = marriage?.relativeNumber ?? undefined;
  const held = [number, ...(widowedNumber ? [widowedNumber] : [])];
  const written = await once(house, context, held, async (tx, known) => {
    const versions = await versionsOf(tx, number);
    assertDeath({ person: known(number), lastFrom: versions.at(-1)?.validFrom ?? diedOn, diedOn, today: today() });
    await endRelations(tx, number, diedOn, grounds);
    await changeFrom(
      tx,
      person,
      { key: { number }, from: diedOn, values: { diedOn, ...(place ? { deathPlace: place } : {}) } },
      grounds,
    );
    await endOn(tx, person, { key: { number }, from: addDays(diedOn, 1) }, grounds);
  });
  return { ...written, ...(widowedNumber ? { widowedNumber } : {}) };
}

/** Marriage and guardianships, on both sides, end with the day. */
async function endRelations(tx: Tx, number: string, diedOn: string, grounds: Grounds): Promise<void> {
  const kinds = ['spouse', 'guardian', 'co-guardian'] as const;
  const asked = { number, kinds, on: diedOn };
  for (const { personNumber, kind } of [...(await relationsOn(tx, asked)), ...(await relationsToOn(tx, asked))])
    await endOn(tx, relation, { key: { personNumber, kind }, from: diedOn }, grounds);
}

/**
 * Takes back a death: the person goes on living as before it, and what the death had ended goes on with them, unless
 * something else has come in its place (the widow who married again stays married: Law on Marriage and Family art. 67). Refuses
 * `population.not_dead`.
 */
export function cancelDeath(
  house: House,
  asked: Static<typeof services.cancelDeath.input>,
  context: CallContext,
): Promise<Written> {
  const { number, entryNumber } = asked;
  const grounds = entryGrounds(context, 'Hủy việc đăng ký khai tử', entryNumber);
  return once(house, context, [number], async (tx, known) => {
    const { diedOn } = known(number);
    if (!diedOn) throw new Refusal('population.not_dead', 409, { values: { number } });
    const dead = await findPerson(tx, { number, on: diedOn });
    const ended = await relationsEndedBy(tx, number);
    await cancel(tx, person, { key: { number }, on: diedOn }, grounds);
    await record(tx, person, { values: { ...dead!, diedOn: null }, from: diedOn }, grounds);
    for (const { validUntil, hasSuccessor, values } of ended)
      if (!hasSuccessor) await record(tx, relation, { values, from: validUntil }, grounds);
  });
}
