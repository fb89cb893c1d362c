import {
  Breadcrumbs,
  Button,
  DataTable,
  Fact,
  FactList,
  Figures,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  ProgressBar,
  Section,
  StatusTag,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../../kernel/text.ts';
import type { DeskView } from '../../../desk/pages/page-parts.tsx';
import type { RuleSet } from '../../../edition/actions.ts';
import type { Trial } from '../../actions.ts';
import { FACTS, FORM_TITLES } from '../../catalogue.ts';
import { EFFECTS, type Effect, type ShownCell, type TrialResult } from '../../told.ts';
import { cellName } from '../cell-names.ts';
import { texts } from '../texts.ts';
import { TRIAL_TONES, trialPath } from '../trial-parts.ts';
import { EffectBar, betterAndWorse, longestShare } from './bars.tsx';
import { moneyText } from './money.ts';

interface TrialView extends DeskView {
  ruleSet: RuleSet;
  trial: Trial;
  /** How often the page loads itself again; undefined when it does not. */
  refresh_seconds: number | undefined;
  failedFor: string | undefined;
  idempotencyKey: string;
}

/** One trial: how far it is, or what it came to. */
export function trialPage(props: TrialView): string {
  const { language, path, frame, ruleSet, trial, failedFor } = props;
  const words = texts[language];
  const { before, after } = trial;
  const title = fill(words.pair, { before, after });
  const { state, result } = trial;
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.ruleSets, href: '/desk/rules' },
          { label: ruleSet.name[language], href: `/desk/rules/${ruleSet.id}` },
          { label: words.title, href: trialPath(ruleSet.id) },
          { label: title, href: trialPath(ruleSet.id, trial.id) },
        ]}
      />
      <PageTitle
        over={`${words.title} · ${ruleSet.name[language]}`}
        title={title}
        lead={trial.reason}
        aside={<StatusTag tone={TRIAL_TONES[state]}>{words.states[state]}</StatusTag>}
      />
      {state === 'failed' && (
        <Notice tone="danger" title={words.failedTitle} live>
          <p>{failedFor}</p>
        </Notice>
      )}
      {state === 'stopped' && (
        <Notice tone="info" title={words.stoppedTitle} live>
          <p>{words.stoppedText}</p>
        </Notice>
      )}
      {(state === 'waiting' || state === 'reading' || state === 'counting') && <AtWork {...props} />}
      {result && <Result language={language} trial={trial} result={result} />}
      <About language={language} trial={trial} />
    </Page>,
  );
}

function AtWork({ language, trial, refresh_seconds, idempotencyKey }: TrialView) {
  const words = texts[language];
  const here = trialPath(trial.ruleSet, trial.id);
  const rows = trial.extract?.rows ?? 0;
  const share = rows > 0 ? Math.min(0.99, trial.counted / rows) : 0;
  const label = {
    waiting: words.progressWaiting,
    reading: words.progressReading,
    counting: fill(words.progressCounting, {
      counted: formatNumber(trial.counted, language),
      rows: formatNumber(rows, language),
      percent: Math.floor(100 * share),
    }),
  }[trial.state as 'waiting' | 'reading' | 'counting'];
  return (
    <Section title={words.states[trial.state]}>
      <ProgressBar label={label} share={share} />
      {refresh_seconds === undefined ? (
        <LinkButton href={`${here}?watch=yes`} look="secondary">
          {words.refresh}
        </LinkButton>
      ) : (
        <p>
          {fill(words.refreshes, { seconds: refresh_seconds })} <a href={here}>{words.stopRefreshing}</a>
        </p>
      )}
      <Form action={`${here}/stop`} idempotencyKey={idempotencyKey} label={words.stop}>
        <Button look="tertiary" danger>
          {words.stop}
        </Button>
      </Form>
    </Section>
  );
}

const count = (people: number | null, language: Language): string =>
  people === null ? texts[language].hiddenShort : formatNumber(people, language);

function Result({ language, trial, result }: { language: Language; trial: Trial; result: TrialResult }) {
  const words = texts[language];
  const { total, tables, changes } = result;
  const effects = trial.measure.kind === 'charge' ? words.charges : words.effects;
  const shown = EFFECTS.filter((effect) => isSeen(effect, result));
  const few = EFFECTS.filter((effect) => !shown.includes(effect));
  const headline = (['gains', 'newly_in', 'loses', 'newly_out'] as const).filter((effect) => shown.includes(effect));
  return (
    <>
      <Figures
        label={words.figures}
        figures={[
          { value: count(total.people, language), label: words.people },
          ...headline.map((effect) => ({ value: count(total.effects[effect], language), label: effects[effect] })),
        ]}
      />
      <Money language={language} trial={trial} total={total} />
      <LinkButton href={`${trialPath(trial.ruleSet, trial.id)}/csv`} icon="download" look="secondary" download>
        {words.csv}
      </LinkButton>
      {tables.map(({ name, cells }) => (
        <Section
          key={name}
          title={words.tables[name] ?? name}
          lead={fill(words.legend, { share: percentText(longestShare(cells, trial.measure.kind), language) })}
        >
          <CellTable
            language={language}
            trial={trial}
            {...{ name, cells: [...cells.filter(isInhabited), total], shown, all: cells }}
          />
        </Section>
      ))}
      {few.length > 0 && (
        <p>{fill(words.allFew, { effects: few.map((effect) => effects[effect].toLowerCase()).join(', ') })}</p>
      )}
      {changes.length > 0 && (
        <Section title={words.changes}>
          <DataTable
            caption={words.changes}
            captionHidden
            columns={[
              { key: 'from', label: words.from },
              { key: 'to', label: words.to },
              { key: 'people', label: words.people, numeric: true },
            ]}
            rows={changes.map(({ from, to, people }) => ({
              key: `${from} ${to}`,
              cells: { from, to, people: formatNumber(people, language) },
            }))}
          />
        </Section>
      )}
      <Section title={words.rounding}>
        <p>{words.roundingText}</p>
      </Section>
    </>
  );
}

/** Whether anything of an effect is shown anywhere. */
const isSeen = (effect: Effect, { total, tables }: TrialResult): boolean =>
  total.effects[effect] !== null || tables.some(({ cells }) => cells.some((cell) => cell.effects[effect] !== null));

/** A cell in which hardly anybody is says nothing but that. */
const isInhabited = ({ people, effects }: ShownCell): boolean =>
  people !== null || EFFECTS.some((effect) => effects[effect] !== null);

function percentText(share: number, language: Language): string {
  return `${new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumSignificantDigits: 2 }).format(100 * share)}%`;
}

function Money({ language, trial, total }: { language: Language; trial: Trial; total: ShownCell }) {
  const words = texts[language];
  const { per, kind } = trial.measure;
  if (per === 'none') return null;
  const label = kind === 'charge' ? words.revenuePer[per] : words.costPer[per];
  const text = (amount: string | null, months = 1): string => moneyText(amount, { language, months }) ?? words.hidden;
  return (
    <Section title={label}>
      <FactList>
        <Fact label={words.now} value={text(total.before)} />
        <Fact label={words.then} value={text(total.after)} />
        <Fact label={words.difference} value={<strong>{text(total.growth)}</strong>} />
        {per === 'month' && <Fact label={`${words.difference} · ${words.aYear}`} value={text(total.growth, 12)} />}
      </FactList>
    </Section>
  );
}

function CellTable(props: {
  language: Language;
  trial: Trial;
  name: string;
  cells: readonly ShownCell[];
  all: readonly ShownCell[];
  shown: readonly Effect[];
}) {
  const { language, trial, name, cells, shown } = props;
  const words = texts[language];
  const { kind, per } = trial.measure;
  const effects = kind === 'charge' ? words.charges : words.effects;
  const on = trial.extract?.madeOn ?? '';
  const longest = longestShare(props.all, kind);
  const columns = shown.filter((effect) => effect !== 'outside');
  return (
    <DataTable
      caption={words.tables[name] ?? name}
      captionHidden
      columns={[
        { key: 'cell', label: words.cell[name] ?? name },
        { key: 'chart', label: words.chart },
        { key: 'people', label: words.people, numeric: true },
        ...columns.map((effect) => ({ key: effect, label: effects[effect], numeric: true })),
        ...(per === 'none' ? [] : [{ key: 'growth', label: words.difference, numeric: true }]),
      ]}
      rows={cells.map((cell) => {
        const isTotal = cell.cell === 'all';
        const { better, worse } = betterAndWorse(cell, kind);
        return {
          key: cell.cell,
          current: isTotal,
          cells: {
            cell: isTotal ? words.all : cellName(name, cell.cell, { on, language }),
            chart: (
              <EffectBar
                {...{ better, worse, longest }}
                label={fill(words.chartRow, {
                  better: percentText(better, language),
                  worse: percentText(worse, language),
                })}
              />
            ),
            people: count(cell.people, language),
            ...Object.fromEntries(columns.map((effect) => [effect, count(cell.effects[effect], language)])),
            growth: moneyText(cell.growth, { language, months: 1 }) ?? words.hiddenShort,
          },
        };
      })}
    />
  );
}

function About({ language, trial }: { language: Language; trial: Trial }) {
  const words = texts[language];
  const { extract, sources, askedBy, result, took_ms } = trial;
  const { actor, agency } = askedBy;
  const facts = sources.flatMap((source) => {
    if (!('fact' in source)) return [];
    const fact = FACTS.find(({ name }) => name === source.fact);
    return `${source.input}: ${fact?.title[language] ?? source.fact} (${FORM_TITLES[source.form][language]})`;
  });
  const assumed = sources.flatMap((source) => ('fixed' in source ? `${source.input} = ${source.fixed.text}` : []));
  return (
    <Section title={words.about}>
      <FactList>
        <Fact
          label={words.what}
          value={fill(words.pairVersion, { before: trial.before, after: trial.after, version: trial.afterVersion })}
        />
        <Fact label={words.reason} value={trial.reason} />
        <Fact label={words.by} value={`${actor.title[language]}, ${agency.name}`} />
        <Fact label={words.askedAt} value={formatInstant(trial.askedAt, language)} />
        {facts.length > 0 && <Fact label={words.fromRegister} value={facts.join('; ')} />}
        {assumed.length > 0 && <Fact label={words.assumed} value={<strong>{assumed.join('; ')}</strong>} />}
        {extract && (
          <>
            <Fact label={words.factsOn} value={formatDate(extract.madeOn, language)} />
            <Fact label={words.receipt} value={extract.receipt} />
          </>
        )}
        {result && took_ms !== null && (
          <Fact
            label={words.took}
            value={fill(words.seconds, {
              seconds: formatNumber(Math.max(0.1, Math.round(took_ms / 100) / 10), language),
              combinations: formatNumber(result.combinations, language),
            })}
          />
        )}
      </FactList>
    </Section>
  );
}
