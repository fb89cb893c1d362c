import type { Static } from 'typebox';
import { formatAddress } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readFamily, readPeople, readPerson } from '../../population/services.ts';
import { communeOn, provinceOf } from '../../territories/index.ts';
import type { someone } from '../schemas.ts';
import type { EntryPerson } from './rules.ts';

export type Someone = Static<typeof someone>;
type Called = Static<typeof readPeople.output>['people'][number];

/** The population register answers about so many people at once. */
const ASKED_AT_ONCE = 4;

/** People with what the population register knows of them today, by number; who it does not know is missing. */
export async function knownPeople(
  house: House,
  numbers: readonly string[],
  context: CallContext,
): Promise<{ people: Map<string, EntryPerson>; receipts: string[] }> {
  const people = new Map<string, EntryPerson>();
  const receipts: string[] = [];
  const wanted = [...new Set(numbers)];
  for (let start = 0; start < wanted.length; start += ASKED_AT_ONCE) {
    const asked = { numbers: wanted.slice(start, start + ASKED_AT_ONCE) };
    const { output, receipt } = await call(house, readPeople, asked, reading(context));
    receipts.push(receipt);
    for (const found of output.people) people.set(found.person.number, personOf(found));
  }
  return { people, receipts };
}

/** The same, in the order in which they were asked for. Refuses `entry.person_unknown`. */
export async function peopleNumbered(
  house: House,
  numbers: readonly string[],
  context: CallContext,
): Promise<EntryPerson[]> {
  const { people } = await knownPeople(house, numbers, context);
  return numbers.map((number) => {
    const found = people.get(number);
    if (!found) throw new Refusal('entry.person_unknown', 422, { values: { number } });
    return found;
  });
}

/** People and foreigners, in the order in which they were given. Refuses `entry.person_unknown`. */
export async function everyoneOf(
  house: House,
  given: readonly Someone[],
  context: CallContext,
): Promise<EntryPerson[]> {
  const numbers = given.flatMap((one) => (one.kind === 'person' ? [one.number] : []));
  const known = await peopleNumbered(house, numbers, context);
  return given.map((one) => {
    if (one.kind === 'person') return known[numbers.indexOf(one.number)]!;
    const { kind: _kind, ...foreigner } = one;
    return foreigner;
  });
}

/** The parents, spouse, guardians, children and wards of a person today. */
export async function familyOf(
  house: House,
  number: string,
  context: CallContext,
): Promise<Static<typeof readFamily.output>> {
  return (await call(house, readFamily, { number }, reading(context))).output;
}

/** What the population register says of a person in full. Refuses `entry.person_unknown`. */
export async function fullDetailsOf(
  house: House,
  number: string,
  context: CallContext,
): Promise<NonNullable<Static<typeof readPerson.output>['person']>> {
  const { person } = (await call(house, readPerson, { number }, reading(context))).output;
  if (!person) throw new Refusal('entry.person_unknown', 422, { values: { number } });
  return person;
}

/** How another register is told who somebody is. */
export function partyOf(person: EntryPerson): Someone {
  if (person.number) return { kind: 'person', number: person.number };
  const { fullName, bornOn, nationality, passportNumber } = person;
  return { kind: 'foreigner', fullName, bornOn: bornOn!, nationality: nationality!, passportNumber: passportNumber! };
}

/** The context of a read that a write needs: without the write's own key and receipt. */
export function reading(context: CallContext): CallContext {
  const { idempotencyKey: _key, receipt: _receipt, ...asking } = context;
  return { ...asking, caller: 'civil-status' };
}

function personOf({ person, residence }: Called): EntryPerson {
  const { number, fullName, sex, bornOn, ethnicGroup, nationality, diedOn } = person;
  return {
    number,
    fullName,
    sex,
    bornOn,
    nationality,
    ...(ethnicGroup ? { ethnicGroup } : {}),
    ...(diedOn ? { diedOn } : {}),
    ...(residence ? { communeCode: residence.communeCode, residence: addressOf(residence) } : {}),
  };
}

/** An address in one line, with the names that the places bear now. */
export function addressOf(home: { communeCode: string; addressLine: string }): string {
  const on = today();
  return formatAddress(
    {
      line: home.addressLine,
      communeName: communeOn(home.communeCode, on)?.fullName.vi ?? '',
      provinceName: provinceOf(home.communeCode, on)?.fullName.vi ?? '',
    },
    'vi',
  );
}
