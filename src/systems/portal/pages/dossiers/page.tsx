import {
  Card,
  CaseSummary,
  EmptyState,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  type Step,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import type { ListedDossier } from '../../actions.ts';
import type { PageView } from '../../frame.ts';
import { beadState } from '../facts/step-state.ts';
import { texts } from './texts.ts';

const OVER: readonly string[] = ['done', 'refused', 'withdrawn'];

/** The person's dossiers: first what waits for their answer, then what runs, then what is over. */
export function dossiersPage(props: PageView & { dossiers: readonly ListedDossier[]; wasSaved: boolean }): string {
  const { language, dossiers } = props;
  const words = texts[language];
  const asked = dossiers.filter(({ needsConsent }) => needsConsent);
  const running = dossiers.filter(({ needsConsent, status }) => !needsConsent && !OVER.includes(status));
  const over = dossiers.filter(({ needsConsent, status }) => !needsConsent && OVER.includes(status));
  const group = (title: string, list: ListedDossier[]) =>
    list.length > 0 && (
      <Card title={title}>
        {list.map((dossier) => (
          <Summary key={dossier.id} dossier={dossier} language={language} />
        ))}
      </Card>
    );
  return renderPage(
    <Page {...props} title={words.title} width="narrow">
      <PageTitle title={words.title} lead={words.lead} />
      {props.wasSaved && <Notice tone="success" live title={words.saved} />}
      {dossiers.length === 0 && (
        <EmptyState icon="folder-open" title={words.none}>
          <p>{words.noneLead}</p>
          <LinkButton href="/births" icon="baby">
            {words.begin}
          </LinkButton>
        </EmptyState>
      )}
      {group(words.consentAsked, asked)}
      {group(words.mine, running)}
      {group(words.finished, over)}
    </Page>,
  );
}

function Summary({ dossier, language }: { dossier: ListedDossier; language: Language }) {
  const words = texts[language];
  const title = dossier.childName
    ? fill(words.named, { name: dossier.childName })
    : fill(words.unnamed, { date: formatDate(dossier.bornOn, language) });
  return (
    <CaseSummary
      title={title}
      href={dossier.needsConsent ? `/dossiers/${dossier.id}/consent` : `/dossiers/${dossier.id}`}
      detail={detailOf(dossier, language)}
      steps={stepsOf(dossier, language)}
    />
  );
}

function detailOf(dossier: ListedDossier, language: Language): string {
  const words = texts[language];
  const number = dossier.number ? ` · ${dossier.number}` : '';
  if (dossier.needsConsent) return words.awaiting_mine + number;
  if (dossier.status !== 'in_progress') return words[dossier.status] + number;
  const current = dossier.steps.find(({ status }) => status === 'open' || status === 'approved');
  if (!current?.dueOn) return words.in_progress_plain + number;
  const values = { agency: current.agencyName, date: formatDate(current.dueOn, language) };
  return fill(words.in_progress, values) + number;
}

/** The bar of a dossier: the form, the consent while it is awaited, then the three agencies. */
function stepsOf(dossier: ListedDossier, language: Language): Step[] {
  const words = texts[language];
  const isOver = dossier.status === 'withdrawn' || dossier.status === 'refused';
  const form: Step = { label: words.step_form, state: dossier.status === 'draft' ? 'current' : 'done' };
  const consent: Step[] =
    dossier.status === 'awaiting_consent' ? [{ label: words.step_consent, state: 'current' }] : [];
  const kinds = ['birth', 'residence', 'insurance'] as const;
  const agencies = kinds.map((kind): Step => {
    const status = dossier.steps.find((step) => step.kind === kind)?.status;
    const state = status ? (beadState(status) ?? 'stopped') : isOver ? 'stopped' : 'waiting';
    return { label: words[`step_${kind}`], state };
  });
  return [form, ...consent, ...agencies];
}
