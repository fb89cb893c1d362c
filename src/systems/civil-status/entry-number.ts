/** The number of an entry within the book of its commune, as papers write it: `123/2026`. */
export function entryNumber(entry: { serial: number; bookYear: number }): string {
  return `${entry.serial}/${entry.bookYear}`;
}
