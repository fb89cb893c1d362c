import { communeCommitteeCode, provincialFinanceCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { type Tx, isDuplicate } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, groundsOf } from '../../registry/index.ts';
import { communeOn, provinceOf } from '../../territories/index.ts';
import { type Filing, findFiling, insertFiling } from './store.ts';

/** The post that registers enterprises, at the finance department of a province. */
export const REGISTRAR = 'business-registration-officer';

/** The post that registers household businesses, at the People's Committee of a commune (Decree 168/2025/NĐ-CP). */
export const HOUSEHOLD_REGISTRAR = 'household-business-officer';

/** Why something is filed, and the paper that it rests on. */
export interface FilingBasis {
  reason: string;
  source: { kind: string; number: string; issuedOn?: string; issuer?: string };
}

/** Refuses who is not the registrar of the province where a commune is: `enterprise.not_competent`, `enterprise.commune_unknown`. */
export function assertCompetent(context: CallContext, communeCode: string): void {
  const province = provinceOf(communeCode, today());
  if (!province)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'communeCode', code: 'enterprise.commune_unknown' }] });
  const { actor, agency } = context;
  if (actor.kind !== 'official' || actor.role !== REGISTRAR || agency.code !== provincialFinanceCode(province.code))
    throw new Refusal('enterprise.not_competent', 403, { values: { province: province.name } });
}

/** Refuses who does not register household businesses of a commune: `enterprise.not_competent`, `enterprise.commune_unknown`. */
export function assertCompetentForHouseholds(context: CallContext, communeCode: string): void {
  const province = provinceOf(communeCode, today());
  const commune = communeOn(communeCode, today());
  if (!province || !commune)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'communeCode', code: 'enterprise.commune_unknown' }] });
  const { actor, agency } = context;
  const office = communeCommitteeCode(communeCode, province.code);
  if (actor.kind !== 'official' || actor.role !== HOUSEHOLD_REGISTRAR || agency.code !== office)
    throw new Refusal('enterprise.not_competent', 403, { values: { province: commune.fullName.vi } });
}

/** What a filing did. */
export interface Filed {
  subject: string;
  kind: string;
  effectiveOn: string;
  onCertificate: boolean;
  /** Codes of enterprises that began by it; each has the filing as its first registration. */
  founded?: string[];
}

/**
 * Does what a request asks for in one transaction and writes the filing with it. The same key again changes nothing and gives
 * the filing that it led to, also when two ask at the same moment.
 */
export async function fileOnce(
  house: House,
  context: CallContext,
  basis: FilingBasis,
  work: (tx: Tx, grounds: Grounds) => Promise<Filed>,
): Promise<Filing> {
  const db = house.db.as('enterprises');
  const requestKey = context.idempotencyKey!;
  const before = await findFiling(db, requestKey);
  if (before) return before;
  const grounds = groundsOf(context, basis);
  try {
    return await db.transaction(async (tx) => {
      const { founded = [], ...filed } = await work(tx, grounds);
      const by = { agency: context.agency, official: grounds.by.actor, filedOn: today() };
      for (const subject of founded) {
        const theirs = { ...filed, subject, onCertificate: true, requestKey: `${requestKey}/${subject}` };
        await insertFiling(tx, { id: newId(), ...theirs, ...by });
      }
      return insertFiling(tx, { id: newId(), requestKey, ...filed, ...by });
    });
  } catch (error) {
    const meanwhile = await findFiling(db, requestKey);
    if (meanwhile && (isDuplicate(error) || error instanceof Refusal)) return meanwhile;
    throw error;
  }
}
