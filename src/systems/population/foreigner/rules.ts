import { addDays } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';

const BEFORE_PASSPORT_DAYS = 30;
const LONGEST_CARD_YEARS = 10;

const yearsLater = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;

/**
 * Refuses a card that is over already, that lasts longer than ten years, or, when temporary, that does not end at least 30 days before the
 * passport (Law 47/2014/QH13 art. 38 and 43, amended by Law 51/2019/QH14).
 */
export function assertResidenceCard(asked: {
  cardKind: 'temporary' | 'permanent';
  lastDay: string;
  passportExpiresOn: string | null;
  on: string;
}): void {
  const { cardKind, lastDay, passportExpiresOn, on } = asked;
  if (lastDay <= on) throw new Refusal('foreigner.card_over', 422);
  if (lastDay > yearsLater(on, LONGEST_CARD_YEARS)) throw new Refusal('foreigner.card_too_long', 422);
  if (!passportExpiresOn || passportExpiresOn <= on) throw new Refusal('foreigner.passport_over', 422);
  const latest = addDays(passportExpiresOn, -BEFORE_PASSPORT_DAYS);
  if (cardKind === 'temporary' && lastDay > latest)
    throw new Refusal('foreigner.card_beyond_passport', 422, { values: { date: latest } });
}

/** Refuses a nationality that makes nobody a foreigner. */
export function assertForeign(nationality: string): void {
  if (nationality === 'VN') throw new Refusal('foreigner.is_vietnamese', 422);
}
