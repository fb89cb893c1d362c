const GROUND = '#1d3a6b';
const LEAF = '#ffffff';
const LIGHT = '#e3b95a';

/**
 * The inside of the mark on a 32 × 32 grid: two door leaves open inwards, light between them, a threshold below.
 * Leaves and light read as M. Every edge lies on a half of the grid, so that it stays sharp at 16 pixels.
 */
const DOOR =
  `<path fill="${LEAF}" d="M7 6.5l6 5v11H7zM25 6.5l-6 5v11h6z"/>` +
  `<path fill="${LIGHT}" d="M13 13.5l3 2.5 3-2.5v9h-6z"/>` +
  `<path fill="${LEAF}" d="M5 24h22v2H5z"/>`;

/** The mark as a file: rounded for tabs, or `full` to the edges, for phones that cut their own shape. */
export function markFile(shape: 'rounded' | 'full' = 'rounded'): string {
  const ground =
    shape === 'rounded'
      ? `<rect width="32" height="32" rx="7" fill="${GROUND}"/>`
      : `<rect x="-8" y="-8" width="48" height="48" fill="${GROUND}"/>`;
  // A maskable icon keeps its content within the inner 80 %, hence the wider view.
  const view = shape === 'rounded' ? '0 0 32 32' : '-4 -4 40 40';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}">${ground}${DOOR}</svg>`;
}

/** The mark, beside the name. It says nothing to a screen reader, because the name stands next to it. */
export function Mark({ size = 40 }: { size?: number }) {
  return (
    <svg class="mc-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill={GROUND} />
      <g dangerouslySetInnerHTML={{ __html: DOOR }} />
    </svg>
  );
}
