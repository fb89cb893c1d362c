/** A table of counts with its totals: the last row and the last column are the sums of the others. */
export interface Grid {
  counts: readonly (readonly number[])[];
  /** Which are not shown. */
  hidden: boolean[][];
}

/** Fewer people than this are never shown. */
export const FEWEST_SHOWN = 10;

/** A table in which small counts are hidden, nothing more yet. */
export function gridOf(counts: readonly (readonly number[])[]): Grid {
  return { counts, hidden: counts.map((row) => row.map((count) => count < FEWEST_SHOWN)) };
}

/**
 * Hides more until no hidden count can be worked out from rows, columns and totals, though whoever looks may guess which
 * are zero. Rows and columns are the two sides of a graph, hidden counts its edges: a count can be worked out exactly when its edge is a
 * bridge. Each bridge is closed to a ring by the smallest counts that do it. Answers whether it hid anything.
 */
export function hideMore(grid: Grid): boolean {
  let hasHidden = false;
  for (;;) {
    const edges = edgesOf(grid);
    const found = firstBridge(edges);
    if (!found) return hasHidden;
    const next = cellToHide(grid, found);
    if (!next) return hasHidden;
    grid.hidden[next.row]![next.column] = true;
    hasHidden = true;
  }
}

interface Edge {
  row: number;
  column: number;
}

/** Hidden counts that protect one another: those of nobody do not. */
function edgesOf({ counts, hidden }: Grid): Edge[] {
  return counts.flatMap((row, r) =>
    row.flatMap((count, c) => (count > 0 && hidden[r]![c] ? [{ row: r, column: c }] : [])),
  );
}

interface Bridge {
  /** The rows and columns on each side of it. */
  near: Side;
  far: Side;
}
interface Side {
  rows: Set<number>;
  columns: Set<number>;
}

function firstBridge(edges: readonly Edge[]): Bridge | undefined {
  for (const edge of edges) {
    const others = edges.filter((each) => each !== edge);
    const near = reached({ rows: [edge.row], columns: [] }, others);
    if (near.columns.has(edge.column)) continue;
    return { near, far: reached({ rows: [], columns: [edge.column] }, others) };
  }
  return undefined;
}

function reached(from: { rows: number[]; columns: number[] }, edges: readonly Edge[]): Side {
  const rows = new Set(from.rows);
  const columns = new Set(from.columns);
  for (let size = -1; size !== rows.size + columns.size;) {
    size = rows.size + columns.size;
    for (const { row, column } of edges) {
      if (rows.has(row)) columns.add(column);
      else if (columns.has(column)) rows.add(row);
    }
  }
  return { rows, columns };
}

/**
 * The smallest count that joins both sides by another way, or else that brings them nearer. Totals come last: they are what
 * most people want to know.
 */
function cellToHide({ counts, hidden }: Grid, { near, far }: Bridge): Edge | undefined {
  let best: (Edge & { joins: boolean; count: number }) | undefined;
  const size = ({ rows, columns }: Side): number => rows.size + columns.size;
  // A side of one row or column alone can only be joined by more of its own.
  const smaller = size(near) <= size(far) ? [near] : [far];
  const sides = size(near) === size(far) ? [near, far] : smaller;
  const total = counts.at(-1)?.at(-1) ?? 0;
  counts.forEach((row, r) =>
    row.forEach((own, c) => {
      if (own === 0 || hidden[r]![c]) return;
      const isTotal = r === counts.length - 1 || c === row.length - 1;
      const count = own + (isTotal ? total : 0);
      const joins = (near.rows.has(r) && far.columns.has(c)) || (far.rows.has(r) && near.columns.has(c));
      const touches = sides.some((side) => side.rows.has(r) || side.columns.has(c));
      if (!joins && !touches) return;
      const isBetter = !best || (joins !== best.joins ? joins : count < best.count);
      if (isBetter) best = { row: r, column: c, joins, count };
    }),
  );
  return best;
}
