import { number } from '../../kernel/pdf-page.ts';

/** Shapes as operators of a page (ISO 32000-1 §8.5), in points from the upper left corner, y downwards. */

/** Points in a millimetre. */
export const MM = 72 / 25.4;

export type Point = readonly [number, number];

const pair = ([x, y]: Point) => `${number(x)} ${number(y)}`;

/** A piece of a path. */
export const moveTo = (to: Point): string => `${pair(to)} m`;
export const lineTo = (to: Point): string => `${pair(to)} l`;
export const curveTo = (one: Point, two: Point, to: Point): string => `${pair(one)} ${pair(two)} ${pair(to)} c`;
export const close = 'h';

export interface Stroke {
  width: number;
  colour: string;
}

/** What is done with a path. */
export function painted(path: readonly string[], paint: { fill?: string; stroke?: Stroke }): string {
  const { fill, stroke } = paint;
  const style = [...(fill ? [`${fill} rg`] : []), ...(stroke ? [`${stroke.colour} RG ${number(stroke.width)} w`] : [])];
  return [...style, ...path, fill && stroke ? 'B' : fill ? 'f' : 'S'].join(' ');
}

/** Operators with another origin; `turn` is in quarters of a circle, clockwise. */
export function placed(x: number, y: number, operators: string, turn = 0): string {
  const matrix = turn === 0 ? '1 0 0 1' : '0 1 -1 0';
  return `q ${matrix} ${number(x)} ${number(y)} cm ${operators} Q`;
}

export function rectangle(x: number, y: number, width: number, height: number): string {
  return `${number(x)} ${number(y)} ${number(width)} ${number(height)} re`;
}

/** Four curves make a circle to the eye (0.5523 is 4/3 of the tangent of 22.5°). */
const HOLD = 0.5523;

export function circle([x, y]: Point, radius: number): string[] {
  const hold = radius * HOLD;
  return [
    moveTo([x + radius, y]),
    curveTo([x + radius, y + hold], [x + hold, y + radius], [x, y + radius]),
    curveTo([x - hold, y + radius], [x - radius, y + hold], [x - radius, y]),
    curveTo([x - radius, y - hold], [x - hold, y - radius], [x, y - radius]),
    curveTo([x + hold, y - radius], [x + radius, y - hold], [x + radius, y]),
    close,
  ];
}

/** A rectangle with round corners. */
export function roundedRectangle(x: number, y: number, width: number, height: number, radius: number): string[] {
  const cut = radius * (1 - HOLD);
  const [right, foot] = [x + width, y + height];
  return [
    moveTo([x + radius, y]),
    lineTo([right - radius, y]),
    curveTo([right - cut, y], [right, y + cut], [right, y + radius]),
    lineTo([right, foot - radius]),
    curveTo([right, foot - cut], [right - cut, foot], [right - radius, foot]),
    lineTo([x + radius, foot]),
    curveTo([x + cut, foot], [x, foot - cut], [x, foot - radius]),
    lineTo([x, y + radius]),
    curveTo([x, y + cut], [x + cut, y], [x + radius, y]),
    close,
  ];
}

/** A star around a centre, one point upwards; `inner` is the share of the radius between the points. */
export function star([x, y]: Point, radius: number, points: number, inner: number): string[] {
  const corners = Array.from({ length: 2 * points }, (_, i): Point => {
    const r = i % 2 === 0 ? radius : radius * inner;
    const angle = (Math.PI * i) / points - Math.PI / 2;
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
  return [moveTo(corners[0]!), ...corners.slice(1).map(lineTo), close];
}

/** A flower of petals drawn with one line around a centre. */
export function rosette([x, y]: Point, radius: number, petals: number, depth: number): string[] {
  const steps = petals * 8;
  const points = Array.from({ length: steps }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / steps;
    const r = radius * (1 - depth + depth * Math.cos(angle * petals));
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
  return [moveTo(points[0]!), ...points.slice(1).map(lineTo), close];
}
