/**
 * A statement of the Beneficial Ownership Data Standard 0.4 (BODS): a claim about a person, an entity or a relationship
 * between them, made at a point in time. These schemas say what JSON Schema can say of it; statement-rules.ts and
 * record-course.ts say the rest. Fields that the standard does not know are let through: it allows them.
 */
import { type Static, Type } from 'typebox';
import { Format } from 'typebox/format';
import {
  ANNOTATION_MOTIVATIONS,
  BIRTH_ADDRESS_TYPES,
  DIRECTNESS,
  ENTITY_ADDRESS_TYPES,
  ENTITY_SUBTYPES,
  ENTITY_TYPES,
  EXPOSURE_STATUSES,
  INTEREST_TYPES,
  NAME_TYPES,
  PERSON_ADDRESS_TYPES,
  PERSON_TYPES,
  RECORD_STATUSES,
  RECORD_TYPES,
  SECURITIES_SCHEMES,
  SOURCE_TYPES,
  UNSPECIFIED_REASONS,
} from './statement-codes.ts';

/** The version that we read and write. */
export const BODS_VERSION = '0.4';

const day = Format.IsDate;
const PART_OF_DATE = /^\d{4}(-(0[1-9]|1[0-2]))?$/;
/** RFC 3339 §5.6: `2026-11-22` or `2026-11-22T08:30:00+07:00`. The format library also takes the suffix of RFC 9557. */
Format.Set('bods-day-or-instant', (text) => day(text) || (Format.IsDateTime(text) && !text.includes('[')));
Format.Set('bods-year-month-or-day', (text) => PART_OF_DATE.test(text) || day(text));

const Text = Type.String();
const Day = Type.String({ format: 'date' });
const DayOrInstant = Type.String({ format: 'bods-day-or-instant' });
const YearMonthOrDay = Type.String({ format: 'bods-year-month-or-day' });
const Uri = Type.String({ format: 'uri' });
const Percent = Type.Number({ minimum: 0, maximum: 100 });
const optional = Type.Optional;
const oneOf = <Codes extends string[]>(codes: readonly [...Codes]) => Type.Enum(codes);

const Country = Type.Object({ name: Text, code: optional(Type.String({ minLength: 2, maxLength: 2 })) });
const JurisdictionCode = Type.String({ minLength: 2, maxLength: 6 });
const Jurisdiction = Type.Object({ name: Text, code: optional(JurisdictionCode) });
const Identifier = Type.Object({
  id: optional(Text),
  scheme: optional(Text),
  schemeName: optional(Text),
  uri: optional(Uri),
});
const address = <Codes extends string[]>(types: readonly [...Codes]) =>
  Type.Object({
    type: optional(oneOf(types)),
    address: optional(Text),
    postCode: optional(Text),
    country: optional(Country),
  });
const Unspecified = Type.Object({ reason: oneOf(UNSPECIFIED_REASONS), description: optional(Text) });
const Agent = Type.Object({ name: optional(Text), uri: optional(Uri) });
const Source = Type.Object({
  type: optional(Type.Array(oneOf(SOURCE_TYPES))),
  description: optional(Text),
  url: optional(Uri),
  retrievedAt: optional(DayOrInstant),
  assertedBy: optional(Type.Array(Agent)),
});
const Annotation = Type.Object({
  statementPointerTarget: Text,
  motivation: oneOf(ANNOTATION_MOTIVATIONS),
  creationDate: optional(DayOrInstant),
  createdBy: optional(Agent),
  description: optional(Text),
  transformedContent: optional(Text),
  url: optional(Uri),
});
const PublicationDetails = Type.Object({
  publicationDate: DayOrInstant,
  bodsVersion: Type.String({ pattern: '^\\d+\\.\\d+$' }),
  license: optional(Uri),
  publisher: Type.Object({ name: optional(Text), url: optional(Uri) }),
});

const PersonName = Type.Object({
  type: optional(oneOf(NAME_TYPES)),
  fullName: Text,
  familyName: optional(Text),
  givenName: optional(Text),
  patronymicName: optional(Text),
});
const Exposure = Type.Object({
  reason: optional(Text),
  missingInfoReason: optional(Text),
  jurisdiction: optional(Jurisdiction),
  startDate: optional(Day),
  endDate: optional(Day),
  source: optional(Source),
});
const PersonDetails = Type.Object({
  isComponent: Type.Boolean(),
  personType: oneOf(PERSON_TYPES),
  unspecifiedPersonDetails: optional(Unspecified),
  names: optional(Type.Array(PersonName)),
  identifiers: optional(Type.Array(Identifier)),
  nationalities: optional(Type.Array(Country)),
  placeOfBirth: optional(address(BIRTH_ADDRESS_TYPES)),
  birthDate: optional(YearMonthOrDay),
  deathDate: optional(YearMonthOrDay),
  taxResidencies: optional(Type.Array(Country)),
  addresses: optional(Type.Array(address(PERSON_ADDRESS_TYPES))),
  politicalExposure: optional(
    Type.Object({ status: oneOf(EXPOSURE_STATUSES), details: optional(Type.Array(Exposure)) }),
  ),
});

const Security = Type.Object({ ticker: Text, id: optional(Text), idScheme: optional(oneOf(SECURITIES_SCHEMES)) });
const SecuritiesListing = Type.Object({
  stockExchangeJurisdiction: JurisdictionCode,
  stockExchangeName: Text,
  security: Security,
  marketIdentifierCode: optional(Text),
  operatingMarketIdentifierCode: optional(Text),
});
const EntityDetails = Type.Object({
  isComponent: Type.Boolean(),
  entityType: Type.Object({
    type: oneOf(ENTITY_TYPES),
    subtype: optional(oneOf(ENTITY_SUBTYPES)),
    details: optional(Text),
  }),
  unspecifiedEntityDetails: optional(Unspecified),
  name: optional(Text),
  alternateNames: optional(Type.Array(Text)),
  jurisdiction: optional(Jurisdiction),
  identifiers: optional(Type.Array(Identifier)),
  foundingDate: optional(Day),
  dissolutionDate: optional(Day),
  addresses: optional(Type.Array(address(ENTITY_ADDRESS_TYPES))),
  uri: optional(Uri),
  publicListing: optional(
    Type.Object({
      hasPublicListing: Type.Boolean(),
      companyFilingsURLs: optional(Type.Array(Uri)),
      securitiesListings: optional(Type.Array(SecuritiesListing)),
    }),
  ),
  formedByStatute: optional(Type.Object({ name: optional(Text), date: optional(Day) })),
});

const Share = Type.Object({
  exact: optional(Percent),
  minimum: optional(Percent),
  maximum: optional(Percent),
  exclusiveMinimum: optional(Percent),
  exclusiveMaximum: optional(Percent),
});
const Interest = Type.Object({
  type: optional(oneOf(INTEREST_TYPES)),
  directOrIndirect: optional(oneOf(DIRECTNESS)),
  beneficialOwnershipOrControl: optional(Type.Boolean()),
  details: optional(Text),
  share: optional(Share),
  startDate: optional(Day),
  endDate: optional(Day),
});
const RecordOrUnspecified = Type.Union([Text, Unspecified]);
const RelationshipDetails = Type.Object({
  isComponent: Type.Boolean(),
  subject: RecordOrUnspecified,
  interestedParty: RecordOrUnspecified,
  componentRecords: optional(Type.Array(Text)),
  interests: optional(Type.Array(Interest)),
});

const everyStatement = {
  /** 32 to 64 characters, unique in the world and for ever. */
  statementId: Type.String({ minLength: 32, maxLength: 64 }),
  statementDate: DayOrInstant,
  declarationSubject: Text,
  recordId: Text,
  recordStatus: optional(oneOf(RECORD_STATUSES)),
  declaration: optional(Text),
  source: optional(Source),
  annotations: optional(Type.Array(Annotation)),
  publicationDetails: optional(PublicationDetails),
};
const PersonStatement = Type.Object({
  ...everyStatement,
  recordType: Type.Literal('person'),
  recordDetails: PersonDetails,
});
const EntityStatement = Type.Object({
  ...everyStatement,
  recordType: Type.Literal('entity'),
  recordDetails: EntityDetails,
});
const RelationshipStatement = Type.Object({
  ...everyStatement,
  recordType: Type.Literal('relationship'),
  recordDetails: RelationshipDetails,
});

/** One schema for each record type, so that a problem is named where it is and not as "fits none of three". */
export const STATEMENT_SCHEMAS = {
  person: PersonStatement,
  entity: EntityStatement,
  relationship: RelationshipStatement,
};
/** What can be asked of a statement that does not say what it is about. */
export const AnyStatement = Type.Object({
  ...everyStatement,
  recordType: oneOf(RECORD_TYPES),
  recordDetails: Type.Object({}),
});

export type PersonStatement = Static<typeof PersonStatement>;
export type EntityStatement = Static<typeof EntityStatement>;
export type RelationshipStatement = Static<typeof RelationshipStatement>;
export type Statement = PersonStatement | EntityStatement | RelationshipStatement;
export type RecordType = Statement['recordType'];
export type Interest = Static<typeof Interest>;
export type Share = Static<typeof Share>;
export type PublicationDetails = Static<typeof PublicationDetails>;
export type StatementSource = Static<typeof Source>;
export type UnspecifiedRecord = Static<typeof Unspecified>;
