import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type ApplicationStatus, assertMove } from './rules.ts';
import type { Content } from './schemas.ts';
import { type Application, type ApplicationStep, hasStep, insertStep, lockApplication, saveStatus } from './store.ts';

/** A move that was made: where the application stands now, and what is kept of it. */
export interface Moved {
  move: ApplicationStep['move'];
  status: ApplicationStatus;
  note?: string | undefined;
  dueOn?: string | null;
  subject?: string;
  submission?: number;
  content?: Content | null;
}

/** Notes a move with who made it. */
export async function keepMove(
  tx: Tx,
  application: Application,
  moved: Moved & { by: { kind: string; name: string }; requestKey: string },
): Promise<void> {
  const { id } = application;
  const { move, status, note, dueOn = application.dueOn, subject, by, requestKey, content = null } = moved;
  await saveStatus(tx, { id, status, dueOn, ...(subject ? { subject } : {}) });
  const submission = moved.submission ?? application.submission;
  await insertStep(tx, { id, requestKey, move, submission, content, note: note ?? null, doneBy: by });
}

/** Who moves, as the course of the application names them. */
export const moverOf = ({ actor, agency }: CallContext): { kind: string; name: string } =>
  actor.kind === 'person' ? { kind: actor.kind, name: actor.name } : { kind: actor.kind, name: agency.name };

/**
 * Makes a move in one transaction, with the application locked; the same request again changes nothing. Refuses
 * `enterprise.application_unknown`, and `enterprise.application_moved` when it is not open any more.
 */
export async function moveOnce(
  house: House,
  { id, move, context }: { id: string; move: ApplicationStep['move']; context: CallContext },
  work: (tx: Tx, application: Application) => Promise<Omit<Moved, 'move'>>,
): Promise<void> {
  const requestKey = context.idempotencyKey!;
  await house.db.as('enterprises').transaction(async (tx) => {
    const application = await lockApplication(tx, id);
    if (!application) throw new Refusal('enterprise.application_unknown', 404);
    if (await hasStep(tx, id, requestKey)) return;
    assertMove(move, application.status);
    const moved = await work(tx, application);
    await keepMove(tx, application, { ...moved, move, by: moverOf(context), requestKey });
  });
}
