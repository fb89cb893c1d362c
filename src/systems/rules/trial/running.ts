import { civilDate, now } from '../../../kernel/clock.ts';
import { describeColumns } from '../../../kernel/column-file.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import * as population from '../../population/services.ts';
import { breakdownsOf } from './breakdowns.ts';
import { TrialTooLong, countAll } from './crew.ts';
import { protect } from './protecting.ts';
import type { Recipe, Source } from './recipe.ts';
import {
  type Trial,
  type TrialExtract,
  findExtract,
  findTrial,
  findTrialModels,
  moveTrial,
  noteCounted,
} from './store.ts';

/** The work of a trial, as a job: one after the other, because each takes all processors. */
export const RUN_TRIAL = 'rules.run_trial';

export const trialJob = (trial: string) => ({
  task: RUN_TRIAL,
  payload: { trial },
  queue: 'trials of the law',
  key: trial,
});

/** The longest that counting may take. */
const MOST_MS = 600_000;
const NOTED_EVERY_MS = 500;
/** A file that goes sooner than this is not begun. */
const KEPT_AT_LEAST_MS = 3_600_000;
/** Facts that results are told by. */
const TOLD_BY = ['birthMonth', 'province', 'sex'];

/** Ends the counting: who asked has stopped it, or the process is to end. */
class Ended extends Error {}

/**
 * Goes on with a trial where it is: has the facts taken out of the register, unless the agency has them, counts and keeps what may
 * be told. Cut off anywhere, the next call goes on: with the same file, and from the first person, which takes seconds. What is
 * refused ends it with the code of the refusal.
 */
export async function runTrial(house: House, { trial: id }: { trial: string }, stopping?: AbortSignal): Promise<void> {
  const db = house.db.as('rules');
  const trial = await findTrial(db, id);
  if (!trial || !['waiting', 'reading', 'counting'].includes(trial.state)) return;
  try {
    const extract = await extractFor(house, trial);
    if (!(await moveTrial(db, id, { from: ['waiting', 'reading', 'counting'], to: 'counting', extract }))) return;
    const began = performance.now();
    const result = await countTrial(house, trial, { extract, stopping });
    const took_ms = Math.round(performance.now() - began);
    await noteCounted(db, id, extract.rows);
    await moveTrial(db, id, { from: ['counting'], to: 'done', result, took_ms });
  } catch (error) {
    if (error instanceof Ended) {
      if (stopping?.aborted) await addJob(db, trialJob(id));
      return;
    }
    const code = failureOf(error);
    if (code === undefined) throw error;
    await moveTrial(db, id, { from: ['waiting', 'reading', 'counting'], to: 'failed', failedFor: code });
  }
}

/** Why a trial cannot be done; undefined for a mistake of ours, after which it is tried again. */
function failureOf(error: unknown): string | undefined {
  if (error instanceof Refusal) return error.code;
  if (error instanceof TrialTooLong) return 'rules.trial_too_long';
  const { code } = error as { code?: string };
  if (code === 'ENOENT') return 'register.extract_gone';
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'rules.trial_too_large' : undefined;
}

async function extractFor(house: House, trial: Trial): Promise<TrialExtract> {
  const db = house.db.as('rules');
  if (trial.extract && trial.state === 'counting') return trial.extract;
  const { askedBy, reason, ruleSet, id } = trial;
  const facts = [...new Set([...trial.sources.flatMap((source) => factOf(source) ?? []), ...TOLD_BY])].toSorted();
  const keptAfter = new Date(now().getTime() + KEPT_AT_LEAST_MS);
  const known = await findExtract(db, { agencyCode: askedBy.agency.code, facts, keptAfter });
  if (known) return known;
  await moveTrial(db, id, { from: ['waiting'], to: 'reading' });
  const { output, receipt } = await call(
    house,
    population.extractFacts,
    { facts, reason: `${ruleSet}: ${reason}`.slice(0, 2_000) },
    { caller: 'rules', ...askedBy, purpose: 'law-drafting', idempotencyKey: `trial-${id}` },
  );
  return { ...output, facts, receipt };
}

const factOf = (source: Source): string | undefined => ('fact' in source ? source.fact : undefined);

async function countTrial(
  house: House,
  trial: Trial,
  { extract, stopping }: { extract: TrialExtract; stopping: AbortSignal | undefined },
) {
  const db = house.db.as('rules');
  const { before, after } = await findTrialModels(db, trial.id);
  const read = (range: { from: number; to: number }) => largeFilesOf(house).read(extract.fileId, range);
  const file = await describeColumns(read, extract.size_bytes);
  const recipe: Recipe = {
    before: [before],
    after: [after],
    decision: trial.decision,
    sources: trial.sources,
    measure: trial.measure,
    on: civilDate(trial.askedAt),
    breakdowns: breakdownsOf(file.columns, civilDate(trial.askedAt)),
  };
  let notedAt = performance.now();
  const progress = async (people: number): Promise<void> => {
    if (stopping?.aborted) throw new Ended();
    if (performance.now() - notedAt < NOTED_EVERY_MS) return;
    notedAt = performance.now();
    if (!(await noteCounted(db, trial.id, people))) throw new Ended();
  };
  return protect(await countAll({ recipe, file, read, time_ms: MOST_MS, progress }), recipe);
}
