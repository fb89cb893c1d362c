import { Refusal } from '../../../kernel/refusal.ts';
import type { ParcelLimits } from '../geometry/validity.ts';
import type { Parcel } from '../parcel/outline.ts';
import type { ResponsibilityRow, RestrictionRow, RightRow } from '../rights/rules.ts';

/** What a registration came to: the same for the same request, however often it is asked. */
export interface Registered {
  registrationId: string;
  /** The parcels as they are called now. */
  parcels: string[];
  certificates: { serial: string; verificationCode: string }[];
}

/** What is kept of a registration under the key of its request. */
export interface KeptResult extends Registered {
  /** The personal numbers of those whose rights it concerned: they see it in the data log. */
  concerned: string[];
}

/** What the register holds of an administrative unit on a day. */
export interface UnitState {
  code: string;
  certificate: string | null;
  parcels: Parcel[];
  rights: RightRow[];
  restrictions: RestrictionRow[];
  responsibilities: ResponsibilityRow[];
  /** The last day on which something about it began or ended. */
  lastChange: string | undefined;
}

/** Nothing is registered for a day to come, nor for one before what was registered last: history is not rewritten by acts. */
export function assertDay(on: string, now: { today: string; lastChange: string | undefined }): void {
  if (on > now.today)
    throw new Refusal('land.day_to_come', 422, { fields: [{ field: 'on', code: 'land.day_to_come' }] });
  if (now.lastChange !== undefined && on < now.lastChange)
    throw new Refusal('land.day_before_last_change', 422, { values: { date: now.lastChange } });
}

/** A seizure blocks every disposal (Land Law art. 45 clause 1 point c; Law on Enforcement 26/2008/QH12 art. 110–113). */
export function assertNotSeized({ restrictions }: Pick<UnitState, 'restrictions'>): void {
  const seized = restrictions.find(({ form }) => form === 'seizure');
  if (seized)
    throw new Refusal('land.seized', 409, {
      values: { by: seized.partyName ?? seized.content, since: seized.validFrom },
    });
}

/** The papers that a registration may rest on; for most acts the law names which. */
export type SourceForm =
  | 'application'
  | 'contract'
  | 'inheritance'
  | 'decision'
  | 'judgment'
  | 'enforcement'
  | 'survey'
  | 'minutes';

/** Refuses a paper of a kind by which this cannot be registered. */
export function assertPaper(source: { form: SourceForm }, fit: readonly SourceForm[], code: string): void {
  if (!fit.includes(source.form)) throw new Refusal(code, 422, { fields: [{ field: 'sourceForm', code }] });
}

/** Who is not known by number cannot be asked whether they agree (Land Law art. 131; Law on Identity 26/2023/QH15 art. 5). */
function assertHoldersKnown({ rights }: Pick<UnitState, 'rights'>): void {
  const least: Record<string, number> = { person: 1, couple: 2, household: 1, group: 1 };
  const unknown = rights.find(({ partyForm, people }) => people.length < (least[partyForm] ?? 0));
  if (unknown) throw new Refusal('land.holder_without_number', 422, { values: { name: unknown.partyName } });
}

/** Land Law art. 45 clause 1: to dispose of land takes a certificate, within the term, nothing owed, and no seizure. */
export function assertDisposable(state: UnitState, on: string): void {
  assertNotSeized(state);
  if (!state.certificate) throw new Refusal('land.certificate_needed', 422);
  assertHoldersKnown(state);
  const over = state.rights.find(({ termUntil }) => termUntil !== null && termUntil <= on);
  if (over) throw new Refusal('land.term_over', 422, { values: { date: over.termUntil! } });
  if (state.responsibilities.some(({ form }) => form === 'financial')) throw new Refusal('land.duty_owed', 422);
}

/** Civil Code art. 320 clause 8 and art. 321 clause 5: what is mortgaged is sold or changed only if who holds the mortgage agrees. */
export function assertMortgageeAgrees(
  { restrictions }: Pick<UnitState, 'restrictions'>,
  consent: string | undefined,
): void {
  const mortgage = restrictions.find(({ form }) => form === 'mortgage');
  if (mortgage && !consent)
    throw new Refusal('land.mortgagee_consent_needed', 422, {
      values: { mortgagee: mortgage.partyName ?? '' },
      fields: [
        {
          field: 'mortgageeConsent',
          code: 'land.mortgagee_consent_needed',
          values: { mortgagee: mortgage.partyName ?? '' },
        },
      ],
    });
}

/**
 * Everyone of those who hold a right together agrees (Civil Code art. 213 and 218), and so does the spouse for what is
 * common property (Law on Marriage and Family 52/2014/QH13 art. 35 clause 2).
 */
export function assertAllAgree(must: readonly string[], consents: readonly string[]): void {
  const missing = must.filter((number) => !consents.includes(number));
  if (missing.length > 0)
    throw new Refusal('land.consent_missing', 422, {
      values: { numbers: missing.join(', ') },
      fields: [{ field: 'consents', code: 'land.consent_missing', values: { numbers: missing.join(', ') } }],
    });
}

/** The least size of a lot that comes out of a split (Land Law art. 220 clause 1; each province decides, this is our own table). */
export function leastLot(landUse: string): ParcelLimits {
  const [area_m2_least, width_m_least] = landUse === 'ODT' ? [30, 3] : landUse === 'ONT' ? [50, 4] : [100, 5];
  return { vertices_most: 1_000, area_m2_least, width_m_least };
}

/** A right may only be split off and merged where one parcel makes the unit. */
export function onlyParcel({ parcels }: UnitState): Parcel {
  const [parcel, ...others] = parcels;
  if (!parcel || others.length > 0) throw new Refusal('land.unit_of_several_parcels', 422);
  return parcel;
}
