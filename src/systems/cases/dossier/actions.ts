import { addWorkingDays, formatDossierNumber, promisedDate } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { agencyFor } from '../../organisations/index.ts';
import { provinceOf } from '../../territories/index.ts';
import {
  type BirthCase,
  completed,
  consentReasons,
  consentWay,
  fatherOf,
  procedureOf,
  secondParent,
  sectionsOf,
} from '../birth/rules.ts';
import type { StepKind } from '../services.ts';
import { PROCEDURE_NAME, consentInWords, named, tell } from './messages.ts';
import { moveDossier, moveStep } from './rules.ts';
import {
  type Dossier,
  addAttachments,
  addConsent,
  addEvent,
  addSteps,
  answerConsent as saveConsentAnswer,
  consentReceiptOf,
  consentsPast,
  lockDossier,
  nextSerial,
  saveDossier,
  saveStep,
  stepsOf,
} from './store.ts';

export const APPLICANT: Bilingual = { vi: 'Người nộp hồ sơ', en: 'The applicant' };
export const SECOND_PARENT: Bilingual = { vi: 'Cha/mẹ còn lại', en: 'The other parent' };
export const THE_RULE: Bilingual = { vi: 'Tự động theo quy tắc', en: 'Automatically, by rule' };

/** Time limits of the steps in working days; the caller asks the catalogue of procedures. */
export interface TimeLimits {
  birth: Record<string, number>;
  residence: number;
  insurance: number;
}

/** The dossier as the rules of a birth look at it. */
export async function birthCaseOf(tx: Tx, dossier: Dossier): Promise<BirthCase> {
  return {
    evidence: dossier.evidence,
    answers: dossier.answers,
    recognised: dossier.recognised,
    consentGiven: dossier.recognised ? (await consentReceiptOf(tx, dossier.id)) !== undefined : false,
  };
}

/** Locks a dossier for a move of its applicant. Refuses `case.not_found` to everybody else. */
export async function lockOwn(tx: Tx, dossierId: string, applicantNumber: string): Promise<Dossier> {
  const dossier = await lockDossier(tx, dossierId);
  if (!dossier || dossier.applicantNumber !== applicantNumber) throw new Refusal('case.not_found', 404);
  return dossier;
}

/**
 * Submits a draft. It gets its number; when the second parent must agree they are asked first, else the agencies' clocks
 * begin. Submitting what was submitted already gives the same answer. Refuses `case.incomplete` while a section is empty,
 * `case.paper_needed` while a signed agreement is missing.
 */
export function submit(
  house: House,
  asked: { dossierId: string; applicantNumber: string; limits: TimeLimits },
): Promise<{ number: string; promisedOn: string | null; status: Dossier['status'] }> {
  return house.db.as('cases').transaction(async (tx) => {
    const dossier = await lockOwn(tx, asked.dossierId, asked.applicantNumber);
    if (dossier.status !== 'draft' && dossier.number) {
      return { number: dossier.number, promisedOn: dossier.promisedOn, status: dossier.status };
    }
    const known = await birthCaseOf(tx, dossier);
    if (sectionsOf(known).some(({ isDone }) => !isDone)) throw new Refusal('case.incomplete', 422);
    const way = consentWay(known, dossier.applicantNumber);
    if (way === 'paper' && !dossier.paperConsentFile) throw new Refusal('case.paper_needed', 422);

    await addressTo(house, dossier, known);
    dossier.number ??= await newNumber(tx, dossier.agencyCode!);
    dossier.childName = known.answers.child!.fullName;
    const other = secondParent(known, dossier.applicantNumber);
    dossier.secondParentNumber = other?.number ?? null;
    dossier.submittedAt = now();
    if (way === 'online') {
      dossier.status = moveDossier(dossier.status, 'ask_consent');
      const reasons = consentReasons(known);
      const respondBy = addWorkingDays(today(), DAYS_TO_CONSENT);
      await addConsent(tx, { dossierId: dossier.id, personalNumber: other!.number!, reasons, respondBy });
      await addEvent(tx, { dossierId: dossier.id, kind: 'consent_asked', who: APPLICANT });
      const values = { asker: dossier.applicantName, what: consentInWords(reasons), respondBy };
      await tell(tx, dossier, { template: 'consent-asked', to: other!.number!, values });
    } else {
      dossier.status = moveDossier(dossier.status, 'submit');
      await addEvent(tx, { dossierId: dossier.id, kind: 'submitted', who: APPLICANT });
      await openSteps(house, tx, { dossier, known, limits: asked.limits });
    }
    await saveDossier(tx, dossier);
    return { number: dossier.number, promisedOn: dossier.promisedOn, status: dossier.status };
  });
}

/** Which committee receives the dossier: that of the commune where the child is to live. */
async function addressTo(house: House, dossier: Dossier, known: BirthCase): Promise<void> {
  const { residenceWith } = completed(known);
  const parent = residenceWith === 'mother' ? known.evidence.mother : fatherOf(known);
  if (!parent.communeCode) throw new Refusal('case.no_residence', 422);
  const committee = await agencyFor(house, 'commune-committee', parent.communeCode);
  if (!committee) throw new Refusal('case.no_agency', 422);
  dossier.communeCode = parent.communeCode;
  dossier.agencyCode = committee.code;
  dossier.agencyName = committee.name.vi;
}

async function newNumber(tx: Tx, agencyCode: string): Promise<string> {
  const receivedOn = today();
  const serial = await nextSerial(tx, agencyCode, receivedOn);
  return formatDossierNumber({ agencyCode, receivedOn, serial });
}

/** The three agencies' steps, with their promised dates: the second and third begin when the first is done. */
async function openSteps(
  house: House,
  tx: Tx,
  { dossier, known, limits }: { dossier: Dossier; known: BirthCase; limits: TimeLimits },
): Promise<void> {
  const commune = dossier.communeCode!;
  const police = await agencyFor(house, 'commune-police', commune);
  const insurance = await agencyFor(house, 'provincial-insurance', provinceOf(commune, today())!.code);
  if (!police || !insurance) throw new Refusal('case.no_agency', 422);
  const receivedAt = now();
  const procedureCode = procedureOf(known);
  const birthDays = limits.birth[procedureCode]!;
  const due = (workingDays: number) => promisedDate({ receivedAt, workingDays });
  const step = (
    kind: StepKind,
    agency: { code: string; name: string },
    procedure: string,
    days: number,
    dueOn: string,
  ) => ({
    id: newId(),
    dossierId: dossier.id,
    kind,
    procedureCode: procedure,
    agencyCode: agency.code,
    agencyName: agency.name,
    status: kind === 'birth' ? ('open' as const) : ('waiting' as const),
    workingDays: days,
    dueOn,
  });
  await addSteps(tx, [
    step('birth', { code: dossier.agencyCode!, name: dossier.agencyName! }, procedureCode, birthDays, due(birthDays)),
    step(
      'residence',
      { code: police.code, name: police.name.vi },
      '1.004222',
      limits.residence,
      due(birthDays + limits.residence),
    ),
    step(
      'insurance',
      { code: insurance.code, name: insurance.name.vi },
      '1.014137',
      limits.insurance,
      due(birthDays + limits.insurance),
    ),
  ]);
  dossier.promisedOn = due(birthDays + Math.max(limits.residence, limits.insurance));
  await tell(tx, dossier, {
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
  return house.db.as('cases').transaction(async (tx) => {
    const dossier = await lockDossier(tx, asked.dossierId);
    if (!dossier || dossier.secondParentNumber !== asked.personalNumber) throw new Refusal('case.not_found', 404);
    const status = moveDossier(dossier.status, asked.agrees ? 'give_consent' : 'decline_consent');
    const waiting = await saveConsentAnswer(tx, { ...asked, reason: asked.reason ?? null });
    if (waiting !== 1)
      throw new Refusal('case.cannot_move', 409, { values: { move: 'consent', status: dossier.status } });
    dossier.status = status;
    const known = await birthCaseOf(tx, dossier);
    const name = secondParent(known, dossier.applicantNumber)?.fullName ?? '';
    const what = consentInWords(consentReasons(known));
    const kind = asked.agrees ? 'consent_given' : 'consent_declined';
    await addEvent(tx, { dossierId: dossier.id, kind, who: SECOND_PARENT, note: asked.reason });
    if (asked.agrees) {
      await openSteps(house, tx, { dossier, known, limits: asked.limits });
      const next = {
        vi: `${dossier.agencyName} bắt đầu giải quyết hồ sơ.`,
        en: `${dossier.agencyName} now deals with your application.`,
      };
      await tell(tx, dossier, {
        template: 'consent-given',
        to: dossier.applicantNumber,
        values: { giver: name, what, next },
      });
    } else {
      await tell(tx, dossier, {
        template: 'consent-declined',
        to: dossier.applicantNumber,
        values: { decliner: name, what, next: AFTER_A_NO },
      });
    }
    await saveDossier(tx, dossier);
    return { status };
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
    await db.transaction(async (tx) => {
      const dossier = await lockDossier(tx, dossierId);
      if (dossier?.status !== 'awaiting_consent') return;
      await saveConsentAnswer(tx, {
        dossierId,
        personalNumber: dossier.secondParentNumber!,
        agrees: false,
        reason: null,
        receipt: null,
      });
      dossier.status = moveDossier(dossier.status, 'decline_consent');
      await addEvent(tx, { dossierId, kind: 'consent_expired', who: THE_RULE });
      const known = await birthCaseOf(tx, dossier);
      await tell(tx, dossier, {
        template: 'consent-declined',
        to: dossier.applicantNumber,
        values: {
          decliner: secondParent(known, dossier.applicantNumber)?.fullName ?? '',
          what: consentInWords(consentReasons(known)),
          next: AFTER_A_NO,
        },
      });
      await saveDossier(tx, dossier);
    });
  }
  return expired.length;
}

/** Withdraws a dossier. Refuses `case.too_late_to_withdraw` once the registration was approved: it is law then, not a request. */
export function withdraw(
  house: House,
  asked: { dossierId: string; applicantNumber: string; reason: string | undefined },
): Promise<void> {
  return house.db.as('cases').transaction(async (tx) => {
    const dossier = await lockOwn(tx, asked.dossierId, asked.applicantNumber);
    if (dossier.status === 'withdrawn') return;
    const steps = await stepsOf(tx, dossier.id);
    if (steps.some(({ kind, status }) => kind === 'birth' && (status === 'approved' || status === 'done'))) {
      throw new Refusal('case.too_late_to_withdraw', 409);
    }
    dossier.status = moveDossier(dossier.status, 'withdraw');
    for (const step of steps) {
      await saveStep(tx, { ...step, status: moveStep(step.status, 'cancel'), endedAt: now().toISOString() });
    }
    await addEvent(tx, { dossierId: dossier.id, kind: 'withdrawn', who: APPLICANT, note: asked.reason });
    await saveDossier(tx, dossier);
    if (dossier.number) {
      await tell(tx, dossier, {
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
  return house.db.as('cases').transaction(async (tx) => {
    const dossier = await lockOwn(tx, asked.dossierId, asked.applicantNumber);
    const step = (await stepsOf(tx, dossier.id)).find(({ status }) => status === 'supplement');
    if (!step)
      throw new Refusal('case.cannot_move', 409, { values: { move: 'answer_supplement', status: dossier.status } });
    dossier.status = moveDossier(dossier.status, 'answer_supplement');
    const dueOn = promisedDate({ receivedAt: now(), workingDays: step.daysLeft ?? step.workingDays });
    await saveStep(tx, { ...step, status: moveStep(step.status, 'resume'), dueOn, daysLeft: null });
    if (asked.files.length) {
      await addAttachments(
        tx,
        asked.files.map((file) => ({ id: newId(), dossierId: dossier.id, stepKind: step.kind, ...file })),
      );
    }
    if (dossier.promisedOn && dueOn > dossier.promisedOn) dossier.promisedOn = dueOn;
    await addEvent(tx, {
      dossierId: dossier.id,
      kind: 'supplement_given',
      stepKind: step.kind,
      who: APPLICANT,
      note: asked.note,
    });
    await saveDossier(tx, dossier);
  });
}
