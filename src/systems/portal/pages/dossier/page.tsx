import {
  BackLink,
  Button,
  Buttons,
  Card,
  Columns,
  Confirmation,
  ErrorSummary,
  Fact,
  FactList,
  FileField,
  Form,
  Grid,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  TextArea,
  Timeline,
  type Tone,
  renderPage,
} from '../../../../design/index.ts';
import { civilDate, today } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant, formatTimeOfDay } from '../../../../kernel/text.ts';
import type { DossierStatus, DossierView } from '../../actions.ts';
import type { PageView, Refused } from '../../frame.ts';
import { ChildFacts } from '../facts/child-facts.tsx';
import { BirthFacts, MarriageFacts, ParentFacts } from '../facts/facts.tsx';
import { texts as factTexts } from '../facts/texts.ts';
import { ResultCard } from '../documents/result-card.tsx';
import { DossierCourse } from './course.tsx';
import { type EventText, texts } from './texts.ts';

interface DossierPageProps extends PageView {
  dossier: DossierView;
  /** It was submitted just now: that is said first. */
  wasSubmitted: boolean;
  /** Where a draft goes on. */
  goOnHref: string;
  idempotencyKey: string;
  paperMost_bytes: number;
  /** The sentence of the rule that refused, when a rule did. */
  ruleSentence: string | undefined;
  refused?: Refused;
}

const TONES: Record<DossierStatus, Tone> = {
  draft: 'neutral',
  awaiting_consent: 'info',
  in_progress: 'info',
  supplement: 'warning',
  done: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
};

/** Where a dossier is: what is asked of the person first, then its way through the agencies, its results and its past. */
export function dossierPage(props: DossierPageProps): string {
  const { language, dossier, refused } = props;
  const words = texts[language];
  const name = dossier.answers.child?.fullName;
  const title = name ? fill(words.named, { name }) : words.unnamed;
  // The law of the day on which it was submitted.
  const onDay = dossier.submittedAt ? `?on=${civilDate(new Date(dossier.submittedAt))}` : '';
  return renderPage(
    <Page {...props} title={title} refused={refused !== undefined}>
      <BackLink href="/dossiers" label={words.back} />
      {props.wasSubmitted && dossier.number ? (
        <Confirmation title={words.submitted} number={{ label: words.submittedNumber, value: dossier.number }}>
          <p>{afterSubmission(dossier, language)}</p>
        </Confirmation>
      ) : (
        <PageTitle
          over={words.over}
          title={title}
          aside={<StatusTag tone={TONES[dossier.status]}>{words[`status_${dossier.status}`]}</StatusTag>}
        />
      )}
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={refused.messages} />}
      <WhatNow {...props} />
      <Section title={words.course}>
        <DossierCourse language={language} dossier={dossier} />
        <Head language={language} dossier={dossier} />
        <Buttons>
          <LinkButton href={`/entitlements/civil-status.birth-time-limit${onDay}`} look="tertiary" icon="circle-help">
            {words.whyDate}
          </LinkButton>
          <LinkButton href={`/entitlements/civil-status.birth-fee${onDay}`} look="tertiary" icon="circle-help">
            {words.whyFee}
          </LinkButton>
        </Buttons>
      </Section>
      <Columns ratio="wide-first">
        <div>
          {dossier.results.length > 0 && (
            <Section title={words.results} more={{ href: '/documents', label: words.resultsMore }}>
              <Grid>
                {dossier.results.map((result) => (
                  <ResultCard key={result.id} language={language} result={result} />
                ))}
              </Grid>
            </Section>
          )}
          {dossier.timeline.length > 0 && <Past language={language} dossier={dossier} />}
          {dossier.may.withdraw && (
            <Buttons>
              <LinkButton href={`/dossiers/${dossier.id}/withdraw`} look="tertiary" icon="undo-2">
                {words.withdraw}
              </LinkButton>
            </Buttons>
          )}
        </div>
        <div>
          <Content language={language} dossier={dossier} />
        </div>
      </Columns>
    </Page>,
  );
}

function afterSubmission(dossier: DossierView, language: Language): string {
  const words = texts[language];
  if (dossier.status === 'awaiting_consent')
    return fill(words.submittedConsent, { name: dossier.consent.askedOf ?? '' });
  return dossier.promisedOn ? fill(words.submittedNext, { date: formatDate(dossier.promisedOn, language) }) : '';
}

/** What the state of the dossier asks of the person, or tells them. */
function WhatNow(props: DossierPageProps) {
  const { language, dossier } = props;
  const words = texts[language];
  const other = dossier.consent.askedOf ?? '';
  if (dossier.may.answerConsent) {
    return (
      <Notice tone="info" title={words.consentMine}>
        <p>{fill(words.consentMineLead, { name: dossier.applicantName })}</p>
        <LinkButton href={`/dossiers/${dossier.id}/consent`}>{words.consentMineGo}</LinkButton>
      </Notice>
    );
  }
  switch (dossier.status) {
    case 'draft':
      return dossier.may.edit ? (
        <Notice tone="info" title={words.draftTitle}>
          <p>{words.draftLead}</p>
          <LinkButton href={props.goOnHref}>{words.goOn}</LinkButton>
        </Notice>
      ) : null;
    case 'awaiting_consent':
      return (
        <Notice tone="info" title={fill(words.consentTitle, { name: other })}>
          <p>{words.consentLead}</p>
        </Notice>
      );
    case 'supplement':
      return <Supplement {...props} />;
    case 'refused':
      return <Refusal {...props} />;
    case 'withdrawn':
      return (
        <Notice tone="info" title={words.withdrawnTitle}>
          <p>{words.withdrawnLead}</p>
          <LinkButton href="/births" look="secondary">
            {words.again}
          </LinkButton>
        </Notice>
      );
    default:
      return null;
  }
}

function Supplement(props: DossierPageProps) {
  const { language, dossier, refused } = props;
  const words = texts[language];
  const step = dossier.steps.find(({ status }) => status === 'supplement');
  return (
    <Card title={words.supplementTitle} icon="hand" tone="tinted">
      <p>{fill(words.supplementLead, { agency: step?.agencyName ?? '' })}</p>
      {step?.note && (
        <FactList>
          <Fact label={words.supplementNote} value={step.note} />
        </FactList>
      )}
      {dossier.may.answerSupplement && (
        <Form
          action={`/dossiers/${dossier.id}/supplement`}
          files
          idempotencyKey={props.idempotencyKey}
          values={refused?.values ?? {}}
          messages={refused?.messages ?? {}}
        >
          <TextArea
            name="note"
            label={words.supplementAnswer}
            hint={words.supplementAnswerHint}
            rows={5}
            maxlength={2000}
          />
          <FileField
            name="papers"
            label={words.supplementPapers}
            optional
            multiple
            accept="application/pdf,image/jpeg,image/png"
            kinds="PDF, JPEG, PNG"
            most_bytes={props.paperMost_bytes}
          />
          <Buttons>
            <Button icon="send">{words.supplementSend}</Button>
          </Buttons>
        </Form>
      )}
    </Card>
  );
}

function Refusal({ language, dossier, ruleSentence }: DossierPageProps) {
  const words = texts[language];
  const step = dossier.steps.find(({ status }) => status === 'refused');
  return (
    <Notice tone="danger" title={words.refusedTitle}>
      {step?.note && (
        <>
          <p>{fill(words.refusedBy, { agency: step.agencyName })}</p>
          <blockquote>{step.note}</blockquote>
        </>
      )}
      {ruleSentence && (
        <p>
          {words.refusedRule} {ruleSentence}
        </p>
      )}
      <p>{words.refusedDo}</p>
      <LinkButton href="/births" look="secondary">
        {words.again}
      </LinkButton>
    </Notice>
  );
}

interface PartProps {
  language: Language;
  dossier: DossierView;
}

function Head({ language, dossier }: PartProps) {
  const words = texts[language];
  const pairs = [
    dossier.number
      ? { label: words.number, value: dossier.number }
      : { label: words.reference, value: dossier.reference },
    ...(dossier.submittedAt ? [{ label: words.submittedAt, value: formatInstant(dossier.submittedAt, language) }] : []),
    ...(dossier.promisedOn ? [{ label: words.promised, value: formatDate(dossier.promisedOn, language) }] : []),
    ...(dossier.childNumber ? [{ label: words.childNumber, value: dossier.childNumber }] : []),
  ];
  return <KeyValue pairs={pairs} />;
}

function Past({ language, dossier }: PartProps) {
  const words = texts[language];
  const newestFirst = dossier.timeline.toSorted((one, other) => other.at.localeCompare(one.at));
  const entries = newestFirst.map((entry) => {
    const key = `event_${entry.kind}` as EventText;
    const step = entry.stepKind ? words[`bead_${entry.stepKind}`] : words.unnamed;
    const day = civilDate(new Date(entry.at));
    return {
      when: day === today() ? formatTimeOfDay(entry.at) : formatDate(day, language),
      dateTime: entry.at,
      title: fill(words[key] ?? words.event_other, { step }),
      detail: (
        <>
          <span>{entry.who[language]}</span>
          {entry.note && <p>{noteText(entry.note, language)}</p>}
        </>
      ),
    };
  });
  return (
    <Section title={words.timeline}>
      <Timeline label={words.timeline} entries={entries} />
    </Section>
  );
}

/** The note of an event: somebody's words, or the new date when an agency is late. */
const noteText = (note: string, language: Language): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(note) ? fill(texts[language].newDate, { date: formatDate(note, language) }) : note;

function Content({ language, dossier }: PartProps) {
  const words = texts[language];
  const name = dossier.answers.child?.fullName;
  return (
    <Section title={words.details}>
      <Card>
        <FactList title={factTexts[language].child}>
          {name && <Fact label={factTexts[language].childName} value={name} />}
          <ChildFacts language={language} dossier={dossier} canChange={false} />
        </FactList>
        <BirthFacts language={language} dossier={dossier} />
        <ParentFacts language={language} dossier={dossier} side="mother" />
        <ParentFacts language={language} dossier={dossier} side="father" />
        <MarriageFacts language={language} dossier={dossier} />
      </Card>
    </Section>
  );
}
