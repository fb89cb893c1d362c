import type { ComponentChildren } from 'preact';
import { BackLink } from './headings.tsx';
import { useSurroundings } from './surroundings.ts';

export interface QueueItemProps {
  href: string;
  /** Whom it concerns: the applicant. */
  title: string;
  /** The dossier number. */
  number: string;
  /** The procedure and the step. */
  detail: string;
  /** `Deadline`, and a tag when there is something to say. */
  children?: ComponentChildren;
  current?: boolean;
}

/** One case in the officer's queue. Stands inside `Queue`. */
export function QueueItem({ href, title, number, detail, children, current }: QueueItemProps) {
  return (
    <li class="mc-queue__item">
      <a class="mc-queue__link" href={href} aria-current={current ? 'true' : undefined}>
        <span class="mc-queue__title">{title}</span>
        <span class="mc-queue__number">{number}</span>
        <span class="mc-queue__detail">{detail}</span>
        {children && <span class="mc-queue__end">{children}</span>}
      </a>
    </li>
  );
}

/** The officer's cases, in the order to take them. */
export function Queue({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ol class="mc-queue" aria-label={label}>
      {children}
    </ol>
  );
}

export interface TwoPaneProps {
  /** Name of the left pane for screen readers. */
  queueLabel: string;
  /** Filters, tabs and the queue. */
  queue: ComponentChildren;
  /** The address of the queue alone: on a phone an open case leads back there. */
  queueHref: string;
  /** The chosen case; without one the queue stands alone on a phone. */
  children?: ComponentChildren;
  /** What stands in the right pane while nothing is chosen. */
  nothingChosen?: ComponentChildren;
}

/** The desk: the queue at the left, the case at the right, each scrolling by itself; one at a time on a phone. */
export function TwoPane({ queueLabel, queue, queueHref, children, nothingChosen }: TwoPaneProps) {
  const { words } = useSurroundings();
  return (
    <div class={children ? 'mc-panes mc-panes--chosen' : 'mc-panes'}>
      <section class="mc-panes__queue" aria-label={queueLabel}>
        {queue}
      </section>
      <div class="mc-panes__case">
        {children ? (
          <>
            <div class="mc-panes__back">
              <BackLink href={queueHref} label={words.backToQueue} />
            </div>
            {children}
          </>
        ) : (
          nothingChosen
        )}
      </div>
    </div>
  );
}

/** What the officer decides, always in sight at the foot of the case: buttons and links. */
export function Decision({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <section class="mc-decision" aria-label={label}>
      {children}
    </section>
  );
}
