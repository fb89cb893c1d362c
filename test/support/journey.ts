import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Page, type PlainBrowser, UnexpectedPage, findForm, formTo, linksOf, textOf } from './plain-browser.ts';

/**
 * The roles of a birth, over HTTP: each function does what one person or one information system does, through the same
 * pages and services as everybody, and gives back what that one then knows.
 */

/** A birth as a hospital reports it, in the words of `health.reportBirth`. */
export type ReportedBirth = Record<string, unknown> & { notificationNumber: string };

/** A hospital's information system, with an access token that it renews. */
export interface HospitalSystem {
  /** Reports a birth. Sent again with the same number it is the same report. */
  reportBirth(birth: ReportedBirth): Promise<{ notificationId: string; receipt: string }>;
}

interface HospitalAccess {
  publicUrl: string;
  internalUrl: string;
  clientId: string;
  clientSecret: string;
  /** How long it goes on trying while nobody answers. */
  patience_ms?: number;
}

/** A token is renewed well before it ends, in ms. */
const TOKEN_USED_MS = 5 * 60_000;
const AGAIN_AFTER_MS = 200;

/** Opens the information system of a hospital. */
export function openHospitalSystem(access: HospitalAccess): HospitalSystem {
  let token: Promise<string> | undefined;
  let tokenSince = 0;
  const renew = async (): Promise<string> => {
    const answer = await patiently(access, `${access.publicUrl}/oidc/token`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${access.clientId}:${access.clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials&scope=exchange',
    });
    if (answer.status !== 200) throw new Error(`no token for the hospital (${answer.status}): ${answer.text}`);
    return (JSON.parse(answer.text) as { access_token: string }).access_token;
  };
  const currentToken = (): Promise<string> => {
    if (!token || Date.now() - tokenSince > TOKEN_USED_MS) {
      tokenSince = Date.now();
      token = renew();
      token.catch(() => (token = undefined));
    }
    return token;
  };
  return {
    async reportBirth(birth) {
      const answer = await patiently(access, `${access.internalUrl}/exchange/health.reportBirth`, {
        headers: {
          authorization: `Bearer ${await currentToken()}`,
          'content-type': 'application/json',
          'x-purpose': 'birth-notification',
          'idempotency-key': `report-${birth.notificationNumber}`,
        },
        body: JSON.stringify(birth),
      });
      if (answer.status !== 200) throw new Error(`the report was refused (${answer.status}): ${answer.text}`);
      const { notificationId } = JSON.parse(answer.text) as { notificationId: string };
      return { notificationId, receipt: answer.receipt };
    },
  };
}

/** Posts as an information system does: again when nobody answers or the server fails, while there is patience. */
async function patiently(
  { patience_ms = 0 }: HospitalAccess,
  url: string,
  sent: { headers: Record<string, string>; body: string },
): Promise<{ status: number; text: string; receipt: string }> {
  const until = performance.now() + patience_ms;
  for (;;) {
    try {
      const answer = await post(url, sent);
      if (answer.status < 500 || performance.now() > until) return answer;
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await wait(AGAIN_AFTER_MS);
  }
}

function post(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<{ status: number; text: string; receipt: string }> {
  const { host, port, pathname } = new URL(url);
  return new Promise((answered, failed) => {
    const asked = request(
      { host: '127.0.0.1', port, path: pathname, method: 'POST', headers: { ...headers, host }, timeout: 30_000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.once('error', failed);
        response.once('end', () =>
          answered({ status: response.statusCode!, text, receipt: String(response.headers['x-receipt'] ?? '') }),
        );
      },
    );
    asked.once('timeout', () => asked.destroy(new Error(`${pathname}: no answer`)));
    asked.once('error', failed);
    asked.end(body);
  });
}

/** Who signs in, where. */
export interface SignIn {
  area: 'portal' | 'desk';
  number: string;
  password: string;
  /** Where to, once signed in. */
  to?: string;
}

const START = { portal: '/sign-in', desk: '/desk/sign-in' } as const;
const MOST_PAGES = 12;

/**
 * Signs in with number, password and one-time code, which demonstration mode shows on its page. Looks at each page for
 * what it asks, so that a sign-in which broke off is begun anew. Gives the page behind the door.
 */
export async function signIn(browser: PlainBrowser, { area, number, password, to }: SignIn): Promise<Page> {
  const start = `${START[area]}${to ? `?to=${encodeURIComponent(to)}` : ''}`;
  let page = await browser.open(start);
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const passwordForm = findForm(page, /^\/identity\/[\w-]+\/password$/);
    const codeForm = findForm(page, /^\/identity\/[\w-]+\/code$/);
    if (passwordForm) {
      // Also after a code that was used up: the page then asks for the password again.
      if (page.status === 422 || page.status === 429) throw new UnexpectedPage('to be signed in', page);
      page = await browser.send(passwordForm, { personalNumber: number, password });
    } else if (codeForm) page = await browser.send(codeForm, { code: codeOn(page) });
    else if (page.status === 400) page = await browser.open(start);
    else if (page.status === 200) return page;
    else throw new UnexpectedPage('to be signed in', page);
  }
  throw new UnexpectedPage('to be signed in', page);
}

/** The code that the page shows in demonstration mode. */
function codeOn(page: Page): string {
  const code = /id="demonstration-code"[^>]*>[^<]*?(\d{6})/.exec(page.html)?.[1];
  if (!code) throw new UnexpectedPage('a one-time code shown for demonstration', page);
  return code;
}

/** The password of all synthetic people, from the page that shows it in demonstration mode. */
export async function demonstrationPassword(browser: PlainBrowser, number: string): Promise<string> {
  const page = await browser.open(START.portal);
  const shown = await browser.open(`${page.path.split('?')[0]}?number=${number}`);
  const { password } = formTo(shown, /\/password$/).filled;
  if (!password) throw new UnexpectedPage('the password of the demonstration', shown);
  return password;
}

/** What a parent says when announcing a birth. */
export interface Announcement {
  notificationId: string;
  childName: string;
}

/** A dossier that was submitted. */
export interface Submitted {
  dossierId: string;
  /** The number on the receipt: `H29.45.00025-261121-0001`. */
  number: string;
}

const DOSSIER_NUMBER = /\b[A-Z]\d{2}(?:\.[0-9A-Z]+)*-\d{6}-\d{4}\b/;

/**
 * Announces a birth: finds it among those the registers know, answers what each page asks, looks everything over and
 * submits. The parent must be signed in, and may be at the list of births (`at`) already.
 */
export async function announceBirth(
  browser: PlainBrowser,
  { notificationId, childName }: Announcement,
  at?: Page,
): Promise<Submitted> {
  let page = at?.path === '/births' ? at : await browser.open('/births');
  const choice = findForm(page, /^\/births$/);
  if (choice?.fields.notificationId?.includes(notificationId)) page = await browser.send(choice, { notificationId });
  else throw new UnexpectedPage(`the birth ${notificationId}`, page);
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    if (page.status !== 200) throw new UnexpectedPage('the next page of the form', page);
    const child = findForm(page, /^\/dossiers\/[\w-]+\/child$/);
    const residence = findForm(page, /^\/dossiers\/[\w-]+\/residence$/);
    const review = findForm(page, /^\/dossiers\/[\w-]+\/submit$/);
    if (child)
      page = await browser.send(child, {
        fullName: childName,
        ...firstChoices(child, ['ethnicGroupOf', 'hometownOf']),
      });
    else if (residence) page = await browser.send(residence, firstChoices(residence, ['with']));
    else if (review) page = await browser.send(review, { declaration: 'yes' });
    else return submittedOn(page);
  }
  throw new UnexpectedPage('the receipt', page);
}

/** The father's side wherever parents may choose: what custom says, so that nobody has to be asked. */
function firstChoices(form: { fields: Record<string, string[]> }, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = form.fields[name] ?? [];
      return values.length ? [[name, values.includes('father') ? 'father' : values[0]!]] : [];
    }),
  );
}

function submittedOn(page: Page): Submitted {
  const dossierId = /^\/dossiers\/([0-9a-f-]{36})/.exec(page.path)?.[1];
  const number = DOSSIER_NUMBER.exec(textOf(page.html))?.[0];
  if (!dossierId || !number) throw new UnexpectedPage('the receipt of a submitted dossier', page);
  return { dossierId, number };
}

/** How long and how often somebody looks whether something has happened, in ms. */
export interface Looking {
  every_ms: number;
  most_ms: number;
}

/** Opens a step from the queue and approves it. Gives the page that follows: the queue. */
export async function approveStep(browser: PlainBrowser, path: string): Promise<{ stepId: string; page: Page }> {
  const step = await browser.open(path);
  if (step.status !== 200) throw new UnexpectedPage('the dossier at the desk', step);
  const stepId = path.split('/').at(-1)!;
  const form = findForm(step, /\/approve$/);
  // Nothing left to decide: it was approved when the answer got lost.
  if (!form) return { stepId, page: step };
  const page = await browser.send(form);
  if (page.status !== 200) throw new UnexpectedPage('an approved step', page);
  return { stepId, page };
}

/** Opens the queue of the desk, or of it what a search finds. */
export async function openQueue(browser: PlainBrowser, text?: string): Promise<Page> {
  const queue = await browser.open(`/desk/queue${text === undefined ? '' : `?q=${encodeURIComponent(text)}`}`);
  if (queue.status !== 200) throw new UnexpectedPage('the queue', queue);
  return queue;
}

/** Where the step of a dossier is opened from the queue; undefined while it is not in it. */
export function stepInQueue({ html }: Page, caseNumber: string): string | undefined {
  const at = html.indexOf(`>${caseNumber}<`);
  const line = at < 0 ? '' : html.slice(html.lastIndexOf('<tr', at), at);
  return /href="(\/desk\/steps\/[0-9a-f-]{36})"/.exec(line)?.[1];
}

const DOCUMENT_PATH = /^\/documents\/([0-9a-f-]{36})$/;
const RESULTS = 3;

/** The parent looks at the dossier until its three results are there. */
export async function waitForResults(browser: PlainBrowser, dossierId: string, looking: Looking): Promise<Page> {
  const until = performance.now() + looking.most_ms;
  for (;;) {
    const page = await browser.open(`/dossiers/${dossierId}`);
    if (page.status !== 200) throw new UnexpectedPage('the dossier', page);
    if (documentsOn(page).length >= RESULTS) return page;
    if (performance.now() > until) throw new UnexpectedPage('three results', page);
    await wait(looking.every_ms);
  }
}

/** The ids of the documents that a page offers to download, in its order. */
export function documentsOn(page: Page): string[] {
  return [...new Set(linksOf(page).flatMap((href) => DOCUMENT_PATH.exec(href)?.[1] ?? []))];
}

/** Opens "My documents". */
export async function openDocuments(browser: PlainBrowser): Promise<Page> {
  const page = await browser.open('/documents');
  if (page.status !== 200 || documentsOn(page).length < RESULTS) throw new UnexpectedPage('my documents', page);
  return page;
}

/** Downloads a document and makes sure that it is a PDF to its end. */
export async function downloadDocument(browser: PlainBrowser, documentId: string): Promise<Buffer> {
  const { status, contentType, bytes } = await browser.download(`/documents/${documentId}`);
  const isWhole = bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-16).includes('%%EOF');
  if (status !== 200 || contentType !== 'application/pdf' || !isWhole) {
    throw new Error(`/documents/${documentId}: no whole PDF (${status}, ${contentType}, ${bytes.length} bytes)`);
  }
  return bytes;
}

/** Opens "Who has seen my data": one's own log, or with `person` that of a child of one's own. Gives its receipts. */
export async function openDataLog(browser: PlainBrowser, person = 'me'): Promise<{ page: Page; receipts: string[] }> {
  const page = await browser.open(person === 'me' ? '/data-log' : `/data-log?person=${person}`);
  const receipts = linksOf(page).flatMap((href) => /^\/data-log\/([A-Z0-9-]+)$/.exec(href)?.[1] ?? []);
  if (page.status !== 200 || receipts.length === 0) throw new UnexpectedPage('the data log', page);
  return { page, receipts };
}
