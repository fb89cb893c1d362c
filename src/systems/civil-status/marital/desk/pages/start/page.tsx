import { workingDaysBetween } from '../../../../../../country/index.ts';
import {
  Breadcrumbs,
  Button,
  DataTable,
  Deadline,
  EmptyState,
  ErrorSummary,
  type FieldMessages,
  Form,
  type Frame,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  Tabs,
  TextField,
  renderPage,
} from '../../../../../../design/index.ts';
import { type Bilingual, type Language, fill } from '../../../../../../kernel/text.ts';
import { purposeWords } from '../../../texts.ts';
import type { MaritalApplication } from '../../actions.ts';
import { texts } from '../texts.ts';

const TONES = { open: 'info', granted: 'success', refused: 'danger', withdrawn: 'neutral' } as const;

/** Certificates of marital status: what waits or is over, and the search for whoever stands at the desk. */
export function startPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  commune: Bilingual;
  number: string | undefined;
  messages: FieldMessages;
  applications: readonly MaritalApplication[];
  open: number;
  over: boolean;
  done: 'grant' | 'refuse' | undefined;
  today: string;
}): string {
  const { language, frame, commune, number, messages, applications, open, over, done, today } = props;
  const words = texts[language];
  const here = '/desk/civil-status/marital';
  return renderPage(
    <Page language={language} title={words.title} path={here} frame={frame} refused={Object.keys(messages).length > 0}>
      <Breadcrumbs
        crumbs={[
          { label: words.book, href: '/desk/civil-status' },
          { label: words.title, href: here },
        ]}
      />
      <PageTitle title={words.title} lead={fill(words.lead, { commune: commune[language] })} />
      <ErrorSummary messages={messages} />
      {done && <Notice tone="success" live title={done === 'grant' ? words.doneGrant : words.doneRefuse} />}
      <Tabs
        label={words.applications}
        tabs={[
          { href: here, label: words.waiting, current: !over, count: open },
          { href: `${here}?over=yes`, label: words.over, current: over },
        ]}
      />
      {applications.length === 0 ? (
        over ? (
          <p>{words.noneOver}</p>
        ) : (
          <EmptyState title={words.noneWaiting} icon="inbox">
            <p>{words.noneWaitingHint}</p>
          </EmptyState>
        )
      ) : (
        <DataTable
          caption={over ? words.over : words.waiting}
          captionHidden
          columns={[
            { key: 'who', label: words.who },
            { key: 'what', label: words.what },
            { key: 'number', label: words.applicationNumber },
            over ? { key: 'state', label: words.state } : { key: 'due', label: words.due },
          ]}
          rows={applications.map((one) => ({
            key: one.id,
            href: `${here}/applications/${one.id}`,
            cells: {
              who: one.applicantName,
              what: purposeWords(one.wish, language),
              number: one.number,
              state: (
                <StatusTag tone={TONES[one.state]}>
                  {one.state === 'refused' ? words.refusedState : words[one.state]}
                </StatusTag>
              ),
              due: <Deadline date={one.dueOn} days={workingDaysBetween(today, one.dueOn)} />,
            },
          }))}
        />
      )}
      <Section title={words.look}>
        <Form action={here} method="get" label={words.look} values={{ number }} messages={messages}>
          <TextField
            name="number"
            label={words.number}
            inputmode="numeric"
            length={14}
            maxlength={20}
            autocomplete="off"
          />
          <Button icon="search">{words.lookButton}</Button>
        </Form>
      </Section>
    </Page>,
  );
}
