/** The library ships no types. */
declare module 'polylabel' {
  /** The pole of inaccessibility of a polygon, to `precision`; `distance` is how far from the outline it lies. */
  export default function polylabel(
    polygon: readonly (readonly (readonly [number, number])[])[],
    precision?: number,
  ): [number, number] & { distance: number };
}
