import { Refusal } from '../../../kernel/refusal.ts';
import type { Bilingual } from '../../../kernel/text.ts';

/** What members of a household are to its head. */
export const RELATIONS = {
  head: { vi: 'Chủ hộ', en: 'Head' },
  spouse: { vi: 'Vợ, chồng', en: 'Spouse' },
  partner: { vi: 'Người sống chung', en: 'Partner' },
  child: { vi: 'Con', en: 'Child' },
  parent: { vi: 'Cha, mẹ', en: 'Parent' },
  'parent-in-law': { vi: 'Cha, mẹ của vợ, chồng', en: 'Parent-in-law' },
  'child-in-law': { vi: 'Con dâu, con rể', en: 'Child-in-law' },
  grandchild: { vi: 'Cháu', en: 'Grandchild' },
  other: { vi: 'Quan hệ khác', en: 'Other' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type RelationToHead = keyof typeof RELATIONS;

/** What the child of a member is to the head of the household. */
export function relationOfChild(parentRelation: RelationToHead): RelationToHead {
  if (['head', 'spouse', 'partner'].includes(parentRelation)) return 'child';
  if (['child', 'child-in-law'].includes(parentRelation)) return 'grandchild';
  return 'other';
}

const ADULT_AT_YEARS = 18;

/**
 * A minor's residence is that of the parents (Law on Residence 68/2020/QH14 art. 12.1), and registering it with a parent
 * needs that parent's own permanent residence and the parentage (art. 20.2.a).
 */
export function assertMayJoin(asked: {
  age: number;
  isParent: boolean;
  childHasResidence: boolean;
  parentHasResidence: boolean;
}): void {
  if (!asked.isParent) throw new Refusal('residence.not_parent', 422);
  if (asked.age >= ADULT_AT_YEARS) throw new Refusal('residence.not_a_minor', 422);
  if (asked.childHasResidence) throw new Refusal('residence.registered_already', 409);
  if (!asked.parentHasResidence) throw new Refusal('residence.parent_without_residence', 422);
}
