import type { Queryable } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { Together } from '../../../kernel/together.ts';
import type { CallContext } from '../../exchange/index.ts';
import type { RecordKind } from '../kind/index.ts';
import { sealedValues } from '../sealing/values.ts';
import { type Act, type ActGiven, type ActShape, type Told, actText, boundActs, nameOf } from './statements.ts';

/** The document that an act rests on. */
export interface Source {
  /** What it is: `birth-entry`, `decision`, `application`, `judgment`, `file`, … */
  kind: string;
  /** Its number, as written on it. */
  number: string;
  issuedOn?: string;
  issuer?: string;
  /** The document itself, where the house keeps it. */
  fileId?: string;
}

/** Why, by the right of what, and by whom something is done to a record. */
export interface Grounds {
  reason: string;
  source: Source;
  by: {
    agencyCode: string;
    agencyName: string;
    actor: { kind: string; number?: string; title?: { vi: string; en: string } };
  };
  /** The receipt of the call on the exchange that brought it. */
  receipt?: string;
}

/** The grounds of an act that a service was called for. */
export function groundsOf(context: CallContext, why: { reason: string; source: Source }): Grounds {
  const { agency, actor, receipt } = context;
  return {
    ...why,
    by: {
      agencyCode: agency.code,
      agencyName: agency.name,
      actor:
        actor.kind === 'official'
          ? { kind: actor.kind, number: actor.number, title: actor.title }
          : actor.kind === 'person'
            ? { kind: actor.kind, number: actor.number }
            : { kind: actor.kind, title: { vi: actor.name, en: actor.name } },
    },
    ...(receipt ? { receipt } : {}),
  };
}

/** What a version says besides its key. Of a new record what is left out stays unknown; of a change it stays as it was. */
type Said<Values, Key extends keyof Values> = Partial<Omit<Values, Key>>;

/** The number of an act in its register. */
export type ActPosition = number;

/**
 * Act 1: a fact is true from a date, until another when known. Refuses `register.overlap` when something is valid then
 * already, `register.reference_missing` when what it names is not there for the whole time, and `register.value_refused`.
 */
export async function record<Values, Key extends keyof Values & string>(
  tx: Queryable,
  kind: RecordKind<Values, Key>,
  fact: { values: Pick<Values, Key> & Said<Values, Key>; from: string; until?: string | null; told?: Told },
  grounds: Grounds,
): Promise<ActPosition> {
  const values = await sealedValues(tx, kind, fact.values, fact.values);
  const said = { key: fact.values, on: fact.from, values, limit: fact.until ?? null };
  const done = await doAct(tx, kind, 'record', said, grounds, fact.told);
  return done!.position!;
}

/**
 * Act 2: the world changed on a date. The version valid then ends there, and a new one with the changes goes on to where it
 * would have ended. Refuses `register.not_valid_then` when nothing is valid on that date, and `register.changed_meanwhile`
 * when it is no longer the version that was `seen` (its act).
 */
export function changeFrom<Values, Key extends keyof Values & string>(
  tx: Queryable,
  kind: RecordKind<Values, Key>,
  change: { key: Pick<Values, Key>; from: string; values: Said<Values, Key>; seen?: ActPosition; told?: Told },
  grounds: Grounds,
): Promise<ActPosition> {
  return onVersion(tx, kind, 'change', { ...change, on: change.from }, grounds);
}

/**
 * Act 3: what we wrote was wrong. The version valid on that date says something else from now on, for the whole of its
 * period; what we held before stays in the history. Refuses as `changeFrom`.
 */
export function correct<Values, Key extends keyof Values & string>(
  tx: Queryable,
  kind: RecordKind<Values, Key>,
  correction: { key: Pick<Values, Key>; on: string; values: Said<Values, Key>; seen?: ActPosition; told?: Told },
  grounds: Grounds,
): Promise<ActPosition> {
  return onVersion(tx, kind, 'correct', correction, grounds);
}

/** Act 4: no longer true from a date on, without a successor. Refuses as `changeFrom`. */
export function endOn<Values, Key extends keyof Values & string>(
  tx: Queryable,
  kind: RecordKind<Values, Key>,
  end: { key: Pick<Values, Key>; from: string; seen?: ActPosition; told?: Told },
  grounds: Grounds,
): Promise<ActPosition> {
  return onVersion(tx, kind, 'end', { ...end, on: end.from }, grounds);
}

/** Act 5: it should never have been written. The version goes; the history keeps it. Refuses as `changeFrom`. */
export function cancel<Values, Key extends keyof Values & string>(
  tx: Queryable,
  kind: RecordKind<Values, Key>,
  error: { key: Pick<Values, Key>; on: string; seen?: ActPosition; told?: Told },
  grounds: Grounds,
): Promise<ActPosition> {
  return onVersion(tx, kind, 'cancel', error, grounds);
}

const MOST_TRIES = 3;

/** An act on the version that is valid on a date: locked, told of and done in one statement. */
async function onVersion(
  tx: Queryable,
  kind: RecordKind,
  act: Act,
  asked: { key: object; on: string; values?: object; seen?: ActPosition; told?: Told },
  grounds: Grounds,
): Promise<ActPosition> {
  const { key, on, seen, told } = asked;
  const values = await sealedValues(tx, kind, key, asked.values ?? {});
  const said = { key, on, values, limit: seen ?? null };
  let done: Done;
  // While we waited for another's change the version ended; the one that it began is seen by the next statement only.
  for (let tries = 0; !done && tries < MOST_TRIES; tries++) done = await doAct(tx, kind, act, said, grounds, told);
  if (!done) throw new Refusal('register.not_valid_then', 409, { values: { date: on } });
  if (done.position === null) throw new Refusal('register.changed_meanwhile', 409);
  return done.position;
}

/** What came of an act: without a position when the version was not the one that was seen, nothing when none was valid. */
type Done = { position: number | null } | undefined;

/** Does an act: in a transaction by itself, else together with those of the same shape that come at the same time. */
function doAct(
  db: Queryable,
  kind: RecordKind,
  act: Act,
  said: { key: object; on: string; values: object; limit: string | number | null },
  grounds: Grounds,
  told: Told = act,
): Promise<Done> {
  const values = said.values as Record<string, unknown>;
  for (const field of Object.keys(values))
    if (!Object.hasOwn(kind.fields, field)) throw new Error(`${kind.system}.${kind.name} has no field ${field}`);
  const shape: ActShape = {
    act,
    told,
    fields: Object.keys(kind.fields).filter((field) => values[field] !== undefined),
  };
  const { reason, source, by, receipt = null } = grounds;
  const { on, limit } = said;
  const given: ActGiven = { key: said.key as Record<string, unknown>, on, values, limit, reason, source, by, receipt };
  return refusing(async () => {
    if ('transaction' in db) return actorsOf(db, kind, shape).act(given);
    return (await doTogether(db, kind, shape, [given]))[0];
  });
}

/** So many acts are done by one statement at most: it holds the locks of all until it is committed. */
const MOST_TOGETHER = 32;
const STATEMENTS_AT_ONCE = 2;

/** Does acts of one shape together. An act on a record waits for the one before on the same: one statement does one of them. */
class Actors {
  readonly #kind: RecordKind;
  readonly #together: Together<ActGiven, Done>;
  readonly #busy = new Map<string, Promise<Done>>();

  constructor(db: Queryable, kind: RecordKind, shape: ActShape) {
    this.#kind = kind;
    const limits = { most: MOST_TOGETHER, atOnce: STATEMENTS_AT_ONCE };
    this.#together = new Together((acts) => doTogether(db, kind, shape, acts), limits);
  }

  async act(given: ActGiven): Promise<Done> {
    const key = JSON.stringify(this.#kind.key.map((name) => given.key[name]));
    for (let before = this.#busy.get(key); before; before = this.#busy.get(key)) await before.catch(() => undefined);
    const mine = this.#together.enter(given);
    this.#busy.set(key, mine);
    try {
      return await mine;
    } finally {
      this.#busy.delete(key);
    }
  }
}

const actors = new WeakMap<Queryable, Map<RecordKind, Map<string, Actors>>>();

function actorsOf(db: Queryable, kind: RecordKind, shape: ActShape): Actors {
  let byKind = actors.get(db);
  if (!byKind) actors.set(db, (byKind = new Map()));
  let byShape = byKind.get(kind);
  if (!byShape) byKind.set(kind, (byShape = new Map()));
  const name = nameOf(shape);
  let found = byShape.get(name);
  if (!found) byShape.set(name, (found = new Actors(db, kind, shape)));
  return found;
}

/** One statement: all of them, or when PostgreSQL refuses one, none. */
async function doTogether(
  db: Queryable,
  kind: RecordKind,
  shape: ActShape,
  acts: readonly ActGiven[],
): Promise<Done[]> {
  const rows = await db.rows<{ place: number; position: number | null }>({
    text: actText(kind, shape),
    values: [boundActs(kind, shape, acts)],
  });
  const done: Done[] = acts.map(() => undefined);
  for (const { place, position } of rows) done[place] = { position };
  return done;
}

/** What PostgreSQL refuses for the register's reasons, in the register's words. */
export async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === '23P01') throw new Refusal('register.overlap', 409);
    if (code === '23503') throw new Refusal('register.reference_missing', 422);
    if (code === '23514' || code === '23502')
      throw new Refusal('register.value_refused', 422, { values: { check: constraint ?? '' } });
    throw error;
  }
}

/** So many facts go into one statement. */
const MOST_FACTS = 500;

/**
 * Act 1 for many at once: new facts of a kind that all say the same fields, about different records, on the same grounds. All
 * or none within the caller's transaction. Refuses as `record`. Fields that are encrypted do not come so.
 */
export async function recordAll<Values, Key extends keyof Values & string>(
  tx: Queryable,
  kind: RecordKind<Values, Key>,
  facts: readonly { values: Values; from: string; until?: string | null }[],
  grounds: Grounds,
): Promise<void> {
  const { reason, source, by, receipt = null } = grounds;
  const shape: ActShape = { act: 'record', told: 'record', fields: Object.keys(kind.fields) };
  for (let start = 0; start < facts.length; start += MOST_FACTS) {
    const given = facts.slice(start, start + MOST_FACTS).map(({ values, from, until = null }): ActGiven => {
      const said = values as Record<string, unknown>;
      return { key: said, on: from, values: said, limit: until, reason, source, by, receipt };
    });
    await refusing(() => doTogether(tx, kind, shape, given));
  }
}
