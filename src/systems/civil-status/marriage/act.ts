import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { everyoneOf, partyOf } from '../entry/evidence.ts';
import type { ActKind, Deciding } from '../entry/act.ts';
import { type Decision, type Entry, type EntryPerson } from '../entry/rules.ts';
import { toldEntries } from '../entry/sealed.ts';
import { bookFacts } from '../marital/facts.ts';
import type { Doubt } from '../marital/rules.ts';
import type * as services from '../services.ts';
import { familyTree } from './kinship.ts';
import { assertMayMarry, assertNotKin, assertUnmarried } from './rules.ts';
import { deleteMarriage, findMarriage, formerSpousesOf, insertMarriage } from './store.ts';

type Input = Static<typeof services.registerMarriage.input>;

/** What an entry in the book of marriages says. */
export interface MarriageDetails {
  husband: EntryPerson;
  wife: EntryPerson;
  /** Since when they are married: the day of registration, or that of the authority abroad. */
  from: string;
}

/** Marriage (Law on Civil Status 60/2014/QH13 art. 17, 18; Law on Marriage and Family 52/2014/QH13 art. 5, 8, 9). */
export const marriage: ActKind<Input> = {
  book: 'marriage',
  reason: 'Đăng ký kết hôn',
  async decide(asked) {
    const { house, input, communeCode, on, context } = asked;
    const [husband, wife] = (await everyoneOf(house, [input.husband, input.wife], context)) as [
      EntryPerson,
      EntryPerson,
    ];
    const { bothConsented, foreignEvidence, doubtsSettled } = input;
    const evidence = foreignEvidence ? { foreignEvidence } : {};
    assertMayMarry({ husband, wife, bothConsented, ...evidence }, { communeCode, on });
    await assertFree(asked, husband, wife);
    if (!doubtsSettled) await assertUndoubted(asked, [husband, wife]);
    return decisionOn({ husband, wife, from: on }, { ...evidence, ...(doubtsSettled ? { doubtsSettled } : {}) });
  },
  write: (tx, entry) => insertMarriage(tx, entry, detailsOf(entry)),
  undo: (entry) => [annulled(detailsOf(entry))],
  unwrite: (tx, entry) => deleteMarriage(tx, entry.id),
};

/** Refuses two of whom one is married, or who are kin. */
export async function assertFree(
  asked: Pick<Deciding<unknown>, 'house' | 'on' | 'context'>,
  husband: EntryPerson,
  wife: EntryPerson,
): Promise<void> {
  for (const one of [husband, wife]) await assertSingle(asked, one);
  await assertNoKin(asked, husband, wife);
}

/** Refuses who is married by the table of who is married to whom. */
export async function assertSingle(
  { house, on }: Pick<Deciding<unknown>, 'house' | 'on'>,
  one: EntryPerson,
): Promise<void> {
  if (!one.number) return;
  const found = await findMarriage(house.db.as('civil-status'), { number: one.number, on });
  assertUnmarried(one, found && { entryNumber: found.number });
}

/** Of what the transcribed books say, what an officer looks at before somebody marries. */
const TRANSCRIBED: readonly Doubt['kind'][] = ['transcribed-marriage', 'named-alike', 'transcribed-death'];

/** Refuses two of whom one stands in a transcribed book as married or dead: it changes nothing by itself, and nobody marries past it. */
export async function assertUndoubted(
  asked: Pick<Deciding<unknown>, 'house' | 'context'>,
  couple: readonly EntryPerson[],
): Promise<void> {
  for (const one of couple) await assertNoneTranscribed(asked, one);
}

async function assertNoneTranscribed(
  { house, context }: Pick<Deciding<unknown>, 'house' | 'context'>,
  { number, fullName, bornOn }: EntryPerson,
): Promise<void> {
  if (!number || !bornOn) return;
  const db = house.db.as('civil-status');
  const { doubts, entries } = await bookFacts(db, { number, fullName, bornOn });
  const ids = doubts.filter(({ kind }) => TRANSCRIBED.includes(kind)).map(({ entryId }) => entryId);
  const [found] = await toldEntries(
    db,
    [...entries.values()].filter(({ id }) => ids.includes(id)),
    context,
  );
  if (!found) return;
  const { number: entryNumber, bookYear, agencyName } = found;
  throw new Refusal('marriage.transcribed_doubt', 409, {
    values: { name: fullName, entryNumber, year: bookYear, agencyName },
  });
}

/** Refuses two who are kin, as far as the registers know. */
export async function assertNoKin(
  { house, context }: Pick<Deciding<unknown>, 'house' | 'context'>,
  husband: EntryPerson,
  wife: EntryPerson,
): Promise<void> {
  if (!husband.number || !wife.number) return;
  const db = house.db.as('civil-status');
  const former = {
    [husband.number]: await formerSpousesOf(db, husband.number),
    [wife.number]: await formerSpousesOf(db, wife.number),
  };
  const { ancestorsOf, parentsOf } = await familyTree(
    house,
    [husband.number, wife.number, ...Object.values(former).flat()],
    context,
  );
  const kinOf = (number: string) => ({ number, ancestors: ancestorsOf(number), formerSpouses: former[number]! });
  assertNotKin(kinOf(husband.number), kinOf(wife.number), parentsOf);
}

/** All that a marriage writes, wherever it was entered into. */
export function decisionOn(details: MarriageDetails, more: object = {}): Decision {
  const { husband, wife, from } = details;
  return {
    details: { ...details, ...more },
    parties: [
      { role: 'husband', person: husband },
      { role: 'wife', person: wife },
    ],
    consequences: [{ service: 'recordMarriage', input: { spouses: [partyOf(husband), partyOf(wife)], from } }],
  };
}

/** The marriage as if it had never been. */
export function annulled({ husband, wife, from }: MarriageDetails): Decision['consequences'][number] {
  return { service: 'endMarriage', input: { spouseNumber: husband.number ?? wife.number, from, basis: 'annulment' } };
}

export const detailsOf = (entry: Entry): MarriageDetails => entry.details as unknown as MarriageDetails;
