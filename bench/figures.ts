/** Prints one figure: what was reached, in which unit, and what the same work done bare reached in the same run. */
export function printFigure(figure: { bench: string; value: number; unit: string; limit?: number }): void {
  const { bench, value, unit, limit } = figure;
  const ratio = limit === undefined ? undefined : rounded(value / limit);
  process.stdout.write(
    `${JSON.stringify({ bench, value: rounded(value), unit, limit: limit === undefined ? undefined : rounded(limit), ratio })}\n`,
  );
}

/** Prints what stands behind a figure, as one JSON line. */
export function printDetail(bench: string, detail: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ bench, detail })}\n`);
}

/** Three digits that count are enough, and more than a shared machine can promise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 4 : 3));
}

/** The value below which that share of the values lies (nearest rank). 0 when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Durations by kind: how many, median, 95th of 100, the longest, in ms. The kinds that cost most together come first. */
export function table(durations: ReadonlyMap<string, readonly number[]>): Record<string, unknown>[] {
  return [...durations]
    .map(([kind, values]) => ({
      kind,
      count: values.length,
      p50_ms: rounded(quantile(values, 0.5)),
      p95_ms: rounded(quantile(values, 0.95)),
      most_ms: rounded(quantile(values, 1)),
      all_ms: values.reduce((sum, value) => sum + value, 0),
    }))
    .toSorted((a, b) => b.all_ms - a.all_ms)
    .map(({ kind, count, p50_ms, p95_ms, most_ms }) => ({ kind, count, p50_ms, p95_ms, most_ms }));
}
