import { setTimeout as pause } from 'node:timers/promises';
import { type Static, Type } from 'typebox';
import type { House } from '../../../kernel/system.ts';
import {
  type CallContext,
  type Grant,
  type Provided,
  type ServiceContract,
  provide,
  service,
} from '../../exchange/index.ts';
import { isGrantOf } from '../disclosure/rules.ts';
import { kindOf } from '../kind/index.ts';
import { serviceNameOf } from '../quality/services.ts';
import { sightsOf } from '../sealing/seals.ts';
import { type RegisterEvent, eventsAfter } from '../time/events.ts';

/** A right to be told of changes: who, for what, of which kinds, and of which of their fields. */
export interface EventGrant extends Grant {
  /** By the kind's name: the fields whose change is told, or all. An act in which none of them was given is not told. */
  kinds: Readonly<Record<string, readonly string[] | 'all'>>;
}

const closed = { additionalProperties: false };
const MOST_EVENTS = 200;
const LONGEST_WAIT_SECONDS = 20;
const LOOK_EVERY_MS = 500;

const cursor = Type.String({ pattern: '^\\d{1,20}-\\d{1,19}$' });
const EventsInput = Type.Object(
  {
    /** The cursor of the answer before; without one from the first event on. */
    cursor: Type.Optional(cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_EVENTS })),
    /** How long to wait when there is nothing new yet. */
    wait_seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: LONGEST_WAIT_SECONDS })),
  },
  closed,
);
const ToldEvent = Type.Object(
  {
    cursor,
    kind: Type.String(),
    /** The record; null when the act was on many at once. */
    key: Type.Union([Type.Array(Type.String()), Type.Null()]),
    act: Type.String(),
    validFrom: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
    /** Which fields were given, never what they say: who may read them reads them. */
    fields: Type.Array(Type.String()),
    at: Type.String({ format: 'date-time' }),
  },
  closed,
);
const EventsOutput = Type.Object(
  { events: Type.Array(ToldEvent), cursor: Type.Union([cursor, Type.Null()]), hasMore: Type.Boolean() },
  closed,
);

/** An event as a subscriber is told it. */
export type ToldEvent = Static<typeof ToldEvent>;
export type EventsContract = ServiceContract<typeof EventsInput, typeof EventsOutput>;

/**
 * Publishes the events of a register as `<register>.readEvents`: every act once, in an order that never changes, to those
 * whom a grant names. Whoever goes on from the cursor of the last answer misses none and is told none twice, also while
 * others write. What is sealed for the subscriber is not told.
 */
export function publishEvents(
  system: string,
  grants: readonly EventGrant[],
): { read: EventsContract; provided: Provided[] } {
  for (const { kinds } of grants)
    for (const name of Object.keys(kinds)) if (!kindOf(system, name)) throw new Error(`${system} has no kind ${name}`);
  const fields = grants.flatMap(({ kinds }) =>
    Object.entries(kinds).flatMap(([name, told]) =>
      told === 'all' ? Object.keys(kindOf(system, name)!.fields) : told,
    ),
  );
  const read = service({
    name: serviceNameOf(system, 'readEvents'),
    owner: system,
    title: { vi: 'Theo dõi biến động dữ liệu', en: 'Being told of changes' },
    kind: 'read',
    input: EventsInput,
    output: EventsOutput,
    fields: [...new Set(fields)],
    grants: grants.map(({ caller, purposes, needs }) => ({ caller, purposes, ...(needs ? { needs } : {}) })),
    subjects: (_, output) =>
      output?.events.flatMap(({ kind: name, key }) => {
        const kind = kindOf(system, name);
        return kind && key ? kind.people.map((field) => key[kind.key.indexOf(field)]) : [];
      }) ?? [],
  });
  return {
    read,
    provided: [provide(read, (house, input, context) => readEvents(house, system, grants, { ...input, context }))],
  };
}

async function readEvents(
  house: House,
  system: string,
  grants: readonly EventGrant[],
  asked: Static<typeof EventsInput> & { context: CallContext },
): Promise<Static<typeof EventsOutput>> {
  const { context, limit = MOST_EVENTS, wait_seconds = 0 } = asked;
  const own = grants.filter((grant) => isGrantOf(grant, context, []));
  const told = toldOf(system, own);
  const db = house.db.as(system);
  const until = performance.now() + wait_seconds * 1_000;
  let from = asked.cursor;
  for (;;) {
    const scanned = await eventsAfter(db, { limit, kinds: [...told.keys()], ...(from ? { cursor: from } : {}) });
    const events = await shown(house, system, scanned, told, context);
    // What is not told to this subscriber is passed over for good.
    from = scanned.at(-1)?.cursor ?? from;
    const hasMore = scanned.length === limit;
    if (events.length > 0 || hasMore || performance.now() + LOOK_EVERY_MS > until) {
      context.note?.({ fields: [...new Set(events.flatMap(({ fields }) => fields))] });
      return { events, cursor: from ?? null, hasMore };
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** By kind: the fields whose change is told. */
function toldOf(system: string, grants: readonly EventGrant[]): Map<string, Set<string>> {
  const told = new Map<string, Set<string>>();
  for (const { kinds } of grants)
    for (const [name, fields] of Object.entries(kinds)) {
      const all = fields === 'all' ? Object.keys(kindOf(system, name)!.fields) : fields;
      told.set(name, new Set([...(told.get(name) ?? []), ...all]));
    }
  return told;
}

/** Acts that give no fields of their own: that a record ended or was cancelled is told to whoever is told of the kind. */
const WITHOUT_FIELDS = new Set(['end', 'cancel', 'merge', 'split', 'undo']);

async function shown(
  house: House,
  system: string,
  events: readonly RegisterEvent[],
  told: ReadonlyMap<string, ReadonlySet<string>>,
  context: CallContext,
): Promise<ToldEvent[]> {
  const sights = await Promise.all(
    events.map(async ({ kind, key }) =>
      key ? (await sightsOf(house.db.as(system), { name: kind }, [key], context))[0] : undefined,
    ),
  );
  return events.flatMap(({ cursor: place, kind, key, act, validFrom, fields, at }, i) => {
    const sight = sights[i];
    if (sight?.isNothing) return [];
    const known = [...(told.get(kind) ?? [])].filter((field) => !sight?.hides(field));
    const seen = fields.filter((field) => known.includes(field));
    // Of whom all that the subscriber may know of is sealed, an end would tell what it is: that the life ended.
    if (seen.length === 0 && (known.length === 0 || !WITHOUT_FIELDS.has(act))) return [];
    return [
      {
        cursor: place,
        kind,
        key,
        act,
        validFrom: sight?.isVeiled ? null : validFrom,
        fields: seen,
        at: at.toISOString(),
      },
    ];
  });
}
