import { EmptyState, LinkButton, Page, PageTitle, Section, Tabs, renderPage } from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { ExpiryCalendar } from '../calendar/actions.ts';
import { CertificateTable } from './certificates.tsx';
import { type DeskView, HERE } from './page-parts.tsx';
import { ComingTable } from './posts.tsx';
import { postTexts } from './post-texts.ts';
import { texts } from './texts.ts';

const CALENDAR = `${HERE}/calendar`;

/** `2027-03` as people write a month: 03/2027, March 2027. */
function monthText(month: string, language: Language): string {
  const [year, number] = month.split('-') as [string, string];
  if (language === 'vi') return `${number}/${year}`;
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** What ends when: the years in which anything does, the months of one, and what ends in one of those. */
export function calendarPage(view: DeskView & { calendar: ExpiryCalendar }): string {
  const { language, path, frame, calendar } = view;
  const words = texts[language];
  const { years, year, months, month, certificates, posts } = calendar;
  const chosen = month === undefined ? '' : monthText(month, language);
  return renderPage(
    <Page language={language} title={words.calendar} path={path} frame={frame}>
      <PageTitle over={words.desk} title={words.calendar} lead={words.calendarLead} />
      <p>
        <LinkButton look="secondary" icon="calendar-days" href={`${CALENDAR}/export.ics`} download>
          {words.export}
        </LinkButton>
      </p>
      <p class="mc-hint">{words.exportHint}</p>
      {years.length === 0 ? (
        <EmptyState title={words.noneEnds} icon="calendar-days" />
      ) : (
        <>
          <Tabs
            label={words.years}
            tabs={years.map((each) => ({
              label: String(each.year),
              href: `${CALENDAR}?year=${each.year}`,
              current: each.year === year,
              count: each.count,
            }))}
          />
          <Tabs
            label={words.month}
            tabs={months
              .filter(({ count }) => count > 0)
              .map((each) => ({
                label: monthText(each.month, language),
                href: `${CALENDAR}?year=${year}&month=${Number(each.month.slice(5))}`,
                current: each.month === month,
                count: each.count,
              }))}
          />
          {certificates.length === 0 ? (
            <EmptyState title={words.noneEnds} icon="calendar-days" />
          ) : (
            <Section title={fill(words.inMonth, { month: chosen })}>
              <CertificateTable certificates={certificates} language={language} caption={words.ends} />
            </Section>
          )}
          {posts.length > 0 && (
            <Section title={postTexts[language].coming} lead={postTexts[language].comingLead}>
              <ComingTable coming={posts} language={language} />
            </Section>
          )}
        </>
      )}
    </Page>,
  );
}
