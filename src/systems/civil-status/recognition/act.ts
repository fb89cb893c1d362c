import type { Static } from 'typebox';
import { addDays } from '../../../country/index.ts';
import { PRESUMED_AFTER_MARRIAGE_DAYS } from '../birth/rules.ts';
import { familyOf, partyOf, peopleNumbered } from '../entry/evidence.ts';
import type { ActKind } from '../entry/act.ts';
import type { EntryPerson } from '../entry/rules.ts';
import { findOf } from '../entry/store.ts';
import { findMarriageAround } from '../marriage/store.ts';
import type * as services from '../services.ts';
import { assertMayRecognise } from './rules.ts';

type Input = Static<typeof services.recogniseParent.input>;

/** What an entry in the book of recognitions says. */
export interface RecognitionDetails {
  parent: EntryPerson;
  child: EntryPerson;
  role: 'mother' | 'father';
  birthEntryId?: string;
}

/** Recognition of a parent by itself (Law on Civil Status 60/2014/QH13 art. 24, 25; Circular 04/2020/TT-BTP art. 14–16). */
export const recognition: ActKind<Input> = {
  book: 'recognition',
  reason: 'Đăng ký nhận cha, mẹ, con',
  async decide({ house, input, communeCode, on, context }) {
    const role = input.role as RecognitionDetails['role'];
    const [parent, child] = (await peopleNumbered(house, [input.parentNumber, input.childNumber], context)) as [
      EntryPerson,
      EntryPerson,
    ];
    const family = await familyOf(house, input.childNumber, context);
    const present = family[role];
    const db = house.db.as('civil-status');
    const motherNumber = role === 'father' ? family.mother?.number : undefined;
    const marriage =
      motherNumber && child.bornOn
        ? await findMarriageAround(db, {
            number: motherNumber,
            from: addDays(child.bornOn, -PRESUMED_AFTER_MARRIAGE_DAYS),
            bornOn: child.bornOn,
            to: child.bornOn,
          })
        : undefined;
    const presumed =
      marriage && marriage.husbandNumber !== parent.number ? { entryNumber: marriage.number } : undefined;
    assertMayRecognise(
      {
        parent,
        child,
        role,
        othersConsented: input.othersConsented,
        ...(present ? { present } : {}),
        ...(presumed ? { presumed } : {}),
      },
      { communeCode },
    );
    const birth = await findOf(db, { number: input.childNumber, book: 'birth', role: 'child' });
    const said = { name: parent.fullName, role };
    return {
      details: { parent, child, role, ...(birth ? { birthEntryId: birth.id } : {}) } satisfies RecognitionDetails,
      parties: [
        { role: 'parent', person: parent },
        { role: 'child', person: child },
      ],
      notes: birth ? [{ entryId: birth.id, kind: 'recognition', said }] : [],
      changes: birth
        ? [{ entryId: birth.id, act: 'change', on, values: { details: { ...birth.details, [role]: parent } } }]
        : [],
      seats: birth ? [{ entryId: birth.id, role, person: parent }] : [],
      consequences: [
        {
          service: 'recordParent',
          input: { childNumber: child.number, role, parent: partyOf(parent), from: child.bornOn, basis: 'recognition' },
        },
      ],
    };
  },
  undo(entry) {
    const { child, role } = entry.details as unknown as RecognitionDetails;
    return [{ service: 'endParent', input: { childNumber: child.number, role, from: child.bornOn } }];
  },
};
