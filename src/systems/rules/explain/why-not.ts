import { now } from '../../../kernel/clock.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { distinct, orderOf, segmentOf } from '../dmn/asked.ts';
import type { Law } from '../decide/law.ts';
import { isNumeric } from '../feel/decimal.ts';
import { type Value, kindOfValue, textOf } from '../feel/value.ts';
import { type Named, namesOf } from './names.ts';
import { type Part, partsOf, partsWords, pointsOf } from './parts.ts';
import { valueWords } from './words.ts';

/** What would have to be different, and what the answer were then. */
export interface OtherAnswer {
  answer: Bilingual;
  /** One change, or two that only together give it. */
  changes: { name: string; label: Bilingual; to: Bilingual }[];
}

export interface OtherAnswers {
  answers: OtherAnswer[];
  /** False when there was more to try than is tried. */
  isComplete: boolean;
}

/** Which answers are wanted: more (or yes), less (or no), or any other. */
export type Wanted = 'more' | 'less' | 'other';

const MOST_EVALUATIONS = 20_000;
const MOST_MS = 400;
const MOST_TOLD = 12;

/** An input, or a value that the law calculates, with the parts of it that the tables tell apart. */
interface Dimension {
  name: string;
  named: Named;
  parts: Part[];
  /** The part in which the case is now. */
  now: number;
}

/**
 * The smallest changes that would give another answer: of one input, and of two together where one alone does not. The values
 * that are tried are those that the cells of the law's own tables tell apart, and every answer told was calculated.
 */
export function otherAnswers(law: Law, values: readonly Value[], wanted: Wanted): OtherAnswers {
  const given = new Map(law.inputs.map(({ name }, i): [string, Value] => [name, values[i] ?? null]));
  const search = new Search(law, given, wanted);
  search.single();
  search.pairs();
  return { answers: search.told(), isComplete: search.isComplete };
}

class Search {
  isComplete = true;
  readonly #law: Law;
  readonly #given: ReadonlyMap<string, Value>;
  readonly #wanted: Wanted;
  readonly #now: Value;
  readonly #said: Named | undefined;
  readonly #dimensions: Dimension[];
  /** Keys of what one change alone gives: dimension, part, answer. */
  readonly #alone = new Set<string>();
  readonly #found: { answer: Value; changes: [Dimension, Part[]][] }[] = [];
  readonly #until = performance.now() + MOST_MS;
  #left = MOST_EVALUATIONS;

  constructor(law: Law, given: ReadonlyMap<string, Value>, wanted: Wanted) {
    this.#law = law;
    this.#given = given;
    this.#wanted = wanted;
    const names = namesOf(law);
    this.#said = names.get(law.decision);
    this.#now = this.#decide([]);
    this.#dimensions = dimensionsOf(law, names, (name) =>
      given.has(name) ? (given.get(name) ?? null) : law.program.decide(name, given, { now: now() }).value,
    );
  }

  #decide(changes: readonly (readonly [string, Value])[]): Value {
    const given = changes.length === 0 ? this.#given : new Map([...this.#given, ...changes]);
    return this.#law.program.decide(this.#law.decision, given, { now: now(), limits: { time_ms: MOST_MS } }).value;
  }

  /** What every case in these parts is answered; undefined when they are not all answered the same. */
  #answerOf(dimensions: readonly Dimension[], parts: readonly Part[]): Value | undefined {
    const at = (pick: (part: Part) => Value): Value =>
      this.#decide(dimensions.map(({ name }, i): [string, Value] => [name, parts[i] ? pick(parts[i]) : null]));
    const answer = at(({ sample }) => sample);
    if (parts.every(({ second }) => second === undefined)) return answer;
    return keyOf(at(({ sample, second }) => second ?? sample)) === keyOf(answer) ? answer : undefined;
  }

  #mayTry(): boolean {
    if (this.#left-- > 0 && performance.now() < this.#until) return true;
    this.isComplete = false;
    return false;
  }

  /** Changes of one dimension; the parts that give one answer are told together. */
  single(): void {
    for (const dimension of this.#dimensions) {
      const byAnswer = new Map<string, { answer: Value; parts: Part[] }>();
      for (const part of others(dimension)) {
        if (!this.#mayTry()) return;
        const answer = this.#answerOf([dimension], [part]);
        if (answer === undefined || !isWanted(answer, this.#now, this.#wanted)) continue;
        const key = keyOf(answer);
        this.#alone.add(`${dimension.name} ${part.at} ${key}`);
        const same = byAnswer.get(key) ?? { answer, parts: [] };
        same.parts.push(part);
        byAnswer.set(key, same);
      }
      for (const { answer, parts } of byAnswer.values()) this.#found.push({ answer, changes: [[dimension, parts]] });
    }
  }

  /** Changes of two dimensions, neither of which alone gives the answer. */
  pairs(): void {
    for (const [i, first] of this.#dimensions.entries())
      for (const second of this.#dimensions.slice(i + 1)) {
        // By answer: for each part of the first, which parts of the second give it.
        const byAnswer = new Map<string, { answer: Value; parts: Map<Part, Part[]> }>();
        for (const a of others(first))
          for (const b of others(second)) {
            if (!this.#mayTry()) return;
            const answer = this.#answerOf([first, second], [a, b]);
            if (answer === undefined || !isWanted(answer, this.#now, this.#wanted)) continue;
            const key = keyOf(answer);
            if (this.#alone.has(`${first.name} ${a.at} ${key}`) || this.#alone.has(`${second.name} ${b.at} ${key}`))
              continue;
            const same = byAnswer.get(key) ?? { answer, parts: new Map<Part, Part[]>() };
            same.parts.set(a, [...(same.parts.get(a) ?? []), b]);
            byAnswer.set(key, same);
          }
        for (const { answer, parts } of byAnswer.values())
          for (const alike of Map.groupBy(parts, ([, bs]) => bs.map(({ at }) => at).join(' ')).values())
            this.#found.push({
              answer,
              changes: [
                [first, alike.map(([a]) => a)],
                [second, alike[0]?.[1] ?? []],
              ],
            });
      }
  }

  /** What was found, in words: what needs least first, then the best answer. */
  told(): OtherAnswer[] {
    const better = (a: Value, b: Value): number => (this.#wanted === 'less' ? orderOf(a, b) : orderOf(b, a));
    const sorted = this.#found.toSorted(
      (a, b) => a.changes.length - b.changes.length || (isOrdered(a.answer, b.answer) ? better(a.answer, b.answer) : 0),
    );
    if (sorted.length > MOST_TOLD) this.isComplete = false;
    return sorted.slice(0, MOST_TOLD).map(({ answer, changes }) => ({
      answer: this.#said ? valueWords(answer, this.#said.said) : { vi: textOf(answer), en: textOf(answer) },
      changes: changes.map(([{ name, named }, parts]) => ({ name, label: named.label, to: partsWords(parts, named) })),
    }));
  }
}

const others = ({ parts, now: at }: Dimension): Part[] => parts.filter((_, i) => i !== at);
const keyOf = (value: Value): string => `${kindOfValue(value)} ${textOf(value, true)}`;
const isOrdered = (a: Value, b: Value): boolean =>
  (isNumeric(a) && isNumeric(b)) || (typeof a === 'boolean' && typeof b === 'boolean');

function isWanted(answer: Value, before: Value, wanted: Wanted): boolean {
  if (answer === null || keyOf(answer) === keyOf(before)) return false;
  if (wanted === 'other' || !isOrdered(answer, before)) return true;
  return wanted === 'more' ? orderOf(answer, before) > 0 : orderOf(answer, before) < 0;
}

/** What the tables ask of inputs, and of values that are calculated and no table's answer. */
function dimensionsOf(law: Law, names: ReadonlyMap<string, Named>, valueOf: (name: string) => Value): Dimension[] {
  const calculated = law.requirements.decisions.flatMap(({ name, logic }) => (logic?.boxed === 'literal' ? name : []));
  return [...law.inputs.map(({ name }) => name), ...calculated].flatMap((name): Dimension[] => {
    const named = names.get(name);
    const points = pointsOf(law, name);
    if (!named || points.length === 0) return [];
    const value = valueOf(name);
    const parts = partsOf(points, named, value);
    return parts.length > 1 ? [{ name, named, parts, now: partWith(parts, points, value) }] : [];
  });
}

function partWith(parts: readonly Part[], points: readonly Value[], value: Value): number {
  if (value === null) return -1;
  if (parts.some(({ span }) => span)) {
    const at = segmentOf(value, distinct(points));
    return parts.findIndex((part) => part.at === at);
  }
  return parts.findIndex(({ sample }) => sample === value);
}
