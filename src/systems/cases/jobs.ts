import type { System } from '../../kernel/system.ts';
import { performStep } from './birth/actions.ts';
import { apologiseForLateSteps } from './desk/actions.ts';
import { confirmApplicants, expireConsents } from './dossier/actions.ts';
import { sendTelling } from './dossier/messages.ts';

/** What cases do after a commit, at least once each. */
export const jobs: NonNullable<System['jobs']> = {
  'cases.perform_step': (house, payload: never) => performStep(house, payload),
  'cases.tell': (house, payload: never) => sendTelling(house, payload),
  'cases.confirm_applicants': (house) => confirmApplicants(house),
  'cases.check_deadlines': async (house) => {
    await expireConsents(house);
    await apologiseForLateSteps(house);
  },
};

/** Every hour: a promised date is a day, but nobody should wait a day to hear that it has passed. */
export const schedules: NonNullable<System['schedules']> = {
  'cases.check_deadlines': '7 * * * *',
  // Before the registers are looked over at 01:41.
  'cases.confirm_applicants': '11 18 * * *',
};
