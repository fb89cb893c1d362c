import type { PdfFile } from './file.ts';
import { isName, MalformedPdf, PdfReference, type PdfDictionary } from './value.ts';

/** The tree of pages (ISO 32000-1 §7.7.3). */

const MOST_LEVELS = 16;
/** Most nodes that are looked at on the way to a page. */
const MOST_NODES = 20_000;

/** The page of a number, from 1. Throws MalformedPdf when there is none, or the tree does not hold together. */
export function findPage(file: PdfFile, number: number): [PdfReference, PdfDictionary] {
  let left = number;
  for (const page of pagesOf(file)) if (--left === 0) return page;
  throw new MalformedPdf('no such page');
}

/** The box of a page, its own or inherited: from x and y to x and y, in points. Throws MalformedPdf. */
export function boxOfPage(file: PdfFile, page: PdfDictionary): readonly [number, number, number, number] {
  let node: PdfDictionary | undefined = page;
  for (let level = 0; node && level < MOST_LEVELS; level++) {
    const box = file.resolve(node.get('MediaBox'));
    if (Array.isArray(box)) {
      const sides = box.map((side) => file.resolve(side));
      if (sides.length !== 4 || !sides.every((side) => typeof side === 'number')) throw new MalformedPdf('page box');
      const [x, y, toX, toY] = sides as [number, number, number, number];
      return [Math.min(x, toX), Math.min(y, toY), Math.max(x, toX), Math.max(y, toY)];
    }
    node = file.dictionary(node.get('Parent'));
  }
  throw new MalformedPdf('a page without a box');
}

/** Every page in order. */
export function* pagesOf(file: PdfFile): Generator<[PdfReference, PdfDictionary]> {
  const root = file.dictionary(file.trailer.get('Root'))?.get('Pages');
  const seen = new Set<number>();
  const walk = function* (reference: unknown, level: number): Generator<[PdfReference, PdfDictionary]> {
    if (!(reference instanceof PdfReference) || level > MOST_LEVELS || seen.size >= MOST_NODES)
      throw new MalformedPdf('page tree');
    if (seen.has(reference.number)) throw new MalformedPdf('a page stands twice in the tree');
    seen.add(reference.number);
    const node = file.dictionary(reference);
    if (!node) throw new MalformedPdf('page tree');
    const type = file.resolve(node.get('Type'));
    const kids = file.resolve(node.get('Kids'));
    if (isName(type, 'Pages')) {
      if (!Array.isArray(kids)) throw new MalformedPdf('page tree');
      for (const kid of kids) yield* walk(kid, level + 1);
    } else yield [reference, node];
  };
  yield* walk(root, 0);
}
