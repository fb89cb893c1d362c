import { addDays, addWorkingDays, workingDayFrom } from '../../../country/index.ts';
import { civilDate } from '../../../kernel/clock.ts';
import type { RecordKind } from '../kind/kind.ts';

/** The states of a challenge, and where each may go. What was answered or withdrawn stays so; whoever disagrees challenges anew. */
export const CHALLENGE_MOVES = {
  open: ['corrected', 'refused', 'withdrawn'],
  corrected: [],
  refused: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>;
export type ChallengeState = keyof typeof CHALLENGE_MOVES;

/** So many open challenges one person may have in a register. */
export const MOST_OPEN_CHALLENGES = 10;

/** So many records of a kind are shown to a person, the youngest first. */
export const MOST_OWN_RECORDS = 100;

/**
 * The days in which who keeps personal data must put them right when the person asks (Law on Personal Data Protection
 * 91/2025/QH15 art. 4; Decree 356/2025/NĐ-CP art. 5). That it was received is said at once, on the page itself.
 */
export const ANSWER_WITHIN_DAYS = 10;

/**
 * The civil date by which a challenge must be answered. A last day on which offices are closed is moved to the next working day
 * (Civil Code 91/2015/QH13 art. 148.5); a kind whose own law is stricter counts in working days.
 */
export function answerDueOn(kind: RecordKind, filedAt: Date): string {
  const day = civilDate(filedAt);
  const strict = kind.shownToPeople?.answerWithin_workingDays;
  return strict === undefined ? workingDayFrom(addDays(day, ANSWER_WITHIN_DAYS)) : addWorkingDays(day, strict);
}

/** The fields by which a record is a person's own. */
export function ownFields(kind: RecordKind): readonly string[] {
  return kind.shownToPeople?.by ?? kind.people;
}

/** The fields that a person sees of their own record: all but those that are sealed or hidden. */
export function fieldsShown(kind: RecordKind): string[] {
  const hidden = new Set(kind.shownToPeople?.hidden ?? []);
  return Object.keys(kind.fields).filter((name) => kind.fields[name]!.disclosure !== 'sealed' && !hidden.has(name));
}

/** The fields that a person may call wrong: what is shown, but for what names the record and what others answer for. */
export function fieldsChallengeable(kind: RecordKind): string[] {
  const closed = new Set([...kind.key, ...(kind.shownToPeople?.unchallengeable ?? [])]);
  return fieldsShown(kind).filter((name) => !closed.has(name) && kind.fields[name]!.column !== 'jsonb');
}

/** The fields that a person may say are still right. */
export function fieldsConfirmable(kind: RecordKind): string[] {
  const shown = new Set(fieldsShown(kind));
  return (kind.shownToPeople?.confirmable ?? []).filter((name) => shown.has(name));
}
