import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { newPersonalNumber } from '../../src/country/index.ts';
import { today } from '../../src/kernel/clock.ts';
import { personDuplicates } from '../../src/systems/population/duplicates.ts';
import { person } from '../../src/systems/population/kinds.ts';
import { workThrough } from '../../src/systems/registry/duplicates/following.ts';
import { texts } from '../../src/systems/registry/pages/duplicates/texts.ts';
import { texts as registerTexts } from '../../src/systems/registry/pages/texts.ts';
import { record } from '../../src/systems/registry/time/acts.ts';
import { asOf } from '../../src/systems/registry/time/reading.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** Someone was entered twice. One steward finds the pair and proposes, another confirms; and it can be undone. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

/** Enters someone of the country once more, under another number and without the tones of the name. */
async function enterAgain(number: string): Promise<string> {
  const db = country.house.db.as('population');
  const known = await asOf(db, person, { key: { number }, date: today() });
  const { values, validFrom } = known!;
  const second = newPersonalNumber({ provinceCode: '01', sex: values.sex, bornOn: values.bornOn }, 777_777);
  await country.ask('INSERT INTO population.personal_number (number) VALUES ($1)', [second]);
  await record(
    db,
    person,
    { values: { ...values, number: second, hometown: 'Hà Nam Ninh' }, from: validFrom! },
    {
      reason: 'Nhập từ sổ hộ khẩu giấy',
      source: { kind: 'other', number: 'SHK 42' },
      by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'machine' } },
    },
  );
  return second;
}

test(
  'one who was entered twice is found, explained, merged by two stewards, and the merge undone',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const { motherNumber: number } = country.couples[0]!;
    const second = await enterAgain(number);
    await workThrough(country.house.db.as('population'), personDuplicates.linking, 120_000);
    const name = await country.nameOf(number);
    const rows = () =>
      country.ask<object>(
        `SELECT number, full_name, hometown, valid_during::text AS during, act FROM population.person WHERE number IN ($1, $2) ORDER BY number`,
        [number, second],
      );
    const before = await rows();
    const queue = '/desk/registers/population/duplicates';
    const [pair] = await country.ask<{ id: string }>(
      `SELECT id FROM population.duplicate_pair WHERE $1 IN (one[1], other[1]) AND $2 IN (one[1], other[1])`,
      [number, second],
    );
    const path = `${queue}/person/${pair!.id}`;
    const one = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
    const other = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
    await one.signInAs(country.officers.steward, 'desk');
    await other.signInAs(country.officers.secondSteward, 'desk');

    await step('the registers lead to the queue, and the pair is in it', async () => {
      await one.open('/desk/registers');
      await one.sees(words.title);
      await one.open(queue);
      await one.sees(words.title, words.views.waiting, name);
      await one.inBoth('duplicates', (language) => one.sees(texts[language].views.waiting));
    });

    await step('the pair says what each comparison gives', async () => {
      await one.open(path);
      await one.sees(words.question, words.why, words.prior, words.total, second, words.differs, 'Hà Nam Ninh');
      await one.inBoth('duplicate', (language) => one.sees(texts[language].question, texts[language].sideBySide));
    });

    await step('what one steward has taken up no other can decide', async () => {
      await one.send('/decide');
      await one.sees(words.claimedByMe);
      await other.open(path);
      await other.sees(words.claimedByOther);
      await other.unfold(other.page.getByText(words.different).first());
      await other.type('differentReason', 'Hai người khác nhau thật');
      await other.page.getByRole('button', { name: words.differentButton }).press('Enter');
      await other.waitFor('Cán bộ khác đang xem xét cặp này');
      await other.examine('duplicate, refused');
    });

    await step('a proposal without a reason is refused and nothing chosen is lost', async () => {
      await one.unfold(one.page.getByText(words.merge).first());
      const stays = await sideOf(pair!.id, number);
      await one.choose('survivor', stays);
      await one.choose('value_hometown', stays === 'one' ? 'other' : 'one');
      await one.send('/propose');
      assert.ok(await one.refusalOf('reason'));
      await one.type('reason', 'Ghi trùng khi nhập sổ giấy');
      await one.page.selectOption('main [name="sourceKind"]', 'decision');
      await one.type('sourceNumber', '12/QĐ-C06');
      await one.send('/propose');
      await one.sees(words.done, words.ownProposal);
      assert.deepEqual(await rows(), before);
    });

    await step('the second steward confirms, and the two are one', async () => {
      await other.open(`${queue}?view=proposed`);
      await other.sees(name);
      await other.open(path);
      await other.unfold(other.page.getByText(words.confirm).first());
      await other.type('confirmReason', 'Đã đối chiếu hồ sơ gốc');
      await other.page.getByRole('button', { name: words.confirm }).press('Enter');
      await other.waitFor(words.status.merged!);
      await other.examine('duplicate, merged');
      const [left, ...none] = (await rows()) as { number: string; hometown: string }[];
      assert.deepEqual([left!.number, left!.hometown, none], [number, 'Hà Nam Ninh', []]);
    });

    await step('the old number leads to the one that stayed, and says so', async () => {
      await one.open(`/desk/registers/population/person/${second}`);
      await one.sees(registerTexts.vi.lineage, `Số này nay là số ${number}`);
      await one.examine('record, merged away');
    });

    await step('undoing puts everything back as it was', async () => {
      await one.open(path);
      await one.unfold(one.page.getByText(words.undo).first());
      await one.type('undoReason', 'Hai người khác nhau, có giấy khai sinh');
      await one.page.selectOption('main [name="sourceKind"]', 'decision');
      await one.type('sourceNumber', '13/QĐ-C06');
      await one.page.getByRole('button', { name: words.undo }).press('Enter');
      await one.waitFor(words.status.waiting!);
      assert.deepEqual(await rows(), before);
    });

    await step('who is not the same is not asked about again', async () => {
      await one.unfold(one.page.getByText(words.different).first());
      await one.type('differentReason', 'Có hai giấy khai sinh khác nhau');
      await one.page.getByRole('button', { name: words.differentButton }).press('Enter');
      await one.waitFor(words.status.different!);
      await one.open(queue);
      await one.doesNotSee('Hà Nam Ninh');
    });

    await step(
      'two that nothing finds alike are named from the page of one of them, with what is wrong told',
      async () => {
        const [first, second] = country.couples.slice(1).map(({ motherNumber }) => motherNumber);
        await one.open(`/desk/registers/population/person/${first}`);
        await one.press(one.page.getByRole('link', { name: registerTexts.vi.isAnother }));
        await one.inBoth('naming a pair', (language) => one.sees(texts[language].name));
        await one.type('other_number', first!);
        await one.type('reason', 'Theo đơn số 15 của người dân');
        await one.send('/name');
        await one.sees('Không thể hợp nhất một bản ghi với chính nó');
        assert.equal(await one.page.inputValue('main [name="one_number"]'), first);
        await one.type('other_number', second!.replace(/(...)(?=.)/g, '$1 '));
        await one.send('/name');
        await one.sees(words.question, words.named, words.doneText.named!, words.why, first!, second!, words.merge);
        await one.examine('duplicate, named');
        const named = new URL(one.page.url()).pathname;
        await other.open(`${queue}/person/name?one=${second}`);
        await other.type('other_number', first!);
        await other.type('reason', 'Theo công văn của xã');
        await other.send('/name');
        assert.equal(new URL(other.page.url()).pathname, named);
        await other.sees(words.thereAlready, 'Theo đơn số 15 của người dân');
        await one.leave();
        await other.leave();
      },
    );
  },
);

/** Which side of a pair a number is. */
async function sideOf(pair: string, number: string): Promise<'one' | 'other'> {
  const [row] = await country.ask<{ one: string[] }>('SELECT one FROM population.duplicate_pair WHERE id = $1', [pair]);
  return row!.one[0] === number ? 'one' : 'other';
}
