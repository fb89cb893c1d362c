import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { today } from '../../../kernel/clock.ts';
import { type JourneyCountry, journeyCountry } from '../../../../test/journeys/country.ts';
import { assemble } from '../../../../test/permissions/cast.ts';
import { testHouse } from '../../../../test/support/house.ts';
import { confirmApplicants } from './actions.ts';

let country: JourneyCountry;
before(async () => {
  country = await journeyCountry(await testHouse());
});
after(() => country?.close());

test('who submitted an application is known to be alive since that day, told once however often the night comes', async () => {
  const { numbers } = await assemble(country);
  for (let nights = 0; nights < 2; nights++) await confirmApplicants(country.house);
  const confirmed = await country.ask<{ on: string; source: string }>(
    `SELECT confirmed_on AS "on", source FROM population.confirmation WHERE key = $1 AND source = 'cases'`,
    [[numbers.applicant]],
  );
  assert.deepEqual(confirmed, [{ on: today(), source: 'cases' }]);
  const acts = await country.ask(`SELECT position FROM population.act WHERE act = 'confirm'`);
  assert.equal(acts.length, 1);
});
