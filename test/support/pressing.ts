import { setTimeout as wait } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

/** How long what is to be pressed is waited for, and how often it is looked at, in ms. */
const MOST_MS = 30_000;
const EVERY_MS = 20;

/**
 * Presses the mouse over the middle of something, as soon as it is there and nothing keeps anybody from it. Throws when
 * something still does after `most_ms`, and says what. Playwright's own click waits for frames, which are not drawn where
 * nobody looks.
 */
export async function pressMouse(target: Locator, most_ms = MOST_MS): Promise<void> {
  const until = performance.now() + most_ms;
  for (;;) {
    const { x, y, hindrance } = await target.evaluate(placeOf);
    if (!hindrance) return target.page().mouse.click(x, y);
    if (performance.now() > until) throw new Error(`on ${target.page().url()} cannot be pressed: ${hindrance}`);
    await wait(EVERY_MS);
  }
}

/** Runs in the page: the middle of the first part of an element, and what keeps anybody from pressing there. */
function placeOf(element: Element): { x: number; y: number; hindrance: string | undefined } {
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  const [part] = element.getClientRects();
  const x = part ? part.x + part.width / 2 : 0;
  const y = part ? part.y + part.height / 2 : 0;
  const found = document.elementFromPoint(x, y);
  const hindrance = (): string | undefined => {
    const itself = element.outerHTML.slice(0, 200);
    if (!part?.width || !part.height) return `${itself} is not seen`;
    if (element.matches(':disabled')) return `${itself} is disabled`;
    if (!found || !element.contains(found))
      return `${itself} lies under ${found?.outerHTML.slice(0, 200) ?? 'nothing'}`;
    return document.fonts.status === 'loading' ? `${itself} may move while fonts arrive` : undefined;
  };
  return { x, y, hindrance: hindrance() };
}
