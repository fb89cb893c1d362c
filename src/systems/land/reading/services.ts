import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import type { FoundParcel, ListedCertificate, OwnLand, ParcelFile } from './rules.ts';

const closed = { additionalProperties: false };
const date = Type.String({ format: 'date' });
const personalNumber = Type.String({ pattern: '^\\d{12}$' });
const holderCode = Type.String({ pattern: '^(\\d{12}|\\d{10}(-\\d{3})?)$' });
const parcelCode = Type.String({ pattern: '^[0-9bcdefghjkmnpqrstuvwxyz]{12}$' });
const serial = Type.String({ pattern: '^[A-Z]{2}\\d{8}$' });
const everything = register.pick(
  'parcel',
  'geometry',
  'landUse',
  'landUser',
  'right',
  'mortgage',
  'seizure',
  'restriction',
  'responsibility',
  'certificate',
  'source',
);

export const findParcels = service({
  name: 'land.findParcels',
  owner: 'land',
  title: { vi: 'Tra cứu thửa đất', en: 'Look parcels up' },
  kind: 'read',
  input: Type.Object(
    {
      /** A parcel code, a personal number or tax code, or a name. */
      words: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      /** A commune by name, of today or of before July 2025. */
      place: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      sheet: Type.Optional(Type.Integer({ minimum: 1, maximum: 9_999 })),
      number: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })),
    },
    closed,
  ),
  output: Type.Object({
    found: Type.Array(Type.Unsafe<FoundParcel>(Type.Object({}))),
    hasMore: Type.Boolean(),
  }),
  fields: register.pick('parcel', 'landUse', 'landUser'),
  grants: [{ caller: 'land', purposes: ['land-registration'] }],
  subjects: () => [],
});

export const readParcelFile = service({
  name: 'land.readParcelFile',
  owner: 'land',
  title: { vi: 'Đọc hồ sơ thửa đất', en: 'Read the file of a parcel' },
  kind: 'read',
  input: Type.Object({ parcel: parcelCode }, closed),
  output: Type.Object({ file: Type.Unsafe<ParcelFile>(Type.Object({})) }),
  fields: everything,
  grants: [{ caller: 'land', purposes: ['land-registration'] }],
  subjects: () => [],
});

const ownLand = Type.Object({ land: Type.Array(Type.Unsafe<OwnLand>(Type.Object({}))) });

export const readOwnLand = service({
  name: 'land.readOwnLand',
  owner: 'land',
  title: { vi: 'Xem đất của mình', en: 'Look at one’s own land' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: ownLand,
  fields: everything,
  grants: [{ caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }) => [number],
});

/** For agencies that a law lets ask: what land a person or an enterprise has on a day, with what lies on it. */
export const readRights = service({
  name: 'land.readRights',
  owner: 'land',
  title: { vi: 'Đọc quyền sử dụng đất của một người', en: 'Read what land somebody has' },
  kind: 'read',
  input: Type.Object({ holder: holderCode, on: Type.Optional(date) }, closed),
  output: ownLand,
  fields: everything,
  grants: [
    { caller: 'cases', purposes: ['land-information'], needs: 'case' },
    { caller: 'system:bank', purposes: ['land-information'], needs: 'case' },
  ],
  subjects: ({ holder }) => [/^\d{12}$/.test(holder) ? holder : undefined],
});

const CertificateFile = Type.Object({ fileId: Type.String(), filename: Type.String() });

export const readOwnCertificate = service({
  name: 'land.readOwnCertificate',
  owner: 'land',
  title: { vi: 'Tải giấy chứng nhận của mình', en: 'Download one’s own certificate' },
  kind: 'read',
  input: Type.Object({ number: personalNumber, serial }, closed),
  output: CertificateFile,
  fields: register.pick('certificate'),
  grants: [{ caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }) => [number],
});

export const readCertificateAtDesk = service({
  name: 'land.readCertificate',
  owner: 'land',
  title: { vi: 'Tải giấy chứng nhận', en: 'Download a certificate' },
  kind: 'read',
  input: Type.Object({ serial }, closed),
  output: CertificateFile,
  fields: register.pick('certificate'),
  grants: [{ caller: 'land', purposes: ['land-registration'] }],
  subjects: () => [],
});

/** What the code on a certificate stands for, in the shape in which the portal shows documents; null when there is none. */
export const verifyCertificate = service({
  name: 'land.verifyCertificate',
  owner: 'land',
  title: { vi: 'Kiểm tra giấy chứng nhận bằng mã', en: 'Check a certificate by its code' },
  kind: 'read',
  input: Type.Object({ code: Type.String({ pattern: '^[A-Z0-9]{12}$' }) }, closed),
  output: Type.Object({
    document: Type.Union([
      Type.Null(),
      Type.Object({
        title: Type.Object({ vi: Type.String(), en: Type.String() }),
        holderName: Type.String(),
        holderNumber: Type.Union([personalNumber, Type.Null()]),
        documentNumber: Type.String(),
        issuerName: Type.String(),
        issuedAt: Type.String(),
        sha256: Type.String(),
        fileId: Type.String(),
        /** The day from which it is no longer valid; null while it is. */
        invalidFrom: Type.Union([date, Type.Null()]),
      }),
    ]),
  }),
  fields: register.pick('certificate', 'landUser'),
  grants: [
    { caller: 'portal', purposes: ['document-verification'] },
    { caller: 'system:bank', purposes: ['document-verification'] },
  ],
  subjects: () => [],
});

export type { FoundParcel, ListedCertificate, OwnLand, ParcelFile };
