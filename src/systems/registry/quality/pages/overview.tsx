import { Breadcrumbs, DataTable, type Frame, Page, PageTitle, Section, renderPage } from '../../../../design/index.ts';
import { type Language, fill, formatNumber } from '../../../../kernel/text.ts';
import type { KindQuality } from '../actions.ts';
import { ScoreTag, TotalTag, shareOf } from './score.tsx';
import { texts } from './texts.ts';

interface OverviewPage {
  language: Language;
  path: string;
  frame: Frame;
  overview: readonly KindQuality[];
  /** What the place of the official is called; undefined for who is competent in the whole country. */
  place: string | undefined;
  /** Agencies see their own registers in full. */
  ownAgency: string;
}

/** The quality of all registers at a glance, and of the official's own territory. Counts only: nobody's data are in it. */
export function overviewPage({ language, path, frame, overview, place, ownAgency }: OverviewPage): string {
  const words = texts[language];
  const own = overview.filter((each) => each.own);
  return renderPage(
    <Page language={language} title={words.quality} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: words.quality, href: '/desk/quality' },
        ]}
      />
      <PageTitle title={words.quality} lead={words.overviewLead} />
      {place && own.length > 0 && (
        <Section title={fill(words.ownPlace, { place })} lead={words.ownPlaceLead}>
          <DataTable
            caption={fill(words.ownPlace, { place })}
            captionHidden
            columns={[
              { key: 'kind', label: words.kind },
              { key: 'total', label: words.total },
              { key: 'country', label: words.inCountry },
              { key: 'sound', label: words.sound, numeric: true },
              { key: 'records', label: words.records, numeric: true },
            ]}
            rows={own.map(({ kind, own: here, score }) => ({
              key: `${kind.system}.${kind.name}`,
              cells: {
                kind: kind.title[language],
                total: <TotalTag score={here} language={language} />,
                country: <TotalTag score={score} language={language} />,
                sound: here ? shareOf(here.sound, here.records, language) : '',
                records: here ? formatNumber(here.records, language) : '',
              },
            }))}
          />
        </Section>
      )}
      <Section title={words.country}>
        <DataTable
          caption={words.country}
          captionHidden
          columns={[
            { key: 'kind', label: words.kind },
            { key: 'register', label: words.register },
            { key: 'total', label: words.total },
            { key: 'correct', label: words.correct },
            { key: 'sufficient', label: words.sufficient },
            { key: 'clean', label: words.clean },
            { key: 'live', label: words.live },
            { key: 'records', label: words.records, numeric: true },
          ]}
          rows={overview.map(({ kind, register, score }) => ({
            key: `${kind.system}.${kind.name}`,
            ...(register.owner.code === ownAgency ? { href: `/desk/quality/${kind.system}/${kind.name}` } : {}),
            cells: {
              kind: kind.title[language],
              register: register.title[language],
              total: <TotalTag score={score} language={language} />,
              ...Object.fromEntries(
                (['correct', 'sufficient', 'clean', 'live'] as const).map((dimension) => [
                  dimension,
                  score ? <ScoreTag score={score[dimension]} language={language} /> : '',
                ]),
              ),
              records: score ? formatNumber(score.records, language) : '',
            },
          }))}
        />
      </Section>
    </Page>,
  );
}
