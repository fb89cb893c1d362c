import { now, today } from '../../../kernel/clock.ts';
import { type Tx, isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, groundsOf } from '../../registry/index.ts';
import { CARRY_OUT, type Progress } from '../consequence/rules.ts';
import { carryOut } from '../consequence/actions.ts';
import { type ConsequenceContext, insertConsequences } from '../consequence/store.ts';
import { officeOf } from '../office.ts';
import type { ActKind } from './act.ts';
import {
  type Consequence,
  type Entry,
  type EntryPerson,
  type Evidence,
  type Registrar,
  assertMayCancel,
} from './rules.ts';
import { toldEntries } from './sealed.ts';
import {
  type Writing,
  beforeCause,
  changeEntry,
  findByRequest,
  findEntry,
  insertEntry,
  insertNote,
  lockEntry,
  seatParty,
  sourceOf,
  unseatParty,
  withdrawNotes,
} from './store.ts';

/** What is asked of every act: who registers it, and on which document it rests. */
export interface Registering {
  registrar: Registrar;
  evidence: Evidence;
}

/** What every registration answers. */
export interface Registered {
  entryId: string;
  entryNumber: string;
  registeredOn: string;
  consequences: Progress;
}

/**
 * Registers an act in the book of the officer's own commune, and carries out what it changes in other registers: the entry,
 * its number, its notes on other entries and the list of its consequences by one transaction, then each consequence through
 * the exchange. Cut off in between, a job goes on; the same key again gives the same entry. Refuses `entry.not_your_office`,
 * and what the rules of the act refuse, before anything is written.
 */
export async function registerAct<Input extends Registering>(
  house: House,
  act: ActKind<Input>,
  input: Input,
  context: CallContext,
): Promise<Registered> {
  const db = house.db.as('civil-status');
  const on = today();
  const communeCode = officeOf(context, on);
  const requestKey = `${communeCode} ${context.idempotencyKey!}`;
  let entry = await findByRequest(db, requestKey);
  try {
    entry ??= await enter(house, { act, input, communeCode, on, requestKey }, { ...context, caller: 'civil-status' });
  } catch (error) {
    // The same request sent twice at once: what refused this one is what the other has just written.
    entry = await findByRequest(db, requestKey);
    if (!entry) throw error;
  }
  return answerOf(house, entry);
}

async function enter<Input extends Registering>(
  house: House,
  asked: { act: ActKind<Input>; input: Input; communeCode: string; on: string; requestKey: string },
  context: CallContext,
): Promise<Entry> {
  const { act, input, communeCode, on, requestKey } = asked;
  const db = house.db.as('civil-status');
  const decision = await act.decide({ house, input, communeCode, on, context });
  const writing: Writing = {
    agency: context.agency,
    registrar: input.registrar,
    grounds: groundsOf(context, { reason: act.reason, source: input.evidence }),
    on,
  };
  const made = { id: newId(), requestKey, book: act.book, communeCode, decision };
  try {
    return await db.transaction(async (tx) => {
      const entry = await insertEntry(tx, made, writing);
      await act.write?.(tx, entry);
      await writeConsequences(tx, entry, decision.consequences, context);
      return entry;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Two officers at once: the keys of the register let one of them in, and the rules say to the other what is there now.
    await act.decide({ house, input, communeCode, on, context });
    throw new Refusal('entry.there_already', 409);
  }
}

async function writeConsequences(
  tx: Tx,
  entry: Entry,
  consequences: readonly Consequence[],
  { agency, actor }: CallContext,
): Promise<void> {
  const context: ConsequenceContext = { agency, actor, purpose: 'civil-status-registration' };
  const entryNumber = `${entry.communeCode} ${entry.number}`;
  await insertConsequences(tx, {
    entryId: entry.id,
    consequences: consequences.map(({ service, input }) => ({ service, input: { ...input, entryNumber } })),
    context,
    at: now(),
    task: CARRY_OUT,
  });
}

async function answerOf(house: House, entry: Entry): Promise<Registered> {
  return {
    entryId: entry.id,
    entryNumber: entry.number,
    registeredOn: entry.registeredOn,
    consequences: await carryOut(house, entry.id),
  };
}

/**
 * Cancels an entry of the own commune that should never have been made: it stays in the book, marked; its notes are
 * withdrawn, the entries that it changed say again what they said, and other registers are told to take it back (Law on Civil
 * Status art. 69; Circular 04/2020/TT-BTP). Refuses an entry on which later ones rest.
 */
export async function cancelEntry(
  house: House,
  act: ActKind,
  asked: { entryId: string; reason: string } & Registering,
  context: CallContext,
): Promise<Registered> {
  const on = today();
  const communeCode = officeOf(context, on);
  const { entryId, registrar, evidence, reason } = asked;
  const grounds = groundsOf(context, { reason, source: evidence });
  const entry = await house.db.as('civil-status').transaction(async (tx) => {
    const found = await lockEntry(tx, entryId);
    if (!found || found.communeCode !== communeCode) throw new Refusal('entry.not_found', 404);
    // The same form sent again: what it asked for is so.
    if (found.status === 'cancelled') return found;
    assertMayCancel(found);
    const values = { status: 'cancelled' as const };
    await changeEntry(tx, { entryId, act: 'correct', on, values }, grounds);
    const by = { agency: context.agency, registrar, on, causeId: null };
    await insertNote(tx, { entryId, kind: 'cancellation', said: { reason } }, by);
    for (const noted of new Set(await withdrawNotes(tx, { causeId: entryId, on }))) {
      const before = await beforeCause(tx, { entryId: noted, cause: found });
      if (!before) continue;
      if (!before.isLast) throw new Refusal('entry.rests_on_it', 409);
      const { book, status, details } = before;
      await changeEntry(
        tx,
        { entryId: noted, act: 'correct', on, values: { status, details } },
        { ...grounds, source: sourceOf(found) },
      );
      if (book === 'birth')
        await seatFamily(tx, { entryId: noted, details, on }, { ...grounds, source: sourceOf(found) });
    }
    await act.unwrite?.(tx, found);
    await writeConsequences(tx, found, act.undo(found), context);
    return { ...found, ...values };
  });
  return answerOf(house, entry);
}

/** Those who stand in the entry of a birth are again those whom it names. */
async function seatFamily(
  tx: Tx,
  birth: { entryId: string; details: Record<string, unknown>; on: string },
  grounds: Grounds,
): Promise<void> {
  const { entryId, details, on } = birth;
  for (const role of ['child', 'mother', 'father']) {
    const person = details[role] as Partial<EntryPerson> | undefined;
    if (person?.fullName)
      await seatParty(tx, { entryId, role, on, person: { ...person, fullName: person.fullName } }, grounds);
    else await unseatParty(tx, { entryId, role, on }, grounds);
  }
}

/** An entry of the own commune. Refuses `entry.not_found` also for those of others, and for what is sealed. */
export async function ownEntry(house: House, entryId: string, context: CallContext): Promise<Entry> {
  const communeCode = officeOf(context, today());
  const db = house.db.as('civil-status');
  const entry = await findEntry(db, entryId);
  if (!entry || entry.communeCode !== communeCode) throw new Refusal('entry.not_found', 404);
  const [told] = await toldEntries(db, [entry], context);
  if (!told) throw new Refusal('entry.not_found', 404);
  return told;
}
