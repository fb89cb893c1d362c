import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { compileLaw } from '../decide/law.ts';
import { type EditionHead, type RuleSet, openEdition } from '../edition/actions.ts';
import { type Comparison, compareLaws } from './compare.ts';

/** Two editions of a rule set, and which cases they answer differently. */
export interface ComparedEditions {
  ruleSet: RuleSet;
  before: EditionHead;
  after: EditionHead;
  comparison: Comparison;
}

/** Compares two editions. Refuses `rules.no_such_edition`, and one whose model has problems (`rules.not_compiled`). */
export async function compareEditions(
  house: Pick<House, 'db'>,
  asked: { ruleSet: string; before: number; after: number },
): Promise<ComparedEditions> {
  const [old, young] = await Promise.all(
    [asked.before, asked.after].map((number) => openEdition(house, { ruleSet: asked.ruleSet, number })),
  );
  if (!old || !young) throw new Refusal('rules.no_such_edition', 404);
  const { ruleSet } = old;
  const [before, after] = [old, young].map(({ edition }) => compileLaw({ ...edition, decision: ruleSet.decision }));
  if (!before || !after) throw new Refusal('rules.not_compiled', 409);
  return { ruleSet, before: old.edition, after: young.edition, comparison: compareLaws(before, after) };
}
