import type { Queryable, Statement } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type RecordKind, storedType } from '../kind/index.ts';
import { sealedValues } from '../sealing/values.ts';
import { type Act, type Told, actText } from './statements.ts';

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
  const statement = statementOf(kind, 'record', said, grounds, fact.told);
  const row = await refusing(() => tx.one<{ position: number }>(statement));
  return row.position;
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
  const statement = statementOf(kind, act, said, grounds, told);
  let row: { position: number | null } | undefined;
  // While we waited for another's change the version ended; the one that it began is seen by the next statement only.
  for (let tries = 0; !row && tries < MOST_TRIES; tries++)
    row = await refusing(() => tx.maybe<{ position: number | null }>(statement));
  if (!row) throw new Refusal('register.not_valid_then', 409, { values: { date: on } });
  if (row.position === null) throw new Refusal('register.changed_meanwhile', 409);
  return row.position;
}

/** The text is the same for the same act with the same fields; only what is bound differs. */
function statementOf(
  kind: RecordKind,
  act: Act,
  said: { key: object; on: string; values: object; limit: string | number | null },
  grounds: Grounds,
  told?: Told,
): Statement {
  const key = said.key as Record<string, unknown>;
  const values = said.values as Record<string, unknown>;
  const fields = Object.keys(kind.fields).filter((field) => values[field] !== undefined);
  for (const field of Object.keys(values))
    if (!Object.hasOwn(kind.fields, field)) throw new Error(`${kind.system}.${kind.name} has no field ${field}`);
  return {
    text: actText(kind, act, fields, told),
    values: [
      kind.key.map((field) => String(key[field])),
      said.on,
      grounds.reason,
      JSON.stringify(grounds.source),
      JSON.stringify(grounds.by),
      grounds.receipt ?? null,
      said.limit,
      ...kind.key.map((field) => key[field]),
      ...fields
        .filter((field) => !kind.key.includes(field))
        .map((field) => {
          const value = values[field];
          return storedType(kind.fields[field]!) === 'jsonb' && value !== null ? JSON.stringify(value) : value;
        }),
    ],
  };
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
