import { setTimeout as wait } from 'node:timers/promises';
import { type Stage, browserOf } from './births.ts';
import { approveStep, openQueue, signIn, stepInQueue } from './journey.ts';
import { type Page, type PlainBrowser, UnexpectedPage } from './plain-browser.ts';

/** A dossier that somebody waits for. */
interface Waiting {
  caseNumber: string;
  until: number;
  done(stepId: string): void;
  failed(error: unknown): void;
}

/**
 * An officer who signed in once and works the queue: takes what is on the page, comes back to the queue with each decision,
 * and looks again after a while when nothing is left on it.
 */
export class Officer {
  readonly #browser: PlainBrowser;
  readonly #stage: Stage;
  readonly #number: string;
  #signedIn: Promise<unknown> | undefined;
  #waiting: Waiting[] = [];
  #isAtWork = false;

  constructor(stage: Stage, number: string) {
    this.#stage = stage;
    this.#number = number;
    this.#browser = browserOf(stage, number);
  }

  /** Comes to work: signs in, once. */
  async comeToWork(): Promise<void> {
    const { password } = this.#stage;
    this.#signedIn ??= signIn(this.#browser, { area: 'desk', number: this.#number, password });
    await this.#signedIn;
  }

  /** Approves the step of a dossier at this desk, when it comes into the queue. Gives the step's id. */
  approve(caseNumber: string): Promise<string> {
    const until = performance.now() + this.#stage.looking.most_ms;
    return new Promise((done, failed) => {
      this.#waiting.push({ caseNumber, until, done, failed });
      if (!this.#isAtWork) void this.#work();
    });
  }

  close(): void {
    this.#browser.close();
  }

  /** Until nobody waits. */
  async #work(): Promise<void> {
    this.#isAtWork = true;
    let queue: Page | undefined;
    let isInVain = false;
    while (this.#waiting.length > 0) {
      let one = this.#waiting[0]!;
      try {
        await this.comeToWork();
        // A long queue has pages: whom the first does not show is searched for.
        queue ??= await openQueue(this.#browser, isInVain ? one.caseNumber : undefined);
        const onPage = queue;
        one = this.#waiting.find(({ caseNumber }) => stepInQueue(onPage, caseNumber)) ?? one;
        const path = stepInQueue(queue, one.caseNumber);
        if (path) {
          const { stepId, page } = await approveStep(this.#browser, path);
          queue = page;
          isInVain = false;
          this.#leave(one);
          one.done(stepId);
          continue;
        }
        if (performance.now() > one.until) throw new UnexpectedPage(`${one.caseNumber} in the queue`, queue);
        await wait(this.#stage.looking.every_ms);
        queue = undefined;
        isInVain = !isInVain;
      } catch (error) {
        queue = undefined;
        this.#leave(one);
        one.failed(error);
      }
    }
    this.#isAtWork = false;
  }

  #leave(one: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== one);
  }
}
