import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { civilDate, now, setClock, today } from './clock.ts';
import { newId, newReadableCode } from './ids.ts';
import { openKeys } from './keys.ts';
import { createLog } from './log.ts';
import { count, countRequest, metricsText } from './metrics.ts';
import { fill, formatDate, formatInstant, formatNumber, formatTimeOfDay } from './text.ts';

const folder = mkdtempSync(join(tmpdir(), 'mot-cua-parts-'));
after(() => rmSync(folder, { recursive: true }));

test('a day begins at midnight in Vietnam', () => {
  assert.equal(civilDate(new Date('2026-02-28T16:59:59.999Z')), '2026-02-28');
  assert.equal(civilDate(new Date('2026-02-28T17:00:00Z')), '2026-03-01');
  assert.equal(civilDate(new Date('2026-12-31T17:00:00Z')), '2027-01-01');
});

test('a test may say what time it is, and the clock goes on from there', async () => {
  setClock(new Date('2030-01-01T00:00:00Z'));
  assert.equal(today(), '2030-01-01');
  const before = now().getTime();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(now().getTime() > before);
  setClock();
  assert.ok(Math.abs(now().getTime() - Date.now()) < 100);
});

test('ids sort by the time they were made and are of version 7', () => {
  const ids = Array.from({ length: 200 }, (_, i) => newId(1_800_000_000_000 + i));
  assert.deepEqual(ids, ids.toSorted());
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(Array.from({ length: 10_000 }, () => newId(0))).size, 10_000);
});

test('readable codes have only signs that are not taken for one another, each as often', () => {
  const code = newReadableCode(30_000);
  assert.match(code, /^[2-9A-HJKMNP-Z]{30000}$/);
  const often = new Map<string, number>();
  for (const sign of code) often.set(sign, (often.get(sign) ?? 0) + 1);
  assert.equal(often.size, 30);
  for (const [sign, times] of often) assert.ok(times > 800 && times < 1_200, `${sign}: ${times}`);
});

test('dates and numbers are written as people write them', () => {
  assert.equal(formatDate('2026-11-21', 'vi'), '21/11/2026');
  assert.equal(formatDate('2026-11-01', 'en'), '1 November 2026');
  assert.match(formatInstant('2026-11-21T17:30:00Z', 'vi'), /00:30.*22\/11\/2026/);
  assert.match(formatInstant(new Date('2026-11-21T17:30:00Z'), 'en'), /22 November 2026.*00:30/);
  assert.equal(formatTimeOfDay('2026-11-21T02:14:00Z'), '09:14');
  assert.equal(formatNumber(18_402, 'vi'), '18.402');
  assert.equal(formatNumber(18_402, 'en'), '18,402');
});

test('a sentence is filled with its values; a place without one stays seen', () => {
  assert.equal(fill('tối đa {most} ký tự, {other}', { most: 5 }), 'tối đa 5 ký tự, {other}');
  assert.equal(fill('{toString} {constructor}', {}), '{toString} {constructor}');
  assert.equal(fill('{a}', { a: '{b} $& $1', b: 'x' }), '{b} $& $1');
});

test('what is sealed for one purpose opens for that purpose, and only whole', () => {
  const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: folder });
  const sealed = keys.sealBytes('notes', Buffer.from('bí mật'));
  assert.equal(keys.openBytes('notes', sealed).toString(), 'bí mật');
  assert.ok(!sealed.includes('bí mật'));
  assert.notDeepEqual(keys.sealBytes('notes', Buffer.from('bí mật')), sealed);
  assert.throws(() => keys.openBytes('others', sealed));
  for (let at = 0; at < sealed.length; at += 5) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    assert.throws(() => keys.openBytes('notes', changed), `byte ${at}`);
  }
  assert.throws(() => keys.openBytes('notes', sealed.subarray(0, 20)), /too short/);
  assert.throws(() => keys.openBytes('notes', sealed.subarray(0, -1)));
  assert.equal(keys.openBytes('notes', keys.sealBytes('notes', Buffer.alloc(0))).length, 0);
  const another = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: folder });
  assert.throws(() => another.openBytes('notes', sealed));
  assert.notDeepEqual(another.derive('notes'), keys.derive('notes'));
  assert.notDeepEqual(keys.derive('notes'), keys.derive('files'));
});

test('the key of a folder is made once, for the owner alone, and is the same afterwards', () => {
  const dataDir = join(folder, 'new/data');
  const first = openKeys({ masterKey: undefined, dataDir });
  const again = openKeys({ masterKey: undefined, dataDir });
  assert.deepEqual(again.derive('x'), first.derive('x'));
  assert.equal(statSync(join(dataDir, 'master.key')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(dataDir), ['master.key']);
});

test('a master key that is none is refused, not made up for', () => {
  const short = randomBytes(16).toString('base64');
  const odd = `${randomBytes(32).toString('base64').slice(0, 40)}*-_=`;
  for (const masterKey of [short, odd, 'password', `${randomBytes(32).toString('base64')}AAAA`])
    assert.throws(() => openKeys({ masterKey, dataDir: folder }), /MASTER_KEY must be 32 bytes/);
  const broken = mkdtempSync(join(folder, 'broken-'));
  writeFileSync(join(broken, 'master.key'), '');
  assert.throws(() => openKeys({ masterKey: undefined, dataDir: broken }), /MASTER_KEY must be 32 bytes/);
  assert.equal(readFileSync(join(broken, 'master.key'), 'utf8'), '', 'a broken key is not replaced: others hang on it');
  assert.ok(existsSync(broken));
});

test('the figures are text that Prometheus reads', () => {
  countRequest('/counted/:id', 200, 7);
  countRequest('/counted/:id', 200, 70);
  count('odd_total', { name: 'a"b\\c\nd' });
  count('plain_total');
  count('plain_total');
  const text = metricsText({ 'database_connections{system="cases"}': 3 });
  assert.match(text, /^http_request_duration_ms_bucket\{route="\/counted\/:id",status="200",le="5"\} 0$/m);
  assert.match(text, /^http_request_duration_ms_bucket\{route="\/counted\/:id",status="200",le="10"\} 1$/m);
  assert.match(text, /^http_request_duration_ms_bucket\{route="\/counted\/:id",status="200",le="100"\} 2$/m);
  assert.match(text, /^http_request_duration_ms_bucket\{route="\/counted\/:id",status="200",le="\+Inf"\} 2$/m);
  assert.match(text, /^http_request_duration_ms_sum\{route="\/counted\/:id",status="200"\} 77\.0$/m);
  assert.match(text, /^odd_total\{name="a\\"b\\\\c\\nd"\} 1$/m);
  assert.match(text, /^plain_total 2$/m);
  assert.match(text, /^database_connections\{system="cases"\} 3$/m);
  for (const line of text.trimEnd().split('\n'))
    assert.match(line, /^(# TYPE \w+ \w+|\w+(\{(\w+="([^"\\\n]|\\.)*",?)*\})? -?\d+(\.\d+)?)$/);
});

test('the log writes what is at least as grave as asked, a JSON line each', (t) => {
  const lines: string[] = [];
  t.mock.method(process.stderr, 'write', (line: string) => lines.push(line) > 0);
  const log = createLog('warn');
  log.debug('a');
  log.info('b');
  log.warn('c', { text: 'two\nlines' });
  log.error('d');
  createLog('silent').error('e');
  t.mock.restoreAll();
  assert.equal(lines.length, 2);
  for (const line of lines) assert.match(line, /^\{.*\}\n$/);
  const { at, ...first } = JSON.parse(lines[0]!) as { at: string };
  assert.ok(!Number.isNaN(Date.parse(at)));
  assert.deepEqual(first, { level: 'warn', event: 'c', text: 'two\nlines' });
});
