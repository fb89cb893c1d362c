import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';

/** Where a bead of the thread is: behind, here, ahead, paused, or refused. */
export type BeadState = 'done' | 'current' | 'waiting' | 'stopped' | 'refused';

export interface Bead {
  label: string;
  /** A line below: "3 procedures", "Police of the ward, due 25 November". */
  detail?: string;
  href?: string;
  /** Without a state a bead is only a place to go, as on the home page. */
  state?: BeadState;
  icon?: IconName;
  /** Draws the eye without being a state, e.g. the event most people come for. */
  featured?: boolean;
}

export interface ThreadProps {
  /** What the thread is, for screen readers: "The course of a life", "Steps of the form". */
  label: string;
  beads: readonly Bead[];
  /** `life` waves and is large; `course` is calm: steps of a form, agencies of a case. */
  look?: 'life' | 'course';
  /** By default across where there is room and down where there is not; `down` stays down. */
  direction?: 'auto' | 'down';
}

const STATE_ICONS: Record<BeadState, IconName | undefined> = {
  done: 'check',
  current: undefined,
  waiting: undefined,
  stopped: 'pause',
  refused: 'x',
};

/**
 * The piece of thread from one bead to the next, across or down. Its ends are level, so that neighbouring pieces meet
 * without a corner, whatever the room between the beads.
 */
function Strand({ ahead, rising, wave }: { ahead: boolean; rising: boolean; wave: boolean }) {
  const rise = wave ? (rising ? 'M0 14C50 14 50 2 100 2' : 'M0 2C50 2 50 14 100 14') : 'M0 8H100';
  const fall = wave ? (rising ? 'M2 0C2 50 14 50 14 100' : 'M14 0C14 50 2 50 2 100') : 'M8 0V100';
  const look = ahead ? 'mc-strand mc-strand--ahead' : 'mc-strand';
  return (
    <>
      <svg class={`${look} mc-strand--across`} viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
        <path d={rise} vector-effect="non-scaling-stroke" />
      </svg>
      <svg class={`${look} mc-strand--down`} viewBox="0 0 16 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={fall} vector-effect="non-scaling-stroke" />
      </svg>
    </>
  );
}

/**
 * *Dòng đời*, the course of a life: a gold line on which events are beads. The same part shows the life events of the
 * home page, the steps of a form, and the agencies through which a case runs. Across on a wide screen, down on a phone;
 * what lies ahead is drawn fainter. States are told by colour, by shape and by word.
 */
export function Thread({ label, beads, look = 'course', direction = 'auto' }: ThreadProps) {
  const { words } = useSurroundings();
  const stateWords: Record<BeadState, string> = {
    done: words.stateDone,
    current: words.stateCurrent,
    waiting: words.stateWaiting,
    stopped: words.stateStopped,
    refused: words.stateRefused,
  };
  const size = beads.length > 5 ? 'many' : 'few';
  return (
    <div class={`mc-thread mc-thread--${look} mc-thread--${direction} mc-thread--${size}`}>
      <ol class="mc-thread__beads" aria-label={label}>
        {beads.map((bead, index) => {
          const state = bead.state;
          const icon = (state && STATE_ICONS[state]) ?? bead.icon;
          const next = beads[index + 1];
          const ahead = next?.state === 'waiting' || state === 'refused' || state === 'stopped';
          return (
            <li
              class={`mc-bead mc-bead--${state ?? 'open'}${bead.featured ? ' mc-bead--featured' : ''}`}
              aria-current={state === 'current' ? 'step' : undefined}
              key={bead.label}
            >
              {next && <Strand ahead={ahead} rising={index % 2 === 0} wave={look === 'life'} />}
              <span class="mc-bead__round" aria-hidden="true">
                {icon ? <Icon name={icon} size={look === 'life' ? 24 : 20} /> : index + 1}
              </span>
              <span class="mc-bead__words">
                {bead.href ? (
                  <a class="mc-bead__label" href={bead.href}>
                    {bead.label}
                  </a>
                ) : (
                  <span class="mc-bead__label">{bead.label}</span>
                )}
                {state && <span class="mc-bead__state">{stateWords[state]}</span>}
                {bead.detail && <span class="mc-bead__detail">{bead.detail}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
