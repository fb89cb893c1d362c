import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { checkReceipt, system as trust, verifyOwnLog } from '../../trust/index.ts';
import { adopt, beginDraft, type Drafter, openEdition, propose, saveDraftContent } from '../edition/actions.ts';
import { publishedEditions, publishEditions } from './actions.ts';

const SET = 'health-insurance.benefit-level';

let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(() => house.close());

const ask = (path: string) => fetch(house.publicUrl + path);
const drafter = (): Drafter => ({
  kind: 'official',
  number: '001090000001',
  name: 'Trần Thị An',
  assurance: 'high',
  post: {
    officialId: randomUUID(),
    role: 'legal-drafting-officer',
    title: { vi: 'Chuyên viên xây dựng pháp luật', en: 'Legal drafting officer' },
    agencyCode: 'G18',
    agencyName: 'Bộ Y tế',
    territoryCode: '',
  },
});
const once = () => ({ requestKey: randomUUID() });

/** What anyone finds out of an edition with what the house serves, and with the key of the log. */
async function checkEdition(number: number): Promise<unknown> {
  const model = await ask(`/decision-tables/${SET}/${number}/model.dmn`);
  if (model.status !== 200) return model.status;
  const file = Buffer.from(await model.arrayBuffer());
  const edition = (await publishedEditions(house.house)).find((one) => one.ruleSet === SET && one.number === number)!;
  const receipt = await (await ask(`/log/receipts/${edition.sha256}.tlog-proof`)).text();
  const checked = await checkReceipt({ receipt, file, key: (await verifyOwnLog(house.house)).key! });
  return typeof checked === 'string' ? checked : checked.kind;
}

async function enterAll(): Promise<void> {
  await publishEditions(house.house);
  await trust.jobs!['trust.build_log']!(house.house, {} as never);
}

test('everybody may check every edition that is law, and entering them again changes nothing', async () => {
  await enterAll();
  const { size } = await verifyOwnLog(house.house);
  await enterAll();
  const again = await verifyOwnLog(house.house);
  assert.deepEqual([again.size, again.problems], [size, []]);
  assert.equal(await checkEdition(1), 'publication');
  const page = await (await ask('/decision-tables')).text();
  for (const { ruleSet, number, sha256 } of await publishedEditions(house.house)) {
    assert.ok(page.includes(`/decision-tables/${ruleSet}/${number}/model.dmn`), ruleSet);
    assert.ok(page.includes(`/log/receipts/${sha256}.tlog-proof`), ruleSet);
  }
});

test('a draft is nobody’s business until it is adopted, and then its hash is entered', async () => {
  const [an, binh] = [drafter(), drafter()];
  const { number } = await beginDraft(house.house, an, { ruleSet: SET, ...once() });
  const draft = { ruleSet: SET, number };
  const { edition } = await openEdition(house.house, draft);
  const saved = await saveDraftContent(house.house, an, {
    ...draft,
    version: edition.version,
    model: edition.model.replace('<definitions ', '<definitions  '),
    ...once(),
  });
  const wanted = { ...draft, version: saved.version, from: '2099-01-01', reason: 'Theo kế hoạch' };
  const proposed = await propose(house.house, an, { ...wanted, ...once() });
  await enterAll();
  assert.equal(await checkEdition(number), 404);
  await adopt(house.house, binh, { ...draft, version: proposed.version, reason: 'Đồng ý', ...once() });
  // By the job of its adoption alone.
  for (let tries = 0; tries < 100 && (await checkEdition(number)) !== 'publication'; tries++) await wait(100);
  assert.equal(await checkEdition(number), 'publication');
});
