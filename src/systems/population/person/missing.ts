import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, changeFrom, endOn, record } from '../../registry/index.ts';
import { documentGroundsOf } from '../document/issuing.ts';
import { identityDocument } from '../document/kind.ts';
import { cardOn, isWithheldByMissing } from '../document/store.ts';
import { once } from '../family/acting.ts';
import { missing } from '../kinds.ts';
import { residence, temporaryAbsence, temporaryResidence } from '../residence/kinds.ts';
import { missingOf } from '../residence/register/store.ts';
import type * as services from './missing-services.ts';
import { assertAlive, assertMissing } from './rules.ts';
import { presenceFrom } from './store.ts';

type Written = Promise<{ position?: number }>;

/**
 * Records a court's declaration that a person is missing (Civil Code 91/2015/QH13 art. 68): permanent and temporary residence are struck off
 * (Law on Residence 68/2020/QH14 art. 24.1.a and 29.1.a), an absence ends, and the identity card is withheld. The marriage goes on until a court ends it. Refuses the dead, who is missing already,
 * a declaration less than two years after the last news, and one before something else that the register says of the person.
 */
export function declareMissing(
  house: House,
  asked: Static<typeof services.declareMissing.input>,
  context: CallContext,
): Written {
  const { number, from, lastSeenOn, court } = asked;
  const grounds = documentGroundsOf(context, asked, 'judgment');
  return once(house, context, [number], async (tx, known) => {
    assertAlive(known(number), from);
    assertMissing({ from, lastSeenOn, today: today(), bornOn: known(number).bornOn });
    if (await missingOf(tx, { numbers: [number], on: from }))
      throw new Refusal('population.missing', 409, { values: { number } });
    await endPresence(tx, { number, from }, grounds);
    await record(tx, missing, { values: { personNumber: number, lastSeenOn, court }, from }, grounds);
  });
}

async function endPresence(
  tx: Tx,
  { number, from }: { number: string; from: string },
  grounds: Grounds,
): Promise<void> {
  const key = { personNumber: number };
  for (const { kind, validFrom } of await presenceFrom(tx, { number, from })) {
    if (validFrom >= from) throw new Refusal('population.changed_since', 409, { values: { date: validFrom } });
    if (kind === 'residence') await endOn(tx, residence, { key, from }, grounds);
    else if (kind === 'temporary_residence') await endOn(tx, temporaryResidence, { key, from }, grounds);
    else if (kind === 'temporary_absence') await endOn(tx, temporaryAbsence, { key, from }, grounds);
    else if (kind === 'identity_document' && (await cardOn(tx, { number, on: from }))?.state === 'issued')
      await changeFrom(tx, identityDocument, { key, from, values: { state: 'withheld' } }, grounds);
  }
}

/**
 * Records that a court has revoked the declaration, because the person is back or heard of (Civil Code art. 70): the card that it withheld is good
 * again. Residence is registered anew. Refuses who is not missing then (`population.not_missing`). Who is declared dead instead is told of by civil status.
 */
export function endMissing(
  house: House,
  asked: Static<typeof services.endMissing.input>,
  context: CallContext,
): Written {
  const { number, from } = asked;
  const grounds = documentGroundsOf(context, asked, 'judgment');
  return once(house, context, [number], async (tx, known) => {
    known(number);
    if (from > today()) throw new Refusal('population.date_to_come', 422);
    if (!(await missingOf(tx, { numbers: [number], on: from })))
      throw new Refusal('population.not_missing', 409, { values: { number, date: from } });
    const key = { personNumber: number };
    if (await isWithheldByMissing(tx, { number, on: from }))
      await changeFrom(tx, identityDocument, { key, from, values: { state: 'issued' } }, grounds);
    await endOn(tx, missing, { key, from }, grounds);
  });
}
