import { randomBytes, timingSafeEqual } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { Queryable } from '../../../kernel/db.ts';
import { newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readMachineName } from '../certificate/machine-name.ts';
import type { SealingHouse } from '../keys.ts';
import { assertSealedAgency, type MachineProfileName, type SealedAgency } from '../rules.ts';
import {
  findPermit,
  insertPermit,
  markSecretTold,
  readPermits,
  withdrawPermit as withdrawStored,
  type ListedPermit,
  type StoredPermit,
} from './store.ts';

export type { ListedPermit } from './store.ts';

/** Permits: an administrator's leave to ask for certificates of machines. */

const SECRET_PURPOSE = 'trust enrolment secret';
const SECRET_BYTES = 32;
const ID_LENGTH = 12;
const MOST_NAMES = 100;
const MOST_DAYS = 366;
const MOST_USES = 1_000;
const DAY_MS = 86_400_000;

/** What an administrator allows, and why. */
export interface PermitOrder {
  protocol: 'acme' | 'est';
  profile: MachineProfileName;
  /** The certificates name it; nodes of the exchange must. */
  agency?: SealedAgency;
  /** Names, and domains with a point in front. By EST at least one; by ACME none means any whose control is proven. */
  names: readonly string[];
  /** How many accounts are bound to it, or certificates asked for by it: 1 to 1,000. */
  uses: number;
  /** How long it holds: 1 to 366 days. */
  days: number;
  /** The person who answers for it, and why. */
  by: string;
  why: string;
}

/** What its receiver is told, once. */
export interface GivenPermit {
  id: string;
  /** Base64url: the HMAC key of an external account binding, or the password of HTTP Basic. */
  secret: string;
  until: Date;
}

/**
 * Gives a permit and tells its secret: now and never again. Refuses `trust.permit_incomplete` and `trust.act_unexplained`. Who may
 * give one alone is for the caller: it is an operator's command.
 */
export async function givePermit(house: SealingHouse, order: PermitOrder): Promise<GivenPermit> {
  const { by, why } = order;
  if (by.trim() === '' || by.length > 200 || why.trim().length < 10 || why.length > 2_000)
    throw new Refusal('trust.act_unexplained', 422);
  const db = house.db.as('trust');
  const id = await givePermitIn(house, db, order);
  return tellSecret(house, id);
}

/** Gives a permit within the caller's transaction, and answers its name: its secret waits to be told. Refuses `trust.permit_incomplete`. */
export async function givePermitIn(house: SealingHouse, db: Queryable, order: PermitOrder): Promise<string> {
  assertPermit(order);
  const { protocol, profile, agency, names, uses, days, by, why } = order;
  const id = `${protocol}-${newReadableCode(ID_LENGTH)}`;
  await insertPermit(db, {
    id,
    protocol,
    profile,
    agency: agency ?? null,
    names,
    sealedSecret: house.keys.sealBytes(SECRET_PURPOSE, randomBytes(SECRET_BYTES)),
    usesLeft: uses,
    until: new Date(now().getTime() + days * DAY_MS),
    givenBy: by.trim(),
    why: why.trim(),
  });
  return id;
}

/** Refuses a permit that says too little, or more than may be: `trust.permit_incomplete`. */
export function assertPermit({ protocol, profile, agency, names, uses, days }: Omit<PermitOrder, 'by' | 'why'>): void {
  const isWhole = (value: number, most: number) => Number.isSafeInteger(value) && value >= 1 && value <= most;
  const areNames = names.every((name) => readMachineName(name.replace(/^\./, ''))?.text === name.replace(/^\./, ''));
  const isComplete =
    isWhole(uses, MOST_USES) &&
    isWhole(days, MOST_DAYS) &&
    areNames &&
    names.length <= MOST_NAMES &&
    (protocol === 'acme' || names.length > 0) &&
    (profile === 'tls-server' || agency !== undefined);
  if (!isComplete) throw new Refusal('trust.permit_incomplete', 422);
  if (agency) assertSealedAgency(agency);
}

/** Tells the secret of a permit, the first time that it is asked for. Refuses `trust.permit_unusable` and `trust.secret_told`. */
export async function tellSecret(house: SealingHouse, id: string): Promise<GivenPermit> {
  const db = house.db.as('trust');
  const permit = await findPermit(db, id);
  if (!permit || permit.isWithdrawn || permit.until <= now()) throw new Refusal('trust.permit_unusable', 403);
  if (!(await markSecretTold(db, id, now()))) throw new Refusal('trust.secret_told', 409);
  const secret = house.keys.openBytes(SECRET_PURPOSE, permit.sealedSecret);
  return { id, secret: secret.toString('base64url'), until: permit.until };
}

const PAGE = 50;

/** A page of permits, the newest first, and whether there are more. Pages count from 1. */
export async function listPermits(
  house: Pick<SealingHouse, 'db'>,
  page: number,
): Promise<{ permits: ListedPermit[]; hasMore: boolean }> {
  const rows = await readPermits(house.db.as('trust'), { most: PAGE + 1, skip: (page - 1) * PAGE });
  return { permits: rows.slice(0, PAGE), hasMore: rows.length > PAGE };
}

/**
 * Withdraws a permit: no more can be asked for by it. What was issued stays. Refuses `trust.permit_unusable` and, of one that was
 * withdrawn before, `trust.permit_withdrawn`.
 */
export async function withdrawPermit(house: SealingHouse, id: string, by: string): Promise<void> {
  const db = house.db.as('trust');
  if (await withdrawStored(db, { id, by: by.trim().slice(0, 200), at: now() })) return;
  throw (await findPermit(db, id))
    ? new Refusal('trust.permit_withdrawn', 409)
    : new Refusal('trust.permit_unusable', 404);
}

/** A permit with its secret, while it holds. */
export type OpenPermit = StoredPermit & { secret: Buffer };

/** The permit of that name, while it holds; whether it is used up is for `usePermit`. Refuses `trust.permit_unusable`. */
export async function openPermit(house: SealingHouse, id: string, protocol: 'acme' | 'est'): Promise<OpenPermit> {
  const permit = /^[\w-]{1,40}$/.test(id) ? await findPermit(house.db.as('trust'), id) : undefined;
  if (permit?.protocol !== protocol || permit.isWithdrawn || permit.until <= now())
    throw new Refusal('trust.permit_unusable', 403);
  return { ...permit, secret: house.keys.openBytes(SECRET_PURPOSE, permit.sealedSecret) };
}

/** Whether this is the secret, in time that does not tell how much of it was right. */
export function isSecret({ secret }: OpenPermit, told: string): boolean {
  const bytes = Buffer.from(told, 'base64url');
  return bytes.length === secret.length && timingSafeEqual(bytes, secret);
}
