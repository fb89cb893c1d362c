import type { Static } from 'typebox';
import { promisedDate } from '../../../../country/index.ts';
import { now, today } from '../../../../kernel/clock.ts';
import type { Tx } from '../../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../../kernel/ids.ts';
import { addJob } from '../../../../kernel/jobs.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import type { CallContext } from '../../../exchange/index.ts';
import { messageJob } from '../../../notifications/index.ts';
import { agencyFor } from '../../../organisations/index.ts';
import { groundsOf } from '../../../registry/index.ts';
import { placeName } from '../../../territories/index.ts';
import { officeOf } from '../../office.ts';
import { paperShown } from '../../paper/shown.ts';
import { findPaper } from '../../paper/store.ts';
import { finishPaper } from '../../paper/finishing.ts';
import { assertReplaceable, certificatesShown, issueTo } from '../actions.ts';
import { CERTIFICATE_TITLE } from '../content.ts';
import { type Resident, residentOf, standingOf } from '../evidence.ts';
import { bookFacts } from '../facts.ts';
import { assertFreeToMarry, assertMayIntend, assertWish, purposeKey } from '../rules.ts';
import { holdPerson } from '../store.ts';
import { WITHIN_WORKING_DAYS, assertMayFile, assertNamed, assertOpen } from './rules.ts';
import type * as services from './services.ts';
import {
  type StoredApplication,
  applicationsIn,
  applicationsOf,
  countOpen,
  countOpenIn,
  findApplication,
  findByRequest,
  insertApplication,
  lockApplication,
  saveDecision,
} from './store.ts';

const CODE_CHARACTERS = 8;

/**
 * Takes a person's application to the committee of the commune where they reside, once for each key. Refuses what could only be
 * refused there: for a marriage who is too young or married by clear registers, a purpose for which one holds or is asked for
 * already. Of whom one intends to marry nothing is looked up here, so that an applicant learns nothing of them.
 */
export async function applyForMaritalCertificate(
  house: House,
  { number, wish }: Static<typeof services.applyForMaritalCertificate.input>,
  context: CallContext,
): Promise<Static<typeof services.applyForMaritalCertificate.output>> {
  const db = house.db.as('civil-status');
  const requestKey = `${number} ${context.idempotencyKey!}`;
  const before = await findByRequest(db, requestKey);
  if (before) return filedShown(before);
  const on = today();
  const own: CallContext = { ...context, caller: 'civil-status' };
  const person = await residentOf(house, number, own);
  assertWish(wish);
  assertNamed(wish);
  assertMayIntend(person, wish, on);
  const { books, registers, doubts } = await standingOf(house, person, own);
  if (doubts.length === 0) assertFreeToMarry(person, wish.purpose, registers);
  const { communeCode, fullName } = person;
  return db.transaction(async (tx) => {
    await holdPerson(tx, number);
    const meanwhile = await findByRequest(tx, requestKey);
    if (meanwhile) return filedShown(meanwhile);
    await assertReplaceable(tx, { number, wish, books, on });
    const key = purposeKey(wish);
    assertMayFile(await countOpen(tx, { applicantNumber: number, purposeKey: key }));
    const application = {
      id: newId(),
      number: `XNTTHN-${on.slice(0, 4)}-${newReadableCode(CODE_CHARACTERS)}`,
      dueOn: promisedDate({ receivedAt: now(), workingDays: WITHIN_WORKING_DAYS }),
    };
    const more = { applicantNumber: number, applicantName: fullName, wish, communeCode, requestKey, purposeKey: key };
    await insertApplication(tx, { ...application, ...more });
    return filedShown(application);
  });
}

const filedShown = ({ id, number, dueOn }: Pick<StoredApplication, 'id' | 'number' | 'dueOn'>) => ({
  id,
  applicationNumber: number,
  dueOn,
});

/** What a person has applied for and was issued, where they reside and which committee decides. */
export async function readOwnMaritalStatus(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readOwnMaritalStatus.output>> {
  const db = house.db.as('civil-status');
  const applications = (await applicationsOf(db, number)).map(applicationShown);
  const person = await residentIfTold(house, number, context);
  if (!person) return { applications, certificates: [] };
  const { fullName, bornOn, residence, communeCode } = person;
  const on = today();
  const committee = await agencyFor(house, 'commune-committee', communeCode);
  return {
    resident: {
      fullName,
      bornOn,
      residence,
      communeCode,
      committee: committee
        ? { vi: committee.name.vi, en: committee.name.en }
        : { vi: placeName(communeCode, on, 'vi'), en: placeName(communeCode, on, 'en') },
    },
    applications,
    certificates: await certificatesShown(db, number, await bookFacts(db, person)),
  };
}

/** Of whom the population register tells no residence, or nothing at all. */
const NOT_TOLD: ReadonlySet<string> = new Set(['marital.no_residence', 'entry.person_unknown', 'entry.person_dead']);

async function residentIfTold(house: House, number: string, context: CallContext): Promise<Resident | undefined> {
  try {
    return await residentOf(house, number, context);
  } catch (error) {
    if (error instanceof Refusal && NOT_TOLD.has(error.code)) return undefined;
    throw error;
  }
}

/** Takes an application of one's own back while it is open. Twice is once. */
export async function withdrawMaritalApplication(
  house: House,
  { number, id }: Static<typeof services.withdrawMaritalApplication.input>,
  context: CallContext,
): Promise<Record<never, never>> {
  await house.db.as('civil-status').transaction(async (tx) => {
    const application = await lockApplication(tx, id);
    if (application?.applicantNumber !== number) throw new Refusal('marital.application_unknown', 404);
    if (application.state === 'withdrawn') return;
    assertOpen(application);
    await saveDecision(tx, { id, state: 'withdrawn', ...decidedBy(application, context) });
  });
  return {};
}

/** What waits at the officer's commune, or was decided there. */
export async function findMaritalApplications(
  house: House,
  { over }: { over: boolean },
  context: CallContext,
): Promise<Static<typeof services.findMaritalApplications.output>> {
  const communeCode = officeOf(context, today());
  const db = house.db.as('civil-status');
  const [applications, open] = await Promise.all([
    applicationsIn(db, { communeCode, over }),
    countOpenIn(db, communeCode),
  ]);
  return { applications: applications.map(applicationShown), open };
}

/** One application of the officer's commune. Refuses `marital.application_unknown` for all others. */
export async function readMaritalApplication(
  house: House,
  { id }: { id: string },
  context: CallContext,
): Promise<Static<typeof services.readMaritalApplication.output>> {
  const communeCode = officeOf(context, today());
  const application = await findApplication(house.db.as('civil-status'), id);
  return { application: applicationShown(ofOffice(application, communeCode)) };
}

/**
 * Grants an application: the certificate is written, the application is over and the applicant is told, in one transaction. Refuses
 * what was decided already, and whatever `issueTo` refuses: then it stays open. The same request again gives the same paper.
 */
export async function grantMaritalApplication(
  house: House,
  { id, conclusion, registrar }: Static<typeof services.grantMaritalApplication.input>,
  context: CallContext,
): Promise<Static<typeof services.grantMaritalApplication.output>> {
  const communeCode = officeOf(context, today());
  const db = house.db.as('civil-status');
  const application = ofOffice(await findApplication(db, id), communeCode);
  const { applicantNumber: number, wish } = application;
  const subjects = {
    applicantNumber: number,
    ...(wish.intended?.kind === 'person' ? { intendedNumber: wish.intended.number } : {}),
  };
  const made = application.paperId && application.decisionReceipt === context.receipt ? application.paperId : undefined;
  if (made) return { paper: paperShown(await finishPaper(house, (await findPaper(db, made))!)), ...subjects };
  assertOpen(application);
  const paper = await issueTo(
    house,
    {
      number,
      wish,
      conclusion,
      registrar,
      async with(tx, paperId) {
        const held = ofOffice(await lockApplication(tx, id), communeCode);
        assertOpen(held);
        await saveDecision(tx, { id, state: 'granted', paperId, ...decidedBy(held, context) });
        await tell(tx, held, context, undefined);
      },
    },
    context,
  );
  return { paper: paperShown(paper), ...subjects };
}

/** Refuses an application with its reason; the applicant is told. */
export async function refuseMaritalApplication(
  house: House,
  { id, reason }: Static<typeof services.refuseMaritalApplication.input>,
  context: CallContext,
): Promise<Static<typeof services.refuseMaritalApplication.output>> {
  const communeCode = officeOf(context, today());
  return house.db.as('civil-status').transaction(async (tx) => {
    const application = ofOffice(await lockApplication(tx, id), communeCode);
    const { applicantNumber } = application;
    if (application.decisionReceipt === context.receipt) return { applicantNumber };
    assertOpen(application);
    await saveDecision(tx, { id, state: 'refused', answer: reason, ...decidedBy(application, context) });
    await tell(tx, application, context, reason);
    return { applicantNumber };
  });
}

function ofOffice(application: StoredApplication | undefined, communeCode: string): StoredApplication {
  if (application?.communeCode !== communeCode) throw new Refusal('marital.application_unknown', 404);
  return application;
}

function decidedBy({ number }: StoredApplication, context: CallContext) {
  const { by } = groundsOf(context, { reason: '', source: { kind: 'application', number } });
  return { by, receipt: context.receipt! };
}

/** Tells the applicant: that it was granted, or why not. */
async function tell(
  tx: Tx,
  { id, number, applicantNumber }: StoredApplication,
  { agency }: CallContext,
  reason: string | undefined,
): Promise<void> {
  const values = { what: CERTIFICATE_TITLE, number, agency: agency.name };
  const message = { key: `marital-application:${id}`, to: applicantNumber };
  await addJob(
    tx,
    reason === undefined
      ? messageJob({ ...message, template: 'certificate-granted', values })
      : messageJob({ ...message, template: 'certificate-refused', values: { ...values, reason } }),
  );
}

function applicationShown(application: StoredApplication): services.MaritalApplication {
  const { filedAt, decidedAt, answer, decisionReceipt: _receipt, paperId: _paper, ...rest } = application;
  return {
    ...rest,
    filedAt: filedAt.toISOString(),
    ...(decidedAt ? { decidedAt: decidedAt.toISOString() } : {}),
    ...(answer ? { answer } : {}),
  };
}
