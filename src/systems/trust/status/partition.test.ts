import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { missing } from '../../../../test/support/chromium.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { toPem } from '../certificate/certificate.ts';
import { ensureAuthorities, openSeal } from '../keys.ts';
import { findPath } from '../path/building.ts';
import { findRevocation } from '../path/revocation-list.ts';
import { STATE_SCHEMES } from '../certificate/signature-scheme.ts';
import { now } from '../../../kernel/clock.ts';
import { changeStanding, readAuthorityFile } from './actions.ts';
import { RevokedEntries } from './list-issue.ts';
import { currentList, currentListOf } from './lists.ts';
import { listOf, partitionOf, PARTITIONS, readListName } from './partition.ts';

const folder = mkdtempSync(join(tmpdir(), 'partition-'));
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

const AUTHORITY = 'agency-seal-authority';
const sealOf = async (code: string) => (await openSeal(house.house, { code, name: `Cơ quan ${code}` })).certificate;
const revoke = (serial: string) =>
  changeStanding(house.house, {
    serial,
    act: { kind: 'revoked', reason: 'superseded' },
    by: 'Nguyễn Thị Quản',
    why: 'Đã có chứng thư khác thay thế.',
  });
const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const run = (program: string, ...args: string[]): Promise<string> =>
  new Promise((done) => execFile(program, args, { encoding: 'utf8' }, (_error, out, err) => done(`${out}${err}`)));

// First, because a part that is signed already names a new address only when it is signed again.
test('an address that the house had before is named by every part, so that older certificates still know it', async () => {
  const owner = ownerClient(house.owner);
  await owner.connect();
  await owner.query(`INSERT INTO trust.list_place (base, recorded_at) VALUES ('https://cu.example', '2020-01-01')`);
  await owner.end();
  const { read } = await currentListOf(house.house, { authority: AUTHORITY, partition: 3 });
  const fresh = read.scope!.name!;
  assert.ok('names' in fresh);
  assert.ok(
    fresh.names.some((name) => name.kind === 'uri' && name.text === `${house.publicUrl}/trust/${AUTHORITY}-3.crl`),
  );
  const { read: later } = await currentListOf(house.house, { authority: AUTHORITY, partition: 4 });
  assert.ok(
    'names' in later.scope!.name! &&
      later.scope!.name.names.some(
        (name) => name.kind === 'uri' && name.text === `https://cu.example/trust/${AUTHORITY}-4.crl`,
      ),
  );
});

test('a revoked seal is told in its own part and in the full list, and in no other part', async () => {
  const certificate = await sealOf('H26.1');
  const own = listOf(AUTHORITY, certificate.serialBytes);
  const other = { authority: AUTHORITY, partition: (own.partition! + 1) % PARTITIONS } as const;
  const before = await currentListOf(house.house, other);
  await revoke(certificate.serial);
  const told = async (name: typeof own) => findRevocation((await currentListOf(house.house, name)).read, certificate);
  assert.deepEqual(await told(own), await told({ authority: AUTHORITY }));
  assert.equal(((await told(own)) as { reason: number }).reason, 4);
  assert.equal(await told(other), undefined);
  assert.equal(
    (await currentListOf(house.house, other)).read.number,
    before.read.number,
    'and none is signed anew for it',
  );
});

test('a certificate names its part, and by that part alone it is found good or revoked; another part says nothing of it', async () => {
  const authorities = await ensureAuthorities(house.house);
  const root = authorities.get('root')!.read;
  const rootList = (await currentList(house.house, 'root')).read;
  const check = async (leaf: Awaited<ReturnType<typeof sealOf>>, partition: number) => {
    // Before the moment that is asked about: a list signed a second later says nothing of it.
    const list = (await currentListOf(house.house, { authority: AUTHORITY, partition })).read;
    return findPath({
      leaf,
      others: [authorities.get(AUTHORITY)!.read],
      anchor: root,
      rules: { at: now(), schemes: STATE_SCHEMES },
      lists: [rootList, list],
    });
  };
  const certificate = await sealOf('H26.2');
  const own = partitionOf(certificate.serialBytes);
  const [point] = certificate.distributionPoints!;
  assert.deepEqual(point!.name, {
    names: [{ kind: 'uri', text: `${house.publicUrl}/trust/${AUTHORITY}-${own}.crl` }],
  });
  assert.equal(typeof (await check(certificate, own)), 'object');
  assert.equal(await check(certificate, (own + 1) % PARTITIONS), 'revocation_unknown');
  await revoke(certificate.serial);
  assert.equal(await check(certificate, own), 'certificate_revoked');
});

test(
  'OpenSSL takes a part of a list as it is served, and only for certificates of that part',
  { skip: missing('openssl') },
  async () => {
    const authorities = await ensureAuthorities(house.house);
    const root = file('root.pem', toPem(authorities.get('root')!.read));
    const issuer = file('issuer.pem', toPem(authorities.get(AUTHORITY)!.read));
    const asPem = async (name: string) => {
      const answered = await fetch(`${house.publicUrl}/trust/${name}.crl`);
      assert.equal(answered.headers.get('content-type'), 'application/pkix-crl');
      const der = file(`${name}.crl`, Buffer.from(await answered.arrayBuffer()));
      return run('openssl', 'crl', '-inform', 'DER', '-in', der);
    };
    const good = await sealOf('H26.3');
    const bad = await sealOf('H26.4');
    await revoke(bad.serial);
    const rootList = await asPem('root');
    const verify = async (certificate: typeof good, partition: number) => {
      const lists = file('lists.pem', `${rootList}${await asPem(`${AUTHORITY}-${partition}`)}`);
      const leaf = file('leaf.pem', toPem(certificate));
      return run(
        'openssl',
        'verify',
        '-crl_check_all',
        '-extended_crl',
        '-CRLfile',
        lists,
        '-CAfile',
        root,
        '-untrusted',
        issuer,
        leaf,
      );
    };
    assert.match(await verify(good, partitionOf(good.serialBytes)), /: OK/);
    assert.match(await verify(bad, partitionOf(bad.serialBytes)), /certificate revoked/);
    assert.match(
      await verify(good, (partitionOf(good.serialBytes) + 1) % PARTITIONS),
      /scope|unable to get certificate CRL/i,
    );
  },
);

test('names of lists are read strictly', async () => {
  const authorities = ['root', AUTHORITY] as const;
  assert.deepEqual(readListName(`${AUTHORITY}-0`, authorities), { authority: AUTHORITY, partition: 0 });
  assert.deepEqual(readListName(AUTHORITY, authorities), { authority: AUTHORITY });
  for (const name of [`${AUTHORITY}-128`, `${AUTHORITY}-007`, `${AUTHORITY}-`, 'root-1', '-1', '', 'nobody-1'])
    assert.equal(readListName(name, authorities), undefined, name);
  for (const name of [`${AUTHORITY}-1.cer`, 'root-1.crl', `${AUTHORITY}-1`, `../${AUTHORITY}.crl`])
    await assert.rejects(readAuthorityFile(house.house, name), { code: 'trust.no_such_authority' }, name);
});

test('entries are gathered over many pages without a byte lost', () => {
  const entries = new RevokedEntries();
  for (let i = 0; i < 100_000; i++)
    entries.add({
      serialBytes: Buffer.from([1, i >> 16, (i >> 8) & 255, i & 255]),
      at: new Date(i * 1000),
      reason: i % 6,
    });
  const bytes = Buffer.concat(entries.chunks());
  let count = 0;
  for (let place = 0; place < bytes.length; place += 2 + bytes[place + 1]!) count++;
  assert.equal(count, 100_000);
});
