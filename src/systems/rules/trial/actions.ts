import { addJob } from '../../../kernel/jobs.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import {
  type Drafter,
  type EditionHead,
  type RuleSet,
  mayDraft,
  openEdition,
  openRuleSet,
} from '../edition/actions.ts';
import { compileLaw } from '../decide/law.ts';
import type { Boxed } from '../dmn/model.ts';
import type { PlainType } from '../dmn/requirements.ts';
import type { Words } from '../dmn/words.ts';
import { FACTS, fitting } from './catalogue.ts';
import { type Measure, type Source, fixedValue } from './recipe.ts';
import { trialJob } from './running.ts';
import { type Trial, type TrialAsker, countUnfinished, findTrial, findTrials, moveTrial, saveTrial } from './store.ts';

export type { Trial } from './store.ts';

/** So many trials of an agency wait or are at work at once. */
const MOST_UNFINISHED = 3;
/** The most inputs that a model may ask for to be tried. */
export const MOST_INPUTS = 40;

/** An input of one of the editions, for which a source must be said. */
export interface TrialInput {
  name: string;
  type: PlainType;
  words: Words | null;
}

/** What can be tried of a rule set. */
export interface TrialDesk {
  ruleSet: RuleSet;
  editions: EditionHead[];
  trials: Trial[];
  isOwn: boolean;
}

/** A rule set with its editions and the trials that were made. Refuses `rules.no_such_set`. */
export async function openTrials(house: House, drafter: Drafter, id: string): Promise<TrialDesk> {
  const { ruleSet, editions } = await openRuleSet(house, id);
  const isOwn = mayDraft(drafter, ruleSet);
  // What a draft of another agency would do is that agency's to tell.
  const trials = isOwn ? await findTrials(house.db.as('rules'), id) : [];
  return { ruleSet, editions, trials, isOwn };
}

/** The editions that are compared: by number. */
export interface Pair {
  ruleSet: string;
  before: number;
  after: number;
}

/** What two editions ask for together, and the entries of their answer. */
export interface PairOpened {
  ruleSet: RuleSet;
  inputs: TrialInput[];
  entries: string[];
  models: { before: string; after: string };
  afterVersion: number;
}

/**
 * Opens two editions for a trial. Refuses another agency's set (`rules.other_owner`), the same edition twice (`rules.trial_same`), and
 * an edition that cannot be run (`rules.trial_model_wrong`).
 */
export async function openPair(house: House, drafter: Drafter, pair: Pair): Promise<PairOpened> {
  if (pair.before === pair.after) throw new Refusal('rules.trial_same', 422);
  const [before, after] = await Promise.all([
    openEdition(house, { ruleSet: pair.ruleSet, number: pair.before }),
    openEdition(house, { ruleSet: pair.ruleSet, number: pair.after }),
  ]);
  const { ruleSet } = after;
  if (!mayDraft(drafter, ruleSet)) throw new Refusal('rules.other_owner', 403);
  const inputs = new Map<string, TrialInput>();
  const entries = new Set<string>();
  for (const { edition } of [before, after]) {
    const { number, model } = edition;
    const law = compileLaw({ ruleSet: ruleSet.id, number, decision: ruleSet.decision, model });
    if (!law) throw new Refusal('rules.trial_model_wrong', 422, { values: { number } });
    law.inputs.forEach(({ name, type }, i) => {
      const words = law.requirements.inputs[i]?.words ?? null;
      if (!inputs.has(name)) inputs.set(name, { name, type, words: words ?? type.words });
    });
    for (const name of entriesOf(law.requirements.decisions.at(-1)?.logic ?? null)) entries.add(name);
  }
  if (inputs.size > MOST_INPUTS)
    throw new Refusal('rules.trial_too_many_inputs', 422, { values: { most: MOST_INPUTS } });
  return {
    ruleSet,
    inputs: [...inputs.values()],
    entries: [...entries],
    models: { before: before.edition.model, after: after.edition.model },
    afterVersion: after.edition.version,
  };
}

/** The names of what an answer is made of; none when it is one value. */
function entriesOf(logic: Boxed | null): string[] {
  if (logic?.boxed === 'table' && logic.table.outputs.length > 1)
    return logic.table.outputs.flatMap(({ name }) => name ?? []);
  return logic?.boxed === 'context' ? logic.entries.flatMap(({ name }) => name ?? []) : [];
}

/**
 * Asks for a trial; a job does it. The same id again asks for the same. Refuses what `openPair` refuses, an input without a source or with one
 * that does not fit (beside the field), and a fourth trial at once (`rules.trial_too_many`).
 */
export async function askTrial(
  house: House,
  drafter: Drafter,
  asked: Pair & { id: string; sources: readonly Source[]; measure: Measure; reason: string },
): Promise<void> {
  const pair = await openPair(house, drafter, asked);
  const problems = pair.inputs.flatMap((input, i) => problemOf(input, i, asked.sources));
  const { measure } = asked;
  if (measure.amount !== null && !pair.entries.includes(measure.amount))
    problems.push({ field: 'amount', code: 'rules.trial_entry_unknown' });
  if (measure.entitled !== null && !pair.entries.includes(measure.entitled))
    problems.push({ field: 'entitled', code: 'rules.trial_entry_unknown' });
  if (problems.length > 0) throw new Refusal('input.invalid', 422, { fields: problems });
  const { id, ruleSet, before, after, reason } = asked;
  const askedBy = askerOf(drafter);
  const { models, afterVersion } = pair;
  const { decision } = pair.ruleSet;
  const sources = pair.inputs.map(({ name }) => asked.sources.find(({ input }) => input === name)!);
  await house.db.as('rules').transaction(async (tx) => {
    if (await findTrial(tx, id)) return;
    if ((await countUnfinished(tx, askedBy.agency.code)) >= MOST_UNFINISHED)
      throw new Refusal('rules.trial_too_many', 429, { values: { most: MOST_UNFINISHED } });
    const trial = { id, ruleSet, before, after, afterVersion, decision, sources, measure, reason, askedBy, models };
    if (await saveTrial(tx, trial)) await addJob(tx, trialJob(id));
  });
}

function askerOf({ number, post }: Drafter): TrialAsker {
  const { officialId, role, title, territoryCode, agencyCode, agencyName } = post;
  return {
    agency: { code: agencyCode, name: agencyName },
    actor: { kind: 'official', number, officialId, role, title, territoryCode },
  };
}

function problemOf(input: TrialInput, at: number, sources: readonly Source[]): FieldProblem[] {
  const source = sources.find((each) => each.input === input.name);
  if (!source) return [{ field: `source${at}`, code: 'field.required' }];
  if ('fixed' in source) {
    return fixedValue(source.fixed) === undefined ? [{ field: `with${at}`, code: 'rules.trial_value_wrong' }] : [];
  }
  const isFitting = fitting(input.type.base).some(
    ({ fact, form }) => fact.name === source.fact && form === source.form,
  );
  if (!isFitting || !FACTS.some(({ name }) => name === source.fact))
    return [{ field: `source${at}`, code: 'rules.trial_source_wrong' }];
  const needsCodes = source.form === 'one_of' && (source.codes ?? []).length === 0;
  return needsCodes ? [{ field: `with${at}`, code: 'field.required' }] : [];
}

/** A trial with its rule set. Refuses `rules.no_such_trial`, also to another agency's officials. */
export async function openTrial(
  house: House,
  drafter: Drafter,
  asked: { ruleSet: string; id: string },
): Promise<{ ruleSet: RuleSet; trial: Trial }> {
  const { ruleSet } = await openRuleSet(house, asked.ruleSet);
  const trial = await findTrial(house.db.as('rules'), asked.id);
  if (!trial || trial.ruleSet !== ruleSet.id || !mayDraft(drafter, ruleSet))
    throw new Refusal('rules.no_such_trial', 404);
  return { ruleSet, trial };
}

/** Stops a trial that is not over; what was counted is forgotten. Stopping one that is over changes nothing. */
export async function stopTrial(house: House, drafter: Drafter, asked: { ruleSet: string; id: string }): Promise<void> {
  const { trial } = await openTrial(house, drafter, asked);
  await moveTrial(house.db.as('rules'), trial.id, { from: ['waiting', 'reading', 'counting'], to: 'stopped' });
}
