import { colour } from '../../kernel/pdf-page.ts';
import {
  circle,
  close,
  curveTo,
  lineTo,
  MM,
  moveTo,
  painted,
  placed,
  rectangle,
  rosette,
  star,
  type Point,
} from './shapes.ts';

/** What stands behind the text of official documents: guilloche bands, the frame, the face of a bronze drum. */

export const INDIGO = colour('#1d3a6b');
export const DEEP_INDIGO = colour('#132a52');
const PALE_INDIGO = colour('#8393ae');
const SOFT_INDIGO = colour('#617597');
export const GOLD = colour('#b8862b');
export const GOLD_LINE = colour('#c79a3f');
export const GOLD_TINT = colour('#f6ecd6');
export const PAPER = colour('#fdfbf6');
export const WHITE = colour('#ffffff');
export const INK = colour('#1d2433');
export const SOFT_INK = colour('#5a6272');
export const VERMILION = colour('#b3321f');

/** Pieces of a wave from left to right, half a period for each curve. The control points make it a sine to the eye. */
function wave(length: number, period: number, amplitude: number, middle: number, phase: number): string[] {
  const half = period / 2;
  const hold = half * 0.3642;
  const start = -phase * period;
  const pieces = [moveTo([start, middle + amplitude])];
  for (let i = 0; i < Math.ceil(length / half) + 2; i++) {
    const from = start + i * half;
    const y = (i % 2 === 0 ? 1 : -1) * amplitude;
    pieces.push(curveTo([from + hold, middle + y], [from + half - hold, middle - y], [from + half, middle - y]));
  }
  return pieces;
}

/** A guilloche band: waves of one period, shifted against each other, and a finer one between them. */
export function band(length: number, amplitude: number): string {
  const period = length / Math.round(length / (amplitude * 5));
  const waves = [0, 0.2, 0.4, 0.6, 0.8].flatMap((phase) => wave(length, period, amplitude, amplitude, phase));
  return [
    'q',
    rectangle(0, 0, length, 2 * amplitude),
    'W n',
    painted(waves, { stroke: { width: 0.3, colour: GOLD_LINE } }),
    painted(wave(length, period / 2, amplitude * 0.55, amplitude, 0.25), {
      stroke: { width: 0.25, colour: PALE_INDIGO },
    }),
    'Q',
  ].join(' ');
}

/** The face of a bronze drum around a centre: the star of fourteen rays, rings, combs and joined circles. Pale, behind the text. */
export function drum([x, y]: Point, radius: number, tone: string): string {
  const at = (share: number, angle: number): Point => [
    x + radius * share * Math.cos(angle),
    y + radius * share * Math.sin(angle),
  ];
  const around = (count: number, share: number) =>
    Array.from({ length: count }, (_, i) => at(share, (2 * Math.PI * i) / count));
  const teeth = (count: number, inner: number, outer: number, halfWidth: number) =>
    Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * i) / count;
      const half = (halfWidth * Math.PI) / 180;
      return [moveTo(at(inner, angle - half)), lineTo(at(outer, angle)), lineTo(at(inner, angle + half)), close];
    }).flat();
  const rings = [0.3, 0.32, 0.42, 0.44, 0.58, 0.6, 0.78, 0.8, 0.96, 0.985];
  return [
    painted(star([x, y], radius * 0.26, 14, 0.42), { fill: tone }),
    painted(
      [
        ...rings.flatMap((share) => circle([x, y], radius * share)),
        ...around(28, 0.37).flatMap((centre) => circle(centre, radius * 0.034)),
        ...around(40, 0.69).flatMap((centre) => circle(centre, radius * 0.044)),
      ],
      { stroke: { width: 0.5, colour: tone } },
    ),
    painted(
      [
        ...teeth(44, 0.455, 0.565, 2.2),
        ...around(40, 0.69).flatMap((centre) => circle(centre, radius * 0.012)),
        ...teeth(72, 0.82, 0.94, 1.25),
      ],
      { fill: tone },
    ),
  ].join(' ');
}

/** The frame of a certificate, with the drum in the middle of the sheet. */
export function frame(width: number, height: number): string {
  const margin = 9 * MM;
  const amplitude = 2.1 * MM;
  const thickness = 2 * amplitude;
  const gap = 1.1 * MM;
  const long = width - 2 * margin;
  const high = height - 2 * margin;
  const inside = margin + thickness + gap;
  const fine = inside + 0.8 * MM;
  const box = (inset: number, stroke: { width: number; colour: string }) =>
    painted([rectangle(inset, inset, width - 2 * inset, height - 2 * inset)], { stroke });
  const corner = amplitude * 2.7;
  const corners = [margin + amplitude, width - margin - amplitude].flatMap((x) =>
    [margin + amplitude, height - margin - amplitude].map((y): Point => [x, y]),
  );
  return [
    painted([rectangle(0, 0, width, height)], { fill: PAPER }),
    drum([width / 2, height / 2 - 8 * MM], 62 * MM, colour('#f8f0de')),
    box(margin - gap, { width: 1.1, colour: INDIGO }),
    placed(margin, margin, band(long, amplitude)),
    placed(margin, height - margin - thickness, band(long, amplitude)),
    placed(margin + thickness, margin, band(high, amplitude), 1),
    placed(width - margin, margin, band(high, amplitude), 1),
    box(inside, { width: 0.5, colour: INDIGO }),
    box(fine, { width: 0.3, colour: GOLD_LINE }),
    ...corners.flatMap((centre) => [
      painted(circle(centre, corner), { fill: PAPER, stroke: { width: 0.8, colour: INDIGO } }),
      painted(rosette(centre, corner * 0.92, 12, 0.24), { stroke: { width: 0.35, colour: GOLD_LINE } }),
      painted(rosette(centre, corner * 0.72, 8, 0.34), { stroke: { width: 0.3, colour: SOFT_INDIGO } }),
      painted(star(centre, corner * 0.4, 14, 0.5), { fill: GOLD }),
    ]),
  ].join('\n');
}
