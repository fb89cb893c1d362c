import { DisjointSets } from './disjoint-sets.ts';
import type { CandidatePairs } from './patterns.ts';

/** Records of one cluster at most: whoever is entered more often is looked at by a person. */
const CLUSTER_RECORDS_MOST = 50;

/** Records that are held to be one and the same. */
export interface Cluster {
  /** Ascending; two at least. */
  records: number[];
  /** The weight of the weakest link that holds it together. */
  weakest_bits: number;
}

/** A link that was not followed, because records would have come together that cannot be one. For a steward. */
export interface Contradiction {
  one: number;
  other: number;
  weight_bits: number;
  /** Two records of the would-be cluster that speak against each other; undefined when it would have been too large. */
  between: readonly [number, number] | undefined;
}

export interface Clustering {
  clusters: Cluster[];
  contradictions: Contradiction[];
}

/**
 * Groups duplicates: what links of `link_bits` and more connect, the strongest link first. Before two groups come
 * together each record of the one is asked about each of the other: when `apart` says that two cannot be one, the groups
 * stay apart and the link is reported. So A = B and B = C never make C of A against the evidence.
 */
export function clusterDuplicates(
  { one, other }: Pick<CandidatePairs, 'one' | 'other'>,
  weights: Float32Array,
  rules: { records: number; link_bits: number; apart: (one: number, other: number) => boolean },
): Clustering {
  const links: number[] = [];
  for (let pair = 0; pair < weights.length; pair++) if (weights[pair]! >= rules.link_bits) links.push(pair);
  links.sort((a, b) => weights[b]! - weights[a]! || a - b);
  const sets = new DisjointSets(rules.records);
  const groups = new Map<number, Cluster>();
  const contradictions: Contradiction[] = [];
  for (const pair of links) {
    const [from, to] = [one[pair]!, other[pair]!];
    const [root, otherRoot] = [sets.find(from), sets.find(to)];
    if (root === otherRoot) continue;
    const members = groups.get(root)?.records ?? [from];
    const otherMembers = groups.get(otherRoot)?.records ?? [to];
    const between = opposed(members, otherMembers, rules.apart);
    if (between || members.length + otherMembers.length > CLUSTER_RECORDS_MOST) {
      contradictions.push({ one: from, other: to, weight_bits: weights[pair]!, between });
      continue;
    }
    groups.delete(root);
    groups.delete(otherRoot);
    groups.set(sets.join(from, to), { records: [...members, ...otherMembers], weakest_bits: weights[pair]! });
  }
  const clusters = [...groups.values()].map(({ records, weakest_bits }) => ({
    records: records.toSorted((a, b) => a - b),
    weakest_bits,
  }));
  return { clusters, contradictions };
}

function opposed(
  members: readonly number[],
  otherMembers: readonly number[],
  apart: (one: number, other: number) => boolean,
): readonly [number, number] | undefined {
  for (const member of members) {
    const against = otherMembers.find((candidate) => apart(member, candidate));
    if (against !== undefined) return [member, against];
  }
  return undefined;
}
