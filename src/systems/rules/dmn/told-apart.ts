import { LimitPassed, Frame, Run } from '../feel/run.ts';
import { Scope } from '../feel/scope.ts';
import { type Value, textOf } from '../feel/value.ts';
import { fitted } from './fitting.ts';
import type { DecisionTable, InputData, Model } from './model.ts';
import { Place } from './place.ts';

/** Says of a value of an input all that a model can see in it: values of which it says the same are decided the same. */
export type Teller = (value: Value, now: Date) => string;

const LIMITS = { steps: 1_000_000, time_ms: 2_000 };

/**
 * What a model can tell of the values of an input, so that millions of cases are decided by a few. Known only when tables
 * alone ask for the input, as the whole expression of a column, with cells that ask of nothing else; undefined when the name of
 * the input stands in any other text: then each value counts for itself.
 */
export function tellerOf(models: readonly Model[], input: InputData, place: Place): Teller | undefined {
  const name = tight(input.name);
  const tables: DecisionTable[] = [];
  const isMentioned = models.some((model) =>
    [...textsIn([model.decisions, model.knowledge, model.services], tables)].some((text) => tight(text).includes(name)),
  );
  const inColumns = tables.flatMap(({ inputs }) => inputs.map(({ expression }) => tight(expression)));
  if (name === '' || isMentioned || inColumns.some((text) => text !== name && text.includes(name))) return undefined;
  const own = new Place({ ...place, problems: [] });
  const scope = new Scope();
  const tested = scope.declare('?');
  const type = own.type(input.typeRef);
  const columns = tables.flatMap((table) =>
    table.inputs.flatMap(({ expression, typeRef, values }, x) => {
      if (tight(expression) !== name) return [];
      const cells = new Set(table.rules.map((rule) => rule.inputs[x] ?? '-'));
      return {
        type: own.type(typeRef),
        tests: [...(values === null ? [] : [values]), ...cells].map((cell) => own.tests(cell, scope).test),
      };
    }),
  );
  if (own.problems.length > 0) return undefined;
  return (value, now) => {
    const run = new Run({ now, limits: LIMITS });
    const frame = new Frame(Array<Value>(scope.layout.count).fill(null), run);
    try {
      const given = fitted(value, type, run);
      return columns
        .map((column) => {
          const asked = fitted(given, column.type, run);
          frame.slots[tested] = asked;
          return `${asked === null ? 'n' : 'v'}${column.tests.map((test) => (test(asked, frame) === true ? 1 : 0)).join('')}`;
        })
        .join(' ');
    } catch (error) {
      if (!(error instanceof LimitPassed) && !(error instanceof RangeError)) throw error;
      // Too much to find out beforehand: the value counts for itself.
      return `own ${textOf(value, true)}`;
    }
  };
}

/** Without any white space, as names are compared: FEEL lets a name be written with more or less of it. */
const tight = (text: string): string => text.replaceAll(/[\s\u0085\u180e\u200b\ufeff]/gu, '');

/** What is not evaluated: remarks, and what only gives something its name. */
const NOT_EVALUATED = new Set([
  'id',
  'name',
  'words',
  'valueWords',
  'variable',
  'label',
  'annotations',
  'description',
  'question',
  'typeRef',
  'variableType',
  'information',
]);

/** All texts of models that are evaluated, but for the columns' own expressions; the tables are gathered on the way. */
function* textsIn(part: unknown, tables: DecisionTable[]): Generator<string> {
  if (typeof part === 'string') yield part;
  else if (Array.isArray(part)) for (const each of part) yield* textsIn(each, tables);
  else if (typeof part === 'object' && part !== null) {
    for (const [key, value] of Object.entries(part)) {
      if (NOT_EVALUATED.has(key)) continue;
      if (key !== 'table') yield* textsIn(value, tables);
      else {
        const table = value as DecisionTable;
        tables.push(table);
        yield* textsIn([table.inputs.map(({ values }) => values), table.outputs, table.rules], tables);
      }
    }
  }
}
