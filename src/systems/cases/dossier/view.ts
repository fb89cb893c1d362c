import { today } from '../../../kernel/clock.ts';
import {
  type BirthCase,
  choicesOf,
  consentReasons,
  consentWay,
  contradictionsOf,
  isLate,
  secondParent,
  sectionsOf,
  visibleFather,
} from '../birth/rules.ts';
import type { DossierView } from '../services.ts';
import { canMoveDossier } from './rules.ts';
import type { WholeDossier } from './store.ts';

/** The dossier as the rules of a birth look at it, from all that was read. */
export const birthCaseOfWhole = (whole: WholeDossier): BirthCase => ({
  evidence: whole.evidence,
  answers: whole.answers,
  recognised: whole.recognised,
  consentGiven: whole.consents.at(-1)?.agrees === true,
});

/** The dossier as its applicant or the second parent may see it. */
export function viewOf(whole: WholeDossier, viewer: string): DossierView {
  const known = birthCaseOfWhole(whole);
  const role = whole.applicantNumber === viewer ? 'applicant' : 'second_parent';
  const consent = whole.consents.at(-1);
  const reasons = consentReasons(known);
  const birth = whole.steps.find(({ kind }) => kind === 'birth');
  const isApplicant = role === 'applicant';
  const way = consentWay(known, whole.applicantNumber);
  // To himself a recognising father is no secret.
  const father =
    role === 'second_parent' && whole.recognised?.number === viewer ? whole.recognised : visibleFather(known);
  return {
    id: whole.id,
    number: whole.number,
    reference: whole.reference,
    status: whole.status,
    role,
    applicantName: whole.applicantName,
    evidence: whole.evidence,
    answers: whole.answers,
    father,
    isMarried: whole.evidence.husband !== null,
    isLate: isLate(
      whole.evidence.birth.bornOn,
      whole.submittedAt ? whole.submittedAt.toISOString().slice(0, 10) : today(),
    ),
    sections: sectionsOf(known),
    choices: choicesOf(known),
    consent: {
      reasons,
      way,
      askedOf: way === 'none' ? null : (secondParent(known, whole.applicantNumber)?.fullName ?? null),
      state:
        way === 'none'
          ? 'not_needed'
          : way === 'paper'
            ? whole.paperConsentFile
              ? 'given'
              : 'needed'
            : !consent || (whole.status === 'draft' && consent.agrees !== false)
              ? 'needed'
              : consent.agrees === null
                ? 'asked'
                : consent.agrees
                  ? 'given'
                  : 'declined',
      paperName: whole.paperConsentName,
    },
    contradictions: contradictionsOf(known),
    submittedAt: whole.submittedAt?.toISOString() ?? null,
    promisedOn: whole.promisedOn,
    steps: whole.steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      procedureCode: step.procedureCode,
      agencyName: step.agencyName,
      status: step.status,
      dueOn: step.dueOn,
      openedAt: step.openedAt,
      endedAt: step.endedAt,
      note: step.note,
      refusalCode: step.refusalCode,
    })),
    results: whole.results.map(({ fileId: _fileId, ...result }) => result),
    timeline: whole.events,
    may: {
      edit: isApplicant && whole.status === 'draft',
      submit: isApplicant && whole.status === 'draft',
      withdraw:
        isApplicant &&
        canMoveDossier(whole.status, 'withdraw') &&
        birth?.status !== 'approved' &&
        birth?.status !== 'done',
      answerSupplement: isApplicant && whole.status === 'supplement',
      answerConsent: !isApplicant && whole.status === 'awaiting_consent',
    },
    childNumber: whole.childNumber,
  };
}
