import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { compileModel } from '../dmn/checked.ts';
import { forgetPeriods } from '../decide/law.ts';
import { PUBLISH_EDITIONS } from '../publication/actions.ts';
import { MOST_CASES, type Obstacle, obstaclesTo } from './obstacles.ts';
import type { Move, TestCase } from './choices.ts';
import { DRAFTING_POST, MOVES, assertMove, assertNotPast, assertOtherEyes } from './rules.ts';
import {
  type Edition,
  type EditionEvent,
  type EditionHead,
  type RuleSet,
  eventOfKey,
  findEdition,
  findEditions,
  findEvents,
  findRuleSet,
  findRuleSets,
  findTestCases,
  lockEdition,
  lockRuleSet,
  putInForce,
  saveContent,
  saveDraft,
  saveEvent,
  saveState,
  saveTestCases,
} from './store.ts';

export { DRAFTING_POST } from './rules.ts';
export type { Obstacle } from './obstacles.ts';
export type { EditionHead, RuleSet } from './store.ts';

const database = (house: Pick<House, 'db'>) => house.db.as('rules');

/** An official who drafts law. */
export type Drafter = Holder & { post: NonNullable<Holder['post']> };

/** Which edition. */
export interface EditionKey {
  ruleSet: string;
  number: number;
}

/** An edition with its set, its test cases and who did what to it. */
export interface EditionFile {
  ruleSet: RuleSet;
  edition: Edition;
  cases: TestCase[];
  events: EditionEvent[];
}

/** All rule sets. Nobody's data: whoever is at a desk may read the law. */
export function ruleSets(house: Pick<House, 'db'>): Promise<RuleSet[]> {
  return findRuleSets(database(house));
}

/** A rule set with its editions, the latest first. Refuses `rules.no_such_set`. */
export async function openRuleSet(
  house: Pick<House, 'db'>,
  id: string,
): Promise<{ ruleSet: RuleSet; editions: EditionHead[] }> {
  const [ruleSet, editions] = await Promise.all([findRuleSet(database(house), id), findEditions(database(house), id)]);
  if (!ruleSet) throw new Refusal('rules.no_such_set', 404);
  return { ruleSet, editions };
}

/** An edition with all that belongs to it. Refuses `rules.no_such_set` and `rules.no_such_edition`. */
export async function openEdition(house: Pick<House, 'db'>, key: EditionKey): Promise<EditionFile> {
  const db = database(house);
  const [ruleSet, edition, cases, events] = await Promise.all([
    findRuleSet(db, key.ruleSet),
    findEdition(db, key),
    findTestCases(db, key),
    findEvents(db, key),
  ]);
  if (!ruleSet) throw new Refusal('rules.no_such_set', 404);
  if (!edition) throw new Refusal('rules.no_such_edition', 404);
  return { ruleSet, edition, cases, events };
}

/** Whether somebody drafts at the agency that owns the rule set. */
export function mayDraft({ post }: Holder, { ownerCode }: Pick<RuleSet, 'ownerCode'>): boolean {
  return post?.role === DRAFTING_POST && post.agencyCode === ownerCode;
}

/** What every write begins with: the set, owned by the drafter's agency and not repealed. */
async function ownSet(tx: Tx, drafter: Drafter, id: string): Promise<RuleSet> {
  const ruleSet = await lockRuleSet(tx, id);
  if (!ruleSet) throw new Refusal('rules.no_such_set', 404);
  if (!mayDraft(drafter, ruleSet)) throw new Refusal('rules.other_owner', 403);
  if (ruleSet.repealedFrom !== null) throw new Refusal('rules.repealed', 409);
  return ruleSet;
}

/** Does a write once: `again` answers when the same form came before. Refuses `rules.key_used` for another form's key. */
async function once<Result>(
  house: House,
  asked: { requestKey: string; ruleSet: string; number?: number; move: string },
  { again, work }: { again(number: number): Result; work(tx: Tx): Promise<Result> },
): Promise<Result> {
  const before = async (): Promise<Result | undefined> => {
    const event = await eventOfKey(database(house), asked.requestKey);
    if (!event) return undefined;
    const isSame =
      event.ruleSet === asked.ruleSet && event.move === asked.move && (asked.number ?? event.number) === event.number;
    if (!isSame) throw new Refusal('rules.key_used', 409);
    return again(event.number);
  };
  const known = await before();
  if (known !== undefined) return known;
  try {
    return await database(house).transaction(work);
  } catch (error) {
    if (!isDuplicate(error, 'edition_event_request_key_key')) throw error;
    const done = await before();
    if (done === undefined) throw error;
    return done;
  }
}

/**
 * Begins a draft from an edition, with its model, law and test cases; answers its number. Without `madeFrom` it begins from the
 * latest edition that is not withdrawn. Refuses another agency's official (`rules.other_owner`) and a repealed set.
 */
export function beginDraft(
  house: House,
  drafter: Drafter,
  asked: { ruleSet: string; madeFrom?: number; requestKey: string },
): Promise<{ number: number }> {
  const { ruleSet, requestKey } = asked;
  return once(
    house,
    { requestKey, ruleSet, move: 'draft' },
    {
      again: (number) => ({ number }),
      async work(tx) {
        await ownSet(tx, drafter, ruleSet);
        const latest = (await findEditions(tx, ruleSet)).find(({ state }) => state !== 'withdrawn');
        const madeFrom = asked.madeFrom ?? latest?.number ?? 0;
        const from = await findEdition(tx, { ruleSet, number: madeFrom });
        if (!from) throw new Refusal('rules.no_such_edition', 404);
        const { model, law } = from;
        const number = await saveDraft(tx, { ruleSet, model, law, madeFrom });
        await saveTestCases(tx, {
          ruleSet,
          number,
          cases: await findTestCases(tx, { ruleSet, number: madeFrom }),
        });
        await noteMove(tx, drafter, { ruleSet, number, move: 'draft', requestKey, reason: null });
        return { number };
      },
    },
  );
}

function noteMove(
  tx: Tx,
  drafter: Drafter,
  event: Omit<Parameters<typeof saveEvent>[1], 'officialId' | 'officialName'>,
): Promise<void> {
  return saveEvent(tx, { ...event, officialId: drafter.post.officialId, officialName: drafter.name });
}

/** What is written of a draft. What is left out stays as it was. */
export interface DraftContent {
  model?: string;
  law?: Bilingual;
  cases?: readonly TestCase[];
}

/**
 * Saves a draft; answers its new version. The model may have problems (they stand in the way of adoption only), but must be a
 * model that can be read: `rules.model_unreadable`. Refuses a version that is not the last (`rules.changed_meanwhile`).
 */
export async function saveDraftContent(
  house: House,
  drafter: Drafter,
  asked: EditionKey & DraftContent & { version: number; requestKey: string },
): Promise<{ version: number }> {
  const { model, law, cases } = asked;
  if (model !== undefined) assertReadable(model);
  if (cases && cases.length > MOST_CASES)
    throw new Refusal('rules.too_many_cases', 422, { values: { most: MOST_CASES } });
  return move(house, drafter, { ...asked, move: 'save', reason: null }, async (tx, { edition }) => {
    await saveContent(tx, { ...key(asked), model: model ?? edition.model, law: law ?? edition.law });
    if (cases) await saveTestCases(tx, { ...key(asked), cases });
  });
}

const key = ({ ruleSet, number }: EditionKey): EditionKey => ({ ruleSet, number });

const MOST_MODEL_CHARACTERS = 5_000_000;

/** A model that is no XML or no DMN cannot even be a draft. Problems inside of it have a place, or they would be of the whole. */
function assertReadable(model: string): void {
  if (model.length > MOST_MODEL_CHARACTERS) throw new Refusal('rules.model_too_long', 422);
  const problem = compileModel(model).problems.find(({ where }) => where === '');
  if (problem) throw new Refusal('rules.model_unreadable', 422, { values: { reason: problem.about } });
}

/** Moves an edition that is locked on, once, when it is still as the official saw it. */
function move(
  house: House,
  drafter: Drafter,
  asked: EditionKey & { version: number; move: Move; reason: string | null; requestKey: string },
  work: (tx: Tx, file: { ruleSet: RuleSet; edition: Edition }) => Promise<void>,
): Promise<{ version: number }> {
  return once(house, asked, {
    again: () => ({ version: asked.version + 1 }),
    async work(tx) {
      const ruleSet = await ownSet(tx, drafter, asked.ruleSet);
      const edition = await lockEdition(tx, asked);
      if (!edition) throw new Refusal('rules.no_such_edition', 404);
      assertMove(asked.move, edition.state);
      if (edition.version !== asked.version) throw new Refusal('rules.changed_meanwhile', 409);
      await work(tx, { ruleSet, edition });
      await noteMove(tx, drafter, {
        ...key(asked),
        move: asked.move,
        requestKey: asked.requestKey,
        reason: asked.reason,
      });
      return { version: asked.version + 1 };
    },
  });
}

/** What an official says with a move. */
export type MoveAsked = EditionKey & { version: number; reason: string; requestKey: string };

/** Proposes a draft as law from a day on. Refuses a day that is over, and what cannot become law (`rules.obstacles`). */
export async function propose(
  house: House,
  drafter: Drafter,
  asked: MoveAsked & { from: string },
): Promise<{ version: number }> {
  assertNotPast(asked.from, today());
  await assertNoObstacles(house, asked);
  return move(house, drafter, { ...asked, move: 'propose' }, (tx) =>
    saveState(tx, { ...key(asked), state: 'proposed', wantedFrom: asked.from }),
  );
}

/** Gives a proposed edition back to be changed. */
export function returnEdition(house: House, drafter: Drafter, asked: MoveAsked): Promise<{ version: number }> {
  return move(house, drafter, { ...asked, move: 'return' }, (tx, { edition }) =>
    saveState(tx, { ...key(asked), state: 'draft', wantedFrom: edition.wantedFrom }),
  );
}

/** Ends an edition that is not to become law. */
export function withdraw(house: House, drafter: Drafter, asked: MoveAsked): Promise<{ version: number }> {
  return move(house, drafter, { ...asked, move: 'withdraw' }, (tx, { edition }) =>
    saveState(tx, { ...key(asked), state: MOVES.withdraw.to, wantedFrom: edition.wantedFrom }),
  );
}

/**
 * Makes a proposed edition law from the day that was proposed; the one before ends on that day. Its hash enters the public log. Refuses who wrote or proposed
 * it (`rules.own_work`), what cannot become law (`rules.obstacles`), a day that is over or already another edition's.
 */
export async function adopt(house: House, drafter: Drafter, asked: MoveAsked): Promise<{ version: number }> {
  await assertNoObstacles(house, asked);
  const adopted = await move(house, drafter, { ...asked, move: 'adopt' }, async (tx, { edition }) => {
    assertOtherEyes(await findEvents(tx, asked), drafter.post.officialId);
    const from = edition.wantedFrom ?? '';
    assertNotPast(from, today());
    await saveState(tx, { ...key(asked), state: 'adopted', wantedFrom: from });
    if (!(await putInForce(tx, { ...key(asked), from }))) throw new Refusal('rules.date_taken', 409);
    await addJob(tx, { task: PUBLISH_EDITIONS, payload: {}, key: PUBLISH_EDITIONS });
  });
  forgetPeriods(house);
  return adopted;
}

/** What stands in the way of an edition becoming law. */
export async function obstacles(house: House, asked: EditionKey): Promise<Obstacle[]> {
  const { ruleSet, edition, cases } = await openEdition(house, asked);
  return obstaclesTo(edition, ruleSet, cases);
}

async function assertNoObstacles(house: House, asked: EditionKey): Promise<void> {
  const { length } = await obstacles(house, asked);
  if (length > 0) throw new Refusal('rules.obstacles', 422, { values: { count: length } });
}
