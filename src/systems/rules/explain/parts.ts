import type { Bilingual } from '../../../kernel/text.ts';
import { askedBy, distinct, orderOf, valuesAsked } from '../dmn/asked.ts';
import { samplesBetween } from '../dmn/samples.ts';
import type { Law } from '../decide/law.ts';
import { isNumeric } from '../feel/decimal.ts';
import { type Kind, type Value, kindOfValue } from '../feel/value.ts';
import type { Named } from './names.ts';
import { type Span, inBoth, spanIn, valueIn } from './words.ts';

/** Part of what an input can be: no cell tells its values apart. */
export interface Part {
  sample: Value;
  /** Another value in it, where there is one: an answer that differs between the two is no answer of the part. */
  second: Value | undefined;
  /** For ordered values; one value stands for itself without one. */
  span: Span | undefined;
  /** Where it stands on the line. */
  at: number;
}

/** The values that the cells of a law's tables name of an input or decision. */
export function pointsOf(law: Law, name: string): Value[] {
  return law.tables
    .flatMap(({ table, cells, scope, place }) =>
      table.inputs.flatMap(({ expression }, x) =>
        expression.trim() === name ? (cells[x] ?? []).flatMap((cell) => valuesAsked(askedBy(cell, scope, place))) : [],
      ),
    )
    .filter((each) => each !== null);
}

/** The parts that values are cut into: each value of a list, or the points of a line and what lies between. */
export function partsOf(points: readonly Value[], { said }: Named, value: Value): Part[] {
  const kind = (points[0] === undefined ? undefined : kindOfValue(points[0])) ?? said.type.base;
  if (kind === 'boolean')
    return [false, true].map((sample, at) => ({ sample, second: undefined, at, span: undefined }));
  if (kind === 'string') {
    const named = [...said.type.valueWords.keys()];
    const all = named.length > 0 ? named : [...new Set(points.map((each) => String(each)))];
    return all.map((sample, at) => ({ sample, second: undefined, at, span: undefined }));
  }
  if (points.some((each) => kindOfValue(each) !== kind) || (value !== null && kindOfValue(value) !== kind)) return [];
  const line = distinct(points);
  return Array.from({ length: line.length * 2 + 1 }).flatMap((_, at): Part[] => {
    const k = at >> 1;
    const [below, point] = [line[k - 1], line[k]];
    if (at % 2 === 1 && point !== undefined) {
      const end = { value: point, isIn: true };
      return [{ sample: point, second: undefined, at, span: { low: end, high: end } }];
    }
    const [sample, ...further] = samplesBetween(kind as Kind, below, point);
    // Below the least of counted things there is nothing.
    if (sample === undefined || (below === undefined && isNumeric(point) && orderOf(point, 0) <= 0)) return [];
    return [
      {
        sample,
        second: further.at(-1) ?? farther(sample, point),
        at,
        span: {
          ...(below === undefined ? {} : { low: { value: below, isIn: false } }),
          ...(point === undefined ? {} : { high: { value: point, isIn: false } }),
        },
      },
    ];
  });
}

/** Of a line without an end: a number farther out than the plainest one. */
function farther(sample: Value, high: Value | undefined): Value | undefined {
  return high === undefined && typeof sample === 'number' ? sample * 2 + 1 : undefined;
}

/** Parts in words, those that touch as one. */
export function partsWords(parts: readonly Part[], { said }: Named): Bilingual {
  const spans: Span[] = [];
  let last = Number.NaN;
  for (const { at, span } of parts) {
    const before = spans.at(-1);
    if (span && before && at === last + 1)
      spans[spans.length - 1] = {
        ...(before.low ? { low: before.low } : {}),
        ...(span.high ? { high: span.high } : {}),
      };
    else if (span) spans.push(span);
    last = at;
  }
  const or = { vi: ' hoặc ', en: ' or ' };
  return inBoth((language) =>
    (spans.length > 0
      ? spans.map((span) =>
          span.low && span.low === span.high ? valueIn(span.low.value, said, language) : spanIn(span, said, language),
        )
      : parts.map(({ sample }) => valueIn(sample, said, language))
    ).join(or[language]),
  );
}
