import type { Static } from 'typebox';
import { isPersonalNumber, isTaxCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { asOf, findByWords, timeline } from '../../registry/index.ts';
import { enterprise, representative } from '../kinds.ts';
import { listEnterprises, partsOf } from '../lookup/store.ts';
import {
  type AsOf,
  filingsOf,
  findBranches,
  findDeclaredOwners,
  findHolders,
  findIndustries,
  findRepresentatives,
} from '../registration/store.ts';
import type * as services from '../services.ts';

const PAGE = 20;

/** Finds enterprises for an officer: by code, by name, or by a representative's or holder's number or a representative's name. */
export async function findEnterprises(
  house: House,
  { words, by = 'name', page = 1 }: Static<typeof services.findEnterprises.input>,
): Promise<Static<typeof services.findEnterprises.output>> {
  const db = house.db.as('enterprises');
  const on = today();
  const compact = words.replace(/\s+/g, '');
  const offset = (page - 1) * PAGE;
  if (/^\d{10}(-\d{3})?$/.test(compact)) {
    if (!isTaxCode(compact))
      throw new Refusal('input.invalid', 422, { fields: [{ field: 'words', code: 'enterprise.code_wrong' }] });
    return { found: await listEnterprises(db, { codes: [compact.slice(0, 10)], on }), hasMore: false };
  }
  const codes = isPersonalNumber(compact)
    ? (await partsOf(db, { person: compact, on, limit: 200 })).map(({ enterpriseCode }) => enterpriseCode)
    : by === 'person'
      ? (await findByWords(db, representative, { words, on, limit: PAGE + 1, offset })).map(
          ({ values }) => values.enterpriseCode,
        )
      : (await findByWords(db, enterprise, { words, on, limit: PAGE + 1, offset })).map(({ values }) => values.code);
  const found = await listEnterprises(db, { codes: [...new Set(codes)].slice(0, PAGE), on });
  return { found, hasMore: codes.length > PAGE && !isPersonalNumber(compact) };
}

/**
 * The whole file of an enterprise as it was on a day, as we know it now or knew it at a moment: with every version of its own
 * record and everything that was filed. Without `version` when there was none then. Refuses `enterprise.unknown`.
 */
export async function readEnterpriseFile(
  house: House,
  { code, on, knownAt }: Static<typeof services.readEnterpriseFile.input>,
): Promise<Static<typeof services.readEnterpriseFile.output>> {
  const db = house.db.as('enterprises');
  const asked: AsOf = { code, on, ...(knownAt ? { knownAt: new Date(knownAt) } : {}) };
  const [version, versions, filings, holders, representatives, industries, branches, declaredOwners] =
    await Promise.all([
      asOf(db, enterprise, { key: { code }, date: on, ...(asked.knownAt ? { knownAt: asked.knownAt } : {}) }),
      timeline(db, enterprise, { code }),
      filingsOf(db, code),
      findHolders(db, asked),
      findRepresentatives(db, asked),
      findIndustries(db, asked),
      findBranches(db, asked),
      findDeclaredOwners(db, asked),
    ]);
  if (versions.length === 0) throw new Refusal('enterprise.unknown', 404, { values: { code } });
  return {
    ...(version ? { version } : {}),
    versions,
    filings: filings.map((filing) => ({ ...filing, filedAt: filing.filedAt.toISOString() })),
    holders,
    representatives,
    industries,
    branches,
    declaredOwners,
  };
}
