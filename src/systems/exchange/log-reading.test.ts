import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '../../kernel/db.ts';
import { callsSince, usageByReceipt, usageOf } from './index.ts';
import { openExchange, FATHER, asPerson, forCase, house, read } from '../../../test/support/exchange.ts';

openExchange();

test('a person sees the calls about them, newest first, and which were their own', async () => {
  const number = '001199000099';
  const receipts: string[] = [];
  for (let i = 0; i < 5; i++) receipts.unshift((await read(forCase(i === 2 ? asPerson(number) : {}), number)).receipt);
  const lines = await usageOf(house, { personalNumber: number, viewer: number });
  assert.deepEqual(
    lines.map(({ receipt }) => receipt),
    receipts,
  );
  assert.deepEqual(
    lines.map(({ isOwn }) => isOwn),
    [false, false, true, false, false],
  );
  const { receipt: _receipt, at, ...line } = lines[0]!;
  assert.ok(Math.abs(at.getTime() - Date.now()) < 60_000);
  assert.deepEqual(line, {
    service: 'population.readOne',
    owner: 'population',
    kind: 'read',
    agencyName: 'UBND phường Giảng Võ',
    actorKind: 'official',
    isOwn: false,
    actorTitle: { vi: 'Công chức tư pháp, hộ tịch', en: 'Civil-status officer' },
    purpose: 'birth-registration',
    caseNumber: 'H26.1-261121-0001',
    fields: ['fullName', 'spouse'],
    outcome: 'done',
  });
  assert.ok(!JSON.stringify(lines).includes('001185000002'), 'who acted is shown by the post, not by number');
  // The spouse is concerned too; a stranger is not.
  assert.ok(
    (await usageOf(house, { personalNumber: FATHER, viewer: FATHER })).some(({ receipt }) => receipt === receipts[0]),
  );
  assert.deepEqual(await usageOf(house, { personalNumber: '001199000098', viewer: number }), []);
  assert.equal(
    await usageByReceipt(house, { receipt: receipts[0]!, personalNumbers: ['001199000098'], viewer: number }),
    undefined,
  );
  assert.equal(
    await usageByReceipt(house, { receipt: 'BN000000-NONE', personalNumbers: [number], viewer: number }),
    undefined,
  );
});

test('the calls come in pages, and of one register when asked', async () => {
  const number = '001199000097';
  for (let i = 0; i < 7; i++) {
    await read(forCase(), number);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const found: string[] = [];
  let before: Date | undefined;
  for (let pages = 0; pages < 5; pages++) {
    const page = await usageOf(house, {
      personalNumber: number,
      viewer: number,
      limit: 3,
      ...(before ? { before } : {}),
    });
    assert.ok(page.length <= 3);
    found.push(...page.map(({ receipt }) => receipt));
    before = page.at(-1)?.at;
    if (!before) break;
  }
  assert.equal(new Set(found).size, 7);
  assert.equal(found.length, 7);
  const asked = { personalNumber: number, viewer: number };
  assert.equal((await usageOf(house, { ...asked, owner: 'population' })).length, 7);
  assert.equal((await usageOf(house, { ...asked, owner: 'health' })).length, 0);
  assert.equal((await usageOf(house, { ...asked, limit: 0 })).length, 1);
  assert.equal((await usageOf(house, { ...asked, limit: 100_000 })).length, 7);
});

test('calls are counted from a moment on', async () => {
  const [moment] = await house.db.as('exchange').rows<{ at: Date }>(sql`SELECT clock_timestamp() AS at`);
  const before = await callsSince(house, moment!.at);
  await read(forCase());
  await read(forCase());
  assert.equal((await callsSince(house, moment!.at)) - before, 2);
});
