import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { readConfig } from '../../../kernel/config.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { ensureAuthorities, openSeal, type SealingHouse } from '../keys.ts';
import { buildLog, findInLog } from '../log/actions.ts';
import { AUTHORITIES } from '../rules.ts';
import { sentences } from '../texts.ts';
import { currentList } from '../status/lists.ts';
import type { SignatureLevel } from '../validation/found.ts';
import { readSignatures } from '../validation/readers.ts';
import { validateSignature } from '../validation/validate.ts';
import { coSign, signCommand, signFiles, type SigningOrder } from '../index.ts';
import type { SignedFile } from './level.ts';

const ward = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };
const commune = { code: 'H26.00031', name: 'Ủy ban nhân dân xã Tân An' };
const folder = mkdtempSync(join(tmpdir(), 'signing-'));
let database: TestDatabase;
let house: SealingHouse;
before(async () => {
  database = await testDatabase();
  const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
  house = { db: database.db, keys, config: readConfig({}), log: createLog('error') };
});
after(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

const text: SignedFile = { name: 'quyết định.txt', mimeType: 'text/plain', bytes: Buffer.from('Điều 1.\n') };
const record: SignedFile = {
  name: 'hồ sơ.xml',
  mimeType: 'application/xml',
  bytes: Buffer.from('<a xmlns="urn:a">Xin chào</a>'),
};
const paper: SignedFile = { name: 'giấy.pdf', mimeType: 'application/pdf', bytes: documentOf('Nguyễn Văn An') };

const WAYS: readonly (Pick<SigningOrder, 'format' | 'packaging' | 'inner' | 'files'> & { name: string })[] = [
  { format: 'PAdES', files: [paper], name: 'giấy.pdf' },
  { format: 'CAdES', files: [text], name: 'quyết định.txt.p7m' },
  { format: 'CAdES', files: [text], packaging: 'detached', name: 'quyết định.txt.p7s' },
  { format: 'XAdES', files: [record], name: 'hồ sơ.xml' },
  { format: 'XAdES', files: [text], name: 'quyết định.txt.xades.xml' },
  { format: 'XAdES', files: [text, record], packaging: 'detached', name: 'files.xades.xml' },
  { format: 'JAdES', files: [text], name: 'quyết định.txt.jws.json' },
  { format: 'JAdES', files: [text, record], packaging: 'detached', name: 'files.jws.json' },
  { format: 'ASiC-S', files: [text], name: 'quyết định.txt.asics' },
  { format: 'ASiC-S', files: [text], inner: 'CAdES', name: 'quyết định.txt.asics' },
  { format: 'ASiC-E', files: [text, record], name: 'files.asice' },
  { format: 'ASiC-E', files: [text, record, paper], inner: 'CAdES', name: 'files.asice' },
];

const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

/** What EN 319 102-1 says of each signature, by our root and the lists of this moment. */
async function verdicts(signed: SignedFile, order: Pick<SigningOrder, 'files' | 'packaging'>) {
  const beside = order.packaging === 'detached' ? order.files : [];
  const [file, ...documents] = [signed, ...beside].map(({ name, bytes }) => ({ filename: name, bytes }));
  const authorities = await ensureAuthorities(house);
  const trusted = {
    at: new Date(),
    anchors: [authorities.get('root')!.read],
    certificates: [...authorities.values()].map(({ read }) => read),
    lists: await Promise.all(AUTHORITIES.map(async ({ profile }) => (await currentList(house, profile)).read)),
    answers: [],
  };
  return (await readSignatures(file!, documents)).map((found) => validateSignature(found, trusted));
}

for (const { name, ...way } of WAYS) {
  const how = [way.format, way.inner, way.packaging].filter(Boolean).join(', ');
  test(`what an agency seals as ${how} is valid at every level, and its hash is in the public log`, async () => {
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const satisfies readonly SignatureLevel[]) {
      const order = { ...way, level, at: now(), signer: await openSeal(house, ward) };
      const signed = await signFiles(house, order);
      assert.equal(signed.name, name);
      const [first] = await verdicts(signed, way);
      assert.equal(
        first?.indication,
        'TOTAL-PASSED',
        JSON.stringify({ level, sub: first?.sub, reason: first?.reason }),
      );
      assert.equal(first.level, level);
      assert.equal(first.coverage!.whole, true);
      assert.equal(first.signer!.agencyCode, ward.code);
      const hash = createHash('sha256').update(signed.bytes).digest();
      assert.notEqual((await findInLog(house, 'document', hash)).state, 'absent');
    }
  });
}

test('two agencies seal the same container, one after the other, and both seals are valid', async () => {
  const order = { level: 'B-LT' as const, at: now() };
  for (const inner of ['XAdES', 'CAdES'] as const) {
    const first = await signFiles(house, {
      ...order,
      inner,
      format: 'ASiC-E',
      files: [text, record],
      signer: await openSeal(house, ward),
    });
    const both = await coSign(house, { ...order, inner, container: first, signer: await openSeal(house, commune) });
    const found = await verdicts(both, { files: [] });
    assert.deepEqual(
      found.map(({ indication }) => indication),
      ['TOTAL-PASSED', 'TOTAL-PASSED'],
    );
    assert.deepEqual(
      found.map(({ signer }) => signer!.agencyCode),
      [ward.code, commune.code],
    );
  }
});

test('what cannot be signed as it is asked for is refused with what to do', async () => {
  const order = { format: 'CAdES' as const, level: 'B-B' as const, at: now(), signer: await openSeal(house, ward) };
  const refused: [Partial<SigningOrder>, string][] = [
    [{ files: [] }, 'trust.file_name_unusable'],
    [{ files: [text, { ...record, name: text.name.toUpperCase() }] }, 'trust.file_name_unusable'],
    [{ files: [{ ...text, name: '../x' }] }, 'trust.file_name_unusable'],
    [{ files: [{ ...text, name: 'META-INF' }], format: 'ASiC-E' }, 'trust.file_name_unusable'],
    [{ files: [text, record] }, 'trust.one_file_only'],
    [{ files: [text, record], format: 'ASiC-S' }, 'trust.one_file_only'],
    [{ files: [text], packaging: 'enveloped' }, 'trust.packaging_impossible'],
    [{ files: [text], packaging: 'detached', format: 'ASiC-E' }, 'trust.packaging_impossible'],
    [{ files: [text], format: 'XAdES', packaging: 'enveloped' }, 'trust.document_unreadable'],
    [{ files: [text], format: 'PAdES' }, 'trust.document_unreadable'],
    [{ files: [{ ...text, bytes: Buffer.alloc(33 * 1024 * 1024) }] }, 'trust.document_too_large'],
    [{ files: [text], at: new Date('2020-01-01') }, 'trust.signing_time_refused'],
  ];
  for (const [change, code] of refused) {
    await assert.rejects(
      async () => signFiles(house, { ...order, files: [text], ...change }),
      (error) => error instanceof Refusal && error.code === code && sentences[code] !== undefined,
      code,
    );
  }
  const container = { ...text, name: 'a.asice' };
  await assert.rejects(
    async () => coSign(house, { ...order, container }),
    (error) => error instanceof Refusal && error.code === 'trust.document_unreadable',
  );
});

test('the operator seals a file from the command line, and joins another seal to it', async () => {
  const path = join(folder, 'a.txt');
  const to = join(folder, 'a.asice');
  writeFileSync(path, text.bytes);
  const find = async (code: string) => [ward, commune].find((one) => one.code === code);
  const whole = { ...house, sentences } as unknown as House;
  assert.match(await signCommand(whole, [path, '--agency', ward.code, '--to', to], find), /asic-e\+zip/);
  await signCommand(whole, [to, '--agency', commune.code, '--to', to, '--join', '--level', 'B-T'], find);
  const found = await verdicts({ ...text, name: 'a.asice', bytes: readFileSync(to) }, { files: [] });
  assert.deepEqual(
    found.map(({ indication, level }) => [indication, level]),
    [
      ['TOTAL-PASSED', 'B-LTA'],
      ['TOTAL-PASSED', 'B-T'],
    ],
  );
  await assert.rejects(async () => signCommand(whole, [path, '--agency', 'X', '--to', to], find), /--agency/);
  await assert.rejects(
    async () => signCommand(whole, [path, '--agency', ward.code, '--to', to, '--format', 'PGP'], find),
    /format/,
  );
  await assert.rejects(
    async () => signCommand(whole, [path, '--agency', ward.code, '--to', to, '--format', 'PAdES'], find),
    /download the original/,
  );
  await buildLog(house);
});
