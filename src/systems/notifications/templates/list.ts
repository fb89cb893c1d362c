import { caseDone } from './case-done.ts';
import { caseLateApology } from './case-late-apology.ts';
import { caseReceived } from './case-received.ts';
import { caseRefused } from './case-refused.ts';
import { caseStepDone } from './case-step-done.ts';
import { caseSupplement } from './case-supplement.ts';
import { caseWithdrawn } from './case-withdrawn.ts';
import { certificateGranted, certificateRefused } from './certificate-decided.ts';
import { challengeCorrected, challengeRefused } from './challenge-answered.ts';
import { consentAsked } from './consent-asked.ts';
import { consentDeclined } from './consent-declined.ts';
import { consentGiven } from './consent-given.ts';
import { oneTimeCode } from './one-time-code.ts';
import { postEnded } from './post-ended.ts';
import { readingAlarm } from './reading-alarm.ts';
import { residenceApproved, residenceRefused } from './residence-decided.ts';
import { trustAlarm } from './trust-alarm.ts';
import type { Template, ValuesOf } from './template.ts';

/** Every kind of message there is. The name is kept with each message: a template may be reworded, never renamed. */
export const templates = {
  'one-time-code': oneTimeCode,
  'case-received': caseReceived,
  'case-supplement': caseSupplement,
  'case-refused': caseRefused,
  'case-step-done': caseStepDone,
  'case-done': caseDone,
  'case-withdrawn': caseWithdrawn,
  'case-late-apology': caseLateApology,
  'consent-asked': consentAsked,
  'consent-given': consentGiven,
  'consent-declined': consentDeclined,
  'challenge-corrected': challengeCorrected,
  'challenge-refused': challengeRefused,
  'reading-alarm': readingAlarm,
  'trust-alarm': trustAlarm,
  'post-ended': postEnded,
  'residence-approved': residenceApproved,
  'residence-refused': residenceRefused,
  'certificate-granted': certificateGranted,
  'certificate-refused': certificateRefused,
} as const satisfies Record<string, Template>;

export type Templates = typeof templates;
export type TemplateName = keyof Templates;
export type TemplateValues<Name extends TemplateName> = ValuesOf<Templates[Name]['values']>;
export type TemplateSecrets<Name extends TemplateName> = ValuesOf<Templates[Name]['secrets']>;
