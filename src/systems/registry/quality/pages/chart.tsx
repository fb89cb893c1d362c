import { DataTable, Disclosure, Section, percent } from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { type Score, totalScore } from '../actions.ts';
import { texts } from './texts.ts';

const WIDTH = 640;
const HEIGHT = 120;
const EDGE = 8;
/** A line that hardly moves is drawn flat: the chart shows at least so many per cent from below to above. */
const LEAST_SPAN = 2;

/** How the total score went, as a line with its table beneath. Nothing while there is one day only. */
export function ScoreChart({ history, language }: { history: readonly Score[]; language: Language }) {
  const words = texts[language];
  const days = history.flatMap((score) => {
    const total = totalScore(score);
    return total === null ? [] : [{ day: score.countedOn, total }];
  });
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last || days.length < 2) return null;
  const totals = days.map(({ total }) => total);
  const middle = (Math.max(...totals) + Math.min(...totals)) / 2;
  const span = Math.max(Math.max(...totals) - Math.min(...totals), LEAST_SPAN);
  const start = Date.parse(first.day);
  const length = Date.parse(last.day) - start;
  const points = days.map(({ day, total }) => {
    const x = EDGE + ((Date.parse(day) - start) / length) * (WIDTH - 2 * EDGE);
    const y = HEIGHT / 2 - ((total - middle) / span) * (HEIGHT - 2 * EDGE);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const summary = fill(words.chart, {
    from: formatDate(first.day, language),
    until: formatDate(last.day, language),
    first: percent(first.total, language),
    last: percent(last.total, language),
  });
  return (
    <Section title={words.history}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={summary}>
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="currentColor"
          stroke-width="2"
          stroke-linejoin="round"
        />
      </svg>
      <p>{summary}</p>
      <Disclosure label={words.history}>
        <DataTable
          caption={words.history}
          captionHidden
          columns={[
            { key: 'day', label: words.day },
            { key: 'total', label: words.total, numeric: true },
          ]}
          rows={days
            .map(({ day, total }) => ({
              key: day,
              cells: { day: formatDate(day, language), total: percent(total, language) },
            }))
            .toReversed()}
        />
      </Disclosure>
    </Section>
  );
}
