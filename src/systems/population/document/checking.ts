import type { Static } from 'typebox';
import { sameName } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { asOf, enterTry, sightsOf } from '../../registry/index.ts';
import { person } from '../kinds.ts';
import type { CardReason, checkIdentityDocument as contract } from './check-service.ts';
import { identityDocument } from './kind.ts';

type Answer = Static<typeof contract.output>;

/**
 * Whether a card is this person's and good on a day. Of who is sealed nothing is confirmed. Wrong tries are counted like
 * all yes-or-no questions (`register.too_many_tries`); right ones are not, because nothing is guessed by them. Refuses a day
 * to come (`population.day_to_come`).
 */
export async function checkIdentityDocument(
  house: House,
  asked: Static<typeof contract.input>,
  context: CallContext,
): Promise<Answer> {
  const { number, serial, on = today() } = asked;
  if (on > today()) throw new Refusal('population.day_to_come', 422);
  const db = house.db.as('population');
  const tried = await enterTry(house, { kind: person, key: [number], agencyCode: context.agency.code });
  const [[who], [card], holder, document] = await Promise.all([
    sightsOf(db, person, [[number]], context),
    sightsOf(db, identityDocument, [[number]], context),
    asOf(db, person, { key: { number }, date: today() }),
    asOf(db, identityDocument, { key: { personNumber: number }, date: on }),
  ]);
  context.note?.(who!.noteOf([number]));
  const known = holder && who!.see(holder.values);
  const isHolder =
    known !== undefined &&
    known.diedOn === null &&
    known.bornOn === asked.bornOn &&
    // A sealed name without a cover is none.
    sameName((known.fullName as string | null) ?? '', asked.fullName);
  if (!isHolder) return { isHolder, isGood: false, reasons: ['not-the-holder'] };
  const reason = whyNotGood(card!.isVeiled ? undefined : document?.values, { serial, on });
  if (reason !== 'other-card') await tried.takeOff();
  return { isHolder, isGood: reason === undefined, reasons: reason ? [reason] : [] };
}

/** Why a card is not good on a day; undefined when it is. */
function whyNotGood(
  card: { serial: string; issuedOn: string; expiresOn: string | null; state: string } | undefined,
  { serial, on }: { serial: string | undefined; on: string },
): CardReason | undefined {
  if (!card || card.issuedOn > on) return 'no-card';
  if (serial !== undefined && card.serial !== serial) return 'other-card';
  if (card.state !== 'issued') return card.state as 'lost' | 'withheld' | 'revoked';
  // The last day is still good.
  return card.expiresOn !== null && card.expiresOn < on ? 'expired' : undefined;
}
