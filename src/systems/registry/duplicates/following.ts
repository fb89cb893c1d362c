import { type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, kindsOf } from '../kind/index.ts';
import { eventsAfter } from '../time/events.ts';
import { fileRecords, unfileRecords } from './block-table.ts';
import { candidatesOf } from './candidates.ts';
import { type ComparedRecord, type Linking, readCompared } from './linking.ts';
import { learnFromStock, searchOf } from './model-keeping.ts';
import { type FoundPair, dissolvePairs, keepPairs, pairOf } from './queue.ts';

/** How far the blocks of a kind have got. */
interface State {
  begunAt: Date;
  cursor: string;
  eventTo: string[] | null;
  builtTo: string[] | null;
  builtAt: Date | null;
  scannedTo: string[] | null;
  scannedAt: Date | null;
  trainedAt: Date | null;
}

const FILED_AT_ONCE = 2_000;
const SCANNED_AT_ONCE = 100;
const EVENTS_AT_ONCE = 200;
/** Filing the stock takes minutes of one processor, learning seconds at a stretch. So long each waits for a time when nobody else wants it. */
const WAITS_MOST_MS = 60 * 60_000;

/**
 * The next part of the work on the duplicates of a kind, each done whole or not at all, so that it goes on where it was cut off: first the
 * stock is filed under its block keys and the model learnt from it; then the acts since then are followed, and the stock is looked
 * through. False when there is nothing more to do now: on a busy machine the stock waits to be filed and the model to be learnt, each for an
 * hour at most.
 */
export async function takeStep(
  db: SystemDatabase,
  linking: Linking,
  { areBusy = false }: { areBusy?: boolean } = {},
): Promise<boolean> {
  const state = await stateOf(db, linking);
  const waitsSince = (moment: Date) => areBusy && Date.now() - moment.getTime() < WAITS_MOST_MS;
  if (!state.builtAt) return waitsSince(state.begunAt) ? false : fileStock(db, linking, state);
  if (await followEvents(db, linking, state)) return true;
  if (!state.trainedAt) {
    if (waitsSince(state.builtAt)) return false;
    return (await learnFromStock(db, linking)) !== 'too small';
  }
  return state.scannedAt ? false : scanStock(db, linking, state);
}

/** Works through what there is to do for at most so long. */
export async function workThrough(db: SystemDatabase, linking: Linking, most_ms: number): Promise<void> {
  const end = Date.now() + most_ms;
  while (Date.now() < end && (await takeStep(db, linking)));
}

/** Files the whole stock under its block keys, in as many steps as it takes. */
export async function fileWholeStock(db: SystemDatabase, linking: Linking): Promise<void> {
  for (let state = await stateOf(db, linking); !state.builtAt; state = await stateOf(db, linking))
    await fileStock(db, linking, state);
}

/** Files what was done since the last step, so that a question asked now knows of it; the step itself is still to come. */
export async function catchUp(db: SystemDatabase, linking: Linking): Promise<void> {
  const state = await stateOf(db, linking);
  if (!state.builtAt) return;
  const { keys } = await nextOf(db, linking, state);
  if (keys.length > 0) await fileRecords(db, linking, await readCompared(db, linking, { keys }));
}

/** Looks through the whole stock once more, say after the model was learnt anew. */
export async function scanAgain(db: SystemDatabase, { kind }: Linking): Promise<void> {
  await db.run(sql`UPDATE linkage_state SET scanned_to = NULL, scanned_at = NULL WHERE kind = ${kind.name}`);
}

async function stateOf(db: SystemDatabase, { kind }: Linking): Promise<State> {
  // Acts that are not told yet come after this cursor; the stock that is read from now on has all that came before it.
  await db.run(sql`INSERT INTO linkage_state (kind, cursor)
    SELECT ${kind.name}, pg_snapshot_xmin(pg_current_snapshot()) || '-0'
    WHERE NOT EXISTS (SELECT 1 FROM linkage_state WHERE kind = ${kind.name}) ON CONFLICT DO NOTHING`);
  return db.one(sql`SELECT begun_at AS "begunAt", cursor, event_to AS "eventTo", built_to AS "builtTo", built_at AS "builtAt", scanned_to AS "scannedTo",
    scanned_at AS "scannedAt", trained_at AS "trainedAt" FROM linkage_state WHERE kind = ${kind.name}`);
}

/** Writes a step together with how far it got; false when another process has done the step meanwhile, and nothing is written. */
async function step(
  db: SystemDatabase,
  { kind }: Linking,
  before: State,
  after: Partial<State>,
  write: (tx: Tx) => Promise<void>,
): Promise<void> {
  const next = { ...before, ...after };
  await db.transaction(async (tx) => {
    const moved =
      await tx.run(sql`UPDATE linkage_state SET cursor = ${next.cursor}, event_to = ${next.eventTo}, built_to = ${next.builtTo},
        built_at = ${next.builtAt}, scanned_to = ${next.scannedTo}, scanned_at = ${next.scannedAt}
      WHERE kind = ${kind.name} AND cursor = ${before.cursor} AND event_to IS NOT DISTINCT FROM ${before.eventTo}::text[]
        AND built_to IS NOT DISTINCT FROM ${before.builtTo}::text[] AND built_at IS NOT DISTINCT FROM ${before.builtAt}::timestamptz
        AND scanned_to IS NOT DISTINCT FROM ${before.scannedTo}::text[] AND scanned_at IS NOT DISTINCT FROM ${before.scannedAt}::timestamptz`);
    if (moved === 1) await write(tx);
  });
}

async function fileStock(db: SystemDatabase, linking: Linking, state: State): Promise<boolean> {
  const records = await readCompared(db, linking, { after: state.builtTo, limit: FILED_AT_ONCE });
  const isEnd = records.length < FILED_AT_ONCE;
  const after = isEnd ? { builtAt: new Date() } : { builtTo: records.at(-1)!.key };
  await step(db, linking, state, after, (tx) => fileRecords(tx, linking, records));
  return true;
}

async function scanStock(db: SystemDatabase, linking: Linking, state: State): Promise<boolean> {
  const records = await readCompared(db, linking, { after: state.scannedTo, limit: SCANNED_AT_ONCE });
  const isEnd = records.length < SCANNED_AT_ONCE;
  const pairs = await pairsOf(db, linking, records);
  const after = isEnd ? { scannedAt: new Date() } : { scannedTo: records.at(-1)!.key };
  await step(db, linking, state, after, (tx) => keepPairs(tx, linking.kind.name, pairs));
  return true;
}

/** What these records resemble, above the review threshold; nothing while there is no model. */
async function pairsOf(db: SystemDatabase, linking: Linking, records: readonly ComparedRecord[]): Promise<FoundPair[]> {
  const ready = await searchOf(db, linking);
  if (!ready || records.length === 0) return [];
  const found = await candidatesOf(
    db,
    linking,
    records.map(({ row }) => row),
    { ready },
  );
  return records.flatMap(({ key }, i) =>
    found!
      [i]!.filter((candidate) => JSON.stringify(candidate.key) !== JSON.stringify(key))
      .map((candidate) => ({
        ...pairOf(key, candidate.key),
        weight_bits: candidate.explanation.weight_bits,
        probability: candidate.explanation.probability,
      })),
  );
}

/** The records that the next acts changed, and how far the work is when they are done. Nothing when no act is left. */
async function nextOf(
  db: SystemDatabase,
  { kind, follows }: Linking,
  state: State,
): Promise<{ keys: string[][]; after?: Partial<State> }> {
  const kinds = [kind.name, ...Object.keys(follows)];
  const events = await eventsAfter(db, { cursor: state.cursor, limit: EVENTS_AT_ONCE, kinds });
  const [first] = events;
  if (!first) return { keys: [] };
  const toOwn = (name: string, key: string[]) => (name === kind.name ? key : follows[name]!(key));
  if (!first.key) {
    // An act on many, as an import is, is taken in pages: its rows name it.
    const act = Number(first.cursor.split('-')[1]);
    const page = await keysOfAct(db, kindOf(kind.system, first.kind), {
      act,
      after: state.eventTo,
      limit: EVENTS_AT_ONCE,
    });
    const isEnd = page.length < EVENTS_AT_ONCE;
    return {
      keys: distinct(page.map((key) => toOwn(first.kind, key))),
      after: isEnd ? { cursor: first.cursor, eventTo: null } : { eventTo: page.at(-1)! },
    };
  }
  const upToImport = events.findIndex(({ key }) => !key);
  const told = upToImport < 0 ? events : events.slice(0, upToImport);
  return { keys: distinct(told.map((event) => toOwn(event.kind, event.key!))), after: { cursor: told.at(-1)!.cursor } };
}

const distinct = (keys: readonly (string[] | undefined)[]): string[][] => [
  ...new Map(keys.flatMap((key) => (key ? [[JSON.stringify(key), key] as const] : []))).values(),
];

function kindOf(system: string, name: string): RecordKind {
  return kindsOf(system).find((kind) => kind.name === name)!;
}

/** Files what acts changed, and puts what it resembles into the queue. False when no act was left. */
async function followEvents(db: SystemDatabase, linking: Linking, state: State): Promise<boolean> {
  const { keys, after } = await nextOf(db, linking, state);
  if (!after) return false;
  const records = await readCompared(db, linking, { keys });
  const here = new Set(records.map(({ key }) => JSON.stringify(key)));
  const gone = keys.filter((key) => !here.has(JSON.stringify(key)));
  // The blocks first: of two that are entered together each must find the other.
  await fileRecords(db, linking, records);
  const pairs = await pairsOf(db, linking, records);
  await step(db, linking, state, after, async (tx) => {
    await unfileRecords(tx, linking, gone);
    await keepPairs(tx, linking.kind.name, pairs);
    await dissolvePairs(tx, linking.kind.name, { keys, gone, stillAlike: pairs });
  });
  return true;
}

/** The records that an act on many wrote, in the order of their keys. */
async function keysOfAct(
  db: SystemDatabase,
  kind: RecordKind,
  { act, after, limit }: { act: number; after: string[] | null; limit: number },
): Promise<string[][]> {
  const columns = kind.key.map(columnOf);
  const past = kind.key.map((field, i) => `$${i + 3}::${kind.fields[field]!.column}`);
  const rows = await db.rows<{ key: string[] }>({
    text: `SELECT DISTINCT ${columns.join(', ')}, ARRAY[${columns.map((column) => `${column}::text`).join(', ')}] AS key FROM ${kind.name}
      WHERE act = $1 ${after ? `AND (${columns.join(', ')}) > (${past.join(', ')})` : ''} ORDER BY ${columns.join(', ')} LIMIT $2`,
    values: [act, limit, ...(after ?? [])],
  });
  return rows.map(({ key }) => key);
}
