import { workingDaysBetween } from '../../../../country/index.ts';
import { Deadline, StatusTag, type Tone } from '../../../../design/index.ts';
import { civilDate, today } from '../../../../kernel/clock.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { StepStatus } from '../../services.ts';
import { stepWords } from './step-words.ts';

interface Dated {
  status: StepStatus;
  dueOn: string | null;
  endedAt: Date | string | null;
}

const TONES: Record<StepStatus, Tone> = {
  waiting: 'neutral',
  open: 'info',
  supplement: 'warning',
  approved: 'info',
  done: 'success',
  refused: 'danger',
  cancelled: 'neutral',
};

/** The state of a step as a tag. */
export function StepTag({ status, language }: { status: StepStatus; language: Language }) {
  return <StatusTag tone={TONES[status]}>{stepWords[language].status[status]}</StatusTag>;
}

/** The promised date of a step in words, shape and colour. Nothing for a step that has none or will not be done. */
export function StepDeadline({ step }: { step: Dated }) {
  const { status, dueOn, endedAt } = step;
  if (!dueOn || status === 'cancelled' || status === 'refused') return null;
  if (status === 'supplement') return <Deadline date={dueOn} days={daysTo(dueOn, today())} clock="stopped" />;
  if (status !== 'done') return <Deadline date={dueOn} days={daysTo(dueOn, today())} />;
  return <Deadline date={dueOn} days={daysTo(dueOn, civilDate(new Date(endedAt!)))} clock="finished" />;
}

/** Working days from a day to the promised date. What was due on Friday is late on Saturday, though no working day has passed. */
export function daysTo(dueOn: string, on: string): number {
  return dueOn < on ? Math.min(workingDaysBetween(on, dueOn), -1) : workingDaysBetween(on, dueOn);
}
