import type { Queryable } from '../../../kernel/db.ts';
import type { CallContext } from '../../exchange/index.ts';
import { sightsOf } from '../../registry/index.ts';
import { party } from '../kinds.ts';

/** What stands in the place of a name that is not told. */
export const NAMELESS = '—';

/**
 * Of these codes of parties, those of whom anything is sealed for who asks. A person is always told of the own rights: `self` is
 * never veiled.
 */
export async function veiledParties(
  db: Queryable,
  asked: { codes: readonly string[]; self?: string | undefined },
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const codes = [...new Set(asked.codes)].filter((code) => code !== asked.self);
  const sights = await sightsOf(
    db,
    party,
    codes.map((code) => [code]),
    context,
  );
  return new Set(codes.filter((_, i) => sights[i]!.isVeiled));
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
