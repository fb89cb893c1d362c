import type { Static } from 'typebox';
import { addDays, formatDossierNumber, promisedDate } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import type { Queryable, Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { CallContext } from '../../exchange/index.ts';
import { agency } from '../../organisations/index.ts';
import { groundsOf } from '../../registry/index.ts';
import { valuesNow } from '../forms/values.ts';
import { mayFileHousehold } from '../household/rules.ts';
import { HOUSEHOLD_ACT_NAMES } from '../household/schemas.ts';
import { findHousehold } from '../household/store.ts';
import { listEnterprises } from '../lookup/store.ts';
import {
  findBranches,
  findDeclaredOwners,
  findEnterprise,
  findHolders,
  findIndustries,
  findRepresentatives,
} from '../registration/store.ts';
import { type Prepared, enterContent, officeOf, ownParties, prepare } from './content.ts';
import { moveOnce } from './moving.ts';
import {
  ANSWERED_WITHIN_DAYS,
  DECIDED_WITHIN_WORKING_DAYS,
  MOST_RUNNING,
  assertMove,
  mayMove,
  onlineActsFor,
} from './rules.ts';
import { type FormTyped, type Matter, isHouseholdMatter } from './schemas.ts';
import type * as services from './services.ts';
import {
  type Application,
  applicationsOf,
  consentsOf,
  countRunning,
  findApplication,
  insertApplication,
  insertConsents,
  lockApplication,
  representedBy,
  saveAnswer,
  saveForm,
  saveSubmission,
  stepsOf,
  takeNumber,
} from './store.ts';
import { matterTitle, tell } from './telling.ts';

const MOST_LISTED = 100;

/** The person who acts. Refuses `enterprise.not_yours` to everybody else. */
function personOf({ actor }: CallContext): { number: string; name: string } {
  if (actor.kind !== 'person') throw new Refusal('enterprise.not_yours', 403);
  return actor;
}

/**
 * Begins an application as a draft, with what the registers say filled in. Refuses `enterprise.not_representative` to who
 * does not act for the enterprise, and `enterprise.too_many_applications`.
 */
export async function startApplication(
  house: House,
  given: Static<typeof services.startApplication.input>,
  context: CallContext,
): Promise<Static<typeof services.startApplication.output>> {
  const person = personOf(context);
  const { matter, territoryCode, language } = given;
  const db = house.db.as('enterprises');
  if ((await countRunning(db, person.number)) >= MOST_RUNNING)
    throw new Refusal('enterprise.too_many_applications', 409, { values: { most: MOST_RUNNING } });
  const subject = isHouseholdMatter(matter) ? person.number : matter === 'register' ? null : (given.code ?? null);
  const begun = await firstForm(house, { matter, subject, person });
  const id = await insertApplication(db, {
    id: newId(),
    requestKey: `${person.number}:${context.idempotencyKey!}`,
    applicant: person.number,
    applicantName: person.name,
    matter,
    subject,
    subjectName: begun.subjectName,
    territoryCode: begun.territoryCode ?? territoryCode ?? '01',
    form: begun.form,
    language,
  });
  return { id };
}

/** What a form begins with. */
async function firstForm(
  house: House,
  { matter, subject, person }: { matter: Matter; subject: string | null; person: { number: string; name: string } },
): Promise<{ form: FormTyped; subjectName: string | null; territoryCode?: string }> {
  const db = house.db.as('enterprises');
  const on = today();
  if (matter === 'register') {
    const { number, name } = person;
    const form = {
      'holders.0.holder': number,
      'holders.0.name': name,
      'representatives.0.personNumber': number,
      'representatives.0.name': name,
    };
    return { form, subjectName: null };
  }
  if (isHouseholdMatter(matter)) {
    const found = await findHousehold(db, { code: person.number, on });
    if (!found || found.status === 'ended') return { form: {}, subjectName: null };
    const { name, addressLine, communeCode, capital, vsicCode } = found;
    const form: FormTyped =
      matter === 'household-change' ? { name, addressLine, communeCode, capital: String(capital), vsicCode } : {};
    return { form, subjectName: name, territoryCode: communeCode };
  }
  if (subject === null) throw new Refusal('enterprise.unknown', 404, { values: { code: '' } });
  if (!(await representedBy(db, { person: person.number, on })).includes(subject))
    throw new Refusal('enterprise.not_representative', 403);
  const asked = { code: subject, on };
  const [said, holders, representatives, industries] = await Promise.all([
    findEnterprise(db, asked),
    findHolders(db, asked),
    findRepresentatives(db, asked),
    findIndustries(db, asked),
  ]);
  const form = valuesNow(matter, { said, holders, representatives, industries });
  holders.forEach(({ holderName }, i) => (form[`holders.${i}.name`] = holderName));
  representatives.forEach(({ fullName }, i) => (form[`representatives.${i}.name`] = fullName));
  return { form, subjectName: said?.name ?? null };
}

/** An application that a person may see: the own one, or one that asks for their agreement. Refuses all others as unknown. */
async function ownApplication(house: House, id: string, context: CallContext) {
  const person = personOf(context);
  const db = house.db.as('enterprises');
  const application = await findApplication(db, id);
  if (!application) throw new Refusal('enterprise.application_unknown', 404);
  const consents = await consentsOf(db, application);
  const parties = await ownParties(db, person.number);
  const isApplicant = application.applicant === person.number;
  const isParty = application.status !== 'draft' && consents.some(({ party }) => parties.includes(party));
  if (!isApplicant && !isParty) throw new Refusal('enterprise.application_unknown', 404);
  return { application, consents, parties, isApplicant };
}

/** The own application with its course; what others need not see of it is left out. */
export async function readOwnApplication(
  house: House,
  { id }: { id: string },
  context: CallContext,
): Promise<Static<typeof services.readOwnApplication.output>> {
  const { application, consents, parties, isApplicant } = await ownApplication(house, id, context);
  const { status, form, ...rest } = application;
  const asksYou = mayMove('agree', status)
    ? consents.filter(({ party, agrees }) => agrees === null && parties.includes(party)).map(({ party }) => party)
    : [];
  context.note?.({ subjects: [application.applicant] });
  return {
    ...rest,
    changedAt: rest.changedAt.toISOString(),
    status,
    form: isApplicant ? form : {},
    isApplicant,
    asksYou,
    parts: isApplicant ? await partsToChoose(house, application) : { branches: [], declaredOwners: [] },
    consents,
    steps: (await stepsOf(house.db.as('enterprises'), id)).map((step) => ({
      ...step,
      doneAt: step.doneAt.toISOString(),
    })),
  };
}

async function partsToChoose(house: House, { subject, matter }: Application) {
  const asked = { code: subject ?? '', on: today() };
  const db = house.db.as('enterprises');
  return {
    branches:
      matter === 'close-branch' || matter === 'change-branch-head'
        ? (await findBranches(db, asked)).map(({ code, name }) => ({ code, name }))
        : [],
    declaredOwners:
      matter === 'end-beneficial-owner'
        ? (await findDeclaredOwners(db, asked)).map(({ personNumber, fullName }) => ({ personNumber, fullName }))
        : [],
  };
}

/** What a person applied for, and what they are asked to agree to. */
export async function listOwnApplications(
  house: House,
  _: object,
  context: CallContext,
): Promise<Static<typeof services.listOwnApplications.output>> {
  const person = personOf(context);
  const db = house.db.as('enterprises');
  const parties = await ownParties(db, person.number);
  context.note?.({ subjects: [person.number] });
  const listed = await applicationsOf(db, { person: person.number, parties, limit: MOST_LISTED });
  return {
    applications: listed.map((each) => ({ ...each, changedAt: each.changedAt.toISOString() })),
    offers: await offersTo(db, person.number),
  };
}

/** What a person can apply for now. */
async function offersTo(
  db: Queryable,
  person: string,
): Promise<{ code: string | null; name: string | null; matters: Matter[] }[]> {
  const on = today();
  const [household, codes] = await Promise.all([
    findHousehold(db, { code: person, on }),
    representedBy(db, { person, on }),
  ]);
  const own = HOUSEHOLD_ACT_NAMES.filter((act) => mayFileHousehold(act, household?.status ?? null));
  const represented = await listEnterprises(db, { codes, on });
  return [
    { code: null, name: household?.name ?? null, matters: ['register', ...own] },
    ...represented.map(({ code, name, status }) => ({ code, name, matters: onlineActsFor(status) })),
  ];
}

/** Keeps what was typed. With `check` the answer says what would be refused, beside its fields. */
export async function saveApplication(
  house: House,
  { id, form, check }: Static<typeof services.saveApplication.input>,
  context: CallContext,
): Promise<Static<typeof services.saveApplication.output>> {
  const application = await keepForm(house, { id, form }, context);
  if (!check) return { problems: [] };
  try {
    await prepareAndTry(house, { ...application, form }, context);
    return { problems: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { problems: error.fields.length > 0 ? error.fields : [wholeProblem(error)] };
  }
}

const wholeProblem = ({ code, values }: Refusal): FieldProblem => ({ field: '', code, values });

async function keepForm(
  house: House,
  { id, form }: { id: string; form: FormTyped },
  context: CallContext,
): Promise<Application> {
  const { application, isApplicant } = await ownApplication(house, id, context);
  if (!isApplicant) throw new Refusal('enterprise.application_unknown', 404);
  return house.db.as('enterprises').transaction(async (tx) => {
    const locked = (await lockApplication(tx, id))!;
    assertMove('save', locked.status);
    await saveForm(tx, { id, form, territoryCode: application.territoryCode });
    return { ...locked, form };
  });
}

/** Undoes what was tried. */
class Tried extends Error {}

/** What is handed in, after everything was done in the register for a moment and undone: what an officer could not accept is refused now. */
async function prepareAndTry(house: House, application: Application, context: CallContext): Promise<Prepared> {
  const prepared = await prepare(house, application, context);
  const grounds = groundsOf(context, { reason: 'trial', source: { kind: 'application', number: application.id } });
  try {
    await house.db.as('enterprises').transaction(async (tx) => {
      await enterContent(tx, prepared.content, {
        ...prepared,
        applicant: application.applicant,
        grounds,
        filedOn: today(),
        // Names that differ by their tones only are for the officer to judge.
        toldApart: true,
        assertMay: () => undefined,
      });
      throw new Tried();
    });
  } catch (error) {
    if (!(error instanceof Tried)) throw error;
  }
  return prepared;
}

/**
 * Hands an application in: to the others who must agree, then to the office. Refuses beside the fields what could not be
 * registered; what was typed is kept all the same.
 */
export async function submitApplication(
  house: House,
  { id, form }: Static<typeof services.submitApplication.input>,
  context: CallContext,
): Promise<Static<typeof services.submitApplication.output>> {
  const db = house.db.as('enterprises');
  const before = await findApplication(db, id);
  // The same form sent twice: it was handed in by the first.
  if (before && before.applicant === personOf(context).number && !mayMove('submit', before.status) && context.isAgain)
    return { status: before.status };
  const kept = await keepForm(house, { id, form }, context);
  const prepared = await prepareAndTry(house, kept, context);
  const office = await officeNamed(house, { ...kept, territoryCode: prepared.territoryCode });
  await moveOnce(house, { id, move: 'submit', context }, async (tx, application) => {
    const { content, parties, subjectName, territoryCode } = prepared;
    const submission = application.submission + 1;
    const number = application.number ?? (await newNumber(tx, application.matter, territoryCode));
    await saveForm(tx, { id, form, territoryCode });
    await saveSubmission(tx, { id, content, submittedOn: today(), subjectName, number });
    await insertConsents(tx, { id, submission }, parties);
    const numbered = { ...application, number };
    if (parties.length === 0) return { ...(await handToOffice(tx, numbered, office)), submission, content };
    for (const { party } of parties) await askParty(tx, numbered, party);
    return { status: 'awaiting_consent', dueOn: null, submission, content };
  });
  context.note?.({ subjects: prepared.parties.map(({ party }) => party).filter((party) => party.length === 12) });
  return { status: (await findApplication(db, id))!.status };
}

async function newNumber(tx: Tx, matter: Matter, territoryCode: string): Promise<string> {
  const agencyCode = officeOf(matter, territoryCode);
  const day = today();
  return formatDossierNumber({ agencyCode, receivedOn: day, serial: await takeNumber(tx, { agencyCode, day }) });
}

/** Asks a person, or all who represent an enterprise, to agree. */
async function askParty(tx: Tx, application: Application & { number: string }, party: string): Promise<void> {
  const asked =
    party.length === 12
      ? [party]
      : (await findRepresentatives(tx, { code: party, on: today() })).map(({ personNumber }) => personNumber);
  const values = {
    asker: application.applicantName,
    what: matterTitle(application.matter),
    respondBy: addDays(today(), ANSWERED_WITHIN_DAYS),
  };
  for (const to of asked) await tell(tx, application, { template: 'consent-asked', to, values });
}

/** What the office that decides is called. */
async function officeNamed(
  house: House,
  { matter, territoryCode }: Pick<Application, 'matter' | 'territoryCode'>,
): Promise<Bilingual> {
  const code = officeOf(matter, territoryCode);
  return (await agency(house, code))?.name ?? { vi: code, en: code };
}

/** The clock of the office begins to run. */
async function handToOffice(
  tx: Tx,
  application: Application & { number: string },
  office: Bilingual,
): Promise<{ status: 'submitted'; dueOn: string }> {
  const dueOn = promisedDate({ receivedAt: now(), workingDays: DECIDED_WITHIN_WORKING_DAYS });
  await tell(tx, application, {
    template: 'case-received',
    to: application.applicant,
    values: { procedure: matterTitle(application.matter), agency: office, dueOn },
  });
  return { status: 'submitted', dueOn };
}

/** Takes an application back. */
export async function withdrawApplication(
  house: House,
  { id }: { id: string },
  context: CallContext,
): Promise<Static<typeof services.withdrawApplication.output>> {
  const { isApplicant } = await ownApplication(house, id, context);
  if (!isApplicant) throw new Refusal('enterprise.application_unknown', 404);
  await moveOnce(house, { id, move: 'withdraw', context }, async () => ({ status: 'withdrawn', dueOn: null }));
  return { status: 'withdrawn' };
}

/**
 * Answers for oneself, and for the enterprises that one represents, whether one agrees to what was handed in. When all have
 * agreed it goes to the office; one no gives it back to the applicant.
 */
export async function answerApplication(
  house: House,
  { id, submission, agrees, note }: Static<typeof services.answerApplication.input>,
  context: CallContext,
): Promise<Static<typeof services.answerApplication.output>> {
  const { application: seen, parties } = await ownApplication(house, id, context);
  const { number } = personOf(context);
  const office = await officeNamed(house, seen);
  await moveOnce(house, { id, move: agrees ? 'agree' : 'decline', context }, async (tx, application) => {
    if (application.submission !== submission) throw new Refusal('enterprise.application_changed', 409);
    const answered = await saveAnswer(tx, { id, submission, parties, agrees, by: number });
    if (answered === 0) throw new Refusal('enterprise.application_answered', 409);
    if (!agrees) return { status: 'declined', dueOn: null, note };
    const open = (await consentsOf(tx, application)).some((consent) => consent.agrees === null);
    if (open) return { status: 'awaiting_consent' };
    return { ...(await handToOffice(tx, { ...application, number: application.number! }, office)), note };
  });
  context.note?.({ subjects: [seen.applicant] });
  return { status: (await findApplication(house.db.as('enterprises'), id))!.status };
}
