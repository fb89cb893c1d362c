import { type Static, type TSchema, Type } from 'typebox';

/** The shapes that cases' services speak in. */

export const Id = Type.String({ format: 'uuid' });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const PersonalNumber = Type.String({ pattern: '^\\d{12}$' });
export const Sex = Type.Enum(['male', 'female']);
export const Titled = Type.Object({ vi: Type.String(), en: Type.String() });
export const maybe = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** Where a fact came from: the register, its receipt, and when. */
export const EvidenceSource = Type.Object({
  register: Type.String({ description: 'the system that owns it: health, population, civil-status' }),
  receipt: Type.String(),
  at: Type.String({ description: 'an instant, ISO 8601' }),
});
export type EvidenceSource = Static<typeof EvidenceSource>;

/** A parent as the registers know them, or as the applicant named them. */
export const Parent = Type.Object({
  kind: Type.Enum(['person', 'foreigner', 'unknown']),
  number: maybe(PersonalNumber),
  fullName: Type.String(),
  bornOn: maybe(Day),
  ethnicGroup: maybe(Type.String({ description: 'code of the group' })),
  nationality: Type.String({ description: 'ISO 3166-1 alpha-2' }),
  hometown: maybe(Type.String()),
  passportNumber: maybe(Type.String()),
  communeCode: maybe(Type.String({ description: 'commune of the permanent residence' })),
  addressLine: maybe(Type.String()),
  source: maybe(EvidenceSource),
  residenceSource: maybe(EvidenceSource),
});
export type Parent = Static<typeof Parent>;

export const BirthFacts = Type.Object({
  notificationId: Id,
  number: Type.String({ description: 'number of the notification' }),
  bornAt: Type.String({ description: 'an instant, ISO 8601' }),
  bornOn: Day,
  sex: Sex,
  weight_grams: Type.Integer(),
  birthOrder: Type.Integer(),
  birthCount: Type.Integer(),
  placeName: Type.String(),
  /** Whom the mother named as the father at the hospital. */
  fatherDeclaredName: maybe(Type.String()),
  fatherDeclaredNumber: maybe(PersonalNumber),
  source: EvidenceSource,
});
export type BirthFacts = Static<typeof BirthFacts>;

export const Marriage = Type.Object({
  registeredOn: Day,
  entryNumber: Type.String(),
  communeCode: Type.String(),
  source: EvidenceSource,
});

/** What registers answered when the dossier was opened; read again when the officer decides. */
export const Evidence = Type.Object({
  birth: BirthFacts,
  mother: Parent,
  /** The husband, when the parents are married. */
  husband: maybe(Parent),
  marriage: maybe(Marriage),
});
export type Evidence = Static<typeof Evidence>;

/** What the parent gives, because no register knows it. Each section is saved by itself. */
export const ChildAnswers = Type.Object(
  {
    fullName: Type.String({ minLength: 1, maxLength: 100 }),
    ethnicGroupOf: Type.Optional(Type.Enum(['mother', 'father'])),
    hometownOf: Type.Optional(Type.Enum(['mother', 'father'])),
    nationality: Type.Optional(Type.Enum(['VN', 'foreign'])),
    /** The parent says that the hospital's notification is wrong. */
    wrongFact: Type.Optional(Type.Enum(['sex', 'bornAt', 'birthOrder', 'placeName'])),
    wrongFactNote: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    lateReason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);
export const ParentsAnswers = Type.Object(
  {
    /** Only asked when the mother is not married. */
    father: Type.Enum(['recognised', 'foreigner', 'unknown']),
    /** Number and name must belong to one person; nothing else of him is shown before he agrees. */
    fatherNumber: Type.Optional(PersonalNumber),
    fatherName: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })),
    foreignFatherName: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })),
    foreignFatherBornOn: Type.Optional(Day),
    foreignFatherNationality: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    foreignFatherPassport: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{5,20}$' })),
  },
  { additionalProperties: false },
);
export const ResidenceAnswers = Type.Object(
  {
    with: Type.Enum(['mother', 'father']),
  },
  { additionalProperties: false },
);
export const Answers = Type.Object({
  child: Type.Optional(ChildAnswers),
  parents: Type.Optional(ParentsAnswers),
  residence: Type.Optional(ResidenceAnswers),
});
export type Answers = Static<typeof Answers>;

export const DOSSIER_STATUSES = [
  'draft',
  'awaiting_consent',
  'in_progress',
  'supplement',
  'done',
  'refused',
  'withdrawn',
] as const;
export type DossierStatus = (typeof DOSSIER_STATUSES)[number];
export const STEP_STATUSES = ['waiting', 'open', 'supplement', 'approved', 'done', 'refused', 'cancelled'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];
export const STEP_KINDS = ['birth', 'residence', 'insurance'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Why the second parent must agree. */
export const CONSENT_REASONS = [
  'recognition',
  'surname',
  'ethnic_group',
  'hometown',
  'residence',
  'nationality',
] as const;
export type ConsentReason = (typeof CONSENT_REASONS)[number];

export const Step = Type.Object({
  id: Id,
  kind: Type.Enum([...STEP_KINDS]),
  procedureCode: Type.String(),
  agencyName: Type.String(),
  status: Type.Enum([...STEP_STATUSES]),
  dueOn: maybe(Day),
  openedAt: maybe(Type.String()),
  endedAt: maybe(Type.String()),
  /** The officer's words: what is missing, or why it was refused. */
  note: maybe(Type.String()),
  /** The code of the refusal when a rule, not a person, refused. */
  refusalCode: maybe(Type.String()),
});
export const Result = Type.Object({
  id: Id,
  dossierId: Id,
  childNumber: maybe(PersonalNumber),
  stepKind: Type.Enum([...STEP_KINDS]),
  title: Titled,
  holderName: Type.String(),
  documentNumber: Type.String(),
  issuerName: Type.String(),
  issuedAt: Type.String(),
  verificationCode: Type.String(),
  sha256: Type.String(),
});
export type Result = Static<typeof Result>;

const TimelineEntry = Type.Object({
  at: Type.String(),
  /** What happened, e.g. `submitted`, `consent_given`, `supplement_asked`, `step_done`. */
  kind: Type.String(),
  stepKind: maybe(Type.Enum([...STEP_KINDS])),
  /** Who: `applicant`, `second_parent`, `rule`, or the official's post. */
  who: Titled,
  note: maybe(Type.String()),
});

/** Which sections must be filled in, in order, and which of them are. */
export const Sections = Type.Array(
  Type.Object({ name: Type.Enum(['parents', 'child', 'residence']), isDone: Type.Boolean() }),
);

/** A dossier as its applicant, or the second parent, sees it. */
export const DossierView = Type.Object({
  id: Id,
  number: maybe(Type.String()),
  /** What the dossier is called before it has a number. */
  reference: Type.String(),
  status: Type.Enum([...DOSSIER_STATUSES]),
  role: Type.Enum(['applicant', 'second_parent']),
  applicantName: Type.String(),
  evidence: Evidence,
  answers: Answers,
  /** The father as things stand: the husband, the man who is to recognise, the foreigner named, or unknown. */
  father: Parent,
  isMarried: Type.Boolean(),
  isLate: Type.Boolean(),
  sections: Sections,
  /** Choices that are open in this dossier; a single one is not asked. */
  choices: Type.Object({
    /** Empty texts where the other parent's facts are not yet to be shown. */
    ethnicGroups: Type.Array(Type.Object({ of: Type.Enum(['mother', 'father']), code: Type.String() })),
    hometowns: Type.Array(Type.Object({ of: Type.Enum(['mother', 'father']), text: Type.String() })),
    residences: Type.Array(
      Type.Object({ with: Type.Enum(['mother', 'father']), communeCode: Type.String(), addressLine: Type.String() }),
    ),
    needsNationality: Type.Boolean(),
  }),
  consent: Type.Object({
    reasons: Type.Array(Type.Enum([...CONSENT_REASONS])),
    /** `paper`: the second parent has no e-identity, so a signed statement is uploaded. */
    way: Type.Enum(['none', 'online', 'paper']),
    askedOf: maybe(Type.String({ description: 'name of the second parent' })),
    state: Type.Enum(['not_needed', 'needed', 'asked', 'given', 'declined']),
    paperName: maybe(Type.String({ description: 'filename of the uploaded statement' })),
  }),
  contradictions: Type.Array(Type.Object({ code: Type.String(), note: maybe(Type.String()) })),
  submittedAt: maybe(Type.String()),
  promisedOn: maybe(Day),
  steps: Type.Array(Step),
  results: Type.Array(Result),
  timeline: Type.Array(TimelineEntry),
  /** The moves the viewer may make now. */
  may: Type.Object({
    edit: Type.Boolean(),
    submit: Type.Boolean(),
    withdraw: Type.Boolean(),
    answerSupplement: Type.Boolean(),
    answerConsent: Type.Boolean(),
  }),
  childNumber: maybe(PersonalNumber),
});
export type DossierView = Static<typeof DossierView>;

/** A step with its dossier, as the officer sees it who is to decide. */
export const OfficerView = Type.Object({
  step: Step,
  dossier: DossierView,
  /** Files handed in: the signed agreement, and what came with a supplement. */
  attachments: Type.Array(
    Type.Object({ fileId: Type.String(), filename: Type.String(), addedAt: maybe(Type.String()) }),
  ),
  consent: maybe(
    Type.Object({
      reasons: Type.Array(Type.Enum([...CONSENT_REASONS])),
      answeredAt: maybe(Type.String()),
      receipt: maybe(Type.String()),
    }),
  ),
  needsRecognition: Type.Boolean(),
  /** What the child will be given, with what was not asked filled in. */
  child: Type.Object({
    fullName: Type.String(),
    ethnicGroup: maybe(Type.String()),
    hometown: maybe(Type.String()),
    nationality: Type.String(),
    communeCode: maybe(Type.String()),
    addressLine: maybe(Type.String()),
    residenceWith: Type.Enum(['mother', 'father']),
  }),
  resolution: maybe(Type.String()),
  decidedBy: maybe(Type.String()),
});
export type OfficerView = Static<typeof OfficerView>;
