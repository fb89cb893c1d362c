import type { Queryable } from '../../kernel/db.ts';
import type { CallContext } from '../exchange/index.ts';
import { sightsOf } from '../registry/index.ts';
import {
  beneficialOwner,
  branch,
  enterprise,
  householdBusiness,
  industry,
  memberOrShareholder,
  representative,
} from './kinds.ts';

/** The field of each part that says the name of who has it. */
const NAME_OF = {
  representative: 'fullName',
  member_or_shareholder: 'holderName',
  beneficial_owner: 'fullName',
  branch: 'headName',
} as const;

/**
 * What whoever asks may see of what the register holds about an enterprise: whatever is sealed whole is left out, and sealed
 * fields are covered. Each list keeps its order.
 */
export class Seen {
  readonly #db: Queryable;
  readonly #context: CallContext;

  constructor(db: Queryable, context: CallContext) {
    this.#db = db;
    this.#context = context;
  }

  async #see<Row extends object>(
    kind: { name: string },
    rows: readonly Row[],
    keyOf: (row: Row) => readonly string[],
  ): Promise<Row[]> {
    if (rows.length === 0) return [];
    const sights = await sightsOf(this.#db, kind, rows.map(keyOf), this.#context);
    return rows.flatMap((row, i) => sights[i]!.see(row) ?? []);
  }

  enterprises<Row extends { code: string }>(rows: readonly Row[]): Promise<Row[]> {
    return this.#see(enterprise, rows, ({ code }) => [code]);
  }

  /** One enterprise; undefined when there is none, and when it is sealed whole. */
  async enterprise<Row extends { code: string }>(row: Row | undefined): Promise<Row | undefined> {
    return row && (await this.enterprises([row]))[0];
  }

  households<Row extends { code: string }>(rows: readonly Row[]): Promise<Row[]> {
    return this.#see(householdBusiness, rows, ({ code }) => [code]);
  }

  branches<Row extends { code: string }>(rows: readonly Row[]): Promise<Row[]> {
    return this.#see(branch, rows, ({ code }) => [code]);
  }

  industries<Row extends { vsicCode: string }>(code: string, rows: readonly Row[]): Promise<Row[]> {
    return this.#see(industry, rows, ({ vsicCode }) => [code, vsicCode]);
  }

  representatives<Row extends { personNumber: string }>(code: string, rows: readonly Row[]): Promise<Row[]> {
    return this.#see(representative, rows, ({ personNumber }) => [code, personNumber]);
  }

  owners<Row extends { personNumber: string }>(code: string, rows: readonly Row[]): Promise<Row[]> {
    return this.#see(beneficialOwner, rows, ({ personNumber }) => [code, personNumber]);
  }

  holders<Row extends { holder: string }>(rows: readonly Row[], enterpriseOf: (row: Row) => string): Promise<Row[]> {
    return this.#see(memberOrShareholder, rows, (row) => [enterpriseOf(row), row.holder]);
  }

  /** Whether whoever asks may know that an enterprise names a person as that, by this name. */
  async named(
    part: keyof typeof NAME_OF,
    { enterpriseCode, key, fullName }: { enterpriseCode: string; key: readonly string[]; fullName: string },
  ): Promise<boolean> {
    const [shown] = await this.#see({ name: part }, [{ [NAME_OF[part]]: fullName }], () => key);
    const [known] = await this.enterprises([{ code: enterpriseCode }]);
    return known !== undefined && shown !== undefined && Object.values(shown)[0] === fullName;
  }

  /** In which enterprises a person has a part, by the records that say so. */
  async parts<Row extends { enterpriseCode: string; as: 'holder' | 'representative' | 'beneficial-owner' }>(
    person: string,
    rows: readonly Row[],
  ): Promise<Row[]> {
    const kinds = { holder: memberOrShareholder, representative, 'beneficial-owner': beneficialOwner };
    const seen = await Promise.all(
      rows.map(({ as, ...row }) => this.#see(kinds[as], [{ ...row, as }], () => [row.enterpriseCode, person])),
    );
    return seen.flat() as Row[];
  }

  /** Versions of one enterprise, with what is sealed of their own time covered. */
  async versions<Version extends Parameters<Awaited<ReturnType<typeof sightsOf>>[number]['seeVersion']>[0]>(
    code: string,
    versions: readonly Version[],
  ): Promise<Version[]> {
    const [sight] = await sightsOf(this.#db, enterprise, [[code]], this.#context);
    return versions.flatMap((version) => (sight!.seeVersion(version) as Version | undefined) ?? []);
  }
}
