import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import type { MachineName } from '../certificate/machine-name.ts';
import type { AuthorizationStatus, OrderStatus, ProofMethod } from './rules.ts';

export interface StoredAccount {
  id: string;
  thumbprint: string;
  key: Record<string, string>;
  contacts: readonly string[];
  status: 'valid' | 'deactivated';
  permit: string | null;
}

export type NewAccount = Omit<StoredAccount, 'status'> & { createdFrom: string; createdAt: Date };

/** Adds an account unless its key has one; answers whether it was added. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const added = await tx.run(sql`
    INSERT INTO trust.acme_account (id, thumbprint, key, contacts, status, permit, created_from, created_at)
    VALUES (${account.id}, ${account.thumbprint}, ${JSON.stringify(account.key)}::jsonb, ${account.contacts}, 'valid',
            ${account.permit}, ${account.createdFrom}, ${account.createdAt})
    ON CONFLICT (thumbprint) DO NOTHING`);
  return added === 1;
}

export async function findAccount(db: Queryable, id: string): Promise<StoredAccount | undefined> {
  return db.maybe(sql`
    SELECT id, thumbprint, key, contacts, status, permit FROM trust.acme_account WHERE id = ${id}`);
}

export async function findAccountByKey(db: Queryable, thumbprint: string): Promise<StoredAccount | undefined> {
  return db.maybe(sql`
    SELECT id, thumbprint, key, contacts, status, permit FROM trust.acme_account WHERE thumbprint = ${thumbprint}`);
}

export async function countAccounts(db: Queryable, address: string, since: Date): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM trust.acme_account
     WHERE created_from = ${address} AND created_at > ${since}`);
  return count;
}

export async function saveAccount(
  db: Queryable,
  { id, contacts, status }: Pick<StoredAccount, 'id' | 'contacts' | 'status'>,
): Promise<void> {
  await db.run(sql`
    UPDATE trust.acme_account SET contacts = ${contacts}, status = ${status} WHERE id = ${id} AND status = 'valid'`);
}

/** Gives an account another key, while it still has the one that asked. Fails with a duplicate when the new key has an account. */
export async function saveAccountKey(
  db: Queryable,
  change: { id: string; before: string; thumbprint: string; key: Record<string, string> },
): Promise<boolean> {
  const changed = await db.run(sql`
    UPDATE trust.acme_account SET thumbprint = ${change.thumbprint}, key = ${JSON.stringify(change.key)}::jsonb
     WHERE id = ${change.id} AND thumbprint = ${change.before} AND status = 'valid'`);
  return changed === 1;
}

/** Marks a nonce as used; answers whether it had not been. */
export async function useNonce(db: Queryable, nonce: Buffer, expiresAt: Date): Promise<boolean> {
  const added = await db.run(sql`
    INSERT INTO trust.acme_nonce_used (nonce, expires_at) VALUES (${nonce}, ${expiresAt}) ON CONFLICT DO NOTHING`);
  return added === 1;
}

export interface StoredAuthorization {
  id: string;
  account: string;
  kind: MachineName['kind'];
  name: string;
  token: string;
  status: AuthorizationStatus;
  /** By which challenge the account proves it; null while it has not said so. */
  method: ProofMethod | null;
  problem: string | null;
  validatedAt: Date | null;
  expiresAt: Date;
}

export interface StoredOrder {
  id: string;
  account: string;
  status: Exclude<OrderStatus, 'ready'>;
  names: readonly MachineName[];
  replaces: string | null;
  request: Buffer | null;
  problem: string | null;
  certificateSerial: string | null;
  expiresAt: Date;
}

/** Authorisations of an account for these names that hold, or may still be proven; the best of each name. */
export async function findUsableAuthorizations(
  db: Queryable,
  { account, names, at }: { account: string; names: readonly string[]; at: Date },
): Promise<StoredAuthorization[]> {
  return db.rows(sql`
    SELECT DISTINCT ON (name) id, account, kind, name, token, status, method, problem, validated_at AS "validatedAt",
           expires_at AS "expiresAt"
      FROM trust.acme_authorization
     WHERE account = ${account} AND name = ANY (${names}::text[]) AND expires_at > ${at}
       AND status IN ('valid', 'pending', 'processing')
     ORDER BY name, status = 'valid' DESC, expires_at DESC`);
}

/** The name with the most failed authorisations of an account since then, and how many they are. */
export async function findMostFailed(
  db: Queryable,
  { account, names, since }: { account: string; names: readonly string[]; since: Date },
): Promise<{ name: string; count: number } | undefined> {
  return db.maybe(sql`
    SELECT name, count(*)::integer AS count FROM trust.acme_authorization
     WHERE account = ${account} AND name = ANY (${names}::text[]) AND status = 'invalid' AND created_at > ${since}
     GROUP BY name ORDER BY count(*) DESC LIMIT 1`);
}

export async function countOrders(db: Queryable, account: string, since: Date): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM trust.acme_order WHERE account = ${account} AND created_at > ${since}`);
  return count;
}

/** Ends orders that were to renew the same certificate and can come to nothing any more, so that another may. */
export async function endDeadReplacements(tx: Tx, replaces: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE trust.acme_order SET status = 'invalid'
     WHERE replaces = ${replaces} AND status = 'pending'
       AND (expires_at <= ${at}
            OR EXISTS (SELECT FROM trust.acme_order_authorization
                         JOIN trust.acme_authorization ON acme_authorization.id = authorization_id
                        WHERE order_id = acme_order.id
                          AND (acme_authorization.status IN ('invalid', 'deactivated')
                               OR acme_authorization.expires_at <= ${at})))`);
}

/** Adds an order with the authorisations that are new to it, and ties it to all it waits for. */
export async function insertOrder(
  tx: Tx,
  order: Pick<StoredOrder, 'id' | 'account' | 'names' | 'replaces' | 'expiresAt'> & { createdAt: Date },
  authorizations: { added: readonly StoredAuthorization[]; all: readonly string[] },
): Promise<void> {
  const { added, all } = authorizations;
  await tx.run(sql`
    INSERT INTO trust.acme_order (id, account, status, names, replaces, expires_at, created_at)
    VALUES (${order.id}, ${order.account}, 'pending', ${JSON.stringify(order.names)}::jsonb, ${order.replaces},
            ${order.expiresAt}, ${order.createdAt})`);
  await tx.run(sql`
    INSERT INTO trust.acme_authorization (id, account, kind, name, token, status, expires_at, created_at)
    SELECT id, ${order.account}, kind, name, token, 'pending', ${order.expiresAt}, ${order.createdAt}
      FROM unnest(${added.map(({ id }) => id)}::uuid[], ${added.map(({ kind }) => kind)}::text[],
                  ${added.map(({ name }) => name)}::text[], ${added.map(({ token }) => token)}::text[])
        AS given (id, kind, name, token)`);
  await tx.run(sql`
    INSERT INTO trust.acme_order_authorization (order_id, authorization_id)
    SELECT ${order.id}, id FROM unnest(${all}::uuid[]) AS given (id)`);
}

export async function findOrder(db: Queryable, id: string): Promise<StoredOrder | undefined> {
  return db.maybe(sql`
    SELECT id, account, status, names, replaces, request, problem, certificate_serial AS "certificateSerial",
           expires_at AS "expiresAt"
      FROM trust.acme_order WHERE id = ${id}`);
}

/** The order that a certificate came of. */
export async function findOrderOfCertificate(db: Queryable, serial: string): Promise<StoredOrder | undefined> {
  return db.maybe(sql`
    SELECT id, account, status, names, replaces, request, problem, certificate_serial AS "certificateSerial",
           expires_at AS "expiresAt"
      FROM trust.acme_order WHERE certificate_serial = ${serial}`);
}

/** Ids of an account's newest orders, after one of them when it is named. */
export async function readOrderIds(
  db: Queryable,
  { account, after, most }: { account: string; after: string | undefined; most: number },
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    SELECT id FROM trust.acme_order
     WHERE account = ${account} AND status <> 'invalid' AND (${after ?? null}::uuid IS NULL OR id < ${after ?? null})
     ORDER BY id DESC LIMIT ${most}`);
  return rows.map(({ id }) => id);
}

export async function readAuthorizations(db: Queryable, order: string): Promise<StoredAuthorization[]> {
  return db.rows(sql`
    SELECT id, account, kind, name, token, status, method, problem, validated_at AS "validatedAt", expires_at AS "expiresAt"
      FROM trust.acme_authorization JOIN trust.acme_order_authorization ON authorization_id = id
     WHERE order_id = ${order} ORDER BY name`);
}

export async function findAuthorization(db: Queryable, id: string): Promise<StoredAuthorization | undefined> {
  return db.maybe(sql`
    SELECT id, account, kind, name, token, status, method, problem, validated_at AS "validatedAt", expires_at AS "expiresAt"
      FROM trust.acme_authorization WHERE id = ${id}`);
}

/** Moves an authorisation from one state to the next; answers whether it was in the first. */
export async function moveAuthorization(
  db: Queryable,
  move: {
    id: string;
    from: readonly AuthorizationStatus[];
    to: AuthorizationStatus;
    method?: ProofMethod;
    problem?: string;
    valid?: { at: Date; until: Date };
  },
): Promise<boolean> {
  const { valid } = move;
  const moved = await db.run(sql`
    UPDATE trust.acme_authorization
       SET status = ${move.to}, problem = ${move.problem ?? null}, method = coalesce(${move.method ?? null}::text, method),
           validated_at = coalesce(${valid?.at ?? null}::timestamptz, validated_at),
           expires_at = coalesce(${valid?.until ?? null}::timestamptz, expires_at)
     WHERE id = ${move.id} AND status = ANY (${move.from}::text[])`);
  return moved === 1;
}

/** Begins to issue: keeps the request, unless another has begun. Answers whether it was the first. */
export async function beginOrder(tx: Tx, id: string, request: Buffer): Promise<boolean> {
  const begun = await tx.run(sql`
    UPDATE trust.acme_order SET status = 'processing', request = ${request} WHERE id = ${id} AND status = 'pending'`);
  return begun === 1;
}

/** Ends an order that is being processed: with a certificate, or with the refusal that it came to. */
export async function endOrder(
  db: Queryable,
  id: string,
  end: { certificateSerial: string } | { problem: string },
): Promise<void> {
  const serial = 'certificateSerial' in end ? end.certificateSerial : null;
  await db.run(sql`
    UPDATE trust.acme_order
       SET status = ${serial === null ? 'invalid' : 'valid'}, certificate_serial = ${serial},
           problem = ${'problem' in end ? end.problem : null}
     WHERE id = ${id} AND status = 'processing'`);
}

/** Puts an order back that could not be processed for what was sent: another request may follow. */
export async function reopenOrder(db: Queryable, id: string): Promise<void> {
  await db.run(sql`
    UPDATE trust.acme_order SET status = 'pending', request = NULL WHERE id = ${id} AND status = 'processing'`);
}

/** Names of these that an account has proven and that still hold. */
export async function countProven(
  db: Queryable,
  { account, names, at }: { account: string; names: readonly string[]; at: Date },
): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(DISTINCT name)::integer AS count FROM trust.acme_authorization
     WHERE account = ${account} AND name = ANY (${names}::text[]) AND status = 'valid' AND expires_at > ${at}`);
  return count;
}

/** Forgets nonces that are too old to be used, and orders and authorisations that came to nothing before then. */
export async function sweep(tx: Tx, { at, before }: { at: Date; before: Date }): Promise<void> {
  await tx.run(sql`DELETE FROM trust.acme_nonce_used WHERE expires_at < ${at}`);
  await tx.run(sql`DELETE FROM trust.acme_order WHERE status <> 'valid' AND expires_at < ${before}`);
  await tx.run(sql`
    DELETE FROM trust.acme_authorization
     WHERE expires_at < ${before}
       AND NOT EXISTS (SELECT FROM trust.acme_order_authorization WHERE authorization_id = acme_authorization.id)`);
}
