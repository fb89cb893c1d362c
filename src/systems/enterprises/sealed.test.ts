import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type EnterpriseTown, enterpriseTown, refusedWith } from '../../../test/support/enterprise-town.ts';
import { today } from '../../kernel/clock.ts';
import { call } from '../exchange/index.ts';
import { sealServicesOf } from '../registry/index.ts';
import * as services from './services.ts';

let town: EnterpriseTown;
before(async () => {
  town = await enterpriseTown();
});
after(() => town.close());

const NAME = 'Công ty TNHH Niêm Phong Thử';
const COVER = 'Người được bảo vệ';

/** Seals a record, does the work, and lifts the seal. */
async function sealed<Result>(asked: object, work: () => Promise<Result>): Promise<Result> {
  const seals = sealServicesOf('enterprises')!;
  const title = { vi: 'Cán bộ giữ niêm phong', en: 'Keeper of seals' };
  const keeper = () => ({
    caller: 'registry',
    agency: { code: 'G12', name: 'Bộ Tài chính' },
    actor: {
      kind: 'official',
      number: '001090000011',
      officialId: 'o',
      role: 'seal-keeper',
      title,
      territoryCode: '',
    } as const,
    purpose: 'sealed-data' as const,
    idempotencyKey: randomUUID(),
  });
  const why = { reason: 'Bảo vệ người làm chứng', source: { kind: 'decision', number: '7/QĐ-BTC' } };
  const { output } = await call(town.house, seals.seal, { openTo: [], ...why, ...asked } as never, keeper());
  try {
    return await work();
  } finally {
    await call(town.house, seals.lift, { id: (output as { id: string }).id, ...why } as never, keeper());
  }
}

/** Everything that the services say about an enterprise and the person who represents it, as one text. */
async function told(code: string, person: string): Promise<string> {
  const visitor = 'b'.repeat(32);
  const [open, own, asked] = [
    { caller: 'portal', purpose: 'public-information', actor: { kind: 'machine', name: 'portal' } },
    { caller: 'portal', purpose: 'own-data', actor: { kind: 'person', number: person, name: 'x' } },
    { caller: 'cases', purpose: 'counterparty-check' },
  ] as const;
  const answers: unknown[] = [
    await town.call(services.lookUpEnterprises, { words: code, visitor }, open),
    await town.call(services.lookUpEnterprises, { words: 'niem phong thu', visitor }, open),
    await town.call(services.readPublicEnterprise, { code, visitor }, open),
    await town.call(services.checkName, { name: NAME, visitor }, open),
    await town.call(services.readOwnEnterprises, { number: person }, own),
    await town.call(services.findEnterprises, { words: person }),
    await town.call(services.findEnterprises, { words: 'nguyen van minh', by: 'person' }),
    await town.call(services.readEnterprise, { code }, asked),
    await town.call(services.representativesOf, { code, on: today() }, asked),
  ];
  for (const work of [
    () => town.file(code),
    () => town.call(services.readBeneficialOwners, { code, on: today() }),
    () => town.call(services.exportOwnership, { code }),
  ])
    answers.push(await work().catch((error: { code?: string }) => error.code));
  return JSON.stringify(answers);
}

test('a person who is sealed in an enterprise is told by no service, and an enterprise that is sealed is as if there were none', async () => {
  const { code } = await town.register({ name: NAME });
  const minh = town.numberOf('Nguyễn Văn Minh');
  const before = await told(code, minh);
  assert.ok(before.includes('Nguyễn Văn Minh') && before.includes(NAME) && before.includes(minh));
  const hiding = [
    { kind: 'representative', key: [code, minh] },
    { kind: 'member_or_shareholder', key: [code, minh] },
  ];
  await sealed(hiding[0]!, () =>
    sealed(hiding[1]!, async () => {
      const text = await told(code, minh);
      assert.ok(!text.includes('Nguyễn Văn Minh') && !text.includes(minh), text);
      const acting = { caller: 'cases', purpose: 'counterparty-check' } as const;
      const asked = { code, personNumber: minh, on: today() };
      assert.deepEqual(await town.call(services.verifyRepresentative, asked, acting), { mayAct: false });
    }),
  );
  await sealed({ ...hiding[0]!, fields: ['fullName'], cover: { fullName: COVER } }, async () => {
    const visitor = 'c'.repeat(32);
    const open = { caller: 'portal', purpose: 'public-information' } as const;
    const { enterprise } = await town.call(services.readPublicEnterprise, { code, visitor }, open);
    assert.deepEqual(
      enterprise?.representatives.map(({ fullName }) => fullName),
      [COVER],
    );
  });
  await sealed({ kind: 'enterprise', key: [code] }, async () => {
    const text = await told(code, minh);
    assert.ok(!text.includes(NAME), text);
    await assert.rejects(town.file(code), refusedWith('enterprise.unknown'));
  });
  assert.equal(await told(code, minh), before);
});
