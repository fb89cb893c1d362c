/** The plan of parcels on a certificate: outlines with numbered corners and lengths, and the table of the corners. */
import { INDIGO, INK, SOFT_INK } from '../../../design/documents/ornaments.ts';
import { MM, circle, close, lineTo, moveTo, painted, type Point } from '../../../design/documents/shapes.ts';
import { colour } from '../../../kernel/pdf-page.ts';
import { type Part, lines, stack, text } from '../../../kernel/pdf-text.ts';
import { type GridPoint, boundsOf, distance_mm } from '../geometry/polygon.ts';
import type { CertificateParcel } from './rules.ts';

const PARCEL_TINT = colour('#eef2f9');
/** Room about the drawing for numbers and lengths. */
const MARGIN = 6 * MM;
/** A shorter edge on paper has no length beside it: the table says it. */
const LEAST_LABELLED = 7 * MM;
const SMALL = 6.5;

interface Ring {
  points: GridPoint[];
  /** The number of its first corner. */
  first: number;
}

function ringsOf(parcel: CertificateParcel): Ring[] {
  let first = 1;
  return parcel.rings.map((ring) => {
    const points = ring.map(([east, north]) => ({ east, north }));
    const numbered = { points, first };
    first += points.length;
    return numbered;
  });
}

/** The drawing, as large as fits into a box; north is up. Its words for who does not see it are given by `alternative`. */
export function planDrawing(
  parcels: readonly CertificateParcel[],
  box: { width: number; height: number; alternative: string },
): Part {
  const { width, height } = box;
  const all = parcels.map((parcel) => ({ parcel, rings: ringsOf(parcel) }));
  const bounds = boundsOf(all.flatMap(({ rings }) => rings.flatMap(({ points }) => points)));
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(1, bounds.east - bounds.west),
    (height - 2 * MARGIN) / Math.max(1, bounds.north - bounds.south),
  );
  const left = (width - (bounds.east - bounds.west) * scale) / 2;
  const top = (height - (bounds.north - bounds.south) * scale) / 2;
  const at = ({ east, north }: GridPoint): Point => [
    left + (east - bounds.west) * scale,
    top + (bounds.north - north) * scale,
  ];
  return {
    height,
    draw(page, x, y) {
      const moved = (point: GridPoint): Point => [at(point)[0] + x, at(point)[1] + y];
      const label = (words: string, [px, py]: Point, bold = false) => {
        const part = lines(
          [{ text: words, size: SMALL, colour: bold ? INDIGO : SOFT_INK, face: bold ? 'bold' : 'regular' }],
          { width: 24 * MM, align: 'center' },
        );
        part.draw(page, px - 12 * MM, py - part.height / 2);
      };
      page.element(
        {
          type: 'Figure',
          alternative: box.alternative,
          box: [x, page.height - y - height, x + width, page.height - y],
        },
        () => {
          for (const { rings } of all) {
            const path = rings.flatMap(({ points }) => [
              ...points.map((point, i) => (i === 0 ? moveTo(moved(point)) : lineTo(moved(point)))),
              close,
            ]);
            page.shapes(painted(path, { fill: PARCEL_TINT, stroke: { width: 1, colour: INDIGO } }));
            for (const { points } of rings)
              for (const point of points) page.shapes(painted(circle(moved(point), 1.3), { fill: INDIGO }));
          }
          for (const { parcel, rings } of all) {
            if (parcels.length > 1) {
              label(String(parcel.number), middleOf(rings[0]!.points.map(moved)), true);
              continue;
            }
            for (const ring of rings) labelRing(ring, moved, label);
          }
        },
      );
    },
  };
}

function labelRing(
  { points, first }: Ring,
  moved: (point: GridPoint) => Point,
  label: (words: string, at: Point, bold?: boolean) => void,
): void {
  const centre = middleOf(points.map(moved));
  const outwards = ([px, py]: Point, by: number): Point => {
    const [dx, dy] = [px - centre[0], py - centre[1]];
    const length = Math.hypot(dx, dy) || 1;
    return [px + (dx / length) * by, py + (dy / length) * by];
  };
  points.forEach((point, i) => {
    const next = points[(i + 1) % points.length]!;
    const [a, b] = [moved(point), moved(next)];
    label(String(first + i), outwards(a, 2.6 * MM), true);
    if (Math.hypot(b[0] - a[0], b[1] - a[1]) >= LEAST_LABELLED)
      label(metres(distance_mm(point, next)), besideEdge(a, b, centre));
  });
}

/** Beside the middle of an edge, on the side away from the centre; farther from a steep one, which crosses more of the words. */
function besideEdge(a: Point, b: Point, centre: Point): Point {
  const [mx, my] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const normal: Point = [(b[1] - a[1]) / length, (a[0] - b[0]) / length];
  const side = normal[0] * (mx - centre[0]) + normal[1] * (my - centre[1]) < 0 ? -1 : 1;
  const away = (2 + 2.6 * Math.abs(normal[0])) * MM;
  return [mx + side * normal[0] * away, my + side * normal[1] * away];
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce<[number, number]>((total, [px, py]) => [total[0] + px, total[1] + py], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

const metres = (length_mm: number): string => (length_mm / 1000).toFixed(2).replace('.', ',');
const coordinate = (value_mm: number): string => (value_mm / 1000).toFixed(3).replace('.', ',');

/** The corners with X (north), Y (east) and the length of the edge to the next, as many as there is room for. */
export function cornerTable(parcel: CertificateParcel, order: { size: number; width: number; most: number }): Part {
  const { size, width, most } = order;
  const columns = [0.12, 0.34, 0.32, 0.22];
  const row = (cells: readonly string[], bold = false): Part => {
    const parts = cells.map((cell, i) =>
      lines([{ text: cell, size, colour: bold ? INDIGO : INK, face: bold ? 'bold' : 'regular' }], {
        width: columns[i]! * width,
        align: 'right',
      }),
    );
    return {
      height: parts[0]!.height,
      draw(page, x, y) {
        page.element({ type: 'P' }, () => {
          let left = x;
          parts.forEach((part, i) => {
            part.draw(page, left, y);
            left += columns[i]! * width;
          });
        });
      },
    };
  };
  const rows = ringsOf(parcel).flatMap(({ points, first }) =>
    points.map((point, i) =>
      row([
        String(first + i),
        coordinate(point.north),
        coordinate(point.east),
        metres(distance_mm(point, points[(i + 1) % points.length]!)),
      ]),
    ),
  );
  const rest = rows.length - most;
  return stack(
    0.55 * size,
    row(['Điểm', 'X (m)', 'Y (m)', 'Cạnh (m)'], true),
    ...rows.slice(0, most),
    ...(rest > 0
      ? [
          text(
            [{ text: `… và ${rest} điểm nữa trong cơ sở dữ liệu đất đai`, size, colour: SOFT_INK, face: 'italic' }],
            {
              width,
            },
          ),
        ]
      : []),
  );
}
