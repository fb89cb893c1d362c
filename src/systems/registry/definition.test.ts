import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oncePerRegister } from './definition.ts';
import { defineKind, kindsOf, text } from './kind/index.ts';

const title = { vi: 'thử', en: 'trial' };

test('what is made of a register is made once, and anew when the register has got a kind since', () => {
  let times = 0;
  const namesOf = oncePerRegister((system) => {
    times += 1;
    return kindsOf(system).map(({ name }) => name);
  });
  assert.ok(!namesOf('registry').includes('latecomer'));
  namesOf('registry');
  assert.equal(times, 1);
  defineKind({ system: 'registry', name: 'latecomer', title, key: ['number'], fields: { number: text({ title }) } });
  assert.ok(namesOf('registry').includes('latecomer'));
  assert.equal(namesOf('registry'), namesOf('registry'));
  assert.equal(times, 2);
});
