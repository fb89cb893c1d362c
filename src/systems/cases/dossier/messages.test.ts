import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { readConfig } from '../../../kernel/config.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { openFiles } from '../../../kernel/files.ts';
import { addJobs } from '../../../kernel/jobs.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import type { House } from '../../../kernel/system.ts';
import { createAccount } from '../../identity/index.ts';
import { inboxOf } from '../../notifications/index.ts';
import { named, sendTelling, tellingOf } from './messages.ts';

const LAN = '001190000001';
const NOBODY = '001190000002';

let database: TestDatabase;
let house: House;
const dataDir = mkdtempSync(join(tmpdir(), 'mot-cua-tell-'));
before(async () => {
  database = await testDatabase();
  const config = readConfig({ DATA_DIR: dataDir, LOG: 'silent' });
  const keys = openKeys(config);
  const files = openFiles(join(dataDir, 'files'), keys);
  house = { config, db: database.db, keys, files, log: createLog('silent'), synthetic: true, sentences: {} };
});
after(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true });
});

async function jobs(): Promise<{ task: string; payload: never }[]> {
  const owner = ownerClient(database.owner);
  await owner.connect();
  try {
    const { rows } = await owner.query(
      'SELECT identifier AS task, payload FROM graphile_worker._private_jobs AS job JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id ORDER BY job.id',
    );
    return rows as { task: string; payload: never }[];
  } finally {
    await owner.end();
  }
}
const outbox = () => readdirSync(join(dataDir, 'outbox'));

test('who is told something gets it where the account says, once, though the job runs twice, and no job follows', async () => {
  await createAccount(house, {
    personalNumber: LAN,
    name: 'Nguyễn Thị Lan',
    level: 2,
    password: 'một mật khẩu đủ dài',
    phone: '0101234567',
    email: 'lan@nha.example',
  });
  const dossier = { number: 'H26.00025-261121-0042', language: 'en' as const };
  const values = { procedure: named('Đăng ký khai sinh'), agency: named('Phường Giảng Võ'), dueOn: '2026-12-01' };
  const tellings = [LAN, NOBODY].map((to) => tellingOf(dossier, { template: 'case-received', to, values }));
  const wanted = tellings.map((telling) => ({ task: 'cases.tell', payload: { ...telling } }));
  await addJobs(house.db.as('cases'), wanted);
  const asked = await jobs();
  assert.deepEqual(
    asked.map(({ task }) => task),
    ['cases.tell', 'cases.tell'],
  );
  for (const { payload } of [...asked, ...asked]) await sendTelling(house, payload);
  assert.equal(outbox().length, 2);
  for (const to of [LAN, NOBODY]) {
    const messages = await inboxOf(house, to, { limit: 5 });
    assert.deepEqual(
      messages.map(({ template, language, caseNumber }) => [template, language, caseNumber]),
      [['case-received', 'en', dossier.number]],
    );
  }
  assert.deepEqual(await jobs(), asked);
});
