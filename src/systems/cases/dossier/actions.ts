import { createHash } from 'node:crypto';
import { addDays, addWorkingDays, promisedDate } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { call } from '../../exchange/index.ts';
import { type Agency, agencyFor } from '../../organisations/index.ts';
import { qualityServicesOf } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { register } from '../register.ts';
import {
  completed,
  consentReasons,
  consentWay,
  fatherOf,
  procedureOf,
  secondParent,
  sectionsOf,
} from '../birth/rules.ts';
import { type DossierChange, type NewStep, changeDossier } from './change/actions.ts';
import { PROCEDURE_NAME, consentInWords, named } from './messages.ts';
import { moveDossier, moveStep } from './rules.ts';
import { type Dossier, applicantsAfter, consentsPast } from './store.ts';

export const APPLICANT: Bilingual = { vi: 'Người nộp hồ sơ', en: 'The applicant' };
export const SECOND_PARENT: Bilingual = { vi: 'Cha/mẹ còn lại', en: 'The other parent' };
export const THE_RULE: Bilingual = { vi: 'Tự động theo quy tắc', en: 'Automatically, by rule' };

/** Time limits of the steps in working days; the caller asks the catalogue of procedures, and that the law. */
export interface TimeLimits {
  birth: Record<string, number>;
  residence: number;
  insurance: number;
  /** The edition of the law that says so. */
  edition: number;
}

/** Changes a dossier by a move of its applicant. Refuses `case.not_found` to everybody else. */
export function changeOwn<Result>(
  house: House,
  asked: { dossierId: string; applicantNumber: string },
  decide: (change: DossierChange) => Result | Promise<Result>,
): Promise<Result> {
  return changeDossier(house.db.as('cases'), { dossierId: asked.dossierId }, (change) => {
    if (change.dossier.applicantNumber !== asked.applicantNumber) throw new Refusal('case.not_found', 404);
    return decide(change);
  });
}

/**
 * Submits a draft. It gets its number; when the second parent must agree they are asked first, else the agencies' clocks
 * begin. Submitting what was submitted already gives the same answer. Refuses `case.incomplete` while a section is empty,
 * `case.paper_needed` while a signed agreement is missing.
 */
export async function submit(
  house: House,
  asked: { dossierId: string; applicantNumber: string; limits: TimeLimits },
): Promise<{ number: string; promisedOn: string | null; status: Dossier['status'] }> {
  const { number, promisedOn, status } = await changeOwn(house, asked, async (change) => {
    const { dossier, known } = change;
    if (dossier.status !== 'draft' && dossier.number) return dossier;
    if (sectionsOf(known).some(({ isDone }) => !isDone)) throw new Refusal('case.incomplete', 422);
    const way = consentWay(known, dossier.applicantNumber);
    if (way === 'paper' && !dossier.paperConsentFile) throw new Refusal('case.paper_needed', 422);

    await addressTo(house, change);
    if (!dossier.number) change.numbering = { agencyCode: dossier.agencyCode!, receivedOn: today() };
    dossier.childName = known.answers.child!.fullName;
    const other = secondParent(known, dossier.applicantNumber);
    dossier.secondParentNumber = other?.number ?? null;
    dossier.submittedAt = now();
    if (way === 'online') {
      dossier.status = moveDossier(dossier.status, 'ask_consent');
      const reasons = consentReasons(known);
      const respondBy = addWorkingDays(today(), DAYS_TO_CONSENT);
      change.askedConsent = { personalNumber: other!.number!, reasons, respondBy };
      change.add({ kind: 'consent_asked', who: APPLICANT });
      const values = { asker: dossier.applicantName, what: consentInWords(reasons), respondBy };
      change.tell({ template: 'consent-asked', to: other!.number!, values });
    } else {
      dossier.status = moveDossier(dossier.status, 'submit');
      change.add({ kind: 'submitted', who: APPLICANT });
      await openSteps(house, change, asked.limits);
    }
    return dossier;
  });
  return { number: number!, promisedOn, status };
}

/** Which committee receives the dossier: that of the commune where the child is to live. */
async function addressTo(house: House, { dossier, known }: DossierChange): Promise<void> {
  const { residenceWith } = completed(known);
  const parent = residenceWith === 'mother' ? known.evidence.mother : fatherOf(known);
  if (!parent.communeCode) throw new Refusal('case.no_residence', 422);
  const committee = await agencyFor(house, 'commune-committee', parent.communeCode);
  if (!committee) throw new Refusal('case.no_agency', 422);
  dossier.communeCode = parent.communeCode;
  dossier.agencyCode = committee.code;
  dossier.agencyName = committee.name.vi;
}

const RESIDENCE_PROCEDURE = '1.004222';
const INSURANCE_PROCEDURE = '1.014137';

/** The three agencies' steps, with their promised dates: the second and third begin when the first is done. */
async function openSteps(house: House, change: DossierChange, limits: TimeLimits): Promise<void> {
  const { dossier, known } = change;
  const commune = dossier.communeCode!;
  const police = await agencyFor(house, 'commune-police', commune);
  const insurance = await agencyFor(house, 'provincial-insurance', provinceOf(commune, today())!.code);
  if (!police || !insurance) throw new Refusal('case.no_agency', 422);
  const receivedAt = now();
  const procedureCode = procedureOf(known);
  const birthDays = limits.birth[procedureCode]!;
  const due = (workingDays: number) => promisedDate({ receivedAt, workingDays });
  const { agencyCode, agencyName } = dossier;
  const later = (kind: 'residence' | 'insurance', agency: Agency, code: string): NewStep => ({
    id: newId(),
    kind,
    procedureCode: code,
    agencyCode: agency.code,
    agencyName: agency.name.vi,
    status: 'waiting',
    workingDays: limits[kind],
    limitEdition: limits.edition,
    dueOn: due(birthDays + limits[kind]),
  });
  change.newSteps.push(
    {
      id: newId(),
      kind: 'birth',
      procedureCode,
      agencyCode: agencyCode!,
      agencyName: agencyName!,
      status: 'open',
      workingDays: birthDays,
      limitEdition: limits.edition,
      dueOn: due(birthDays),
    },
    later('residence', police, RESIDENCE_PROCEDURE),
    later('insurance', insurance, INSURANCE_PROCEDURE),
  );
  dossier.promisedOn = due(birthDays + Math.max(limits.residence, limits.insurance));
  change.tell({
    template: 'case-received',
    to: dossier.applicantNumber,
    values: { procedure: PROCEDURE_NAME, agency: named(dossier.agencyName!), dueOn: dossier.promisedOn },
  });
}

/** Writes down the second parent's answer. A yes starts the clocks; a no gives the draft back to the applicant. */
export function answerConsent(
  house: House,
  asked: {
    dossierId: string;
    personalNumber: string;
    agrees: boolean;
    reason: string | undefined;
    receipt: string;
    limits: TimeLimits;
  },
): Promise<{ status: Dossier['status'] }> {
  return changeDossier(house.db.as('cases'), { dossierId: asked.dossierId }, async (change) => {
    const { dossier, known } = change;
    if (dossier.secondParentNumber !== asked.personalNumber) throw new Refusal('case.not_found', 404);
    dossier.status = moveDossier(dossier.status, asked.agrees ? 'give_consent' : 'decline_consent');
    change.consentAnswer = { agrees: asked.agrees, reason: asked.reason ?? null, receipt: asked.receipt };
    const name = secondParent(known, dossier.applicantNumber)?.fullName ?? '';
    const what = consentInWords(consentReasons(known));
    const kind = asked.agrees ? 'consent_given' : 'consent_declined';
    change.add({ kind, who: SECOND_PARENT, note: asked.reason });
    if (asked.agrees) {
      await openSteps(house, change, asked.limits);
      const next = {
        vi: `${dossier.agencyName} bắt đầu giải quyết hồ sơ.`,
        en: `${dossier.agencyName} now deals with your application.`,
      };
      change.tell({ template: 'consent-given', to: dossier.applicantNumber, values: { giver: name, what, next } });
    } else {
      change.tell({
        template: 'consent-declined',
        to: dossier.applicantNumber,
        values: { decliner: name, what, next: AFTER_A_NO },
      });
    }
    return { status: dossier.status };
  });
}

/** Within how many working days the second parent answers. Silence is a no (Law 91/2025/QH15: consent is never by silence). */
const DAYS_TO_CONSENT = 10;

const AFTER_A_NO: Bilingual = {
  vi: 'Hồ sơ trở lại bản nháp: bạn có thể thống nhất lại với nhau, sửa và nộp lại.',
  en: 'The application is a draft again: agree with each other, change it, and submit it again.',
};

/** Gives the drafts back whose second parent did not answer in time. The answer is how many. */
export async function expireConsents(house: House): Promise<number> {
  const db = house.db.as('cases');
  const expired = await consentsPast(db, today());
  for (const { dossierId } of expired) {
    await changeDossier(db, { dossierId }, (change) => {
      const { dossier, known } = change;
      if (dossier.status !== 'awaiting_consent') return;
      change.consentAnswer = { agrees: false, reason: null, receipt: null };
      dossier.status = moveDossier(dossier.status, 'decline_consent');
      change.add({ kind: 'consent_expired', who: THE_RULE });
      change.tell({
        template: 'consent-declined',
        to: dossier.applicantNumber,
        values: {
          decliner: secondParent(known, dossier.applicantNumber)?.fullName ?? '',
          what: consentInWords(consentReasons(known)),
          next: AFTER_A_NO,
        },
      });
    });
  }
  return expired.length;
}

/** Withdraws a dossier. Refuses `case.too_late_to_withdraw` once the registration was approved: it is law then, not a request. */
export function withdraw(
  house: House,
  asked: { dossierId: string; applicantNumber: string; reason: string | undefined },
): Promise<void> {
  return changeOwn(house, asked, (change) => {
    const { dossier, steps } = change;
    if (dossier.status === 'withdrawn') return;
    if (steps.some(({ kind, status }) => kind === 'birth' && (status === 'approved' || status === 'done'))) {
      throw new Refusal('case.too_late_to_withdraw', 409);
    }
    dossier.status = moveDossier(dossier.status, 'withdraw');
    for (const step of steps) {
      change.put({ ...step, status: moveStep(step.status, 'cancel'), endedAt: now().toISOString() });
    }
    change.add({ kind: 'withdrawn', who: APPLICANT, note: asked.reason });
    if (dossier.number) {
      change.tell({
        template: 'case-withdrawn',
        to: dossier.applicantNumber,
        values: { procedure: PROCEDURE_NAME, agency: named(dossier.agencyName!), withdrawnBy: dossier.applicantName },
      });
    }
  });
}

/** Hands in what an officer asked for: the clock goes on with the working days that were left. */
export function answerSupplement(
  house: House,
  asked: { dossierId: string; applicantNumber: string; note: string; files: { fileId: string; filename: string }[] },
): Promise<void> {
  return changeOwn(house, asked, (change) => {
    const { dossier } = change;
    const step = change.steps.find(({ status }) => status === 'supplement');
    if (!step)
      throw new Refusal('case.cannot_move', 409, { values: { move: 'answer_supplement', status: dossier.status } });
    dossier.status = moveDossier(dossier.status, 'answer_supplement');
    const dueOn = promisedDate({ receivedAt: now(), workingDays: step.daysLeft ?? step.workingDays });
    change.put({ ...step, status: moveStep(step.status, 'resume'), dueOn, daysLeft: null });
    for (const file of asked.files) change.attachments.push({ id: newId(), stepKind: step.kind, ...file });
    if (dossier.promisedOn && dueOn > dossier.promisedOn) dossier.promisedOn = dueOn;
    change.add({ kind: 'supplement_given', stepKind: step.kind, who: APPLICANT, note: asked.note });
  });
}

/** So many persons are confirmed by one call. */
const AT_ONCE = 2_000;

/**
 * Tells the population register whom we have heard of: who submitted an application since yesterday has looked at the own facts,
 * declared that they are right, and is alive. One call for many, every night; told twice it is known once.
 */
export async function confirmApplicants(house: House): Promise<void> {
  const contract = qualityServicesOf('population')!.confirm;
  const since = addDays(today(), -1);
  for (let after = ''; ;) {
    const applicants = await applicantsAfter(house.db.as('cases'), { since, after, limit: AT_ONCE });
    const last = applicants.at(-1);
    if (!last) return;
    after = last.number;
    const input = {
      kind: 'person',
      records: applicants.map(({ number, on }) => ({ key: [number], on })),
      fields: ['diedOn', 'hometown', 'ethnicGroup'],
      reason: 'Người nộp hồ sơ đã xem và cam đoan thông tin của mình là đúng',
      source: { kind: 'application', number: since },
    };
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    await call(house, contract, input, {
      caller: 'cases',
      agency: register.owner,
      actor: { kind: 'machine', name: 'Hệ thống giải quyết thủ tục hành chính' },
      purpose: 'birth-registration',
      idempotencyKey: `signs-of-life-${digest}`,
    });
  }
}
