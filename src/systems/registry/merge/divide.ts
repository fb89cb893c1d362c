import { Refusal } from '../../../kernel/refusal.ts';
import { type RecordKind, encryptedFields } from '../kind/index.ts';

type Row = Record<string, unknown>;

/** Of whom a version of a mixed-up record is: of the record that stays, of the new one, or of both in part. */
export const SHARES = ['stays', 'goes', 'both'] as const;
export type Share = (typeof SHARES)[number];

/** What one side says otherwise than the mixed-up record, and when it is valid: without `from` as long as that one, without `until` for good. */
export interface SideOfSplit {
  from: string | null;
  until: string | null;
  values: Row;
}

/** How a mixed-up record is divided. */
export interface SplitPlan {
  /** From which day on it is mixed; all before it stays. Null: all of its time. */
  since: string | null;
  /** The versions that were seen, each by its act and first day, with whose it is. */
  shares: readonly { act: number; validFrom: string | null; share: Share }[];
  stays: SideOfSplit;
  goes: SideOfSplit;
}

/** A version as it is held. */
export interface HeldVersion {
  values: Row;
  validFrom: string | null;
  validUntil: string | null;
  act: number;
}

/** A version as it is to be; `of`: from which of the held ones its values are. */
export interface Piece {
  values: Row;
  validFrom: string | null;
  validUntil: string | null;
  of: number;
}

export interface Divided {
  stays: Piece[];
  goes: Piece[];
}

interface Part extends HeldVersion {
  of: number;
  share: Share;
}

/**
 * What both records say after a split. A version that is of the one goes on in the other as what that one said before (or first, when it
 * said nothing before), so that neither has a hole where the other's facts stood. What a side says otherwise holds for the versions of both, and
 * for the new record everywhere. What is kept encrypted goes with a version that goes whole, and stays with one of both. Refuses
 * `register.changed_meanwhile` when these are not the versions that were seen, `register.not_valid_then` when the day is none of the
 * record's, and `register.split_nothing` when one side would say nothing, or both the same.
 */
export function divide(kind: RecordKind, held: readonly HeldVersion[], plan: SplitPlan): Divided {
  assertSeen(held, plan);
  const parts = partsOf(held, plan);
  const hidden = Object.fromEntries(encryptedFields(kind).map((field) => [field, null]));
  const stays = side(parts, plan.stays, (part) =>
    part.share === 'goes' ? undefined : part.share === 'both' ? { ...part.values, ...plan.stays.values } : part.values,
  );
  const goes = side(parts, plan.goes, (part) =>
    part.share === 'stays'
      ? undefined
      : { ...part.values, ...(part.share === 'both' ? hidden : {}), ...plan.goes.values },
  );
  const saidBy = (pieces: readonly Piece[]) =>
    [...new Set(pieces.map(({ values }) => JSON.stringify(values)))].toSorted();
  if (stays.length === 0 || goes.length === 0 || saidBy(stays).join('\n') === saidBy(goes).join('\n'))
    throw new Refusal('register.split_nothing', 422);
  return { stays, goes };
}

const startOf = (day: string | null): string => day ?? '';

function assertSeen(held: readonly HeldVersion[], { shares }: SplitPlan): void {
  const isSeen = held.every(({ act, validFrom }, i) => shares[i]?.act === act && shares[i]?.validFrom === validFrom);
  if (!isSeen || shares.length !== held.length) throw new Refusal('register.changed_meanwhile', 409);
}

/** The versions, with the one in which the mixing began cut on that day. */
function partsOf(held: readonly HeldVersion[], { since, shares }: SplitPlan): Part[] {
  if (since === null) return held.map((version, of) => ({ ...version, of, share: shares[of]!.share }));
  const isWithin = held.some(
    ({ validFrom, validUntil }) => startOf(validFrom) <= since && (validUntil === null || validUntil > since),
  );
  if (!isWithin) throw new Refusal('register.not_valid_then', 409, { values: { date: since } });
  return held.flatMap((version, of): Part[] => {
    const { validFrom, validUntil } = version;
    const { share } = shares[of]!;
    if (validUntil !== null && validUntil <= since) return [{ ...version, of, share: 'stays' }];
    if (startOf(validFrom) >= since) return [{ ...version, of, share }];
    return [
      { ...version, of, validUntil: since, share: 'stays' },
      { ...version, of, validFrom: since, share },
    ];
  });
}

/** One side: what it says in each part, itself or what it said before, within its own time. Nothing when no part is its own. */
function side(parts: readonly Part[], { from, until }: SideOfSplit, saidIn: (part: Part) => Row | undefined): Piece[] {
  const said = parts.map((part) => ({ part, values: saidIn(part) }));
  let carried = said.find(({ values }) => values !== undefined);
  if (!carried) return [];
  const pieces: Piece[] = [];
  for (const each of said) {
    if (each.values !== undefined) carried = each;
    const { validFrom, validUntil } = each.part;
    pieces.push({ values: carried.values!, of: carried.part.of, validFrom, validUntil });
  }
  const begins = from ?? parts[0]!.validFrom;
  if (until !== null && startOf(begins) >= until) return [];
  const within = pieces.filter(
    ({ validFrom, validUntil }) =>
      (validUntil === null || validUntil > startOf(begins)) && (until === null || startOf(validFrom) < until),
  );
  if (within.length === 0) return [];
  within[0] = { ...within[0]!, validFrom: begins };
  within[within.length - 1] = { ...within.at(-1)!, validUntil: until };
  return within.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1);
    const goesOn =
      last?.validUntil === piece.validFrom &&
      last.of === piece.of &&
      JSON.stringify(last.values) === JSON.stringify(piece.values);
    return goesOn ? [...all.slice(0, -1), { ...last, validUntil: piece.validUntil }] : [...all, piece];
  }, []);
}
