import { evenName } from '../feel/names.ts';
import type { Aggregation, Boxed, BoxedFunction, DecisionTable, HitPolicy } from './model.ts';
import { wordsOf } from './words.ts';
import { type Element, child, childrenOf, textIn } from './xml.ts';

/** Boxed expressions of a file. */
const EMPTY: Boxed = { boxed: 'literal', id: '', typeRef: null, text: '' };

const KINDS: Record<string, (element: Element, head: { id: string; typeRef: string | null }) => Boxed> = {
  literalExpression: (element, head) => ({ ...head, boxed: 'literal', text: textIn(element, 'text') ?? '' }),
  decisionTable: (element, head) => ({ ...head, boxed: 'table', table: tableOf(element) }),
  context: (element, head) => ({
    ...head,
    boxed: 'context',
    entries: childrenOf(element, 'contextEntry').map((entry) => {
      const variable = child(entry, 'variable');
      return {
        name: variable ? nameOf(variable) : null,
        typeRef: typeRefOf(variable),
        value: boxedIn(entry) ?? EMPTY,
      };
    }),
  }),
  list: (element, head) => ({ ...head, boxed: 'list', items: allBoxed(element) }),
  relation: (element, head) => ({
    ...head,
    boxed: 'relation',
    columns: childrenOf(element, 'column').map((column) => ({ name: nameOf(column), typeRef: typeRefOf(column) })),
    rows: childrenOf(element, 'row').map(allBoxed),
  }),
  functionDefinition: functionOf,
  invocation: (element, head) => ({
    ...head,
    boxed: 'invocation',
    callee: boxedIn(element) ?? EMPTY,
    bindings: childrenOf(element, 'binding').map((binding) => ({
      name: nameOf(child(binding, 'parameter')),
      typeRef: typeRefOf(child(binding, 'parameter')),
      value: boxedIn(binding) ?? null,
    })),
  }),
  conditional: (element, head) => ({
    ...head,
    boxed: 'conditional',
    condition: boxedIn(child(element, 'if')) ?? EMPTY,
    yes: boxedIn(child(element, 'then')) ?? EMPTY,
    no: boxedIn(child(element, 'else')) ?? EMPTY,
  }),
  filter: (element, head) => ({
    ...head,
    boxed: 'filter',
    of: boxedIn(child(element, 'in')) ?? EMPTY,
    match: boxedIn(child(element, 'match')) ?? EMPTY,
  }),
  for: (element, head) => iterator('for', element, head),
  some: (element, head) => iterator('some', element, head),
  every: (element, head) => iterator('every', element, head),
};

/** The type that an element names, without the prefix that DMN 1.1 gives FEEL's own; as an attribute or, in old files, an element. */
export function typeRefOf(element: Element | undefined): string | null {
  const name = element?.attributes.get('typeRef')?.trim() || (child(element, 'typeRef')?.text.trim() ?? '');
  return name === '' ? null : evenName(name.replace(/^feel:/, ''));
}

function nameOf(element: Element | undefined): string {
  return evenName(element?.attributes.get('name') ?? '');
}

function headOf(element: Element): { id: string; typeRef: string | null } {
  return { id: element.attributes.get('id') ?? '', typeRef: typeRefOf(element) };
}

function allBoxed(element: Element): Boxed[] {
  return element.children.flatMap((each) => {
    const read = KINDS[each.name];
    return read ? [read(each, headOf(each))] : [];
  });
}

/** The expression that stands in an element. */
export function boxedIn(element: Element | undefined): Boxed | undefined {
  return element && allBoxed(element)[0];
}

/** A function's parameters and body. */
export function functionOf(element: Element): BoxedFunction {
  return {
    boxed: 'function',
    ...headOf(element),
    kind: element.attributes.get('kind') ?? 'FEEL',
    parameters: childrenOf(element, 'formalParameter').map((each) => ({
      name: nameOf(each),
      typeRef: typeRefOf(each),
    })),
    body: boxedIn(element) ?? null,
  };
}

function iterator(
  boxed: 'for' | 'some' | 'every',
  element: Element,
  head: { id: string; typeRef: string | null },
): Boxed {
  return {
    ...head,
    boxed,
    variable: evenName(element.attributes.get('iteratorVariable') ?? ''),
    variableType: typeRefOf(child(element, 'in')),
    in: boxedIn(child(element, 'in')) ?? EMPTY,
    body: boxedIn(child(element, boxed === 'for' ? 'return' : 'satisfies')) ?? EMPTY,
  };
}

function tableOf(element: Element): DecisionTable {
  return {
    hitPolicy: (element.attributes.get('hitPolicy') ?? 'UNIQUE') as HitPolicy,
    aggregation: (element.attributes.get('aggregation') ?? null) as Aggregation | null,
    inputs: childrenOf(element, 'input').map((input) => {
      const expression = child(input, 'inputExpression');
      const text = textIn(expression, 'text') ?? '';
      return {
        id: input.attributes.get('id') ?? '',
        label: input.attributes.get('label') ?? text.trim(),
        expression: text,
        typeRef: typeRefOf(expression),
        values: textIn(input, 'inputValues') ?? null,
        words: wordsOf(input),
      };
    }),
    outputs: childrenOf(element, 'output').map((output) => ({
      id: output.attributes.get('id') ?? '',
      label:
        output.attributes.get('label') ?? output.attributes.get('name') ?? element.attributes.get('outputLabel') ?? '',
      name: output.attributes.has('name') ? nameOf(output) : null,
      typeRef: typeRefOf(output),
      values: textIn(output, 'outputValues') ?? null,
      otherwise: textIn(output, 'defaultOutputEntry') ?? null,
      words: wordsOf(output),
    })),
    annotations: childrenOf(element, 'annotation').map((each) => each.attributes.get('name') ?? ''),
    rules: childrenOf(element, 'rule').map((rule) => ({
      id: rule.attributes.get('id') ?? '',
      description: child(rule, 'description')?.text.trim() ?? '',
      inputs: childrenOf(rule, 'inputEntry').map((each) => textIn(each, 'text') ?? ''),
      outputs: childrenOf(rule, 'outputEntry').map((each) => textIn(each, 'text') ?? ''),
      annotations: childrenOf(rule, 'annotationEntry').map((each) => (textIn(each, 'text') ?? '').trim()),
    })),
  };
}
