import { sql, type Queryable } from '../../../kernel/db.ts';
import type { StatusAct } from '../rules.ts';

/** A certificate of an official for a key of his own, with what was last done to it. */
export interface HeldByOfficial {
  serial: string;
  certificate: Buffer;
  from: Date;
  until: Date;
  kind: StatusAct['kind'] | null;
}

/** The certificates of a holder, the newest first. */
export async function readHeldBy(db: Queryable, holder: string, most: number): Promise<HeldByOfficial[]> {
  return db.rows(sql`
    SELECT certificate.serial, certificate, lower(valid) AS "from", upper(valid) AS until, act.kind
      FROM trust.certificate LEFT JOIN LATERAL (
        SELECT kind FROM trust.status_act
         WHERE status_act.serial = certificate.serial ORDER BY number DESC LIMIT 1) AS act ON true
     WHERE holder = ${holder} AND profile = 'official-authentication'
     ORDER BY certificate.recorded_at DESC, certificate.serial LIMIT ${most}`);
}
