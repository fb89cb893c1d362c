import { type Tree, below, isElement } from './xml-tree.ts';

/** Ids that nothing in a file has yet. */
export class Ids {
  readonly #taken = new Set<string>();
  readonly #last = new Map<string, number>();

  constructor(tree: Tree) {
    const root = tree.nodes.find(isElement);
    if (root)
      for (const { attributes } of below(root)) {
        const id = attributes.get('id');
        if (id) this.#taken.add(id);
      }
  }

  has(id: string): boolean {
    return this.#taken.has(id);
  }

  take(id: string): string {
    this.#taken.add(id);
    return id;
  }

  /** `rule-7`, when 1 to 6 are taken. */
  next(local: string): string {
    for (let i = (this.#last.get(local) ?? 0) + 1; ; i++) {
      const id = `${local}-${i}`;
      if (this.#taken.has(id)) continue;
      this.#taken.add(id);
      this.#last.set(local, i);
      return id;
    }
  }
}

/** What a person may edit or another tool draws: each needs an id, so that it can be found again. */
const WITH_ID = new Set([
  'definitions',
  'itemDefinition',
  'inputData',
  'decision',
  'businessKnowledgeModel',
  'decisionService',
  'informationRequirement',
  'knowledgeRequirement',
  'decisionTable',
  'input',
  'inputExpression',
  'output',
  'rule',
  'inputEntry',
  'outputEntry',
]);

/** Gives an id to everything of a model that should have one and has none. */
export function giveIds(tree: Tree): void {
  const root = tree.nodes.find(isElement);
  if (!root) return;
  const ids = new Ids(tree);
  for (const element of below(root)) {
    if (element.namespace !== root.namespace || !WITH_ID.has(element.local)) continue;
    // References may name an element by its name where it has no id.
    const name = element.attributes.get('name')?.trim();
    if (!element.attributes.get('id'))
      element.attributes.set('id', name && isPlain(name) && !ids.has(name) ? ids.take(name) : ids.next(element.local));
  }
}

const isPlain = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name);
