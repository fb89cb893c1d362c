import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call } from '../../exchange/index.ts';
import { register } from '../register.ts';
import * as services from '../services.ts';

/** The document on which acts of tests rest. */
export const decision = { number: '15/QĐ-BTC', issuedOn: '2026-01-02', issuer: register.owner.name };

/** An official of an agency at the desk of public finance; `who` tells one from another. */
export function officialAt(agencyCode: string, who: string, idempotencyKey = newId()): CallContext {
  return {
    caller: 'public-finance',
    agency: { code: agencyCode, name: `Cơ quan ${agencyCode}` },
    actor: {
      kind: 'official',
      number: who,
      officialId: '01900000-0000-7000-8000-000000000000',
      role: 'public-finance-officer',
      title: { vi: 'Cán bộ tài chính công', en: 'Public finance officer' },
      territoryCode: '',
    },
    purpose: 'public-finance-management',
    idempotencyKey,
  };
}

/** Two officials of the Ministry of Finance. */
export const LAN = '001190000001';
export const MINH = '001090000002';

/** The acts of the desk on a house, as somebody at the Ministry of Finance does them unless said. */
export function deskOf(house: House) {
  const act = async <Output>(contract: unknown, input: object, context: CallContext = officialAt('G12', LAN)) =>
    (await call(house, contract as ServiceContract, input as never, context)).output as Output;
  return {
    act,
    /** Registers a unit of level I of the central budget, unless said otherwise; answers its code. */
    async unit(name: string, over: object = {}, context?: CallContext): Promise<string> {
      const said = { name, level: 1, budgetLevel: 'central', chapter: '018', kind: 'association', from: '2020-01-01' };
      return (await act<{ code: string }>(services.registerUnit, { ...said, ...over, decision }, context)).code;
    },
    async asset(holderCode: string, over: object = {}, context?: CallContext): Promise<string> {
      const said = {
        name: 'Máy chủ',
        assetClass: 'equipment',
        inUseSince: '2020-06-01',
        originalPrice: 1_000_000_000,
        life_years: 5,
        from: '2020-06-01',
      };
      return (await act<{ code: string }>(services.registerAsset, { holderCode, ...said, ...over, decision }, context))
        .code;
    },
    async debt(unitCode: string, over: object = {}): Promise<string> {
      const said = {
        title: 'Khoản vay mẫu',
        category: 'government',
        creditorKind: 'multilateral',
        creditor: 'Ngân hàng Mẫu',
        currency: 'USD',
        principal: 100_000_00,
        rate_basisPoints: 200,
        firstRepaymentOn: '2025-06-15',
        every_months: 6,
        maturesOn: '2030-06-15',
        from: '2020-06-15',
      };
      return (await act<{ code: string }>(services.registerDebt, { unitCode, ...said, ...over, decision })).code;
    },
    moveDebt: (code: string, kind: string, amount: number, from: string) =>
      act(services.moveDebt, { code, kind, amount, from, decision }),
    async guarantee(over: object = {}): Promise<string> {
      const said = {
        title: 'Dự án điện mẫu',
        partyCode: '0100100079',
        partyName: 'Tập đoàn Mẫu',
        creditorKind: 'bilateral',
        creditor: 'Ngân hàng Mẫu',
        currency: 'USD',
        mostAmount: 50_000_00,
        from: '2020-01-01',
        lapsesOn: '2035-01-01',
      };
      return (await act<{ code: string }>(services.issueGuarantee, { ...said, ...over, decision })).code;
    },
    moveGuarantee: (code: string, kind: string, amount: number, from: string) =>
      act(services.moveGuarantee, { code, kind, amount, from, decision }),
    submit: (unitCode: string, lines: object[], over: object = {}, context?: CallContext) =>
      act<{ state: string }>(
        services.submitResult,
        { unitCode, year: 2025, scope: 'own', lines, ...over, decision },
        context,
      ),
    approve: (unitCode: string, over: object = {}, context: CallContext = officialAt('G12', MINH)) =>
      act<{ state: string }>(
        services.approveResult,
        { unitCode, year: 2025, scope: 'own', ...over, decision },
        context,
      ),
  };
}

/** A line of a result. */
export const line = (item: string, estimate: number, executed = estimate, settled = executed, sector = '341') => ({
  sector,
  item,
  estimate,
  executed,
  settled,
});
