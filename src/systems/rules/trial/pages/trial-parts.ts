import type { Tone } from '../../../../design/index.ts';
import type { Trial } from '../actions.ts';

/** Where the trials of a rule set are. */
export const trialPath = (ruleSet: string, trial = ''): string => `/desk/rules/${ruleSet}/trial${trial && `/${trial}`}`;

export const TRIAL_TONES: Record<Trial['state'], Tone> = {
  waiting: 'neutral',
  reading: 'info',
  counting: 'info',
  done: 'success',
  stopped: 'neutral',
  failed: 'danger',
};
