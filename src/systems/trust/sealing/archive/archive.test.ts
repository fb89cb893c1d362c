import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../../../test/support/database.ts';
import { documentOf } from '../../../../../test/support/document.ts';
import { now, setClock } from '../../../../kernel/clock.ts';
import { readConfig } from '../../../../kernel/config.ts';
import { openFiles } from '../../../../kernel/files.ts';
import { openKeys } from '../../../../kernel/keys.ts';
import { createLog } from '../../../../kernel/log.ts';
import type { House } from '../../../../kernel/system.ts';
import { sealPdf } from '../../actions.ts';
import { ensureAuthorities } from '../../keys.ts';
import { buildLog, findInLog } from '../../log/actions.ts';
import { currentList } from '../../status/lists.ts';
import { readSignatures } from '../../validation/readers.ts';
import { validateSignature } from '../../validation/validate.ts';
import { isSameDocument, readKept, renewArchive } from './actions.ts';
import { mustBeStamped } from './rules.ts';

const DAY_MS = 86_400_000;
const start = new Date('2026-11-22T03:00:00Z');
const agency = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };
const folder = mkdtempSync(join(tmpdir(), 'archive-'));
let database: TestDatabase;
let house: House;
before(async () => {
  database = await testDatabase();
  const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
  const log = createLog('error');
  const files = openFiles(folder, keys);
  house = { db: database.db, keys, config: readConfig({}), log, files, synthetic: true, sentences: {} };
});
after(async () => {
  setClock();
  rmSync(folder, { recursive: true });
  await database.close();
});

/** Lets so many days pass since the start. */
const after_days = (days: number): void => setClock(new Date(start.getTime() + days * DAY_MS));

async function sealedAndKept(name: string): Promise<string> {
  const { pdf } = await sealPdf(house, { pdf: documentOf(name), agency, reason: 'Kết quả', at: now() });
  const id = await house.files.keep(pdf);
  await buildLog(house);
  return id;
}

async function verdictsOf(bytes: Buffer): Promise<(string | undefined)[][]> {
  const authorities = await ensureAuthorities(house);
  const names = ['root', 'agency-seal-authority', 'service-authority'] as const;
  const lists = (await Promise.all(names.map((name) => currentList(house, name)))).map(({ read }) => read);
  const trusted = { at: now(), anchors: [authorities.get('root')!.read], certificates: [], lists, answers: [] };
  const found = await readSignatures({ filename: 'a.pdf', bytes });
  return found
    .map((one) => validateSignature(one, trusted))
    .map(({ level, indication, sub }) => [level, indication, sub]);
}

test('a document outlives the certificates it was sealed and stamped with, because it is stamped anew in time', async () => {
  after_days(0);
  const id = await sealedAndKept('Nguyễn Văn An');
  const issued = (await house.files.read(id))!;
  assert.deepEqual(await renewArchive(house), { renewed: 0, missing: 0, isOver: true });
  assert.deepEqual(await verdictsOf(issued), [['B-LT', 'TOTAL-PASSED', undefined]]);

  // Four years on the certificate that stamps is replaced; a day later everything is stamped with the new one.
  after_days(4 * 365 + 20);
  const late = await sealedAndKept('Trần Thị Bình');
  assert.equal((await renewArchive(house)).renewed, 0);
  after_days(4 * 365 + 22);
  assert.deepEqual(await renewArchive(house), { renewed: 1, missing: 0, isOver: true });
  const kept = (await readKept(house, id))!;
  assert.ok(kept.subarray(0, issued.length).equals(issued));
  assert.deepEqual(await verdictsOf(kept), [['B-LTA', 'TOTAL-PASSED', undefined]]);
  // What was sealed with the new certificate is left as it is, and a second run finds nothing to do.
  assert.ok((await readKept(house, late))!.equals((await house.files.read(late))!));
  assert.deepEqual(await renewArchive(house), { renewed: 0, missing: 0, isOver: true });

  // Six years on the certificates of the beginning have ended.
  after_days(6 * 365);
  assert.deepEqual(await verdictsOf(kept), [['B-LTA', 'TOTAL-PASSED', undefined]]);
  const [[, withoutArchive]] = (await verdictsOf(issued)) as [string[]];
  assert.equal(withoutArchive, 'INDETERMINATE');
  await buildLog(house);
  assert.equal((await findInLog(house, 'document', Buffer.from(id, 'hex'))).state, 'entered');

  // And again, with the next certificate: the renewal is renewed, not the document as it was issued.
  after_days(9 * 365);
  await sealedAndKept('Lê Văn Cường');
  after_days(9 * 365 + 2);
  const again = await renewArchive(house);
  assert.deepEqual([again.isOver, again.missing], [true, 0]);
  const twice = (await readKept(house, id))!;
  assert.ok(twice.subarray(0, kept.length).equals(kept));
  assert.ok(twice.length > kept.length);
  for (const bytes of [issued, kept, twice]) assert.ok(isSameDocument(bytes, id));
  after_days(10 * 365);
  assert.deepEqual(await verdictsOf(twice), [['B-LTA', 'TOTAL-PASSED', undefined]]);
});

test('a document with anything but time stamps and evidence behind it is another', async () => {
  after_days(10 * 365);
  const id = await sealedAndKept('Phạm Thị Dung');
  const issued = (await house.files.read(id))!;
  assert.ok(isSameDocument(issued, id));
  assert.equal(isSameDocument(Buffer.concat([issued, Buffer.from('\n')]), id), false);
  assert.equal(isSameDocument(documentOf('Phạm Thị Dung'), id), false);
  const { pdf: signedAgain } = await sealPdf(house, { pdf: issued, agency, reason: 'Lần hai', at: now() });
  assert.equal(isSameDocument(signedAgain, id), false);
});

test('a document must be stamped while one signature has no stamp that lasts as long as a new one', () => {
  const until = (year: number) => ({ until: new Date(`${year}-01-01`) });
  assert.equal(mustBeStamped([], until(2036)), false);
  assert.equal(mustBeStamped([[until(2031)]], until(2031)), false);
  assert.equal(mustBeStamped([[until(2031)]], until(2036)), true);
  assert.equal(mustBeStamped([[until(2031), until(2036)]], until(2036)), false);
  assert.equal(mustBeStamped([[until(2031), until(2036)], [until(2031)]], until(2036)), true);
  assert.equal(mustBeStamped([[]], until(2036)), true);
});
