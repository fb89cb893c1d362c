import { type Frame, StatusTag, type Tone } from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { type EditionState, STATES } from '../../edition/choices.ts';
import type { EditionHead } from '../../edition/actions.ts';
import { texts } from './texts.ts';

/** What every page of this desk is given. */
export interface DeskView {
  language: Language;
  path: string;
  frame: Frame;
}

const TONES: Record<EditionState, Tone> = {
  draft: 'info',
  proposed: 'warning',
  adopted: 'success',
  withdrawn: 'neutral',
};

/** The state of an edition. */
export function StateTag({ state, language }: { state: EditionState; language: Language }) {
  return <StatusTag tone={TONES[state]}>{STATES[state][language]}</StatusTag>;
}

/** When an edition is law; for one that is not adopted, from when it is to be. */
export function inForceText({ inForce, wantedFrom }: EditionHead, language: Language): string {
  const words = texts[language];
  if (!inForce) return wantedFrom ? fill(words.from, { date: formatDate(wantedFrom, language) }) : '–';
  const date = formatDate(inForce.from, language);
  return inForce.until
    ? fill(words.fromUntil, { date, until: formatDate(inForce.until, language) })
    : fill(words.from, { date });
}
