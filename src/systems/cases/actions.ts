/** What the pages of the desk ask for, besides the decisions themselves in desk/actions.ts. */
import { today } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import { type Officer, STEP_OF_POST, approve, askSupplement, isOfficersStep, refuse } from './desk/actions.ts';
import { openAtDesk } from './desk/reading.ts';
import { MOST_QUEUE_LINES, type Queue, type QueueSort, queueOf } from './desk/store.ts';
import { findOpened } from './dossier/store.ts';
import type { StepKind, StepStatus } from './services.ts';

export { DESK_POSTS, type Officer } from './desk/actions.ts';
export { openAtDesk, readEvidenceAgain } from './desk/reading.ts';
export type { QueueLine, QueueSort } from './desk/store.ts';

/** What an officer asks of the queue. */
export interface QueueAsked {
  /** Those that are over, newest first, instead of those to be worked on. */
  over: boolean;
  sort: QueueSort;
  descending: boolean;
  text: string | undefined;
  /** From 1. */
  page: number;
}

/** A page of an officer's queue. */
export interface QueueView extends Queue {
  kind: StepKind;
  page: number;
  /** Whether more lines follow on another page. */
  hasMore: boolean;
}

/** The queue of an officer's own post at the officer's own agency; with what became of the step that was just decided. */
export async function seeQueue(
  house: House,
  officer: Officer,
  asked: QueueAsked,
  decidedStepId?: string,
): Promise<QueueView> {
  const kind = STEP_OF_POST[officer.post.role]!;
  const { lines, ...queue } = await queueOf(house.db.as('cases'), {
    agencyCode: officer.post.agencyCode,
    kind,
    over: asked.over,
    sort: asked.sort,
    descending: asked.descending,
    text: asked.text ?? null,
    offset: (asked.page - 1) * MOST_QUEUE_LINES,
    on: today(),
    decidedStepId,
  });
  const hasMore = lines.length > MOST_QUEUE_LINES;
  return { ...queue, kind, lines: lines.slice(0, MOST_QUEUE_LINES), page: asked.page, hasMore };
}

/** What an officer may do with a step. */
export type Decision =
  | { move: 'approve'; resolution: string | undefined }
  | { move: 'supplement'; note: string }
  | { move: 'refuse'; reason: string };

const DECIDED: Record<'supplement' | 'refuse', StepStatus> = { supplement: 'supplement', refuse: 'refused' };

/** Decides a step. The same decision sent twice is one decision; another one after it is refused with `case.cannot_move`. */
export async function decide(house: House, officer: Officer, stepId: string, decision: Decision): Promise<void> {
  try {
    if (decision.move === 'approve') await approve(house, { stepId, officer, resolution: decision.resolution });
    else if (decision.move === 'supplement') await askSupplement(house, { stepId, officer, note: decision.note });
    else await refuse(house, { stepId, officer, reason: decision.reason });
  } catch (error) {
    const isMoved = error instanceof Refusal && error.code === 'case.cannot_move';
    if (!isMoved || decision.move === 'approve' || !(await isDecidedSo(house, officer, stepId, decision))) throw error;
  }
}

async function isDecidedSo(
  house: House,
  officer: Officer,
  stepId: string,
  decision: Exclude<Decision, { move: 'approve' }>,
): Promise<boolean> {
  const dossier = await findOpened(house.db.as('cases'), { stepId });
  const step = dossier?.steps.find(({ id }) => id === stepId);
  if (!step || !isOfficersStep(officer, step)) return false;
  const note = decision.move === 'supplement' ? decision.note : decision.reason;
  return step.status === DECIDED[decision.move] && step.note === note;
}

/** A file that was handed in with a dossier. */
export interface Attachment {
  bytes: Uint8Array;
  filename: string;
}

/** A file of a step, opened by the officer whose step it is; logged like the dossier itself. Refuses `page.not_found` (404). */
export async function openAttachment(
  house: House,
  officer: Officer,
  asked: { stepId: string; fileId: string },
): Promise<Attachment> {
  const { output } = await openAtDesk(house, officer, asked.stepId);
  const file = output.attachments.find(({ fileId }) => fileId === asked.fileId);
  const bytes = file && (await house.files.read(file.fileId));
  if (!bytes) throw new Refusal('page.not_found', 404);
  return { bytes, filename: file.filename };
}
