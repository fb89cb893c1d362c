import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { setClock } from '../../src/kernel/clock.ts';
import type { House } from '../../src/kernel/system.ts';
import { lifeEvent, procedure, procedures } from '../../src/systems/procedures/index.ts';
import { openExampleHouse } from '../../src/systems/registry/example/house.ts';
import {
  type Drafter,
  adopt,
  beginDraft,
  openEdition,
  propose,
  saveDraftContent,
} from '../../src/systems/rules/edition/actions.ts';
import { provided as rules } from '../../src/systems/rules/index.ts';
import type { DossierView } from '../../src/systems/portal/actions.ts';
import {
  exampleDossier,
  exampleForeignDossier,
  exampleUnmarriedDossier,
} from '../../src/systems/portal/example/dossiers.ts';
import type { PageView } from '../../src/systems/portal/frame.ts';
import { lifeEventPage } from '../../src/systems/portal/pages/life-event/page.tsx';
import { procedurePage } from '../../src/systems/portal/pages/procedure/page.tsx';
import { reviewPage } from '../../src/systems/portal/pages/review/page.tsx';
import { procedureCodes } from '../../src/systems/portal/rules.ts';
import { feesOfProcedure, lawOfCase } from '../../src/systems/portal/birth-law/actions.ts';

const TODAY = '2026-11-22';
const noon = (day: string) => new Date(`${day}T05:00:00Z`);
const view: PageView = {
  language: 'vi',
  path: '/here',
  frame: { synthetic: true, area: 'portal', csrfToken: 'token', user: { name: 'Hoa', kind: 'person' } },
};

let database: TestDatabase;
let house: House;
let close: () => void;
before(async () => {
  database = await testDatabase();
  ({ house, close } = openExampleHouse(database.db, rules));
  setClock(noon(TODAY));
});
after(async () => {
  setClock();
  await database.close();
  close();
});

const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

async function review(dossier: DossierView): Promise<string> {
  const page = reviewPage({
    ...view,
    dossier,
    idempotencyKey: 'key-of-this-form',
    paperMost_bytes: 1,
    procedures: procedureCodes(dossier).flatMap((code) => procedure(code) ?? []),
    law: await lawOfCase(house, dossier),
    openHref: undefined,
  });
  return textOf(page);
}

async function visitorsPage(code: string): Promise<string> {
  const law = await feesOfProcedure(house, code);
  return textOf(
    procedurePage({ ...view, procedure: procedure(code)!, law, event: lifeEvent('birth')!, promisedOn: TODAY }),
  );
}

function bornOn(day: string): DossierView {
  const dossier = exampleDossier();
  return { ...dossier, evidence: { ...dossier.evidence, birth: { ...dossier.evidence.birth, bornOn: day } } };
}

/** A birth 74 days ago. */
const LATE = bornOn('2026-09-09');

test('the review tells the fee of this case and the clause that gives it, and what it rests on', async () => {
  const inTime = await review(bornOn('2026-09-23'));
  assert.match(inTime, /Lệ phí: Miễn lệ phí\. \(Luật Hộ tịch 60\/2014\/QH13, điểm b khoản 1 điều 11/);
  assert.match(inTime, /Tính với “Gia đình có công, hộ nghèo hoặc người khuyết tật: không”/);
  assert.match(inTime, /Lệ phí: 0\sđồng\. \(Thông tư 75\/2022\/TT-BTC, điều 4\)/);
  for (const dossier of [LATE, bornOn('2026-09-22'), exampleForeignDossier()])
    assert.match(
      await review(dossier),
      /Lệ phí: Do Hội đồng nhân dân tỉnh quy định\. \(Luật Hộ tịch .*khoản 2 điều 11/,
    );
});

test('the review tells what this case needs, each with its clause', async () => {
  const married = await review(exampleDossier());
  assert.match(married, /Giấy chứng nhận kết hôn \(Nghị định 123\/2015\/NĐ-CP, khoản 1 điều 9\)/);
  assert.doesNotMatch(married, /quốc tịch của con \(/);
  const unmarried = await review(exampleUnmarriedDossier());
  assert.doesNotMatch(unmarried, /Giấy chứng nhận kết hôn/);
  assert.match(await review(exampleForeignDossier()), /quốc tịch của con \(Luật Hộ tịch 60\/2014\/QH13, điều 36\)/);
});

test('visitors are told the fee in the cases that differ, as the tables say', async () => {
  const birth = await visitorsPage('1.001193');
  assert.match(birth, /Số ngày từ ngày sinh: không quá 60 ngày Miễn lệ phí/);
  assert.match(birth, /Số ngày từ ngày sinh: trên 60 ngày Do Hội đồng nhân dân tỉnh quy định/);
  assert.match(birth, /hộ nghèo hoặc người khuyết tật: có Miễn lệ phí/);
  assert.equal((await feesOfProcedure(house, '1.001695')).length, 2, 'with a foreign element the day does not matter');
  const residence = await visitorsPage('1.004222');
  assert.match(residence, /Người đăng ký: Trẻ em 0\sđồng/);
  assert.match(residence, /Cách nộp: Trực tiếp; Người đăng ký: Người khác 20\.000\sđồng/);
  assert.match(await visitorsPage('1.014137'), /Ngân sách nhà nước đóng cho trẻ em dưới 6 tuổi/);
});

test('the prices of the catalogue are those of the tables', async () => {
  for (const { code, fees } of procedures()) {
    const answers = (await feesOfProcedure(house, code)).map(({ answer }) => answer.vi);
    const [first] = answers;
    if (first === undefined) continue;
    for (const { amount_vnd: amount } of fees) {
      if (amount === null) assert.equal(first, 'Do Hội đồng nhân dân tỉnh quy định', code);
      else if (amount === 0) assert.equal(first, 'Miễn lệ phí', code);
      else assert.ok(answers.includes(`${amount / 1000}.000\u00a0đồng`), `${code} ${amount}`);
    }
  }
});

function drafter(name: string): Drafter {
  return {
    kind: 'official',
    number: '001090000001',
    name,
    assurance: 'high',
    post: {
      officialId: randomUUID(),
      role: 'legal-drafting-officer',
      title: { vi: 'Chuyên viên xây dựng pháp luật', en: 'Legal drafting officer' },
      agencyCode: 'G15',
      agencyName: 'Bộ Tư pháp',
      territoryCode: '',
    },
  };
}

/** Makes registration free for 90 days instead of 60, from a day on. */
async function adoptNinetyDays(from: string): Promise<void> {
  const [an, binh] = [drafter('Trần Thị An'), drafter('Lê Văn Bình')];
  const key = () => ({ requestKey: randomUUID() });
  const ruleSet = 'civil-status.birth-fee';
  const { number } = await beginDraft(house, an, { ruleSet, ...key() });
  const { edition, cases } = await openEdition(house, { ruleSet, number });
  const model = edition.model.replace('&lt;= 60', '&lt;= 90').replace('&gt; 60', '&gt; 90');
  const mended = cases.map((each) =>
    each.inputs['Days since the birth'] === 61 ? { ...each, expected: 'free' } : each,
  );
  const draft = { ruleSet, number };
  const saved = await saveDraftContent(house, an, {
    ...draft,
    version: edition.version,
    model,
    cases: mended,
    ...key(),
  });
  const reason = 'Theo kế hoạch xây dựng pháp luật';
  const proposed = await propose(house, an, { ...draft, version: saved.version, from, reason, ...key() });
  await adopt(house, binh, { ...draft, version: proposed.version, reason, ...key() });
}

test('an edition that changes the fee changes it on every page from its day, and not before', async () => {
  const lifeEventText = async () => {
    const event = lifeEvent('birth')!;
    const [step] = event.steps;
    const found = procedure(step!.procedureCode)!;
    const law = await feesOfProcedure(house, found.code);
    const steps = [{ step: step!, procedure: found, promisedOn: TODAY, law }];
    return textOf(lifeEventPage({ ...view, event, joined: procedure(event.procedureCode)!, steps, others: [] }));
  };
  assert.match(await review(LATE), /Lệ phí: Do Hội đồng nhân dân tỉnh quy định/);
  assert.match(await lifeEventText(), /không quá 60 ngày → Miễn lệ phí/);
  await adoptNinetyDays(TODAY);
  // What was kept is forgotten when PostgreSQL tells that an edition came into force.
  for (let i = 0; i < 100 && !/90 ngày/.test(await lifeEventText()); i++) await wait(50);
  assert.match(await lifeEventText(), /không quá 90 ngày → Miễn lệ phí/);
  assert.match(await visitorsPage('1.001193'), /không quá 90 ngày Miễn lệ phí/);
  assert.match(await review(LATE), /Lệ phí: Miễn lệ phí\. \(Luật Hộ tịch 60\/2014\/QH13, điểm b khoản 1/);
  setClock(noon('2026-11-21'));
  assert.match(await review(LATE), /Lệ phí: Do Hội đồng nhân dân tỉnh quy định/);
  setClock(noon(TODAY));
});
