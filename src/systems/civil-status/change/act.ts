import type { Static } from 'typebox';
import { familyOf, fullDetailsOf, peopleNumbered } from '../entry/evidence.ts';
import type { ActKind } from '../entry/act.ts';
import type { Decision, EntryPerson } from '../entry/rules.ts';
import { findOf } from '../entry/store.ts';
import type * as services from '../services.ts';
import { type ChangeKind, DETAIL_FIELDS, type Details } from '../choices.ts';
import { assertMayChange, tidied } from './rules.ts';

type Input = Static<typeof services.changeDetails.input>;

/** What an entry in the book of changes says. */
export interface ChangeDetails {
  person: EntryPerson;
  kind: ChangeKind;
  before: Details;
  after: Details;
  from: string;
  birthEntryId?: string;
}

/**
 * Change of name, correction, supplement, re-determination of the ethnic group (Law on Civil Status 60/2014/QH13 art. 26–29;
 * Decree 123/2015/NĐ-CP art. 7): noted on the birth entry wherever that is kept, and told to the population register.
 */
export const change: ActKind<Input> = {
  book: 'change',
  reason: 'Đăng ký thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc',
  async decide({ house, input, communeCode, on, context }) {
    const [person] = (await peopleNumbered(house, [input.number], context)) as [EntryPerson];
    const known = await fullDetailsOf(house, input.number, context);
    const kind = input.kind as ChangeKind;
    const after = tidied(input.details as Details);
    const before = onlyOf(known, after);
    const db = house.db.as('civil-status');
    const birth = await findOf(db, { number: input.number, book: 'birth', role: 'child' });
    const family = kind === 'ethnic-group' ? await familyOf(house, input.number, context) : undefined;
    const parents = [family?.mother?.number, family?.father?.number].filter((number) => number !== undefined);
    const groups = parents.length ? await peopleNumbered(house, parents, context) : [];
    assertMayChange(
      {
        kind,
        person,
        before,
        after,
        consented: input.consented,
        parentsGroups: groups.flatMap(({ ethnicGroup }) => (ethnicGroup ? [ethnicGroup] : [])),
        ...(birth ? { birthCommune: birth.communeCode } : {}),
      },
      { communeCode, on },
    );
    const details: ChangeDetails = {
      person,
      kind,
      before,
      after,
      from: on,
      ...(birth ? { birthEntryId: birth.id } : {}),
    };
    const isChange = kind === 'name' || kind === 'ethnic-group';
    const child = { ...(birth?.details.child as object | undefined), ...after };
    return {
      details,
      parties: [{ role: 'person', person }],
      ...(birth
        ? {
            notes: DETAIL_FIELDS.filter((field) => after[field] !== undefined).map((field) => ({
              entryId: birth.id,
              kind: isChange ? ('change' as const) : ('correction' as const),
              said: { field, before: before[field] ?? '', after: after[field]! },
            })),
            changes: [
              {
                entryId: birth.id,
                act: isChange ? ('change' as const) : ('correct' as const),
                on,
                values: { details: { ...birth.details, child } },
              },
            ],
            seats: [
              { entryId: birth.id, role: 'child', person: { ...person, fullName: after.fullName ?? person.fullName } },
            ],
          }
        : {}),
      consequences: [told(input.number, isChange ? 'change' : 'correction', on, after)],
    };
  },
  undo(entry) {
    const { person, before, after, from } = entry.details as unknown as ChangeDetails;
    // What was not known before stays as it is: the population register keeps no blank over a fact.
    const back = onlyOf(before, after);
    return Object.keys(back).length ? [told(person.number!, 'correction', from, back)] : [];
  },
};

const told = (
  number: string,
  kind: 'change' | 'correction',
  from: string,
  details: Details,
): Decision['consequences'][number] => ({
  service: 'changePersonalDetails',
  input: { number, kind, from, details },
});

/** Of what is known, the fields that are asked about. */
function onlyOf(known: Details, asked: Details): Details {
  return Object.fromEntries(
    DETAIL_FIELDS.filter((field) => asked[field] !== undefined && known[field] !== undefined).map((field) => [
      field,
      known[field],
    ]),
  );
}
