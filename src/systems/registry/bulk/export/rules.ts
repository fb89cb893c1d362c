import { Refusal } from '../../../../kernel/refusal.ts';
import { type CallContext, type Grant } from '../../../exchange/index.ts';
import { registerOf } from '../../definition.ts';
import { type ReadingGrant, fieldsOf, isGrantOf } from '../../disclosure/rules.ts';
import { isEncrypted } from '../../kind/field.ts';
import type { RecordKind } from '../../kind/index.ts';

/** From which states an export can be moved by people, and where to. */
export const EXPORT_MOVES = {
  approve: { from: ['awaiting'], to: 'reading' },
  refuse: { from: ['awaiting'], to: 'refused' },
  cancel: { from: ['awaiting', 'reading', 'writing', 'ready'], to: 'cancelled' },
} as const;
export type ExportMove = keyof typeof EXPORT_MOVES;
export type ExportState = 'reading' | 'awaiting' | 'writing' | 'ready' | 'refused' | 'cancelled' | 'failed' | 'expired';

/** Who may take records of a kind out into files besides the stewards of the register's owner, and what those may have in clear. */
export interface ExportRights {
  /** Other agencies, through the desk (`caller: 'registry'`): which fields, and whether only of their own territory. */
  grants?: readonly ReadingGrant[];
  /** Encrypted fields that the owner's stewards may take out in clear. None when not said; what is `sealed` never is. */
  clear?: readonly string[];
}

/** What a caller may take out. */
export interface MayExport {
  fields: readonly string[];
  /** Only records of the caller's own territory. */
  ofOwnTerritory: boolean;
  /** Also what was true, or held, at another moment. */
  pastToo: boolean;
}

export const OWNERS_GRANT = { caller: 'registry', purposes: ['register-keeping'] } as const satisfies Grant;

/**
 * What this caller may take out of a kind. The owner's stewards: all that is neither sealed nor encrypted, and what `clear`
 * names. Others what a grant gives them. Refuses `register.not_your_register`.
 */
export function mayExport(kind: RecordKind, rights: ExportRights, context: CallContext): MayExport {
  if (registerOf(kind.system)?.owner.code === context.agency.code && isGrantOf(OWNERS_GRANT, context, [])) {
    const fields = Object.entries(kind.fields)
      .filter(([name, field]) => !isEncrypted(field) || (rights.clear?.includes(name) && field.disclosure !== 'sealed'))
      .map(([name]) => name);
    return { fields, ofOwnTerritory: false, pastToo: true };
  }
  const grant = rights.grants?.find((each) => isGrantOf(each, context, []));
  if (!grant) throw new Refusal('register.not_your_register', 403);
  return {
    fields: fieldsOf(kind, grant).filter((name) => !isEncrypted(kind.fields[name]!) || grant.fields?.includes(name)),
    ofOwnTerritory: grant.ofOwnTerritory === true,
    pastToo: grant.pastToo === true,
  };
}
