import { disclose, publishEvents } from '../registry/index.ts';
import { FOLLOWERS } from './followers.ts';
import { person } from './kinds.ts';

/** What offices and hospitals check of a person who stands before them. */
const WHO_STANDS_THERE = ['fullName', 'bornOn', 'sex', 'isAlive'] as const;

/**
 * Who may learn what of a person, besides the services that procedures have of their own. Yes or no comes before data
 * (Law on Personal Data Protection 91/2025/QH15, art. 3: no more than the purpose needs).
 */
export const personDisclosure = disclose(person, {
  questions: { bornOn: 'bornOn', diedOn: 'diedOn' },
  checks: [
    { caller: 'system:hospital', purposes: ['identity-check'], about: WHO_STANDS_THERE },
    { caller: 'cases', purposes: ['identity-check'], needs: 'case', about: [...WHO_STANDS_THERE, 'age', 'livesIn'] },
    { caller: 'land', purposes: ['identity-check'], needs: 'case', about: [...WHO_STANDS_THERE, 'age'] },
    { caller: 'enterprises', purposes: ['identity-check'], needs: 'case', about: [...WHO_STANDS_THERE, 'age'] },
    {
      caller: 'insurance',
      purposes: ['identity-check', 'child-health-insurance'],
      about: [...WHO_STANDS_THERE, 'livesIn'],
    },
  ],
  reads: [
    // The police of a commune know their own residents; who lives elsewhere is asked about there.
    {
      caller: 'cases',
      purposes: ['permanent-residence'],
      needs: 'case',
      upTo: 'basic',
      fields: ['ethnicGroup'],
      ofOwnTerritory: true,
      pastToo: true,
    },
    {
      caller: 'civil-status',
      purposes: ['birth-registration'],
      needs: 'case',
      upTo: 'basic',
      fields: ['ethnicGroup'],
      pastToo: true,
    },
    { caller: 'land', purposes: ['identity-check'], needs: 'case', fields: ['number', 'fullName', 'bornOn', 'diedOn'] },
    {
      caller: 'enterprises',
      purposes: ['identity-check'],
      needs: 'case',
      fields: ['number', 'fullName', 'bornOn', 'nationality'],
    },
    { caller: 'portal', purposes: ['own-data'], needs: 'own', upTo: 'basic', fields: ['ethnicGroup'], pastToo: true },
  ],
});

/**
 * Who is told that something changed: which field of whom, never what it says now. Whose registers act upon deaths alone are told of
 * nothing else, so births and moves neither reach them nor stand in anybody's data log.
 */
export const populationEvents = publishEvents(
  'population',
  FOLLOWERS.map((caller) => ({ caller, purposes: ['data-changes'] as const, kinds: { person: ['diedOn'] } })),
);
