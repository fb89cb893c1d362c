import { workingDaysBetween } from '../../../../../country/index.ts';
import {
  Breadcrumbs,
  Button,
  Buttons,
  Columns,
  Deadline,
  Disclosure,
  ErrorSummary,
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
} from '../../../../../design/index.ts';
import { type Language, fill, formatInstant } from '../../../../../kernel/text.ts';
import { WISH_TITLES } from '../../../residence/choices.ts';
import { placeLine, wishPairs } from '../../../residence/shown/wish-pairs.ts';
import type { Application, Resident } from '../../actions.ts';
import { Members } from '../members.tsx';
import { texts } from '../texts.ts';

/** An application: what is asked for, where the applicant lives now, and the decision. */
export function applicationPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  application: Application;
  resident: Resident | undefined;
  receipt: string;
  today: string;
  idempotencyKey: string;
  values: FieldValues;
  messages: FieldMessages;
}): string {
  const { language, frame, application, resident, receipt, today, idempotencyKey, values, messages } = props;
  const words = texts[language];
  const { id, number, wish, state, applicantName, applicantNumber, answer } = application;
  const here = `/desk/residence/applications/${id}`;
  const title = WISH_TITLES[wish.kind][language];
  const home = resident?.home;
  const nameOf = (one: string) =>
    one === applicantNumber ? applicantName : (home?.members.find((member) => member.number === one)?.fullName ?? one);
  return renderPage(
    <Page language={language} title={title} path={here} frame={frame} refused={Object.keys(messages).length > 0}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/residence' },
          { label: number, href: here },
        ]}
      />
      <PageTitle
        over={number}
        title={title}
        aside={
          state === 'open' && <Deadline date={application.dueOn} days={workingDaysBetween(today, application.dueOn)} />
        }
      />
      <ErrorSummary messages={messages} />
      {state !== 'open' && (
        <Notice tone={state === 'approved' ? 'success' : 'warning'} title={words[state]}>
          {answer && <p>{fill(words.answered, { answer })}</p>}
        </Notice>
      )}
      <Columns ratio="main-side">
        <div>
          <Section title={words.asked}>
            <KeyValue
              pairs={[
                {
                  label: words.applicant,
                  value: (
                    <a class="ds-link" href={`/desk/residence/people/${applicantNumber}`}>
                      {applicantName}
                    </a>
                  ),
                },
                { label: words.filedAt, value: formatInstant(application.filedAt, language) },
                ...wishPairs(wish, { on: today, language, nameOf }),
              ]}
            />
          </Section>
          {resident && (
            <Section title={words.home}>
              <p>{home ? placeLine(home, { on: today, language }) : words.noHome}</p>
              {home && <Members home={home} language={language} />}
            </Section>
          )}
          <p class="mc-hint">{fill(words.receipt, { receipt })}</p>
        </div>
        <div>
          {state === 'open' && (
            <>
              <Form action={here} idempotencyKey={idempotencyKey} label={words.approve}>
                <input type="hidden" name="decision" value="approve" />
                <Buttons>
                  <Button icon="stamp">{words.approve}</Button>
                </Buttons>
              </Form>
              <Disclosure label={words.refuse} open={values.decision === 'refuse'}>
                <Form
                  action={here}
                  idempotencyKey={idempotencyKey}
                  label={words.refuse}
                  values={values}
                  messages={messages}
                >
                  <input type="hidden" name="decision" value="refuse" />
                  <TextArea
                    name="reason"
                    label={words.reasonForRefusal}
                    hint={words.reasonHint}
                    rows={4}
                    maxlength={300}
                  />
                  <Buttons>
                    <Button danger icon="x">
                      {words.refuse}
                    </Button>
                  </Buttons>
                </Form>
              </Disclosure>
            </>
          )}
        </div>
      </Columns>
    </Page>,
  );
}
