import type { Static } from 'typebox';
import { now, today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { addDays } from '../../../country/index.ts';
import {
  HOUSEHOLD_REGISTRAR,
  REGISTRAR,
  assertCompetent,
  assertCompetentForHouseholds,
  fileOnce,
} from '../registration/filing.ts';
import { knowPeople } from '../registration/people.ts';
import { enterContent, numbersOfContent, officeOf } from './content.ts';
import { keepMove, moveOnce, moverOf } from './moving.ts';
import { ANSWERED_WITHIN_DAYS, type ApplicationStatus, assertMove, mayMove } from './rules.ts';
import { isHouseholdMatter } from './schemas.ts';
import type * as services from './services.ts';
import {
  type Application,
  consentsOf,
  findApplication,
  lockApplication,
  queueOf,
  stepsOf,
  waitingSince,
} from './store.ts';
import { matterTitle, tell } from './telling.ts';

const PAGE = 25;
const SHOWN: Record<'waiting' | 'with-people' | 'over', readonly ApplicationStatus[]> = {
  waiting: ['submitted'],
  'with-people': ['awaiting_consent', 'declined', 'supplement'],
  over: ['accepted', 'refused', 'withdrawn', 'lapsed'],
};

/** The office of an officer who registers: a province for enterprises, a commune for household businesses. */
function territoryOf({ actor }: CallContext): string {
  if (actor.kind !== 'official' || ![REGISTRAR, HOUSEHOLD_REGISTRAR].includes(actor.role))
    throw new Refusal('enterprise.application_unknown', 404);
  return actor.territoryCode;
}

/** An application of the officer's own office. Refuses all others as unknown. */
async function officeApplication(house: House, id: string, context: CallContext): Promise<Application> {
  const territoryCode = territoryOf(context);
  const application = await findApplication(house.db.as('enterprises'), id);
  const isTheirs =
    application?.territoryCode === territoryCode &&
    application.status !== 'draft' &&
    officeOf(application.matter, territoryCode) === context.agency.code;
  if (!isTheirs) throw new Refusal('enterprise.application_unknown', 404);
  return application;
}

/** The applications of the officer's office, what is due first on top. */
export async function findApplications(
  house: House,
  { which, page = 1 }: Static<typeof services.findApplications.input>,
  context: CallContext,
): Promise<Static<typeof services.findApplications.output>> {
  const territoryCode = territoryOf(context);
  const asked = { territoryCode, statuses: SHOWN[which], limit: PAGE + 1, offset: (page - 1) * PAGE };
  const found = await queueOf(house.db.as('enterprises'), asked);
  return {
    applications: found.slice(0, PAGE).map((each) => ({ ...each, changedAt: each.changedAt.toISOString() })),
    hasMore: found.length > PAGE,
  };
}

/** An application with its course, for the officer who decides it. */
export async function readApplication(
  house: House,
  { id }: { id: string },
  context: CallContext,
): Promise<Static<typeof services.readApplication.output>> {
  const { form: _form, ...application } = await officeApplication(house, id, context);
  const db = house.db.as('enterprises');
  return {
    ...application,
    changedAt: application.changedAt.toISOString(),
    consents: await consentsOf(db, application),
    steps: (await stepsOf(db, id)).map((step) => ({ ...step, doneAt: step.doneAt.toISOString() })),
  };
}

/**
 * Decides an application. Accepted, what was handed in is done in the register in the same transaction, or refused beside its
 * fields; to ask for more, and to refuse, needs words. Refuses who is named in it themselves.
 */
export async function decideApplication(
  house: House,
  given: Static<typeof services.decideApplication.input>,
  context: CallContext,
): Promise<Static<typeof services.decideApplication.output>> {
  const { id, decision, note } = given;
  const application = await officeApplication(house, id, context);
  const { actor } = context;
  const named = application.content ? numbersOfContent(application.content, application.applicant) : [];
  if (actor.kind === 'official' && named.includes(actor.number)) throw new Refusal('enterprise.application_own', 403);
  if (decision === 'accept') await accept(house, application, given, context);
  else {
    if (!note) throw new Refusal('input.invalid', 422, { fields: [{ field: 'note', code: 'enterprise.note_needed' }] });
    await moveOnce(house, { id, move: decision, context }, async (tx, locked) => {
      assertSeen(locked, given.submission);
      const values = { procedure: matterTitle(locked.matter), agency: bothWays(context) };
      if (decision === 'supplement') {
        const respondBy = addDays(today(), ANSWERED_WITHIN_DAYS);
        await tell(tx, locked, {
          template: 'case-supplement',
          to: locked.applicant,
          values: { ...values, request: note, respondBy },
        });
        return { status: 'supplement', dueOn: null, note };
      }
      await tell(tx, locked, { template: 'case-refused', to: locked.applicant, values: { ...values, reason: note } });
      return { status: 'refused', dueOn: null, note };
    });
  }
  const { status, subject } = (await findApplication(house.db.as('enterprises'), id))!;
  return { status, subject };
}

const bothWays = ({ agency }: CallContext) => ({ vi: agency.name, en: agency.name });

function assertSeen({ submission }: Application, seen: number): void {
  if (submission !== seen) throw new Refusal('enterprise.application_changed', 409);
}

const RESULT = {
  vi: 'nội dung đã đăng ký trong Cơ sở dữ liệu quốc gia',
  en: 'what is registered in the national register now',
};

async function accept(
  house: House,
  application: Application,
  { submission, toldApart = false, note }: Static<typeof services.decideApplication.input>,
  context: CallContext,
): Promise<void> {
  const { id, applicant, matter } = application;
  const content = application.content!;
  const people = await knowPeople(house, numbersOfContent(content, applicant), context);
  const basis = {
    reason: matterTitle(matter).vi,
    source: { kind: 'application', number: application.number!, issuedOn: application.submittedOn! },
  };
  const requestKey = `application-${id}-${submission}`;
  await fileOnce(house, { ...context, idempotencyKey: requestKey }, basis, async (tx, grounds) => {
    const locked = (await lockApplication(tx, id))!;
    assertMove('accept', locked.status);
    assertSeen(locked, submission);
    const filed = await enterContent(tx, content, {
      applicant,
      people,
      grounds,
      filedOn: locked.submittedOn!,
      toldApart,
      assertMay: (communeCode) =>
        isHouseholdMatter(matter)
          ? assertCompetentForHouseholds(context, communeCode)
          : assertCompetent(context, communeCode),
    });
    const moved = { move: 'accept', status: 'accepted', subject: filed.subject, dueOn: null, note } as const;
    await keepMove(tx, locked, { ...moved, by: moverOf(context), requestKey });
    const values = { procedure: matterTitle(matter), results: RESULT };
    await tell(tx, locked, { template: 'case-done', to: applicant, values });
    return filed;
  });
}

const SWEPT_TOGETHER = 200;
const DAY_MS = 86_400_000;

/** Lets lapse what has waited for people for more than 60 days. */
export async function lapseApplications(house: House): Promise<void> {
  const before = new Date(now().getTime() - ANSWERED_WITHIN_DAYS * DAY_MS);
  const db = house.db.as('enterprises');
  for (const id of await waitingSince(db, before, SWEPT_TOGETHER)) {
    await db.transaction(async (tx) => {
      const locked = await lockApplication(tx, id);
      if (!locked || !mayMove('lapse', locked.status)) return;
      const by = { kind: 'machine', name: 'Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp' };
      await keepMove(tx, locked, {
        move: 'lapse',
        status: 'lapsed',
        dueOn: null,
        by,
        requestKey: `lapse-${locked.submission}`,
      });
    });
  }
}
