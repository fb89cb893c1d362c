import { isDuplicate } from '../../kernel/db.ts';
import { today } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { Kept } from '../../kernel/kept.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import {
  type ActingOfficial,
  type Agency,
  type AgencyKind,
  type Appointment,
  type Period,
  type PostHolder,
  type PostOfOfficial,
  type PostStanding,
  type Role,
} from './rules.ts';
import { isPeriod } from './rules.ts';
import {
  endAppointmentOn,
  endDelegationsOn,
  findAgency,
  findAgenciesUnder,
  findAgencyFor,
  findAppointments,
  findOfficialIds,
  findOfficials,
  findPersonalNumber,
  findPostHolders,
  findPostKind,
  findPostStandings,
  holdsThroughout,
  saveAppointment,
  saveDelegation,
  saveOfficial,
} from './store.ts';

const database = (house: Pick<House, 'db'>) => house.db.as('organisations');

const MOST_KEPT = 20_000;
const keptAgencies = new WeakMap<House['db'], Kept<Agency | undefined>>();

/** Agencies as they were asked for: they hardly ever change, and nearly every page names one. */
function keptOf({ db }: Pick<House, 'db'>): Kept<Agency | undefined> {
  let kept = keptAgencies.get(db);
  if (!kept) {
    kept = new Kept(db, 'organisations.agency', { most: MOST_KEPT, whichOf: () => 'any' });
    keptAgencies.set(db, kept);
  }
  return kept;
}

/** The agency that has this code on a civil date, today when none is given. */
export function agency(house: Pick<House, 'db'>, code: string, on = today()): Promise<Agency | undefined> {
  return keptOf(house).get(`${code} ${on}`, () => findAgency(database(house), code, on));
}

/**
 * The agency of a kind that is competent in a province or commune (GSO code) on a civil date, today when none is given.
 * Not for hospitals: a place may have many, and they are asked for by code.
 */
export function agencyFor(
  house: Pick<House, 'db'>,
  kind: Exclude<AgencyKind, 'hospital'>,
  territoryCode: string,
  on = today(),
): Promise<Agency | undefined> {
  return keptOf(house).get(`${kind} ${territoryCode} ${on}`, () =>
    findAgencyFor(database(house), { kind, territoryCode, on }),
  );
}

/** An agency and all that stand below it on a civil date (today), in the order of their codes. */
export function agenciesUnder(house: Pick<House, 'db'>, code: string, on = today()): Promise<Agency[]> {
  return findAgenciesUnder(database(house), code, on);
}

/** How officials stand in posts on a civil date (today), in the order asked: for those who gave them something for a post. */
export function postStandings(
  house: Pick<House, 'db'>,
  posts: readonly PostOfOfficial[],
  on = today(),
): Promise<PostStanding[]> {
  return findPostStandings(database(house), posts, on);
}

/** The ids of those among these people who are or were officials, by personal number. */
export function officialIdsOf(
  house: Pick<House, 'db'>,
  personalNumbers: readonly string[],
): Promise<Map<string, string>> {
  return findOfficialIds(database(house), personalNumbers);
}

/** The personal number of an official: to send a message, and for nothing that is logged. */
export function personalNumberOf(house: Pick<House, 'db'>, officialId: string): Promise<string | undefined> {
  return findPersonalNumber(database(house), officialId);
}

/** Every post in which a person may act on a civil date (today): those held, and those delegated by who holds them. */
export function appointmentsOf(house: Pick<House, 'db'>, personalNumber: string, on = today()): Promise<Appointment[]> {
  return findAppointments(database(house), personalNumber, on);
}

/** Who may act in a post at an agency on a civil date (today): who holds it first, then to whom it was delegated. */
export function officialsAt(
  house: Pick<House, 'db'>,
  agencyCode: string,
  role: Role,
  on = today(),
): Promise<ActingOfficial[]> {
  return findOfficials(database(house), { agencyCode, role, on });
}

const MOST_HOLDERS = 200;

/** Who holds a post of their own at an agency on a civil date (today), at most 200. */
export function postHoldersAt(house: Pick<House, 'db'>, agencyCode: string, on = today()): Promise<PostHolder[]> {
  return findPostHolders(database(house), { agencyCode, on, most: MOST_HOLDERS });
}

/** Whether a person may act in a post at an agency on a civil date (today), by right of office or by delegation. */
export async function mayActAs(
  house: Pick<House, 'db'>,
  act: { personalNumber: string; role: Role; agencyCode: string; on?: string },
): Promise<boolean> {
  const posts = await appointmentsOf(house, act.personalNumber, act.on);
  return posts.some((post) => post.role === act.role && post.agencyCode === act.agencyCode);
}

/**
 * Gives a person a post at an agency. The answer is the official's id, which a person keeps for life.
 * Refuses a post that this kind of agency does not have, and the same post twice at the same time.
 */
export async function appoint(
  house: Pick<House, 'db'>,
  appointment: { personalNumber: string; role: Role; agencyCode: string; during: Period },
): Promise<string> {
  const { personalNumber, role, agencyCode, during } = appointment;
  if (!isPeriod(during)) throw new Refusal('organisations.period_empty', 422);
  return database(house)
    .transaction(async (tx) => {
      const found = await findAgency(tx, agencyCode, during.from);
      if (!found) throw new Refusal('organisations.agency_not_found', 404, { values: { code: agencyCode } });
      if ((await findPostKind(tx, role)) !== found.kind) throw new Refusal('organisations.post_not_of_agency', 422);
      const officialId = await saveOfficial(tx, personalNumber, newId());
      await saveAppointment(tx, { officialId, role, agencyCode }, during);
      return officialId;
    })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Refusal('organisations.appointed_already') : error;
    });
}

/**
 * Ends an appointment, and with it what was delegated from it: `on` is the first day without the post, null that it goes on without end.
 * `from` says which, by its first day; otherwise it is the one that stands until then. One that would end on its first day never was.
 * Refuses `organisations.not_appointed`.
 */
export async function endAppointment(
  house: Pick<House, 'db'>,
  ended: { officialId: string; role: Role; agencyCode: string } & (
    | { from?: string; on: string }
    | { from: string; on: string | null }
  ),
): Promise<void> {
  await database(house).transaction(async (tx) => {
    if ((await endAppointmentOn(tx, ended, ended)) === 0) throw new Refusal('organisations.not_appointed', 409);
  });
}

/**
 * Lets a colleague act in one's post for a time. Refuses what is not one's own post all that time (so nothing delegated
 * is delegated on), oneself, who holds no post at the same agency, and the same twice.
 */
export async function delegate(
  house: Pick<House, 'db'>,
  delegation: {
    fromOfficialId: string;
    toOfficialId: string;
    role: Role;
    agencyCode: string;
    during: Period;
    reason: string;
  },
): Promise<void> {
  const { fromOfficialId: officialId, toOfficialId, role, agencyCode, during } = delegation;
  const reason = delegation.reason.trim();
  if (!isPeriod(during)) throw new Refusal('organisations.period_empty', 422);
  if (officialId === toOfficialId) throw new Refusal('organisations.delegate_to_self', 422);
  if (reason === '') throw new Refusal('organisations.reason_missing', 422);
  await database(house)
    .transaction(async (tx) => {
      if (!(await holdsThroughout(tx, { officialId, role, agencyCode }, during)))
        throw new Refusal('organisations.not_appointed', 409);
      if (!(await holdsThroughout(tx, { officialId: toOfficialId, role: undefined, agencyCode }, during)))
        throw new Refusal('organisations.delegate_elsewhere', 409);
      await saveDelegation(tx, { officialId, toOfficialId, role, agencyCode, reason }, during);
    })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new Refusal('organisations.delegated_already') : error;
    });
}

/** Takes a delegation back: `on` is the first day without it. One that has not begun by then is cancelled. */
export async function endDelegation(
  house: Pick<House, 'db'>,
  given: { fromOfficialId: string; toOfficialId: string; role: Role; agencyCode: string; on: string },
): Promise<void> {
  const held = { officialId: given.fromOfficialId, role: given.role, agencyCode: given.agencyCode };
  await database(house).transaction(async (tx) => {
    if ((await endDelegationsOn(tx, held, given.on, given.toOfficialId)) === 0)
      throw new Refusal('organisations.not_appointed', 409);
  });
}
