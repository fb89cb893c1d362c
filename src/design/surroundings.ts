import type { Language } from '../kernel/text.ts';
import { surrounding } from './render.ts';
import { texts } from './texts.ts';

/** What a page knows and its parts need, so that pages need not hand it down: set by `Page`. */
export interface Surroundings {
  language: Language;
  /** Proof that a form came from this site; `Form` puts it into a hidden field. */
  csrfToken?: string;
}

/** The surroundings of a part that is rendered outside a page: Vietnamese, nothing to prove. */
export const surroundings = surrounding<Surroundings>({ language: 'vi' });

/** Language of the page, its texts for parts, and its CSRF token. */
export function useSurroundings() {
  const known = surroundings.current();
  return { language: known.language, csrfToken: known.csrfToken, words: texts[known.language] };
}
