/**
 * The policies that a path stands for (RFC 5280 §6.1.2–6.1.5). Kept as a graph, one node for a policy at each depth, because
 * the tree of RFC 5280 can be made to grow exponentially (RFC 9618).
 */

export const ANY_POLICY = '2.5.29.32.0';

/** Policies and mappings that one certificate may carry. */
export const MOST_POLICIES = 256;

export interface PolicyMapping {
  issuerPolicy: string;
  subjectPolicy: string;
}

interface Node {
  /** Policies under which the next certificate goes on from here. */
  expected: Set<string>;
  /** Nodes one depth up that lead here. */
  parents: Set<string>;
}

export class PolicyGraph {
  private levels: Map<string, Node>[] = [
    new Map([[ANY_POLICY, { expected: new Set([ANY_POLICY]), parents: new Set() }]]),
  ];

  /** Whether no policy is left: the valid policy tree is null. */
  get isEmpty(): boolean {
    return this.levels.length === 0;
  }

  /** Enters the policies of the next certificate; `anyCounts` when its anyPolicy may be used (RFC 5280 §6.1.3 d, e). */
  enter(policies: readonly string[] | undefined, anyCounts: boolean): void {
    const above = this.levels.at(-1);
    if (!above) return;
    const level = new Map<string, Node>();
    const parentsOf = new Map<string, Set<string>>();
    for (const [policy, { expected }] of above) {
      for (const each of expected) {
        const parents = parentsOf.get(each);
        if (parents) parents.add(policy);
        else parentsOf.set(each, new Set([policy]));
      }
    }
    const node = (policy: string, parents: Set<string>) => level.set(policy, { expected: new Set([policy]), parents });
    for (const policy of policies ?? []) {
      if (policy === ANY_POLICY) continue;
      const parents = parentsOf.get(policy);
      if (parents) node(policy, parents);
      else if (above.has(ANY_POLICY)) node(policy, new Set([ANY_POLICY]));
    }
    if (policies?.includes(ANY_POLICY) && anyCounts) {
      for (const [policy, parents] of parentsOf) if (!level.has(policy)) node(policy, parents);
    }
    // A certificate without policies, or without any that is expected, ends them all.
    if (level.size === 0) this.levels = [];
    else this.levels.push(level);
  }

  /** Translates policies for the next certificate, or, where that is inhibited, ends those that would be (§6.1.4 b). */
  map(mappings: readonly PolicyMapping[], inhibited: boolean): void {
    const level = this.levels.at(-1);
    if (!level) return;
    const targets = new Map<string, Set<string>>();
    for (const { issuerPolicy, subjectPolicy } of mappings) {
      const known = targets.get(issuerPolicy);
      if (known) known.add(subjectPolicy);
      else targets.set(issuerPolicy, new Set([subjectPolicy]));
    }
    const any = level.get(ANY_POLICY);
    for (const [policy, expected] of targets) {
      if (inhibited) level.delete(policy);
      else if (level.has(policy)) level.get(policy)!.expected = expected;
      else if (any) level.set(policy, { expected, parents: new Set([ANY_POLICY]) });
    }
    if (level.size === 0) this.levels = [];
  }

  /**
   * The policies of the anchor's own domain that the whole path stands for and the user accepts (§6.1.5 g). May hold
   * anyPolicy, when both accept any.
   */
  accepted(wanted: ReadonlySet<string>): Set<string> {
    const authority = this.ofAuthority();
    if (wanted.has(ANY_POLICY)) return authority;
    if (authority.has(ANY_POLICY)) return new Set(wanted);
    return new Set([...authority].filter((policy) => wanted.has(policy)));
  }

  private ofAuthority(): Set<string> {
    const found = new Set<string>();
    let reached = new Set(this.levels.at(-1)?.keys());
    if (reached.has(ANY_POLICY)) found.add(ANY_POLICY);
    for (let depth = this.levels.length - 1; depth > 0; depth--) {
      const above = new Set<string>();
      for (const policy of reached) {
        for (const parent of this.levels[depth]!.get(policy)!.parents) {
          if (!this.levels[depth - 1]!.has(parent)) continue;
          above.add(parent);
          if (parent === ANY_POLICY && policy !== ANY_POLICY) found.add(policy);
        }
      }
      reached = above;
    }
    return found;
  }
}
