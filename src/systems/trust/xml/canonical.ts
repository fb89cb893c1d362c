import { Buffer } from 'node:buffer';
import { MalformedXml, XML_NAMESPACE, type XmlDocument, type XmlElement, type XmlNode } from './tree.ts';

/**
 * Canonical XML: 1.0 (W3C REC 2001-03-15), 1.1 (2008-05-02) and Exclusive 1.0 (2002-07-18), with and without comments, of a
 * whole document or of an element with all that is in it but what is left out.
 */

export type CanonicalMethod = 'inclusive-1.0' | 'inclusive-1.1' | 'exclusive';

export interface Canonicalisation {
  method: CanonicalMethod;
  withComments: boolean;
  /** Prefixes that an exclusive form treats as the inclusive ones do (InclusiveNamespaces PrefixList); `#default` is the default. */
  inclusivePrefixes?: readonly string[];
}

const IDENTIFIERS: Readonly<Record<string, Canonicalisation>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { method: 'inclusive-1.0', withComments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { method: 'inclusive-1.0', withComments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { method: 'inclusive-1.1', withComments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { method: 'inclusive-1.1', withComments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { method: 'exclusive', withComments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { method: 'exclusive', withComments: true },
};

/** The identifier that we write. */
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const EXCLUSIVE_FORM: Canonicalisation = { method: 'exclusive', withComments: false };

/** The form that an identifier names; undefined for any other algorithm. */
export const canonicalisationOf = (identifier: string): Canonicalisation | undefined => IDENTIFIERS[identifier];

/** The canonical form, in UTF-8. */
export function canonicalise(
  of: XmlElement | XmlDocument,
  form: Canonicalisation = EXCLUSIVE_FORM,
  without?: XmlElement,
): Buffer {
  const writer = new Writer(form, without);
  if ('root' in of) writer.document(of);
  else writer.apex(of);
  return Buffer.from(writer.text, 'utf8');
}

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Text as the canonical form writes it. */
export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (each) => TEXT_ESCAPES[each]!);
/** An attribute's value as the canonical form writes it, without the quotes. */
export const escapeAttribute = (text: string): string =>
  text.replace(/[&<"\t\n\r]/g, (each) => ATTRIBUTE_ESCAPES[each]!);

/** The order of code points, which is that of UTF-8 bytes and not that of JavaScript. */
function compareCodePoints(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

type Undo = [map: Map<string, string>, prefix: string, before: string | undefined];

class Writer {
  text = '';
  private readonly form: Canonicalisation;
  private readonly without: XmlElement | undefined;
  private readonly isInclusivePrefix: ReadonlySet<string>;
  /** Namespaces in scope, and those written by an element around; changed and changed back on the way. */
  private readonly inScope = new Map<string, string>();
  private readonly written = new Map<string, string>();

  constructor(form: Canonicalisation, without: XmlElement | undefined) {
    this.form = form;
    this.without = without;
    this.isInclusivePrefix = new Set(form.inclusivePrefixes?.map((prefix) => (prefix === '#default' ? '' : prefix)));
  }

  /** A whole document: a line for each comment and instruction beside the root. */
  document({ nodes, root }: XmlDocument): void {
    let isAfterRoot = false;
    for (const node of nodes) {
      if (node.kind === 'comment' && !this.form.withComments) continue;
      if (isAfterRoot) this.text += '\n';
      this.node(node, []);
      if (node === root) isAfterRoot = true;
      else if (!isAfterRoot) this.text += '\n';
    }
  }

  /** An element without what is around it: its namespaces come from there, and with inclusive forms attributes of `xml:` too. */
  apex(element: XmlElement): void {
    const around: XmlElement[] = [];
    for (let at = element.parent; at; at = at.parent) around.unshift(at);
    for (const { declared } of around) for (const [prefix, uri] of declared) this.inScope.set(prefix, uri);
    this.node(element, this.form.method === 'exclusive' ? [] : this.inherited(element, around), true);
  }

  /** Attributes of `xml:` that hold in an element because one around it has them (Canonical XML 1.0 §2.4, 1.1 §2.4). */
  private inherited(element: XmlElement, around: readonly XmlElement[]): { local: string; value: string }[] {
    const found = new Map<string, string>();
    for (const { attributes } of around) {
      for (const { namespace, local, value } of attributes) if (namespace === XML_NAMESPACE) found.set(local, value);
    }
    if (this.form.method === 'inclusive-1.1') {
      // An identifier names one element only; bases would have to be joined, which nobody we know of needs.
      found.delete('id');
      if (found.has('base')) throw new MalformedXml('xml:base around what is signed');
    }
    for (const { namespace, local } of element.attributes) if (namespace === XML_NAMESPACE) found.delete(local);
    return [...found].map(([local, value]) => ({ local, value }));
  }

  private node(node: XmlNode, inherited: readonly { local: string; value: string }[], isApex = false): void {
    switch (node.kind) {
      case 'text':
        this.text += escapeText(node.text);
        break;
      case 'comment':
        if (this.form.withComments) this.text += `<!--${node.text}-->`;
        break;
      case 'instruction':
        this.text += `<?${node.target}${node.text === '' ? '' : ` ${node.text}`}?>`;
        break;
      case 'element':
        if (node !== this.without) this.element(node, inherited, isApex);
    }
  }

  private element(element: XmlElement, inherited: readonly { local: string; value: string }[], isApex: boolean): void {
    const undo: Undo[] = [];
    for (const [prefix, uri] of element.declared) this.set(undo, this.inScope, prefix, uri);
    const name = element.prefix === '' ? element.local : `${element.prefix}:${element.local}`;
    this.text += `<${name}`;
    for (const prefix of this.namespacesOf(element, isApex).toSorted(compareCodePoints)) {
      const uri = this.inScope.get(prefix) ?? '';
      if (prefix === 'xml' || (this.written.get(prefix) ?? '') === uri) continue;
      this.set(undo, this.written, prefix, uri);
      this.text += ` xmlns${prefix === '' ? '' : ':'}${prefix}="${escapeAttribute(uri)}"`;
    }
    const attributes = [
      ...element.attributes,
      ...inherited.map(({ local, value }) => ({ prefix: 'xml', local, namespace: XML_NAMESPACE, value })),
    ];
    if (attributes.length > 1) {
      attributes.sort((a, b) => compareCodePoints(a.namespace, b.namespace) || compareCodePoints(a.local, b.local));
    }
    for (const { prefix, local, value } of attributes) {
      this.text += ` ${prefix === '' ? '' : `${prefix}:`}${local}="${escapeAttribute(value)}"`;
    }
    this.text += '>';
    for (const child of element.children) this.node(child, []);
    this.text += `</${name}>`;
    for (const [map, prefix, before] of undo.toReversed()) {
      if (before === undefined) map.delete(prefix);
      else map.set(prefix, before);
    }
  }

  /** Prefixes whose namespaces an element may have to write. */
  private namespacesOf(element: XmlElement, isApex: boolean): string[] {
    if (this.form.method !== 'exclusive') return [...(isApex ? this.inScope.keys() : element.declared.keys())];
    const used = new Set([element.prefix]);
    for (const { prefix } of element.attributes) if (prefix !== '') used.add(prefix);
    for (const prefix of isApex ? this.isInclusivePrefix : element.declared.keys()) {
      if (this.isInclusivePrefix.has(prefix) && this.inScope.has(prefix)) used.add(prefix);
    }
    return [...used];
  }

  private set(undo: Undo[], map: Map<string, string>, prefix: string, uri: string): void {
    undo.push([map, prefix, map.get(prefix)]);
    map.set(prefix, uri);
  }
}
