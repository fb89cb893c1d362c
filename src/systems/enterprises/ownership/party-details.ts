import { countryName } from '../../../country/index.ts';
import type { EntityDetails, EntityFacts, PersonDetails, PersonFacts } from './ownership-history.ts';

/** For whom statements are written: the public learns no number, no address and no day of birth of a person. */
export type Audience = 'public' | 'authority';

const HOME = 'VN';

/** A person as BODS says it. Who is hidden is anonymous: nothing but the reason is told. */
export function personDetails(facts: PersonFacts, isComponent: boolean, audience: Audience): PersonDetails {
  if (facts.hidden) return { isComponent, personType: 'anonymousPerson', unspecifiedPersonDetails: facts.hidden };
  const forAuthority = audience === 'authority';
  const identifiers = [
    ...(facts.personalNumber === undefined ? [] : [{ id: facts.personalNumber, scheme: 'VNM-IDCARD' }]),
    ...(facts.passport === undefined
      ? []
      : [{ id: facts.passport.number, scheme: `${facts.passport.country}-PASSPORT` }]),
  ];
  return {
    isComponent,
    personType: 'knownPerson',
    ...(facts.fullName !== undefined && { names: [{ type: 'legal', fullName: facts.fullName }] }),
    ...(forAuthority && identifiers.length > 0 && { identifiers }),
    ...(facts.nationalities && { nationalities: facts.nationalities.map(country) }),
    ...(facts.bornOn !== undefined && { birthDate: forAuthority ? facts.bornOn : facts.bornOn.slice(0, 7) }),
    ...(facts.diedOn !== undefined && { deathDate: forAuthority ? facts.diedOn : facts.diedOn.slice(0, 7) }),
    ...(forAuthority && facts.address !== undefined && { addresses: [{ type: 'residence', address: facts.address }] }),
    ...(facts.politicallyExposed !== undefined && {
      politicalExposure: { status: facts.politicallyExposed ? 'isPep' : 'isNotPep' },
    }),
  };
}

/** An entity as BODS says it. What is hidden is anonymous. */
export function entityDetails(facts: EntityFacts, isComponent: boolean): EntityDetails {
  const { name, otherNames, legalForm, enterpriseCode, foreignRegistration, address } = facts;
  if (facts.hidden) {
    return { isComponent, entityType: { type: 'anonymousEntity' }, unspecifiedEntityDetails: facts.hidden };
  }
  const identifiers = [
    ...(enterpriseCode === undefined ? [] : [{ id: enterpriseCode, schemeName: 'Mã số doanh nghiệp (Việt Nam)' }]),
    ...(foreignRegistration === undefined
      ? []
      : [{ id: foreignRegistration.number, schemeName: foreignRegistration.register }]),
  ];
  return {
    isComponent,
    entityType: {
      type: facts.type ?? 'registeredEntity',
      ...(legalForm !== undefined && { details: legalForm }),
    },
    ...(name !== undefined && { name }),
    ...(otherNames && otherNames.length > 0 && { alternateNames: [...otherNames] }),
    jurisdiction: country(facts.country ?? HOME),
    ...(identifiers.length > 0 && { identifiers }),
    ...(facts.foundedOn !== undefined && { foundingDate: facts.foundedOn }),
    ...(facts.dissolvedOn !== undefined && { dissolutionDate: facts.dissolvedOn }),
    ...(address !== undefined && {
      addresses: [{ type: 'registered', address, country: country(facts.country ?? HOME) }],
    }),
  };
}

function country(code: string): { name: string; code: string } {
  return { name: countryName(code, 'vi'), code };
}
