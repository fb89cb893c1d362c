import type { Static } from 'typebox';
import { formatAddress } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import * as civilStatus from '../../civil-status/services.ts';
import { type CallContext, type PurposeCode, call } from '../../exchange/index.ts';
import * as insurance from '../../insurance/services.ts';
import * as population from '../../population/services.ts';
import { communeOn, provinceOf } from '../../territories/index.ts';
import { endRefused, finishWhenOver, performStep as performLater } from '../desk/actions.ts';
import { THE_RULE } from '../dossier/actions.ts';
import { DossierChange, type IssuedDocument, changeDossier } from '../dossier/change/actions.ts';
import { STEP_NAMES, named } from '../dossier/messages.ts';
import { moveStep } from '../dossier/rules.ts';
import { type Dossier, type OpenedDossier, type Step, findOpened } from '../dossier/store.ts';
import type { Parent } from '../services.ts';
import { type BirthCase, completed, fatherOf, isLate, needsRecognition } from './rules.ts';

const PURPOSE_OF_STEP: Record<Step['kind'], PurposeCode> = {
  birth: 'birth-registration',
  residence: 'permanent-residence',
  insurance: 'child-health-insurance',
};

/** What a register gave back. */
interface Performed {
  documents: IssuedDocument[];
  childNumber?: string;
}

/**
 * Performs an approved step: has the agency's register written, through the exchange, under that agency's right. Run as a
 * job, at least once: the key towards the register is the step and its attempt, so whatever was done before a crash is
 * found again and not done twice.
 *
 * When the register refuses, an officer's step goes back to the officer with the reason, as a new attempt; a step that is
 * done by rule is refused with the reason.
 */
export async function performStep(house: House, { stepId }: { stepId: string }): Promise<void> {
  const opened = await findOpened(house.db.as('cases'), { stepId });
  const step = opened?.steps.find(({ id }) => id === stepId);
  if (!opened || step?.status !== 'approved') return;
  const { dossier, consentReceipt: online, known: asRead } = new DossierChange(opened);
  const consentReceipt = online ?? dossier.paperConsentReceipt ?? undefined;
  const known: BirthCase = { ...asRead, consentGiven: consentReceipt !== undefined };
  const context = contextOf(step, dossier);
  let performed: Performed;
  try {
    if (step.kind === 'birth')
      performed = await registerBirth(house, { step, dossier, known, consentReceipt }, context);
    else if (step.kind === 'residence') performed = await registerResidence(house, { step, dossier, known }, context);
    else performed = await issueCard(house, { step, dossier }, context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await takeBack(house, opened, step, error);
    return;
  }
  await finish(house, opened, step, performed);
}

/** The agency of the step acts; in the log stands the post of the officer who decided, or the rule. */
function contextOf(step: Step, dossier: Dossier): CallContext {
  return {
    caller: 'cases',
    agency: { code: step.agencyCode, name: step.agencyName },
    actor: step.decidedBy
      ? {
          kind: 'official',
          number: step.decidedByNumber!,
          officialId: step.decidedBy,
          role: step.kind === 'birth' ? 'civil-status-officer' : 'police-residence-officer',
          title: step.decidedByTitle!,
          territoryCode: dossier.communeCode!,
        }
      : { kind: 'machine', name: THE_RULE.vi },
    purpose: PURPOSE_OF_STEP[step.kind],
    caseNumber: dossier.number!,
    idempotencyKey: `${step.id}:${step.attempt}`,
  };
}

type RegistrationInput = Static<typeof civilStatus.registerBirth.input>;

async function registerBirth(
  house: House,
  {
    step,
    dossier,
    known,
    consentReceipt,
  }: { step: Step; dossier: Dossier; known: BirthCase; consentReceipt: string | undefined },
  context: CallContext,
): Promise<Performed> {
  const { birth, mother } = known.evidence;
  const father = fatherOf(known);
  const chosen = completed(known);
  const parents = { mother, father };
  const child = known.answers.child!;
  const ethnicGroup = parents[chosen.ethnicGroupOf].ethnicGroup ?? mother.ethnicGroup ?? father.ethnicGroup;
  const hometown = parents[chosen.hometownOf].hometown ?? mother.hometown ?? father.hometown;
  const sources = [
    birth.source,
    mother.source,
    mother.residenceSource,
    father.source,
    father.residenceSource,
    known.evidence.marriage?.source,
  ];
  const input: RegistrationInput = {
    notificationId: birth.notificationId,
    child: {
      fullName: child.fullName,
      sex: birth.sex as 'male' | 'female',
      bornOn: birth.bornOn,
      bornAt: birth.bornAt,
      birthPlace: birth.placeName,
      ...(ethnicGroup ? { ethnicGroup } : {}),
      nationality: chosen.nationality,
      hometown: hometown ?? birth.placeName,
    },
    birthOrder: birth.birthOrder,
    mother: declared(mother),
    father: declared(father),
    ...(needsRecognition(known) && consentReceipt ? { recognition: { by: 'father' as const, consentReceipt } } : {}),
    ...(chosen.nationality !== 'VN' && consentReceipt ? { nationalityAgreement: { consentReceipt } } : {}),
    declarantNumber: dossier.applicantNumber,
    registeredBy: { officialId: step.decidedBy!, title: step.decidedByTitle!, name: step.decidedByName! },
    late: isLate(birth.bornOn, dossier.submittedAt!.toISOString().slice(0, 10)),
    receipts: sources.flatMap((source) => (source ? [source.receipt] : [])),
  };
  const { output } = await call(house, civilStatus.registerBirth, input, context);
  const issued = { issuerName: step.agencyName, issuedAt: now().toISOString() };
  return {
    childNumber: output.personalNumber,
    documents: [
      { code: 'KQ.G15.000031', ...output.certificate, ...issued, documentNumber: output.entryNumber },
      ...(output.extract
        ? [{ code: 'KQ.G15.000033', ...output.extract, ...issued, documentNumber: output.entryNumber }]
        : []),
    ],
  };
}

function declared(parent: Parent): RegistrationInput['mother'] {
  if (parent.kind === 'person') return { kind: 'person', number: parent.number! };
  if (parent.kind === 'unknown') return { kind: 'unknown' };
  return {
    kind: 'foreigner',
    fullName: parent.fullName,
    bornOn: parent.bornOn!,
    nationality: parent.nationality,
    passportNumber: parent.passportNumber!,
    ...(parent.addressLine && parent.communeCode
      ? { residence: addressOf(parent.addressLine, parent.communeCode) }
      : {}),
  };
}

const addressOf = (line: string, communeCode: string): string =>
  formatAddress(
    {
      line,
      communeName: communeOn(communeCode, today())!.fullName.vi,
      provinceName: provinceOf(communeCode, today())!.fullName.vi,
    },
    'vi',
  );

async function registerResidence(
  house: House,
  { step, dossier, known }: { step: Step; dossier: Dossier; known: BirthCase },
  context: CallContext,
): Promise<Performed> {
  const { residenceWith } = completed(known);
  const parent = residenceWith === 'mother' ? known.evidence.mother : fatherOf(known);
  const { output } = await call(
    house,
    population.registerResidence,
    {
      childNumber: dossier.childNumber!,
      parentNumber: parent.number!,
      registeredBy: { officialId: step.decidedBy!, title: step.decidedByTitle!, name: step.decidedByName! },
    },
    context,
  );
  const issued = { issuerName: step.agencyName, issuedAt: now().toISOString() };
  return { documents: [{ code: 'KQ.G01.000065', ...output.notice, ...issued, documentNumber: output.noticeNumber }] };
}

async function issueCard(
  house: House,
  { step, dossier }: { step: Step; dossier: Dossier },
  context: CallContext,
): Promise<Performed> {
  const { output } = await call(house, insurance.issueChildCard, { childNumber: dossier.childNumber! }, context);
  const issued = { issuerName: step.agencyName, issuedAt: now().toISOString() };
  return { documents: [{ code: 'KQ.G18.000047', ...output.card, ...issued, documentNumber: output.cardCode }] };
}

/** Writes down what came of a step and lets the next begin. Doing it again changes nothing. */
function finish(
  house: House,
  opened: OpenedDossier,
  performed: Step,
  { documents, childNumber }: Performed,
): Promise<void> {
  return changeApproved(house, opened, performed, (change, step) => {
    const { dossier } = change;
    dossier.childNumber = childNumber ?? dossier.childNumber;
    for (const document of documents) {
      change.results.push({
        ...document,
        id: newId(),
        stepKind: step.kind,
        holderName: dossier.childName!,
        holderNumber: dossier.childNumber,
      });
    }
    change.put({ ...step, status: moveStep(step.status, 'finish'), refusalCode: null, endedAt: now().toISOString() });
    change.add({ kind: 'done', stepKind: step.kind, who: step.decidedByTitle ?? THE_RULE });
    const next = change.steps.find(({ status }) => status === 'waiting' || status === 'open');
    if (next) {
      change.tell({
        template: 'case-step-done',
        to: dossier.applicantNumber,
        values: {
          step: STEP_NAMES[step.kind],
          agency: named(step.agencyName),
          nextStep: STEP_NAMES[next.kind],
          nextAgency: named(next.agencyName),
          dueOn: next.dueOn!,
        },
      });
    }
    if (step.kind === 'birth') {
      for (const waiting of change.steps.filter(({ status }) => status === 'waiting')) begin(change, waiting);
    }
    finishWhenOver(change);
  });
}

/** The police officer gets the residence; the card is issued by rule at once. */
function begin(change: DossierChange, step: Step): void {
  const at = now().toISOString();
  if (completed(change.known).nationality !== 'VN') {
    // A child with a foreign nationality resides and is insured by the rules for foreigners, which are other procedures.
    change.put({ ...step, status: moveStep(step.status, 'cancel'), endedAt: at });
  } else if (step.kind === 'insurance') {
    change.put({ ...step, status: moveStep(step.status, 'approve_by_rule'), openedAt: at });
    change.add({ kind: 'approved', stepKind: step.kind, who: THE_RULE });
    performLater(change, step);
  } else {
    change.put({ ...step, status: moveStep(step.status, 'open'), openedAt: at });
  }
}

function takeBack(house: House, opened: OpenedDossier, refused: Step, refusal: Refusal): Promise<void> {
  house.log.info('cases.step_taken_back', { step: refused.id, kind: refused.kind, code: refusal.code });
  return changeApproved(house, opened, refused, (change, step) => {
    if (step.kind === 'insurance') {
      const ended: Step = {
        ...step,
        status: moveStep(step.status, 'refuse_by_rule'),
        refusalCode: refusal.code,
        endedAt: now().toISOString(),
      };
      const reason = sentenceOf(house, refusal.code, refusal.values, change.dossier.language);
      endRefused(change, ended, { who: THE_RULE, reason });
      return;
    }
    change.put({
      ...step,
      status: moveStep(step.status, 'return'),
      refusalCode: refusal.code,
      attempt: step.attempt + 1,
    });
    change.add({ kind: 'returned', stepKind: step.kind, who: THE_RULE, note: refusal.code });
  });
}

/** Changes the dossier of a step that was performed, unless another run of the job has done so. */
function changeApproved(
  house: House,
  opened: OpenedDossier,
  performed: Step,
  decide: (change: DossierChange, step: Step) => void,
): Promise<void> {
  const which = { dossierId: opened.id };
  return changeDossier(
    house.db.as('cases'),
    which,
    (change) => {
      const step = change.steps.find(({ id }) => id === performed.id)!;
      if (step.status === 'approved') decide(change, step);
    },
    opened,
  );
}
