import { SaxesParser } from 'saxes';

/** An element of a model's XML with what stands in it. */
export interface Element {
  /** Without the prefix. */
  name: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: Element[];
  /** Its own text, without that of its children. */
  text: string;
}

/** A file that is no well-formed XML or passes a limit. */
export class XmlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XmlError';
  }
}

export const MOST_BYTES = 50_000_000;
const MOST_DEPTH = 200;
const MOST_ELEMENTS = 2_000_000;

/**
 * Reads XML into elements. Document types are refused, so that there are no entities but the five of XML itself: nothing
 * can unfold and nothing is fetched. At most 50 MB, 200 deep, two million elements.
 */
export function readXml(text: string): Element {
  if (text.length > MOST_BYTES) throw new XmlError(`more than ${MOST_BYTES} characters`);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Element[] = [];
  let root: Element | undefined;
  let count = 0;
  const fail = (message: string): never => {
    throw new XmlError(`${message} (line ${parser.line})`);
  };
  parser.on('doctype', () => fail('a document type is not taken'));
  parser.on('error', (error) => fail(error.message));
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (++count > MOST_ELEMENTS || open.length >= MOST_DEPTH) fail('too many elements, or nested too deeply');
    const element: Element = {
      name: local,
      namespace: uri,
      attributes: new Map(
        Object.values(attributes).map((each) => [
          each.prefix ? `${each.prefix}:${each.local}` : each.local,
          each.value,
        ]),
      ),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const take = (piece: string): void => {
    const at = open.at(-1);
    if (at) at.text += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(text.startsWith('\ufeff') ? text.slice(1) : text).close();
  return root ?? fail('there is no element');
}

/** The first child of this name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((each) => each.name === name);
}

/** All children of this name. */
export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** The text of a child's `text` element, as DMN keeps expressions. */
export function textIn(element: Element | undefined, name?: string): string | undefined {
  const at = name === undefined ? element : child(element, name);
  return at && (child(at, 'text')?.text ?? at.text);
}
