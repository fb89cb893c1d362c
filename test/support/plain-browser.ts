import { setTimeout as wait } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { PlainConnection, type RawAnswer } from './plain-connection.ts';

/** One request and its answer, as whoever measures wants to know it. */
export interface Sample {
  /** Method and path with its ids left out, e.g. `GET /dossiers/:id`. */
  kind: string;
  status: number;
  duration_ms: number;
  /** What was transferred of the body, compressed as it was. */
  body_bytes: number;
}

export interface PlainBrowserOptions {
  /** Where the pages are: `http://localhost:8080`. */
  origin: string;
  /** The loopback address that the requests come from: different people have different ones. */
  address?: string;
  /** How long it goes on trying while nobody answers or the server fails, as a person would. By default not at all. */
  patience_ms?: number;
  onAnswer?(sample: Sample): void;
}

/** A form of a page, with what its fields hold. */
export interface PageForm {
  action: string;
  method: 'get' | 'post';
  isMultipart: boolean;
  /** What would be sent if nothing were touched. */
  filled: Record<string, string>;
  /** All fields; of radio buttons and checkboxes every value. */
  fields: Record<string, string[]>;
}

/** A page as it arrived, after all redirects. */
export interface Page {
  path: string;
  status: number;
  html: string;
}

/** A page that cannot be gone on from. */
export class UnexpectedPage extends Error {
  readonly page: Page;
  constructor(expected: string, page: Page) {
    super(`expected ${expected}, but ${page.path} (${page.status}) says: ${textOf(page.html).slice(0, 600)}`);
    this.page = page;
  }
}

interface Cookie {
  value: string;
  path: string;
}

const MOST_REDIRECTS = 12;
const AGAIN_AFTER_MS = 150;
/** Asked for while a server starts or stops, this fails; a person presses again. */
const SERVER_FAILED = new Set([500, 502, 503, 504]);

/** What a browser does without its window: cookies, redirects, forms as they stand in the page. One person, one connection. */
export class PlainBrowser {
  readonly #options: PlainBrowserOptions;
  readonly #origin: URL;
  readonly #connection: PlainConnection;
  readonly #alwaysSaid: string;
  readonly #cookies = new Map<string, Cookie>();

  constructor(options: PlainBrowserOptions) {
    this.#options = options;
    this.#origin = new URL(options.origin);
    this.#connection = new PlainConnection({
      host: '127.0.0.1',
      port: Number(this.#origin.port),
      ...(options.address ? { localAddress: options.address } : {}),
    });
    this.#alwaysSaid = [
      '',
      `host: ${this.#origin.host}`,
      'accept: text/html,application/xhtml+xml,*/*;q=0.8',
      'accept-encoding: zstd',
      'sec-fetch-site: same-origin',
    ].join('\r\n');
  }

  /** Opens a page, following redirects. */
  async open(path: string): Promise<Page> {
    return this.#navigate('GET', path, undefined, undefined);
  }

  /** Sends a form with the values given in place of what its fields hold. Refuses values that the form has no place for. */
  async send(form: PageForm, values: Record<string, string> = {}): Promise<Page> {
    for (const [name, value] of Object.entries(values)) {
      const known = form.fields[name];
      if (!known) throw new Error(`the form of ${form.action} has no field ${name}`);
      if (known.length > 0 && !known.includes(value)) throw new Error(`${name} of ${form.action} has no ${value}`);
    }
    const sent = { ...form.filled, ...values };
    if (form.method === 'get') return this.open(`${form.action}?${new URLSearchParams(sent)}`);
    if (form.isMultipart) {
      const boundary = `form-${Math.random().toString(36).slice(2)}`;
      const parts = Object.entries(sent).map(
        ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      );
      return this.#navigate(
        'POST',
        form.action,
        `${parts.join('')}--${boundary}--\r\n`,
        `multipart/form-data; boundary=${boundary}`,
      );
    }
    return this.#navigate('POST', form.action, String(new URLSearchParams(sent)), 'application/x-www-form-urlencoded');
  }

  /** Saves what a link leads to. */
  async download(path: string): Promise<{ status: number; contentType: string; bytes: Buffer }> {
    const answer = await this.#ask('GET', path, undefined, undefined);
    return { status: answer.status, contentType: answer.headers.get('content-type') ?? '', bytes: bytesOf(answer) };
  }

  /** Lets go of the connection. */
  close(): void {
    this.#connection.close();
  }

  async #navigate(
    method: 'GET' | 'POST',
    path: string,
    body: string | undefined,
    type: string | undefined,
  ): Promise<Page> {
    let answer = await this.#ask(method, path, body, type);
    let at = path;
    for (let redirects = 0; answer.status >= 300 && answer.status < 400; redirects++) {
      if (redirects === MOST_REDIRECTS) throw new Error(`${path} leads round in a circle`);
      const to = new URL(answer.headers.get('location') ?? '', new URL(at, this.#origin));
      if (to.origin !== this.#origin.origin) throw new Error(`${at} leads away to ${to.origin}`);
      at = to.pathname + to.search;
      answer = await this.#ask('GET', at, undefined, undefined);
    }
    return { path: at, status: answer.status, html: bytesOf(answer).toString('utf8') };
  }

  /** Asks until it is answered, as long as there is patience left. The same words are sent again: a reload. */
  async #ask(
    method: 'GET' | 'POST',
    path: string,
    body: string | undefined,
    type: string | undefined,
  ): Promise<RawAnswer> {
    const until = performance.now() + (this.#options.patience_ms ?? 0);
    for (;;) {
      try {
        const answer = await this.#once(method, path, body, type);
        if (!SERVER_FAILED.has(answer.status) || performance.now() > until) return answer;
      } catch (error) {
        if (performance.now() > until) throw error;
      }
      await wait(AGAIN_AFTER_MS);
    }
  }

  async #once(
    method: 'GET' | 'POST',
    path: string,
    body: string | undefined,
    type: string | undefined,
  ): Promise<RawAnswer> {
    let head = `${method} ${path} HTTP/1.1${this.#alwaysSaid}`;
    const cookies = this.#cookiesFor(path);
    if (cookies) head += `\r\ncookie: ${cookies}`;
    if (body !== undefined) {
      const length = Buffer.byteLength(body);
      head += `\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\norigin: ${this.#origin.origin}`;
    }
    const began = performance.now();
    const answer = await this.#connection.ask(head, body);
    this.#options.onAnswer?.({
      kind: `${method} ${kindOf(path)}`,
      status: answer.status,
      duration_ms: performance.now() - began,
      body_bytes: answer.body.length,
    });
    this.#keepCookies(answer.setCookies);
    return answer;
  }

  #cookiesFor(path: string): string {
    const at = path.split('?')[0]!;
    return [...this.#cookies]
      .filter(([, cookie]) => at === cookie.path || at.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const cut = pair.indexOf('=');
      const name = pair.slice(0, cut);
      const value = pair.slice(cut + 1);
      const attribute = (wanted: string) =>
        attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const expires = attribute('expires');
      const isOver = attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) < Date.now());
      if (isOver || value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, { value, path: attribute('path') ?? '/' });
    }
  }
}

const bytesOf = (answer: RawAnswer): Buffer =>
  answer.headers.get('content-encoding') === 'zstd' ? zstdDecompressSync(answer.body) : answer.body;

/** A path with what differs from person to person left out. */
function kindOf(path: string): string {
  const [at = '', query = ''] = path.split('?');
  const kind = at
    .replace(/^\/identity\/[\w-]{16,}/, '/identity/:run')
    .replace(/^\/oidc\/auth\/[\w-]{16,}/, '/oidc/auth/:run')
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}(?=\/|$)/g, '/:id')
    .replace(/^\/verify\/[A-Z0-9]{12}$/, '/verify/:code')
    .replace(/^\/data-log\/[A-Z0-9-]+$/, '/data-log/:receipt');
  return /(^|&)person=child/.test(query) ? `${kind}?person=child` : kind;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", nbsp: ' ' };
const unescape = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g))
    attributes[name!.toLowerCase()] = unescape(value ?? '');
  return attributes;
}

/** The forms whose action fits, read only then: of the forms of a page mostly one is sent. */
function formsWhere(page: Page, fits: (action: string) => boolean): PageForm[] {
  const forms: PageForm[] = [];
  for (const [, head, inside] of page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const { action = page.path, method = 'get', enctype } = attributesOf(head!);
    if (!fits(action)) continue;
    const isMultipart = enctype === 'multipart/form-data';
    forms.push({ action, method: method.toLowerCase() as 'get' | 'post', isMultipart, ...fieldsOf(inside!) });
  }
  return forms;
}

function fieldsOf(inside: string): Pick<PageForm, 'filled' | 'fields'> {
  const filled: Record<string, string> = {};
  const fields: Record<string, string[]> = {};
  for (const [, tag, text, content] of inside.matchAll(/<(input|textarea|button)\b([^>]*)>(?:([^<]*)<\/textarea>)?/g)) {
    const { name, type = 'text', value, checked, disabled } = attributesOf(text!);
    if (!name || disabled !== undefined || type === 'file') continue;
    fields[name] ??= [];
    if (tag === 'button') fields[name].push(value ?? '');
    else if (type === 'radio' || type === 'checkbox') {
      fields[name].push(value ?? 'on');
      if (checked !== undefined) filled[name] = value ?? 'on';
    } else filled[name] = tag === 'textarea' ? unescape(content ?? '') : (value ?? '');
  }
  return { filled, fields };
}

/** The form of a page whose action fits. Throws with what the page says when there is none. */
export function formTo(page: Page, action: RegExp): PageForm {
  const form = findForm(page, action);
  if (!form) throw new UnexpectedPage(`a form to ${action}`, page);
  return form;
}

/** The form of a page whose action fits, or undefined. */
export function findForm(page: Page, action: RegExp): PageForm | undefined {
  return formsWhere(page, (to) => action.test(to))[0];
}

/** Where the links of a page lead to. */
export function linksOf(page: Page): string[] {
  return Array.from(page.html.matchAll(/<a\b[^>]*? href="([^"]*)"/g), ([, href]) => unescape(href!));
}

/** The words of a page. */
export function textOf(html: string): string {
  const body = html.replace(/^[\s\S]*?<main\b/, '<main').replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/g, ' ');
  return unescape(body.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}
