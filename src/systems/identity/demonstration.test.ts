import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerClient } from '../../kernel/db.ts';
import { loadExampleAccounts } from './example/load.ts';
import {
  openSignIn,
  PERSON,
  OFFICER,
  PASSWORD,
  database,
  house,
  serve,
  openHouse,
  Browser,
  lastCode,
  who,
} from '../../../test/support/sign-in.ts';

openSignIn();

test('without demonstration mode the page offers nobody and shows no password and no code', async () => {
  await loadDemonstration();
  const browser = new Browser();
  const page = await browser.open('/sign-in?to=/');
  assert.ok(!page.text.includes('Chế độ trình diễn'));
  assert.ok(!page.text.includes('Lê Thị Mẫu'));
  const run = page.path.split('?')[0]!;
  const code = await browser.open(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  assert.ok(!code.text.includes(lastCode()));
  assert.ok(!/demonstration/.test(page.text + code.text));
});

test('in demonstration mode the page offers synthetic people, fills in number and password, and shows the code', async () => {
  const demo = await openHouse({ demo: true, keys: house.keys });
  await serve(demo);
  const browser = new Browser(demo.config.baseUrl);
  const page = await browser.open('/sign-in?to=/');
  assert.match(page.text, /Lê Thị Mẫu/);
  assert.ok(!page.text.includes('Công chức Mẫu'));
  const password = /[a-z]{4}-[a-z]{4}-[a-z]{4}/.exec(page.text)![0];
  const filled = await browser.open(`${page.path.split('?')[0]}?number=001190000011`);
  assert.match(filled.text, /value="001190000011"/);
  const run = page.path.split('?')[0]!;
  const code = await browser.open(`${run}/password`, { personalNumber: '001190000011', password });
  const shown = /(\d{6})<\/p>/.exec(code.text)![1]!;
  const back = await browser.open(`${run}/code`, { code: shown });
  assert.equal(back.path, '/');
  assert.equal((await who(browser, 'portal'))?.name, 'Lê Thị Mẫu');
});

async function loadDemonstration(): Promise<void> {
  const owner = ownerClient(database.owner);
  await owner.connect();
  const people = Array.from({ length: 20_000 }, (_, i) => ({
    number: `079190${String(i).padStart(6, '0')}`,
    fullName: `Người Mẫu ${i}`,
    phone: '0900000000',
  }));
  people.push({ number: '001190000011', fullName: 'Lê Thị Mẫu', phone: '0900000001' });
  const count = await loadExampleAccounts(owner, {
    keys: house.keys,
    people,
    shown: [
      { number: '001190000011', label: { vi: 'Lê Thị Mẫu', en: 'Lê Thị Mẫu' }, group: 'people', area: 'portal' },
      { number: OFFICER, label: { vi: 'Công chức Mẫu', en: 'Sample officer' }, group: 'officials', area: 'desk' },
    ],
  });
  assert.equal(count, 20_001);
  await owner.end();
}
