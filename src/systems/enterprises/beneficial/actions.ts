import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { findDeclaredOwners, findEnterprise } from '../registration/store.ts';
import { Seen } from '../sealed.ts';
import type * as services from '../services.ts';
import { ZERO, fraction, percentOf } from '../share.ts';
import { type UltimateShare, ownersByShares, ultimateShares } from './rules.ts';
import { chainOf } from './store.ts';

/** So many parts a chain of ownership may have, and so many enterprises. */
const MOST_PARTS = 5_000;
const MOST_FIRMS = 120;

/**
 * Who ultimately owns or controls an enterprise on a day: by shares of 25 % or more, own or through chains of other enterprises,
 * and who is declared. Refuses `enterprise.unknown`, and `enterprise.chain_too_large` for chains beyond 120 enterprises.
 */
export async function readBeneficialOwners(
  house: House,
  { code, on }: Static<typeof services.readBeneficialOwners.input>,
  context: CallContext,
): Promise<Static<typeof services.readBeneficialOwners.output>> {
  const db = house.db.as('enterprises');
  const seen = new Seen(db, context);
  const [found, parts, declared] = await Promise.all([
    findEnterprise(db, { code, on }).then((row) => seen.enterprise(row)),
    chainOf(db, { code, on, limit: MOST_PARTS + 1 }).then((rows) => seen.holders(rows, ({ enterprise }) => enterprise)),
    findDeclaredOwners(db, { code, on }).then((rows) => seen.owners(code, rows)),
  ]);
  if (!found) throw new Refusal('enterprise.unknown', 404, { values: { code } });
  if (parts.length > MOST_PARTS || new Set(parts.map(({ enterprise }) => enterprise)).size > MOST_FIRMS)
    throw new Refusal('enterprise.chain_too_large', 422, { values: { most: MOST_FIRMS } });
  const shares = parts.map(({ enterprise, holder, contribution, capital }) => ({
    enterprise,
    holder,
    share: fraction(contribution, capital),
  }));
  const names = new Map(parts.map(({ holder, holderName }) => [holder, holderName]));
  const all = ultimateShares(code, shares);
  const byShares = new Set(ownersByShares(all).map(({ person }) => person));
  const isOwner = ({ person }: UltimateShare) =>
    byShares.has(person) || declared.some(({ personNumber }) => personNumber === person);
  const without: Omit<UltimateShare, 'person'> = { direct: ZERO, total: ZERO };
  return {
    owners: [
      ...all.filter(isOwner),
      ...declared
        .filter(({ personNumber }) => !all.some(({ person }) => person === personNumber))
        .map(({ personNumber }) => ({ person: personNumber, ...without })),
    ].map(({ person, direct, total }) => {
      const said = declared.find(({ personNumber }) => personNumber === person);
      return {
        personNumber: person,
        fullName: said?.fullName ?? names.get(person)!,
        share: { numerator: String(total.numerator), denominator: String(total.denominator) },
        percent: percentOf(total),
        directPercent: percentOf(direct),
        byShares: byShares.has(person),
        ...(said ? { declared: { ground: said.ground, ...(said.details ? { details: said.details } : {}) } } : {}),
      };
    }),
    through: [...new Map(parts.map(({ enterprise, enterpriseName }) => [enterprise, enterpriseName]))]
      .filter(([firm]) => firm !== code)
      .map(([firm, name]) => ({ code: firm, name })),
  };
}
