import { Type } from 'typebox';
import { service } from '../exchange/index.ts';
import type { Told } from '../registry/index.ts';
import {
  BRANCH_KINDS,
  type BranchKind,
  CONTROL_GROUNDS,
  type ControlGround,
  HOLDING_ROLES,
  type HoldingRole,
  LEGAL_FORMS,
  type LegalForm,
  type RepresentativeTitle,
  STATUSES,
  type Status,
  TITLES,
} from './enterprise-codes.ts';
import type { Statement } from './ownership/statement.ts';
import { register } from './register.ts';
import { Act, Basis, CivilDate, EnterpriseCode, PersonalNumber, Registration } from './registration/schemas.ts';

import { closed, text, maybe, oneOf, bilingual, words, page, Listed } from './service-shapes.ts';

export {
  answerApplication,
  decideApplication,
  findApplications,
  listOwnApplications,
  readApplication,
  readOwnApplication,
  saveApplication,
  startApplication,
  submitApplication,
  withdrawApplication,
} from './application/services.ts';
export { listDeadInFiles } from './death/services.ts';
export { checkName, lookUpEnterprises, readOwnEnterprises, readPublicEnterprise } from './lookup/services.ts';

const desk = [{ caller: 'enterprises', purposes: ['business-registration'] }] as const;

export const findEnterprises = service({
  name: 'enterprises.findEnterprises',
  owner: 'enterprises',
  title: { vi: 'Tìm doanh nghiệp tại bàn làm việc', en: 'Find enterprises at the desk' },
  kind: 'read',
  input: Type.Object(
    { words, by: Type.Optional(Type.Unsafe<'name' | 'person'>(Type.Enum(['name', 'person']))), page },
    closed,
  ),
  output: Type.Object({
    found: Type.Array(
      Type.Object({
        code: text,
        name: text,
        legalForm: oneOf<LegalForm>(LEGAL_FORMS),
        status: oneOf<Status>(STATUSES),
        addressLine: text,
        communeCode: text,
      }),
    ),
    hasMore: Type.Boolean(),
  }),
  fields: register.pick('enterpriseCode', 'enterpriseName', 'legalForm', 'status', 'address'),
  grants: desk,
  subjects: ({ words: asked }) => (/^\d{12}$/.test(asked) ? [asked] : []),
});

const Since = { since: text };
const Version = Type.Object({
  values: Type.Object({
    code: text,
    name: text,
    foreignName: maybe(text),
    shortName: maybe(text),
    legalForm: oneOf<LegalForm>(LEGAL_FORMS),
    status: oneOf<Status>(STATUSES),
    suspendedUntil: maybe(text),
    capital: Type.Integer(),
    foundedOn: text,
    addressLine: text,
    communeCode: text,
  }),
  validFrom: maybe(text),
  validUntil: maybe(text),
  recordedAt: Type.Unsafe<Date>(Type.Unknown()),
  replacedAt: Type.Unsafe<Date | null>(Type.Unknown()),
  act: Type.Integer(),
  faults: Type.Array(text),
});

const persons = (numbers: (string | null)[]) => numbers.filter((number) => number?.length === 12);

export const readEnterpriseFile = service({
  name: 'enterprises.readEnterpriseFile',
  owner: 'enterprises',
  title: { vi: 'Mở hồ sơ doanh nghiệp', en: 'Open the file of an enterprise' },
  kind: 'read',
  input: Type.Object(
    { code: EnterpriseCode, on: CivilDate, knownAt: Type.Optional(Type.String({ format: 'date-time' })) },
    closed,
  ),
  output: Type.Object({
    version: Type.Optional(Version),
    versions: Type.Array(Type.Object({ ...Version.properties, told: Type.Unsafe<Told | undefined>(Type.Unknown()) })),
    filings: Type.Array(
      Type.Object({
        id: text,
        kind: text,
        number: text,
        effectiveOn: text,
        filedAt: text,
        changeNumber: maybe(Type.Integer()),
        agencyName: text,
        certificate: maybe(text),
      }),
    ),
    holders: Type.Array(
      Type.Object({
        holder: text,
        holderName: text,
        role: oneOf<HoldingRole>(HOLDING_ROLES),
        contribution: Type.Integer(),
        paidIn: Type.Integer(),
        dueOn: text,
        ...Since,
      }),
    ),
    representatives: Type.Array(
      Type.Object({ personNumber: text, fullName: text, title: oneOf<RepresentativeTitle>(TITLES), ...Since }),
    ),
    industries: Type.Array(Type.Object({ vsicCode: text, isMain: Type.Boolean() })),
    branches: Type.Array(
      Type.Object({
        code: text,
        kind: oneOf<BranchKind>(BRANCH_KINDS),
        name: text,
        addressLine: text,
        communeCode: text,
        headNumber: maybe(text),
        headName: maybe(text),
        ...Since,
      }),
    ),
    declaredOwners: Type.Array(
      Type.Object({
        personNumber: text,
        fullName: text,
        ground: oneOf<ControlGround>(CONTROL_GROUNDS),
        details: maybe(text),
        ...Since,
      }),
    ),
  }),
  fields: register.pick(
    'enterpriseCode',
    'enterpriseName',
    'legalForm',
    'status',
    'address',
    'capital',
    'branches',
    'industries',
    'representatives',
    'holdings',
    'beneficialOwners',
  ),
  grants: desk,
  subjects: (_, output) =>
    output
      ? persons([
          ...output.holders.map(({ holder }) => holder),
          ...output.representatives.map(({ personNumber }) => personNumber),
          ...output.declaredOwners.map(({ personNumber }) => personNumber),
        ])
      : [],
});

const FilingAnswer = Type.Object({ code: text, number: text, effectiveOn: text });

export const registerEnterprise = service({
  name: 'enterprises.registerEnterprise',
  owner: 'enterprises',
  title: { vi: 'Đăng ký thành lập doanh nghiệp', en: 'Register an enterprise' },
  kind: 'write',
  input: Type.Object({ registration: Registration, basis: Basis }, closed),
  output: FilingAnswer,
  fields: register.pick(
    'enterpriseCode',
    'enterpriseName',
    'legalForm',
    'address',
    'capital',
    'industries',
    'representatives',
    'holdings',
    'beneficialOwners',
  ),
  grants: desk,
  subjects: ({ registration }) =>
    persons([
      ...registration.holders.map(({ holder }) => holder),
      ...registration.representatives.map(({ personNumber }) => personNumber),
    ]),
});

export const fileAct = service({
  name: 'enterprises.fileAct',
  owner: 'enterprises',
  title: { vi: 'Đăng ký thay đổi, thông báo của doanh nghiệp', en: 'File a change or notice of an enterprise' },
  kind: 'write',
  input: Type.Object({ code: EnterpriseCode, on: CivilDate, act: Act, basis: Basis }, closed),
  output: FilingAnswer,
  fields: register.pick(
    'enterpriseName',
    'legalForm',
    'status',
    'address',
    'capital',
    'branches',
    'industries',
    'representatives',
    'holdings',
    'beneficialOwners',
  ),
  grants: desk,
  subjects: ({ act }) =>
    persons([
      ...('holders' in act && act.holders ? act.holders.map(({ holder }) => holder) : []),
      ...('representatives' in act ? act.representatives.map(({ personNumber }) => personNumber) : []),
      ...('personNumber' in act ? [act.personNumber] : []),
      ...('holder' in act ? [act.holder] : []),
    ]),
});

/** Who may learn who ultimately owns an enterprise: authorities that the law names, each for that purpose. */
export const readBeneficialOwners = service({
  name: 'enterprises.readBeneficialOwners',
  owner: 'enterprises',
  title: { vi: 'Xác định chủ sở hữu hưởng lợi', en: 'Find the beneficial owners of an enterprise' },
  kind: 'read',
  input: Type.Object({ code: EnterpriseCode, on: CivilDate }, closed),
  output: Type.Object({
    owners: Type.Array(
      Type.Object({
        personNumber: text,
        fullName: text,
        /** The exact share, own and through others, as a fraction of whole numbers. */
        share: Type.Object({ numerator: text, denominator: text }),
        percent: Type.Number(),
        directPercent: Type.Number(),
        byShares: Type.Boolean(),
        declared: Type.Optional(
          Type.Object({ ground: oneOf<ControlGround>(CONTROL_GROUNDS), details: Type.Optional(text) }),
        ),
      }),
    ),
    /** The enterprises through which they own. */
    through: Type.Array(Type.Object({ code: text, name: text })),
  }),
  fields: register.pick('beneficialOwners', 'holdings'),
  grants: [
    ...desk,
    { caller: 'system:tax-authority', purposes: ['beneficial-ownership'] },
    { caller: 'system:anti-money-laundering', purposes: ['beneficial-ownership'] },
  ],
  subjects: (_, output) => output?.owners.map(({ personNumber }) => personNumber) ?? [],
});

const fileId = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const issueCertificate = service({
  name: 'enterprises.issueCertificate',
  owner: 'enterprises',
  title: { vi: 'Cấp giấy chứng nhận đăng ký doanh nghiệp', en: 'Issue the certificate of an enterprise' },
  kind: 'write',
  input: Type.Object({ code: EnterpriseCode, signerName: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  output: Type.Object({ verificationCode: text, fileId }),
  fields: register.pick('certificate'),
  grants: desk,
  subjects: () => [],
});

export const verifyCertificate = service({
  name: 'enterprises.verifyCertificate',
  owner: 'enterprises',
  title: { vi: 'Kiểm tra giấy chứng nhận bằng mã', en: 'Check a certificate by its code' },
  kind: 'read',
  input: Type.Object({ code: Type.String({ pattern: '^[A-Z0-9]{12}$' }) }, closed),
  output: Type.Object({
    document: maybe(
      Type.Object({
        title: bilingual,
        holderName: text,
        documentNumber: text,
        issuerName: text,
        issuedAt: text,
        sha256: text,
        fileId,
      }),
    ),
  }),
  fields: register.pick('certificate', 'enterpriseName'),
  grants: [{ caller: 'portal', purposes: ['document-verification'] }],
  subjects: () => [],
});

export const readOwnCertificate = service({
  name: 'enterprises.readOwnCertificate',
  owner: 'enterprises',
  title: { vi: 'Tải giấy chứng nhận của doanh nghiệp mình', en: 'Download the certificate of one’s own enterprise' },
  kind: 'read',
  input: Type.Object({ number: PersonalNumber, code: EnterpriseCode }, closed),
  output: Type.Object({ fileId: Type.Optional(fileId) }),
  fields: register.pick('certificate'),
  grants: [{ caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }) => [number],
});

/** Who checks with whom it deals: agencies and systems that the law lets ask, each for that purpose. */
const counterparty = [
  { caller: 'insurance', purposes: ['counterparty-check'] },
  { caller: 'cases', purposes: ['counterparty-check'] },
  { caller: 'system:tax-authority', purposes: ['counterparty-check'] },
] as const;

export const readEnterprise = service({
  name: 'enterprises.readEnterprise',
  owner: 'enterprises',
  title: { vi: 'Đọc thông tin doanh nghiệp', en: 'Read an enterprise' },
  kind: 'read',
  input: Type.Object({ code: EnterpriseCode, on: Type.Optional(CivilDate) }, closed),
  output: Type.Object({
    enterprise: Type.Optional(
      Type.Object({ ...Listed.properties, communeCode: text, capital: Type.Integer(), foundedOn: text }),
    ),
    /** What an enterprise that was merged or divided went on in. */
    wentOnIn: Type.Array(text),
  }),
  fields: register.pick('enterpriseCode', 'enterpriseName', 'legalForm', 'status', 'address', 'capital'),
  grants: counterparty,
  subjects: () => [],
});

export const representativesOf = service({
  name: 'enterprises.representativesOf',
  owner: 'enterprises',
  title: { vi: 'Ai được đại diện cho doanh nghiệp', en: 'Who may act for an enterprise' },
  kind: 'read',
  input: Type.Object({ code: EnterpriseCode, on: CivilDate }, closed),
  output: Type.Object({
    representatives: Type.Array(
      Type.Object({ personNumber: text, fullName: text, title: oneOf<RepresentativeTitle>(TITLES), since: text }),
    ),
  }),
  fields: register.pick('representatives'),
  grants: counterparty,
  subjects: (_, output) => output?.representatives.map(({ personNumber }) => personNumber) ?? [],
});

export const verifyRepresentative = service({
  name: 'enterprises.verifyRepresentative',
  owner: 'enterprises',
  title: {
    vi: 'Kiểm tra một người có được đại diện hay không',
    en: 'Check whether a person may act for an enterprise',
  },
  kind: 'read',
  input: Type.Object({ code: EnterpriseCode, personNumber: PersonalNumber, on: CivilDate }, closed),
  output: Type.Object({ mayAct: Type.Boolean() }),
  fields: register.pick('representatives'),
  grants: counterparty,
  subjects: ({ personNumber }) => [personNumber],
});

export const exportOwnership = service({
  name: 'enterprises.exportOwnership',
  owner: 'enterprises',
  title: { vi: 'Xuất dữ liệu sở hữu (BODS 0.4)', en: 'Export of ownership (BODS 0.4)' },
  kind: 'read',
  input: Type.Object({ code: EnterpriseCode }, closed),
  output: Type.Object({ statements: Type.Array(Type.Unsafe<Statement>(Type.Object({}))) }),
  fields: register.pick('beneficialOwners', 'holdings', 'representatives'),
  grants: [...desk, { caller: 'system:anti-money-laundering', purposes: ['beneficial-ownership'] }],
  subjects: () => [],
});
