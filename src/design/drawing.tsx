import type { ComponentChildren } from 'preact';
import { Markup } from './render.ts';

/** A drawing made on the server (SVG with classes), with what stands under it. Never what anybody typed. */
export function Drawing({ svg, children }: { svg: string; children?: ComponentChildren }) {
  return (
    <figure class="mc-drawing">
      <Markup html={svg} />
      {children && <figcaption class="mc-drawing__caption">{children}</figcaption>}
    </figure>
  );
}
