import { type Static, type TSchema, Type } from 'typebox';
import { service } from '../exchange/service.ts';

/**
 * What cases promise to others. The portal is the caller of all but the last: every page of a person about a dossier is
 * one of these calls, made by that person, about their own dossier.
 */

const Id = Type.String({ format: 'uuid' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const PersonalNumber = Type.String({ pattern: '^\\d{12}$' });
const Sex = Type.Enum(['male', 'female']);
const Titled = Type.Object({ vi: Type.String(), en: Type.String() });
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const grants = [{ caller: 'portal', purposes: ['birth-registration'] as const }];
/** A dossier's own data are not a register's: the calls to the registers behind it are what the data log shows. */
const noSubjects = () => [];

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

const Step = Type.Object({
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
const Result = Type.Object({
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
  /** Which sections must be filled in, in order, and which of them are. */
  sections: Type.Array(Type.Object({ name: Type.Enum(['parents', 'child', 'residence']), isDone: Type.Boolean() })),
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

/** Births that the person who asks may announce: their own as a mother, or their wife's. */
export const findBirths = service({
  name: 'cases.findBirths',
  owner: 'cases',
  title: { vi: 'Tìm việc sinh có thể đăng ký', en: 'Find births to register' },
  kind: 'read',
  input: Type.Object({}),
  output: Type.Object({
    births: Type.Array(
      Type.Object({
        notificationId: Id,
        bornAt: Type.String(),
        sex: Sex,
        birthOrder: Type.Integer(),
        birthCount: Type.Integer(),
        placeName: Type.String(),
        motherName: Type.String(),
        isLate: Type.Boolean(),
        /** `open`: can be announced; `begun`: there is a dossier; `registered`: it is done. */
        state: Type.Enum(['open', 'begun', 'registered']),
        dossierId: maybe(Id),
      }),
    ),
  }),
  fields: [],
  grants,
  subjects: noSubjects,
});

/** Opens a dossier for a notified birth, or gives the one that is open already. Refuses `birth.already_registered`, `birth.not_yours`. */
export const startDossier = service({
  name: 'cases.startDossier',
  owner: 'cases',
  title: { vi: 'Mở hồ sơ khai sinh', en: 'Open a birth dossier' },
  kind: 'write',
  input: Type.Object({ notificationId: Id, language: Type.Enum(['vi', 'en']) }),
  output: Type.Object({ dossierId: Id }),
  fields: [],
  grants,
  subjects: noSubjects,
});

export const readDossier = service({
  name: 'cases.readDossier',
  owner: 'cases',
  title: { vi: 'Xem hồ sơ của mình', en: 'Look at one’s own dossier' },
  kind: 'read',
  input: Type.Object({ dossierId: Id }),
  output: DossierView,
  fields: [],
  grants,
  subjects: noSubjects,
});

/** Saves one section of a draft. What is wrong is refused field by field; nothing else of the draft is touched. */
export const saveAnswers = service({
  name: 'cases.saveAnswers',
  owner: 'cases',
  title: { vi: 'Lưu phần đã khai', en: 'Save a section' },
  kind: 'write',
  input: Type.Object({
    dossierId: Id,
    section: Type.Enum(['parents', 'child', 'residence']),
    answers: Type.Union([ChildAnswers, ParentsAnswers, ResidenceAnswers]),
  }),
  output: Type.Object({ saved: Type.Literal(true) }),
  fields: [],
  grants,
  subjects: noSubjects,
});

/** Keeps the signed statement of a second parent who has no e-identity. PDF, JPEG or PNG. */
export const savePaperConsent = service({
  name: 'cases.savePaperConsent',
  owner: 'cases',
  title: { vi: 'Nộp văn bản thỏa thuận của cha mẹ', en: 'Hand in the parents’ signed agreement' },
  kind: 'write',
  input: Type.Object({ dossierId: Id, fileId: Type.String(), filename: Type.String({ maxLength: 200 }) }),
  output: Type.Object({ saved: Type.Literal(true) }),
  fields: [],
  grants,
  subjects: noSubjects,
});

export const submitDossier = service({
  name: 'cases.submitDossier',
  owner: 'cases',
  title: { vi: 'Nộp hồ sơ', en: 'Submit a dossier' },
  kind: 'write',
  input: Type.Object({ dossierId: Id }),
  output: Type.Object({ number: Type.String(), promisedOn: maybe(Day), status: Type.Enum([...DOSSIER_STATUSES]) }),
  fields: [],
  grants,
  subjects: noSubjects,
});

export const withdrawDossier = service({
  name: 'cases.withdrawDossier',
  owner: 'cases',
  title: { vi: 'Rút hồ sơ', en: 'Withdraw a dossier' },
  kind: 'write',
  input: Type.Object({ dossierId: Id, reason: Type.Optional(Type.String({ maxLength: 500 })) }),
  output: Type.Object({ withdrawn: Type.Literal(true) }),
  fields: [],
  grants,
  subjects: noSubjects,
});

export const answerSupplement = service({
  name: 'cases.answerSupplement',
  owner: 'cases',
  title: { vi: 'Bổ sung hồ sơ', en: 'Answer a request for a supplement' },
  kind: 'write',
  input: Type.Object({
    dossierId: Id,
    note: Type.String({ minLength: 1, maxLength: 2000 }),
    files: Type.Array(Type.Object({ fileId: Type.String(), filename: Type.String({ maxLength: 200 }) }), {
      maxItems: 5,
    }),
  }),
  output: Type.Object({ answered: Type.Literal(true) }),
  fields: [],
  grants,
  subjects: noSubjects,
});

export const answerConsent = service({
  name: 'cases.answerConsent',
  owner: 'cases',
  title: { vi: 'Trả lời đề nghị đồng ý', en: 'Answer a request for consent' },
  kind: 'write',
  input: Type.Object({ dossierId: Id, agrees: Type.Boolean(), reason: Type.Optional(Type.String({ maxLength: 500 })) }),
  output: Type.Object({ status: Type.Enum([...DOSSIER_STATUSES]) }),
  fields: [],
  grants,
  subjects: noSubjects,
});

/** The dossiers of the person who asks, newest first, and those in which their consent is asked. */
export const listDossiers = service({
  name: 'cases.listDossiers',
  owner: 'cases',
  title: { vi: 'Danh sách hồ sơ của mình', en: 'List one’s own dossiers' },
  kind: 'read',
  input: Type.Object({}),
  output: Type.Object({
    dossiers: Type.Array(
      Type.Object({
        id: Id,
        number: maybe(Type.String()),
        status: Type.Enum([...DOSSIER_STATUSES]),
        role: Type.Enum(['applicant', 'second_parent']),
        childName: maybe(Type.String()),
        bornOn: Day,
        promisedOn: maybe(Day),
        updatedAt: Type.String(),
        steps: Type.Array(
          Type.Object({
            kind: Type.Enum([...STEP_KINDS]),
            status: Type.Enum([...STEP_STATUSES]),
            agencyName: Type.String(),
            dueOn: maybe(Day),
          }),
        ),
        needsConsent: Type.Boolean(),
      }),
    ),
  }),
  fields: [],
  grants,
  subjects: noSubjects,
});

/** The results in "My documents" of the person who asks: of dossiers in which they are a parent. */
export const listResults = service({
  name: 'cases.listResults',
  owner: 'cases',
  title: { vi: 'Giấy tờ của mình', en: 'One’s own documents' },
  kind: 'read',
  input: Type.Object({}),
  output: Type.Object({ results: Type.Array(Result) }),
  fields: [],
  grants,
  subjects: noSubjects,
});

export const readResultFile = service({
  name: 'cases.readResultFile',
  owner: 'cases',
  title: { vi: 'Tải giấy tờ của mình', en: 'Download one’s own document' },
  kind: 'read',
  input: Type.Object({ resultId: Id }),
  output: Type.Object({ fileId: Type.String(), filename: Type.String() }),
  fields: [],
  grants,
  subjects: noSubjects,
});

/** What a code on a document stands for; null when there is no such document. Anyone who holds the code may ask. */
export const verifyResult = service({
  name: 'cases.verifyResult',
  owner: 'cases',
  title: { vi: 'Kiểm tra giấy tờ bằng mã', en: 'Check a document by its code' },
  kind: 'read',
  input: Type.Object({ code: Type.String({ pattern: '^[A-Z0-9]{12}$' }) }),
  output: Type.Object({
    document: maybe(
      Type.Object({
        title: Titled,
        holderName: Type.String(),
        holderNumber: maybe(PersonalNumber),
        documentNumber: Type.String(),
        issuerName: Type.String(),
        issuedAt: Type.String(),
        sha256: Type.String(),
        fileId: Type.String(),
      }),
    ),
  }),
  fields: ['title', 'fullName', 'documentNumber', 'issuedAt'],
  grants: [{ caller: 'portal', purposes: ['document-verification'] }],
  subjects: (_input, output) => [output?.document?.holderNumber],
});

/** The figures of the home page: what the running house has done. */
export const readFigures = service({
  name: 'cases.readFigures',
  owner: 'cases',
  title: { vi: 'Số liệu chung', en: 'Figures for everyone' },
  kind: 'read',
  input: Type.Object({}),
  output: Type.Object({
    resultsToday: Type.Integer(),
    resultsTotal: Type.Integer(),
    onTimeShare: maybe(Type.Number()),
  }),
  fields: [],
  grants: [{ caller: 'portal', purposes: ['public-information'] }],
  subjects: noSubjects,
});
