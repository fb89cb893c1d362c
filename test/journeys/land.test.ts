import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { today } from '../../src/kernel/clock.ts';
import { formatDate } from '../../src/kernel/text.ts';
import { ACT_TITLES } from '../../src/systems/land/desk/pages/acts.ts';
import { texts as fileTexts } from '../../src/systems/land/desk/pages/file/texts.ts';
import { texts as mapTexts } from '../../src/systems/land/pages/map/texts.ts';
import { texts as myLandTexts } from '../../src/systems/portal/pages/my-land/texts.ts';
import { provinceOf } from '../../src/systems/territories/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, type Machine, journeyCountry, openMachine } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A parcel is split, sold by a notary's contract, mortgaged and released by a bank; its people see it, and the map on any day. */

let country: JourneyCountry;
let browser: Browser;
let notary: Machine;
let bank: Machine;
const seen = new Set<string>();
const words = fileTexts.vi;

/** Hà Nội, where the land officer of the journeys works. */
const HOME_PROVINCE = '01';

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
  const [office, house] = ['Văn phòng công chứng Mẫu', 'Ngân hàng Mẫu'];
  notary = await openMachine(country, { agencyCode: '9700000011', agencyName: office, kind: 'notary' });
  bank = await openMachine(country, { agencyCode: '9700000029', agencyName: house, kind: 'bank' });
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

/** A registered lot with nothing on it, at a road, wide enough for two, of one person or a couple. */
async function lotToSplit(commune: string) {
  const [found] = await country.ask<{ code: string; rings: [number, number][][]; people: string[]; area: number }>(
    `SELECT s.code, s.rings, s.area_measured_dm2::int AS area,
        array_agg(coalesce(m.member_code, r.party) ORDER BY m.member_code) AS people
       FROM land.spatial_unit s JOIN land.land_right r ON r.ba_unit = s.ba_unit AND upper_inf(r.valid_during)
       LEFT JOIN land.party_member m ON m.group_code = r.party
      WHERE upper_inf(s.valid_during) AND s.commune_code = $1 AND s.land_use = 'ODT' AND s.area_legal_dm2 = s.area_measured_dm2
        AND s.area_measured_dm2 > 9000 AND jsonb_array_length(s.rings->0) <= 8 AND r.party !~ '^X'
        AND NOT EXISTS (SELECT FROM land.restriction x WHERE x.ba_unit = s.ba_unit AND upper_inf(x.valid_during))
      GROUP BY s.code, s.rings, s.area_measured_dm2
      ORDER BY s.area_measured_dm2 DESC, s.code LIMIT 1`,
    [commune],
  );
  return found!;
}

test(
  'a parcel is split, sold by contract, mortgaged and released; the owner and everybody else see what is theirs to see',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const mapped = await country.ask<{ commune: string }>(
      'SELECT commune_code AS commune FROM land.map_sheet GROUP BY 1 ORDER BY 1',
    );
    const { commune } = mapped.find((each) => provinceOf(each.commune, today())?.code === HOME_PROVINCE)!;
    const lot = await lotToSplit(commune);
    const buyer = country.couples[1]!.motherNumber;
    const half = Math.round(lot.area / 2) / 100;
    const officer = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
    await officer.signInAs(country.officers.land, 'desk');
    let parts: string[] = [];

    await step('an officer finds the parcel and opens its file', async () => {
      await officer.open('/desk');
      assert.equal(new URL(officer.page.url()).pathname, '/desk/land', 'it is the desk of this post');
      await officer.type('words', lot.code);
      await officer.send('/desk/land');
      await officer.examine('land desk');
      await officer.press(officer.page.locator(`a[href="/desk/land/parcels/${lot.code}"]`).first());
      await officer.sees(words.rights, words.noBurdens, ACT_TITLES.split.vi);
      await officer.inBoth('parcel file', async () => {});
    });

    await step('a split without its grounds is refused beside the fields, and nothing typed is lost', async () => {
      await officer.press(officer.page.locator(`a[href="/desk/land/parcels/${lot.code}/split"]`));
      await officer.type('area_m2', String(half));
      await officer.type('bearing', '0');
      await officer.send('/split');
      assert.ok(await officer.refusalOf('reason'));
      assert.equal(await officer.page.inputValue('main [name="area_m2"]'), String(half));
      await officer.inBoth('split', async () => {});
    });

    await step('the split makes two parcels with certificates; the old one is no more', async () => {
      const bearings = bearingsOf(lot.rings[0]!);
      for (const bearing of bearings) {
        await officer.open(`/desk/land/parcels/${lot.code}/split`);
        await officer.type('area_m2', String(half).replace('.', ','));
        await officer.type('bearing', bearing.replace('.', ','));
        for (const number of lot.people) await officer.choose('consents', number);
        await officer.type('access', 'Lối đi rộng 2 m dọc ranh giới phía sau');
        await officer.type('sourceNumber', '7/ĐN-TT');
        await officer.type('reason', 'Tách thửa để chuyển nhượng một phần');
        await officer.send('/split');
        if (officer.page.url().includes('?done=split')) break;
      }
      await officer.sees(actDone(ACT_TITLES.split.vi), words.valid);
      const children = await country.ask<{ code: string }>(
        'SELECT child_code AS code FROM land.parcel_lineage WHERE parent_code = $1 ORDER BY 1',
        [lot.code],
      );
      parts = children.map(({ code }) => code);
      assert.equal(parts.length, 2);
      await officer.open(`/desk/land/parcels/${lot.code}`);
      await officer.sees(words.ended.replace('{date}', formatDate(today(), 'vi')));
    });

    await step('the bank’s mortgage comes over the exchange and is released the same way', async () => {
      const asked = { parcel: parts[0], holder: lot.people[0] };
      const checked = await bank.call('land.checkDisposal', asked, 'land-transaction');
      assert.deepEqual([checked.status, checked.output.mayDispose], [200, true]);
      const spouse = await spouseOf(lot.people);
      const filed = await notary.call(
        'land.fileContract',
        {
          number: '15/2026/TC',
          signedOn: today(),
          parcel: parts[0],
          signers: spouse,
          agreed: { mortgagee: { code: bank.agencyCode, name: 'Ngân hàng Mẫu' }, amount_vnd: 2_000_000_000 },
          sha256: 'b'.repeat(64),
        },
        'land-transaction',
      );
      assert.equal(filed.status, 200, JSON.stringify(filed.output));
      const done = await bank.call('land.registerContract', { contract: filed.output.contract }, 'land-transaction');
      assert.equal(done.status, 200, JSON.stringify(done.output));
      await officer.open(`/desk/land/parcels/${parts[0]}`);
      await officer.sees('Ngân hàng Mẫu', '2.000.000.000');
      const owner = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
      await owner.signInAs(lot.people[0]!);
      await owner.open('/my-land');
      await owner.sees('Ngân hàng Mẫu');
      await owner.inBoth('my land', async (language) => owner.sees(myLandTexts[language].title));
      const released = await bank.call(
        'land.releaseMortgage',
        { parcel: parts[0], number: '3/GT' },
        'land-transaction',
      );
      assert.equal(released.status, 200, JSON.stringify(released.output));
      await owner.open('/my-land');
      await owner.doesNotSee('Ngân hàng Mẫu');
      await owner.leave();
    });

    await step('the officer registers the sale as the notary’s contract says', async () => {
      const filed = await notary.call(
        'land.fileContract',
        {
          number: '16/2026/CN',
          signedOn: today(),
          parcel: parts[0],
          signers: await spouseOf(lot.people),
          agreed: { form: 'sale', to: [{ party: { form: 'person', number: buyer }, numerator: 1, denominator: 1 }] },
          sha256: 'c'.repeat(64),
        },
        'land-transaction',
      );
      assert.equal(filed.status, 200, JSON.stringify(filed.output));
      await officer.open(`/desk/land/parcels/${parts[0]}`);
      await officer.sees(words.contracts, '16/2026/CN', buyer);
      await officer.inBoth('contract', async () => {});
      await officer.send('/desk/land/contracts');
      await officer.sees(actDone(ACT_TITLES.contract.vi), await country.nameOf(buyer));
    });

    await step('the buyer sees the land and downloads the certificate, without JavaScript', async () => {
      const person = await Visitor.arrive(country, browser, seen, {
        language: 'vi',
        width: 'phone',
        javaScript: false,
      });
      await person.signInAs(buyer);
      await person.open('/my-land');
      const link = person.page.locator('a[href^="/my-land/certificates/"]').last();
      const href = await link.getAttribute('href');
      const pdf = await person.context.request.get(country.publicUrl + href!);
      assert.equal(pdf.headers()['content-type'], 'application/pdf');
      assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
      await person.leave();
    });

    await step('everybody sees the map before and after, and nobody’s name', async () => {
      const anybody = await Visitor.arrive(country, browser, seen, {
        language: 'en',
        width: 'phone',
        javaScript: false,
      });
      await anybody.open(`/land/parcels/${parts[0]}`);
      const href = await anybody.page.locator('a[href^="/land?commune="]').first().getAttribute('href');
      const drawn = (code: string) => anybody.page.locator(`svg a[href="/land/parcels/${code}"]`).count();
      await anybody.open(href!);
      assert.deepEqual([await drawn(lot.code), await drawn(parts[0]!), await drawn(parts[1]!)], [0, 1, 1]);
      await anybody.doesNotSee(await country.nameOf(buyer), buyer, lot.people[0]!);
      await anybody.inBoth('map', async (language) => anybody.sees(mapTexts[language].title));
      await anybody.open(href!.replace(today(), '2026-01-01'));
      assert.deepEqual([await drawn(lot.code), await drawn(parts[0]!)], [1, 0]);
      await anybody.leave();
    });
  },
);

const actDone = (what: string): string => words.done.replace('{what}', what);

/** Who holds it, and the spouse of who holds it alone: they all went to the notary. */
async function spouseOf(people: string[]): Promise<string[]> {
  if (people.length > 1) return people;
  const rows = await country.ask<{ other: string }>(
    `SELECT CASE WHEN husband_number = $1 THEN wife_number ELSE husband_number END AS other FROM civil_status.marriage
      WHERE $1 IN (husband_number, wife_number) AND upper_inf(valid_during)`,
    [people[0]],
  );
  return [...people, ...rows.map(({ other }) => other)];
}

/** The bearings along the edges of an outline: a cut along one of them leaves straight lots. */
function bearingsOf(ring: [number, number][]): string[] {
  return ring.map(([east, north], i) => {
    const [nextEast, nextNorth] = ring[(i + 1) % ring.length]!;
    return (((Math.atan2(nextEast - east, nextNorth - north) * 180) / Math.PI + 360) % 360).toFixed(1);
  });
}
