import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { LARGEST_FILE_BYTES, openFiles } from './files.ts';
import { openKeys } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'mot-cua-files-'));
after(() => rmSync(folder, { recursive: true }));
const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: folder });
const files = openFiles(join(folder, 'files'), keys);
const pathOf = (id: string) => join(folder, 'files', id.slice(0, 2), id);
const onDisk = () =>
  globSync('**/*', { cwd: join(folder, 'files') }).filter((path) => statSync(join(folder, 'files', path)).isFile());

test('a file is found by the digest of what it holds, and is on disk encrypted', async () => {
  const bytes = Buffer.from('Giấy khai sinh '.repeat(100));
  const id = await files.keep(bytes);
  assert.equal(id, createHash('sha256').update(bytes).digest('hex'));
  assert.deepEqual(await files.read(id), bytes);
  assert.ok(!readFileSync(pathOf(id)).includes('khai sinh'));
  assert.equal(statSync(pathOf(id)).mode & 0o777, 0o600);
  assert.deepEqual(await files.read(await files.keep(Buffer.alloc(0))), Buffer.alloc(0));
});

test('the same file kept by many at once is kept once', async () => {
  const before = onDisk().length;
  const bytes = randomBytes(100_000);
  const ids = await Promise.all(Array.from({ length: 20 }, () => files.keep(bytes)));
  assert.equal(new Set(ids).size, 1);
  assert.equal(onDisk().length, before + 1, 'nothing is left lying beside it');
  assert.deepEqual(await files.read(ids[0]!), bytes);
});

test('what a crash left half written is not the file, and does not stand in its way', async () => {
  const bytes = randomBytes(1_000);
  const id = await files.keep(bytes);
  const whole = readFileSync(pathOf(id));
  rmSync(pathOf(id));
  writeFileSync(`${pathOf(id)}.1234.half`, whole.subarray(0, 300));
  assert.equal(await files.read(id), undefined);
  await files.keep(bytes);
  assert.deepEqual(await files.read(id), bytes);
});

test('a file that was tampered with is not given out', async () => {
  const id = await files.keep(Buffer.from('the first'));
  const other = await files.keep(Buffer.from('the second'));
  const sealed = readFileSync(pathOf(id));
  sealed[sealed.length - 1]! ^= 1;
  writeFileSync(pathOf(id), sealed);
  await assert.rejects(files.read(id));
  copyFileSync(pathOf(other), pathOf(id));
  await assert.rejects(files.read(id), /holds other bytes/);
  writeFileSync(pathOf(id), '');
  await assert.rejects(files.read(id), /too short/);
  await files.keep(Buffer.from('the first'));
  assert.equal(String(await files.read(id)), 'the first', 'kept again it is whole again');
});

test('an id that is none finds nothing, wherever it points', async () => {
  const id = await files.keep(Buffer.from('here'));
  for (const odd of [
    '',
    '../../master.key',
    `../${id}`,
    id.toUpperCase(),
    `${id}\n`,
    `${id}.1`,
    id.slice(1),
    '0'.repeat(64),
    '/etc/passwd',
    `..${'0'.repeat(62)}`,
  ])
    assert.equal(await files.read(odd), undefined, odd);
});

test('a file that is too large is not kept', async () => {
  const before = onDisk().length;
  await assert.rejects(files.keep(Buffer.alloc(LARGEST_FILE_BYTES + 1)), /too large/);
  assert.equal(onDisk().length, before);
});
