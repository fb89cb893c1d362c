import { Refusal } from '../../../kernel/refusal.ts';
import { CARD_MOVES, type CardState, type IssueCause } from './card-moves.ts';

/** The ages at which the card is issued anew (Law on Identity 26/2023/QH15 art. 21.1). */
export const RENEWAL_AGES = [14, 25, 40, 60] as const;
const EARLY_YEARS = 2;

/**
 * To which day a card is good: the birthday of the next of those ages. One that is issued within the two years before it is
 * good to the one after (art. 21.2). Undefined from 60 on, or within the two years before: without end.
 */
export function cardExpiresOn({ bornOn, issuedOn }: { bornOn: string; issuedOn: string }): string | undefined {
  return RENEWAL_AGES.map((age) => yearsAfter(bornOn, age)).find((day) => issuedOn < yearsAfter(day, -EARLY_YEARS));
}

/** The same day some years later; 1 March where there is no 29 February. Negative: earlier. */
export function yearsAfter(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const rest = day.slice(5) === '02-29' && !isLeap ? '03-01' : day.slice(5);
  return `${String(year).padStart(4, '0')}-${rest}`;
}

/**
 * Refuses a card that the law does not give: a first one to who has one, a renewal by age more than two years before the card runs out, any to who has none,
 * or whose card is withheld or revoked. Law on Identity art. 21, 24 and 29.
 */
export function assertIssue(asked: {
  cause: IssueCause;
  card: { state: CardState; expiresOn: string | null } | undefined;
  on: string;
}): void {
  const { cause, card, on } = asked;
  if (!card) {
    if (cause !== 'first' && cause !== 'nationality') throw new Refusal('document.none_to_renew', 409);
    return;
  }
  if (card.state === 'withheld') throw new Refusal('document.withheld', 409);
  if (card.state === 'revoked') {
    if (cause !== 'nationality') throw new Refusal('document.revoked', 409);
    return;
  }
  if (cause === 'first' || cause === 'nationality') throw new Refusal('document.there_already', 409);
  if (cause === 'age' && (!card.expiresOn || on < yearsAfter(card.expiresOn, -EARLY_YEARS)))
    throw new Refusal('document.still_good', 409);
}

/** Refuses what `CARD_MOVES` does not have. */
export function assertCardMove(from: CardState, to: CardState): void {
  if (!CARD_MOVES[from].includes(to)) throw new Refusal('document.no_such_move', 409);
}
