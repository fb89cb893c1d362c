import { type Language, formatNumber } from '../kernel/text.ts';
import { StatusTag, type Tone } from './status.tsx';
import { useSurroundings } from './surroundings.ts';

/** How good a score is; who scores says by which limits. */
export type ScoreBand = 'excellent' | 'good' | 'fair' | 'poor';

const TONES: Readonly<Record<ScoreBand, Tone>> = {
  excellent: 'success',
  good: 'info',
  fair: 'warning',
  poor: 'danger',
};

/** A percentage with one digit, as people write it: `97,3 %`. */
export function percent(value: number, language: Language): string {
  return `${formatNumber(Math.round(value * 10) / 10, language)}\u00a0%`;
}

/** A score in per cent with its band, by word, shape and colour. */
export function ScoreTag({ score, band }: { score: number; band: ScoreBand }) {
  const { language, words } = useSurroundings();
  const said = { excellent: words.bandExcellent, good: words.bandGood, fair: words.bandFair, poor: words.bandPoor };
  return (
    <StatusTag tone={TONES[band]}>
      {percent(score, language)} · {said[band]}
    </StatusTag>
  );
}
