import { communeCommitteeCode } from '../../country/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { CallContext } from '../exchange/index.ts';
import { provinceOf } from '../territories/index.ts';

/** The post that keeps the books of a commune. */
export const REGISTRAR_POST = 'civil-status-officer';

/** The commune whose committee acts; undefined for every other agency, and for an official whose post is for another commune. */
export function committeeCommune({ agency, actor }: CallContext, on: string): string | undefined {
  const communeCode = /\.(\d{5})$/.exec(agency.code)?.[1] ?? '';
  const province = provinceOf(communeCode, on);
  const isCommittee = province !== undefined && communeCommitteeCode(communeCode, province.code) === agency.code;
  return isCommittee && (actor.kind !== 'official' || actor.territoryCode === communeCode) ? communeCode : undefined;
}

/** The commune in whose books a civil-status officer may write and read. Refuses everybody else. */
export function officeOf(context: CallContext, on: string): string {
  const communeCode = committeeCommune(context, on);
  const { actor } = context;
  if (!communeCode || actor.kind !== 'official' || actor.role !== REGISTRAR_POST)
    throw new Refusal('entry.not_your_office', 403);
  return communeCode;
}
