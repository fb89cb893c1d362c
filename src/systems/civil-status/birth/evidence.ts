import type { Static } from 'typebox';
import { addDays } from '../../../country/index.ts';
import type { Queryable } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readBirth } from '../../health/services.ts';
import { readPeople, readPerson } from '../../population/services.ts';
import { addressOf } from '../entry/evidence.ts';
import { findMarriageAround } from '../marriage/store.ts';
import type { registerBirth } from '../services.ts';
import { type DeclaredBirth, type EntryParent, PRESUMED_AFTER_MARRIAGE_DAYS, parentKey } from './rules.ts';

type DeclaredParent = Static<typeof registerBirth.input>['mother'];
export type Notification = NonNullable<Static<typeof readBirth.output>['birth']>;

/** The parents with what the population register knows of them today. Refuses `birth.parent_unknown`. */
export async function parentsWithFacts(
  house: House,
  declared: { mother: DeclaredParent; father: DeclaredParent },
  context: CallContext,
): Promise<{ mother: EntryParent; father: EntryParent }> {
  const numbers = Object.values(declared).flatMap((parent) => (parent.kind === 'person' ? [parent.number] : []));
  const people = numbers.length ? (await call(house, readPeople, { numbers }, context)).output.people : [];
  const withFacts = (parent: DeclaredParent): EntryParent => {
    if (parent.kind !== 'person') return parent;
    const { number } = parent;
    const found = people.find(({ person }) => person.number === number);
    if (!found) throw new Refusal('birth.parent_unknown', 422, { values: { number } });
    const { fullName, sex, bornOn, ethnicGroup, nationality } = found.person;
    const home = found.residence;
    return {
      kind: 'person',
      number,
      fullName,
      sex,
      bornOn,
      nationality,
      ...(ethnicGroup ? { ethnicGroup } : {}),
      ...(home ? { communeCode: home.communeCode, residence: addressOf(home) } : {}),
    };
  };
  return { mother: withFacts(declared.mother), father: withFacts(declared.father) };
}

/** Who declares, by name. Refuses `birth.parent_unknown` when the register does not know them. */
export async function nameOfDeclarant(
  house: House,
  declarant: { number: string; parents: readonly EntryParent[] },
  context: CallContext,
): Promise<string> {
  const { number } = declarant;
  const parent = declarant.parents.find((one) => one.number === number);
  if (parent?.fullName) return parent.fullName;
  const { output } = await call(house, readPerson, { number }, context);
  if (!output.person) throw new Refusal('birth.parent_unknown', 422, { values: { number } });
  return output.person.fullName;
}

/** The hospital's notification. Refuses `birth.notification_not_found`. */
export async function notificationOf(
  house: House,
  notificationId: string,
  context: CallContext,
): Promise<Notification> {
  const { output } = await call(house, readBirth, { notificationId }, context);
  if (!output.birth) throw new Refusal('birth.notification_not_found', 404);
  return output.birth;
}

/** The marriage that says whose the child is, from our own book. */
export async function marriageOf(
  db: Queryable,
  birth: { mother: EntryParent; father: EntryParent; bornOn: string; on: string },
): Promise<DeclaredBirth['marriage']> {
  const number = birth.mother.number ?? birth.father.number;
  if (!number) return undefined;
  const found = await findMarriageAround(db, {
    number,
    from: addDays(birth.bornOn, -PRESUMED_AFTER_MARRIAGE_DAYS),
    bornOn: birth.bornOn,
    to: birth.on,
  });
  if (!found) return undefined;
  const foreign = found.foreignSpouse ? parentKey(found.foreignSpouse) : undefined;
  return {
    entryNumber: found.number,
    registeredOn: found.registeredOn,
    husbandKey: found.husbandNumber ?? foreign,
    wifeKey: found.wifeNumber ?? foreign,
  };
}
