import { Refusal } from '../../../../kernel/refusal.ts';
import type { MaritalWish } from '../rules.ts';

/** An application is open until the committee decides or the applicant takes it back; what is decided stays so. */
export const APPLICATION_STATES = ['open', 'granted', 'refused', 'withdrawn'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Working days that the committee has (Decree 123/2015/NĐ-CP art. 22.3; procedure 1.004873 of the national catalogue). */
export const WITHIN_WORKING_DAYS = 3;

const MOST_OPEN = 5;

/** Refuses a number without the name that belongs to it: whoever applies knows whom they marry, and learns it from nobody here. */
export function assertNamed({ intended }: MaritalWish): void {
  if (intended?.kind !== 'person' || intended.fullName) return;
  throw new Refusal('input.invalid', 422, { fields: [{ field: 'intended.fullName', code: 'field.required' }] });
}

/** Refuses a second application for a purpose while the first is open, and too many at once. */
export function assertMayFile({ open, same }: { open: number; same: number }): void {
  if (same > 0) throw new Refusal('marital.applied_already', 409);
  if (open >= MOST_OPEN) throw new Refusal('marital.too_many_applications', 409, { values: { most: MOST_OPEN } });
}

/** Refuses what was decided or withdrawn. */
export function assertOpen({ state }: { state: ApplicationState }): void {
  if (state !== 'open') throw new Refusal('marital.application_decided', 409);
}
