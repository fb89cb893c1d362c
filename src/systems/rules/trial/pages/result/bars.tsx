import type { Effect, ShownCell } from '../../told.ts';

const WIDTH = 120;
const HEIGHT = 14;
const MIDDLE = WIDTH / 2;

/** The part of the people of a cell who are better off, and worse off. What is not shown is none here. */
export function betterAndWorse(
  { people, effects }: ShownCell,
  kind: 'benefit' | 'charge',
): { better: number; worse: number } {
  const part = (...names: Effect[]): number =>
    names.reduce((sum, name) => sum + (effects[name] ?? 0), 0) / Math.max(1, people ?? 0);
  if (people === null) return { better: 0, worse: 0 };
  return kind === 'benefit'
    ? { better: part('gains', 'newly_in'), worse: part('loses', 'newly_out') }
    : { better: part('gains', 'newly_out'), worse: part('loses', 'newly_in') };
}

/** The longest bar of a table. */
export function longestShare(cells: readonly ShownCell[], kind: 'benefit' | 'charge'): number {
  return Math.max(...cells.flatMap((cell) => Object.values(betterAndWorse(cell, kind))), 0.001);
}

/** One row's bar: worse off to the left, better off to the right of the line. */
export function EffectBar(props: { better: number; worse: number; longest: number; label: string }) {
  const { better, worse, longest, label } = props;
  const length = (share: number): number => Math.min(1, share / longest) * (MIDDLE - 1);
  return (
    <svg
      class="mc-effect"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      {worse > 0 && (
        <rect class="mc-effect__worse" x={MIDDLE - length(worse)} y={2} width={length(worse)} height={HEIGHT - 4} />
      )}
      {better > 0 && <rect class="mc-effect__better" x={MIDDLE} y={2} width={length(better)} height={HEIGHT - 4} />}
      <line class="mc-effect__middle" x1={MIDDLE} x2={MIDDLE} y1={0} y2={HEIGHT} />
    </svg>
  );
}
