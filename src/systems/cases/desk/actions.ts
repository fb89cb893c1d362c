import { addWorkingDays, workingDaysBetween } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { contradictionsOf } from '../birth/rules.ts';
import { THE_RULE } from '../dossier/actions.ts';
import { type DossierChange, changeDossier } from '../dossier/change/actions.ts';
import { PROCEDURE_NAME, STEP_NAMES, named } from '../dossier/messages.ts';
import { moveDossier, moveStep } from '../dossier/rules.ts';
import type { Step } from '../dossier/store.ts';
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
  return changeAsOfficer(house, asked, (change, step) => {
    if (step.status === 'approved' || step.status === 'done') return;
    if (step.kind === 'birth') {
      const contradictions = contradictionsOf(change.known);
      if (contradictions.some(({ code }) => code === 'wrong_fact')) throw new Refusal('case.wrong_fact_open', 409);
      if (contradictions.length && !asked.resolution) {
        throw new Refusal('input.invalid', 422, { fields: [{ field: 'resolution', code: 'case.resolution_needed' }] });
      }
    }
    change.put({
      ...decided(step, asked.officer),
      status: moveStep(step.status, 'approve'),
      resolution: asked.resolution ?? null,
      note: null,
    });
    change.add({ kind: 'approved', stepKind: step.kind, who: asked.officer.post.title });
    performStep(change, step);
  });
}

/**
 * Has an approved step performed: the register of its agency is written, through the exchange. Steps of one dossier may be
 * performed at the same time: each writes its own register, and what comes of them is saved one after another. So the job
 * is in no queue: of these the library looks at every row, and locks it, for each job that it takes.
 */
export function performStep(change: DossierChange, step: Pick<Step, 'id'>): void {
  change.perform({ task: 'cases.perform_step', payload: { stepId: step.id } });
}

/** Asks the applicant for what is missing. The clock stops: the working days that are left are kept. */
export function askSupplement(house: House, asked: { stepId: string; officer: Officer; note: string }): Promise<void> {
  return changeAsOfficer(house, asked, (change, step) => {
    const { dossier } = change;
    dossier.status = moveDossier(dossier.status, 'ask_supplement');
    const daysLeft = step.dueOn && step.dueOn > today() ? workingDaysBetween(today(), step.dueOn) : 0;
    change.put({
      ...decided(step, asked.officer),
      status: moveStep(step.status, 'ask_supplement'),
      note: asked.note,
      daysLeft,
    });
    change.add({ kind: 'supplement_asked', stepKind: step.kind, who: asked.officer.post.title, note: asked.note });
    change.tell({
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
  return changeAsOfficer(house, asked, (change, step) => {
    const refused: Step = {
      ...decided(step, asked.officer),
      status: moveStep(step.status, 'refuse'),
      note: asked.reason,
      endedAt: now().toISOString(),
    };
    endRefused(change, refused, { who: asked.officer.post.title, reason: asked.reason });
  });
}

/** Within how many working days a supplement is asked for; the clock of the agency stands still meanwhile. */
const DAYS_TO_SUPPLEMENT = 30;

const RESULT_NAMES: Record<StepKind, Bilingual> = {
  birth: { vi: 'Giấy khai sinh', en: 'birth certificate' },
  residence: { vi: 'thông báo kết quả đăng ký thường trú', en: 'notice of permanent residence' },
  insurance: { vi: 'thẻ bảo hiểm y tế', en: 'health-insurance card' },
};

/**
 * Ends a step as refused, and tells the applicant why. What that means for the whole: without a birth there is nothing;
 * else the rest goes on.
 */
export function endRefused(change: DossierChange, refused: Step, said: { who: Bilingual; reason: string }): void {
  const { dossier } = change;
  change.put(refused);
  change.add({ kind: 'refused', stepKind: refused.kind, who: said.who, note: refused.note ?? undefined });
  if (refused.kind === 'birth') {
    for (const other of change.steps.filter(({ status }) => status === 'waiting')) {
      change.put({ ...other, status: moveStep(other.status, 'cancel'), endedAt: now().toISOString() });
    }
    dossier.status = moveDossier(dossier.status, 'refuse');
  } else if (dossier.status === 'supplement') {
    dossier.status = moveDossier(dossier.status, 'answer_supplement');
  }
  finishWhenOver(change);
  const values = { procedure: STEP_NAMES[refused.kind], agency: named(refused.agencyName), reason: said.reason };
  change.tell({ template: 'case-refused', to: dossier.applicantNumber, values });
}

/** Ends a dossier whose steps are all over. */
export function finishWhenOver(change: DossierChange): void {
  const { dossier, steps } = change;
  const isOver = steps.every(({ status }) => status === 'done' || status === 'refused' || status === 'cancelled');
  if (dossier.status !== 'in_progress' || !isOver) return;
  dossier.status = moveDossier(dossier.status, 'finish');
  const results = steps.filter(({ status }) => status === 'done').map(({ kind }) => RESULT_NAMES[kind]);
  change.tell({
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

/** Changes the dossier of a step by a move of an officer. To an officer of another agency or post there is no such step. */
function changeAsOfficer(
  house: House,
  { stepId, officer }: { stepId: string; officer: Officer },
  decide: (change: DossierChange, step: Step) => void,
): Promise<void> {
  return changeDossier(house.db.as('cases'), { stepId }, (change) => {
    const step = change.steps.find(({ id }) => id === stepId)!;
    if (!isOfficersStep(officer, step)) throw new Refusal('case.not_found', 404);
    decide(change, step);
  });
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
    await changeDossier(db, { stepId }, (change) => {
      const { dossier } = change;
      const step = change.steps.find(({ id }) => id === stepId)!;
      if (step.status !== 'open' || !step.dueOn) return;
      const newDueOn = addWorkingDays(today(), DAYS_LATER);
      change.add({ kind: 'late', stepKind: step.kind, who: THE_RULE, note: newDueOn });
      const reason =
        dossier.language === 'en' ? 'The agency has not finished in time.' : 'Cơ quan giải quyết chưa xong đúng hạn.';
      change.tell({
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
