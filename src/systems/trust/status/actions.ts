import { now } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { ensureAuthorities, isRootAwaited, type SealingHouse } from '../keys.ts';
import {
  assertStatusAct,
  REVOCATION_REASONS,
  SUSPENDED,
  type AuthorityName,
  type RevocationReason,
  type StatusAct,
} from '../rules.ts';
import { currentList, currentListOf } from './lists.ts';
import { readListName } from './partition.ts';
import { forgetRevision } from './revision.ts';
import { insertAct, lockActs, readLastActs, readStandings, type StandingRow } from './store.ts';

/** What is done to a certificate, by whom, and why. */
export interface StatusOrder {
  serial: string;
  act: { kind: 'revoked'; reason: RevocationReason } | { kind: 'suspended' } | { kind: 'resumed' };
  /** The person who answers for it. */
  by: string;
  why: string;
}

const MOST_BY_LENGTH = 200;
const LEAST_WHY_LENGTH = 10;
const MOST_WHY_LENGTH = 2_000;

/**
 * Revokes, suspends or resumes a certificate, for ever on record with who did it and why. Revoked is for ever. Its authority's
 * list is signed anew before this answers, and every process of the house tells of it within a second.
 *
 * Refuses `trust.act_unexplained`, `trust.certificate_unknown`, `trust.root_cannot_be_revoked`, `trust.already_revoked`,
 * `trust.already_suspended`, `trust.not_suspended`. Who may is for the caller: it is an operator's command, for emergencies;
 * officials ask and decide in `administration`.
 */
export async function changeStanding(house: SealingHouse, order: StatusOrder): Promise<StatusAct> {
  if (order.by.trim() === '' || order.by.length > MOST_BY_LENGTH) throw new Refusal('trust.act_unexplained', 422);
  if (order.why.trim().length < LEAST_WHY_LENGTH || order.why.length > MOST_WHY_LENGTH)
    throw new Refusal('trust.act_unexplained', 422);
  await ensureAuthorities(house);
  const { authority, done } = await house.db.as('trust').transaction((tx) => changeStandingIn(tx, order));
  await tellStandingChanged(house, authority);
  return done;
}

/** The same within a transaction of the caller, who explained it, and tells of it after the commit. */
export async function changeStandingIn(
  tx: Tx,
  { serial, act, by, why }: StatusOrder,
): Promise<{ authority: AuthorityName; done: StatusAct }> {
  await lockActs(tx);
  const [standing] = await readStandings(tx, { serial, most: 1 });
  if (!standing) throw new Refusal('trust.certificate_unknown', 404);
  if (!standing.authority) throw new Refusal('trust.root_cannot_be_revoked', 409);
  const [last] = await readLastActs(tx, [serial]);
  assertStatusAct(last, act.kind);
  const reason = act.kind === 'revoked' ? REVOCATION_REASONS[act.reason] : act.kind === 'suspended' ? SUSPENDED : 0;
  // Lists and answers tell whole seconds. What was suspended did not hold from then on, so it is revoked from then on too.
  const at =
    act.kind === 'revoked' && last?.kind === 'suspended'
      ? last.at
      : new Date(Math.floor(now().getTime() / 1000) * 1000);
  const done: StatusAct = { kind: act.kind, reason, at };
  await insertAct(tx, {
    ...done,
    authority: standing.authority,
    serial,
    doneBy: by.trim().slice(0, MOST_BY_LENGTH),
    why: why.trim(),
  });
  return { authority: standing.authority, done };
}

/** Looks at all standings anew, and signs the authority's list if one is given: what was changed is committed. */
export async function tellStandingChanged(house: SealingHouse, authority: AuthorityName | undefined): Promise<void> {
  forgetRevision(house);
  if (authority) await currentList(house, authority);
}

const MOST_LISTED = 1_000;

/** The newest thousand certificates with their standing, for those who keep them. */
export async function listStandings(house: SealingHouse): Promise<StandingRow[]> {
  await ensureAuthorities(house);
  return readStandings(house.db.as('trust'), { most: MOST_LISTED });
}

/** Signs every list that is due, so that nobody who asks for one has to wait. */
export async function renewLists(house: SealingHouse): Promise<void> {
  if (await isRootAwaited(house)) return;
  for (const name of (await ensureAuthorities(house)).keys()) await currentList(house, name);
}

/** A file of an authority as it is served: its list, or its certificate. */
export type AuthorityFile =
  | { kind: 'list'; body: Buffer; dueAt: Date }
  | { kind: 'certificate'; body: Buffer; dueAt?: never };

/**
 * The file of that name: `<authority>.crl`, `<authority>-<part>.crl` or `<authority>.cer`. Refuses `trust.no_such_authority`.
 */
export async function readAuthorityFile(house: SealingHouse, name: string): Promise<AuthorityFile> {
  const [, stem = '', ending] = /^([a-z0-9.-]+)\.(crl|cer)$/.exec(name) ?? [];
  const authorities = await ensureAuthorities(house);
  const list = readListName(stem, [...authorities.keys()]);
  if (!list || (ending === 'cer' && list.partition !== undefined)) throw new Refusal('trust.no_such_authority', 404);
  if (ending === 'cer') {
    const { certificate } = authorities.get(list.authority)!;
    return { kind: 'certificate', body: certificate };
  }
  const { der, dueAt } = await currentListOf(house, list);
  return { kind: 'list', body: der, dueAt };
}
