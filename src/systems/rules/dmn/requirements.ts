import type { Decision, InputData, ItemDefinition, Model } from './model.ts';
import type { Words } from './words.ts';

/** What a decision rests on: inputs, and the decisions before it, each after those that it requires, itself last. */
export interface Requirements {
  inputs: InputData[];
  decisions: Decision[];
}

/** All that a decision of this model rests on within the model; undefined when there is no such decision. */
export function requirementsOf(model: Model, name: string): Requirements | undefined {
  const asked = model.decisions.find((each) => each.name === name);
  if (!asked) return undefined;
  const found: Requirements = { inputs: [], decisions: [] };
  const seen = new Set<string>();
  const visit = (decision: Decision): void => {
    if (seen.has(decision.id)) return;
    seen.add(decision.id);
    for (const reference of decision.information) {
      const id = reference.slice(reference.lastIndexOf('#') + 1);
      const input = model.inputs.find((each) => each.id === id);
      if (input && !seen.has(id)) {
        seen.add(id);
        found.inputs.push(input);
      }
      const before = model.decisions.find((each) => each.id === id);
      if (before) visit(before);
    }
    found.decisions.push(decision);
  };
  visit(asked);
  return found;
}

/** FEEL's own type behind the name of a type, and what its item definitions say of it. */
export interface PlainType {
  /** `number`, `string`, `boolean`, `date`, …; `Any` when nothing is said. */
  base: string;
  isList: boolean;
  /** The tests of the values that it allows; null when it allows all. */
  allowed: string | null;
  words: Words | null;
  /** What people call its values. */
  valueWords: ReadonlyMap<string, Words>;
}

const MOST_NAMES = 64;

/** What a type of a model comes to. */
export function plainType(model: Model, typeRef: string | null): PlainType {
  const plain: PlainType = { base: typeRef ?? 'Any', isList: false, allowed: null, words: null, valueWords: new Map() };
  for (let i = 0; i < MOST_NAMES; i++) {
    const definition: ItemDefinition | undefined = model.types.find(({ name }) => name === plain.base);
    if (!definition) return plain;
    plain.isList ||= definition.isCollection;
    plain.allowed ??= definition.allowed;
    plain.words ??= definition.words;
    if (plain.valueWords.size === 0) plain.valueWords = definition.valueWords;
    if (definition.components.length > 0) return { ...plain, base: 'context' };
    plain.base = definition.typeRef ?? 'Any';
  }
  return plain;
}
