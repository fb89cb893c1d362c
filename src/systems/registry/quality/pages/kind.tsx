import {
  Breadcrumbs,
  Button,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  percent,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { Kept } from '../../actions.ts';
import { DIMENSIONS } from '../../kind/kind.ts';
import { type QualityView, type Score, measuredRules, totalScore } from '../actions.ts';
import { ScoreChart } from './chart.tsx';
import { ScoreTag, shareOf } from './score.tsx';
import { texts } from './texts.ts';

interface KindQualityPage {
  language: Language;
  path: string;
  frame: Frame;
  kept: Kept;
  view: QualityView;
  /** The province whose communes are shown, by code. */
  province: { code: string; name: string } | undefined;
  nameOfPlace(code: string): string;
  nameOfAgency(code: string): string;
  isAsked: boolean;
  idempotencyKey: string;
}

const TOP_FAULTS = 10;

/** The quality of a kind of record: its scores, what fails most, who is lowest, and how it went. */
export function kindQualityPage(props: KindQualityPage): string {
  const { language, path, frame, kept, view, province, nameOfPlace, nameOfAgency, isAsked, idempotencyKey } = props;
  const words = texts[language];
  const { kind } = kept.keeping;
  const here = `/desk/quality/${kind.system}/${kind.name}`;
  const { score } = view;
  return renderPage(
    <Page language={language} title={`${words.quality}: ${kind.title[language]}`} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: words.quality, href: '/desk/quality' },
          { label: kind.title[language], href: here },
        ]}
      />
      <PageTitle
        over={kept.register.title[language]}
        title={`${words.quality}: ${kind.title[language]}`}
        {...(score ? { aside: <ScoreTag score={totalScore(score)} language={language} /> } : {})}
        lead={score ? countedWords(score, view.examinedAt, language) : undefined}
      />
      {isAsked && (
        <Notice tone="success" title={words.againDone} live>
          <p>{words.againDoneLead}</p>
        </Notice>
      )}
      {score ? (
        <>
          <Section title={words.dimensions}>
            <p>
              {fill(words.soundOf, {
                sound: `${formatNumber(score.sound, language)} (${shareOf(score.sound, score.records, language)})`,
                records: formatNumber(score.records, language),
              })}{' '}
              {kind.shownToPeople &&
                fill(words.challengesOpen, { challenged: score.challenged, overdue: score.overdue })}
            </p>
            <DataTable
              caption={words.dimensions}
              captionHidden
              columns={[
                { key: 'criterion', label: words.criterion },
                { key: 'score', label: words.score },
                { key: 'meaning', label: words.meaning },
              ]}
              rows={DIMENSIONS.map((dimension) => ({
                key: dimension,
                cells: {
                  criterion: words[dimension],
                  score: <ScoreTag score={score[dimension]} language={language} />,
                  meaning: words[`${dimension}Hint`],
                },
              }))}
            />
          </Section>
          <TopFaults kept={kept} score={score} language={language} />
          <ScoreChart history={view.history} language={language} />
          {view.provinces.length > 0 && (
            <League
              title={province ? fill(words.communes, { province: province.name }) : words.provinces}
              label={words.place}
              scores={province ? view.communes : view.provinces}
              nameOf={(code) => (code === '' ? words.noPlace : nameOfPlace(code))}
              {...(province
                ? {}
                : { hrefOf: (code: string) => (code === '' ? undefined : `${here}?province=${code}`) })}
              language={language}
            />
          )}
          {province && (
            <LinkButton look="secondary" href={here}>
              {words.allProvinces}
            </LinkButton>
          )}
          {view.agencies.length > 0 && (
            <League
              title={words.agencies}
              label={words.agency}
              scores={view.agencies}
              nameOf={(code) => (code === '' ? words.noAgency : nameOfAgency(code))}
              language={language}
            />
          )}
        </>
      ) : (
        <EmptyState title={words.notCounted}>
          <p>{words.notCountedLead}</p>
        </EmptyState>
      )}
      <Section title={words.again} lead={words.againLead}>
        <Form action={`${here}/again`} idempotencyKey={idempotencyKey} label={words.again}>
          <Button look="secondary" icon="refresh-cw">
            {words.again}
          </Button>
        </Form>
      </Section>
    </Page>,
  );
}

function countedWords(score: Score, examinedAt: Date | undefined, language: Language): string {
  const words = texts[language];
  const date = formatDate(score.countedOn, language);
  return examinedAt
    ? fill(words.countedOn, { date, at: formatInstant(examinedAt, language) })
    : fill(words.countedOnOnly, { date });
}

function TopFaults({ kept, score, language }: { kept: Kept; score: Score; language: Language }) {
  const words = texts[language];
  const { kind } = kept.keeping;
  const broken = measuredRules(kind)
    .map((rule) => ({ rule, count: score.faults[rule.name] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, TOP_FAULTS);
  const repairs = `/desk/repairs/${kind.system}/${kind.name}`;
  return (
    <Section title={words.topFaults} more={{ href: repairs, label: words.repairList }}>
      <DataTable
        caption={words.topFaults}
        captionHidden
        columns={[
          { key: 'rule', label: words.rule },
          { key: 'dimension', label: words.dimension },
          { key: 'severity', label: words.severity },
          { key: 'broken', label: words.broken, numeric: true },
          { key: 'share', label: words.share, numeric: true },
        ]}
        rows={broken.map(({ rule, count }) => ({
          key: rule.name,
          href: `${repairs}?rule=${rule.name}`,
          cells: {
            rule: rule.title[language],
            dimension: words[rule.dimension],
            severity: (
              <StatusTag tone={rule.severity === 'error' ? 'danger' : 'warning'}>{words[rule.severity]}</StatusTag>
            ),
            broken: formatNumber(count, language),
            share: shareOf(count, score.records, language),
          },
        }))}
        empty={words.noFaults}
      />
    </Section>
  );
}

const MOST_SHOWN = 200;

function League(props: {
  title: string;
  label: string;
  scores: readonly Score[];
  nameOf(code: string): string;
  hrefOf?: (code: string) => string | undefined;
  language: Language;
}) {
  const { title, label, scores, nameOf, hrefOf, language } = props;
  const words = texts[language];
  const sorted = scores
    .map((score) => ({ score, total: totalScore(score) ?? 0 }))
    .toSorted((one, other) => one.total - other.total || one.score.sound - other.score.sound)
    .slice(0, MOST_SHOWN);
  return (
    <Section title={title} lead={words.leagueLead}>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'place', label },
          { key: 'total', label: words.total },
          ...DIMENSIONS.map((dimension) => ({ key: dimension, label: words[dimension], numeric: true })),
          { key: 'sound', label: words.sound, numeric: true },
          { key: 'records', label: words.records, numeric: true },
        ]}
        rows={sorted.map(({ score }) => {
          const href = hrefOf?.(score.code);
          return {
            key: score.code,
            ...(href ? { href } : {}),
            cells: {
              place: nameOf(score.code),
              total: <ScoreTag score={totalScore(score)} language={language} />,
              ...Object.fromEntries(
                DIMENSIONS.map((dimension) => {
                  const value = score[dimension];
                  return [dimension, value === null ? '–' : percent(value, language)];
                }),
              ),
              sound: shareOf(score.sound, score.records, language),
              records: formatNumber(score.records, language),
            },
          };
        })}
      />
    </Section>
  );
}
