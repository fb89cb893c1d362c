import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readConfig } from '../../kernel/config.ts';
import { createWebServer } from '../../kernel/http.ts';
import { createLog } from '../../kernel/log.ts';
import type { House } from '../../kernel/system.ts';
import { system } from './index.ts';
import { routes } from './routes.ts';

type Server = Awaited<ReturnType<typeof createWebServer>>;

let server: Server;
before(async () => {
  // Nobody is signed in on these pages, so they need no database, keys or files.
  const house = { config: readConfig({}), log: createLog('silent'), sentences: system.sentences ?? {} } as House;
  server = await createWebServer(house, routes, {
    refusalPage: (_asked, refusal) => refusal.code,
    faultPage: () => 'fault',
    signInPath: () => '/sign-in',
    machineOf: async () => undefined,
  });
});
after(() => server.close());

async function page(url: string): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await server.inject({ url });
  const text = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return { status: statusCode, text };
}

async function data(url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const { statusCode, body } = await server.inject({ url, headers: { accept: 'application/json' } });
  return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> };
}

test('the page of places shows the country of a day, in both languages', async () => {
  const today = await page('/places');
  assert.equal(today.status, 200);
  assert.match(today.text, /tỉnh, thành phố 34 xã, phường, thị trấn, đặc khu 3\.321/);
  const before2025 = await page('/places?on=2020-01-01&language=en');
  assert.match(before2025.text, /Thua Thien Hue Province/);
  assert.match(
    before2025.text,
    /provinces and cities 63 districts, towns and their cities 696 communes, wards, townships, special zones 10,035/,
  );
});

test('a place is found by its name on the day in the three fields', async () => {
  const { text } = await page(`/places?q=${encodeURIComponent('bến nghé')}&on.day=30&on.month=6&on.year=2025`);
  assert.match(text, /Kết quả vào ngày 30\/06\/2025/);
  assert.match(text, /Phường Bến Nghé .* Quận 1, Thành phố Hồ Chí Minh/);
});

test('what is not found is said, with what to do, and nothing typed becomes markup', async () => {
  const { body, statusCode } = await server.inject({ url: `/places?q=${encodeURIComponent('<b>"x"</b> qwxz')}` });
  assert.equal(statusCode, 200);
  assert.match(body, /Hãy thử bỏ bớt chữ/);
  assert.ok(!body.includes('<b>'));
});

test('a day that no calendar has comes back beside its field, with what was typed', async () => {
  for (const day of ['on.day=31&on.month=6&on.year=2025', 'on=31/6/2025', 'on.day=&on.month=6&on.year=2025']) {
    const { status, text } = await page(`/places?q=hue&${day}`);
    assert.equal(status, 422, day);
    assert.match(text, /Ngày này không có trong lịch/);
  }
  const { body } = await server.inject({ url: '/places?q=hue&on.day=31&on.month=6&on.year=2025' });
  for (const value of ['hue', '31', '6', '2025']) assert.ok(body.includes(`value="${value}"`), value);
  const refused = await data('/places?q=hue&on=2025-06-31');
  assert.equal(refused.status, 422);
  assert.deepEqual((refused.body.fields as { code: string }[])[0]?.code, 'territory.no_such_day');
});

test('the page of a place tells what it was made of and what it became', async () => {
  const ward = await page('/places/00025?language=en');
  assert.match(ward.text, /Giang Vo Ward .* since 1 July 2025 .* Made of .* Lang Ha Ward .* part .* Dong Da District/);
  const old = await page('/places/09886?on=2020-01-01');
  assert.match(old.text, /đến hết ngày 30\/06\/2025 .* Đã trở thành .* Xã An Khánh/);
  const province = await page('/places/02?on=2020-01-01');
  assert.match(province.text, /Đã trở thành .* Tỉnh Tuyên Quang .* toàn bộ .* Gồm .* Huyện Đồng Văn/);
});

test('every link of a page of a place leads to a place', async () => {
  for (const start of ['/places/00025', '/places/02?on=2020-01-01', '/places/46?on=2024-12-31', '/places/31108']) {
    const { body } = await server.inject({ url: start });
    const links = [...body.matchAll(/href="(\/places\/[^"]+)"/g)].map((match) => match[1]!);
    assert.notEqual(links.length, 0);
    for (const url of new Set(links)) assert.equal((await server.inject({ url })).statusCode, 200, url);
  }
});

test('programs get the same as JSON', async () => {
  const { body } = await data('/places/09886?on=2025-06-30');
  assert.deepEqual((body.unit as { within: unknown }).within, {
    vi: 'phường Dương Nội, quận Hà Đông, thành phố Hà Nội',
    en: 'Duong Noi Ward, Ha Dong District, Ha Noi City',
  });
  assert.equal((body.successors as unknown[]).length, 4);
  const found = await data('/places?q=giang%20vo');
  assert.deepEqual(
    (found.body.units as { code: string }[]).map(({ code }) => code),
    ['00025'],
  );
});

test('a code that nobody bears on the day is not found', async () => {
  for (const url of ['/places/99999', '/places/02', '/places/x', '/places/00001?on=2026-01-01'])
    assert.deepEqual(await page(url), { status: 404, text: 'territory.not_found' }, url);
});
