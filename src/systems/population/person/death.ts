import type { Static } from 'typebox';
import { addDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, type RecordKind, changeFrom, correct, endOn, record } from '../../registry/index.ts';
import { entryGrounds, once } from '../family/acting.ts';
import { relationsOn, relationsToOn } from '../family/store.ts';
import { identityDocument } from '../document/kind.ts';
import { missing, person, relation } from '../kinds.ts';
import { residence, temporaryAbsence, temporaryResidence } from '../residence/kinds.ts';
import type * as services from './services.ts';
import { assertDeath } from './rules.ts';
import {
  cardRevokedByDeath,
  findPerson,
  presenceFrom,
  relationsEndedBy,
  residenceEndedBy,
  versionsOf,
} from './store.ts';

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
    await endPresence(tx, number, addDays(diedOn, 1), grounds);
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

/** Residence, stays, absence and being missing end with the day of death; the identity card is revoked (Law on Identity art. 29.1). */
async function endPresence(tx: Tx, number: string, from: string, grounds: Grounds): Promise<void> {
  const key = { personNumber: number };
  for (const { kind, validFrom } of await presenceFrom(tx, { number, from })) {
    if (validFrom >= from) throw new Refusal('population.changed_after_death', 409, { values: { date: validFrom } });
    if (kind === 'identity_document')
      await changeFrom(tx, identityDocument, { key, from, values: { state: 'revoked' } }, grounds);
    else await endOn(tx, PRESENCE[kind], { key, from }, grounds);
  }
}

const PRESENCE = {
  residence: residence as PresenceKind,
  temporary_residence: temporaryResidence as PresenceKind,
  temporary_absence: temporaryAbsence as PresenceKind,
  missing: missing as PresenceKind,
};
type PresenceKind = RecordKind<{ personNumber: string }, 'personNumber'>;

/**
 * Takes back a death: the person goes on living as before it, and what the death had ended goes on with them, unless
 * something else has come in its place (the widow who married again stays married: Law on Marriage and Family art. 67). Stays and
 * absences had an end of their own and are registered anew. Refuses `population.not_dead`.
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
    const from = addDays(diedOn, 1);
    const ended = await relationsEndedBy(tx, number);
    const home = await residenceEndedBy(tx, number);
    const isCardRevoked = await cardRevokedByDeath(tx, number);
    const dead = await findPerson(tx, { number, on: diedOn });
    const alive = { diedOn: null, deathPlace: null };
    await correct(tx, person, { key: { number }, on: diedOn, values: alive }, grounds);
    await record(tx, person, { values: { ...dead!, ...alive }, from }, grounds);
    if (home) await record(tx, residence, { values: home, from }, grounds);
    if (isCardRevoked)
      await changeFrom(
        tx,
        identityDocument,
        { key: { personNumber: number }, from, values: { state: 'issued' } },
        grounds,
      );
    for (const { validUntil, hasSuccessor, values } of ended)
      if (!hasSuccessor) await record(tx, relation, { values, from: validUntil }, grounds);
  });
}
