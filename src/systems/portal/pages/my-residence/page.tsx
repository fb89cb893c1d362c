import { addDays } from '../../../../country/index.ts';
import {
  Button,
  Buttons,
  Card,
  Columns,
  DataTable,
  EmptyState,
  Fact,
  FactList,
  Form,
  Grid,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, formatDate, formatInstant } from '../../../../kernel/text.ts';
import {
  ABSENCE_REASON_TITLES,
  RELATIONS,
  STAY_REASON_TITLES,
  WISH_TITLES,
  placeLine,
  wishPairs,
} from '../../../population/index.ts';
import type { PageView } from '../../frame.ts';
import type { MyApplication, MyResidence } from '../../population/actions.ts';
import { WISHES } from '../residence-application/page.tsx';
import { texts } from './texts.ts';

const ICONS = { move: 'house', stay: 'map-pin', absence: 'calendar-days' } as const;
const TONES = { open: 'info', approved: 'success', refused: 'danger', withdrawn: 'neutral' } as const;

/** Where a person lives, stays and lived, what they have applied for, and the ways to apply. */
export function myResidencePage(
  props: PageView & {
    mine: MyResidence;
    done: 'applied' | 'withdrawn' | undefined;
    today: string;
    newKey(): string;
  },
): string {
  const { language, mine, done, today, newKey } = props;
  const { person, home, stay, absence, earlier, applications, receipt } = mine;
  const words = texts[language];
  const day = (date: string) => formatDate(date, language);
  const own = home?.members.find(({ number }) => number === person?.number);
  const nameOf = (number: string) => home?.members.find((member) => member.number === number)?.fullName ?? number;
  const head = home?.headNumber;
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {done === 'applied' && (
        <Notice tone="success" title={words.applied} live>
          <p>{words.appliedLead}</p>
        </Notice>
      )}
      {done === 'withdrawn' && <Notice tone="success" title={words.withdrawn} live />}
      {home ? (
        <>
          <FactList title={words.home} headingLevel={2} evidence={{ source: words.register, date: today, receipt }}>
            <Fact label={words.address} value={placeLine(home, { on: today, language })} />
            <Fact label={words.head} value={head ? nameOf(head) : '—'} />
            {own && <Fact label={words.relation} value={RELATIONS[own.relation][language]} />}
            {own && <Fact label={words.since} value={day(own.since)} />}
          </FactList>
          {home.members.length > 1 && (
            <Section title={words.members}>
              <DataTable
                caption={words.members}
                captionHidden
                columns={[
                  { key: 'name', label: words.name },
                  { key: 'relation', label: words.relation },
                  { key: 'since', label: words.since },
                ]}
                rows={home.members.map((member) => ({
                  key: member.number,
                  cells: {
                    name: member.fullName,
                    relation: RELATIONS[member.relation][language],
                    since: day(member.since),
                  },
                }))}
              />
            </Section>
          )}
        </>
      ) : (
        <EmptyState icon="house" title={words.noHome}>
          <p>{words.hidden}</p>
        </EmptyState>
      )}
      <Columns>
        <Section title={words.stay}>
          {stay ? (
            <KeyValue
              pairs={[
                { label: words.address, value: placeLine(stay, { on: today, language }) },
                { label: words.why, value: STAY_REASON_TITLES[stay.why]![language] },
                { label: words.since, value: day(stay.since) },
                { label: words.lastDay, value: day(addDays(stay.until, -1)) },
              ]}
            />
          ) : (
            <p>{words.noStay}</p>
          )}
        </Section>
        <Section title={words.absence}>
          {absence ? (
            <KeyValue
              pairs={[
                { label: words.destination, value: absence.destination },
                { label: words.why, value: ABSENCE_REASON_TITLES[absence.why]![language] },
                { label: words.since, value: day(absence.since) },
                { label: words.lastDay, value: day(addDays(absence.until, -1)) },
              ]}
            />
          ) : (
            <p>{words.noAbsence}</p>
          )}
        </Section>
      </Columns>
      <Section title={words.apply}>
        <Grid>
          {WISHES.map((wish) => (
            <Card
              key={wish}
              headingLevel={3}
              icon={ICONS[wish]}
              title={WISH_TITLES[wish][language]}
              href={`/my-residence/apply/${wish}`}
            >
              <p>{words.applyTexts[wish]}</p>
            </Card>
          ))}
        </Grid>
      </Section>
      <Section title={words.applications}>
        {applications.length === 0 ? (
          <p>{words.noApplications}</p>
        ) : (
          applications.map((application) => (
            <Application
              key={application.id}
              application={application}
              language={language}
              today={today}
              nameOf={nameOf}
              idempotencyKey={newKey()}
            />
          ))
        )}
      </Section>
      {earlier.length > 0 && (
        <Section title={words.earlier}>
          <DataTable
            caption={words.earlier}
            captionHidden
            columns={[
              { key: 'place', label: words.address },
              { key: 'since', label: words.since },
              { key: 'until', label: words.until },
            ]}
            rows={earlier.map((place) => ({
              key: place.from,
              cells: {
                place: placeLine(place, { on: place.from, language }),
                since: day(place.from),
                until: day(place.until),
              },
            }))}
          />
        </Section>
      )}
      <Buttons>
        <LinkButton href="/data-log?register=population" look="tertiary" icon="eye">
          {words.log}
        </LinkButton>
      </Buttons>
    </Page>,
  );
}

function Application(props: {
  application: MyApplication;
  language: Language;
  today: string;
  nameOf(number: string): string;
  idempotencyKey: string;
}) {
  const { application, language, today, nameOf, idempotencyKey } = props;
  const { id, number, wish, state, filedAt, dueOn, answer } = application;
  const words = texts[language];
  return (
    <Card
      headingLevel={3}
      title={WISH_TITLES[wish.kind][language]}
      aside={<StatusTag tone={TONES[state]}>{state === 'withdrawn' ? words.withdrawnState : words[state]}</StatusTag>}
    >
      <KeyValue
        pairs={[
          { label: words.number, value: number },
          { label: words.filed, value: formatInstant(filedAt, language) },
          ...wishPairs(wish, { on: today, language, nameOf }),
          ...(state === 'open' ? [{ label: words.due, value: formatDate(dueOn, language) }] : []),
          ...(answer ? [{ label: words.answer, value: answer }] : []),
        ]}
      />
      {state === 'open' && (
        <Form
          action={`/my-residence/applications/${id}/withdraw`}
          idempotencyKey={idempotencyKey}
          label={`${words.withdraw}: ${number}`}
        >
          <Buttons>
            <Button look="secondary" icon="undo-2">
              {words.withdraw}
            </Button>
          </Buttons>
        </Form>
      )}
    </Card>
  );
}
