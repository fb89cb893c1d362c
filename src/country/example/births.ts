import type { ExampleBirthNotification } from './model.ts';
import { dateOf, dayOf } from './people-maker.ts';
import { Random } from './random.ts';

export interface BirthWish extends Pick<
  ExampleBirthNotification,
  'hospital' | 'certificateNumber' | 'motherNumber' | 'fatherNumberDeclared' | 'foreignFatherDeclared' | 'scenario'
> {
  today: string;
  daysAgo: number;
  birthCount?: number;
}

/** The hospital's notifications of one birth: one for each child, with plausible weight and length of pregnancy. */
export function birthNotifications(random: Random, wish: BirthWish): ExampleBirthNotification[] {
  const { today, daysAgo, birthCount = 1, certificateNumber, ...known } = wish;
  const early = random.chance(birthCount > 1 ? 0.5 : 0.07);
  const gestation_weeks = early ? random.whole(33, 36) : random.whole(37, 41);
  const midnight = Date.parse(`${dateOf(dayOf(today) - daysAgo)}T00:00:00+07:00`);
  const first = midnight + random.whole(5, 23 * 60) * 60_000;
  return Array.from({ length: birthCount }, (_, index) => {
    // The mean of three draws lies near a normal distribution; 3,150 g at term, some 170 g less for each week before.
    const spread = (random.next() + random.next() + random.next()) / 3 - 0.5;
    const weight = 3150 - Math.max(0, 39 - gestation_weeks) * 170 - (birthCount - 1) * 350 + spread * 2400;
    return {
      ...known,
      certificateNumber: birthCount > 1 ? `${certificateNumber}-${index + 1}` : certificateNumber,
      bornAt: new Date(first + index * random.whole(4, 15) * 60_000).toISOString(),
      sex: random.chance(0.527) ? 'male' : 'female',
      weight_grams: Math.max(1100, Math.round(weight / 10) * 10),
      gestation_weeks,
      birthOrder: index + 1,
      birthCount,
    };
  });
}

/**
 * A new plausible notification for a couple of the country, for benchmarks: the same for the same index, and another
 * certificate number and birth for another one. The child was born 1 to 50 days before `today`.
 */
export function nthNotification(wish: {
  couple: { motherNumber: string; fatherNumber?: string };
  hospital: { provinceCode: string; serial: number };
  today: string;
  index: number;
}): ExampleBirthNotification {
  const { couple, hospital, today, index } = wish;
  const random = new Random(2, index);
  const [notification] = birthNotifications(random, {
    hospital,
    certificateNumber: `${certificatePrefix(hospital, today)}B${String(index).padStart(7, '0')}`,
    motherNumber: couple.motherNumber,
    ...(couple.fatherNumber && { fatherNumberDeclared: couple.fatherNumber }),
    scenario: 'ordinary',
    today,
    daysAgo: random.whole(1, 50),
  });
  return notification!;
}

/** How certificate numbers of a hospital begin in a year: `01BV01-26-`. */
export function certificatePrefix(hospital: { provinceCode: string; serial: number }, today: string): string {
  return `${hospital.provinceCode}BV${String(hospital.serial).padStart(2, '0')}-${today.slice(2, 4)}-`;
}
