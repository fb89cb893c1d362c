import {
  Breadcrumbs,
  Buttons,
  Card,
  Columns,
  Disclosure,
  Fact,
  FactList,
  Grid,
  LinkButton,
  PATHS,
  Page,
  PageTitle,
  Prose,
  Section,
  Thread,
  renderPage,
} from '../../../../design/index.ts';
import { today } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import type { LifeEvent, LifeEventStep, NeededDocument, Procedure } from '../../../procedures/index.ts';
import type { LawSays } from '../../birth-law/actions.ts';
import type { PageView } from '../../frame.ts';
import { NeededDocuments, caseOf } from '../procedure/parts.tsx';
import { texts } from './texts.ts';

/** A step with its procedure, and the date on which it is promised when one applies today. */
export interface PromisedStep {
  step: LifeEventStep;
  procedure: Procedure;
  promisedOn: string;
  /** What the law of the day takes for it; none when no table tells. */
  law: readonly LawSays[];
}

const ICONS = { birth: 'landmark', residence: 'house', insurance: 'heart-pulse' } as const;

/** What happens when a child is born: who does what until when, what it needs and costs, and the way to begin. */
export function lifeEventPage(
  props: PageView & {
    event: LifeEvent;
    joined: Procedure;
    steps: readonly PromisedStep[];
    /** Procedures that take the first step's place in other families. */
    others: readonly Procedure[];
  },
): string {
  const { language, path, frame, event, joined, steps, others } = props;
  const words = texts[language];
  const lead = fill(words.lead, { count: steps.length });
  return renderPage(
    <Page language={language} title={event.name[language]} description={lead} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.services, href: PATHS.services },
          { label: event.name[language], href: `/life-events/${event.key}` },
        ]}
      />
      <PageTitle over={event.officialName[language]} title={event.name[language]} lead={lead} />
      <Buttons>
        <LinkButton href={event.startPath} icon="arrow-right">
          {words.start}
        </LinkButton>
      </Buttons>
      <p>
        <small>{words.startNote}</small>
      </p>
      <Section title={words.steps} lead={fill(words.stepsLead, { date: formatDate(today(), language) })} id="steps">
        <Thread
          label={words.steps}
          beads={[
            { label: words.you, detail: words.youDetail, icon: 'baby', featured: true },
            ...steps.map(({ step, promisedOn }) => ({
              label: step.name[language],
              detail: fill(words.by, { agency: step.agency[language], date: formatDate(promisedOn, language) }),
              href: `#${step.key}`,
              icon: ICONS[step.key],
            })),
          ]}
        />
        <p>
          <small>{fill(words.maximum, { days: joined.workingDays })}</small>
        </p>
      </Section>
      <Columns>
        <div id="you">
          <Card title={words.yourPart} icon="pencil">
            <p>{words.yourPartLead}</p>
            <Prose>
              <ul>
                {event.toSay.map((each) => (
                  <li key={each.vi}>{each[language]}</li>
                ))}
              </ul>
            </Prose>
            <p>{words.deadline}</p>
          </Card>
        </div>
        <Card title={words.bring} icon="hand">
          {event.toBring.length === 0 ? (
            <p>
              <strong>{words.nothing}</strong> {words.nothingText}
            </p>
          ) : (
            <Prose>
              <ul>
                {event.toBring.map((each) => (
                  <li key={each.vi}>{each[language]}</li>
                ))}
              </ul>
            </Prose>
          )}
        </Card>
      </Columns>
      <Section title={words.stepWhat}>
        <FactList>
          {steps.map(({ step, procedure }) => (
            <Fact
              key={step.key}
              label={step.name[language]}
              value={
                <span id={step.key}>
                  {step.what[language]}{' '}
                  <a class="ds-link" href={`/procedures/${procedure.code}`}>
                    {fill(words.procedureCode, { code: procedure.code })}
                  </a>
                </span>
              }
            />
          ))}
        </FactList>
      </Section>
      <Section title={words.documents} lead={words.documentsLead} id="documents">
        <NeededDocuments documents={heldDocuments(steps)} language={language} />
      </Section>
      <Section title={words.fees}>
        <FactList>
          {steps.map(({ step, procedure, law }) => (
            <Fact key={step.key} label={step.name[language]} value={feesIn(procedure, law, language)} />
          ))}
        </FactList>
        <p>{words.notCollected}</p>
      </Section>
      <Section title={words.results} lead={words.resultsLead} id="results">
        <Prose>
          <ul>
            {joined.results.map(({ name }) => (
              <li key={name.vi}>{name[language]}</li>
            ))}
          </ul>
        </Prose>
      </Section>
      <Section title={words.others} lead={words.othersLead}>
        <Grid>
          {others.map((procedure) => (
            <Card
              key={procedure.code}
              headingLevel={3}
              title={procedure.purpose[language]}
              href={`/procedures/${procedure.code}`}
            >
              <p>
                {fill(words.procedureCode, { code: procedure.code })} ·{' '}
                {fill(words.within, { days: procedure.workingDays })}
              </p>
            </Card>
          ))}
        </Grid>
      </Section>
      <Section title={words.limits}>
        <p>{words.limitsText}</p>
      </Section>
      <Disclosure label={words.legalBasis}>
        <ul>
          {steps.map(({ step, procedure }) => (
            <li key={step.key}>
              {step.name[language]}: {procedure.legalBasis.join(' · ')}
            </li>
          ))}
        </ul>
      </Disclosure>
    </Page>,
  );
}

/** What a step costs in the cases that differ, as the law says; in the catalogue's words where no table tells. */
const feesIn = (procedure: Procedure, law: readonly LawSays[], language: Language) =>
  law.length === 0
    ? procedure.feeNote[language]
    : law.map((each) => (
        <span key={caseOf(each, 'vi')}>
          {[caseOf(each, language), each.answer[language]].filter(Boolean).join(' → ')}
          <br />
        </span>
      ));

/** What registers hold for all steps, each once, without what another step makes on the way. */
function heldDocuments(steps: readonly PromisedStep[]): NeededDocument[] {
  const made = new Set(steps.flatMap(({ procedure }) => procedure.results.map(({ name }) => name.vi)));
  const byName = new Map<string, NeededDocument>();
  for (const { procedure } of steps) {
    for (const document of procedure.documents) {
      const isMade = [...made].some((name) => document.name.vi.startsWith(name));
      if (document.heldBy && !isMade) byName.set(document.name.vi, document);
    }
  }
  return [...byName.values()];
}
