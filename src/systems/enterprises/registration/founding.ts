import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Grounds, record } from '../../registry/index.ts';
import { beneficialOwner, enterprise } from '../kinds.ts';
import { nameProblems, problemsOfCommune, problemsOfManagers, problemsOfOwners } from './checks.ts';
import type { Filed } from './filing.ts';
import {
  type Acting,
  checkHolders,
  checkUnlimitedLiability,
  replaceHolders,
  replaceIndustries,
  replaceRepresentatives,
} from './parts.ts';
import {
  type KnownPerson,
  problemsOfHolders,
  problemsOfIndustries,
  problemsOfName,
  problemsOfRepresentatives,
  refuseFields,
} from './rules.ts';
import type { Registration } from './schemas.ts';
import { lockNames, takeCode } from './store.ts';

/**
 * Enters a new enterprise from today on, with all that its registration says, or refuses beside the fields what the law does
 * not allow.
 */
export async function enterNew(
  tx: Tx,
  { registration, people, grounds }: { registration: Registration; people: Map<string, KnownPerson>; grounds: Grounds },
): Promise<Filed> {
  const on = today();
  const { legalForm, capital, holders, representatives, industries, communeCode, addressLine } = registration;
  await lockNames(tx);
  const founders = await checkHolders(tx, holders, { code: null, on, founds: () => true, people });
  refuseFields([
    ...problemsOfName(legalForm, registration.name),
    ...problemsOfCommune(communeCode),
    ...problemsOfIndustries(industries),
    ...problemsOfHolders(legalForm, holders, capital),
    ...founders.problems,
    ...(await checkUnlimitedLiability(tx, holders, { code: null, on, isPrivate: legalForm === 'private-enterprise' })),
    ...problemsOfRepresentatives(legalForm, representatives, holders),
    ...problemsOfManagers(representatives, people, on),
    ...problemsOfOwners(registration.beneficialOwners ?? [], people, on),
    ...(await nameProblems(tx, registration, null)),
  ]);
  const code = await takeCode(tx);
  if (!code) throw new Refusal('enterprise.codes_exhausted', 503);
  const acting: Acting = { code, on, grounds };
  const values = {
    code,
    name: registration.name,
    foreignName: registration.foreignName ?? null,
    shortName: registration.shortName ?? null,
    legalForm,
    status: 'operating' as const,
    capital,
    foundedOn: on,
    addressLine,
    communeCode,
  };
  await record(tx, enterprise, { values, from: on }, grounds);
  await replaceHolders(tx, acting, holders, (holder) => founders.names.get(holder)!);
  await replaceRepresentatives(tx, acting, representatives, (number) => people.get(number)!.fullName);
  await replaceIndustries(tx, acting, industries);
  for (const { personNumber, ground, details } of registration.beneficialOwners ?? []) {
    const said = { enterpriseCode: code, personNumber, ground, details: details ?? null };
    const values = { ...said, fullName: people.get(personNumber)!.fullName };
    await record(tx, beneficialOwner, { values, from: on }, grounds);
  }
  return { subject: code, kind: 'register', effectiveOn: on, onCertificate: true };
}
