import { type Bead, Thread } from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../kernel/text.ts';
import type { DossierView } from '../../actions.ts';
import { beadState } from '../facts/step-state.ts';
import { texts } from './texts.ts';

const ICONS = { birth: 'stamp', residence: 'house', insurance: 'heart-pulse' } as const;

/** The thread of a case: the person's own part, the consent where it is needed, and the agencies with their dates. */
export function DossierCourse({ language, dossier }: { language: Language; dossier: DossierView }) {
  const words = texts[language];
  const submit: Bead = {
    label: words.bead_submit,
    state:
      dossier.submittedAt && dossier.status !== 'draft' ? 'done' : dossier.status === 'draft' ? 'current' : 'waiting',
    ...(dossier.submittedAt ? { detail: formatInstant(dossier.submittedAt, language) } : {}),
  };
  const kinds = ['birth', 'residence', 'insurance'] as const;
  const beads = [
    submit,
    ...consentBead(language, dossier),
    ...kinds.map((kind) => agencyBead(language, dossier, kind)),
  ];
  return <Thread label={words.course} beads={beads} />;
}

function consentBead(language: Language, dossier: DossierView): Bead[] {
  const { consent } = dossier;
  if (consent.way !== 'online') return [];
  const states = {
    not_needed: 'done',
    needed: 'waiting',
    asked: 'current',
    given: 'done',
    declined: 'refused',
  } as const;
  const label = fill(texts[language].bead_consent, { name: consent.askedOf ?? '' });
  return [{ label, state: states[consent.state], icon: 'heart-handshake' }];
}

function agencyBead(language: Language, dossier: DossierView, kind: keyof typeof ICONS): Bead {
  const words = texts[language];
  const label = words[`bead_${kind}`];
  const step = dossier.steps.find((each) => each.kind === kind);
  if (!step) {
    const isOff = dossier.status === 'withdrawn' || dossier.status === 'refused';
    return { label, icon: ICONS[kind], ...(isOff ? { detail: words.cancelled } : { state: 'waiting' }) };
  }
  const state = beadState(step.status);
  const values = { agency: step.agencyName };
  const detail =
    step.status === 'cancelled'
      ? words.cancelled
      : step.endedAt
        ? fill(words.finished, { ...values, date: formatDate(civilDate(new Date(step.endedAt)), language) })
        : step.dueOn
          ? fill(words.due, { ...values, date: formatDate(step.dueOn, language) })
          : step.agencyName;
  return { label, icon: ICONS[kind], detail, ...(state ? { state } : {}) };
}
