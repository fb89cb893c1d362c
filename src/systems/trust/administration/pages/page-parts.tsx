import { type Frame, LinkButton, Notice, StatusTag, type Tone } from '../../../../design/index.ts';
import { type Bilingual, type Language, fill, formatInstant } from '../../../../kernel/text.ts';
import type { Alarm } from '../alarms/actions.ts';
import type { Standing } from '../certificates/actions.ts';
import type { RequestState } from '../requests/rules.ts';
import { ALARM_WORDS } from './alarm-texts.ts';
import { PROFILE_WORDS, REQUEST_STATE_WORDS, STANDING_WORDS, texts } from './texts.ts';

export const HERE = '/desk/certificates';

/** What every page of this desk is given. */
export interface DeskView {
  language: Language;
  path: string;
  frame: Frame;
}

/** What a kind of certificate is called; one without words shows its own name. */
export function profileText(profile: string, language: Language): string {
  const [kind = '', generation] = profile.split('.');
  const words = PROFILE_WORDS[kind]?.[language] ?? kind;
  return generation === undefined ? words : `${words} (${generation})`;
}

/** Whom a certificate names; a person is not named here. */
export const holderText = (holder: string, language: Language): string => holder || texts[language].person;

const STANDING_TONES: Readonly<Record<Standing, Tone>> = {
  good: 'success',
  ending: 'warning',
  suspended: 'warning',
  revoked: 'danger',
  ended: 'neutral',
};

/** What a certificate is worth. */
export function StandingTag({ standing, language }: { standing: Standing; language: Language }) {
  return (
    <StatusTag tone={STANDING_TONES[standing]} {...(standing === 'ending' ? { icon: 'clock' as const } : {})}>
      {STANDING_WORDS[standing][language]}
    </StatusTag>
  );
}

const REQUEST_TONES: Readonly<Record<RequestState, Tone>> = {
  asked: 'warning',
  approved: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
  lapsed: 'neutral',
};

/** What became of a request. */
export function RequestTag({ state, language }: { state: RequestState; language: Language }) {
  return <StatusTag tone={REQUEST_TONES[state]}>{REQUEST_STATE_WORDS[state][language]}</StatusTag>;
}

/** A serial number in groups of four, so that it can be read aloud and breaks on a phone. */
export const serialText = (serial: string): string => serial.replace(/(.{4})(?=.)/g, '$1 ');

/** An alarm in words: what it is, about what, and what to do. */
export function alarmText(alarm: Alarm, language: Language): { title: string; detail: string; next: string } {
  const words = ALARM_WORDS[alarm.kind];
  const { profile, holder, ...details } = alarm.details;
  const values = {
    ...details,
    ...(typeof profile === 'string' ? { profile: profileText(profile, language) } : {}),
    ...(typeof holder === 'string' ? { holder: holderText(holder, language) } : {}),
    subject: profileText(alarm.subject, language),
  };
  const inWords = (text: Bilingual): string => fill(text[language], values);
  return { title: inWords(words.title), detail: inWords(words.detail), next: inWords(words.next) };
}

/** The alarms that are raised, above a page that is about something else. */
export function AlarmNotice({ raised, language }: { raised: readonly Alarm[]; language: Language }) {
  const words = texts[language];
  if (raised.length === 0) return null;
  return (
    <Notice tone="danger" title={words.alarms}>
      <ul>
        {raised.map((alarm) => {
          const { title, detail } = alarmText(alarm, language);
          return (
            <li key={alarm.id}>
              {title}: {detail} ({fill(words.since, { at: formatInstant(alarm.raisedAt, language) })})
            </li>
          );
        })}
      </ul>
      <p>
        <a class="ds-link" href={`${HERE}/state`}>
          {words.toState}
        </a>
      </p>
    </Notice>
  );
}

/** How many requests wait, with the way there. */
export function WaitingNotice({ open, language }: { open: number; language: Language }) {
  const words = texts[language];
  if (open === 0) return null;
  return (
    <Notice tone="warning" title={open === 1 ? words.waitingOne : fill(words.waiting, { count: open })}>
      <LinkButton look="secondary" href={`${HERE}/requests`}>
        {words.toRequests}
      </LinkButton>
    </Notice>
  );
}
