import type { DecisionTable, Rule } from '../dmn/model.ts';
import { Ids } from './ids.ts';
import { type Tree, type TreeElement, elementLike, elementsOf, indent, isElement, setAttribute } from './xml-tree.ts';

/** The decision table of an element (a decision, or the knowledge model that holds one). Undefined when there is none. */
export function tableElement(tree: Tree, id: string): { element: TreeElement; depth: number } | undefined {
  const root = tree.nodes.find(isElement);
  const holder =
    root && elementsOf(root).find((each) => (each.attributes.get('id') ?? each.attributes.get('name')) === id);
  if (!holder) return undefined;
  const [direct] = elementsOf(holder, 'decisionTable');
  if (direct) return { element: direct, depth: 2 };
  const [logic] = elementsOf(holder, 'encapsulatedLogic');
  const [inside] = logic ? elementsOf(logic, 'decisionTable') : [];
  return inside && { element: inside, depth: 3 };
}

/**
 * Puts a table in place of the one that stands in the tree. Columns and rows are known by their ids: those that stay keep what
 * else stands with them (extension elements, descriptions, attributes of other tools); new ones are given ids.
 */
export function writeTable(tree: Tree, at: { element: TreeElement; depth: number }, table: DecisionTable): void {
  const { element, depth } = at;
  const ids = new Ids(tree);
  const make: Make = (local, attributes, children) => elementLike(element, local, attributes, children);
  setAttribute(element, 'hitPolicy', table.hitPolicy);
  setAttribute(element, 'aggregation', table.aggregation);
  const known = new Map<string, TreeElement>();
  for (const each of elementsOf(element)) {
    const id = each.attributes.get('id');
    if (id) known.set(id, each);
  }
  const columns = [
    ...table.inputs.map((input) => inputElement(known.get(input.id), input, { make, ids })),
    ...table.outputs.map((output) => outputElement(known.get(output.id), output, { make, ids })),
  ];
  const before = elementsOf(element, 'annotation');
  const annotations = table.annotations.map(
    (name) => before.find((each) => each.attributes.get('name') === name) ?? make('annotation', { name }),
  );
  const places = {
    inputs: placesBefore(elementsOf(element, 'input'), table.inputs),
    outputs: placesBefore(elementsOf(element, 'output'), table.outputs),
    annotations: table.annotations.map((name) => before.findIndex((each) => each.attributes.get('name') === name)),
  };
  const rules = table.rules.map((rule) => ruleElement(known.get(rule.id), rule, { make, ids, places }));
  const replaced = new Set(['input', 'output', 'annotation', 'rule']);
  const others = element.children.filter(
    (node) => !isElement(node) || node.namespace !== element.namespace || !replaced.has(node.local),
  );
  element.children = [...others, ...columns, ...annotations, ...rules];
  indent(element, depth);
}

type Make = (
  local: string,
  attributes?: Record<string, string | null | undefined>,
  children?: TreeElement['children'],
) => TreeElement;

interface Making {
  make: Make;
  ids: Ids;
}

/** For each column where it stood before; −1 when it is new. */
interface Places {
  inputs: readonly number[];
  outputs: readonly number[];
  annotations: readonly number[];
}

function placesBefore(before: readonly TreeElement[], columns: readonly { id: string }[]): number[] {
  return columns.map(({ id }) => before.findIndex((each) => id !== '' && each.attributes.get('id') === id));
}

/** Children of an element that stay: all but those of these names. */
function staying(element: TreeElement | undefined, written: readonly string[]): TreeElement['children'] {
  return (element?.children ?? []).filter(
    (node) => !isElement(node) || node.namespace !== element?.namespace || !written.includes(node.local),
  );
}

function textElement(old: TreeElement | undefined, local: string, text: string, { make, ids }: Making): TreeElement {
  const kept = old && new Map(old.attributes);
  const element = make(local, { id: ids.next(local) }, [
    ...staying(old, ['text']),
    make('text', {}, text === '' ? [] : [{ node: 'text', text }]),
  ]);
  if (kept?.has('id')) element.attributes = kept;
  else if (kept) for (const [key, value] of kept) element.attributes.set(key, value);
  return element;
}

function inputElement(
  old: TreeElement | undefined,
  input: DecisionTable['inputs'][number],
  making: Making,
): TreeElement {
  const { make, ids } = making;
  const [oldExpression] = old ? elementsOf(old, 'inputExpression') : [];
  const expression = textElement(oldExpression, 'inputExpression', input.expression, making);
  // DMN 1.1 may name the type in an element of its own.
  expression.children = expression.children.filter((node) => !isElement(node) || node.local !== 'typeRef');
  setAttribute(expression, 'typeRef', input.typeRef);
  const [oldValues] = old ? elementsOf(old, 'inputValues') : [];
  const element = make('input', { id: ids.next('input') }, [
    ...staying(old, ['inputExpression', 'inputValues']),
    expression,
    ...(input.values === null ? [] : [textElement(oldValues, 'inputValues', input.values, making)]),
  ]);
  if (old) element.attributes = new Map(old.attributes);
  const isOwnLabel = input.label !== input.expression.trim() || old?.attributes.has('label');
  setAttribute(element, 'label', isOwnLabel ? input.label : null);
  return element;
}

function outputElement(
  old: TreeElement | undefined,
  output: DecisionTable['outputs'][number],
  making: Making,
): TreeElement {
  const { make, ids } = making;
  const part = (local: string, text: string | null): TreeElement[] => {
    const [before] = old ? elementsOf(old, local) : [];
    return text === null ? [] : [textElement(before, local, text, making)];
  };
  const element = make('output', { id: ids.next('output') }, [
    ...staying(old, ['outputValues', 'defaultOutputEntry', 'typeRef']),
    ...part('outputValues', output.values),
    ...part('defaultOutputEntry', output.otherwise),
  ]);
  if (old) element.attributes = new Map(old.attributes);
  setAttribute(element, 'name', output.name);
  setAttribute(element, 'label', output.label === '' || output.label === output.name ? null : output.label);
  setAttribute(element, 'typeRef', output.typeRef);
  return element;
}

function ruleElement(old: TreeElement | undefined, rule: Rule, making: Making & { places: Places }): TreeElement {
  const { make, ids, places } = making;
  const entries = (local: string, texts: readonly string[], from: readonly number[]): TreeElement[] => {
    const before = old ? elementsOf(old, local) : [];
    return texts.map((text, i) => textElement(before[from[i] ?? -1], local, text, making));
  };
  const [description] = old ? elementsOf(old, 'description') : [];
  const isSame = description?.children.some((node) => 'text' in node && node.text.trim() === rule.description);
  const told = rule.description === '' ? [] : [make('description', {}, [{ node: 'text', text: rule.description }])];
  const element = make('rule', { id: ids.next('rule') }, [
    ...(isSame && description ? [description] : told),
    ...staying(old, ['description', 'inputEntry', 'outputEntry', 'annotationEntry']),
    ...entries('inputEntry', rule.inputs, places.inputs),
    ...entries('outputEntry', rule.outputs, places.outputs),
    ...rule.annotations.map((text, i) => annotationEntry(old, places.annotations[i] ?? -1, text, make)),
  ]);
  if (old) element.attributes = new Map(old.attributes);
  return element;
}

/** What stands beside a row, such as its clause. It has no id of its own (DMN 1.5, table 37). */
function annotationEntry(old: TreeElement | undefined, from: number, text: string, make: Make): TreeElement {
  const before = old && elementsOf(old, 'annotationEntry')[from];
  const element = make('annotationEntry', {}, [make('text', {}, text === '' ? [] : [{ node: 'text', text }])]);
  if (before) element.attributes = new Map(before.attributes);
  return element;
}
