import type { DecisionTable } from '../dmn/model.ts';
import { drawDiagram } from './diagram.ts';
import { giveIds } from './ids.ts';
import { tableElement, writeTable } from './write-table.ts';
import { type Tree, below, isElement, readTree, writeTree } from './xml-tree.ts';

/**
 * The versions of DMN in which a file can be had: ours is 1.5; Camunda Modeler opens 1.3, whose tables are the same. What 1.3
 * does not have (conditionals, filters, iterators as boxed expressions) stays in the file, and that tool will say so.
 */
export const VERSIONS = { '1.5': '20230324', '1.3': '20191111' } as const;
export type DmnVersion = keyof typeof VERSIONS;

const OF_DMN = /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(MODEL|DMNDI|FEEL)?\/?(?:dmn\.xsd)?$/;

/** The text of a model as a file for other tools: with ids, a diagram, and the namespaces of one version. */
export function dmnFile(text: string, version: DmnVersion = '1.5'): string {
  const tree = readTree(text);
  giveIds(tree);
  drawDiagram(tree);
  useVersion(tree, version);
  return writeTree(tree);
}

/** The text of a model in which everything that can be edited has an id. */
export function withIds(text: string): string {
  const tree = readTree(text);
  giveIds(tree);
  return writeTree(tree);
}

/** The text of a model with another table in the decision, or knowledge model, of this id. Undefined when it has no table. */
export function withTable(text: string, id: string, table: DecisionTable): string | undefined {
  const tree = readTree(text);
  giveIds(tree);
  const at = tableElement(tree, id);
  if (!at) return undefined;
  writeTable(tree, at, table);
  return writeTree(tree);
}

/** Names the namespaces of one version of DMN. Those of shapes and points are the same since 1.2. */
function useVersion(tree: Tree, version: DmnVersion): void {
  const root = tree.nodes.find(isElement);
  if (!root) return;
  const renamed = (uri: string): string => {
    const part = OF_DMN.exec(uri)?.[1] ?? (uri === root.namespace ? 'MODEL' : undefined);
    return part ? `https://www.omg.org/spec/DMN/${VERSIONS[version]}/${part}/` : uri;
  };
  for (const element of below(root))
    for (const [name, value] of element.attributes)
      if (name === 'xmlns' || name.startsWith('xmlns:') || name === 'expressionLanguage' || name === 'typeLanguage')
        element.attributes.set(name, renamed(value));
}
