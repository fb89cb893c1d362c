import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { madeOnce } from '../kernel/made-once.ts';
import { minified } from './bundle.ts';
import { markFile } from './mark.tsx';
import { readIcons } from './icon.tsx';
import { texts } from './texts.ts';

/** A file that pages load. Its path carries a hash of its content, so it may be cached for ever (`immutable`). */
export interface Asset {
  /** Name in the source, e.g. `mot-cua.css`. */
  name: string;
  /** Path on the server, e.g. `/assets/mot-cua.3f9a1c20.css`. */
  path: string;
  contentType: string;
  body: Buffer;
  /** Present where compressing gains something: fonts and pictures are compressed already. */
  brotli?: Buffer;
  gzip?: Buffer;
}

const here = import.meta.dirname;
const require = createRequire(import.meta.url);
/** The folders of the two packages that we take files from, found by a file that each publishes. */
const DESIGNSYSTEMET_FOLDER = dirname(require.resolve('@digdir/designsystemet-css'));
const FONT_FOLDER = dirname(require.resolve('@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2'));

/** The parts of Designsystemet that our components use, by its own two layers. */
const DESIGNSYSTEMET = {
  base: ['base', 'heading', 'label', 'paragraph', 'list', 'validation-message'],
  components: [
    'link',
    'button',
    'alert',
    'breadcrumbs',
    'card',
    'details',
    'error-summary',
    'field',
    'fieldset',
    'input',
    'pagination',
    'skip-link',
    'table',
    'tag',
  ],
};

/** Our own styles, in order; each file one subject. */
const STYLES = [
  'base',
  'frame',
  'thread',
  'evidence',
  'headings',
  'parts',
  'forms',
  'tables',
  'decision-tables',
  'desk',
  'cadastre',
  'family',
  'print',
];

const FONT_WEIGHTS = [400, 600, 700] as const;
/** What each subset holds; a browser loads a file only when a page has a character of its range. */
const FONT_SUBSETS = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
} as const;

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  webmanifest: 'application/manifest+json',
};
const COMPRESSIBLE = new Set(['css', 'js', 'svg', 'webmanifest']);

function makeAsset(name: string, body: Buffer): Asset {
  const dot = name.lastIndexOf('.');
  const kind = name.slice(dot + 1);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  const asset: Asset = {
    name,
    path: `/assets/${name.slice(0, dot)}.${hash}.${kind}`,
    contentType: TYPES[kind] ?? 'application/octet-stream',
    body,
  };
  if (COMPRESSIBLE.has(kind)) {
    asset.brotli = madeOnce('brotli', body, () =>
      brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    );
    asset.gzip = madeOnce('gzip', body, () => gzipSync(body, { level: 9 }));
  }
  return asset;
}

function fontAssets(): Asset[] {
  return FONT_WEIGHTS.flatMap((weight) =>
    Object.keys(FONT_SUBSETS).map((subset) =>
      makeAsset(
        `be-vietnam-pro-${subset}-${weight}.woff2`,
        readFileSync(join(FONT_FOLDER, `be-vietnam-pro-${subset}-${weight}-normal.woff2`)),
      ),
    ),
  );
}

/**
 * Until our font is there, Arial stands in for it at the same width and height, so that nothing moves when it comes.
 * Measured on Vietnamese text: ours is 6.5 % wider at 400 and 3 % at 700, 1.00 high above the line and 0.265 below.
 */
const STAND_IN = [
  { weight: '400', wider: 1.065, names: ['Arial', 'Liberation Sans'] },
  { weight: '600 700', wider: 1.03, names: ['Arial Bold', 'Arial-BoldMT', 'Liberation Sans Bold'] },
]
  .map(
    ({ weight, wider, names }) =>
      `@font-face{font-family:'Be Vietnam Pro Stand-in';font-weight:${weight};` +
      `src:${names.map((name) => `local('${name}')`).join()};` +
      `size-adjust:${wider * 100}%;ascent-override:${100 / wider}%;descent-override:${26.5 / wider}%;line-gap-override:0%}`,
  )
  .join('\n');

function fontFaces(pathOf: (name: string) => string): string {
  return FONT_WEIGHTS.flatMap((weight) =>
    Object.entries(FONT_SUBSETS).map(
      ([subset, range]) =>
        `@font-face{font-family:'Be Vietnam Pro';font-style:normal;font-weight:${weight};font-display:swap;` +
        `src:url(${pathOf(`be-vietnam-pro-${subset}-${weight}.woff2`)}) format('woff2');unicode-range:${range}}`,
    ),
  ).join('\n');
}

/** The style sheet: theme, the used parts of Designsystemet in their layers, then ours, made small. */
function styleSheet(pathOf: (name: string) => string): Buffer {
  const layer = (name: 'base' | 'components') =>
    `@layer ds.${name}{${DESIGNSYSTEMET[name].map((part) => readFileSync(join(DESIGNSYSTEMET_FOLDER, `${part}.css`), 'utf8')).join('\n')}}`;
  const source = [
    '@layer ds.theme, ds.base, ds.components;',
    fontFaces(pathOf),
    STAND_IN,
    readFileSync(join(here, 'theme/mot-cua.css'), 'utf8').replace('@charset "UTF-8";', ''),
    layer('base'),
    layer('components'),
    ...STYLES.map((name) => readFileSync(join(here, 'styles', `${name}.css`), 'utf8')),
  ].join('\n');
  return madeOnce('css', source, () => minified(source, 'css'));
}

function manifest(pathOf: (name: string) => string): Buffer {
  return Buffer.from(
    JSON.stringify({
      name: texts.vi.brand,
      short_name: texts.vi.brand,
      description: texts.vi.tagline,
      lang: 'vi',
      dir: 'ltr',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#fbf8f1',
      theme_color: '#1d3a6b',
      icons: [
        { src: pathOf('mark.svg'), sizes: 'any', type: 'image/svg+xml' },
        { src: pathOf('mark-192.png'), sizes: '192x192', type: 'image/png' },
        { src: pathOf('mark-512.png'), sizes: '512x512', type: 'image/png' },
        { src: pathOf('mark-maskable-512.png'), sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    }),
  );
}

let assets: Map<string, Asset> | undefined;

function allAssets(): Map<string, Asset> {
  if (assets) return assets;
  const made = new Map<string, Asset>();
  const add = (asset: Asset) => made.set(asset.name, asset);
  const pathOf = (name: string) => {
    const asset = made.get(name);
    if (!asset) throw new Error(`There is no asset ${name}; src/design/assets.ts makes them.`);
    return asset.path;
  };
  fontAssets().forEach(add);
  add(makeAsset('mark.svg', Buffer.from(markFile())));
  for (const file of readdirSync(join(here, 'icons'))) add(makeAsset(file, readFileSync(join(here, 'icons', file))));
  add(makeAsset('mot-cua.css', styleSheet(pathOf)));
  add(makeAsset('mot-cua.webmanifest', manifest(pathOf)));
  readIcons();
  assets = made;
  return made;
}

/** Every file that pages load, made once from its sources. */
export function loadAssets(): Asset[] {
  return [...allAssets().values()];
}

/** The path of an asset by its name in the source, e.g. `mot-cua.css`. Throws for a name that is not there. */
export function assetPath(name: string): string {
  const asset = allAssets().get(name);
  if (!asset) throw new Error(`There is no asset ${name}; src/design/assets.ts makes them.`);
  return asset.path;
}

/**
 * Adds a script of a system to the assets (the passkey island, for example) and returns its path for `Page`'s `scripts`.
 * Call it while loading the module, before `loadAssets` is served.
 */
export function addScript(name: string, source: string): string {
  const asset = makeAsset(
    name,
    madeOnce('js', source, () => minified(source, 'js')),
  );
  allAssets().set(name, asset);
  return asset.path;
}
