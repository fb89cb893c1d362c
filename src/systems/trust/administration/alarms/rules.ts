import { isNewest, issuerNameOf, kindOf } from '../../authority.ts';
import { lastsLongEnough, type AuthorityName, type ProfileName } from '../../rules.ts';

/** What administrators are warned of. */
export const ALARM_KINDS = [
  'authority_ending',
  'authority_not_good',
  'service_ending',
  'list_old',
  'root_list_due',
  'log_not_built',
  'clock_refused',
  'many_revocations',
  'request_waiting',
  'posts_unclear',
  'exchange_proof_wrong',
  'exchange_unproven',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** An alarm as it is found; of each kind one for each subject. */
export interface Found {
  kind: AlarmKind;
  /** What it is about: an authority, a serial number, a request; empty when there is only one such matter. */
  subject: string;
  details: Readonly<Record<string, string | number>>;
}

const DAY_MS = 86_400_000;
/** An authority needs a successor long before it ends: nothing it issues lasts longer than itself. */
export const AUTHORITY_ENDING_DAYS = 2 * 365;
/** It is looked every ten minutes whether an authority is to be succeeded. */
const SUCCEEDED_WITHIN_MS = DAY_MS;
/** A list is signed every hour, and looked after every ten minutes. */
const LIST_OLD_AFTER_MS = 2 * 3_600_000;
/** The root's list is signed at a ceremony, which takes time to call. */
const CEREMONY_DUE_DAYS = 45;
/** More revocations and suspensions in a day than these are looked into. */
export const MANY_REVOCATIONS = 20;
/** A request that suspended a certificate at once waits for no more than this. */
const WAITING_AFTER_MS = 3 * DAY_MS;

/** What is known of the trust services at an instant. */
export interface Observed {
  authorities: readonly { profile: AuthorityName; until: Date; kind: 'revoked' | 'suspended' | 'resumed' | null }[];
  /** The newest certificate of each of the house's own services. */
  services: readonly { serial: string; profile: ProfileName; until: Date }[];
  lists: readonly { authority: AuthorityName; thisUpdate: Date }[];
  /** The root's list where it is signed at a ceremony, and whether it tells of all that was done since. */
  ceremonyList: { nextUpdate: Date; tellsAll: boolean } | undefined;
  /** Revocations and suspensions of the last day. */
  revocations: number;
  waiting: readonly { id: string; askedAt: Date; holder: string }[];
  /** Why the log was not built, when it was not. */
  logProblem: string | undefined;
}

const daysUntil = (until: Date, at: Date): number => Math.floor((until.getTime() - at.getTime()) / DAY_MS);

const newestOf = (authorities: Observed['authorities']): Observed['authorities'] =>
  authorities.filter(({ profile }, _, all) =>
    isNewest(
      profile,
      all.map((one) => one.profile),
    ),
  );

/** Whether nothing succeeded it though it was time: the house does it by itself where the root's key is in it, else a ceremony. */
const isEnding = (name: AuthorityName, until: Date, at: Date): boolean =>
  daysUntil(until, at) < AUTHORITY_ENDING_DAYS ||
  (issuerNameOf(name) !== undefined &&
    !lastsLongEnough(kindOf(name), new Date(until.getTime() + SUCCEEDED_WITHIN_MS), at));

/** What is to be warned of now. The clock is not looked at here: it is found out where time is told. */
export function findAlarms(observed: Observed, at: Date): Found[] {
  const { authorities, services, lists, ceremonyList, revocations, waiting, logProblem } = observed;
  return [
    // One that was succeeded only tells of what it issued.
    ...newestOf(authorities).flatMap(({ profile, until, kind }): Found[] => [
      ...(isEnding(profile, until, at)
        ? [{ kind: 'authority_ending' as const, subject: profile, details: { days: daysUntil(until, at) } }]
        : []),
      ...(kind === 'revoked' || kind === 'suspended'
        ? [{ kind: 'authority_not_good' as const, subject: profile, details: { standing: kind } }]
        : []),
    ]),
    ...services
      .filter(({ profile, until }) => !lastsLongEnough(profile, until, at))
      .map(({ serial, profile, until }): Found => ({
        kind: 'service_ending',
        subject: serial,
        details: { profile, days: daysUntil(until, at) },
      })),
    ...lists
      .filter(({ thisUpdate }) => at.getTime() - thisUpdate.getTime() > LIST_OLD_AFTER_MS)
      .map(({ authority, thisUpdate }): Found => ({
        kind: 'list_old',
        subject: authority,
        details: { hours: Math.floor((at.getTime() - thisUpdate.getTime()) / 3_600_000) },
      })),
    ...(ceremonyList && (!ceremonyList.tellsAll || daysUntil(ceremonyList.nextUpdate, at) < CEREMONY_DUE_DAYS)
      ? [{ kind: 'root_list_due' as const, subject: 'root', details: { days: daysUntil(ceremonyList.nextUpdate, at) } }]
      : []),
    ...(logProblem === undefined ? [] : [{ kind: 'log_not_built' as const, subject: '', details: {} }]),
    ...(revocations > MANY_REVOCATIONS
      ? [{ kind: 'many_revocations' as const, subject: '', details: { count: revocations } }]
      : []),
    ...waiting
      .filter(({ askedAt }) => at.getTime() - askedAt.getTime() > WAITING_AFTER_MS)
      .map(({ id, askedAt, holder }): Found => ({
        kind: 'request_waiting',
        subject: id,
        details: { days: Math.floor((at.getTime() - askedAt.getTime()) / DAY_MS), holder },
      })),
  ];
}

/** Alarms that are raised where something is found out, and are over when it was not found again for so long. */
export const FORGIVEN_AFTER_MS: Readonly<Partial<Record<AlarmKind, number>>> = {
  clock_refused: 15 * 60_000,
  // Looked at every ten minutes.
  posts_unclear: 25 * 60_000,
  // Looked at every hour; what was wrong is looked at first.
  exchange_proof_wrong: 150 * 60_000,
  exchange_unproven: 150 * 60_000,
};
