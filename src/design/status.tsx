import type { ComponentChildren } from 'preact';
import { fill, formatDate } from '../kernel/text.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';

/** What a state means for the person who looks at it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

const TONE_ICONS: Record<Tone, IconName> = {
  neutral: 'circle',
  info: 'clock',
  success: 'check',
  warning: 'pause',
  danger: 'x',
};

/** Colours of our theme for each tone: information wears the brand's own. */
const TONE_COLOURS: Record<Tone, string> = {
  neutral: 'neutral',
  info: 'cham',
  success: 'success',
  warning: 'vang',
  danger: 'danger',
};

export interface StatusTagProps {
  tone: Tone;
  /** By default one for the tone, so that colour is never the only sign. */
  icon?: IconName;
  children: ComponentChildren;
}

/** A state in a word or two: "Bước 2 trên 3", "Đã xong". */
export function StatusTag({ tone, icon, children }: StatusTagProps) {
  return (
    <span class="ds-tag mc-tag" data-color={TONE_COLOURS[tone]}>
      <Icon name={icon ?? TONE_ICONS[tone]} size={16} />
      {children}
    </span>
  );
}

export interface DeadlineProps {
  /** The promised civil date, `YYYY-MM-DD`. */
  date: string;
  /** Working days from today to it; negative when it has passed. The `country` folder counts them. */
  days: number;
  /** `running` (default); `stopped` while a supplement is awaited; `finished` counts `days` on the day of finishing. */
  clock?: 'running' | 'stopped' | 'finished';
}

/** A deadline by words, shape and colour: circle in time, triangle soon, octagon late, two bars stopped, tick done. */
export function Deadline({ date, days, clock = 'running' }: DeadlineProps) {
  const { language, words } = useSurroundings();
  const shown: { look: string; icon: IconName; text: string } =
    clock === 'stopped'
      ? { look: 'stopped', icon: 'pause', text: words.clockStopped }
      : clock === 'finished'
        ? days >= 0
          ? { look: 'met', icon: 'circle-check', text: words.deadlineMet }
          : {
              look: 'late',
              icon: 'octagon-alert',
              text: days === -1 ? words.deadlineMissedOne : fill(words.deadlineMissed, { days: -days }),
            }
        : days < 0
          ? {
              look: 'late',
              icon: 'octagon-alert',
              text: days === -1 ? words.overdueOne : fill(words.overdue, { days: -days }),
            }
          : days <= 1
            ? { look: 'soon', icon: 'triangle-alert', text: days === 0 ? words.dueToday : words.dueTomorrow }
            : { look: 'running', icon: 'clock', text: fill(words.daysLeft, { days }) };
  return (
    <span class={`mc-deadline mc-deadline--${shown.look}`}>
      <Icon name={shown.icon} size={18} />
      <span>
        <time dateTime={date}>{fill(words.due, { date: formatDate(date, language) })}</time>
        {' · '}
        <span class="mc-deadline__words">{shown.text}</span>
      </span>
    </span>
  );
}

export interface NoticeProps {
  tone: 'info' | 'success' | 'warning' | 'danger';
  title?: string;
  headingLevel?: 2 | 3;
  /** Read out at once, e.g. after something was done. */
  live?: boolean;
  children?: ComponentChildren;
}

/** A message on the page: what has happened, what it means, what to do. */
export function Notice({ tone, title, headingLevel = 2, live, children }: NoticeProps) {
  const { words } = useSurroundings();
  const Heading = `h${headingLevel}` as 'h2' | 'h3';
  const kind = {
    info: words.noticeInfo,
    success: words.noticeSuccess,
    warning: words.noticeWarning,
    danger: words.noticeDanger,
  }[tone];
  return (
    <div
      class="ds-alert mc-notice"
      data-color={tone}
      role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}
    >
      {title ? (
        <Heading class="mc-notice__title">
          <span class="ds-sr-only">{kind} </span>
          {title}
        </Heading>
      ) : (
        <span class="ds-sr-only">{kind} </span>
      )}
      {children}
    </div>
  );
}

export interface ConfirmationProps {
  /** What has been done: "Đã nhận hồ sơ của bạn". */
  title: string;
  /** The number to keep, with its words. */
  number?: { label: string; value: string };
  children?: ComponentChildren;
}

/** The first thing after something important was done: that it was, its number, and what happens next. */
export function Confirmation({ title, number, children }: ConfirmationProps) {
  return (
    <section class="mc-confirmation" role="status">
      <span class="mc-confirmation__sign" aria-hidden="true">
        <Icon name="check" size={32} />
      </span>
      <h1 class="mc-confirmation__title">{title}</h1>
      {number && (
        <p class="mc-confirmation__number">
          {number.label} <strong>{number.value}</strong>
        </p>
      )}
      {children && <div class="mc-confirmation__more">{children}</div>}
    </section>
  );
}
