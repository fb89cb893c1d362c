import { workingDaysBetween } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { contradictionsOf } from '../birth/rules.ts';
import { birthCaseOf, tell } from '../dossier/actions.ts';
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

/** Has an approved step performed: the register of its agency is written, through the exchange. */
export async function perform(tx: Tx, step: Pick<Step, 'id' | 'dossierId'>): Promise<void> {
  await addJob(tx, { task: 'cases.perform_step', payload: { stepId: step.id }, queue: `dossier:${step.dossierId}` });
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
    await tell(tx, dossier, { template: 'case-supplement', to: dossier.applicantNumber, values: { note: asked.note } });
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
    await tell(tx, dossier, { template: 'case-refused', to: dossier.applicantNumber, values: { note: asked.reason } });
  });
}

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
  await tell(tx, dossier, { template: 'case-done', to: dossier.applicantNumber });
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
