import { Type } from 'typebox';
import { service } from '../exchange/index.ts';
import { register } from './register.ts';
import {
  ChildAnswers,
  DOSSIER_STATUSES,
  Day,
  DossierView,
  Id,
  OfficerView,
  ParentsAnswers,
  PersonalNumber,
  ResidenceAnswers,
  Result,
  STEP_KINDS,
  STEP_STATUSES,
  Sections,
  Sex,
  Titled,
  maybe,
} from './schemas.ts';

export * from './schemas.ts';

/**
 * What cases promise to others. The portal is the caller of all but the last: every page of a person about a dossier is
 * one of these calls, made by that person, about their own dossier.
 */

const grants = [{ caller: 'portal', purposes: ['birth-registration'] as const }];
/** A dossier's own data are not a register's: the calls to the registers behind it are what the data log shows. */
const noSubjects = () => [];

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

/** Opens a dossier for a notified birth, or gives the one that is open already. Refuses `birth.registered_before`, `birth.not_yours`. */
export const startDossier = service({
  name: 'cases.startDossier',
  owner: 'cases',
  title: { vi: 'Mở hồ sơ khai sinh', en: 'Open a birth dossier' },
  kind: 'write',
  input: Type.Object({ notificationId: Id, language: Type.Enum(['vi', 'en']) }),
  output: Type.Object({ dossierId: Id, sections: Sections }),
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

/** Saves one section of a draft, and says which are done now. What is wrong is refused field by field; nothing else is touched. */
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
  output: Type.Object({ sections: Sections }),
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
  fields: register.pick('documentTitle', 'holderName', 'documentNumber', 'issued'),
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

/**
 * A step with its dossier, opened at a desk by the officer whose step it is: that a public servant looked is in the log of
 * everybody whom it is about. Refuses `case.not_found` to every other officer.
 */
export const readForOfficer = service({
  name: 'cases.readForOfficer',
  owner: 'cases',
  title: { vi: 'Cán bộ mở hồ sơ để giải quyết', en: 'An officer opens a dossier to decide on it' },
  kind: 'read',
  input: Type.Object({ stepId: Id }),
  output: OfficerView,
  fields: register.pick('parents', 'residence', 'marriage', 'birth', 'child'),
  grants: [{ caller: 'cases', purposes: ['birth-registration', 'permanent-residence'], needs: 'case' }],
  subjects: (_input, output) => [
    output?.dossier.evidence.mother.number,
    output?.dossier.father.number,
    output?.dossier.childNumber,
  ],
});
