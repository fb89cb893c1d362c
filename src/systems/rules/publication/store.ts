import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';

/** An edition that is law, was, or will be, without its model. */
export interface PublishedEdition {
  ruleSet: string;
  name: Bilingual;
  ownerCode: string;
  number: number;
  law: Bilingual;
  /** Civil dates: the first day, and the first day no longer. */
  from: string;
  until: string | null;
  /** Of the text of its model, hexadecimal. */
  sha256: string;
}

/** All editions that were adopted, by rule set, the newest first. */
export function findPublished(db: Queryable): Promise<PublishedEdition[]> {
  return db.rows(sql`SELECT e.rule_set AS "ruleSet", json_build_object('vi', s.name_vi, 'en', s.name_en) AS name,
      s.owner_code AS "ownerCode", e.number, json_build_object('vi', e.law_vi, 'en', e.law_en) AS law,
      lower(f.valid_during)::text AS "from", upper(f.valid_during)::text AS until,
      encode(sha256(convert_to(e.model, 'UTF8')), 'hex') AS sha256
    FROM edition e JOIN rule_set s ON s.id = e.rule_set JOIN in_force f ON f.rule_set = e.rule_set AND f.number = e.number
    WHERE e.state = 'adopted' ORDER BY e.rule_set, f.valid_during DESC`);
}

/** The model of an adopted edition. */
export async function findPublishedModel(
  db: Queryable,
  { ruleSet, number }: { ruleSet: string; number: number },
): Promise<string | undefined> {
  const found = await db.maybe<{ model: string }>(sql`SELECT model FROM edition
    WHERE rule_set = ${ruleSet} AND number = ${number} AND state = 'adopted'`);
  return found?.model;
}
