import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from './config.ts';
import { openKeys } from './keys.ts';
import { openLargeFiles } from './large-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'mot-cua-large-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const files = openLargeFiles(join(folder, 'large'), openKeys(readConfig({ DATA_DIR: folder })));
const MB = 1024 * 1024;

async function* flowing(bytes: Buffer, step: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
const all = async (source: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
};

test('a large file is read as it came, whole or from a place in its midst', async () => {
  for (const size of [0, 1, MB - 1, MB, 2 * MB, 2 * MB + 77_777]) {
    const bytes = randomBytes(size);
    const kept = await files.keep(flowing(bytes, 61_007), 10 * MB);
    assert.deepEqual([kept.size_bytes, kept.sha256], [size, createHash('sha256').update(bytes).digest('hex')]);
    assert.ok((await all(files.read(kept.id))).equals(bytes));
    assert.ok((await all(files.read(kept.id, { from: 500, to: MB + 9 }))).equals(bytes.subarray(500, MB + 9)));
    await files.remove(kept.id);
  }
});

test('one that is too large or cut off leaves nothing', async () => {
  const before = readdirSync(join(folder, 'large')).length;
  await assert.rejects(files.keep(flowing(randomBytes(2 * MB), MB), MB), { code: 'file.too_large' });
  const cutOff = async function* () {
    yield randomBytes(MB);
    throw new Error('the line broke');
  };
  await assert.rejects(files.keep(cutOff(), 10 * MB), /the line broke/);
  assert.equal(readdirSync(join(folder, 'large')).length, before);
});

test('parts that were changed, moved or lost are noticed', async () => {
  const kept = await files.keep(flowing(randomBytes(3 * MB), MB), 10 * MB);
  const path = join(folder, 'large', kept.id);
  const sealed = readFileSync(path);
  const part = sealed.length / 3;
  const swapped = Buffer.concat([sealed.subarray(part, 2 * part), sealed.subarray(0, part), sealed.subarray(2 * part)]);
  writeFileSync(path, swapped);
  await assert.rejects(all(files.read(kept.id)), /another part/);
  writeFileSync(path, sealed);
  truncateSync(path, 2 * part);
  await assert.rejects(all(files.read(kept.id)), /lacks its end/);
});

test('what is older than a moment is removed', async () => {
  await files.keep(flowing(Buffer.from('x'), 1), 10);
  assert.equal(await files.removeOlderThan(new Date(Date.now() - 60_000)), 0);
  assert.ok((await files.removeOlderThan(new Date(Date.now() + 60_000))) > 0);
});
