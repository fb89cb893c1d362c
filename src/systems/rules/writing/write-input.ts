import { WORDS_NAMESPACE } from '../dmn/words.ts';
import { Ids, giveIds } from './ids.ts';
import { type TreeElement, elementLike, elementsOf, indent, isElement, readTree, writeTree } from './xml-tree.ts';

/** An input that a model does not have yet. */
export interface NewInput {
  name: string;
  typeRef: string;
  /** What people call it. */
  words: { vi: string; en: string };
}

/** The text of a model with one more input, which the decision of this id requires. */
export function withInput(text: string, decision: string, { name, typeRef, words }: NewInput): string {
  const tree = readTree(text);
  giveIds(tree);
  const root = tree.nodes.find(isElement);
  if (!root) return text;
  const id = new Ids(tree).next('inputData');
  const told = {
    ...elementLike(root, 'words', { 'xmlns:mc': WORDS_NAMESPACE, ...words }),
    name: 'mc:words',
    namespace: WORDS_NAMESPACE,
  };
  const input = elementLike(root, 'inputData', { id, name }, [
    elementLike(root, 'extensionElements', {}, [told]),
    elementLike(root, 'variable', { id: `${id}-variable`, name, typeRef }),
  ]);
  indent(input, 1);
  // Before the diagram, which is last (DMN 1.5, table 4).
  const at = root.children.findIndex((node) => isElement(node) && node.local === 'DMNDI');
  const lines = [{ node: 'text', text: '\n  ' } as const, input];
  if (at < 0) root.children.splice(endOf(root), 0, ...lines);
  else root.children.splice(at, 0, input, { node: 'text', text: '\n  ' });
  return requiring(writeTree(tree), decision, [name]);
}

/** Where the white space before the end tag begins. */
function endOf({ children }: TreeElement): number {
  return children.at(-1)?.node === 'text' ? children.length - 1 : children.length;
}

/**
 * The text of a model in which the decision of this id requires the inputs and decisions of these names, where there are such
 * and it does not yet: what a column asks is then in its reach.
 */
export function requiring(text: string, decision: string, names: readonly string[]): string {
  const tree = readTree(text);
  const root = tree.nodes.find(isElement);
  const holder = root && elementsOf(root, 'decision').find(({ attributes }) => attributes.get('id') === decision);
  if (!root || !holder) return text;
  const ids = new Ids(tree);
  const required = new Set(
    elementsOf(holder, 'informationRequirement').flatMap((each) =>
      elementsOf(each).map(({ attributes }) => attributes.get('href')?.replace(/^#/, '') ?? ''),
    ),
  );
  const added = elementsOf(root)
    .filter(({ local, attributes }) => {
      const id = attributes.get('id') ?? '';
      const isKind = local === 'inputData' || local === 'decision';
      return isKind && id !== decision && !required.has(id) && names.includes(attributes.get('name') ?? '');
    })
    .map((each) =>
      elementLike(root, 'informationRequirement', { id: ids.next('informationRequirement') }, [
        elementLike(root, each.local === 'decision' ? 'requiredDecision' : 'requiredInput', {
          href: `#${each.attributes.get('id') ?? ''}`,
        }),
      ]),
    );
  if (added.length === 0) return text;
  const before = new Set([
    'description',
    'extensionElements',
    'question',
    'allowedAnswers',
    'variable',
    'informationRequirement',
  ]);
  const last = holder.children.findLastIndex((node) => isElement(node) && before.has(node.local));
  holder.children.splice(last + 1, 0, ...added);
  indent(holder, 1);
  return writeTree(tree);
}
