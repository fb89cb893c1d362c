import type { CallContext } from '../service.ts';

/** How many different people may be read about without a case. */
export interface ReadingLimit {
  anHour: number;
  aDay: number;
}

/** For whom the owner of a register has set nothing else. */
const OFFICIAL: ReadingLimit = { anHour: 500, aDay: 3_000 };
const OUTSIDE_SYSTEM: ReadingLimit = { anHour: 5_000, aDay: 50_000 };
/** What is done without a case by its nature: looked at by the alarms, and limited only where the owner says so. */
export const WITHOUT_CASE_BY_NATURE: readonly string[] = ['register-keeping', 'data-changes', 'sealed-data'];

/** A limit that an owner has set. `*` stands for all. */
export interface SetLimit extends ReadingLimit {
  owner: string;
  caller: string;
  purpose: string;
}

/** What is counted together: one official or outside system, at one register, for one purpose. */
export function readerOf(owner: string, { agency, actor, caller, purpose }: CallContext): string {
  const who = actor.kind === 'machine' ? caller : actor.number;
  return JSON.stringify([owner, agency.code, who, purpose]);
}

/** Whether a reading counts: by an official or an outside system, for no case. A case explains itself; the alarms look at it too. */
export function isCounted({ actor, caller, caseNumber }: CallContext): boolean {
  return !caseNumber && (actor.kind === 'official' || caller.startsWith('system:'));
}

/** The limit that holds: the most particular one that the owner has set, or else ours; undefined when there is none. */
export function limitFor(
  set: readonly SetLimit[],
  asked: { owner: string; caller: string; purpose: string; actorKind: string },
): ReadingLimit | undefined {
  const fits = (value: string, wanted: string) => value === '*' || value === wanted;
  const particular = ({ caller, purpose }: SetLimit) => Number(caller !== '*') * 2 + Number(purpose !== '*');
  const [best] = set
    .filter(
      (limit) => limit.owner === asked.owner && fits(limit.caller, asked.caller) && fits(limit.purpose, asked.purpose),
    )
    .sort((one, other) => particular(other) - particular(one));
  if (!best && WITHOUT_CASE_BY_NATURE.includes(asked.purpose)) return undefined;
  return best ?? (asked.actorKind === 'official' ? OFFICIAL : OUTSIDE_SYSTEM);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_READERS = 5_000;

interface Window {
  begunAt: number;
  people: Set<string>;
}

/** Different people that each reader has read about in this process, by hour and day. What is older than a day is forgotten. */
export class ReadingCounts {
  readonly #readers = new Map<string, { hour: Window; day: Window }>();

  /** How long a reader has to wait who is at the limit, in seconds; 0 for one who is not. */
  waitOf(reader: string, limit: ReadingLimit, now_ms: number): number {
    const known = this.#readers.get(reader);
    if (!known) return 0;
    const rest = ({ begunAt, people }: Window, most: number, length_ms: number) =>
      now_ms - begunAt < length_ms && people.size >= most ? Math.ceil((begunAt + length_ms - now_ms) / 1_000) : 0;
    return Math.max(rest(known.hour, limit.anHour, HOUR_MS), rest(known.day, limit.aDay, DAY_MS));
  }

  /** About how many different people a reader may still read. */
  restOf(reader: string, limit: ReadingLimit, now_ms: number): number {
    const known = this.#readers.get(reader);
    if (!known) return Math.min(limit.anHour, limit.aDay);
    const rest = ({ begunAt, people }: Window, most: number, length_ms: number) =>
      now_ms - begunAt < length_ms ? most - people.size : most;
    return Math.min(rest(known.hour, limit.anHour, HOUR_MS), rest(known.day, limit.aDay, DAY_MS));
  }

  /** Counts whom a reader has read about. */
  add(reader: string, people: readonly string[], now_ms: number): void {
    const before = this.#readers.get(reader);
    const current = (window: Window | undefined, length_ms: number): Window =>
      window && now_ms - window.begunAt < length_ms ? window : { begunAt: now_ms, people: new Set() };
    const known = { hour: current(before?.hour, HOUR_MS), day: current(before?.day, DAY_MS) };
    for (const person of people) {
      known.hour.people.add(person);
      known.day.people.add(person);
    }
    this.#readers.delete(reader);
    this.#readers.set(reader, known);
    // Who has not read for longest goes first.
    if (this.#readers.size > MOST_READERS) this.#readers.delete(this.#readers.keys().next().value!);
  }
}

/** Why a reading was unusual. */
export const ALARM_REASONS = ['over_limit', 'unusual', 'at_night', 'without_case', 'extract'] as const;
export type AlarmReason = (typeof ALARM_REASONS)[number];

/** What becomes of an alarm. */
export const ALARM_MOVES = {
  new: ['looked_at', 'explained', 'misuse'],
  looked_at: ['explained', 'misuse'],
  explained: [],
  misuse: [],
} as const;
export type AlarmState = keyof typeof ALARM_MOVES;
