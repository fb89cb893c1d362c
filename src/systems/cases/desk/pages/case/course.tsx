import { type Bead, type BeadState, Thread, Timeline } from '../../../../../design/index.ts';
import { civilDate } from '../../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../../kernel/text.ts';
import type { OfficerView, StepStatus } from '../../../services.ts';
import { stepWords } from '../step-words.ts';
import { type CaseWords, texts } from './texts.ts';

const BEADS: Record<StepStatus, BeadState> = {
  waiting: 'waiting',
  open: 'current',
  supplement: 'stopped',
  approved: 'current',
  done: 'done',
  refused: 'refused',
  cancelled: 'refused',
};

type Steps = OfficerView['dossier']['steps'];

/** The agencies of the case as beads: whose turn it is, and what waits for it. */
export function Agencies({ steps, language }: { steps: Steps; language: Language }) {
  const words = texts[language];
  const shared = stepWords[language];
  const beads = steps.map((step): Bead => {
    const values = { agency: step.agencyName };
    const day = step.endedAt ? civilDate(new Date(step.endedAt)) : step.dueOn;
    const detail =
      step.status === 'waiting'
        ? fill(words.afterBirth, values)
        : step.status === 'done' && day
          ? fill(words.ended, { ...values, date: formatDate(day, language) })
          : step.status === 'open' && day
            ? fill(words.due, { ...values, date: formatDate(day, language) })
            : `${step.agencyName}, ${shared.status[step.status]}`;
    return { label: shared.kind[step.kind], detail, state: BEADS[step.status] };
  });
  return <Thread label={words.course} beads={beads} />;
}

interface CourseProps {
  timeline: OfficerView['dossier']['timeline'];
  language: Language;
  /** The sentence of a refusal's code. */
  sentence: (code: string) => string;
}

/** What has happened, newest first, with who did it and in which words. */
export function Course({ timeline, language, sentence }: CourseProps) {
  const words = texts[language];
  const shared = stepWords[language];
  const entries = timeline.toReversed().map(({ at, kind, stepKind, who, note }) => {
    const key = `event_${kind}` as keyof CaseWords;
    const text = typeof words[key] === 'string' ? words[key] : words.event_other;
    const isDate = kind === 'late' && note !== null;
    const title = isDate ? fill(text, { date: formatDate(note, language) }) : text;
    const said = isDate || note === null ? undefined : kind === 'returned' ? sentence(note) : note;
    return {
      when: formatInstant(at, language),
      dateTime: new Date(at).toISOString(),
      title: stepKind ? `${title}: ${shared.kind[stepKind]}` : title,
      detail: said ? `${who[language]}: ${said}` : who[language],
    };
  });
  return <Timeline label={words.timeline} entries={entries} />;
}
