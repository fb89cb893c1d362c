import type { ComponentChildren } from 'preact';
import { fill } from '../kernel/text.ts';
import { Icon } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';

export interface Column {
  key: string;
  label: string;
  sortable?: boolean;
  /** Figures stand at the end, in equal widths. */
  numeric?: boolean;
}

export interface Row {
  key: string;
  cells: Readonly<Record<string, ComponentChildren>>;
  /** The first cell leads there. */
  href?: string;
  current?: boolean;
}

export interface DataTableProps {
  caption: string;
  /** The caption is only for screen readers, because a heading above says the same. */
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly Row[];
  /** The page's path and query; sorting changes `sort` and `order` in it and goes back to the first page. */
  path?: string;
  sort?: { by: string; descending: boolean };
  /** Shown instead of rows. */
  empty?: ComponentChildren;
}

/** The same address with some parameters changed; `undefined` takes one away. */
export function withQuery(path: string, changes: Readonly<Record<string, string | undefined>>): string {
  const [before, query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) parameters.delete(name);
    else parameters.set(name, value);
  }
  const text = parameters.toString();
  return text ? `${before}?${text}` : before!;
}

function SortLink({ column, path, sort }: { column: Column; path: string; sort: DataTableProps['sort'] }) {
  const { words } = useSurroundings();
  const sorted = sort?.by === column.key;
  const descending = sorted && !sort.descending;
  return (
    <a
      class="mc-sort"
      href={withQuery(path, { sort: column.key, order: descending ? 'descending' : 'ascending', page: undefined })}
      title={fill(words.sortBy, { column: column.label })}
    >
      {column.label}
      <Icon name={sorted ? (sort.descending ? 'chevron-down' : 'chevron-up') : 'chevrons-up-down'} size={16} />
      {sorted && <span class="ds-sr-only">({sort.descending ? words.sortedDescending : words.sortedAscending})</span>}
    </a>
  );
}

/**
 * A table that sorts by its address and becomes a list of cards on a phone. The roles are written out because a browser
 * forgets them when a table is laid out as cards.
 */
export function DataTable({ caption, captionHidden, columns, rows, path = '', sort, empty }: DataTableProps) {
  return (
    <div class="mc-table">
      <table class="ds-table" role="table">
        <caption class={captionHidden ? 'ds-sr-only' : 'mc-table__caption'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                class={column.numeric ? 'mc-numeric' : undefined}
                aria-sort={sort?.by === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined}
              >
                {column.sortable ? <SortLink column={column} path={path} sort={sort} /> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={row.key} class={row.current ? 'mc-table__current' : undefined}>
              {columns.map((column, index) => (
                <td role="cell" key={column.key} class={column.numeric ? 'mc-numeric' : undefined}>
                  <span class="mc-table__label" aria-hidden="true">
                    {column.label}
                  </span>
                  <span class="mc-table__value">
                    {index === 0 && row.href ? (
                      <a class="ds-link mc-table__link" href={row.href} aria-current={row.current ? 'true' : undefined}>
                        {row.cells[column.key]}
                      </a>
                    ) : (
                      row.cells[column.key]
                    )}
                  </span>
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && empty && (
            <tr role="row">
              <td role="cell" colSpan={columns.length}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

export interface PagerProps {
  /** From 1. */
  page: number;
  pages: number;
  /** The page's path and query; `page` in it is changed. */
  path: string;
}

/** First, last and the pages around this one. Nothing when there is one page. */
export function Pager({ page, pages, path }: PagerProps) {
  const { words } = useSurroundings();
  if (pages <= 1) return null;
  const near = [1, page - 1, page, page + 1, pages].filter((each) => each >= 1 && each <= pages);
  const shown = [...new Set(near)].sort((a, b) => a - b);
  const href = (to: number) => withQuery(path, { page: to === 1 ? undefined : String(to) });
  return (
    <nav class="ds-pagination mc-pager" aria-label={words.pages}>
      <ul>
        <li>
          <a
            class="ds-button"
            data-variant="tertiary"
            href={page > 1 ? href(page - 1) : undefined}
            aria-hidden={page > 1 ? undefined : 'true'}
          >
            {words.previousPage}
          </a>
        </li>
        {shown.flatMap((each, index) => [
          ...(index > 0 && each - shown[index - 1]! > 1 ? [<li key={`gap-${each}`} />] : []),
          <li key={each}>
            <a
              class="ds-button"
              data-variant="tertiary"
              href={href(each)}
              aria-label={fill(words.pageNumber, { page: each })}
              aria-current={each === page ? 'true' : undefined}
            >
              {each}
            </a>
          </li>,
        ])}
        <li>
          <a
            class="ds-button"
            data-variant="tertiary"
            href={page < pages ? href(page + 1) : undefined}
            aria-hidden={page < pages ? undefined : 'true'}
          >
            {words.nextPage}
          </a>
        </li>
      </ul>
    </nav>
  );
}
