import {
  BackLink,
  type Bead,
  Button,
  Card,
  Confirmation,
  Disclosure,
  ErrorSummary,
  type FieldMessages,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  StatusTag,
  TextArea,
  Thread,
  Timeline,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../../kernel/text.ts';
import { ContentFacts } from '../../../forms/content-facts.tsx';
import {
  APPLICATION_STATUSES,
  type ApplicationStatus,
  type OwnApplication,
  isHouseholdMatter,
  matterTitle,
} from '../../actions.ts';
import { TONES, texts } from '../texts.ts';

interface ApplicationPage {
  language: Language;
  path: string;
  frame: Frame;
  application: OwnApplication;
  today: string;
  done: 'submitted' | undefined;
  messages: FieldMessages;
  may: { save: boolean; withdraw: boolean };
  idempotencyKey: string;
  addressOf(place: { addressLine: string; communeCode: string }): string;
}

/** Where an application stands, what it says, who has agreed, and what can be done with it now. */
export function applicationPage(props: ApplicationPage): string {
  const { language, path, frame, application, messages } = props;
  const words = texts[language];
  const title = matterTitle(application.matter)[language];
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame} refused={Object.keys(messages).length > 0}>
      <BackLink href="/my-enterprises/applications" label={words.back} />
      <PageTitle
        over={application.number ?? words.draftOf}
        title={title}
        {...(application.subjectName ? { lead: application.subjectName } : {})}
        aside={
          <StatusTag tone={TONES[application.status]}>{APPLICATION_STATUSES[application.status][language]}</StatusTag>
        }
      />
      {props.done === 'submitted' && (
        <Confirmation
          title={words.done}
          {...(application.number ? { number: { label: words.number, value: application.number } } : {})}
        >
          <p>{application.status === 'awaiting_consent' ? words.doneConsent : words.doneText}</p>
        </Confirmation>
      )}
      <ErrorSummary messages={messages} />
      <Outcome {...props} />
      <Thread label={words.course} beads={beadsOf(application, language)} />
      {application.asksYou.length > 0 && <Answering {...props} />}
      {application.content && (
        <Section title={words.content}>
          <Card>
            <ContentFacts
              content={application.content}
              language={language}
              masked={!application.isApplicant}
              addressOf={props.addressOf}
            />
          </Card>
        </Section>
      )}
      {application.consents.length > 0 && <Consents {...props} />}
      <History application={application} language={language} />
      {props.may.withdraw && (
        <Disclosure label={words.withdraw}>
          <p>{words.withdrawText}</p>
          <Form
            action={`/my-enterprises/applications/${application.id}/withdraw`}
            idempotencyKey={props.idempotencyKey}
            label={words.withdraw}
          >
            <Button look="secondary" danger>
              {words.withdraw}
            </Button>
          </Form>
        </Disclosure>
      )}
    </Page>,
  );
}

/** What came of it, or what the person must do now. */
function Outcome({ application, language, may }: ApplicationPage) {
  const words = texts[language];
  const { status, subject, matter } = application;
  const note = application.steps.findLast((step) => step.note !== null)?.note;
  if (status === 'accepted' && subject)
    return (
      <Notice tone="success" title={words.result}>
        <p>{words.resultText}</p>
        {!isHouseholdMatter(matter) && (
          <p class="mc-buttons">
            <LinkButton href={`/my-enterprises/${subject}/certificate`} icon="download">
              {words.certificate}
            </LinkButton>
            <LinkButton href={`/enterprises/${subject}`} look="secondary">
              {words.see}
            </LinkButton>
          </p>
        )}
      </Notice>
    );
  if (status === 'refused')
    return (
      <Notice tone="danger" title={words.refusedTitle}>
        <p>{note}</p>
      </Notice>
    );
  if (!may.save) return null;
  const isDraft = status === 'draft';
  return (
    <Notice
      tone={isDraft ? 'info' : 'warning'}
      title={isDraft ? words.draftOf : status === 'supplement' ? words.asksFor : words.declinedBy}
    >
      {!isDraft && <p>{note}</p>}
      <LinkButton href={`/my-enterprises/applications/${application.id}/edit`} icon="arrow-right">
        {isDraft ? words.goOnDraft : words.goOn}
      </LinkButton>
    </Notice>
  );
}

const STOPPED: readonly ApplicationStatus[] = ['withdrawn', 'lapsed'];

function beadsOf({ status, consents, dueOn }: OwnApplication, language: Language): Bead[] {
  const words = texts[language];
  const withApplicant = ['draft', 'declined', 'supplement'].includes(status);
  const isOver = status === 'accepted' || status === 'refused';
  const end = STOPPED.includes(status) ? 'stopped' : 'waiting';
  return [
    { label: words.stepForm, state: withApplicant ? 'current' : 'done' },
    ...(consents.length > 0
      ? [
          {
            label: words.stepConsent,
            state:
              status === 'awaiting_consent'
                ? ('current' as const)
                : status === 'submitted' || isOver
                  ? ('done' as const)
                  : ('waiting' as const),
          },
        ]
      : []),
    {
      label: words.stepOffice,
      ...(dueOn ? { detail: fill(words.dueOn, { date: formatDate(dueOn, language) }) } : {}),
      state: status === 'submitted' ? 'current' : isOver ? 'done' : end,
    },
    { label: words.stepDone, state: status === 'accepted' ? 'done' : status === 'refused' ? 'refused' : end },
  ];
}

function Answering({ application, language, idempotencyKey, messages }: ApplicationPage) {
  const words = texts[language];
  return (
    <Card title={words.answer} icon="heart-handshake">
      <p>{fill(words.answerLead, { name: application.applicantName })}</p>
      <Form
        action={`/my-enterprises/applications/${application.id}/answer`}
        idempotencyKey={idempotencyKey}
        messages={messages}
      >
        <input type="hidden" name="submission" value={String(application.submission)} />
        <RadioGroup
          name="agrees"
          label={words.answer}
          choices={[
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ]}
        />
        <TextArea name="note" label={words.reason} optional rows={3} maxlength={2_000} />
        <Button icon="send">{words.send}</Button>
      </Form>
    </Card>
  );
}

function Consents({ application, language }: ApplicationPage) {
  const words = texts[language];
  return (
    <Section title={words.consents}>
      <ul>
        {application.consents.map(({ party, partyName, agrees }) => (
          <li key={party}>
            {partyName}{' '}
            <StatusTag tone={agrees === null ? 'info' : agrees ? 'success' : 'warning'}>
              {agrees === null ? words.waiting : agrees ? words.agreed : words.disagreed}
            </StatusTag>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function History({ application, language }: { application: OwnApplication; language: Language }) {
  const words = texts[language];
  if (application.steps.length === 0) return null;
  const entries = application.steps.map(({ move, doneBy, doneAt, note }) => ({
    when: formatInstant(doneAt, language),
    dateTime: doneAt,
    title: words.moves[move],
    detail: (
      <>
        <p>{doneBy.name}</p>
        {note && <p>{note}</p>}
      </>
    ),
  }));
  return (
    <Section title={words.history}>
      <Timeline label={words.history} entries={entries.toReversed()} />
    </Section>
  );
}
