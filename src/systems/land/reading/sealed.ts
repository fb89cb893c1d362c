import type { Queryable } from '../../../kernel/db.ts';
import type { CallContext } from '../../exchange/index.ts';
import { sightsOf } from '../../registry/index.ts';
import { party } from '../kinds.ts';
import { codesMoved } from './store.ts';

/** What stands in the place of a name that is not told. */
export const NAMELESS = '—';

/**
 * Of these codes of parties and numbers of people, those of whom anything is sealed for who asks: of a person under any code. A person is always told of the own rights: `self` is
 * never veiled.
 */
export async function veiledParties(
  db: Queryable,
  asked: { codes: readonly string[]; self?: string | undefined },
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const moved = await codesMoved(db, asked.codes);
  const ofSelf = new Set([asked.self, ...moved.flatMap(({ code, number }) => (number === asked.self ? [code] : []))]);
  const told = [...asked.codes, ...moved.map(({ code }) => code)];
  const codes = [...new Set(told)].filter((code) => !ofSelf.has(code));
  const sights = await sightsOf(
    db,
    party,
    codes.map((code) => [code]),
    context,
  );
  const veiled = new Set(codes.filter((_, i) => sights[i]!.isVeiled));
  for (const { code, number } of moved) if (veiled.has(code)) veiled.add(number);
  return veiled;
}

/** Rights or restrictions as whoever asks may see them: that somebody has one is told, who is not, where any of them is sealed. */
export async function seenParties<
  Row extends { party: string | null; partyName: string | null; people?: readonly string[] },
>(db: Queryable, asked: { rows: readonly Row[]; self?: string | undefined }, context: CallContext): Promise<Row[]> {
  const codesOf = (row: Row): string[] => [...(row.party ? [row.party] : []), ...(row.people ?? [])];
  const veiled = await veiledParties(db, { codes: asked.rows.flatMap(codesOf), self: asked.self }, context);
  return asked.rows.map((row) =>
    codesOf(row).some((code) => veiled.has(code))
      ? { ...row, party: NAMELESS, partyName: NAMELESS, ...(row.people ? { people: [] } : {}) }
      : row,
  );
}
