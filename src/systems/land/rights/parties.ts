import { createHash } from 'node:crypto';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import * as population from '../../population/services.ts';
import { type Grounds, record } from '../../registry/index.ts';
import { party, partyMember } from '../kinds.ts';
import { findParties } from './store.ts';

/** A party as an act names it. What the population register knows of people is read there, not given. */
export type PartyGiven =
  | { form: 'person'; number: string }
  | { form: 'couple' | 'household' | 'group'; numbers: string[] }
  | { form: 'enterprise' | 'bank' | 'agency'; code: string; name: string };

/** A party with what the register keeps of it. */
export interface PartyFacts {
  code: string;
  form: 'person' | PartyGiven['form'];
  name: string;
  personalNumber: string | null;
  /** From when on it can have rights: the birth of a person; for others before every right. */
  from: string;
  members: PartyFacts[];
}

/** Organisations and groups are held to be older than any right that is entered. */
const BEFORE_ALL = '1945-09-02';
const AT_ONCE = 4;
const LONGEST_NAME = 300;

/**
 * Who the parties are, by the population register. Refuses `land.unknown_person`, and `land.person_died` for who cannot
 * receive a right any more. Called outside transactions: it asks another agency.
 */
export async function partiesOf(
  house: House,
  given: readonly PartyGiven[],
  context: CallContext,
): Promise<PartyFacts[]> {
  const numbers = [
    ...new Set(given.flatMap((each) => ('number' in each ? [each.number] : 'numbers' in each ? each.numbers : []))),
  ];
  const people = new Map<string, PartyFacts & { sex: 'male' | 'female' }>();
  for (let start = 0; start < numbers.length; start += AT_ONCE) {
    const { output } = await call(
      house,
      population.readPeople,
      { numbers: numbers.slice(start, start + AT_ONCE) },
      ownCall(context),
    );
    for (const { person } of output.people) {
      if (person.diedOn) throw new Refusal('land.person_died', 422, { values: { number: person.number } });
      people.set(person.number, {
        code: person.number,
        form: 'person',
        name: person.fullName,
        personalNumber: person.number,
        from: person.bornOn,
        members: [],
        sex: person.sex,
      });
    }
  }
  const personOf = (number: string) => {
    const person = people.get(number);
    if (!person) throw new Refusal('land.unknown_person', 422, { values: { number } });
    return person;
  };
  return given.map((each): PartyFacts => {
    if ('number' in each) return personOf(each.number);
    if ('code' in each) return { ...each, personalNumber: null, from: BEFORE_ALL, members: [] };
    const members = [...new Set(each.numbers)].map(personOf);
    if (members.length < 2 || (each.form === 'couple' && members.length !== 2))
      throw new Refusal('land.group_too_small', 422);
    return {
      code: groupCode(each.form, members),
      form: each.form,
      name: groupName(each.form, members),
      personalNumber: null,
      from: BEFORE_ALL,
      members,
    };
  });
}

/** Of these people, those who live, by the population register. Of whom it tells nothing is not held to be dead. */
export async function livingOf(house: House, numbers: readonly string[], context: CallContext): Promise<string[]> {
  const dead = new Set<string>();
  for (let start = 0; start < numbers.length; start += AT_ONCE) {
    const asked = { numbers: numbers.slice(start, start + AT_ONCE) };
    const { output } = await call(house, population.readPeople, asked, ownCall(context));
    for (const { person } of output.people) if (person.diedOn) dead.add(person.number);
  }
  return numbers.filter((number) => !dead.has(number));
}

/** The context of a call that the register makes itself to do what it was called for. */
export function ownCall(context: CallContext): CallContext {
  const { idempotencyKey: _key, receipt: _receipt, ...rest } = context;
  return { ...rest, caller: 'land', purpose: 'land-registration' };
}

type GroupForm = 'couple' | 'household' | 'group';

/** The same people make the same group. */
export function groupCode(form: GroupForm, members: readonly { code: string }[]): string {
  const sorted = members.map(({ code }) => code).sort();
  if (form === 'couple') return sorted.join('+');
  const hash = createHash('sha256')
    .update(`${form} ${sorted.join(' ')}`)
    .digest('hex')
    .toUpperCase();
  return `${form === 'household' ? 'H' : 'G'}-${hash.slice(0, 24)}`;
}

/** What a group is called on papers. */
export function groupName(form: GroupForm, members: readonly { name: string; sex: 'male' | 'female' }[]): string {
  const titled = members.map(({ name, sex }) => `${sex === 'male' ? 'ông' : 'bà'} ${name}`);
  const name = form === 'couple' ? titled.join(' và ') : form === 'household' ? `hộ ${titled[0]!}` : titled.join(', ');
  return (name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)).slice(0, LONGEST_NAME);
}

/** The names to lock before parties are entered. */
export function partyLocks(facts: readonly PartyFacts[]): string[] {
  return facts.flatMap((each) => [`party:${each.code}`, ...partyLocks(each.members)]);
}

/** Enters the parties that the register does not have yet, and the members of groups. They are locked. */
export async function enterParties(tx: Tx, facts: readonly PartyFacts[], on: string, grounds: Grounds): Promise<void> {
  const all = [...facts.flatMap(({ members }) => members), ...facts];
  const known = new Set(
    (
      await findParties(
        tx,
        all.map(({ code }) => code),
        on,
      )
    ).map(({ code }) => code),
  );
  for (const { code, form, name, personalNumber, from, members } of all) {
    if (known.has(code)) continue;
    known.add(code);
    await record(tx, party, { values: { code, form, name, personalNumber }, from }, grounds);
    for (const member of members) {
      const start = member.from > from ? member.from : from;
      await record(tx, partyMember, { values: { groupCode: code, memberCode: member.code }, from: start }, grounds);
    }
  }
}
