import { Refusal } from '../../../kernel/refusal.ts';

export { assertAlive } from '../family/rules.ts';

/** A parent as the register knows them. */
export interface KnownParent {
  number: string;
  bornOn: string;
}

/** Refuses what cannot be a family: one person twice, or a parent who is younger than the child. */
export function assertFamily(child: { bornOn: string }, parents: readonly KnownParent[]): void {
  if (new Set(parents.map(({ number }) => number)).size !== parents.length)
    throw new Refusal('population.same_parents', 422);
  for (const { number, bornOn } of parents) {
    if (bornOn >= child.bornOn) throw new Refusal('population.parent_younger', 422, { values: { number } });
  }
}

/** Refuses a death that cannot be: of the dead, before birth, in the future, or before something that was said of the person since. */
export function assertDeath(asked: {
  person: { number: string; bornOn: string; diedOn: string | null };
  /** Since when the last that is known of the person holds. */
  lastFrom: string;
  diedOn: string;
  today: string;
}): void {
  const { person, lastFrom, diedOn, today } = asked;
  const values = { number: person.number, date: person.diedOn ?? diedOn };
  if (person.diedOn) throw new Refusal('population.dead', 409, { values });
  if (diedOn < person.bornOn) throw new Refusal('population.before_birth', 422, { values: { date: person.bornOn } });
  if (diedOn > today) throw new Refusal('population.death_to_come', 422);
  if (lastFrom > diedOn) throw new Refusal('population.changed_after_death', 409, { values: { date: lastFrom } });
}

/** What somebody was born as, when and where does not change; it can only have been written wrongly. */
const ONLY_CORRECTED = ['bornOn', 'birthPlace', 'hometown'];

/** Refuses a change of what only a correction can touch (Decree 123/2015/NĐ-CP art. 7). */
export function assertChangeable(fields: readonly string[]): void {
  if (fields.some((field) => ONLY_CORRECTED.includes(field))) throw new Refusal('population.not_changeable', 422);
}

/** Refuses a birth that is not after those of the parents and before those of the children. */
export function assertBirthOrder(
  bornOn: string,
  around: readonly { number: string; bornOn: string; isParent: boolean }[],
): void {
  for (const one of around) {
    const isInOrder = one.isParent ? one.bornOn < bornOn : bornOn < one.bornOn;
    if (!isInOrder) throw new Refusal('population.birth_order', 422, { values: { number: one.number } });
  }
}

const YEARS_WITHOUT_NEWS = 2;

/** Refuses a declaration in the future, before the birth, or less than two years after the last news (Civil Code 91/2015/QH13 art. 68.1). */
export function assertMissing(asked: { from: string; lastSeenOn: string; today: string; bornOn: string }): void {
  const { from, lastSeenOn, today, bornOn } = asked;
  if (from > today) throw new Refusal('population.date_to_come', 422);
  if (lastSeenOn < bornOn) throw new Refusal('population.before_birth', 422, { values: { date: bornOn } });
  const earliest = `${Number(lastSeenOn.slice(0, 4)) + YEARS_WITHOUT_NEWS}${lastSeenOn.slice(4)}`;
  if (from < earliest) throw new Refusal('population.missing_too_soon', 422, { values: { date: lastSeenOn } });
}
