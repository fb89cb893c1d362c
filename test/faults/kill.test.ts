import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { playUnderKills } from '../../bench/kill.ts';
import { type RunningHouse, runHouse } from '../support/running-house.ts';

/** The short form of `npm run bench -- birth --kill 20`: the same births, kills and checks, fewer of each. */
let house: RunningHouse;

before(async () => {
  house = await runHouse({ PEOPLE: '1000' });
});
after(() => house.close());

test('no birth is lost, doubled or half done when the house is killed three times under load', async (context) => {
  const { finished, checked, faults, down_ms } = await playUnderKills(house, { users: 3, kills: 3, births: 6 });
  context.diagnostic(`killed ${down_ms.length} times; looked at ${JSON.stringify(checked)}`);
  assert.deepEqual(faults, []);
  assert.ok(finished.length >= 3, `${finished.length} births were finished`);
  assert.equal(checked.personalNumbers, checked.births);
});
