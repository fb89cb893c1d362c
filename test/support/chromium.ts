import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  type Page,
  chromium,
} from 'playwright-core';

/** Debian packages that the tests use from outside: a browser, and verifiers that we did not write. The first that can be had is enough. */
const DEBIAN_PACKAGES: Record<string, string[]> = {
  chromium: ['chromium-headless-shell', 'chromium'],
  pdfsig: ['poppler-utils'],
  qpdf: ['qpdf'],
  certutil: ['libnss3-tools'],
  vfychain: ['libnss3-tools'],
  openssl: ['openssl'],
  xmlsec1: ['xmlsec1'],
  file: ['file'],
  certbot: ['certbot'],
  lego: ['lego'],
  curl: ['curl'],
  unzip: ['unzip'],
  'softhsm2-util': ['softhsm2'],
};

const INSTALL_TIMEOUT_MS = 240_000;
const LAUNCH_TIMEOUT_MS = 30_000;

/** Programs that can be a test's browser. The first has no windows at all and takes a quarter less of the processor. */
const BROWSERS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The path of a program, or undefined when this machine does not have it. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const names = name === 'chromium' ? BROWSERS : [name];
  for (const path of names.flatMap((each) => folders.filter(Boolean).map((folder) => `${folder}/${each}`))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here: the next folder.
    }
  }
  return undefined;
}

/**
 * A reason to skip a test that needs these programs, or `false` when they are all here:
 * `test('…', { skip: missing('chromium') }, …)`. The runner repeats the reasons loudly at its end.
 */
export function missing(...programs: string[]): string | false {
  const absent = programs.filter((name) => !findProgram(name));
  return absent.length > 0 && `this machine has no ${absent.join(', no ')}`;
}

/** Installs what is missing from Debian, where we are root and apt-get exists. Returns the programs that are still missing. */
export function installPrograms(): string[] {
  const absent = Object.keys(DEBIAN_PACKAGES).filter((name) => !findProgram(name));
  if (absent.length === 0) return [];
  if (process.getuid?.() === 0 && findProgram('apt-get')) {
    console.log(`Installing from Debian what the tests need: ${absent.join(' ')}`);
    const apt = (args: string[]): boolean =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        timeout: INSTALL_TIMEOUT_MS,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0;
    if (apt(['update', '-qq'])) {
      for (const program of absent)
        DEBIAN_PACKAGES[program]!.some((name) => apt(['install', '-y', '-qq', '--no-install-recommends', name]));
    }
  }
  return absent.filter((name) => !findProgram(name));
}

/**
 * Features that are off. Each window of Chromium keeps pages of its own for the address bar, in processes of their own:
 * without a window nobody sees them, and they cost three times what our first page costs. The others are those that
 * Playwright turns off and that matter here; of this switch Chromium heeds only the last.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'PreloadTopChromeWebUI',
  'SpareRendererForSitePerProcess',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** Starts Chromium without a window. Who starts it closes it. Throws when there is none: skip by `missing('chromium')`. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findProgram('chromium');
  if (!executablePath) throw new Error('there is no Chromium on this machine');
  return chromium.launch({
    executablePath,
    timeout: LAUNCH_TIMEOUT_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      // Nobody looks: threads that paint ahead only take processors from the rest.
      '--num-raster-threads=1',
      '--disable-partial-raster',
      // Each page is new, and so is axe-core on it: what is compiled with care is thrown away at once.
      '--js-flags=--no-opt,--no-maglev,--max-lazy',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${FEATURES_OFF.join(',')}`,
    ],
  });
}

let shared: Promise<Browser> | undefined;

/** The Chromium of this process, for all its test files one after another. It ends with the process; who used it calls `closeWindows`. */
export async function sharedBrowser(): Promise<Browser> {
  const open = await shared;
  if (!open?.isConnected()) shared = launchBrowser();
  return shared!;
}

/** Closes every window of a browser, with its cookies, so that the next test file finds none. */
export async function closeWindows(browser: Browser | undefined): Promise<void> {
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
}

/** Said to Playwright by the environment: what nobody looks at is of no kind that Chromium has a name for, and a page all the same. */
const IS_A_PAGE_TOO = 'PW_CHROMIUM_ATTACH_TO_OTHER';

interface Opener {
  session: Promise<CDPSession>;
  /** The page that was asked for last: pages are opened one after another, to know whose context is whose. */
  last: Promise<unknown>;
}

const openers = new WeakMap<Browser, Opener>();

/**
 * Opens a page that nobody looks at, in a context of its own. Chromium lays it out, runs its scripts and takes mouse and
 * keys as in a window, but draws neither it nor a window around it, which is half of its work. What waits for a frame waits
 * for ever: `requestAnimationFrame`, the end of a transition, a picture of the page, Playwright's own click.
 */
export function openUnseen(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const opener = openers.get(browser) ?? { session: browser.newBrowserCDPSession(), last: Promise.resolve() };
  openers.set(browser, opener);
  const opened = opener.last.then(async () => openHidden(browser, await opener.session, options));
  opener.last = opened.catch(() => undefined);
  return opened;
}

async function openHidden(browser: Browser, session: CDPSession, options: BrowserContextOptions): Promise<Page> {
  const { targetInfos } = await session.send('Target.getTargets');
  // Chromium hides no page where there is none yet.
  if (targetInfos.length === 0) await session.send('Target.createTarget', { url: 'about:blank', newWindow: true });
  const { browserContextIds: before } = await session.send('Target.getBrowserContexts');
  const context = await browser.newContext(options);
  const { browserContextIds: now } = await session.send('Target.getBrowserContexts');
  const browserContextId = now.find((id) => !before.includes(id))!;
  process.env[IS_A_PAGE_TOO] = 'yes';
  try {
    const [page] = await Promise.all([
      context.waitForEvent('page'),
      session.send('Target.createTarget', { url: 'about:blank', browserContextId, hidden: true, background: true }),
    ]);
    closePagesFirst(context);
    return page;
  } finally {
    delete process.env[IS_A_PAGE_TOO];
  }
}

/** A hidden page would outlive its context, and Chromium, which gives a context a minute to end, then ends itself. */
function closePagesFirst(context: BrowserContext): void {
  const close = context.close.bind(context);
  context.close = async (options) => {
    await Promise.all(context.pages().map((page) => page.close()));
    await close(options);
  };
}
