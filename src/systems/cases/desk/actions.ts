import { addWorkingDays, workingDaysBetween } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { contradictionsOf } from '../birth/rules.ts';
import { THE_RULE, birthCaseOf } from '../dossier/actions.ts';
import { PROCEDURE_NAME, STEP_NAMES, named, tell } from '../dossier/messages.ts';
import { moveDossier, moveStep } from '../dossier/rules.ts';
import {
  type Dossier,
  type Step,
  addEvent,
  findStep,
  lockDossier,
  saveDossier,
  saveStep,
  stepsOf,
} from '../dossier/store.ts';
import type { StepKind } from '../services.ts';
import { stepsLateSince } from './store.ts';

/** Which kind of step a post decides. The insurance step is decided by rule, by nobody. */
export const STEP_OF_POST: Readonly<Record<string, StepKind>> = {
  'civil-status-officer': 'birth',
  'police-residence-officer': 'residence',
};
export const DESK_POSTS = Object.keys(STEP_OF_POST);

/** The official at a desk, with the post of the session. */
export type Officer = Holder & { post: NonNullable<Holder['post']> };

/** Whether a step is this officer's to see and decide: the post's kind of step, at the post's own agency. */
export const isOfficersStep = (officer: Officer, step: Pick<Step, 'kind' | 'agencyCode'>): boolean =>
  STEP_OF_POST[officer.post.role] === step.kind && officer.post.agencyCode === step.agencyCode;

/** Approves a step: from here on the register is written, by a job that survives every crash. */
export function approve(
  house: House,
  asked: { stepId: string; officer: Officer; resolution: string | undefined },
): Promise<void> {
  return house.db.as('cases').transaction(async (tx) => {
    const { dossier, step } = await lockForOfficer(tx, asked.stepId, asked.officer);
    if (step.status === 'approved' || step.status === 'done') return;
    const known = await birthCaseOf(tx, dossier);
    if (step.kind === 'birth') {
      const contradictions = contradictionsOf(known);
      if (contradictions.some(({ code }) => code === 'wrong_fact')) throw new Refusal('case.wrong_fact_open', 409);
      if (contradictions.length && !asked.resolution) {
        throw new Refusal('input.invalid', 422, { fields: [{ field: 'resolution', code: 'case.resolution_needed' }] });
      }
    }
    await saveStep(tx, {
      ...decided(step, asked.officer),
      status: moveStep(step.status, 'approve'),
      resolution: asked.resolution ?? null,
      note: null,
    });
    await addEvent(tx, { dossierId: dossier.id, kind: 'approved', stepKind: step.kind, who: asked.officer.post.title });
    await perform(tx, step);
  });
}

/**
 * Has an approved step performed: the register of its agency is written, through the exchange. Steps of one dossier may be
 * performed at the same time: each writes its own register, and what comes of them is saved under the dossier's lock. So
 * the job is in no queue: of these the library looks at every row, and locks it, for each job that it takes.
 */
export async function perform(tx: Tx, step: Pick<Step, 'id'>): Promise<void> {
  await addJob(tx, { task: 'cases.perform_step', payload: { stepId: step.id } });
}

/** Asks the applicant for what is missing. The clock stops: the working days that are left are kept. */
export function askSupplement(house: House, asked: { stepId: string; officer: Officer; note: string }): Promise<void> {
  return house.db.as('cases').transaction(async (tx) => {
    const { dossier, step } = await lockForOfficer(tx, asked.stepId, asked.officer);
    dossier.status = moveDossier(dossier.status, 'ask_supplement');
    const daysLeft = step.dueOn && step.dueOn > today() ? workingDaysBetween(today(), step.dueOn) : 0;
    await saveStep(tx, {
      ...decided(step, asked.officer),
      status: moveStep(step.status, 'ask_supplement'),
      note: asked.note,
      daysLeft,
    });
    await addEvent(tx, {
      dossierId: dossier.id,
      kind: 'supplement_asked',
      stepKind: step.kind,
      who: asked.officer.post.title,
      note: asked.note,
    });
    await saveDossier(tx, dossier);
    await tell(tx, dossier, {
      template: 'case-supplement',
      to: dossier.applicantNumber,
      values: {
        procedure: PROCEDURE_NAME,
        agency: named(step.agencyName),
        request: asked.note,
        respondBy: addWorkingDays(today(), DAYS_TO_SUPPLEMENT),
      },
    });
  });
}

/** Refuses a step with a reason. When the birth is refused, the other agencies have nothing to do. */
export function refuse(house: House, asked: { stepId: string; officer: Officer; reason: string }): Promise<void> {
  return house.db.as('cases').transaction(async (tx) => {
    const { dossier, step } = await lockForOfficer(tx, asked.stepId, asked.officer);
    const refused: Step = {
      ...decided(step, asked.officer),
      status: moveStep(step.status, 'refuse'),
      note: asked.reason,
      endedAt: now().toISOString(),
    };
    await saveStep(tx, refused);
    await endRefused(tx, dossier, refused, asked.officer.post.title);
    await tellRefused(tx, dossier, refused, asked.reason);
  });
}

/** Tells the applicant that a step was refused, and why. */
export async function tellRefused(tx: Tx, dossier: Dossier, step: Step, reason: string): Promise<void> {
  const values = { procedure: STEP_NAMES[step.kind], agency: named(step.agencyName), reason };
  await tell(tx, dossier, { template: 'case-refused', to: dossier.applicantNumber, values });
}

/** Within how many working days a supplement is asked for; the clock of the agency stands still meanwhile. */
const DAYS_TO_SUPPLEMENT = 30;

const RESULT_NAMES: Record<StepKind, Bilingual> = {
  birth: { vi: 'Giấy khai sinh', en: 'birth certificate' },
  residence: { vi: 'thông báo kết quả đăng ký thường trú', en: 'notice of permanent residence' },
  insurance: { vi: 'thẻ bảo hiểm y tế', en: 'health-insurance card' },
};

/** What a refused step means for the whole: without a birth there is nothing; else the rest goes on. */
export async function endRefused(tx: Tx, dossier: Dossier, step: Step, who: Bilingual): Promise<void> {
  await addEvent(tx, {
    dossierId: dossier.id,
    kind: 'refused',
    stepKind: step.kind,
    who,
    note: step.note ?? undefined,
  });
  const steps = await stepsOf(tx, dossier.id);
  if (step.kind === 'birth') {
    for (const other of steps.filter(({ status }) => status === 'waiting')) {
      await saveStep(tx, { ...other, status: moveStep(other.status, 'cancel'), endedAt: now().toISOString() });
    }
    dossier.status = moveDossier(dossier.status, 'refuse');
  } else if (dossier.status === 'supplement') {
    dossier.status = moveDossier(dossier.status, 'answer_supplement');
  }
  await finishWhenOver(
    tx,
    dossier,
    steps.map((other) => (other.id === step.id ? step : other)),
  );
  await saveDossier(tx, dossier);
}

/** Ends a dossier whose steps are all over. */
export async function finishWhenOver(tx: Tx, dossier: Dossier, steps: Step[]): Promise<void> {
  const isOver = steps.every(({ status }) => status === 'done' || status === 'refused' || status === 'cancelled');
  if (dossier.status !== 'in_progress' || !isOver) return;
  dossier.status = moveDossier(dossier.status, 'finish');
  const results = steps.filter(({ status }) => status === 'done').map(({ kind }) => RESULT_NAMES[kind]);
  await tell(tx, dossier, {
    template: 'case-done',
    to: dossier.applicantNumber,
    values: {
      procedure: PROCEDURE_NAME,
      results: { vi: results.map(({ vi }) => vi).join(', '), en: results.map(({ en }) => en).join(', ') },
    },
  });
}

const decided = (step: Step, { post, number, name }: Officer): Step => ({
  ...step,
  decidedBy: post.officialId,
  decidedByNumber: number,
  decidedByName: name,
  decidedByTitle: post.title,
});

/** Locks the dossier of a step for a move of an officer. To an officer of another agency or post there is no such step. */
async function lockForOfficer(tx: Tx, stepId: string, officer: Officer): Promise<{ dossier: Dossier; step: Step }> {
  const seen = await findStep(tx, stepId);
  if (!seen || !isOfficersStep(officer, seen)) throw new Refusal('case.not_found', 404);
  const dossier = await lockDossier(tx, seen.dossierId);
  // Read again under the lock: another officer may have decided in between.
  const step = await findStep(tx, stepId);
  if (!dossier || !step) throw new Refusal('case.not_found', 404);
  return { dossier, step };
}

/** By how many working days a late result is promised anew. */
const DAYS_LATER = 2;

/**
 * Apologises for every step whose promised date has passed, once, and says the new date (Decree 61/2018/NĐ-CP art. 19:
 * the letter of apology gives the reason and a new date).
 */
export async function apologiseForLateSteps(house: House): Promise<number> {
  const db = house.db.as('cases');
  const late = await stepsLateSince(db, today());
  for (const { stepId } of late) {
    await db.transaction(async (tx) => {
      const seen = await findStep(tx, stepId);
      const dossier = seen && (await lockDossier(tx, seen.dossierId));
      const step = await findStep(tx, stepId);
      if (!dossier || step?.status !== 'open' || !step.dueOn) return;
      const newDueOn = addWorkingDays(today(), DAYS_LATER);
      await addEvent(tx, { dossierId: dossier.id, kind: 'late', stepKind: step.kind, who: THE_RULE, note: newDueOn });
      const reason =
        dossier.language === 'en' ? 'The agency has not finished in time.' : 'Cơ quan giải quyết chưa xong đúng hạn.';
      await tell(tx, dossier, {
        template: 'case-late-apology',
        to: dossier.applicantNumber,
        values: {
          procedure: STEP_NAMES[step.kind],
          agency: named(step.agencyName),
          promisedOn: step.dueOn,
          reason,
          newDueOn,
        },
      });
    });
  }
  return late.length;
}
