import {
  Breadcrumbs,
  Buttons,
  Card,
  KeyValue,
  LinkButton,
  PATHS,
  Page,
  PageTitle,
  Prose,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import type { LifeEvent, Procedure } from '../../../procedures/index.ts';
import type { LawSays } from '../../birth-law/actions.ts';
import type { PageView } from '../../frame.ts';
import { Fees, NeededDocuments } from './parts.tsx';
import { texts } from './texts.ts';

/** One procedure: who decides, until when, what is needed, what it costs, what comes of it. */
export function procedurePage(
  props: PageView & {
    procedure: Procedure;
    /** What the law of the day takes for it; none when no table tells. */
    law: readonly LawSays[];
    event: LifeEvent;
    promisedOn: string;
  },
): string {
  const { language, path, frame, procedure, law, event, promisedOn } = props;
  const words = texts[language];
  const name = procedure.name[language];
  const eventName = event.name[language];
  return renderPage(
    <Page
      language={language}
      title={name}
      description={procedure.purpose[language]}
      path={path}
      frame={frame}
      width="narrow"
    >
      <Breadcrumbs
        crumbs={[
          { label: words.services, href: PATHS.services },
          { label: fill(words.over, { code: procedure.code }), href: `/procedures/${procedure.code}` },
        ]}
      />
      <PageTitle over={fill(words.over, { code: procedure.code })} title={name} lead={procedure.purpose[language]} />
      <Card tone="tinted">
        {procedure.startPath ? (
          <>
            <p>{words.startAlone}</p>
            <Buttons>
              <LinkButton href={procedure.startPath} icon="arrow-right">
                {words.start}
              </LinkButton>
            </Buttons>
          </>
        ) : (
          <>
            <p>{fill(words.startNote, { event: eventName })}</p>
            <Buttons>
              <LinkButton href={event.startPath} icon="arrow-right">
                {words.start}
              </LinkButton>
              <LinkButton href={`/life-events/${event.key}`} look="secondary">
                {fill(words.seeEvent, { event: eventName })}
              </LinkButton>
            </Buttons>
          </>
        )}
      </Card>
      <Section title={words.facts}>
        <KeyValue
          pairs={[
            { label: words.decidedBy, value: procedure.decidedBy[language] },
            { label: words.timeLimit, value: fill(words.workingDays, { days: procedure.workingDays }) },
            {
              label: words.promised,
              value: (
                <time dateTime={promisedOn}>
                  <strong>{formatDate(promisedOn, language)}</strong>
                </time>
              ),
            },
            { label: words.field, value: procedure.field[language] },
            { label: words.level, value: words.levels[procedure.level] },
            { label: words.ministry, value: procedure.ministry.name[language] },
          ]}
        />
        <p>
          <small>{words.after15}</small>
        </p>
      </Section>
      <Section title={words.documents} lead={words.documentsLead}>
        <NeededDocuments documents={procedure.documents} language={language} />
      </Section>
      <Section title={words.fees}>
        <Fees procedure={procedure} law={law} language={language} />
        {procedure.fees.some((fee) => fee.amount_vnd !== 0) && <p>{words.notCollected}</p>}
      </Section>
      <Section title={words.results}>
        <Prose>
          <ul>
            {procedure.results.map(({ code, name: result }) => (
              <li key={result.vi}>
                {result[language]}
                {code && <small> ({fill(words.resultCode, { code })})</small>}
              </li>
            ))}
          </ul>
        </Prose>
      </Section>
      <Section title={words.legalBasis}>
        <p>{procedure.legalBasis.join(' · ')}</p>
        <p>
          <small>{words.source}</small>
        </p>
      </Section>
    </Page>,
  );
}
