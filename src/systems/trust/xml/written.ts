import { xmlText } from '../../../kernel/xml-text.ts';

/** XML that we write ourselves, as text. */

/** An element with its children as they are written, and its attributes, which are escaped here. */
export function element(
  name: string,
  children: readonly string[],
  attributes: Readonly<Record<string, string>> = {},
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return children.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${children.join('')}</${name}>`;
}
