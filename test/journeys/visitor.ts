import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { cookieName } from '../../src/kernel/session.ts';
import { LANGUAGES, type Language } from '../../src/kernel/text.ts';
import { assertAccessible } from '../support/axe.ts';
import { openUnseen } from '../support/chromium.ts';
import { pressMouse } from '../support/pressing.ts';
import { type JourneyCountry, sessionOf } from './country.ts';

/** How wide a window is, in CSS pixels. */
export const WIDTHS = { phone: 390, desktop: 1280 } as const;
const HEIGHT = 900;

/** How long somebody waits for what runs by itself, in ms; and how often they look. */
const MOST_MS = 30_000;
const EVERY_MS = 100;

interface VisitorOptions {
  language: Language;
  width?: keyof typeof WIDTHS;
  javaScript?: boolean;
  /** Whether somebody looks at the window: pictures can be taken of it. */
  isShown?: boolean;
}

/** A window of a browser, with those of its kind that nobody uses now: opening one costs Chromium as much as three pages. */
interface Window {
  page: Page;
  size: { width: number; height: number };
  scheme: 'light' | 'dark';
  left: Window[];
}

const windows = new WeakMap<Browser, Map<string, Window[]>>();

/** A window without cookies: one that somebody left, or a new one. */
async function openWindow(
  browser: Browser,
  baseURL: string,
  { width = 'desktop', javaScript: javaScriptEnabled = true, isShown = false }: Omit<VisitorOptions, 'language'>,
): Promise<Window> {
  const kinds = windows.get(browser) ?? new Map<string, Window[]>();
  windows.set(browser, kinds);
  const kind = `${baseURL} ${width} ${javaScriptEnabled} ${isShown}`;
  const left = kinds.get(kind) ?? [];
  kinds.set(kind, left);
  const again = left.pop();
  if (again) return again;
  const size = { width: WIDTHS[width], height: HEIGHT };
  const options = { viewport: size, javaScriptEnabled, baseURL };
  const page = isShown ? await (await browser.newContext(options)).newPage() : await openUnseen(browser, options);
  page.context().setDefaultTimeout(MOST_MS);
  return { page, size, scheme: 'light', left };
}

/** Leaves it on no page, in its size, with nothing kept of who used it. */
async function leaveWindow(window: Window): Promise<void> {
  const { page, size, left } = window;
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.setViewportSize(size);
  left.push(window);
}

/** Chooses a box or a circle with the space bar: a mouse would press beside it when the page moves while fonts arrive. */
async function tick(box: Locator): Promise<void> {
  await box.waitFor();
  if (!(await box.isChecked())) await box.press('Space');
  assert.ok(await box.isChecked(), 'the space bar does not choose it');
}

/** A person with a browser of their own. */
export class Visitor {
  /** The language in which this person reads now. */
  language: Language;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #country: JourneyCountry;
  /** Kinds of page that axe-core has looked at, with the language. */
  readonly #seen: Set<string>;

  readonly #window: Window;

  private constructor(country: JourneyCountry, window: Window, language: Language, seen: Set<string>) {
    this.#country = country;
    this.#seen = seen;
    this.#window = window;
    this.language = language;
    this.page = window.page;
    this.context = window.page.context();
  }

  /** Opens a browser window. Visitors of one file share `seen`, so that a kind of page is examined once in each language. */
  static async arrive(
    country: JourneyCountry,
    browser: Browser,
    seen: Set<string>,
    { language, ...kind }: VisitorOptions,
  ): Promise<Visitor> {
    const visitor = new Visitor(country, await openWindow(browser, country.publicUrl, kind), language, seen);
    if (language !== 'vi') await visitor.#speak(language);
    return visitor;
  }

  async #speak(language: Language): Promise<void> {
    this.language = language;
    const cookie = { name: 'mot_cua_language', value: language, url: this.#country.publicUrl };
    await this.context.addCookies([cookie]);
  }

  /** Reads the page again in each language, and ends in the one that this person prefers. */
  async inBoth(kind: string, look: (language: Language) => Promise<void>): Promise<void> {
    const preferred = this.language;
    const { pathname, search } = new URL(this.page.url());
    for (const language of [...LANGUAGES.filter((each) => each !== preferred), preferred]) {
      await this.#speak(language);
      await this.page.goto(pathname + search);
      await look(language);
      await this.examine(kind);
    }
  }

  /** Is signed in without going through the pages of signing in. */
  async signInAs(number: string, area: 'portal' | 'desk' = 'portal'): Promise<this> {
    const { token } = await sessionOf(this.#country, area, number);
    await this.context.addCookies([{ name: cookieName(area, false), value: token, url: this.#country.publicUrl }]);
    return this;
  }

  /** Opens an address of the house and expects a page, or the status given. */
  async open(path: string, status = 200): Promise<void> {
    const answer = await this.page.goto(path);
    assert.equal(answer?.status(), status, `${path}: ${await this.text()}`);
  }

  /** Presses something that leads to another page, and waits until that is there. */
  async press(what: string | Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.click(what)]);
  }

  /** Presses the mouse over something that leads to no other page. */
  async click(what: string | Locator): Promise<void> {
    await pressMouse(typeof what === 'string' ? this.page.locator(what) : what);
  }

  /** Opens with the keyboard what is folded away. */
  async unfold(what: string | Locator): Promise<void> {
    const summary = typeof what === 'string' ? this.page.locator(what) : what;
    await this.#holdStill();
    await summary.press('Enter');
    assert.ok(await summary.evaluate((each) => each.closest('details')!.open), 'it did not open');
  }

  /** On this page nothing changes bit by bit: where nothing is drawn it would stay as it was. */
  async #holdStill(): Promise<void> {
    await this.page.evaluate(() => {
      const still = new CSSStyleSheet();
      still.replaceSync('*, ::before, ::after, ::details-content { transition: none !important }');
      document.adoptedStyleSheets = [still];
    });
  }

  /** Sends the form to that path with its own button, the first one. */
  async send(path: RegExp | string): Promise<void> {
    await this.press((await this.form(path)).locator('button:not([name])').first());
  }

  /** The form whose action ends so. */
  async form(path: RegExp | string): Promise<Locator> {
    const forms = this.page.locator('main form');
    const actions = await forms.evaluateAll((all) => all.map((form) => form.getAttribute('action') ?? ''));
    const index = actions.findIndex((action) => (typeof path === 'string' ? action.endsWith(path) : path.test(action)));
    assert.ok(index >= 0, `no form to ${path} on ${this.page.url()}, only: ${actions.join(' ')}\n${await this.text()}`);
    return forms.nth(index);
  }

  /** Types into a field by its name. */
  async type(name: string, text: string): Promise<void> {
    await this.page.locator(`main [name="${name}"]`).fill(text);
  }

  /** Chooses one of several by the field's name and the value. */
  async choose(name: string, value: string): Promise<void> {
    await tick(this.page.locator(`main input[name="${name}"][value="${value}"]`));
  }

  /** Takes the father's side, or the value given, wherever the page lets parents choose. */
  async chooseSides(side: 'mother' | 'father' = 'father'): Promise<void> {
    for (const name of ['ethnicGroupOf', 'hometownOf', 'with']) {
      const choice = this.page.locator(`main input[name="${name}"][value="${side}"]`);
      if (await choice.count()) await tick(choice);
    }
  }

  /** The words of the page. */
  async text(): Promise<string> {
    // Not by a locator: Playwright puts a program of its own into each page that it looks for something in.
    const text = await this.page.evaluate(() => document.querySelector('main')!.innerText);
    return text.replace(/\s+/g, ' ').trim();
  }

  async sees(...sentences: string[]): Promise<void> {
    const text = await this.text();
    for (const sentence of sentences) {
      const wanted = sentence.replace(/\s+/g, ' ').trim();
      assert.ok(text.toLowerCase().includes(wanted.toLowerCase()), `“${wanted}” is not on ${this.page.url()}: ${text}`);
    }
  }

  async doesNotSee(...sentences: string[]): Promise<void> {
    const html = await this.page.evaluate(() => document.documentElement.outerHTML);
    for (const sentence of sentences) {
      assert.ok(!html.includes(sentence), `“${sentence}” is on ${this.page.url()}`);
    }
  }

  /** The sentence beside a field that was refused. */
  async refusalOf(name: string): Promise<string> {
    const message = this.page.locator(`main #${name.replace(/[^\w-]+/g, '-')}-error`);
    assert.equal(await message.count(), 1, `${name} has no sentence on ${this.page.url()}: ${await this.text()}`);
    // It begins with a word for those who do not see its colour.
    const prefix = await message.locator('.ds-sr-only').innerText();
    return (await message.innerText()).slice(prefix.length).trim();
  }

  /**
   * Looks at a kind of page as a whole, once in each language: in the language asked for, nothing wider than the window,
   * and nothing for axe-core to find, in the light and the dark.
   */
  async examine(kind: string): Promise<void> {
    assert.equal(await this.page.evaluate(() => document.documentElement.lang), this.language, this.page.url());
    await this.assertNoSideways();
    const key = `${kind} ${this.language}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    // Each scheme in one of the languages; the words do not change the colours.
    const scheme = this.#seen.has(`${kind} dark`) ? 'light' : 'dark';
    this.#seen.add(`${kind} ${scheme}`);
    // It stays so until another is asked for: each change paints everything anew.
    if (this.#window.scheme !== scheme) {
      await this.#holdStill();
      await this.page.emulateMedia({ colorScheme: scheme });
    }
    this.#window.scheme = scheme;
    await assertAccessible(this.page);
  }

  /** Nothing makes the page wider than the window: nobody has to scroll sideways. */
  async assertNoSideways(): Promise<void> {
    const tooWide = await this.page.evaluate(async () => {
      // Until its own letters are there a page is set in others, which are wider.
      await document.fonts.ready;
      const { clientWidth, scrollWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      const all = [...document.querySelectorAll('body *')].filter((each) => {
        const { right } = each.getBoundingClientRect();
        return right > clientWidth + 1;
      });
      return all.map(
        (each) => `${each.tagName.toLowerCase()}.${each.className} “${(each.textContent ?? '').slice(0, 40)}”`,
      );
    });
    assert.deepEqual(tooWide, [], `${this.page.url()} is wider than its window`);
  }

  /** Looks at the page again until it says so. */
  async waitFor(sentence: string | RegExp): Promise<void> {
    const until = performance.now() + MOST_MS;
    for (;;) {
      const text = await this.text();
      if (typeof sentence === 'string' ? text.includes(sentence) : sentence.test(text)) return;
      if (performance.now() > until) assert.fail(`“${sentence}” never came on ${this.page.url()}: ${text}`);
      await this.page.waitForTimeout(EVERY_MS);
      // A page that waits for a result loads itself anew as well: whichever comes second ends the first.
      await this.page.goto(new URL(this.page.url()).pathname).catch((error: Error) => {
        if (!error.message.includes('net::ERR_ABORTED')) throw error;
      });
      await this.page.waitForLoadState();
    }
  }

  /** What a link leads to, as a file. */
  async download(path: string): Promise<Buffer> {
    const answer = await this.context.request.get(path);
    assert.equal(answer.status(), 200, path);
    return answer.body();
  }

  async leave(): Promise<void> {
    await leaveWindow(this.#window);
  }
}
