import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

/** First letters of the first and the last word of a name: `Nguyễn Thị Hoa` gives `NH`. */
export function initialsOf(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  const last = words.length > 1 ? words[words.length - 1]! : '';
  return ([...first][0] ?? '').toUpperCase() + ([...last][0] ?? '').toUpperCase();
}

/** The last word of a Vietnamese name: what people are called by. */
export function givenName(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? '';
}

export interface PersonRowProps {
  name: string;
  /** What tells them apart: post, year of birth, place. */
  detail?: string;
  initials?: string;
  href?: string;
  /** A tag, a seal or a button at the end of the row. */
  children?: ComponentChildren;
}

/** One person in a list of people. */
export function PersonRow({ name, detail, initials, href, children }: PersonRowProps) {
  return (
    <div class="mc-person">
      <span class="mc-avatar" aria-hidden="true">
        {initials ?? initialsOf(name)}
      </span>
      <span class="mc-person__who">
        {href ? (
          <a class="ds-link mc-person__name" href={href}>
            {name}
          </a>
        ) : (
          <span class="mc-person__name">{name}</span>
        )}
        {detail && <span class="mc-person__detail">{detail}</span>}
      </span>
      {children && <span class="mc-person__end">{children}</span>}
    </div>
  );
}

export interface PersonButtonProps {
  /** Name and value that the form sends for this person. */
  field: string;
  value: string;
  name: string;
  detail?: string;
}

/** A person to choose by pressing: a whole row that sends its form, e.g. whom to sign in as in a demonstration. */
export function PersonButton({ field, value, name, detail }: PersonButtonProps) {
  return (
    <button class="ds-button mc-person-button" data-variant="secondary" type="submit" name={field} value={value}>
      <span class="mc-avatar" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <span class="mc-person__who">
        <span class="mc-person__name">{name}</span>
        {detail && <span class="mc-person__detail">{detail}</span>}
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}
