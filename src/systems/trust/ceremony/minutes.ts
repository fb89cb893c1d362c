import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { Refusal } from '../../../kernel/refusal.ts';
import { now } from '../../../kernel/clock.ts';

/**
 * The minutes of the ceremony: what was done with the root's key, one step a line. Each names the hash of the line before it and
 * is signed by the root, so that none can be changed, put in or taken out from between; that the last ones were taken away shows
 * only to whoever wrote down the hash of the last line, which the witnesses do.
 */

export const MOST_STEPS = 10_000;
const MOST_WORDS = 200;

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Serial = Type.String({ pattern: '^([0-9a-f]{2}){1,21}$' });

/** A certificate that the list tells of: CRLReason; 6 while suspended. */
export const Told = Type.Object({
  serial: Serial,
  at: Type.String({ format: 'date-time', maxLength: 40 }),
  reason: Type.Enum([0, 1, 2, 3, 4, 5, 6, 9]),
});

const Step = Type.Object(
  {
    number: Type.Integer({ minimum: 1, maximum: MOST_STEPS }),
    at: Type.String({ format: 'date-time', maxLength: 40 }),
    /** The two who were there. */
    by: Type.Array(Type.String({ minLength: 1, maxLength: MOST_WORDS }), { minItems: 2, maxItems: 2 }),
    made: Type.Union([
      Type.Object({ kind: Type.Literal('root') }),
      Type.Object({
        kind: Type.Literal('certificate'),
        profile: Type.String({ maxLength: 40 }),
        key: Sha256,
        serial: Serial,
      }),
      Type.Object({
        kind: Type.Literal('list'),
        number: Type.Integer({ minimum: 1 }),
        nextUpdate: Type.String({ format: 'date-time', maxLength: 40 }),
        entries: Type.Array(Told, { maxItems: 10_000 }),
      }),
    ]),
    /** The file in the folder, and its SHA-256. */
    file: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,100}$' }),
    sha256: Sha256,
    /** SHA-256 of the line before, with its signature; 64 zeros in the first. */
    previous: Sha256,
  },
  { additionalProperties: false },
);
export type Step = Static<typeof Step>;

const NOTHING_BEFORE = '0'.repeat(64);
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The minutes with one more step, signed. */
export function addStep(
  minutes: string,
  step: Pick<Step, 'by' | 'made' | 'file' | 'sha256'>,
  privateKey: KeyObject,
): string {
  const lines = minutes.split('\n').slice(0, -1);
  const told: Step = {
    number: lines.length + 1,
    at: now().toISOString(),
    ...step,
    previous: lines.length === 0 ? NOTHING_BEFORE : hashOf(lines.at(-1)!),
  };
  const text = JSON.stringify(told);
  return `${minutes}${text}\t${sign('sha384', Buffer.from(text), privateKey).toString('base64')}\n`;
}

/** Refuses `trust.two_witnesses_needed` unless two different people are named. */
export function assertWitnesses(by: readonly string[]): void {
  const names = new Set(by.map((name) => name.trim().normalize('NFC').toLowerCase()));
  const isUsable = (name: string) => name.trim() !== '' && name.length <= MOST_WORDS && !/\p{Cc}/u.test(name);
  if (by.length !== 2 || names.size !== 2 || !by.every(isUsable)) throw new Refusal('trust.two_witnesses_needed', 422);
}

/**
 * The steps of the minutes, every line's shape, number, chain, order of time and signature having been checked; and the hash of the
 * last line. Refuses `trust.minutes_changed` with the number of the first line that is wrong.
 */
export function readMinutes(minutes: string, rootKey: KeyObject): { steps: Step[]; last: string } {
  const lines = minutes.split('\n');
  const refuse = (line: number) => new Refusal('trust.minutes_changed', 409, { values: { line } });
  // The last line ends too.
  if (lines.pop() !== '' || lines.length === 0 || lines.length > MOST_STEPS) throw refuse(lines.length + 1);
  let previous = NOTHING_BEFORE;
  let before = '';
  const steps = lines.map((line, i) => {
    const [text = '', signature = '', ...more] = line.split('\t');
    const step = readStep(text);
    const isRight =
      step?.number === i + 1 &&
      more.length === 0 &&
      step.previous === previous &&
      step.at >= before &&
      (step.made.kind === 'root') === (i === 0) &&
      verify('sha384', Buffer.from(text), rootKey, Buffer.from(signature, 'base64'));
    if (!isRight) throw refuse(i + 1);
    previous = hashOf(line);
    before = step.at;
    return step;
  });
  return { steps, last: previous };
}

function readStep(text: string): Step | undefined {
  try {
    const step: unknown = JSON.parse(text);
    return Check(Step, step) ? step : undefined;
  } catch {
    return undefined;
  }
}
