import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Static } from 'typebox';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, cancel, changeFrom, correct, record } from '../../registry/index.ts';
import { entryGrounds, once } from '../family/acting.ts';
import { bornAround, lockPeople, relationsOn } from '../family/store.ts';
import { person, relation } from '../kinds.ts';
import { residence } from '../residence/kinds.ts';
import { assertAlive, assertBirthOrder, assertChangeable } from './rules.ts';
import type * as services from './services.ts';
import { type PersonVersion, residenceSince, versionsOf } from './store.ts';

/** What can be changed or corrected of a person. */
type Details = Static<typeof services.changePersonalDetails.input>['details'];

/**
 * Changes who a person is from a date, or corrects what was written wrongly. A change goes on into later versions that say
 * what was so before it; a correction mends every version that says the same wrong thing. A corrected birth moves the
 * beginning of the person, and of parents who are so since birth, with it. Refuses what never changes
 * (`population.not_changeable`), changes after death, and a birth before a parent's or after a child's.
 */
export function changePersonalDetails(
  house: House,
  asked: Static<typeof services.changePersonalDetails.input>,
  context: CallContext,
): Promise<{ position?: number }> {
  const { number, kind, from, details, entryNumber } = asked;
  if (Object.keys(details).length === 0) throw new Refusal('register.nothing_changed', 422);
  const reason = kind === 'change' ? 'Thay đổi, bổ sung thông tin hộ tịch' : 'Cải chính hộ tịch';
  const grounds = entryGrounds(context, reason, entryNumber);
  return once(house, context, [number], async (tx, known) => {
    const now = known(number);
    const versions = await versionsOf(tx, number);
    const anchor = versions.findLast(({ validFrom }) => validFrom <= from);
    if (!anchor) throw new Refusal('population.before_birth', 422, { values: { date: now.bornOn } });
    if (kind === 'change') {
      assertChangeable(Object.keys(details));
      assertAlive(now, from);
      await changeFrom(tx, person, { key: { number }, from, values: details }, grounds);
      const later = versions.filter(({ validFrom }) => validFrom > from);
      await correctSame(tx, { versions: later, anchor, details }, grounds);
      return;
    }
    if (details.bornOn) await assertBirthFits(tx, number, details.bornOn);
    await correctSame(tx, { versions, anchor, details }, grounds);
    if (details.bornOn && details.bornOn !== anchor.values.bornOn)
      await moveBirth(tx, { number, was: anchor.values.bornOn, is: details.bornOn }, grounds);
  });
}

/** In each version, what it says just as the anchor did says now what the details say. */
async function correctSame(
  tx: Tx,
  asked: { versions: readonly PersonVersion[]; anchor: PersonVersion; details: Details },
  grounds: Grounds,
): Promise<void> {
  const { anchor, details } = asked;
  for (const { values, validFrom } of asked.versions) {
    const same = Object.entries(details).filter(
      ([field]) => values[field as keyof Details] === anchor.values[field as keyof Details],
    );
    if (same.length === 0) continue;
    const key = { number: values.number };
    await correct(tx, person, { key, on: validFrom, values: Object.fromEntries(same) }, grounds);
  }
}

async function assertBirthFits(tx: Tx, number: string, bornOn: string): Promise<void> {
  const around = await bornAround(tx, number);
  // Their births must not move meanwhile either.
  await lockPeople(
    tx,
    around.map((one) => one.number),
  );
  assertBirthOrder(bornOn, await bornAround(tx, number));
}

/** Where the first version of a person, and who is a parent since birth, begins. */
async function moveBirth(tx: Tx, birth: { number: string; was: string; is: string }, grounds: Grounds): Promise<void> {
  const { number, was, is } = birth;
  const [first] = await versionsOf(tx, number);
  const parents = await relationsOn(tx, { number, kinds: ['mother', 'father'], on: was });
  if (is < was) {
    if (first!.validFrom === was) await record(tx, person, { values: first!.values, from: is, until: was }, grounds);
    for (const { validFrom, validUntil: _, ...values } of parents.filter((one) => one.validFrom === was))
      await record(tx, relation, { values, from: is, until: validFrom }, grounds);
    return;
  }
  const home = await residenceSince(tx, { number, from: was });
  if (home) {
    const key = { personNumber: number };
    if (home.validUntil === null || home.validUntil > is)
      await changeFrom(tx, residence, { key, from: is, values: {} }, grounds);
    await cancel(tx, residence, { key, on: was }, grounds);
  }
  for (const version of await versionsOf(tx, number)) {
    if (version.validFrom >= is) break;
    if (version.validUntil === null || version.validUntil > is)
      await changeFrom(tx, person, { key: { number }, from: is, values: {} }, grounds);
    await cancel(tx, person, { key: { number }, on: version.validFrom }, grounds);
  }
  for (const { kind, validFrom, validUntil } of parents.filter((one) => one.validFrom === was)) {
    const key = { personNumber: number, kind };
    if (validUntil === null || validUntil > is) await changeFrom(tx, relation, { key, from: is, values: {} }, grounds);
    await cancel(tx, relation, { key, on: validFrom }, grounds);
  }
}
