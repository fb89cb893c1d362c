import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  LinkButton,
  Page,
  PageTitle,
  Pager,
  SelectField,
  StatusTag,
  Tabs,
  type Tone,
  renderPage,
  withQuery,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import { QUEUE_VIEWS, type Reviewed } from '../../duplicates/actions.ts';
import type { QueueView } from '../../duplicates/rules.ts';
import type { QueueShown, QueuedPairShown } from '../../duplicates/services.ts';
import { openFields } from '../../duplicates/linking.ts';
import type { RecordKind } from '../../kind/index.ts';
import { texts as registerTexts } from '../texts.ts';
import { shownWithCode as shownValue } from '../../kind/shown.ts';
import { texts } from './texts.ts';

/** The address of a register's queue. */
export const queuePath = (system: string): string => `/desk/registers/${system}/duplicates`;
/** The address of a pair. */
export const pairPath = (kind: RecordKind, pair: string): string => `${queuePath(kind.system)}/${kind.name}/${pair}`;

/** The address where a steward names two records as a pair, begun from one of them. */
export const namingPath = (kind: RecordKind, one?: readonly string[]): string =>
  `${queuePath(kind.system)}/${kind.name}/name${one ? `?one=${encodeURIComponent(one.join('~'))}` : ''}`;

/** Least probabilities that the queue may be filtered by. */
const LEAST_CHOICES = [0, 0.5, 0.9, 0.99] as const;

/** A share in percent, with as many digits as it takes not to say 100 of what is not certain. */
export function percentOf(share: number, language: Language): string {
  const digits = share > 0.99 || share < 0.01 ? 2 : 0;
  const most = share < 1 ? 100 - 10 ** -digits : 100;
  return formatNumber(Math.min(Number((100 * share).toFixed(digits)), most), language);
}

const probabilityFrom = (bits: number): number => 1 / (1 + 2 ** -bits);

/** The queue of pairs of a register: the most likely first. */
export function queuePage(props: {
  language: Language;
  path: string;
  frame: Frame;
  reviewed: readonly Reviewed[];
  chosen: Reviewed;
  asked: { view: QueueView; page: number; least: number };
  queue: QueueShown;
  receipt: string;
  steward: string;
}): string {
  const { language, path, frame, reviewed, chosen, asked, queue, receipt, steward } = props;
  const words = texts[language];
  const { kind } = chosen.review.linking;
  const here = queuePath(kind.system);
  const { model } = queue;
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: registerTexts[language].registers, href: '/desk/registers' },
          { label: words.title, href: here },
        ]}
      />
      <PageTitle
        over={chosen.register.title[language]}
        title={words.title}
        lead={fill(words.lead, { noun: kind.title[language].toLocaleLowerCase(language) })}
      />
      <Buttons>
        <LinkButton look="secondary" href={namingPath(kind)}>
          {words.name}
        </LinkButton>
      </Buttons>
      {reviewed.length > 1 && (
        <Tabs
          label={registerTexts[language].kinds}
          tabs={reviewed.map(({ review: { linking } }) => ({
            label: linking.kind.title[language],
            href: `${here}?kind=${linking.kind.name}`,
            current: linking === chosen.review.linking,
          }))}
        />
      )}
      <Tabs
        label={words.viewsLabel}
        tabs={QUEUE_VIEWS.map((view) => ({
          label: words.views[view],
          href: withQuery(path, { view: view === 'waiting' ? undefined : view, page: undefined }),
          current: view === asked.view,
          count: queue.counts[view],
        }))}
      />
      <Form action={here} method="get" label={words.filter} values={{ least: String(asked.least) }}>
        <input type="hidden" name="kind" value={kind.name} />
        <input type="hidden" name="view" value={asked.view} />
        <SelectField
          name="least"
          label={words.least}
          placeholder={null}
          choices={LEAST_CHOICES.map((least) => ({
            value: String(least),
            label: least === 0 ? words.leastAny : `${formatNumber(100 * least, language)}%`,
          }))}
        />
        <Button look="secondary">{words.filter}</Button>
      </Form>
      {queue.pairs.length === 0 ? (
        <EmptyState title={words.empty} icon="check">
          <p>{model ? words.emptyText : words.noModel}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={words.views[asked.view]}
          captionHidden
          columns={[
            { key: 'probability', label: words.probability, numeric: true },
            { key: 'one', label: words.first },
            { key: 'other', label: words.second },
            { key: 'state', label: words.state },
          ]}
          rows={queue.pairs.map((pair) => ({
            key: pair.id,
            href: pairPath(kind, pair.id),
            cells: {
              probability: pair.probability === null ? '–' : `${percentOf(pair.probability, language)}%`,
              one: <Side kind={kind} values={pair.sides.one} language={language} />,
              other: <Side kind={kind} values={pair.sides.other} language={language} />,
              state: <PairState pair={pair} language={language} steward={steward} />,
            },
          }))}
        />
      )}
      <Pager page={asked.page} pages={queue.hasMore ? asked.page + 1 : asked.page} path={path} />
      {model && (
        <p>
          {fill(words.model, {
            records: formatNumber(model.records, language),
            at: formatInstant(model.trainedAt, language),
            link: percentOf(probabilityFrom(model.thresholds.link_bits), language),
            review: percentOf(probabilityFrom(model.thresholds.review_bits), language),
          })}
        </p>
      )}
      <p>{fill(words.receipt, { receipt })}</p>
    </Page>,
  );
}

const SHOWN_FIELDS = 4;

function Side({
  kind,
  values,
  language,
}: {
  kind: RecordKind;
  values: Record<string, unknown> | undefined;
  language: Language;
}) {
  if (!values) return <>{texts[language].gone}</>;
  const [name] = kind.names;
  const others = openFields(kind).filter((field) => field !== name);
  const shown = others
    .slice(0, SHOWN_FIELDS - 1)
    .map((field) => shownValue(kind.fields[field]!, values[field], language));
  return (
    <>
      {name && (
        <>
          <strong>{shownValue(kind.fields[name]!, values[name], language)}</strong>
          <br />
        </>
      )}
      {shown.join(' · ')}
    </>
  );
}

const TONES: Record<string, Tone> = {
  waiting: 'info',
  proposed: 'warning',
  later: 'neutral',
  different: 'neutral',
  merged: 'success',
  dissolved: 'neutral',
};

/** What a pair is, and whether somebody looks at it. */
export function PairState({
  pair,
  language,
  steward,
}: {
  pair: Pick<QueuedPairShown, 'status' | 'proposal' | 'claimedBy' | 'isNamed'>;
  language: Language;
  steward: string;
}) {
  const words = texts[language];
  const state = pair.proposal === 'proposed' ? 'proposed' : pair.status;
  return (
    <>
      <StatusTag tone={TONES[state]!}>{words.status[state]}</StatusTag>
      {pair.isNamed && (
        <>
          {' '}
          <StatusTag tone="neutral">{words.named}</StatusTag>
        </>
      )}
      {pair.claimedBy && (
        <>
          {' '}
          <StatusTag tone={pair.claimedBy === steward ? 'success' : 'warning'} icon="user">
            {pair.claimedBy === steward ? words.claimedByMe : words.claimedByOther}
          </StatusTag>
        </>
      )}
    </>
  );
}
