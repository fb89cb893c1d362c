import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { call } from '../../exchange/index.ts';
import { sealServicesOf } from '../../registry/index.ts';
import * as services from '../services.ts';

let town: CivilStatusHouse;
before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: 'Cụ Đã Mất', sex: 'male', bornOn: '1930-01-01' },
      { fullName: 'Người Đi Khai', sex: 'male', bornOn: '1960-01-01', father: 'Cụ Đã Mất' },
    ],
    '2026-11-20',
  );
});
after(() => town.close());

test('an entry that is sealed is told to nobody: not in the book, not by its number, not to a person', async () => {
  const { output } = await call(
    town.house,
    services.registerDeath,
    {
      deceasedNumber: town.numberOf('Cụ Đã Mất'),
      diedOn: '2026-11-15',
      place: 'Tại nhà',
      declarantNumber: town.numberOf('Người Đi Khai'),
      declarantIs: 'child' as const,
      ...town.by,
    },
    town.asOfficer(),
  );
  const { entryId } = output;
  const found = async () =>
    (await call(town.house, services.findEntries, {}, town.asOfficer())).output.entries.map(({ id }) => id);
  const read = () => call(town.house, services.readEntry, { entryId }, town.asOfficer());
  assert.deepEqual(await found(), [entryId]);
  await read();
  const seals = sealServicesOf('civil-status')!;
  const keeper = (idempotencyKey: string) => ({
    ...town.asOfficer(),
    caller: 'registry',
    agency: { code: 'G15', name: 'Bộ Tư pháp' },
    actor: { ...(town.asOfficer().actor as { kind: 'official' }), role: 'seal-keeper' } as never,
    purpose: 'sealed-data' as const,
    idempotencyKey,
  });
  const why = { reason: 'Nuôi con nuôi', source: { kind: 'decision', number: '9/QĐ-BTP' } };
  const { output: seal } = await call(
    town.house,
    seals.seal,
    { kind: 'entry', key: [entryId], openTo: [], ...why },
    keeper('seal-of-an-entry'),
  );
  assert.deepEqual(await found(), []);
  await assert.rejects(read(), refusedWith('entry.not_found'));
  await call(town.house, seals.lift, { id: seal.id, ...why }, keeper('seal-is-lifted'));
  assert.deepEqual(await found(), [entryId]);
});
