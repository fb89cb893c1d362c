import { CATALOGUE } from './catalogue.ts';
import { LIFE_EVENTS } from './life-events.ts';
import type { TimeLimits } from './services.ts';

/** Procedures under which a birth may be registered, after who the parents are. */
const BIRTH_PROCEDURES = ['1.001193', '1.000689', '2.000528', '1.001695'] as const;

/** Time limits of the journey of a birth in working days, from the catalogue. */
export async function readTimeLimits(): Promise<TimeLimits> {
  const daysOf = (code: string) => CATALOGUE.find((each) => each.code === code)!.workingDays;
  const stepDays = (key: 'residence' | 'insurance') =>
    daysOf(LIFE_EVENTS.birth.steps.find((step) => step.key === key)!.procedureCode);
  return {
    birth: Object.fromEntries(BIRTH_PROCEDURES.map((code) => [code, daysOf(code)])),
    residence: stepDays('residence'),
    insurance: stepDays('insurance'),
  };
}
