import {
  Card,
  EmptyState,
  LinkButton,
  Page,
  PageTitle,
  Section,
  Tabs,
  Timeline,
  renderPage,
  withQuery,
} from '../../../../design/index.ts';
import { civilDate, now } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatTimeOfDay } from '../../../../kernel/text.ts';
import type { Usage } from '../../../exchange/index.ts';
import type { LogPerson, UsagePage } from '../../actions.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';
import { usageWords } from './usage-words.ts';

const DAY_MS = 86_400_000;

interface DataLogProps extends PageView {
  persons: readonly LogPerson[];
  person: LogPerson;
  registers: readonly { system: string; title: string }[];
  register: string | undefined;
  usage: UsagePage;
  withOwn: boolean;
}

/** Every call about a person, by days, newest first; filtered by its address alone. */
export function dataLogPage(props: DataLogProps): string {
  const { language, path, persons, person, registers, register, usage, withOwn } = props;
  const words = texts[language];
  const to = (changes: Record<string, string | undefined>) => withQuery(path, { before: undefined, ...changes });
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {persons.length > 1 && (
        <Tabs
          label={words.persons}
          tabs={persons.map(({ key, name }) => ({
            label: key === 'me' ? words.me : name,
            href: to({ person: key === 'me' ? undefined : key }),
            current: key === person.key,
          }))}
        />
      )}
      <Tabs
        label={words.registers}
        tabs={[
          { label: words.allRegisters, href: to({ register: undefined }), current: register === undefined },
          ...registers.map(({ system, title }) => ({
            label: title,
            href: to({ register: system }),
            current: register === system,
          })),
        ]}
      />
      <p>
        <a class="ds-link mc-touch" href={to({ own: withOwn ? 'no' : undefined })}>
          {withOwn ? words.hideOwn : words.showOwn}
        </a>
      </p>
      {usage.entries.length === 0 && (
        <EmptyState icon="eye" title={words.none}>
          <p>{words.noneLead}</p>
        </EmptyState>
      )}
      {byDay(usage.entries).map(({ day, entries }) => (
        <Section key={day} title={dayTitle(day, language)}>
          <Card>
            <Timeline label={dayTitle(day, language)} entries={entries.map((entry) => line(entry, language))} />
          </Card>
        </Section>
      ))}
      {usage.next && (
        <LinkButton href={withQuery(path, { before: usage.next.toISOString() })} look="secondary">
          {words.older}
        </LinkButton>
      )}
    </Page>,
  );
}

function byDay(entries: readonly Usage[]): { day: string; entries: Usage[] }[] {
  const days = Map.groupBy(entries, ({ at }) => civilDate(at));
  return [...days].map(([day, list]) => ({ day, entries: list }));
}

function dayTitle(day: string, language: Language): string {
  const words = texts[language];
  if (day === civilDate(now())) return words.today;
  if (day === civilDate(new Date(now().getTime() - DAY_MS))) return words.yesterday;
  return formatDate(day, language);
}

function line(usage: Usage, language: Language) {
  const words = texts[language];
  const said = usageWords(usage, language);
  const what = said.fields.length > 0 ? `${said.outcome}: ${said.fields.join(', ')}` : said.outcome;
  return {
    when: formatTimeOfDay(usage.at),
    dateTime: usage.at.toISOString(),
    title: said.who,
    href: `/data-log/${encodeURIComponent(usage.receipt)}`,
    detail: (
      <>
        <p>
          {said.register} · {what}
        </p>
        <p>
          {[
            said.purpose,
            ...(usage.caseNumber ? [fill(words.caseNumber, { number: usage.caseNumber })] : []),
            fill(words.receipt, { receipt: usage.receipt }),
          ].join(' · ')}
        </p>
      </>
    ),
  };
}
