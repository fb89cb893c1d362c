import {
  BackLink,
  DataTable,
  LinkButton,
  Page,
  PageTitle,
  Prose,
  ScoreTag,
  Section,
  percent,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatNumber } from '../../../../kernel/text.ts';
import type { PageView } from '../../frame.ts';
import { type PublicQuality, type QualityScore, bandOf, measuredRules, totalScore } from '../../my-data/actions.ts';
import { texts } from './texts.ts';

const DIMENSIONS = ['correct', 'sufficient', 'clean', 'live'] as const;
const TOP_FAULTS = 5;

/** How good the registers of the country are, for everyone. */
export function qualityPage(props: PageView & { quality: readonly PublicQuality[] }): string {
  const { language, quality } = props;
  const words = texts[language];
  const open = sum(quality, ({ challenged }) => challenged);
  const overdue = sum(quality, ({ overdue: late }) => late);
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      <Prose>
        <p>{words.criteria}</p>
        <p>{words.bands}</p>
      </Prose>
      <Section title={words.scores}>
        <DataTable
          caption={words.scores}
          captionHidden
          columns={[
            { key: 'kind', label: words.kind },
            { key: 'register', label: words.register },
            { key: 'total', label: words.total },
            ...scoreColumns(language),
          ]}
          rows={quality.map(({ register, kind, score }) => ({
            key: `${kind.system}.${kind.name}`,
            ...(score ? { href: `/quality/${kind.system}/${kind.name}` } : {}),
            cells: {
              kind: kind.title[language],
              register: register.title[language],
              total: score ? <Total score={score} /> : words.notCounted,
              ...scoreCells(score, language),
            },
          }))}
        />
      </Section>
      <TopFaults quality={quality} language={language} />
      <Section title={words.mineLink}>
        <p>
          {fill(words.challenges, { open: formatNumber(open, language), overdue: formatNumber(overdue, language) })}{' '}
          {words.mine}
        </p>
        <LinkButton look="secondary" href="/my-data">
          {words.mineLink}
        </LinkButton>
      </Section>
    </Page>,
  );
}

/** How good a kind of record is, and the league table of provinces, the best first. */
export function kindQualityPage(
  props: PageView & { quality: PublicQuality & { provinces: QualityScore[] }; nameOfPlace(code: string): string },
): string {
  const { language, quality, nameOfPlace } = props;
  const words = texts[language];
  const { register, kind, score, provinces } = quality;
  const sorted = provinces
    .map((each) => ({ each, total: totalScore(each) ?? 0 }))
    .toSorted((one, other) => other.total - one.total);
  return renderPage(
    <Page {...props} title={kind.title[language]}>
      <BackLink href="/quality" label={words.back} />
      <PageTitle
        over={register.title[language]}
        title={kind.title[language]}
        lead={score ? fill(words.countedOn, { date: formatDate(score.countedOn, language) }) : words.notCounted}
        {...(score ? { aside: <Total score={score} /> } : {})}
      />
      {score && (
        <Section title={words.scores}>
          <DataTable
            caption={words.scores}
            captionHidden
            columns={[{ key: 'kind', label: words.kind }, ...scoreColumns(language)]}
            rows={[{ key: 'all', cells: { kind: kind.title[language], ...scoreCells(score, language) } }]}
          />
        </Section>
      )}
      <TopFaults quality={[quality]} language={language} />
      {sorted.length > 0 && (
        <Section title={words.provinces}>
          <DataTable
            caption={words.provinces}
            captionHidden
            columns={[
              { key: 'place', label: words.place },
              { key: 'total', label: words.total },
              ...scoreColumns(language),
            ]}
            rows={sorted.map(({ each }) => ({
              key: each.code,
              cells: {
                place: each.code === '' ? words.noPlace : nameOfPlace(each.code),
                total: <Total score={each} />,
                ...scoreCells(each, language),
              },
            }))}
          />
        </Section>
      )}
    </Page>,
  );
}

const sum = (quality: readonly PublicQuality[], of: (score: QualityScore) => number): number =>
  quality.reduce((total, { score }) => total + (score ? of(score) : 0), 0);

function Total({ score }: { score: QualityScore }) {
  const total = totalScore(score);
  return total === null ? <>–</> : <ScoreTag score={total} band={bandOf(total)} />;
}

const scoreColumns = (language: Language) => [
  ...DIMENSIONS.map((dimension) => ({ key: dimension, label: texts[language][dimension], numeric: true })),
  { key: 'sound', label: texts[language].sound, numeric: true },
  { key: 'records', label: texts[language].records, numeric: true },
];

function scoreCells(score: QualityScore | undefined, language: Language): Record<string, string> {
  if (!score) return {};
  const { records, sound } = score;
  return {
    ...Object.fromEntries(
      DIMENSIONS.map((dimension) => {
        const value = score[dimension];
        return [dimension, value === null ? '–' : percent(value, language)];
      }),
    ),
    sound: records === 0 ? '–' : percent((100 * sound) / records, language),
    records: formatNumber(records, language),
  };
}

function TopFaults({ quality, language }: { quality: readonly PublicQuality[]; language: Language }) {
  const words = texts[language];
  const top = quality
    .flatMap(({ kind, score }) =>
      measuredRules(kind).flatMap((rule) => {
        const count = score?.faults[rule.name] ?? 0;
        return count > 0 ? [{ kind, rule, count, records: score!.records }] : [];
      }),
    )
    .toSorted((one, other) => other.count - one.count)
    .slice(0, TOP_FAULTS);
  return (
    <Section title={words.topFaults}>
      <DataTable
        caption={words.topFaults}
        captionHidden
        columns={[
          { key: 'rule', label: words.rule },
          { key: 'kind', label: words.kind },
          { key: 'broken', label: words.broken, numeric: true },
          { key: 'share', label: words.share, numeric: true },
        ]}
        rows={top.map(({ kind, rule, count, records }) => ({
          key: `${kind.system}.${kind.name}.${rule.name}`,
          cells: {
            rule: rule.title[language],
            kind: kind.title[language],
            broken: formatNumber(count, language),
            share: percent((100 * count) / records, language),
          },
        }))}
        empty={words.noFaults}
      />
    </Section>
  );
}
