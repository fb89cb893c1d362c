import {
  type Bead,
  Card,
  CaseSummary,
  Columns,
  EmptyState,
  Figures,
  Grid,
  Hero,
  type IconName,
  LinkButton,
  PATHS,
  Page,
  SearchBox,
  Section,
  type Step,
  Thread,
  Timeline,
  renderPage,
} from '../../../../design/index.ts';
import { civilDate, today } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatNumber, formatTimeOfDay } from '../../../../kernel/text.ts';
import { PURPOSES, type PurposeCode, type Usage } from '../../../exchange/index.ts';
import { type LifeEvent, type LifeEventStep, procedure } from '../../../procedures/index.ts';
import type { ListedDossier } from '../../actions.ts';
import type { Result } from '../../../cases/index.ts';
import type { PageView } from '../../frame.ts';
import type { HouseFigures } from '../../public/actions.ts';
import { texts } from './texts.ts';

/** What the home page shows of the person who is signed in. */
export interface MyThings {
  dossiers: readonly ListedDossier[];
  results: readonly Result[];
  usage: readonly Usage[];
}

type Words = (typeof texts)[Language];

/** The door: search, the course of a newborn's first weeks, one's own things or what can be checked, the house's figures. */
export function homePage(
  props: PageView & { event: LifeEvent; figures: HouseFigures; mine: MyThings | undefined },
): string {
  const { language, path, frame, event, figures, mine } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.title} description={words.description} path={path} frame={frame}>
      <Hero title={words.hero} lead={words.lead}>
        <SearchBox
          action="/search"
          label={words.searchLabel}
          placeholder={words.placeholder}
          button={words.search}
          suggestions={{
            label: words.tryThese,
            links: words.suggestions.map((label) => ({ label, href: `/search?q=${encodeURIComponent(label)}` })),
          }}
        />
      </Hero>
      <Section
        title={words.thread}
        lead={words.threadLead}
        more={{ href: `/life-events/${event.key}`, label: words.threadMore }}
      >
        <Thread look="life" label={words.thread} beads={beadsOf(event, words)} />
      </Section>
      {mine ? <Mine mine={mine} language={language} /> : <Promises words={words} />}
      <Figures label={words.figures} figures={shownFigures(figures, language)} />
    </Page>,
  );
}

function beadsOf(event: LifeEvent, words: Words): Bead[] {
  const to = (anchor: string) => `/life-events/${event.key}#${anchor}`;
  const days = (key: LifeEventStep['key']) =>
    procedure(event.steps.find((step) => step.key === key)!.procedureCode)!.workingDays;
  const bead = (key: LifeEventStep['key'], label: string, detail: string, icon: IconName): Bead => ({
    label,
    detail: fill(detail, { days: days(key) }),
    href: to(key),
    icon,
  });
  return [
    { label: words.hospital, detail: words.hospitalDetail, href: to('documents'), icon: 'hospital' },
    { label: words.you, detail: words.youDetail, href: to('you'), icon: 'baby', featured: true },
    bead('birth', words.commune, words.communeDetail, 'landmark'),
    bead('residence', words.police, words.policeDetail, 'house'),
    bead('insurance', words.insurance, words.insuranceDetail, 'heart-pulse'),
    { label: words.hand, detail: words.handDetail, href: to('results'), icon: 'file-check' },
  ];
}

function Promises({ words }: { words: Words }) {
  const promises: { icon: IconName; title: string; text: string; href: string; link: string }[] = [
    {
      icon: 'pencil',
      title: words.once,
      text: words.onceText,
      href: '/life-events/birth#documents',
      link: words.onceLink,
    },
    { icon: 'eye', title: words.seen, text: words.seenText, href: PATHS.dataLog, link: words.seenLink },
    { icon: 'badge-check', title: words.checked, text: words.checkedText, href: '/verify', link: words.checkedLink },
  ];
  return (
    <Section title={words.promises} more={{ href: '/about', label: words.aboutLink }}>
      <Grid>
        {promises.map(({ icon, title, text, href, link }) => (
          <Card key={href} title={title} icon={icon} headingLevel={3}>
            <p>{text}</p>
            <p>
              <a class="ds-link mc-touch" href={href}>
                {link}
              </a>
            </p>
          </Card>
        ))}
      </Grid>
    </Section>
  );
}

function Mine({ mine, language }: { mine: MyThings; language: Language }) {
  const words = texts[language];
  return (
    <>
      <Columns ratio="wide-first">
        <Card title={words.mine}>
          {mine.dossiers.length === 0 && (
            <EmptyState icon="baby" title={words.noDossiers} headingLevel={3}>
              <p>{words.noDossiersHelp}</p>
              <LinkButton href="/births" icon="arrow-right">
                {words.start}
              </LinkButton>
            </EmptyState>
          )}
          {mine.dossiers.map((dossier) => (
            <CaseSummary
              key={dossier.id}
              title={dossier.childName ?? words.child}
              href={dossier.needsConsent ? `/dossiers/${dossier.id}/consent` : `/dossiers/${dossier.id}`}
              detail={situationOf(dossier, language)}
              steps={barOf(dossier, words)}
            />
          ))}
          {mine.dossiers.length > 0 && (
            <p>
              <a class="ds-link mc-touch" href="/dossiers">
                {words.allMine}
              </a>
            </p>
          )}
        </Card>
        <Card title={words.whoHasSeen}>
          {mine.usage.length === 0 ? (
            <p>{words.nobody}</p>
          ) : (
            <Timeline label={words.whoHasSeen} entries={mine.usage.map((each) => logLine(each, language))} />
          )}
          <p>
            <a class="ds-link mc-touch" href={PATHS.dataLog}>
              {words.wholeLog}
            </a>
          </p>
        </Card>
      </Columns>
      <Card title={words.documents} icon="folder-open">
        {mine.results.length === 0 ? (
          <p>{words.documentsText}</p>
        ) : (
          <Timeline
            label={words.documents}
            entries={mine.results.map((result) => ({
              when: dayOf(result.issuedAt, language),
              dateTime: result.issuedAt,
              title: result.title[language],
              detail: `${result.holderName} · ${result.issuerName}`,
              href: PATHS.documents,
            }))}
          />
        )}
        <p>
          <a class="ds-link mc-touch" href={PATHS.documents}>
            {words.documentsLink}
          </a>
        </p>
      </Card>
    </>
  );
}

/** Where a dossier is, in a sentence: who has to do something, until when. */
function situationOf(dossier: ListedDossier, language: Language): string {
  const words = texts[language];
  if (dossier.needsConsent) return words.yourConsent;
  if (dossier.status !== 'in_progress') {
    const told = {
      draft: words.draft,
      awaiting_consent: words.awaitingConsent,
      supplement: words.supplement,
      done: words.done,
      refused: words.refused,
      withdrawn: words.withdrawn,
    };
    return told[dossier.status];
  }
  const step = dossier.steps.find(({ status }) => status === 'open' || status === 'approved') ?? dossier.steps[0];
  if (!step) return words.draft;
  const agency = step.agencyName;
  return step.dueOn
    ? fill(words.workingUntil, { agency, date: formatDate(step.dueOn, language) })
    : fill(words.working, { agency });
}

/** The bar of a dossier: a piece for each agency, also before they begin. */
function barOf(dossier: ListedDossier, words: Words): Step[] {
  if (dossier.status === 'refused' || dossier.status === 'withdrawn') return [{ label: words.child, state: 'refused' }];
  if (dossier.steps.length === 0) {
    return [
      { label: words.steps.birth, state: 'current' },
      { label: words.steps.residence, state: 'waiting' },
      { label: words.steps.insurance, state: 'waiting' },
    ];
  }
  const states = {
    waiting: 'waiting',
    open: 'current',
    approved: 'current',
    supplement: 'stopped',
    done: 'done',
    refused: 'refused',
    cancelled: 'refused',
  } as const;
  return dossier.steps.map(({ kind, status }) => ({ label: words.steps[kind], state: states[status] }));
}

function logLine(usage: Usage, language: Language) {
  const words = texts[language];
  const purpose = PURPOSES[usage.purpose as PurposeCode]?.title[language] ?? usage.purpose;
  const details = [
    purpose,
    usage.caseNumber && fill(words.forCase, { number: usage.caseNumber }),
    fill(words.withReceipt, { receipt: usage.receipt }),
  ];
  return {
    when: dayOf(usage.at, language),
    dateTime: usage.at.toISOString(),
    title: usage.actorTitle?.[language] ?? usage.agencyName,
    detail: details.filter(Boolean).join(' · '),
    href: `/data-log/${usage.receipt}`,
  };
}

/** The time of day for today, else day and month. */
function dayOf(at: Date | string, language: Language): string {
  const day = civilDate(new Date(at));
  return day === today() ? formatTimeOfDay(at) : formatDate(day, language).slice(0, language === 'vi' ? 5 : -5);
}

function shownFigures(figures: HouseFigures, language: Language): { value: string; label: string }[] {
  const words = texts[language];
  const share = figures.onTimeShare;
  const percent = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  return [
    { value: formatNumber(figures.resultsToday, language), label: words.resultsToday },
    { value: formatNumber(figures.resultsTotal, language), label: words.resultsTotal },
    // Before the first step is finished there is nothing to take a share of, and no number is better than an invented one.
    ...(share === null ? [] : [{ value: `${percent.format(share * 100)}\u00a0%`, label: words.onTime }]),
    { value: formatNumber(figures.callsToday, language), label: words.callsToday },
  ];
}
