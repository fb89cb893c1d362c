import { Refusal } from '../../../kernel/refusal.ts';
import type { ResultState } from '../choices.ts';

/** A line of a result, in dong. */
export interface LineItself {
  sector: string;
  item: string;
  estimate: number;
  executed: number;
  settled: number;
}

/** What may become of a result: from which states, by which act. What is closed is corrected line by line only. */
export const MOVES = {
  submit: ['submitted', 'returned'],
  approve: ['submitted'],
  return: ['submitted'],
  settle: ['approved'],
  correct: ['approved', 'settled'],
} as const satisfies Record<string, readonly ResultState[]>;

const REFUSED = {
  submit: 'finance.year_closed',
  approve: 'finance.not_submitted',
  return: 'finance.not_submitted',
  settle: 'finance.not_approved',
  correct: 'finance.year_open',
} as const;

/** Refuses a move that is not possible from where the result is. */
export function assertMove(move: keyof typeof MOVES, state: ResultState): void {
  if (!(MOVES[move] as readonly ResultState[]).includes(state)) throw new Refusal(REFUSED[move], 409);
}

/** Four eyes: who submitted a result does not decide on it (`finance.own_result`), and neither does a machine. */
export function assertOtherEyes(submitter: string | null, decider: string | undefined): void {
  if (decider === undefined || decider === submitter) throw new Refusal('finance.own_result', 403);
}

/** Refuses two lines of one item, and more settled than executed; the field is the line's place from 0. */
export function assertLines(lines: readonly LineItself[]): void {
  const seen = new Set<string>();
  const fields = lines.flatMap(({ sector, item, executed, settled }, i) => {
    const key = `${sector} ${item}`;
    const isTwice = seen.has(key);
    seen.add(key);
    return [
      ...(isTwice ? [{ field: `lines.${i}.item`, code: 'finance.line_twice', values: { sector, item } }] : []),
      ...(settled > executed
        ? [{ field: `lines.${i}.settled`, code: 'finance.settled_over_executed', values: { sector, item } }]
        : []),
    ];
  });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
}

/** How far consolidated figures are above those that they consolidate, item by item; only the items in which they differ. */
export function differencesOf(consolidated: readonly LineItself[], parts: readonly LineItself[]): LineItself[] {
  const byItem = new Map<string, LineItself>();
  const add = ({ sector, item, estimate, executed, settled }: LineItself, sign: 1 | -1) => {
    const key = `${sector} ${item}`;
    const sum = byItem.get(key) ?? { sector, item, estimate: 0, executed: 0, settled: 0 };
    byItem.set(key, {
      ...sum,
      estimate: sum.estimate + sign * estimate,
      executed: sum.executed + sign * executed,
      settled: sum.settled + sign * settled,
    });
  };
  for (const line of consolidated) add(line, 1);
  for (const line of parts) add(line, -1);
  return [...byItem.values()]
    .filter(({ estimate, executed, settled }) => estimate !== 0 || executed !== 0 || settled !== 0)
    .toSorted((a, b) => (`${a.sector} ${a.item}` < `${b.sector} ${b.item}` ? -1 : 1));
}
