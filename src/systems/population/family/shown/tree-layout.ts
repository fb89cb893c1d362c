import type { KinRole } from '../choices.ts';

/** Somebody in a family tree, as the service tells. */
export interface TreeKin {
  id: number;
  of?: number;
  role: KinRole;
  number?: string;
  fullName: string;
  sex?: 'male' | 'female';
  bornOn: string;
  diedOn?: string;
  since: string;
  basis: string;
}

/** A box of the drawing: its place in slots from the left and rows from the top. */
export interface Box {
  /** The kin, or the person of the tree. */
  kin: TreeKin | undefined;
  column: number;
  row: number;
}

/** A line between two boxes, by their places in the list. */
export interface Tie {
  from: number;
  to: number;
  isBeside: boolean;
}

const isAbove = ({ role }: TreeKin): boolean => role === 'mother' || role === 'father';
const isBelow = ({ role }: TreeKin): boolean => role === 'child';

/**
 * Where everybody stands: the person in the middle row, each generation of ancestors a row higher and of descendants a row lower, spouse
 * and guardians beside. Everybody stands over the middle of those who follow from them, and nobody over another.
 */
export function layOut(kin: readonly TreeKin[]): { boxes: Box[]; ties: Tie[]; columns: number; rows: number } {
  const after = (id: number | undefined, fits: (one: TreeKin) => boolean) =>
    kin.filter((one) => one.of === id && fits(one));
  const depth = (id: number | undefined, fits: (one: TreeKin) => boolean): number =>
    Math.max(0, ...after(id, fits).map((one) => 1 + depth(one.id, fits)));
  const width = (id: number | undefined, fits: (one: TreeKin) => boolean): number =>
    Math.max(
      1,
      after(id, fits).reduce((sum, one) => sum + width(one.id, fits), 0),
    );
  const beside = kin.filter((one) => one.of === undefined && !isAbove(one) && !isBelow(one));
  const middle = depth(undefined, isAbove);
  const half = Math.max(width(undefined, isAbove), width(undefined, isBelow)) / 2;
  const boxes: Box[] = [{ kin: undefined, column: half - 0.5, row: middle }];
  const ties: Tie[] = [];
  const place = (from: number, id: number | undefined, start: number, step: -1 | 1): void => {
    const fits = step < 0 ? isAbove : isBelow;
    let left = start;
    for (const one of after(id, fits)) {
      const wide = width(one.id, fits);
      boxes.push({ kin: one, column: left + wide / 2 - 0.5, row: boxes[from]!.row + step });
      const here = boxes.length - 1;
      ties.push({ from, to: here, isBeside: false });
      place(here, one.id, left, step);
      left += wide;
    }
  };
  place(0, undefined, half - width(undefined, isAbove) / 2, -1);
  place(0, undefined, half - width(undefined, isBelow) / 2, 1);
  beside.forEach((one, i) => {
    boxes.push({ kin: one, column: half + 0.5 + i, row: middle });
    ties.push({ from: 0, to: boxes.length - 1, isBeside: true });
  });
  return {
    boxes,
    ties,
    columns: Math.max(...boxes.map(({ column }) => column + 1)),
    rows: middle + depth(undefined, isBelow) + 1,
  };
}
