import { ageOn } from '../../../country/index.ts';
import { call } from '../../exchange/index.ts';
import * as insurance from '../../insurance/services.ts';
import * as population from '../../population/services.ts';
import { registerOf } from '../../registry/index.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { type AnyAsked, asPerson, holderOf } from '../actions.ts';

/** A fact that a register holds of who is signed in, as the law takes it, and where it came from. */
export interface HeldFact {
  value: unknown;
  source: { register: Bilingual; receipt: string };
}

const PERSON_FACTS = new Set(['person.age']);
const HEALTH_FACTS = new Set(['health-insurance.group', 'health-insurance.years-in-a-row']);
const PENSION = 'social-insurance.has-pension';

/**
 * What registers hold of the facts that a question of the law asks, of who is signed in and on a day. Only registers that hold one of
 * them are read; each reading is in the person's data log. A fact that no register holds is left out, and asked.
 */
export async function heldFacts(
  asked: AnyAsked,
  wanted: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, HeldFact>> {
  const { number } = holderOf(asked);
  const context = asPerson(asked, 'own-data');
  const found = new Map<string, HeldFact>();
  const hold = (fact: string, value: unknown, from: { system: string; receipt: string }): void => {
    const register = registerOf(from.system)?.title;
    if (register) found.set(fact, { value, source: { register, receipt: from.receipt } });
  };
  if (wanted.some((fact) => PERSON_FACTS.has(fact))) {
    const { output, receipt } = await call(asked.house, population.readPerson, { number, on }, context);
    if (output.person) hold('person.age', ageOn(output.person.bornOn, on), { system: 'population', receipt });
  }
  if (wanted.some((fact) => HEALTH_FACTS.has(fact))) {
    const { output, receipt } = await call(asked.house, insurance.entitlementOn, { number, on }, context);
    const from = { system: 'insurance', receipt };
    if (output.health) {
      hold('health-insurance.group', output.health.objectCode, from);
      hold('health-insurance.years-in-a-row', ageOn(output.health.continuousSince, on), from);
    }
  }
  if (wanted.includes(PENSION)) {
    const { output, receipt } = await call(asked.house, insurance.readInsured, { number }, context);
    const value = output.benefits.some(
      ({ kind, per, from, until }) => kind === 'retirement' && per === 'month' && from <= on && (!until || on < until),
    );
    hold(PENSION, value, { system: 'insurance', receipt });
  }
  return found;
}
