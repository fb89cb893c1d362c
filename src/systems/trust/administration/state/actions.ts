import { ensureAuthorities, isRootAwaited, type SealingHouse } from '../../keys.ts';
import { readLogState, type LogState } from '../../log/actions.ts';
import { byNames, issuerNameOf, kindOf } from '../../authority.ts';
import type { AuthorityName } from '../../rules.ts';
import { findList, readLastActs } from '../../status/store.ts';
import { raisedAlarms, type Alarm } from '../alarms/actions.ts';
import { readEnded } from '../alarms/store.ts';
import { readCounts } from '../certificates/store.ts';
import { countOpen } from '../requests/store.ts';

/** An authority with its standing and its newest list. */
export interface AuthorityState {
  name: AuthorityName;
  issuer: AuthorityName | undefined;
  serial: string;
  from: Date;
  until: Date;
  standing: 'good' | 'suspended' | 'revoked';
  list: { number: number; thisUpdate: Date; nextUpdate: Date; bytes: number } | undefined;
}

/** The trust services as a whole. */
export interface TrustState {
  /** The house waits for its root, and has no authorities yet. */
  awaitsRoot: boolean;
  /** The root's key is not in the house. */
  isRootElsewhere: boolean;
  authorities: AuthorityState[];
  counts: { profile: string; issued: number; suspended: number; revoked: number }[];
  log: LogState;
  raised: Alarm[];
  ended: Alarm[];
}

const MOST_ENDED = 50;

/** The authorities with the root, their lists, the log, what was issued, and the alarms. */
export async function openState(house: SealingHouse): Promise<TrustState> {
  const db = house.db.as('trust');
  const awaitsRoot = await isRootAwaited(house);
  const known: Awaited<ReturnType<typeof ensureAuthorities>> = awaitsRoot ? new Map() : await ensureAuthorities(house);
  const authorities = [...known]
    .toSorted(([one], [other]) => byNames(one, other))
    .map(([name, { read }]) => ({ name, issuer: issuerNameOf(name), read }));
  const [acts, lists, counts, log, raised, ended] = await Promise.all([
    readLastActs(
      db,
      authorities.map(({ read }) => read.serial),
    ),
    Promise.all(authorities.map(({ name }) => findList(db, { authority: name }))),
    readCounts(db),
    readLogState(house),
    raisedAlarms(house),
    readEnded(db, MOST_ENDED),
  ]);
  return {
    awaitsRoot,
    isRootElsewhere: known.get('root')?.isKeyElsewhere === true,
    authorities: authorities.map(({ name, issuer, read: { serial, from, until } }, i) => {
      const kind = acts[i]?.kind;
      const list = lists[i];
      return {
        name,
        issuer,
        serial,
        from,
        until,
        standing: kind === 'revoked' || kind === 'suspended' ? kind : 'good',
        list: list && {
          number: list.number,
          thisUpdate: list.thisUpdate,
          nextUpdate: list.nextUpdate,
          bytes: list.list.length,
        },
      };
    }),
    counts,
    log,
    raised,
    ended,
  };
}

/** The kinds of authorities that two officials may let be succeeded: all but the roots. None while the house awaits its root. */
export async function succeedableKinds(house: SealingHouse): Promise<string[]> {
  if (await isRootAwaited(house)) return [];
  const names = [...(await ensureAuthorities(house)).keys()].toSorted(byNames);
  return [...new Set(names.filter((name) => issuerNameOf(name) !== undefined).map(kindOf))];
}

/** What stands above every page of the desk: how many requests wait for a decision, and the alarms. */
export async function openWatch(house: SealingHouse): Promise<{ open: number; raised: Alarm[] }> {
  const [open, raised] = await Promise.all([countOpen(house.db.as('trust')), raisedAlarms(house)]);
  return { open, raised };
}
