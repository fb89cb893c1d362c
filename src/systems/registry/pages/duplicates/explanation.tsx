import { DataTable } from '../../../../design/index.ts';
import { type Language, fill, formatNumber } from '../../../../kernel/text.ts';
import type { Linking } from '../../duplicates/linking.ts';
import type { ComparisonEvidence, PairExplanation } from '../../linkage/explanation.ts';
import { percentOf } from './queue-page.tsx';
import { texts } from './texts.ts';

const BAR_WIDTH = 64;
const BAR_HEIGHT = 12;
/** So many points fill half of the bar. */
const BAR_MOST_BITS = 16;

/** Why a pair weighs what it weighs: what each comparison gave, from where the points start to where they end. */
export function Explanation({
  explanation,
  linking,
  language,
}: {
  explanation: PairExplanation;
  linking: Linking;
  language: Language;
}) {
  const shownOf = (comparison: string, value: string | undefined) =>
    value === undefined ? '' : (linking.shown[comparison]?.(value, language) ?? value);
  const told = explanation.comparisons.filter(({ one, other }) => one !== undefined || other !== undefined);
  const words = texts[language];
  const line = (key: string, cells: { compared: string; bits: number } & Record<string, unknown>) => ({
    key,
    cells: {
      one: '',
      other: '',
      level: '',
      weight: '',
      ...cells,
      points: <Points bits={cells.bits} language={language} />,
    },
  });
  return (
    <DataTable
      caption={words.why}
      captionHidden
      columns={[
        { key: 'compared', label: words.compared },
        { key: 'one', label: words.first },
        { key: 'other', label: words.second },
        { key: 'level', label: words.level },
        { key: 'points', label: words.points },
        { key: 'weight', label: words.weight },
      ]}
      rows={[
        line('prior', { compared: words.prior, bits: explanation.prior_bits, weight: words.priorText }),
        ...told.map((evidence) =>
          line(evidence.comparison, {
            compared: evidence.title[language],
            one: shownOf(evidence.comparison, evidence.one),
            other: shownOf(evidence.comparison, evidence.other),
            level: evidence.levelTitle[language],
            bits: evidence.bits,
            weight: toldBy(evidence, language),
          }),
        ),
        line('total', { compared: words.total, bits: explanation.weight_bits }),
      ]}
    />
  );
}

/** What stands behind the points of a comparison, for people. */
function toldBy({ share, m, u }: ComparisonEvidence, language: Language): string {
  const words = texts[language];
  if (share !== undefined && share > 0)
    return fill(words.shareOf, { n: formatNumber(Math.max(1, Math.round(1 / share)), language) });
  if (m === undefined || u === undefined) return '';
  return fill(words.mu, { m: percentOf(m, language), u: percentOf(u, language) });
}

/** Points with their sign, and a bar from the middle: to the right speaks for, to the left against. */
function Points({ bits, language }: { bits: number; language: Language }) {
  const length = (Math.min(Math.abs(bits), BAR_MOST_BITS) / BAR_MOST_BITS) * (BAR_WIDTH / 2);
  const middle = BAR_WIDTH / 2;
  return (
    <>
      <svg
        width={BAR_WIDTH}
        height={BAR_HEIGHT}
        viewBox={`0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`}
        aria-hidden="true"
        focusable="false"
      >
        <rect
          x={bits < 0 ? middle - length : middle}
          y={2}
          width={length}
          height={BAR_HEIGHT - 4}
          fill="currentColor"
          opacity={bits < 0 ? 0.45 : 0.9}
        />
        <line x1={middle} y1={0} x2={middle} y2={BAR_HEIGHT} stroke="currentColor" />
      </svg>{' '}
      <strong>{signed(bits, language)}</strong>
    </>
  );
}

/** `+3.2`, `−1.5`, `0`: with the sign of mathematics, one digit after the point. */
export function signed(bits: number, language: Language): string {
  const rounded = Math.round(Math.abs(bits) * 10) / 10;
  const text = formatNumber(rounded, language);
  return rounded === 0 ? '0' : `${bits < 0 ? '−' : '+'}${text}`;
}
