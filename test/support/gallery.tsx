// Draws every page part in both languages, light and dark, on a phone and a desktop, takes pictures and asks axe about each.
// Run: node --import ./src/kernel/tsx-hook.js test/support/gallery.tsx [folder] [page ...]
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { loadAssets, renderPage } from '../../src/design/index.ts';
import { LANGUAGES } from '../../src/kernel/text.ts';
import type { Language } from '../../src/kernel/text.ts';
import { galleryPages } from './gallery-pages.tsx';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; manifest-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const VIEWS = [
  { name: 'desktop', width: 1280, height: 900, scale: 1 },
  { name: 'phone', width: 390, height: 844, scale: 1 },
  // 200 % zoom of a 1280 pixel window leaves 640 of its own pixels.
  { name: 'zoom', width: 640, height: 450, scale: 2 },
] as const;

const folder = process.argv[2] ?? join(tmpdir(), 'mot-cua-gallery');
const only = process.argv.slice(3);
await mkdir(folder, { recursive: true });

const assets = new Map(loadAssets().map((asset) => [asset.path, asset]));
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://gallery');
  const asset = assets.get(url.pathname);
  if (asset) {
    response.writeHead(200, { 'content-type': asset.contentType }).end(asset.body);
    return;
  }
  const page = galleryPages[url.pathname.slice(1)];
  if (!page) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
  response.end(renderPage(page((url.searchParams.get('language') ?? 'vi') as Language)));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
let problems = 0;
const report = (line: string) => {
  problems += 1;
  console.error(line);
};

for (const view of VIEWS) {
  for (const scheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      viewport: { width: view.width, height: view.height },
      deviceScaleFactor: view.scale,
      colorScheme: scheme,
      // Playwright's own evaluation is stopped by our policy otherwise; the policy itself is watched through the console.
      bypassCSP: false,
    });
    const tab = await context.newPage();
    tab.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') report(`console: ${message.text()}`);
    });
    for (const name of Object.keys(galleryPages)) {
      if (only.length > 0 && !only.includes(name)) continue;
      for (const language of LANGUAGES) {
        if (view.name === 'zoom' && (language === 'en' || scheme === 'dark')) continue;
        await tab.goto(`${origin}/${name}?language=${language}`);
        await tab.evaluate(() => document.fonts.ready.then(() => undefined));
        const label = `${name}-${language}-${view.name}-${scheme}`;
        await tab.screenshot({ path: join(folder, `${label}.png`), fullPage: true });
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wide > 0) report(`${label}: ${wide} pixels wider than the window`);
        await tab.evaluate(axe);
        const found = await tab.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: {
              run(
                options: object,
              ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
            };
          };
          const { violations } = await axe.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          });
          return violations.map((each) => ({
            id: each.id,
            nodes: each.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
          }));
        });
        for (const each of found) report(`${label}: ${each.id}\n  ${each.nodes.join('\n  ')}`);
        if (view.name === 'phone' && scheme === 'light' && language === 'vi') {
          const small = await tab.evaluate(() =>
            [
              ...document.querySelectorAll<HTMLElement>(
                'button, a.ds-button, summary, nav a, input:not([type=hidden]), select, .mc-touch, .mc-back',
              ),
            ]
              .filter((each) => each.checkVisibility() && !each.closest('.mc-choice, .ds-breadcrumbs, .ds-skip-link'))
              .map((each) => ({
                what: (each.textContent || each.outerHTML).trim().slice(0, 40),
                height: each.getBoundingClientRect().height,
              }))
              .filter((each) => each.height > 1 && each.height < 44),
          );
          for (const each of small) report(`${label}: only ${Math.round(each.height)} pixels high: ${each.what}`);
        }
      }
    }
    await context.close();
  }
}
await browser.close();
server.close();
console.log(
  `Pictures are in ${folder}; ${problems === 0 ? 'nothing to put right' : `${problems} things to put right`}.`,
);
process.exitCode = problems === 0 ? 0 : 1;
