import { now } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Kept } from '../../../kernel/kept.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../service.ts';
import {
  ALARM_MOVES,
  type AlarmReason,
  type AlarmState,
  ReadingCounts,
  type SetLimit,
  WITHOUT_CASE_BY_NATURE,
  isCounted,
  limitFor,
  readerOf,
} from './rules.ts';
import {
  type CountedHour,
  type ReadingAlarm,
  countHours,
  findAlarms,
  findBlocks,
  findLimits,
  moveAlarm,
  saveAlarms,
  saveBlocks,
  saveLimit,
} from './store.ts';

interface Known {
  limits: SetLimit[];
  blocks: ReadonlyMap<string, Date>;
}

interface Watch {
  counts: ReadingCounts;
  known: Kept<Known>;
}

const watches = new WeakMap<Database, Watch>();

function watchOf({ db }: House): Watch {
  let watch = watches.get(db);
  if (!watch)
    watches.set(db, (watch = { counts: new ReadingCounts(), known: new Kept(db, 'exchange.reading', { most: 1 }) }));
  return watch;
}

async function readKnown(house: House): Promise<Known> {
  const db = house.db.as('exchange');
  const [limits, blocks] = await Promise.all([findLimits(db), findBlocks(db)]);
  return { limits, blocks: new Map(blocks.map(({ reader, until }) => [reader, until])) };
}

/**
 * Refuses `register.too_many_reads` (429, with when to come again) to an official or an outside system that has read about too many
 * different people without a case. Costs no query: a process counts its own readings, and hears of those who are over the limit
 * by all processes together, which a job finds in the log every minute. So nobody gets further than the limit times the
 * number of processes, and no further than about a minute. The answer counts whom the reading was about; undefined where
 * nothing is limited.
 */
export async function assertMayRead(
  house: House,
  owner: string,
  context: CallContext,
): Promise<((people: readonly string[]) => void) | undefined> {
  if (!isCounted(context)) return undefined;
  const { counts, known } = watchOf(house);
  const { limits, blocks } = await known.get('all', () => readKnown(house));
  const reader = readerOf(owner, context);
  const limit = limitFor(limits, { owner, ...context, actorKind: context.actor.kind });
  if (!limit) return undefined;
  const at = now().getTime();
  const blocked = Math.ceil(((blocks.get(reader)?.getTime() ?? 0) - at) / 1_000);
  const wait = Math.max(blocked, counts.waitOf(reader, limit, at));
  if (wait > 0) throw new Refusal('register.too_many_reads', 429, { values: { ...limit, retryAfter_seconds: wait } });
  return (people) => counts.add(reader, people, at);
}

/**
 * Refuses `register.too_many_reads` when one reading is about more people than its reader may still read about: for owners whose
 * service answers about many at once, who ask this before they hand anything over.
 */
export async function assertMayReadMany(
  house: House,
  owner: string,
  context: CallContext,
  people: number,
): Promise<void> {
  if (!isCounted(context)) return;
  const { counts, known } = watchOf(house);
  const limit = limitFor((await known.get('all', () => readKnown(house))).limits, {
    owner,
    ...context,
    actorKind: context.actor.kind,
  });
  if (!limit || people <= counts.restOf(readerOf(owner, context), limit, now().getTime())) return;
  throw new Refusal('register.too_many_reads', 429, { values: { ...limit, retryAfter_seconds: AN_HOUR_SECONDS } });
}

const AN_HOUR_SECONDS = 3_600;

/** Sets how many different people may be read about without a case: by a caller, for a purpose; `*` is all. */
export async function setReadingLimit(house: House, limit: SetLimit, setBy: string): Promise<void> {
  await saveLimit(house.db.as('exchange'), { ...limit, setBy });
  watchOf(house).known.forget('all');
}

const LOOKED_BACK_MS = 65 * 60_000;
/** So many in an hour are too few to be unusual, whoever reads them. */
const FEWEST = 30;
const TIMES_THE_USUAL = 5;
/** Those who have read in no hour before are taken to read about so many. */
const USUAL_OF_NEW = 20;
const VIETNAM_OFFSET_HOURS = 7;
const [NIGHT_FROM, NIGHT_UNTIL] = [22, 5];

/**
 * Counts the readings of the last hour from the log, makes those wait everywhere who are over their limit, and raises alarms
 * about what is unusual. The answer is the alarms that are new. Called by a job every minute; a process that missed some
 * goes on with the hour before.
 */
export async function watchReadings(house: House): Promise<{ id: string; owner: string }[]> {
  const db = house.db.as('exchange');
  const [hours, limits] = [await countHours(db, new Date(now().getTime() - LOOKED_BACK_MS)), await findLimits(db)];
  const found = hours.flatMap((hour) => reasonsOf(hour, limits).map((reason) => ({ hour, reason })));
  await saveBlocks(
    db,
    found
      .filter(({ reason, hour }) => reason === 'over_limit' && hour.hour.getTime() + 2 * 3_600_000 > now().getTime())
      .map(({ hour }) => ({
        reader: JSON.stringify([hour.owner, hour.agencyCode, hour.actor, hour.purpose]),
        until: new Date(hour.hour.getTime() + 3_600_000),
      })),
  );
  return saveAlarms(
    db,
    found.map(({ hour, reason }) => ({ ...hour, reason, id: newId() })),
  );
}

function reasonsOf(hour: CountedHour, limits: readonly SetLimit[]): AlarmReason[] {
  const limit = limitFor(limits, hour);
  const local = (hour.hour.getUTCHours() + VIETNAM_OFFSET_HOURS) % 24;
  const isOfficial = hour.actorKind === 'official';
  const isMany = hour.people >= FEWEST;
  return [
    ...(limit && (hour.withoutCase >= limit.anHour || hour.dayWithoutCase >= limit.aDay)
      ? (['over_limit'] as const)
      : []),
    ...(isMany && hour.people > TIMES_THE_USUAL * (hour.usual ?? USUAL_OF_NEW) ? (['unusual'] as const) : []),
    ...(isOfficial && isMany && (local >= NIGHT_FROM || local < NIGHT_UNTIL) ? (['at_night'] as const) : []),
    ...(isOfficial && hour.withoutCase >= FEWEST && !WITHOUT_CASE_BY_NATURE.includes(hour.purpose)
      ? (['without_case'] as const)
      : []),
  ];
}

/**
 * Raises the alarm that facts of everybody were taken out of a register for counting: one for who asked, the purpose and the
 * hour. Answers whether it is new.
 */
export async function raiseExtractAlarm(
  house: House,
  owner: string,
  { agency, actor, caller, purpose }: CallContext,
  people: number,
): Promise<boolean> {
  const hour = new Date(now());
  hour.setUTCMinutes(0, 0, 0);
  const raised = await saveAlarms(house.db.as('exchange'), [
    {
      id: newId(),
      owner,
      agencyCode: agency.code,
      agencyName: agency.name,
      actor: actor.kind === 'machine' ? caller : actor.number,
      actorTitle: actor.kind === 'official' ? actor.title : null,
      purpose,
      reason: 'extract',
      hour,
      people,
      usual: null,
    },
  ]);
  return raised.length > 0;
}

/** The alarms about registers of these systems, those that nobody has answered first. */
export function readingAlarms(house: House, owners: readonly string[]): Promise<ReadingAlarm[]> {
  return findAlarms(house.db.as('exchange'), { owners });
}

/**
 * Says what became of an alarm. Refuses `register.alarm_unknown` (404) for one about another owner's register, and
 * `register.alarm_answered` (409) when it has been answered. What it came to needs a note.
 */
export async function answerAlarm(
  house: House,
  asked: {
    id: string;
    owners: readonly string[];
    to: Exclude<AlarmState, 'new'>;
    note: string | undefined;
    by: string;
  },
): Promise<void> {
  const db = house.db.as('exchange');
  const [alarm] = await findAlarms(db, { owners: asked.owners, id: asked.id });
  if (!alarm) throw new Refusal('register.alarm_unknown', 404);
  if (asked.to !== 'looked_at' && !asked.note)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'note', code: 'field.required' }] });
  const isPossible = (ALARM_MOVES[alarm.state] as readonly string[]).includes(asked.to);
  const move = { id: asked.id, from: alarm.state, to: asked.to, note: asked.note ?? null, by: asked.by };
  if (!isPossible || !(await moveAlarm(db, move))) throw new Refusal('register.alarm_answered', 409);
}
