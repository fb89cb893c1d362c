import { Vocabulary } from './names.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

/** How many places a frame needs: one counter for all scopes of one piece of logic. */
export interface Layout {
  count: number;
}

/** What a name stands for where an expression is compiled. */
export type Binding = { slot: number; type?: Type } | { constant: Value };

/** The names in reach of an expression, and the places of their values. */
export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly layout: Layout;
  readonly parent: Scope | undefined;
  readonly vocabulary = new Vocabulary();
  /** The place of the item that a filter looks at, whose entries are in reach by their names. */
  readonly item: number | undefined;

  constructor(options: { parent?: Scope; layout?: Layout; item?: number } = {}) {
    this.parent = options.parent;
    this.layout = options.layout ?? options.parent?.layout ?? { count: 0 };
    this.item = options.item;
  }

  /** Gives a name a place of its own. */
  declare(name: string, type?: Type): number {
    const slot = this.layout.count++;
    this.#bindings.set(name, type ? { slot, type } : { slot });
    this.vocabulary.add(name);
    return slot;
  }

  /** Gives a name a place that there is already. */
  bind(name: string, binding: Binding): void {
    this.#bindings.set(name, binding);
    this.vocabulary.add(name);
  }

  own(name: string): Binding | undefined {
    return this.#bindings.get(name);
  }

  /** All vocabularies from the outermost to this one. */
  vocabularies(): Vocabulary[] {
    return [...(this.parent?.vocabularies() ?? []), this.vocabulary];
  }
}
