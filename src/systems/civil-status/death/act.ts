import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { peopleNumbered } from '../entry/evidence.ts';
import type { ActKind, Deciding } from '../entry/act.ts';
import type { Decision, Entry, EntryPerson, NewNote } from '../entry/rules.ts';
import { findEntry, findOf } from '../entry/store.ts';
import { endMarriage, findMarriage, reopenMarriage } from '../marriage/store.ts';
import type * as services from '../services.ts';
import type { Declarant } from '../choices.ts';
import { assertDeath, assertDeathOffice, isLateDeath } from './rules.ts';

type Input = Static<typeof services.registerDeath.input>;

/** What an entry in the book of deaths says. */
export interface DeathDetails {
  deceased: EntryPerson;
  diedOn: string;
  /** Hour and minute, where known. */
  diedAt?: string;
  place: string;
  cause?: string;
  declarant: { number: string; fullName: string; relation: Declarant };
  isLate: boolean;
  lateReason?: string;
  evidence: { kind: string; number: string; issuedOn?: string; issuer?: string };
  /** The marriage that it ended. */
  marriageId?: string;
}

/** Death (Law on Civil Status 60/2014/QH13 art. 32–34; Decree 123/2015/NĐ-CP art. 4). */
export const death: ActKind<Input> = {
  book: 'death',
  reason: 'Đăng ký khai tử',
  async decide(asked) {
    const { house, input, communeCode, on, context } = asked;
    const [deceased, declarant] = (await peopleNumbered(
      house,
      [input.deceasedNumber, input.declarantNumber],
      context,
    )) as [EntryPerson, EntryPerson];
    const { diedOn, diedAt, place, cause, lateReason, evidence } = input;
    await assertNotEntered(asked, deceased);
    assertDeath({ deceased, diedOn, declarantNumber: declarant.number!, ...(lateReason ? { lateReason } : {}) }, on);
    assertDeathOffice(deceased, communeCode);
    if (declarant.diedOn) throw new Refusal('entry.person_dead', 409, { values: { name: declarant.fullName } });
    return decisionOn(asked, {
      deceased,
      diedOn,
      place,
      declarant: { number: declarant.number!, fullName: declarant.fullName, relation: input.declarantIs as Declarant },
      isLate: isLateDeath(diedOn, on),
      evidence,
      ...(diedAt ? { diedAt } : {}),
      ...(cause ? { cause } : {}),
      ...(lateReason ? { lateReason } : {}),
    });
  },
  async write(tx, entry) {
    const { marriageId, diedOn } = detailsOf(entry);
    if (marriageId) await endMarriage(tx, { id: marriageId, on: diedOn, reason: 'death' });
  },
  undo: (entry) => [{ service: 'cancelDeath', input: { number: detailsOf(entry).deceased.number } }],
  async unwrite(tx, entry) {
    const { marriageId } = detailsOf(entry);
    if (marriageId) await reopenMarriage(tx, marriageId);
  },
};

/** Refuses who stands in a book of deaths already: nobody dies twice. */
export async function assertNotEntered(
  { house }: Pick<Deciding<unknown>, 'house'>,
  deceased: EntryPerson,
): Promise<void> {
  if (!deceased.number) return;
  const asked = { number: deceased.number, book: 'death', role: 'deceased' } as const;
  const before = await findOf(house.db.as('civil-status'), asked);
  if (before) throw new Refusal('death.registered_already', 409, { values: { entryNumber: before.number } });
}

/** All that a death writes, wherever it happened: the marriage ends with it, and both entries say so. */
export async function decisionOn({ house, on }: Deciding<unknown>, details: DeathDetails): Promise<Decision> {
  const { deceased, diedOn, place, declarant } = details;
  const db = house.db.as('civil-status');
  const number = deceased.number!;
  const married = await findMarriage(db, { number, on: diedOn });
  // A marriage whose paper book was not transcribed ends all the same, without a note.
  const wedding = married && (await findEntry(db, married.id));
  const birth = await findOf(db, { number, book: 'birth', role: 'child' });
  const said = { name: deceased.fullName, date: diedOn };
  const notes: NewNote[] = [wedding?.id, birth?.id].flatMap((entryId) =>
    entryId ? [{ entryId, kind: 'death' as const, said }] : [],
  );
  return {
    details: { ...details, ...(married ? { marriageId: married.id } : {}) },
    parties: [
      { role: 'deceased', person: deceased },
      { role: 'declarant', person: declarant },
    ],
    notes,
    changes: wedding ? [{ entryId: wedding.id, act: 'change', on, values: { status: 'ended' } }] : [],
    consequences: [
      { service: 'recordDeath', input: { number, diedOn, place } },
      { service: 'confirmDeath', input: { personNumber: number } },
    ],
  };
}

const detailsOf = (entry: Entry): DeathDetails => entry.details as unknown as DeathDetails;
