import type { Static } from 'typebox';
import { readPersonalNumber } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { newId, newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Language } from '../../../kernel/text.ts';
import * as civilStatus from '../../civil-status/services.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import * as health from '../../health/services.ts';
import * as population from '../../population/services.ts';
import { APPLICANT, changeOwn } from '../dossier/actions.ts';
import { type Dossier, addDraft, findByNotifications, findOpenByNotification, findOpened } from '../dossier/store.ts';
import type { Answers, Parent } from '../services.ts';
import { collectEvidence, readParents } from './evidence.ts';
import { type Section, checkChild, checkParents, choicesOf, isLate, sectionsOf } from './rules.ts';

/** The national procedure that joins the three: birth, permanent residence, health-insurance card. */
const JOINED_PROCEDURE = '2.000986';

/** The person behind a call that the portal made. */
export function personOf(context: CallContext): { number: string; name: string } {
  if (context.actor.kind !== 'person') throw new Refusal('exchange.no_right', 403, { values: { service: 'cases' } });
  return context.actor;
}

/** Towards the registers it is cases that asks, for the same person and purpose. */
const asCases = (context: CallContext, caseNumber: string): CallContext => {
  const { idempotencyKey: _key, ...rest } = context;
  return { ...rest, caller: 'cases', caseNumber };
};

/**
 * The births that a person may announce: a mother's own; a husband's wife's. Not older than the register keeps them open.
 * Nothing is read that cannot give one: a personal number says the sex.
 */
export async function findBirths(house: House, context: CallContext) {
  const births = await readBirthsOf(house, personOf(context), asCases(context, ''));
  const ids = births.map(({ birth }) => birth.notificationId);
  const begun = new Map(
    (await findByNotifications(house.db.as('cases'), ids)).map((dossier) => [dossier.notificationId, dossier]),
  );
  return {
    births: births.map(({ birth, motherName }) => {
      const dossier = begun.get(birth.notificationId);
      return {
        notificationId: birth.notificationId,
        bornAt: birth.bornAt,
        sex: birth.sex,
        birthOrder: birth.birthOrder,
        birthCount: birth.birthCount,
        placeName: birth.placeName,
        motherName,
        isLate: isLate(birth.bornOn, today()),
        state:
          birth.status === 'registered' ? ('registered' as const) : dossier ? ('begun' as const) : ('open' as const),
        dossierId: dossier?.id ?? null,
      };
    }),
  };
}

async function readBirthsOf(
  house: House,
  person: { number: string; name: string },
  reading: CallContext,
): Promise<{ birth: Birth; motherName: string }[]> {
  if (readPersonalNumber(person.number)?.sex === 'female') {
    const own = await call(house, health.findBirths, { motherNumber: person.number }, reading);
    return own.output.births.map((birth) => ({ birth, motherName: person.name }));
  }
  const { marriage } = (await call(house, civilStatus.readMarriage, { number: person.number }, reading)).output;
  if (marriage?.spouseNumber) {
    const { spouseNumber: number } = marriage;
    const { births } = (await call(house, health.findBirths, { motherNumber: number }, reading)).output;
    if (births.length === 0) return [];
    const wife = (await call(house, population.readPerson, { number }, reading)).output.person;
    return births.map((birth) => ({ birth, motherName: wife?.fullName ?? '' }));
  }
  if (!marriage?.foreignSpouse) return [];
  const { nationality, passportNumber, fullName } = marriage.foreignSpouse;
  const foreignMother = { nationality, passportNumber };
  const { births } = (await call(house, health.findBirths, { foreignMother }, reading)).output;
  return births.map((birth) => ({ birth, motherName: fullName }));
}

type Birth = Static<typeof health.findBirths.output>['births'][number];

const REFERENCE_CHARACTERS = 8;

/**
 * Opens a dossier for a birth, with all that the registers know in it; when the person has one open already, gives that.
 * Refuses `birth.not_yours` to anybody but the mother and her husband, `birth.registered_before`, and `birth.begun_by_other`
 * while the other parent's dossier is open.
 */
export async function startDossier(
  house: House,
  { notificationId, language }: { notificationId: string; language: Language },
  context: CallContext,
): Promise<Started> {
  const person = personOf(context);
  const db = house.db.as('cases');
  const open = await findOpenByNotification(db, notificationId);
  if (open?.applicantNumber === person.number) return started(open);

  const reference = `NH-${newReadableCode(REFERENCE_CHARACTERS)}`;
  const reading = asCases(context, reference);
  const [evidence, status] = await Promise.all([
    collectEvidence(house, notificationId, reading),
    call(house, civilStatus.readBirthStatus, { notificationIds: [notificationId] }, reading),
  ]);
  if (evidence.mother.number !== person.number && evidence.husband?.number !== person.number) {
    throw new Refusal('birth.not_yours', 403);
  }
  if (status.output.registered.length) throw new Refusal('birth.registered_before', 409);
  if (open) throw new Refusal('birth.begun_by_other', 409);

  const dossier = {
    id: newId(),
    reference,
    procedureCode: JOINED_PROCEDURE,
    notificationId,
    applicantNumber: person.number,
    applicantName: person.name,
    language,
    evidence,
  };
  const isNew = await addDraft(db, dossier, APPLICANT);
  if (isNew) return started({ ...dossier, answers: {}, recognised: null });
  // Somebody was faster: oneself in another window, or the other parent.
  const first = await findOpenByNotification(db, notificationId);
  if (first?.applicantNumber !== person.number) throw new Refusal('birth.begun_by_other', 409);
  return started(first);
}

/** An open dossier, and what is to be filled in there. */
interface Started {
  dossierId: string;
  sections: { name: Section; isDone: boolean }[];
}

const started = (dossier: Pick<Dossier, 'id' | 'evidence' | 'answers' | 'recognised'>): Started => ({
  dossierId: dossier.id,
  sections: sectionsOf({ ...dossier, consentGiven: false }),
});

/** Saves one section of a draft, checked, and gives all sections. Each section replaces what it said before. */
export async function saveAnswers(
  house: House,
  asked: { dossierId: string; section: keyof Answers; answers: NonNullable<Answers[keyof Answers]> },
  context: CallContext,
): Promise<Started['sections']> {
  const person = personOf(context);
  const recognised = await readNamedFather(house, asked, context);
  return changeOwn(house, { dossierId: asked.dossierId, applicantNumber: person.number }, (change) => {
    const { dossier, known } = change;
    if (dossier.status !== 'draft') throw new Refusal('case.not_a_draft', 409);
    if (asked.section === 'child') {
      const child = checkChild(known, asked.answers as NonNullable<Answers['child']>, today());
      dossier.answers = { ...dossier.answers, child };
      dossier.childName = child.fullName;
    } else if (asked.section === 'parents') {
      if (known.evidence.husband) throw new Refusal('case.not_asked', 409);
      const parents = asked.answers as NonNullable<Answers['parents']>;
      checkParents(parents, recognised ?? undefined, today());
      // Who the father is decides what may be chosen for the child, so that is asked again.
      const { child: _child, residence: _residence, ...kept } = dossier.answers;
      const isSame = JSON.stringify(dossier.answers.parents) === JSON.stringify(parents);
      dossier.answers = isSame ? dossier.answers : { ...kept, parents };
      dossier.recognised = recognised;
    } else {
      const residence = asked.answers as NonNullable<Answers['residence']>;
      if (!choicesOf(known).residences.some((choice) => choice.with === residence.with)) {
        throw new Refusal('input.invalid', 422, { fields: [{ field: 'with', code: 'field.not_a_choice' }] });
      }
      dossier.answers = { ...dossier.answers, residence };
    }
    return sectionsOf(change.known);
  });
}

/** The man that an unmarried mother names, as the population register knows him. */
async function readNamedFather(
  house: House,
  asked: { dossierId: string; section: keyof Answers; answers: object },
  context: CallContext,
): Promise<Parent | null> {
  const parents = asked.answers as Partial<NonNullable<Answers['parents']>>;
  if (asked.section !== 'parents' || parents.father !== 'recognised' || !parents.fatherNumber) return null;
  const dossier = await findOpened(house.db.as('cases'), { dossierId: asked.dossierId });
  if (!dossier || dossier.applicantNumber !== personOf(context).number) throw new Refusal('case.not_found', 404);
  const reading = asCases(context, dossier.number ?? dossier.reference);
  const [father] = await readParents(house, [parents.fatherNumber], reading);
  return father ?? null;
}

/** Keeps which file is the parents' signed agreement. */
export async function savePaperConsent(
  house: House,
  asked: { dossierId: string; fileId: string; filename: string },
  context: CallContext,
): Promise<void> {
  const own = { dossierId: asked.dossierId, applicantNumber: personOf(context).number };
  await changeOwn(house, own, ({ dossier }) => {
    if (dossier.status !== 'draft') throw new Refusal('case.not_a_draft', 409);
    dossier.paperConsentFile = asked.fileId;
    dossier.paperConsentName = asked.filename;
    dossier.paperConsentReceipt = context.receipt ?? null;
  });
}
