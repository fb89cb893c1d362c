import { workingDaysBetween } from '../../../../../../country/index.ts';
import {
  AskedFields,
  Breadcrumbs,
  Button,
  Buttons,
  Columns,
  Deadline,
  Disclosure,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  KeyValue,
  Notice,
  Page,
  PageTitle,
  Section,
  TextArea,
  renderPage,
} from '../../../../../../design/index.ts';
import { type Language, fill, formatInstant } from '../../../../../../kernel/text.ts';
import { REPLACING } from '../../../choices.ts';
import { intendedWords, purposeWords } from '../../../texts.ts';
import type { MaritalApplication, MaritalStanding } from '../../actions.ts';
import { CONCLUSION_FIELDS } from '../../conclusion-fields.ts';
import { Certificates, StandingFacts } from '../standing.tsx';
import { texts } from '../texts.ts';

interface ApplicationPage {
  language: Language;
  path: string;
  frame: Frame;
  application: MaritalApplication;
  standing: MaritalStanding | undefined;
  /** Why the applicant cannot be looked up. */
  hindrance: string | undefined;
  today: string;
  idempotencyKey: string;
  values: FieldValues;
  messages: FieldMessages;
}

/** An application: what is asked for, how the applicant stands, and the decision. */
export function applicationPage(props: ApplicationPage): string {
  const { language, frame, application, standing, hindrance, today, messages } = props;
  const words = texts[language];
  const { id, number, wish, state, applicantName, answer, dueOn } = application;
  const here = `/desk/civil-status/marital/applications/${id}`;
  const isOpen = state === 'open';
  return renderPage(
    <Page language={language} title={number} path={here} frame={frame} refused={Object.keys(messages).length > 0}>
      <Breadcrumbs
        crumbs={[
          { label: words.title, href: '/desk/civil-status/marital' },
          { label: number, href: here },
        ]}
      />
      <PageTitle
        over={number}
        title={applicantName}
        aside={isOpen && <Deadline date={dueOn} days={workingDaysBetween(today, dueOn)} />}
      />
      <ErrorSummary messages={messages} title={words.refused} />
      {!isOpen && (
        <Notice
          tone={state === 'granted' ? 'success' : 'warning'}
          title={state === 'refused' ? words.refusedState : words[state]}
        >
          {answer && <p>{fill(words.answered, { answer })}</p>}
        </Notice>
      )}
      {hindrance && (
        <Notice tone="warning" title={words.hindrance}>
          <p>{hindrance}</p>
        </Notice>
      )}
      <Columns ratio="main-side">
        <div>
          <Section title={words.asked}>
            <KeyValue
              pairs={[
                { label: words.what, value: purposeWords(wish, language) },
                ...(wish.intended ? [{ label: words.intended, value: intendedWords(wish.intended) }] : []),
                ...(wish.where ? [{ label: words.where, value: wish.where }] : []),
                ...(wish.replacing
                  ? [
                      {
                        label: words.replacing,
                        value: `${REPLACING[wish.replacing.how][language]}: ${wish.replacing.reason}`,
                      },
                    ]
                  : []),
                { label: words.filedAt, value: formatInstant(application.filedAt, language) },
              ]}
            />
          </Section>
          {standing && (
            <>
              <StandingFacts standing={standing} language={language} today={today} />
              <Certificates standing={standing} language={language} />
            </>
          )}
        </div>
        <div>{isOpen && <Decide {...props} here={here} />}</div>
      </Columns>
    </Page>,
  );
}

function Decide({ language, standing, idempotencyKey, values, messages, here }: ApplicationPage & { here: string }) {
  const words = texts[language];
  const isRefusing = values.decision === 'refuse';
  const granted = isRefusing ? {} : { values, messages };
  return (
    <>
      {standing && (
        <Form action={here} idempotencyKey={idempotencyKey} label={words.grant} {...granted}>
          <input type="hidden" name="decision" value="grant" />
          {standing.doubts.length > 0 && (
            <FieldGroup title={words.conclusion}>
              <AskedFields fields={CONCLUSION_FIELDS} />
            </FieldGroup>
          )}
          <Buttons>
            <Button icon="stamp">{words.grant}</Button>
          </Buttons>
        </Form>
      )}
      <Disclosure label={words.refuse} open={isRefusing || !standing}>
        <Form
          action={here}
          idempotencyKey={idempotencyKey}
          label={words.refuse}
          {...(isRefusing ? { values, messages } : {})}
        >
          <input type="hidden" name="decision" value="refuse" />
          <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={4} maxlength={1_000} />
          <Buttons>
            <Button danger icon="x">
              {words.refuse}
            </Button>
          </Buttons>
        </Form>
      </Disclosure>
    </>
  );
}
