import { SaxesParser } from 'saxes';
import { MOST_BYTES, XmlError } from '../dmn/xml.ts';

/** A file of XML as it stands: prefixes, order, white space, comments. What is not touched is written as it was read. */
export interface Tree {
  nodes: TreeNode[];
}

export type TreeNode = TreeElement | { node: 'text' | 'comment' | 'cdata' | 'instruction'; text: string };

export interface TreeElement {
  node: 'element';
  /** With its prefix. */
  name: string;
  local: string;
  namespace: string;
  attributes: Map<string, string>;
  children: TreeNode[];
}

const MOST_DEPTH = 200;
const MOST_NODES = 4_000_000;

/** Reads a file into a tree. Document types are refused; at most 50 MB, 200 deep. Throws `XmlError`. */
export function readTree(text: string): Tree {
  if (text.length > MOST_BYTES) throw new XmlError(`more than ${MOST_BYTES} characters`);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const root: Tree = { nodes: [] };
  const open: TreeElement[] = [];
  let count = 0;
  const fail = (message: string): never => {
    throw new XmlError(`${message} (line ${parser.line})`);
  };
  const put = (node: TreeNode): void => {
    if (++count > MOST_NODES) fail('too many elements');
    (open.at(-1)?.children ?? root.nodes).push(node);
  };
  parser.on('doctype', () => fail('a document type is not taken'));
  parser.on('error', (error) => fail(error.message));
  parser.on('opentag', ({ name, local, uri, attributes }) => {
    if (open.length >= MOST_DEPTH) fail('nested too deeply');
    const element: TreeElement = {
      node: 'element',
      name,
      local,
      namespace: uri,
      attributes: new Map(Object.entries(attributes).map(([key, { value }]) => [key, value])),
      children: [],
    };
    put(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text_) => {
    if (open.length > 0) put({ node: 'text', text: text_ });
  });
  parser.on('cdata', (text_) => put({ node: 'cdata', text: text_ }));
  parser.on('comment', (text_) => put({ node: 'comment', text: text_ }));
  parser.on('processinginstruction', ({ target, body }) => put({ node: 'instruction', text: `${target} ${body}` }));
  parser.write(text.startsWith('\ufeff') ? text.slice(1) : text).close();
  return root;
}

const SIGNS: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};
const escapedText = (text: string): string => text.replace(/[&<>\r]/g, (sign) => SIGNS[sign] ?? sign);
const escapedAttribute = (text: string): string => text.replace(/[&<"\n\r\t]/g, (sign) => SIGNS[sign] ?? sign);

/** The text of a tree, in UTF-8. */
export function writeTree({ nodes }: Tree): string {
  const parts = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  for (const node of nodes) writeNode(node, parts);
  return `${parts.join('')}\n`;
}

function writeNode(node: TreeNode, parts: string[]): void {
  switch (node.node) {
    case 'text':
      parts.push(escapedText(node.text));
      return;
    case 'cdata':
      parts.push(`<![CDATA[${node.text}]]>`);
      return;
    case 'comment':
      parts.push(`<!--${node.text}-->`);
      return;
    case 'instruction':
      parts.push(`<?${node.text}?>`);
      return;
    default: {
      const attributes = [...node.attributes].map(([key, value]) => ` ${key}="${escapedAttribute(value)}"`).join('');
      if (node.children.length === 0) {
        parts.push(`<${node.name}${attributes} />`);
        return;
      }
      parts.push(`<${node.name}${attributes}>`);
      for (const each of node.children) writeNode(each, parts);
      parts.push(`</${node.name}>`);
    }
  }
}

export const isElement = (node: TreeNode): node is TreeElement => node.node === 'element';

/** The elements in another, of a name and the same namespace. */
export function elementsOf(element: TreeElement, local?: string): TreeElement[] {
  return element.children
    .filter(isElement)
    .filter((each) => local === undefined || (each.local === local && each.namespace === element.namespace));
}

/** All elements below this one, itself first. */
export function* below(element: TreeElement): Iterable<TreeElement> {
  yield element;
  for (const child of element.children) if (isElement(child)) yield* below(child);
}

/** A new element beside another: of its namespace, under its prefix. */
export function elementLike(
  other: TreeElement,
  local: string,
  attributes: Record<string, string | null | undefined> = {},
  children: TreeNode[] = [],
): TreeElement {
  const prefix = other.name.includes(':') ? `${other.name.split(':')[0]}:` : '';
  return {
    node: 'element',
    name: `${prefix}${local}`,
    local,
    namespace: other.namespace,
    attributes: new Map(Object.entries(attributes).flatMap(([key, value]) => (value == null ? [] : [[key, value]]))),
    children,
  };
}

/** Sets an attribute, or takes it away. */
export function setAttribute(element: TreeElement, name: string, value: string | null | undefined): void {
  if (value == null) element.attributes.delete(name);
  else element.attributes.set(name, value);
}

/** Puts the elements of an element each on a line of its own, so many levels deep; elements that hold text stay as they are. */
export function indent(element: TreeElement, depth: number): void {
  const held = element.children.filter((node) => node.node !== 'text' || node.text.trim() !== '');
  if (held.length === 0 || held.some(({ node }) => node === 'text' || node === 'cdata')) return;
  const line = (level: number): TreeNode => ({ node: 'text', text: `\n${'  '.repeat(level)}` });
  element.children = [...held.flatMap((node) => [line(depth + 1), node]), line(depth)];
  for (const node of held) if (isElement(node)) indent(node, depth + 1);
}
