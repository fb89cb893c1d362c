import { Buffer } from 'node:buffer';
import { SaxesParser, type SaxesTagNS } from 'saxes';

/**
 * XML as signatures need it: every node in its place, with the namespaces that are in scope. Document types are refused, so
 * that there are no entities but the five of XML itself: nothing unfolds, nothing is fetched, and no attribute is an identifier
 * because a stranger declared it to be one.
 */

/** What is wrong with XML, as far as it must be told apart. */
export type XmlProblem =
  | 'signature_malformed'
  | 'algorithm_unknown'
  | 'transform_refused'
  | 'identifier_twice'
  | 'reference_elsewhere'
  | 'signed_data_missing';

/** Thrown for what is no well-formed XML of the kind that is read here, or passes a limit. */
export class MalformedXml extends Error {
  readonly code: XmlProblem;

  constructor(what: string, code: XmlProblem = 'signature_malformed') {
    super(`malformed XML: ${what}`);
    this.name = 'MalformedXml';
    this.code = code;
  }
}

export interface XmlAttribute {
  prefix: string;
  local: string;
  namespace: string;
  value: string;
}

export interface XmlElement {
  kind: 'element';
  prefix: string;
  local: string;
  namespace: string;
  /** Without declarations of namespaces. */
  attributes: readonly XmlAttribute[];
  /** Namespaces declared here, by prefix; the empty prefix is the default. */
  declared: ReadonlyMap<string, string>;
  children: XmlNode[];
  parent: XmlElement | undefined;
  /** Where its start tag ends, in UTF-16 units. */
  startsAt: number;
  /** Place of its end tag in the text, in UTF-16 units; for an empty tag, of its `/>`. */
  endsAt: number;
  /** Whether it is written as one empty tag. */
  isEmptyTag: boolean;
}

export type XmlNode =
  | XmlElement
  | { kind: 'text'; text: string }
  | { kind: 'comment'; text: string }
  | { kind: 'instruction'; target: string; text: string };

/** A document: its root, and the comments and instructions around it. */
export interface XmlDocument {
  text: string;
  nodes: readonly XmlNode[];
  root: XmlElement;
  /** Every element that an identifier names: attributes `Id`, `ID`, `id` without a namespace, and `xml:id`. */
  named: ReadonlyMap<string, readonly XmlElement[]>;
}

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

const MOST_DEPTH = 128;
const MOST_NODES = 1_000_000;
const MOST_ATTRIBUTES = 256;
const ID_NAMES: ReadonlySet<string> = new Set(['Id', 'ID', 'id']);

/**
 * Reads XML 1.0 in UTF-8: at most 128 deep, a million nodes, 256 attributes of one element. Refuses (MalformedXml) document
 * types, other versions and encodings, and what is not well formed with namespaces.
 */
export function readXml(bytes: Uint8Array): XmlDocument {
  const text = decode(bytes);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const nodes: XmlNode[] = [];
  const open: XmlElement[] = [];
  const named = new Map<string, XmlElement[]>();
  let count = 0;
  const put = (node: XmlNode): void => {
    if (++count > MOST_NODES) throw new MalformedXml('too many nodes');
    (open.at(-1)?.children ?? nodes).push(node);
  };
  parser.on('error', (error) => {
    throw new MalformedXml(error.message);
  });
  parser.on('doctype', () => {
    throw new MalformedXml('a document type is not taken');
  });
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0') throw new MalformedXml('not XML 1.0');
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw new MalformedXml('not in UTF-8');
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MOST_DEPTH) throw new MalformedXml('nested too deeply');
    const element = elementOf(tag, open.at(-1), parser.position);
    for (const { namespace, local, value } of element.attributes) {
      if (namespace === '' ? !ID_NAMES.has(local) : namespace !== XML_NAMESPACE || local !== 'id') continue;
      const holders = named.get(value);
      if (!holders) named.set(value, [element]);
      else if (holders.at(-1) !== element) holders.push(element);
    }
    put(element);
    open.push(element);
  });
  parser.on('closetag', (tag) => {
    const element = open.pop()!;
    element.isEmptyTag = tag.isSelfClosing;
    element.endsAt = text.lastIndexOf(tag.isSelfClosing ? '/>' : '</', parser.position - 1);
  });
  parser.on('text', (piece) => {
    // Between the parts of a document white space means nothing.
    if (open.length > 0) put({ kind: 'text', text: piece });
  });
  parser.on('cdata', (piece) => put({ kind: 'text', text: piece }));
  parser.on('comment', (comment) => put({ kind: 'comment', text: comment }));
  parser.on('processinginstruction', ({ target, body }) => put({ kind: 'instruction', target, text: body }));
  parser.write(text).close();
  const root = nodes.find((node) => node.kind === 'element');
  if (!root) throw new MalformedXml('there is no element');
  return { text, nodes, root, named };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MalformedXml('not in UTF-8');
  }
}

function elementOf(tag: SaxesTagNS, parent: XmlElement | undefined, startsAt: number): XmlElement {
  const attributes: XmlAttribute[] = [];
  const declared = new Map<string, string>();
  for (const { prefix, local, uri, value } of Object.values(tag.attributes)) {
    if (attributes.length + declared.size >= MOST_ATTRIBUTES) throw new MalformedXml('too many attributes');
    // `xmlns` alone declares the default: its prefix is `xmlns` or empty, its name `xmlns` or empty, as parsers see it.
    if (uri === XMLNS_NAMESPACE || prefix === 'xmlns') declared.set(local === 'xmlns' ? '' : local, value);
    else attributes.push({ prefix, local, namespace: uri, value });
  }
  declared.delete('xml');
  for (const [prefix, uri] of declared) {
    // A relative namespace has no canonical form (Canonical XML 1.0 §1.3).
    if (uri !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) throw new MalformedXml('a relative namespace');
    if (uri === '' && prefix !== '') throw new MalformedXml('a prefix without a namespace');
  }
  return {
    kind: 'element',
    prefix: tag.prefix,
    local: tag.local,
    namespace: tag.uri,
    attributes,
    declared,
    children: [],
    parent,
    startsAt,
    endsAt: 0,
    isEmptyTag: false,
  };
}

/** Child elements, of one name when it is given. */
export function childrenOf(element: XmlElement, namespace?: string, local?: string): XmlElement[] {
  return element.children.filter(
    (node): node is XmlElement =>
      node.kind === 'element' &&
      (namespace === undefined || node.namespace === namespace) &&
      (local === undefined || node.local === local),
  );
}

/** The only child element of a name; undefined when there is none. Two of them are malformed. */
export function onlyChild(element: XmlElement, namespace: string, local: string): XmlElement | undefined {
  const [first, ...more] = childrenOf(element, namespace, local);
  if (more.length > 0) throw new MalformedXml(`more than one ${local}`);
  return first;
}

/** The only child element of a name. */
export function neededChild(element: XmlElement, namespace: string, local: string): XmlElement {
  const child = onlyChild(element, namespace, local);
  if (!child) throw new MalformedXml(`no ${local} in ${element.local}`);
  return child;
}

/** An attribute without a namespace. */
export function attributeOf(element: XmlElement, local: string): string | undefined {
  return element.attributes.find((one) => one.namespace === '' && one.local === local)?.value;
}

/** All text in an element. Elements in it are malformed: what one reader skips another reads. */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const node of element.children) {
    if (node.kind === 'element') throw new MalformedXml(`an element within the text of ${element.local}`);
    if (node.kind === 'text') text += node.text;
  }
  return text;
}

/** Bytes that an element holds in Base64; white space does not count. */
export function base64Of(element: XmlElement): Buffer {
  return readBase64(textOf(element));
}

/** Base64 of XML Schema: white space anywhere, nothing else that is not of it. */
export function readBase64(text: string): Buffer {
  const bare = text.replace(/[ \t\r\n]+/g, '');
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) throw new MalformedXml('Base64');
  return Buffer.from(bare, 'base64');
}

/** Every element of a name below a node and itself, in the order of the document. */
export function* eachElement(from: XmlElement, namespace: string, local: string): Generator<XmlElement> {
  const waiting: XmlNode[] = [from];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind !== 'element') continue;
    if (node.namespace === namespace && node.local === local) yield node;
    for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i]!);
  }
}

/** Whether an element is another, or stands in it. */
export function isWithinElement(element: XmlElement, outer: XmlElement): boolean {
  for (let at: XmlElement | undefined = element; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Numbers of elements among those of the same name in their parent; a parent may have a million, and is asked about often. */
const numbersIn = new WeakMap<XmlElement, ReadonlyMap<XmlElement, number>>();

function numberOf(element: XmlElement, parent: XmlElement): number | undefined {
  let numbers = numbersIn.get(parent);
  if (!numbers) {
    const counts = new Map<string, number>();
    const first = new Map<string, XmlElement>();
    const counted = new Map<XmlElement, number>();
    for (const child of childrenOf(parent)) {
      const name = `${child.namespace} ${child.local}`;
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      if (number === 1) first.set(name, child);
      else counted.set(child, number).set(first.get(name)!, 1);
    }
    numbersIn.set(parent, (numbers = counted));
  }
  return numbers.get(element);
}

/** Where an element stands, as a person would look for it: `/root/child[2]`. */
export function placeOf(element: XmlElement): string {
  const steps: string[] = [];
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    const number = at.parent && numberOf(at, at.parent);
    steps.unshift(number === undefined ? at.local : `${at.local}[${number}]`);
  }
  return `/${steps.join('/')}`;
}

/** The text of a document with more XML as the last thing in an element. Nothing else of it is touched. */
export function insertAtEnd(text: string, { endsAt, isEmptyTag, prefix, local }: XmlElement, xml: string): string {
  const name = prefix === '' ? local : `${prefix}:${local}`;
  return isEmptyTag
    ? `${text.slice(0, endsAt)}>${xml}</${name}>${text.slice(endsAt + 2)}`
    : `${text.slice(0, endsAt)}${xml}${text.slice(endsAt)}`;
}
