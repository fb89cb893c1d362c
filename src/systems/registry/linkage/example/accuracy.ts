import type { Link } from '../linkage.ts';

/** How links compare with the truth. */
export interface Accuracy {
  links: number;
  wrong: number;
  matches: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Counts the links that are right against all matches that there are, those that blocking missed too. */
export function accuracyOf(
  links: readonly Link[],
  truth: { isMatch: (link: Link) => boolean; matches: number },
): Accuracy {
  const right = links.filter(truth.isMatch).length;
  const precision = links.length === 0 ? 1 : right / links.length;
  const recall = truth.matches === 0 ? 1 : right / truth.matches;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { links: links.length, wrong: links.length - right, matches: truth.matches, precision, recall, f1 };
}
