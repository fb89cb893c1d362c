import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { familyOf, peopleNumbered } from '../entry/evidence.ts';
import type { ActKind } from '../entry/act.ts';
import type { Entry, EntryPerson } from '../entry/rules.ts';
import { findOf } from '../entry/store.ts';
import type * as services from '../services.ts';
import type { EndCause, WardKind } from '../choices.ts';
import { assertEnd, assertGuardianship } from './rules.ts';

type Input = Static<typeof services.registerGuardianship.input>;
type EndInput = Static<typeof services.endGuardianship.input>;

/** What an entry in the book of guardianships says. */
export interface GuardianshipDetails {
  ward: EntryPerson;
  guardian: EntryPerson;
  coGuardian?: EntryPerson;
  wardIs: WardKind;
  from: string;
}

/** What an entry in the book of ended guardianships says. */
export interface GuardianshipEndDetails extends GuardianshipDetails {
  guardianshipId: string;
  guardianshipNumber: string;
  cause: EndCause;
  until: string;
}

/** Guardianship (Civil Code 91/2015/QH13 art. 46–61; Law on Civil Status 60/2014/QH13 art. 19–21). */
export const guardianship: ActKind<Input> = {
  book: 'guardianship',
  reason: 'Đăng ký giám hộ',
  async decide({ house, input, communeCode, on, context }) {
    const { wardNumber, guardianNumber, coGuardianNumber } = input;
    const numbers = [guardianNumber, ...(coGuardianNumber ? [coGuardianNumber] : [])];
    const [ward, ...guardians] = (await peopleNumbered(house, [wardNumber, ...numbers], context)) as [
      EntryPerson,
      ...EntryPerson[],
    ];
    const family = await familyOf(house, wardNumber, context);
    const parents = [family.mother, family.father].filter((parent) => parent !== undefined);
    const families = await Promise.all(numbers.map((number) => familyOf(house, number, context)));
    const grandparents = new Set(
      (await Promise.all(parents.flatMap(({ number }) => (number ? [familyOf(house, number, context)] : [])))).flatMap(
        ({ mother, father }) => [mother?.number, father?.number],
      ),
    );
    const [present] = family.guardians;
    const wardIs = input.wardIs as WardKind;
    assertGuardianship(
      {
        ward,
        guardians,
        wardIs,
        hasParent: parents.some(({ diedOn }) => !diedOn),
        unable: new Set(numbers.filter((_, i) => families[i]!.guardians.length > 0)),
        areGrandparents:
          numbers.every((number) => grandparents.has(number)) && families[0]!.spouse?.number === numbers[1],
        ...(present ? { present } : {}),
      },
      { communeCode, on },
    );
    const [guardian, coGuardian] = guardians as [EntryPerson, EntryPerson?];
    const details: GuardianshipDetails = { ward, guardian, wardIs, from: on, ...(coGuardian ? { coGuardian } : {}) };
    return {
      details,
      parties: [
        { role: 'ward', person: ward },
        { role: 'guardian', person: guardian },
        ...(coGuardian ? [{ role: 'co-guardian', person: coGuardian }] : []),
      ],
      consequences: [recorded(details, on)],
    };
  },
  undo(entry) {
    const { ward, from } = entry.details as unknown as GuardianshipDetails;
    return [{ service: 'endGuardianship', input: { wardNumber: ward.number, from } }];
  },
};

const recorded = ({ ward, guardian, coGuardian }: GuardianshipDetails, from: string) => ({
  service: 'recordGuardianship',
  input: {
    wardNumber: ward.number,
    guardianNumbers: [guardian, coGuardian].flatMap((one) => (one?.number ? [one.number] : [])),
    from,
  },
});

/** The end of a guardianship (Civil Code art. 62, 63; Law on Civil Status art. 22). */
export const guardianshipEnd: ActKind<EndInput> = {
  book: 'guardianship-end',
  reason: 'Đăng ký chấm dứt giám hộ',
  async decide({ house, input, communeCode, on, context }) {
    const cause = input.cause as EndCause;
    const db = house.db.as('civil-status');
    const found = await findOf(db, { number: input.wardNumber, book: 'guardianship', role: 'ward' });
    if (!found || found.status !== 'registered') throw new Refusal('guardianship.none', 409);
    if (found.communeCode !== communeCode) throw new Refusal('guardianship.entry_elsewhere', 403);
    const [ward] = (await peopleNumbered(house, [input.wardNumber], context)) as [EntryPerson];
    assertEnd(ward, cause, on);
    const said = found.details as unknown as GuardianshipDetails;
    const details: GuardianshipEndDetails = {
      ward,
      guardian: said.guardian,
      wardIs: said.wardIs,
      from: said.from,
      guardianshipId: found.id,
      guardianshipNumber: found.number,
      cause,
      until: on,
      ...(said.coGuardian ? { coGuardian: said.coGuardian } : {}),
    };
    return {
      details,
      parties: [
        { role: 'ward', person: ward },
        { role: 'guardian', person: said.guardian },
        ...(said.coGuardian ? [{ role: 'co-guardian', person: said.coGuardian }] : []),
      ],
      notes: [{ entryId: found.id, kind: 'guardianship-end', said: { cause, date: on } }],
      changes: [{ entryId: found.id, act: 'change', on, values: { status: 'ended' } }],
      // Death has ended it in the population register already.
      consequences:
        cause === 'died' ? [] : [{ service: 'endGuardianship', input: { wardNumber: ward.number, from: on } }],
    };
  },
  undo(entry: Entry) {
    const details = entry.details as unknown as GuardianshipEndDetails;
    return details.cause === 'died' ? [] : [recorded(details, details.until)];
  },
};
