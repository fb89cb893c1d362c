import type { KeyObject } from 'node:crypto';
import { isConsistent } from '../merkle.ts';
import { cosignatureOf, readCheckpoint, readNote, signedBy, type NoteKey } from '../note.ts';
import { readAddCheckpoint } from './protocol.ts';

/** What a witness remembers of a log: the newest state that it has cosigned. */
export interface SeenState {
  size: number;
  root: Buffer;
}

/** Where a witness keeps what it has seen. `save` is over when it cannot be lost any more. */
export interface WitnessMemory {
  seen(origin: string): SeenState | undefined;
  save(origin: string, state: SeenState): void;
}

export interface Witness {
  key: NoteKey;
  privateKey: KeyObject;
  /** The logs that it watches. */
  logs: readonly NoteKey[];
  memory: WitnessMemory;
}

export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  body: string;
  /** `text/x.tlog.size` where the body is the size that the witness has seen. */
  contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
}

const answer = (status: WitnessAnswer['status'], body: string): WitnessAnswer => ({
  status,
  body,
  contentType: 'text/plain; charset=utf-8',
});

/**
 * Answers `add-checkpoint` (C2SP tlog-witness): cosigns a state of a log when it goes on from the newest state that this
 * witness has cosigned, and never two states that contradict each other. What is cosigned is remembered before this answers. Everything
 * happens in one turn, so that no other request comes between.
 */
export function answerAddCheckpoint(witness: Witness, request: string, at: Date): WitnessAnswer {
  const asked = readAddCheckpoint(request);
  const note = asked && readNote(asked.checkpoint);
  const checkpoint = note && readCheckpoint(note.text);
  if (!asked || !note || !checkpoint) return answer(400, 'malformed\n');
  const log = witness.logs.find(({ name }) => name === checkpoint.origin);
  if (!log) return answer(404, 'unknown log\n');
  if (!signedBy(note, log)) return answer(403, 'not signed by the log\n');
  if (asked.oldSize > checkpoint.size) return answer(400, 'the old size is beyond the checkpoint\n');
  const seen = witness.memory.seen(log.name);
  const size = seen?.size ?? 0;
  const contradicts = seen && seen.size === checkpoint.size && !seen.root.equals(checkpoint.root);
  if (asked.oldSize !== size || contradicts) return { status: 409, body: `${size}\n`, contentType: 'text/x.tlog.size' };
  // Nothing was seen yet: the first state is taken as it is, and nothing has to be proved.
  const goesOn = seen ? isConsistent(seen, checkpoint, asked.proof) : asked.proof.length === 0;
  if (!goesOn) return answer(422, 'the proof does not hold\n');
  if (!seen || checkpoint.size > seen.size)
    witness.memory.save(log.name, { size: checkpoint.size, root: checkpoint.root });
  return answer(200, cosignatureOf(note.text, witness.key, { privateKey: witness.privateKey, at }));
}
