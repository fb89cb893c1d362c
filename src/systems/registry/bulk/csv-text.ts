/** A sign that a spreadsheet takes for the beginning of a formula, also behind apostrophes that keep it from that. */
const STARTS_FORMULA = /^'*[=+\-@\t\r]/;

/**
 * A row of comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front,
 * which our own import takes away again; numbers are left as they are.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | null): string {
  if (cell === null) return '';
  const safe = STARTS_FORMULA.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What spreadsheets need in front of UTF-8 to read it as that. */
export const UTF8_MARK = '\uFEFF';
