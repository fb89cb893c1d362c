import { ScoreTag as BandTag, percent } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import { type Score, bandOf, totalScore } from '../actions.ts';
import { texts } from './texts.ts';

/** A share of a count in per cent. */
export const shareOf = (part: number, whole: number, language: Language): string =>
  whole === 0 ? '–' : percent((100 * part) / whole, language);

/** A score with its band, or that it is not measured. */
export function ScoreTag({ score, language }: { score: number | null | undefined; language: Language }) {
  if (score === null || score === undefined) return <>{texts[language].notMeasured}</>;
  return <BandTag score={score} band={bandOf(score)} />;
}

/** The total of a score, or that it was not counted. */
export function TotalTag({ score, language }: { score: Score | undefined; language: Language }) {
  if (!score) return <>{texts[language].notCounted}</>;
  return <ScoreTag score={totalScore(score)} language={language} />;
}
