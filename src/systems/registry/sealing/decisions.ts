import { type Queryable, type SystemDatabase, sql } from '../../../kernel/db.ts';
import type { Grounds } from '../time/acts.ts';
import { type OpenTo, forgetSeals, sealTopic } from './seals.ts';

/** A decision to seal, as it is written down. */
export interface NewSeal {
  id: string;
  requestKey: string;
  kind: string;
  key: readonly string[];
  fields: readonly string[] | null;
  before: string | null;
  fromOn: string;
  untilOn: string | null;
  openTo: readonly OpenTo[];
  opensTo: { number: string; on: string } | null;
  cover: Readonly<Record<string, unknown>>;
}

/** Writes a seal; every process of the house knows it when this is committed. The answer is its id, the first one's under the same key. */
export async function saveSeal(db: SystemDatabase, seal: NewSeal, grounds: Grounds): Promise<string> {
  await db.transaction(async (tx) => {
    const rows =
      await tx.run(sql`INSERT INTO seal (id, request_key, kind, key, fields, valid_before, from_on, until_on, open_to,
        opens_to_number, opens_on, cover, reason, source, decided_by, receipt)
      VALUES (${seal.id}, ${seal.requestKey}, ${seal.kind}, ${seal.key}, ${seal.fields}, ${seal.before}, ${seal.fromOn}, ${seal.untilOn},
        ${JSON.stringify(seal.openTo)}::jsonb, ${seal.opensTo?.number ?? null}, ${seal.opensTo?.on ?? null},
        ${JSON.stringify(seal.cover)}::jsonb, ${grounds.reason}, ${JSON.stringify(grounds.source)}::jsonb,
        ${JSON.stringify(grounds.by)}::jsonb, ${grounds.receipt ?? null})
      ON CONFLICT (request_key) DO NOTHING`);
    if (rows > 0) await tellOthers(tx, db.system);
  });
  forgetSeals(db);
  const { id } = await db.one<{ id: string }>(sql`SELECT id FROM seal WHERE request_key = ${seal.requestKey}`);
  return id;
}

/** Lifts a seal. False when there is none in force of that id. */
export async function liftSeal(db: SystemDatabase, id: string, grounds: Grounds): Promise<boolean> {
  const isLifted = await db.transaction(async (tx) => {
    const rows = await tx.run(sql`UPDATE seal SET lifted_at = clock_timestamp(), lift_reason = ${grounds.reason},
        lift_source = ${JSON.stringify(grounds.source)}::jsonb, lifted_by = ${JSON.stringify(grounds.by)}::jsonb
      WHERE id = ${id} AND lifted_at IS NULL`);
    await tellOthers(tx, db.system);
    return rows > 0;
  });
  forgetSeals(db);
  return isLifted;
}

const tellOthers = (tx: Queryable, system: string) =>
  tx.run(sql`SELECT kernel.tell_changed(${sealTopic(system)}, 'all')`);

/** A seal in a list: what is sealed and why, never what the record says. */
export interface ListedSeal {
  id: string;
  kind: string;
  key: string[];
  fields: string[] | null;
  before: string | null;
  fromOn: string;
  untilOn: string | null;
  openTo: OpenTo[];
  opensOn: string | null;
  coveredFields: string[];
  reason: string;
  source: Grounds['source'];
  decidedBy: Grounds['by'];
  decidedAt: Date;
  liftedAt: Date | null;
  openings: {
    id: string;
    reason: string;
    askedAt: Date;
    isMine: boolean;
    approvedAt: Date | null;
    openUntil: Date | null;
  }[];
}

const MOST_LISTED = 200;

/** The seals of a register, the youngest first, with the openings that were asked for; at most 200. */
export function listSeals(db: Queryable, asked: { viewer: string; id?: string }): Promise<ListedSeal[]> {
  return db.rows(sql`SELECT id, kind, key, fields, valid_before AS before, from_on AS "fromOn", until_on AS "untilOn", open_to AS "openTo",
      opens_on AS "opensOn", ARRAY(SELECT jsonb_object_keys(cover)) AS "coveredFields", reason, source, decided_by AS "decidedBy",
      decided_at AS "decidedAt", lifted_at AS "liftedAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'reason', o.reason, 'askedAt', o.asked_at,
          'isMine', o.asked_by = ${asked.viewer}, 'approvedAt', o.approved_at, 'openUntil', o.open_until) ORDER BY o.asked_at DESC)
        FROM seal_opening o WHERE o.seal_id = seal.id), '[]') AS openings
    FROM seal WHERE ${asked.id ?? null}::uuid IS NULL OR id = ${asked.id ?? null}
    ORDER BY decided_at DESC, id LIMIT ${MOST_LISTED}`);
}

/** What an opening was asked for, or undefined when there is none of that id. */
export interface Opening {
  sealId: string;
  kind: string;
  key: string[];
  askedBy: string;
  approvedBy: string | null;
  openUntil: Date | null;
  isLifted: boolean;
}

export function findOpening(db: Queryable, id: string): Promise<Opening | undefined> {
  return db.maybe(sql`SELECT o.seal_id AS "sealId", s.kind, s.key, o.asked_by AS "askedBy", o.approved_by AS "approvedBy",
      o.open_until AS "openUntil", s.lifted_at IS NOT NULL AS "isLifted"
    FROM seal_opening o JOIN seal s ON s.id = o.seal_id WHERE o.id = ${id}`);
}

/** Writes that an opening was asked for. The answer is its id, the first one's under the same key; undefined without such a seal. */
export async function saveOpening(
  db: Queryable,
  opening: { id: string; requestKey: string; sealId: string; askedBy: string; reason: string; source: object },
): Promise<string | undefined> {
  await db.run(sql`INSERT INTO seal_opening (id, request_key, seal_id, asked_by, reason, source)
    SELECT ${opening.id}, ${opening.requestKey}, id, ${opening.askedBy}, ${opening.reason}, ${JSON.stringify(opening.source)}::jsonb
      FROM seal WHERE id = ${opening.sealId} AND lifted_at IS NULL
    ON CONFLICT (request_key) DO NOTHING`);
  const row = await db.maybe<{ id: string }>(
    sql`SELECT id FROM seal_opening WHERE request_key = ${opening.requestKey}`,
  );
  return row?.id;
}

/** Approves an opening for some hours from now. Approved again it stays as it is. */
export async function approveOpening(
  db: Queryable,
  approval: { id: string; approvedBy: string; hours: number },
): Promise<void> {
  await db.run(sql`UPDATE seal_opening SET approved_by = ${approval.approvedBy}, approved_at = clock_timestamp(),
      open_until = clock_timestamp() + make_interval(hours => ${approval.hours})
    WHERE id = ${approval.id} AND approved_at IS NULL`);
}
