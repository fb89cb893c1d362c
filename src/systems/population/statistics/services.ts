import { publishFacts } from '../../registry/index.ts';
import { register } from '../register.ts';
import { factsOfAll } from './actions.ts';
import { POPULATION_FACTS } from './facts.ts';

/** What the register tells for counting, and to whom: those who draft the law try it over everybody. */
export const populationFacts = publishFacts('population', {
  facts: POPULATION_FACTS,
  fields: register.pick(
    'bornOn',
    'sex',
    'ethnicGroup',
    'nationality',
    'residence',
    'household',
    'relationToHead',
    'spouse',
  ),
  grants: [{ caller: 'rules', purposes: ['law-drafting'] }],
  rows: factsOfAll,
});
/** The service, for who hands it to the exchange. */
export const extractFacts = populationFacts.extract;
