import {
  Breadcrumbs,
  Button,
  Card,
  Checkbox,
  Deadline,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  LinkButton,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  StatusTag,
  TextArea,
  Timeline,
  renderPage,
} from '../../../../../design/index.ts';
import { workingDaysBetween } from '../../../../../country/index.ts';
import { fill, formatInstant } from '../../../../../kernel/text.ts';
import { texts as applyingTexts, TONES } from '../../../applying/pages/texts.ts';
import { ContentFacts } from '../../../forms/content-facts.tsx';
import type { DeskPage } from '../../pages/page-parts.tsx';
import { texts as deskTexts } from '../../pages/texts.ts';
import { APPLICATION_STATUSES, type OfficeApplication, isHouseholdMatter, matterTitle } from '../actions.ts';
import { texts } from './texts.ts';

interface OfficeApplicationPage extends DeskPage {
  application: OfficeApplication;
  today: string;
  messages: FieldMessages;
  values: FieldValues;
  idempotencyKey: string;
  addressOf(place: { addressLine: string; communeCode: string }): string;
}

/** An online application as the officer reads and decides it. */
export function officeApplicationPage(props: OfficeApplicationPage): string {
  const { language, path, frame, application, messages, today } = props;
  const words = texts[language];
  const title = matterTitle(application.matter)[language];
  const { status, dueOn, number, subject, matter } = application;
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame} refused={Object.keys(messages).length > 0}>
      <Breadcrumbs
        crumbs={[
          { label: words.title, href: '/desk/applications' },
          { label: number ?? title, href: `/desk/applications/${application.id}` },
        ]}
      />
      <PageTitle
        over={`${number} · ${application.applicantName}`}
        title={title}
        {...(application.subjectName ? { lead: application.subjectName } : {})}
        aside={<StatusTag tone={TONES[status]}>{APPLICATION_STATUSES[status][language]}</StatusTag>}
      />
      {dueOn && <Deadline date={dueOn} days={workingDaysBetween(today, dueOn)} />}
      <ErrorSummary messages={messages} {...(messages.content ? { title: words.contentWrong } : {})} />
      {subject && !isHouseholdMatter(matter) && (
        <p>
          <LinkButton href={`/desk/enterprises/${subject}`} look="secondary">
            {words.seeFile}
          </LinkButton>
        </p>
      )}
      <Section title={words.content} lead={fill(words.first, { count: application.submission })}>
        <div id="content">
          <Card>
            {application.content && (
              <ContentFacts content={application.content} language={language} addressOf={props.addressOf} />
            )}
          </Card>
        </div>
      </Section>
      {application.consents.length > 0 && (
        <Section title={words.consents}>
          <ul>
            {application.consents.map(({ party, partyName, agrees }) => (
              <li key={party}>
                {partyName} · {party}{' '}
                <StatusTag tone={agrees === null ? 'info' : agrees ? 'success' : 'warning'}>
                  {agrees === null ? words.noAnswer : agrees ? words.agreed : words.disagreed}
                </StatusTag>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {status === 'submitted' && <Deciding {...props} />}
      <Section title={words.history}>
        <Timeline
          label={words.history}
          entries={application.steps
            .map(({ move, doneBy, doneAt, note }) => ({
              when: formatInstant(doneAt, language),
              dateTime: doneAt,
              title: applyingTexts[language].moves[move],
              detail: (
                <>
                  <p>{doneBy.name}</p>
                  {note && <p>{note}</p>}
                </>
              ),
            }))
            .toReversed()}
        />
      </Section>
    </Page>,
  );
}

function Deciding({ application, language, values, messages, idempotencyKey }: OfficeApplicationPage) {
  const words = texts[language];
  const hasName = application.content?.registration || application.content?.change?.act.act === 'rename';
  return (
    <Section title={words.decide}>
      <Form
        action={`/desk/applications/${application.id}`}
        values={values}
        messages={messages}
        idempotencyKey={idempotencyKey}
        label={words.decide}
      >
        <input type="hidden" name="submission" value={String(application.submission)} />
        <RadioGroup
          name="decision"
          label={words.decision}
          choices={(['accept', 'supplement', 'refuse'] as const).map((value) => ({
            value,
            label: words[value],
            hint: words[`${value}Hint`],
          }))}
        />
        {hasName && <Checkbox name="toldApart" label={deskTexts[language].toldApart} optional />}
        <TextArea name="note" label={words.note} hint={words.noteHint} optional rows={4} maxlength={2_000} />
        <Button>{words.send}</Button>
      </Form>
    </Section>
  );
}
