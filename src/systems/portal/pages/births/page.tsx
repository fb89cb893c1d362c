import {
  Button,
  Buttons,
  Card,
  EmptyState,
  ErrorSummary,
  Form,
  Grid,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Prose,
  RadioGroup,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant } from '../../../../kernel/text.ts';
import type { FoundBirth } from '../../actions.ts';
import type { PageView, Refused } from '../../frame.ts';
import { texts } from './texts.ts';

/** The births that the person may announce: choose one, or read what to do when there is none. */
export function birthsPage(props: PageView & { births: readonly FoundBirth[]; refused?: Refused }): string {
  const { language, births, refused } = props;
  const words = texts[language];
  const open = births.filter(({ state }) => state === 'open');
  const others = births.filter(({ state }) => state !== 'open');
  return renderPage(
    <Page {...props} title={words.title} width="narrow" refused={refused !== undefined}>
      <PageTitle over={words.over} title={words.title} lead={words.lead} />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={refused.messages} />}
      {births.length === 0 && <NothingFound language={language} path={props.path} />}
      {open.length > 0 && (
        <Card title={words.which}>
          <p>{words.found}</p>
          <Form
            action="/births"
            values={refused?.values ?? (open.length === 1 ? { notificationId: open[0]!.notificationId } : {})}
            messages={refused?.messages ?? {}}
          >
            <RadioGroup
              name="notificationId"
              label={words.choose}
              choices={open.map((birth) => ({
                value: birth.notificationId,
                label: birthLabel(birth, language),
                hint: birthDetail(birth, language),
              }))}
            />
            <Buttons>
              <Button icon="baby">{words.start}</Button>
            </Buttons>
          </Form>
        </Card>
      )}
      {others.length > 0 && (
        <Section title={words.alreadyThere}>
          <Grid>
            {others.map((birth) => (
              <Card
                key={birth.notificationId}
                headingLevel={3}
                title={birthLabel(birth, language)}
                {...(birth.dossierId ? { href: `/dossiers/${birth.dossierId}` } : {})}
                aside={
                  <StatusTag tone={birth.state === 'begun' ? 'info' : 'success'}>
                    {birth.state === 'begun' ? words.goOn : words.registered}
                  </StatusTag>
                }
              >
                <p>{birthDetail(birth, language)}</p>
                <p>{birth.state === 'begun' ? words.goOnDetail : words.registeredDetail}</p>
              </Card>
            ))}
          </Grid>
        </Section>
      )}
      <Section title={words.what}>
        <Prose>
          <ol>
            {[words.what1, words.what2, words.what3, words.what4].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </Prose>
      </Section>
    </Page>,
  );
}

function NothingFound({ language, path }: { language: Language; path: string }) {
  const words = texts[language];
  return (
    <EmptyState icon="hospital" title={words.nothing}>
      <p>{words.nothingWhy}</p>
      <ul>
        {[words.nothingDo1, words.nothingDo2, words.nothingDo3, words.nothingDo4].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <LinkButton href={path} look="secondary" icon="refresh-cw">
        {words.lookAgain}
      </LinkButton>
    </EmptyState>
  );
}

function birthLabel(birth: FoundBirth, language: Language): string {
  const words = texts[language];
  const child = birth.sex === 'male' ? words.boy : words.girl;
  return fill(words.bornAt, { child, at: formatInstant(birth.bornAt, language) });
}

function birthDetail(birth: FoundBirth, language: Language): string {
  const words = texts[language];
  const parts = [
    birth.placeName,
    fill(words.motherIs, { name: birth.motherName }),
    ...(birth.birthCount > 1 ? [fill(words.twin, { order: birth.birthOrder, count: birth.birthCount })] : []),
    ...(birth.isLate ? [words.late] : []),
  ];
  return parts.join(' · ');
}
