import {
  Card,
  EmptyState,
  Grid,
  LinkButton,
  Page,
  PageTitle,
  SearchBox,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { Found, LifeEvent, Procedure } from '../../../procedures/index.ts';
import { type Unit, placeName } from '../../../territories/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** What was found for the words that a person typed: life events, procedures, places. */
export function searchPage(
  props: PageView & { text: string; found: readonly Found[]; places: readonly Unit[]; today: string },
): string {
  const { language, path, frame, text, found, places, today } = props;
  const words = texts[language];
  const events = found.flatMap((each) => (each.kind === 'life-event' ? [each.lifeEvent] : []));
  const procedures = found.flatMap((each) => (each.kind === 'procedure' ? [each.procedure] : []));
  const isEmpty = found.length === 0 && places.length === 0;
  return renderPage(
    <Page language={language} title={fill(words.title, { text })} path={path} frame={frame}>
      <PageTitle title={isEmpty ? fill(words.none, { text }) : fill(words.heading, { text })} />
      <SearchBox action="/search" look="plain" label={words.label} button={words.search} value={text} />
      {isEmpty && (
        <EmptyState icon="search" title={words.noneTitle}>
          <p>{words.noneHelp}</p>
          <p>{words.noneHonest}</p>
          <LinkButton href="/services" look="secondary">
            {words.allServices}
          </LinkButton>
        </EmptyState>
      )}
      {events.length > 0 && (
        <Section title={words.lifeEvents}>
          {events.map((event) => (
            <EventCard key={event.key} event={event} language={language} />
          ))}
        </Section>
      )}
      {procedures.length > 0 && (
        <Section title={words.procedures}>
          <ProcedureCards procedures={procedures} language={language} />
        </Section>
      )}
      {places.length > 0 && (
        <Section title={words.places} more={{ href: `/places?q=${encodeURIComponent(text)}`, label: words.search }}>
          <Grid>
            {places.map((unit) => (
              <Card
                key={unit.code}
                headingLevel={3}
                icon="map-pin"
                title={unit.fullName[language]}
                href={`/places/${unit.code}`}
              >
                <p>{unit.parentCode ? placeName(unit.parentCode, today, language) : unit.code}</p>
              </Card>
            ))}
          </Grid>
        </Section>
      )}
    </Page>,
  );
}

/** All that this release can do. */
export function servicesPage(props: PageView & { event: LifeEvent; all: readonly Procedure[] }): string {
  const { language, path, frame, event, all } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.servicesTitle} description={words.servicesLead} path={path} frame={frame}>
      <PageTitle title={words.servicesTitle} lead={words.servicesLead} />
      <SearchBox
        action="/search"
        look="plain"
        label={words.label}
        placeholder={words.placeholder}
        button={words.search}
      />
      <Section title={words.lifeEvents}>
        <EventCard event={event} language={language} />
      </Section>
      <Section title={words.procedures}>
        <ProcedureCards procedures={all} language={language} />
      </Section>
      <Section title={words.alsoHere}>
        <Grid>
          <Card headingLevel={3} icon="circle-help" title={words.entitlements} href="/entitlements">
            <p>{words.entitlementsText}</p>
          </Card>
          <Card headingLevel={3} icon="badge-check" title={words.verify} href="/verify">
            <p>{words.verifyText}</p>
          </Card>
          <Card headingLevel={3} icon="briefcase-business" title={words.enterprises} href="/enterprises">
            <p>{words.enterprisesText}</p>
          </Card>
          <Card headingLevel={3} icon="landmark" title={words.publicFinance} href="/public-finance">
            <p>{words.publicFinanceText}</p>
          </Card>
          <Card headingLevel={3} icon="map-pin" title={words.places} href="/places">
            <p>{words.placesText}</p>
          </Card>
        </Grid>
      </Section>
    </Page>,
  );
}

function EventCard({ event, language }: { event: LifeEvent; language: Language }) {
  const words = texts[language];
  return (
    <Card
      headingLevel={3}
      icon="baby"
      tone="tinted"
      title={event.name[language]}
      href={`/life-events/${event.key}`}
      aside={
        <StatusTag tone="info" icon="users">
          {fill(words.joined, { count: event.steps.length })}
        </StatusTag>
      }
    >
      <p>{event.steps.map(({ name }) => name[language]).join(' · ')}</p>
    </Card>
  );
}

function ProcedureCards({ procedures, language }: { procedures: readonly Procedure[]; language: Language }) {
  const words = texts[language];
  return (
    <Grid>
      {procedures.map((procedure) => (
        <Card
          key={procedure.code}
          headingLevel={3}
          title={procedure.name[language]}
          href={`/procedures/${procedure.code}`}
        >
          <p>{procedure.purpose[language]}</p>
          <p>
            <small>
              {procedure.decidedBy[language]} · {fill(words.within, { days: procedure.workingDays })} ·{' '}
              {fill(words.code, { code: procedure.code })}
            </small>
          </p>
        </Card>
      ))}
    </Grid>
  );
}
