import type { Bilingual } from '../../../kernel/text.ts';
import { now } from '../../../kernel/clock.ts';
import { orderOf } from '../dmn/asked.ts';
import type { Law } from '../decide/law.ts';
import { type Named, namesOf } from '../explain/names.ts';
import { type Part, partsOf, partsWords, pointsOf } from '../explain/parts.ts';
import { valueWords } from '../explain/words.ts';
import { type Value, kindOfValue, textOf } from '../feel/value.ts';

/** Cases that two editions answer differently, as one region: each input in words, and both answers. */
export interface Difference {
  /** Inputs that may be anything are left out. */
  inputs: { label: Bilingual; is: Bilingual }[];
  before: Bilingual;
  after: Bilingual;
}

export interface Comparison {
  differences: Difference[];
  /** How many kinds of case were tried, and how many of them are answered differently. */
  tried: number;
  differing: number;
  /** False when there are more kinds of case than are tried, or more differences than are told. */
  isComplete: boolean;
}

const MOST_TRIED = 20_000;
const MOST_MS = 3_000;
const MOST_TOLD = 200;

interface Axis {
  name: string;
  named: Named;
  parts: Part[];
}

/**
 * Which cases a later edition answers differently from an earlier one. Inputs are cut where the cells of either edition's tables
 * cut them; every kind of case is decided by both. An input that only one of them knows is told with it. At most 20,000
 * kinds and three seconds.
 */
export function compareLaws(before: Law, after: Law): Comparison {
  const axes = axesOf(before, after);
  const until = performance.now() + MOST_MS;
  const found: { parts: number[]; before: Value; after: Value }[] = [];
  let tried = 0;
  let isComplete = true;
  for (const parts of combinations(axes)) {
    if (tried >= MOST_TRIED || performance.now() > until) {
      isComplete = false;
      break;
    }
    tried++;
    const given = new Map(
      axes.map(({ name, parts: all }, i): [string, Value] => [name, all[parts[i] ?? 0]?.sample ?? null]),
    );
    const [old, young] = [before, after].map((law) => law.program.decide(law.decision, given, { now: now() }).value);
    if (keyOf(old ?? null) !== keyOf(young ?? null)) found.push({ parts, before: old ?? null, after: young ?? null });
  }
  const regions = merged(found, axes.length);
  const names = [namesOf(before).get(before.decision), namesOf(after).get(after.decision)];
  const say = (value: Value, at: 0 | 1): Bilingual => {
    const named = names[at];
    return named ? valueWords(value, named.said) : { vi: textOf(value), en: textOf(value) };
  };
  return {
    differences: regions.slice(0, MOST_TOLD).map((region) => ({
      inputs: axes.flatMap(({ named, parts }, i) => {
        const own = region.parts[i] ?? [];
        if (own.length === parts.length) return [];
        return [
          {
            label: named.label,
            is: partsWords(
              own.flatMap((at) => parts[at] ?? []),
              named,
            ),
          },
        ];
      }),
      before: say(region.before, 0),
      after: say(region.after, 1),
    })),
    tried,
    differing: found.length,
    isComplete: isComplete && regions.length <= MOST_TOLD,
  };
}

const keyOf = (value: Value): string => `${kindOfValue(value)} ${textOf(value, true)}`;

/** The inputs of both editions, cut where the cells of either cut them. */
function axesOf(before: Law, after: Law): Axis[] {
  const [old, young] = [namesOf(before), namesOf(after)];
  const names = [...new Set([...after.inputs, ...before.inputs].map(({ name }) => name))];
  return names.flatMap((name): Axis[] => {
    const named = young.get(name) ?? old.get(name);
    if (!named) return [];
    const parts = partsOf([...pointsOf(before, name), ...pointsOf(after, name)], named, null);
    return parts.length > 1 ? [{ name, named, parts }] : [];
  });
}

function* combinations(axes: readonly Axis[]): Iterable<number[]> {
  const at = axes.map(() => 0);
  for (;;) {
    yield [...at];
    let i = axes.length - 1;
    while (i >= 0 && (at[i] ?? 0) + 1 >= (axes[i]?.parts.length ?? 1)) at[i--] = 0;
    if (i < 0) return;
    at[i] = (at[i] ?? 0) + 1;
  }
}

interface Region {
  parts: number[][];
  before: Value;
  after: Value;
}

/** Puts regions together that differ in one input only, input by input. */
function merged(found: readonly { parts: number[]; before: Value; after: Value }[], count: number): Region[] {
  let regions: Region[] = found.map(({ parts, ...answers }) => ({ parts: parts.map((part) => [part]), ...answers }));
  for (let axis = count - 1; axis >= 0; axis--) {
    const alike = Map.groupBy(regions, ({ parts, before, after }) =>
      [keyOf(before), keyOf(after), ...parts.map((part, i) => (i === axis ? '*' : part.join(',')))].join('|'),
    );
    regions = [...alike.values()].flatMap((group): Region[] => {
      const [first] = group;
      if (!first) return [];
      const own = group.flatMap(({ parts }) => parts[axis] ?? []).toSorted((a, b) => orderOf(a, b));
      return [{ ...first, parts: first.parts.map((part, i) => (i === axis ? own : part)) }];
    });
  }
  return regions;
}
