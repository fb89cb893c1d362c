import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { BRANCH_KINDS, type BranchKind, type RepresentativeTitle, TITLES } from '../enterprise-codes.ts';
import { register } from '../register.ts';
import { EnterpriseCode, PersonalNumber } from '../registration/schemas.ts';
import { closed, text, oneOf, bilingual, words, visitor, Listed, HouseholdStatus } from '../service-shapes.ts';

const everyone = [{ caller: 'portal', purposes: ['public-information'] }] as const;

export const lookUpEnterprises = service({
  name: 'enterprises.lookUpEnterprises',
  owner: 'enterprises',
  title: { vi: 'Tra cứu công khai doanh nghiệp', en: 'Public look-up of enterprises' },
  kind: 'read',
  input: Type.Object({ words, page: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })), visitor }, closed),
  output: Type.Object({
    found: Type.Array(Listed),
    households: Type.Array(Type.Object({ name: text, ownerName: text, status: HouseholdStatus, address: text })),
    hasMore: Type.Boolean(),
  }),
  fields: register.pick('enterpriseCode', 'enterpriseName', 'legalForm', 'status', 'address', 'householdBusiness'),
  grants: everyone,
  // Public by Law on Enterprises art. 32 and 33: nobody's data log is filled with what everyone may see.
  subjects: () => [],
});

export const readPublicEnterprise = service({
  name: 'enterprises.readPublicEnterprise',
  owner: 'enterprises',
  title: { vi: 'Xem thông tin công khai của doanh nghiệp', en: 'Public information about an enterprise' },
  kind: 'read',
  input: Type.Object({ code: EnterpriseCode, visitor }, closed),
  output: Type.Object({
    enterprise: Type.Optional(
      Type.Object({
        ...Listed.properties,
        foreignName: Type.Optional(text),
        shortName: Type.Optional(text),
        suspendedUntil: Type.Optional(text),
        capital: Type.Integer(),
        foundedOn: text,
        representatives: Type.Array(Type.Object({ fullName: text, title: oneOf<RepresentativeTitle>(TITLES) })),
        industries: Type.Array(
          Type.Object({ code: text, title: bilingual, conditional: Type.Boolean(), isMain: Type.Boolean() }),
        ),
        branches: Type.Array(
          Type.Object({ code: text, kind: oneOf<BranchKind>(BRANCH_KINDS), name: text, address: text }),
        ),
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
    'representatives',
    'industries',
    'branches',
  ),
  grants: everyone,
  subjects: () => [],
});

export const checkName = service({
  name: 'enterprises.checkName',
  owner: 'enterprises',
  title: { vi: 'Kiểm tra tên doanh nghiệp', en: 'Check whether a name is free' },
  kind: 'read',
  input: Type.Object(
    {
      name: Type.String({ minLength: 2, maxLength: 250 }),
      foreignName: Type.Optional(Type.String({ minLength: 1, maxLength: 250 })),
      shortName: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      visitor,
    },
    closed,
  ),
  output: Type.Object({
    problems: Type.Array(text),
    conflicts: Type.Array(Type.Object({ code: text, clause: Type.Optional(text), enterpriseCode: text, name: text })),
  }),
  fields: register.pick('enterpriseCode', 'enterpriseName'),
  grants: everyone,
  subjects: () => [],
});

export const readOwnEnterprises = service({
  name: 'enterprises.readOwnEnterprises',
  owner: 'enterprises',
  title: { vi: 'Xem doanh nghiệp của mình', en: 'See one’s own enterprises' },
  kind: 'read',
  input: Type.Object({ number: PersonalNumber }, closed),
  output: Type.Object({
    enterprises: Type.Array(
      Type.Object({
        ...Listed.properties,
        as: Type.Array(
          Type.Unsafe<'holder' | 'representative' | 'beneficial-owner'>(
            Type.Enum(['holder', 'representative', 'beneficial-owner']),
          ),
        ),
      }),
    ),
    household: Type.Optional(Type.Object({ name: text, status: HouseholdStatus, address: text, foundedOn: text })),
  }),
  fields: register.pick('enterpriseCode', 'enterpriseName', 'status', 'address', 'householdBusiness'),
  grants: [{ caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }) => [number],
});
