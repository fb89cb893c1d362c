import { workingDaysBetween } from '../../../../country/index.ts';
import { Deadline, StatusTag, type Tone } from '../../../../design/index.ts';
import { civilDate, today } from '../../../../kernel/clock.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { Challenge } from '../../my-data/actions.ts';
import { texts } from './texts.ts';

const TONES: Readonly<Record<Challenge['state'], Tone>> = {
  open: 'info',
  corrected: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
};

/** Where a challenge stands, in a word. */
export function ChallengeTag({ state, language }: { state: Challenge['state']; language: Language }) {
  return <StatusTag tone={TONES[state]}>{texts[language].states[state]}</StatusTag>;
}

/** By when the agency must answer, or whether it did in time. */
export function ChallengeDeadline({ challenge: { dueOn, answeredAt } }: { challenge: Challenge }) {
  const on = answeredAt ? civilDate(new Date(answeredAt)) : today();
  return <Deadline date={dueOn} days={workingDaysBetween(on, dueOn)} clock={answeredAt ? 'finished' : 'running'} />;
}
