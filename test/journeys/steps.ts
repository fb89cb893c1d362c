import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { JourneyCountry } from './country.ts';
import type { Visitor } from './visitor.ts';

/** What parents and officers do in every journey, each through the pages. */

/** Steps of one journey: after one that failed, those that follow are not tried and say so. */
export function stepsOf(t: TestContext): (fact: string, take: () => Promise<void>) => Promise<void> {
  let failed: string | undefined;
  return (fact, take) =>
    t.test(fact, async () => {
      if (failed) assert.fail(`not reached: “${failed}” failed`);
      failed = fact;
      await take();
      failed = undefined;
    });
}

const DOSSIER = /^\/dossiers\/([0-9a-f-]{36})/;

/** The dossier that the page is about. */
export function dossierOn(visitor: Visitor): string {
  const { pathname } = new URL(visitor.page.url());
  const id = DOSSIER.exec(pathname)?.[1];
  assert.ok(id, `${pathname} is about no dossier`);
  return id;
}

/** Opens the dossier of a birth: the one named, or the only one. */
export async function beginDossier(parent: Visitor, notificationId?: string): Promise<string> {
  await parent.open('/births');
  if (notificationId) await parent.choose('notificationId', notificationId);
  await parent.send('/births');
  return dossierOn(parent);
}

/** Fills in what is asked about the child and home. Ends on the review page. */
export async function tellOfChild(
  parent: Visitor,
  childName: string,
  more: { side?: 'mother' | 'father'; lateReason?: string } = {},
): Promise<void> {
  await parent.type('fullName', childName);
  await parent.chooseSides(more.side);
  if (more.lateReason) await parent.type('lateReason', more.lateReason);
  await parent.send('/child');
  if (parent.page.url().endsWith('/residence')) {
    await parent.chooseSides(more.side);
    await parent.send('/residence');
  }
  assert.ok(parent.page.url().endsWith('/review'), `${parent.page.url()}: ${await parent.text()}`);
}

/** Declares that it is true and submits. Gives the dossier's number, read off the page. */
export async function submit(parent: Visitor): Promise<string> {
  await parent.choose('declaration', 'yes');
  await parent.send('/submit');
  assert.match(parent.page.url(), /submitted=yes$/, await parent.text());
  const number = /\b[A-Z]\d{2}(?:\.[0-9A-Z]+)*-\d{6}-\d{4}\b/.exec(await parent.text())?.[0];
  assert.ok(number, `no number on ${parent.page.url()}: ${await parent.text()}`);
  return number;
}

/** From the birth to the submitted dossier, with nothing special. */
export async function announce(
  parent: Visitor,
  childName: string,
  more: { notificationId?: string; side?: 'mother' | 'father'; lateReason?: string } = {},
): Promise<{ dossierId: string; number: string }> {
  const dossierId = await beginDossier(parent, more.notificationId);
  await tellOfChild(parent, childName, more);
  return { dossierId, number: await submit(parent) };
}

/** The officer finds a dossier in the queue by its number and opens it. Looks again while it is on its way. */
export async function openAtDesk(officer: Visitor, number: string): Promise<string> {
  for (let tries = 0; ; tries++) {
    await officer.open(`/desk/queue?q=${encodeURIComponent(number)}`);
    const link = officer.page.locator('main a[href^="/desk/steps/"]').first();
    if (await link.count()) {
      await officer.press(link);
      return new URL(officer.page.url()).pathname;
    }
    assert.ok(tries < 100, `${number} never came into the queue: ${await officer.text()}`);
    await wait(50);
  }
}

/** The officer approves what is open, and is at the queue again. */
export async function approve(officer: Visitor, number: string): Promise<void> {
  await openAtDesk(officer, number);
  await officer.send('/approve');
  assert.match(officer.page.url(), /\/desk\/queue\?done=approve&/, await officer.text());
}

/** Waits until a step of a dossier is where it should be, whoever does it. */
export async function waitForStep(
  country: JourneyCountry,
  dossierId: string,
  kind: 'birth' | 'residence' | 'insurance',
  status: string,
): Promise<void> {
  let now = '';
  for (let tries = 0; tries < 400; tries++) {
    const [step] = await country.ask<{ status: string }>(
      `SELECT status FROM cases.step WHERE dossier_id = $1 AND kind = $2`,
      [dossierId, kind],
    );
    now = step?.status ?? 'none';
    if (now === status) return;
    await wait(50);
  }
  assert.fail(`the ${kind} step of ${dossierId} is ${now}, not ${status}`);
}
