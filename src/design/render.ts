import { type ComponentChildren, Fragment, type VNode, isValidElement } from 'preact';

/**
 * Turns a tree of elements into the text of HTML, once and in order. Pages have no state, no effects and no second
 * rendering, so a tree is walked through and written down; that takes a third of the time of a renderer that prepares for
 * those. What comes from people is text or the value of an attribute, and is escaped here and nowhere else.
 */
export function renderToString(node: ComponentChildren): string {
  const around = text;
  text = '';
  try {
    write(node);
    return text;
  } finally {
    text = around;
  }
}

/** Something that the parts inside know without having it handed down. Made by `surrounding`. */
export interface Surrounding<Value> {
  /** What the nearest part around says; outside all of them, what it is by default. */
  current(): Value;
  /** Lets the parts inside know `value`. */
  Around(props: { value: Value; children?: ComponentChildren }): VNode;
}

/** Pages are rendered in one go, so what is around the part being written is simply kept here, and put back behind it. */
interface Kept {
  value: unknown;
}
const keptFor = new WeakMap<object, Kept>();

/** Makes a kind of surrounding, with what holds outside all of them. */
export function surrounding<Value>(byDefault: Value): Surrounding<Value> {
  const kept: Kept = { value: byDefault };
  const Around = () => {
    throw new Error('what is around a part is put in place by renderToString');
  };
  keptFor.set(Around, kept);
  return { current: () => kept.value as Value, Around };
}

/** Markup of our own making, such as a drawing: put in as it is. Never what anybody typed. */
export function Markup(_props: { html: string }): VNode {
  throw new Error('markup is put in place by renderToString');
}

type Properties = Record<string, unknown> & { children?: unknown };

/** The text as far as it is written. Text is only ever added at its end: joining small pieces takes much longer. */
let text = '';

function write(node: unknown): void {
  if (typeof node === 'string') text += escaped(node);
  else if (node === null || node === undefined || typeof node === 'boolean') return;
  else if (Array.isArray(node)) for (let i = 0; i < node.length; i++) write(node[i]);
  else if (typeof node === 'number' || typeof node === 'bigint') text += String(node);
  // Data that only looks like an element (JSON that somebody sent) is not one, and is left out.
  else if (isValidElement(node)) {
    const { type, props } = node as VNode<Properties>;
    if (typeof type === 'string') writeElement(type, props);
    else if (type === Fragment) write(props.children);
    else if (type === (Markup as unknown)) text += props.html as string;
    else {
      const kept = keptFor.get(type);
      if (kept) writeWithin(kept, props);
      else write((type as (given: Properties) => unknown)(props));
    }
  }
}

function writeWithin(kept: Kept, props: Properties): void {
  const before = kept.value;
  kept.value = props.value;
  try {
    write(props.children);
  } finally {
    kept.value = before;
  }
}

/** HTML Living Standard §13.1.2: elements without an end tag. */
const VOID = new Set(
  ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input'].concat(['link', 'meta', 'source', 'track', 'wbr']),
);

function writeElement(tag: string, props: Properties): void {
  text += `<${tag}`;
  let html: string | undefined;
  for (const name in props) {
    const value = props[name];
    if (name === 'children' || value === undefined || value === null || typeof value === 'function') continue;
    if (name === 'dangerouslySetInnerHTML') html = (value as { __html: string }).__html;
    else writeAttribute(attributeNames.get(name) ?? nameOfAttribute(name), value);
  }
  if (VOID.has(tag)) {
    text += '/>';
    return;
  }
  text += '>';
  if (html === undefined) write(props.children);
  else text += html;
  text += `</${tag}>`;
}

function writeAttribute(name: AttributeName, value: unknown): void {
  if (typeof value === 'boolean' && !name.saysBoolean) {
    if (value) text += name.bare;
  } else if (value === '') text += name.bare;
  else text += `${name.open}${escaped(String(value))}"`;
}

interface AttributeName {
  /** ` name` */
  bare: string;
  /** ` name="` */
  open: string;
  /** `true` and `false` are its values, where other attributes are there or are not. */
  saysBoolean: boolean;
}
const attributeNames = new Map<string, AttributeName>();
/** Names of SVG, which distinguishes capitals; those of HTML are written small. */
const WITH_CAPITALS = new Set(['viewBox', 'preserveAspectRatio', 'gradientUnits', 'gradientTransform']);
const OTHER_NAMES: Record<string, string> = { className: 'class', htmlFor: 'for' };

function nameOfAttribute(given: string): AttributeName {
  if (!/^[a-zA-Z][\w:.-]*$/.test(given)) throw new Error(`not the name of an attribute: ${given}`);
  const name = OTHER_NAMES[given] ?? (WITH_CAPITALS.has(given) ? given : given.toLowerCase());
  const saysBoolean = name.startsWith('aria-') || name === 'draggable' || name === 'spellcheck';
  const known = { bare: ` ${name}`, open: ` ${name}="`, saysBoolean };
  attributeNames.set(given, known);
  return known;
}

const SPECIAL = /["&<]/;
const REFERENCES: Record<string, string> = { '"': '&quot;', '&': '&amp;', '<': '&lt;' };

/** Text as HTML carries it, between tags and within double quotes. */
function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/["&<]/g, (sign) => REFERENCES[sign]!) : text;
}
