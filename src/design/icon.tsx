import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Markup, renderToString } from './render.ts';

/** The icons in use, by their names in lucide. Add one here to use it; a test checks that each exists. */
export const ICONS = [
  'archive',
  'arrow-left',
  'arrow-right',
  'baby',
  'badge-check',
  'ban',
  'bell',
  'book-open',
  'briefcase-business',
  'building-2',
  'calendar-days',
  'check',
  'chevron-down',
  'chevron-right',
  'chevron-up',
  'chevrons-up-down',
  'circle',
  'circle-alert',
  'circle-check',
  'circle-help',
  'clock',
  'download',
  'external-link',
  'eye',
  'file-check',
  'file-text',
  'flower-2',
  'folder-open',
  'globe',
  'graduation-cap',
  'hand',
  'heart-handshake',
  'heart-pulse',
  'hospital',
  'house',
  'id-card',
  'inbox',
  'info',
  'key-round',
  'landmark',
  'lock',
  'log-in',
  'log-out',
  'mail',
  'map-pin',
  'menu',
  'octagon-alert',
  'pause',
  'pencil',
  'phone',
  'plus',
  'printer',
  'qr-code',
  'receipt-text',
  'refresh-cw',
  'school',
  'scroll-text',
  'search',
  'send',
  'shield-check',
  'sprout',
  'stamp',
  'sun',
  'timer',
  'trash-2',
  'triangle-alert',
  'undo-2',
  'upload',
  'user',
  'users',
  'wallet-cards',
  'x',
] as const;
export type IconName = (typeof ICONS)[number];

const folder = join(dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons');
const drawings = new Map<IconName, string>();

function drawing(name: IconName): string {
  const known = drawings.get(name);
  if (known !== undefined) return known;
  const file = readFileSync(join(folder, `${name}.svg`), 'utf8');
  const inside = file
    .slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.lastIndexOf('</svg>'))
    .replace(/\s*\n\s*/g, '');
  drawings.set(name, inside);
  return inside;
}

/** Reads every icon, so that no request waits for the disk. */
export function readIcons(): void {
  for (const name of ICONS) drawing(name);
}

const written = new Map<string, string>();

/** One icon of the line set, 1.75 wide. It is silent for screen readers: a word always stands beside it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const key = `${name} ${size}`;
  let html = written.get(key);
  if (html === undefined) written.set(key, (html = renderToString(<Drawing name={name} size={size} />)));
  return <Markup html={html} />;
}

function Drawing({ name, size }: { name: IconName; size: number }) {
  return (
    <svg
      class="mc-icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: drawing(name) }}
    />
  );
}
