import { Refusal } from '../../../kernel/refusal.ts';
import type { RelationToHead } from './choices.ts';

export type { RelationToHead };

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

/** What a member of a household becomes when another becomes its head; `other` where what was known does not say. */
export function relationAfter(known: { newHeadWas: RelationToHead; member: RelationToHead }): RelationToHead {
  const { newHeadWas, member } = known;
  if (member === 'head') return INVERSE[newHeadWas];
  return AFTER[newHeadWas]?.[member] ?? 'other';
}

const INVERSE: Readonly<Record<RelationToHead, RelationToHead>> = {
  head: 'head',
  spouse: 'spouse',
  partner: 'partner',
  child: 'parent',
  parent: 'child',
  'parent-in-law': 'child-in-law',
  'child-in-law': 'parent-in-law',
  grandchild: 'other',
  other: 'other',
};

const AFTER: Partial<Record<RelationToHead, Partial<Record<RelationToHead, RelationToHead>>>> = {
  spouse: {
    child: 'child',
    grandchild: 'grandchild',
    'child-in-law': 'child-in-law',
    parent: 'parent-in-law',
    'parent-in-law': 'parent',
  },
  child: { spouse: 'parent', partner: 'parent' },
  parent: { child: 'grandchild', spouse: 'child-in-law', parent: 'spouse' },
  'child-in-law': { spouse: 'parent-in-law' },
};

/** Whether somebody is of age on a day: 18 years full (Civil Code 91/2015/QH13 art. 20). */
export function isAdult(age: number): boolean {
  return age >= ADULT_AT_YEARS;
}

/**
 * Refuses a household that the law does not know: without exactly one head, who is of age unless no adult could be it, or with minors alone
 * (Law on Residence 68/2020/QH14 art. 10, 12 and 25).
 */
export function assertHousehold(members: readonly { relation: RelationToHead; age: number }[]): void {
  const heads = members.filter(({ relation }) => relation === 'head');
  if (heads.length !== 1) throw new Refusal('residence.one_head', 422);
  if (!members.some(({ age }) => isAdult(age))) throw new Refusal('residence.minor_alone', 422);
  if (!isAdult(heads[0]!.age)) throw new Refusal('residence.head_not_of_age', 422);
}

const STAY_YEARS = 2;

/** A stay ends within two years from when it begins, and not before (Law on Residence art. 27.2); it is outside the commune of permanent residence (art. 27.1). */
export function assertStay(asked: {
  from: string;
  lastDay: string;
  communeCode: string;
  homeCommuneCode: string | undefined;
}): void {
  const { from, lastDay } = asked;
  const limit = `${Number(from.slice(0, 4)) + STAY_YEARS}${from.slice(4)}`;
  if (lastDay < from || lastDay >= limit) throw new Refusal('residence.stay_too_long', 422, { values: { date: from } });
  if (asked.communeCode === asked.homeCommuneCode) throw new Refusal('residence.stay_at_home', 422);
}
