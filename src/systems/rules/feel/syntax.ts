import type { Value } from './value.ts';

/** What the parser makes of a FEEL expression (DMN 1.5, 10.3.1.2). */
export type Node =
  | { node: 'constant'; value: Value }
  | { node: 'name'; name: string }
  | { node: 'path'; of: Node; name: string }
  | { node: 'filter'; of: Node; by: Node }
  | { node: 'call'; callee: Node; positional: Node[]; named?: [string, Node][] }
  | { node: 'binary'; operator: '+' | '-' | '*' | '/' | '**'; left: Node; right: Node }
  | { node: 'negate'; of: Node }
  | { node: 'and' | 'or'; left: Node; right: Node }
  | { node: 'compare'; operator: Comparator; left: Node; right: Node }
  | { node: 'between'; of: Node; low: Node; high: Node }
  | { node: 'in'; of: Node; tests: Node[] }
  | { node: 'instance'; of: Node; type: TypeNode }
  | { node: 'if'; condition: Node; yes: Node; no: Node }
  | { node: 'for'; iterators: Iterator[]; body: Node }
  | { node: 'some' | 'every'; iterators: Iterator[]; body: Node }
  | { node: 'function'; parameters: { name: string; type: TypeNode | null }[]; body: Node; isExternal: boolean }
  | { node: 'list'; items: Node[] }
  | { node: 'context'; entries: [string, Node][] }
  | { node: 'range'; start: Node; end: Node; startIncluded: boolean; endIncluded: boolean }
  /** A comparison with what is tested: `< 5`. As a value it is a range that is open at one end. */
  | { node: 'comparison'; operator: Comparator; with: Node }
  /** All of a cell: any of the tests, or none of them after `not`; without tests everything passes. */
  | { node: 'tests'; tests: Node[]; isNegated: boolean };

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Iterator {
  name: string;
  in: Node;
  /** `in a..b`. */
  to?: Node;
}

export type TypeNode =
  | { type: 'name'; name: string }
  | { type: 'list' | 'range'; of: TypeNode }
  | { type: 'context'; fields: [string, TypeNode][] }
  | { type: 'function'; parameters: TypeNode[]; result: TypeNode };

/** Whether an expression speaks of what a cell tests, by `?`. */
export function mentionsTested(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(mentionsTested);
  if (typeof node !== 'object' || node === null || node instanceof Map) return false;
  if ('node' in node && node.node === 'name' && 'name' in node && node.name === '?') return true;
  return Object.values(node).some((each) => typeof each === 'object' && mentionsTested(each));
}
