/**
 * The codelists of the Beneficial Ownership Data Standard 0.4 (BODS). All of them are closed: a code that is not here is
 * refused.
 */
export const RECORD_TYPES = ['entity', 'person', 'relationship'] as const;
export const RECORD_STATUSES = ['new', 'updated', 'closed'] as const;
export const PERSON_TYPES = ['knownPerson', 'anonymousPerson', 'unknownPerson'] as const;
export const ENTITY_TYPES = [
  'registeredEntity',
  'legalEntity',
  'arrangement',
  'anonymousEntity',
  'unknownEntity',
  'state',
  'stateBody',
] as const;
export const ENTITY_SUBTYPES = ['governmentDepartment', 'stateAgency', 'trust', 'nomination', 'other'] as const;
export const INTEREST_TYPES = [
  'shareholding',
  'votingRights',
  'appointmentOfBoard',
  'otherInfluenceOrControl',
  'seniorManagingOfficial',
  'settlor',
  'trustee',
  'protector',
  'beneficiaryOfLegalArrangement',
  'rightsToSurplusAssetsOnDissolution',
  'rightsToProfitOrIncome',
  'rightsGrantedByContract',
  'conditionalRightsGrantedByContract',
  'controlViaCompanyRulesOrArticles',
  'controlByLegalFramework',
  'boardMember',
  'boardChair',
  'unknownInterest',
  'unpublishedInterest',
  'enjoymentAndUseOfAssets',
  'rightToProfitOrIncomeFromAssets',
  'nominee',
  'nominator',
] as const;
export const DIRECTNESS = ['direct', 'indirect', 'unknown'] as const;
export const UNSPECIFIED_REASONS = [
  'noBeneficialOwners',
  'subjectUnableToConfirmOrIdentifyBeneficialOwner',
  'interestedPartyHasNotProvidedInformation',
  'subjectExemptFromDisclosure',
  'interestedPartyExemptFromDisclosure',
  'unknown',
  'informationUnknownToPublisher',
] as const;
export const NAME_TYPES = ['legal', 'translation', 'transliteration', 'former', 'alternative', 'birth'] as const;
/** The address types are one list in the standard; which of them may stand depends on whose address it is. */
export const PERSON_ADDRESS_TYPES = ['residence', 'service', 'alternative'] as const;
export const ENTITY_ADDRESS_TYPES = ['registered', 'business', 'alternative'] as const;
export const BIRTH_ADDRESS_TYPES = ['placeOfBirth'] as const;
export const SOURCE_TYPES = [
  'selfDeclaration',
  'officialRegister',
  'thirdParty',
  'primaryResearch',
  'verified',
] as const;
export const ANNOTATION_MOTIVATIONS = ['commenting', 'correcting', 'identifying', 'linking', 'transformation'] as const;
export const SECURITIES_SCHEMES = ['isin', 'figi', 'cusip', 'cins'] as const;
export const EXPOSURE_STATUSES = ['isPep', 'isNotPep', 'unknown'] as const;

/** Which subtypes an entity type may have. `other` fits all of them. */
export const SUBTYPES_OF: Readonly<Record<(typeof ENTITY_TYPES)[number], readonly (typeof ENTITY_SUBTYPES)[number][]>> =
  {
    registeredEntity: ['other'],
    legalEntity: ['trust', 'other'],
    arrangement: ['trust', 'nomination', 'other'],
    anonymousEntity: ['other'],
    unknownEntity: ['other'],
    state: ['other'],
    stateBody: ['governmentDepartment', 'stateAgency', 'other'],
  };
