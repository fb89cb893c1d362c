import type { Bilingual } from '../../../kernel/text.ts';
import { type Element, child, childrenOf } from './xml.ts';

/**
 * The namespace of our extension elements. DMN lets any tool keep its own in `extensionElements`; other tools hand them on.
 * `<words vi="Tuổi" en="Age"/>` says what people call an input, decision, type or column; `<value is="poor" vi="…" en="…"/>`
 * what they call a value of a type.
 */
export const WORDS_NAMESPACE = 'urn:mot-cua:dmn';

/** What people call something, in both languages. */
export interface Words extends Bilingual {
  /** What its numbers count, such as tuổi, years; empty when they count nothing. */
  unit: Bilingual | null;
  /** How a person is asked for it. */
  ask: Bilingual | null;
  /** What registers call the fact, e.g. `person.age`, so that a caller knows what to fill in. */
  fact: string | null;
}

/** The words that stand with an element; null when there are none. */
export function wordsOf(element: Element | undefined): Words | null {
  return readWords(ours(element, 'words')[0]);
}

/** The words for the values of a type, by the value. */
export function valueWordsOf(element: Element): Map<string, Words> {
  return new Map(
    ours(element, 'value').flatMap((each): [string, Words][] => {
      const words = readWords(each);
      return words ? [[each.attributes.get('is') ?? '', words]] : [];
    }),
  );
}

function ours(element: Element | undefined, name: string): Element[] {
  return childrenOf(child(element, 'extensionElements'), name).filter(({ namespace }) => namespace === WORDS_NAMESPACE);
}

function readWords(element: Element | undefined): Words | null {
  const both = pair(element, '');
  return (
    both && {
      ...both,
      unit: pair(element, 'unit'),
      ask: pair(element, 'ask'),
      fact: element?.attributes.get('fact') ?? null,
    }
  );
}

/** The two attributes `vi` and `en`, or `unitVi` and `unitEn`. */
function pair(element: Element | undefined, prefix: string): Bilingual | null {
  const [vi, en] = prefix === '' ? ['vi', 'en'] : [`${prefix}Vi`, `${prefix}En`];
  const found = [element?.attributes.get(vi)?.trim(), element?.attributes.get(en)?.trim()];
  return found[0] && found[1] ? { vi: found[0], en: found[1] } : null;
}
