import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { assertNotEntered, decisionOn as deathDecision, death } from '../death/act.ts';
import { assertDeath, assertDeathOffice } from '../death/rules.ts';
import { decisionOn as divorceDecision, divorce } from '../divorce/act.ts';
import { everyoneOf, peopleNumbered } from '../entry/evidence.ts';
import type { ActKind, Deciding } from '../entry/act.ts';
import { type Decision, type Entry, type EntryPerson, assertNotInFuture } from '../entry/rules.ts';
import { findEntry } from '../entry/store.ts';
import { assertFree, assertUndoubted, decisionOn as marriageDecision, marriage } from '../marriage/act.ts';
import { assertMayMarry } from '../marriage/rules.ts';
import { findMarriage } from '../marriage/store.ts';
import type * as services from '../services.ts';

type Input = Static<typeof services.noteAbroad.input>;

/** What stands in the book of acts abroad besides what the act itself says. */
export interface AbroadDetails {
  abroad: { act: Input['of']['act']; country: string; authority: string; documentNumber: string; documentOn: string };
}

/**
 * An act that an authority abroad registered, entered into the book here (ghi vào sổ hộ tịch: Law on Civil Status
 * 60/2014/QH13 art. 48–50; Decree 123/2015/NĐ-CP art. 34–39): the marriage, divorce or death is then what it is there.
 */
export const abroad: ActKind<Input> = {
  book: 'abroad',
  reason: 'Ghi vào sổ hộ tịch việc đã đăng ký ở nước ngoài',
  async decide(asked) {
    const { input, on } = asked;
    const { documentOn, country, authority, documentNumber, of } = input;
    if (country === 'VN') throw new Refusal('abroad.not_abroad', 422);
    assertNotInFuture(documentOn, on);
    const said: AbroadDetails['abroad'] = { act: of.act, country, authority, documentNumber, documentOn };
    const decision = await decided(asked);
    return { ...decision, details: { ...decision.details, abroad: said } };
  },
  write: (tx, entry) => actOf(entry).write!(tx, entry),
  undo: (entry) => actOf(entry).undo(entry),
  unwrite: (tx, entry) => actOf(entry).unwrite!(tx, entry),
};

const ACTS = { marriage, divorce, death };
const actOf = (entry: Entry): ActKind => ACTS[(entry.details as unknown as AbroadDetails).abroad.act];

async function decided(asked: Deciding<Input>): Promise<Decision> {
  const { house, input, communeCode, on, context } = asked;
  const { of, documentOn } = input;
  const db = house.db.as('civil-status');
  switch (of.act) {
    case 'marriage': {
      const [husband, wife] = (await everyoneOf(house, [of.husband, of.wife], context)) as [EntryPerson, EntryPerson];
      // What Vietnamese law demanded on the day, with the foreign certificate as the evidence of a yes and of freedom.
      const foreignEvidence = input.documentNumber;
      assertMayMarry({ husband, wife, bothConsented: true, foreignEvidence }, { communeCode, on: documentOn });
      await assertFree({ ...asked, on: documentOn }, husband, wife);
      const { doubtsSettled } = of;
      if (!doubtsSettled) await assertUndoubted(asked, [husband, wife]);
      return marriageDecision({ husband, wife, from: documentOn }, doubtsSettled ? { doubtsSettled } : {});
    }
    case 'divorce': {
      const found = await findMarriage(db, { number: of.spouseNumber, on: documentOn });
      const entry = found && (await findEntry(db, found.id));
      if (found && !entry) throw new Refusal('divorce.not_transcribed', 409);
      if (!entry || entry.status !== 'registered') throw new Refusal('divorce.not_married', 409);
      if (entry.communeCode !== communeCode) throw new Refusal('divorce.entry_elsewhere', 403);
      const judgment = {
        number: input.documentNumber,
        court: input.authority,
        issuedOn: documentOn,
        effectiveOn: documentOn,
      };
      return divorceDecision(entry, { kind: 'divorce', judgment }, on);
    }
    case 'death': {
      const [deceased, declarant] = (await peopleNumbered(house, [of.deceasedNumber, of.declarantNumber], context)) as [
        EntryPerson,
        EntryPerson,
      ];
      const { diedOn, place } = of;
      await assertNotEntered(asked, deceased);
      assertDeath({ deceased, diedOn, declarantNumber: declarant.number!, lateReason: input.authority }, on);
      assertDeathOffice(deceased, communeCode);
      return deathDecision(asked, {
        deceased,
        diedOn,
        place,
        declarant: { number: declarant.number!, fullName: declarant.fullName, relation: 'relative' },
        isLate: false,
        evidence: input.evidence,
      });
    }
  }
}
