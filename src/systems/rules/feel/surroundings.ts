import type { Code } from './run.ts';
import type { Scope } from './scope.ts';
import type { Node, TypeNode } from './syntax.ts';
import { ANY, BUILT_IN_TYPES, type Type, simple } from './type.ts';
import { kindOfValue } from './value.ts';

/** What may be wrong with the text of an expression itself. */
export type TextProblem = 'model.name_unknown' | 'model.type_unknown';

/** What the compiler must know of the model around an expression. */
export interface Surroundings {
  /** Compiles an expression inside of this one. */
  compile(node: Node, scope: Scope): Code;
  /** The type that a name stands for; undefined when there is none. */
  typeNamed(name: string): Type | undefined;
  /** Told what is wrong with the text itself: a name that nothing has, a type that there is not. */
  report(problem: TextProblem, about: string): void;
}

/** The type that an expression names; undefined when there is none. */
export function typeOf(node: TypeNode, around: Surroundings): Type | undefined {
  switch (node.type) {
    case 'list':
    case 'range':
      return { type: node.type, of: typeOf(node.of, around) ?? ANY };
    case 'context':
      return {
        type: 'context',
        fields: new Map(node.fields.map(([name, field]) => [name, typeOf(field, around) ?? ANY])),
      };
    case 'function':
      return {
        type: 'function',
        parameters: node.parameters.map((each) => typeOf(each, around) ?? ANY),
        result: typeOf(node.result, around) ?? ANY,
      };
    case 'name': {
      const type = around.typeNamed(node.name) ?? BUILT_IN_TYPES.get(node.name);
      if (!type) around.report('model.type_unknown', node.name);
      return type;
    }
  }
}

/** The type of what a body always answers, as far as its text tells. */
export function staticType(node: Node): Type {
  if (node.node === 'constant') return node.value === null ? ANY : simple(kindOfValue(node.value));
  if (node.node === 'context')
    return { type: 'context', fields: new Map(node.entries.map(([name, entry]) => [name, staticType(entry)])) };
  if (node.node === 'binary' && node.operator !== '+') return staticType(node.left);
  if (node.node === 'compare' || node.node === 'and' || node.node === 'or') return simple('boolean');
  return ANY;
}
