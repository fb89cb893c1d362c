import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type Called, call, onBehalfOf } from '../../exchange/index.ts';
import { collectEvidence, readBirthFacts } from '../birth/evidence.ts';
import { completed, fatherOf, needsRecognition, wasCorrected } from '../birth/rules.ts';
import { type DossierChange, changeDossier } from '../dossier/change/actions.ts';
import { findOpened, findStepPlace, findWholeOfStep } from '../dossier/store.ts';
import { birthCaseOfWhole, viewOf } from '../dossier/view.ts';
import { type OfficerView, readForOfficer as readForOfficerService } from '../services.ts';
import { type Officer, isOfficersStep } from './actions.ts';

/** The call of an officer, on the right of the officer's agency, for one dossier. */
export function asOfficer(officer: Officer, caseNumber: string): CallContext {
  const { post } = officer;
  return {
    caller: 'cases',
    ...onBehalfOf(officer),
    purpose: post.role === 'police-residence-officer' ? 'permanent-residence' : 'birth-registration',
    caseNumber,
  };
}

/**
 * Opens a step at a desk, through the exchange, so that it stands in the log of those whom it is about. `number` is that of
 * its dossier, when the caller has found the step in the officer's own queue.
 */
export async function openAtDesk(
  house: House,
  officer: Officer,
  stepId: string,
  number?: string,
): Promise<Called<OfficerView>> {
  const caseNumber = number ?? (await findOwnNumber(house, officer, stepId));
  return call(house, readForOfficerService, { stepId }, asOfficer(officer, caseNumber));
}

/** The number of the dossier of an officer's step. Asked before the call, so that an officer of another commune is not in the log as one who has seen it. */
async function findOwnNumber(house: House, officer: Officer, stepId: string): Promise<string> {
  const place = await findStepPlace(house.db.as('cases'), stepId);
  if (!place || !isOfficersStep(officer, place)) throw new Refusal('case.not_found', 404);
  return place.number;
}

/** The owner's side of `cases.readForOfficer`. */
export async function readForOfficer(
  house: House,
  { stepId }: { stepId: string },
  context: CallContext,
): Promise<OfficerView> {
  const whole = await findWholeOfStep(house.db.as('cases'), stepId);
  const step = whole?.steps.find(({ id }) => id === stepId);
  if (!whole || step?.agencyCode !== context.agency.code) throw new Refusal('case.not_found', 404);
  const known = birthCaseOfWhole(whole);
  const view = viewOf(whole, whole.applicantNumber);
  const father = fatherOf(known);
  const chosen = completed(known);
  const parents = { mother: known.evidence.mother, father };
  const consent = whole.consents.at(-1);
  return {
    step: view.steps.find(({ id }) => id === stepId)!,
    // An officer sees the father as the register knows him.
    dossier: { ...view, father },
    attachments: [
      ...(whole.paperConsentFile
        ? [{ fileId: whole.paperConsentFile, filename: whole.paperConsentName!, addedAt: null }]
        : []),
      ...whole.attachments.map(({ fileId, filename, addedAt }) => ({ fileId, filename, addedAt })),
    ],
    consent: consent ? { reasons: consent.reasons, answeredAt: consent.answeredAt, receipt: consent.receipt } : null,
    needsRecognition: needsRecognition(known),
    child: {
      fullName: whole.childName ?? '',
      ethnicGroup: parents[chosen.ethnicGroupOf].ethnicGroup,
      hometown: parents[chosen.hometownOf].hometown,
      nationality: chosen.nationality,
      communeCode: parents[chosen.residenceWith].communeCode,
      addressLine: parents[chosen.residenceWith].addressLine,
      residenceWith: chosen.residenceWith,
    },
    resolution: step.resolution,
    decidedBy: step.decidedByName,
  };
}

/**
 * Asks the registers again, in the officer's name: when the hospital has corrected what the parent said was wrong, the
 * contradiction is gone and the dossier goes on with what is true now. The answer is whether anything changed.
 */
export async function readEvidenceAgain(house: House, officer: Officer, stepId: string): Promise<boolean> {
  const db = house.db.as('cases');
  const before = await findOpened(db, { stepId });
  const step = before?.steps.find(({ id }) => id === stepId);
  if (!before || !step || !isOfficersStep(officer, step)) throw new Refusal('case.not_found', 404);
  const context = asOfficer(officer, before.number!);
  const { facts, motherNumber } = await readBirthFacts(house, before.notificationId, context);
  // Of a foreign mother the marriage is found by the husband's number, who is the applicant: it stays as it was read.
  const evidence = motherNumber
    ? await collectEvidence(house, before.notificationId, context)
    : { ...before.evidence, birth: facts };
  const correct = (change: DossierChange): boolean => {
    const { dossier } = change;
    const { child } = dossier.answers;
    const isCorrected =
      child?.wrongFact !== undefined && wasCorrected(dossier.evidence.birth, evidence.birth, child.wrongFact);
    if (isCorrected) {
      const { wrongFact: _fact, wrongFactNote: _note, ...kept } = child;
      dossier.answers = { ...dossier.answers, child: kept };
      change.add({ kind: 'corrected', stepKind: step.kind, who: officer.post.title });
    }
    dossier.evidence = evidence;
    return isCorrected;
  };
  return changeDossier(db, { dossierId: before.id }, correct, before);
}
