import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { partyOf } from '../entry/evidence.ts';
import type { ActKind } from '../entry/act.ts';
import { type Decision, type Entry, type EntryPerson, assertNotInFuture } from '../entry/rules.ts';
import { findEntry } from '../entry/store.ts';
import { detailsOf as marriageOf } from '../marriage/act.ts';
import { deleteMarriage, endMarriage, findMarriage, insertMarriage, reopenMarriage } from '../marriage/store.ts';
import type * as services from '../services.ts';

type Input = Static<typeof services.noteDivorce.input>;

/** What the note of a divorce says. */
export interface DivorceDetails {
  husband: EntryPerson;
  wife: EntryPerson;
  marriageId: string;
  marriageNumber: string;
  marriedFrom: string;
  kind: 'divorce' | 'annulment';
  judgment: { number: string; court: string; issuedOn: string; effectiveOn: string };
}

/**
 * The note of a divorce, or of the annulment of an unlawful marriage, from the court's judgment (Law on Marriage and Family
 * 52/2014/QH13 art. 57, 12; Law on Civil Status 60/2014/QH13 art. 30): the marriage ends on the day on which the judgment
 * takes effect, and its entry says so.
 */
export const divorce: ActKind<Input> = {
  book: 'divorce',
  reason: 'Ghi chú bản án, quyết định của Tòa án về hôn nhân',
  async decide({ house, input, communeCode, on }) {
    const { judgment, kind } = input;
    for (const date of [judgment.issuedOn, judgment.effectiveOn]) assertNotInFuture(date, on);
    if (judgment.effectiveOn < judgment.issuedOn) throw new Refusal('divorce.effective_before_judgment', 422);
    const db = house.db.as('civil-status');
    const found = await findMarriage(db, { number: input.spouseNumber, on: judgment.effectiveOn });
    const entry = found && (await findEntry(db, found.id));
    if (found && !entry) throw new Refusal('divorce.not_transcribed', 409);
    if (!entry || entry.status !== 'registered') throw new Refusal('divorce.not_married', 409);
    // The court sends its judgment to the office that keeps the entry of the marriage.
    if (entry.communeCode !== communeCode) throw new Refusal('divorce.entry_elsewhere', 403);
    return decisionOn(entry, { kind: kind as DivorceDetails['kind'], judgment }, on);
  },
  write: writeEnd,
  undo: (entry) => [undone(detailsOf(entry))],
  unwrite: unwriteEnd,
};

/** All that the end of a marriage writes. */
export function decisionOn(entry: Entry, end: Pick<DivorceDetails, 'kind' | 'judgment'>, on: string): Decision {
  const { husband, wife, from } = marriageOf(entry);
  const { kind, judgment } = end;
  if (judgment.effectiveOn < from) throw new Refusal('divorce.before_marriage', 422);
  const details: DivorceDetails = {
    husband,
    wife,
    marriageId: entry.id,
    marriageNumber: entry.number,
    marriedFrom: from,
    ...end,
  };
  return {
    details,
    parties: [
      { role: 'husband', person: husband },
      { role: 'wife', person: wife },
    ],
    notes: [
      {
        entryId: entry.id,
        kind,
        said: { number: judgment.number, court: judgment.court, date: judgment.effectiveOn },
      },
    ],
    changes: [{ entryId: entry.id, act: 'change', on, values: { status: 'ended' } }],
    consequences: [
      {
        service: 'endMarriage',
        input: {
          spouseNumber: husband.number ?? wife.number,
          from: kind === 'annulment' ? from : judgment.effectiveOn,
          basis: kind,
        },
      },
    ],
  };
}

/** Ends the marriage in our own table; an annulled one never was. */
export async function writeEnd(tx: Parameters<NonNullable<ActKind['write']>>[0], entry: Entry): Promise<void> {
  const { marriageId, kind, judgment } = detailsOf(entry);
  if (kind === 'annulment') await deleteMarriage(tx, marriageId);
  else await endMarriage(tx, { id: marriageId, on: judgment.effectiveOn, reason: 'divorce' });
}

/** The marriage goes on as if nothing had been noted. */
export async function unwriteEnd(tx: Parameters<NonNullable<ActKind['write']>>[0], entry: Entry): Promise<void> {
  const { marriageId, marriageNumber, marriedFrom, husband, wife, kind, judgment } = detailsOf(entry);
  if (kind === 'divorce' && judgment.effectiveOn > marriedFrom) return reopenMarriage(tx, marriageId);
  const { communeCode } = entry;
  const bookYear = Number(marriedFrom.slice(0, 4));
  const again = { id: marriageId, communeCode, bookYear, registeredOn: marriedFrom, number: marriageNumber };
  await insertMarriage(tx, again, { husband, wife, from: marriedFrom });
}

/** The marriage again, in the population register. */
export function undone({
  husband,
  wife,
  marriedFrom,
  kind,
  judgment,
}: DivorceDetails): Decision['consequences'][number] {
  const from = kind === 'annulment' ? marriedFrom : judgment.effectiveOn;
  return { service: 'recordMarriage', input: { spouses: [partyOf(husband), partyOf(wife)], from } };
}

export const detailsOf = (entry: Entry): DivorceDetails => entry.details as unknown as DivorceDetails;
