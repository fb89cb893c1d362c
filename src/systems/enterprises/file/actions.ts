import type { Static } from 'typebox';
import { isPersonalNumber, isTaxCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
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
import { Seen } from '../sealed.ts';
import type * as services from '../services.ts';

const PAGE = 20;

/** Finds enterprises for an officer: by code, by name, or by a representative's or holder's number or a representative's name. */
export async function findEnterprises(
  house: House,
  { words, by = 'name', page = 1 }: Static<typeof services.findEnterprises.input>,
  context: CallContext,
): Promise<Static<typeof services.findEnterprises.output>> {
  const db = house.db.as('enterprises');
  const seen = new Seen(db, context);
  const on = today();
  const compact = words.replace(/\s+/g, '');
  const offset = (page - 1) * PAGE;
  if (/^\d{10}(-\d{3})?$/.test(compact)) {
    if (!isTaxCode(compact))
      throw new Refusal('input.invalid', 422, { fields: [{ field: 'words', code: 'enterprise.code_wrong' }] });
    const listed = await listEnterprises(db, { codes: [compact.slice(0, 10)], on });
    return { found: await seen.enterprises(listed), hasMore: false };
  }
  const codes = isPersonalNumber(compact)
    ? (await seen.parts(compact, await partsOf(db, { person: compact, on, limit: 200 }))).map(
        ({ enterpriseCode }) => enterpriseCode,
      )
    : by === 'person'
      ? await representedIn(seen, await findByWords(db, representative, { words, on, limit: PAGE + 1, offset }))
      : (await findByWords(db, enterprise, { words, on, limit: PAGE + 1, offset })).map(({ values }) => values.code);
  const listed = await listEnterprises(db, { codes: [...new Set(codes)].slice(0, PAGE), on });
  return { found: await seen.enterprises(listed), hasMore: codes.length > PAGE && !isPersonalNumber(compact) };
}

/** Of representatives found by name, the enterprises of those whose name may be told. */
async function representedIn(
  seen: Seen,
  found: readonly { values: { enterpriseCode: string; personNumber: string; fullName: string } }[],
): Promise<string[]> {
  const told = await Promise.all(
    found.map(async ({ values }) => {
      const [shown] = await seen.representatives(values.enterpriseCode, [values]);
      return shown?.fullName === values.fullName ? [values.enterpriseCode] : [];
    }),
  );
  return told.flat();
}

/**
 * The whole file of an enterprise as it was on a day, as we know it now or knew it at a moment: with every version of its own
 * record and everything that was filed. Without `version` when there was none then. Refuses `enterprise.unknown`.
 */
export async function readEnterpriseFile(
  house: House,
  { code, on, knownAt }: Static<typeof services.readEnterpriseFile.input>,
  context: CallContext,
): Promise<Static<typeof services.readEnterpriseFile.output>> {
  const db = house.db.as('enterprises');
  const seen = new Seen(db, context);
  const asked: AsOf = { code, on, ...(knownAt ? { knownAt: new Date(knownAt) } : {}) };
  const [[version], versions, filings, holders, representatives, industries, branches, declaredOwners] =
    await Promise.all([
      asOf(db, enterprise, { key: { code }, date: on, ...(asked.knownAt ? { knownAt: asked.knownAt } : {}) }).then(
        (held) => seen.versions(code, held ? [held] : []),
      ),
      timeline(db, enterprise, { code }).then((held) => seen.versions(code, held)),
      filingsOf(db, code),
      findHolders(db, asked).then((rows) => seen.holders(rows, () => code)),
      findRepresentatives(db, asked).then((rows) => seen.representatives(code, rows)),
      findIndustries(db, asked).then((rows) => seen.industries(code, rows)),
      findBranches(db, asked).then((rows) => seen.branches(rows)),
      findDeclaredOwners(db, asked).then((rows) => seen.owners(code, rows)),
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
