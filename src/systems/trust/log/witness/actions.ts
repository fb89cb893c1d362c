import { inspect } from 'node:util';
import { now } from '../../../../kernel/clock.ts';
import { openLog, readNewestNote, treeOf, type LoggingHouse } from '../actions.ts';
import { isWitnessKey, keyText, readKeyText, readNote, signedBy, type NoteKey } from '../note.ts';
import { insertCosignature, readWitnessStates } from './store.ts';
import { MOST_WITNESS_BYTES, writeAddCheckpoint } from './protocol.ts';

/** How the log of this house gets its states cosigned by witnesses that others run. */

const ASK_WITHIN_MS = 5_000;
/** A witness that has seen another size than we believe says so; then it is asked once more. */
const MOST_TRIES = 3;

export interface NamedWitness {
  key: NoteKey;
  address: string;
}

/** The witnesses of the settings. Throws (Error) when a key cannot be read. */
export function witnessesOf({ config }: Pick<LoggingHouse, 'config'>): NamedWitness[] {
  return config.logWitnesses.map(({ key: told, address }) => {
    const key = readKeyText(told);
    if (!key || !isWitnessKey(key)) throw new Error(`LOG_WITNESSES: ${told} is no key of a witness`);
    return { key, address };
  });
}

/**
 * Asks every witness to cosign the newest state that it has not cosigned yet. One that does not answer, or answers something
 * else, is noted in the log of the process and asked again the next time: the log goes on without it.
 */
export async function cosignLog(house: LoggingHouse): Promise<void> {
  const witnesses = witnessesOf(house);
  if (witnesses.length === 0) return;
  await Promise.all(
    witnesses.map((witness) =>
      cosignBy(house, witness).catch((error: unknown) =>
        house.log.warn('trust.witness_failed', { witness: witness.key.name, message: inspect(error) }),
      ),
    ),
  );
}

/** What a page tells of a witness: the newest state that it has cosigned; none while it has cosigned nothing. */
export interface WitnessStanding {
  name: string;
  key: string;
  size: number | undefined;
  seenAt: Date | undefined;
}

/** The witnesses of the settings, and how far each has followed the log. */
export async function readWitnesses(house: LoggingHouse): Promise<WitnessStanding[]> {
  const witnesses = witnessesOf(house);
  if (witnesses.length === 0) return [];
  const states = await readWitnessStates(house.db.as('trust'));
  return witnesses.map(({ key }) => {
    const state = states.find(({ name }) => name === key.name);
    return { name: key.name, key: keyText(key), size: state?.size, seenAt: state?.seenAt };
  });
}

async function cosignBy(house: LoggingHouse, { key, address }: NamedWitness): Promise<void> {
  const newest = await readNewestNote(house);
  if (!newest) return;
  const db = house.db.as('trust');
  const kept = (await readWitnessStates(db)).find(({ name }) => name === key.name);
  if (kept && kept.size >= newest.size) return;
  const { key: log } = await openLog(house);
  let oldSize = kept?.size ?? 0;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const proof = await treeOf(house, newest.size).consistencyProof(oldSize);
    const { status, body } = await ask(address, writeAddCheckpoint({ oldSize, proof, checkpoint: newest.note }));
    if (status === 200) {
      const note = readNote(`${newest.note}${body}`);
      const seenAt = note && signedBy(note, key);
      if (!(seenAt instanceof Date)) throw new Error('the answer is no cosignature of this witness');
      const line = body.split('\n').find((one) => one.startsWith(`— ${key.name} `))!;
      await insertCosignature(db, { name: key.name, size: newest.size, line: `${line}\n`, seenAt, recordedAt: now() });
      return;
    }
    const seen = /^(0|[1-9]\d{0,14})\n?$/.exec(body)?.[1];
    if (status !== 409 || seen === undefined) throw new Error(`it answered ${status}: ${body.slice(0, 200)}`);
    if (Number(seen) > newest.size) throw new Error(`it has seen ${seen} entries of ${log.name}, which has fewer`);
    oldSize = Number(seen);
  }
  throw new Error('it says again and again that it has seen another size');
}

async function ask(address: string, request: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${address.replace(/\/$/, '')}/add-checkpoint`, {
    method: 'POST',
    body: request,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    redirect: 'error',
    signal: AbortSignal.timeout(ASK_WITHIN_MS),
  });
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > MOST_WITNESS_BYTES) throw new Error('it answered too much');
    parts.push(part);
  }
  return { status: answer.status, body: Buffer.concat(parts).toString('utf8') };
}
