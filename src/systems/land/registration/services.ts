import { Type } from 'typebox';
import { type Grant, service } from '../../exchange/index.ts';
import { landRight } from '../kinds.ts';
import { LAND_USES, type LandUse } from '../land-use-codes.ts';
import { register } from '../register.ts';
import { TRANSFERS, type TransferForm } from '../transfer-forms.ts';

const closed = { additionalProperties: false };
const date = Type.String({ format: 'date' });
const words = (longest: number, least = 1) => Type.String({ minLength: least, maxLength: longest });
const personalNumber = Type.String({ pattern: '^\\d{12}$' });
const parcelCode = Type.String({ pattern: '^[0-9bcdefghjkmnpqrstuvwxyz]{12}$' });
const recordCode = Type.String({ pattern: '^[0-9A-Z]{10}$' });
const serial = Type.String({ pattern: '^[A-Z]{2}\\d{8}$' });
const communeCode = Type.String({ pattern: '^\\d{5}$' });
const bilingual = Type.Object({ vi: Type.String(), en: Type.String() }, closed);
const landUse = Type.Enum(Object.keys(LAND_USES) as LandUse[]);
const amount_vnd = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 });
const part = {
  numerator: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  denominator: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
};
const property = Type.Optional(Type.Enum(['common', 'separate']));
const consents = Type.Array(personalNumber, { maxItems: 50 });
const mortgageeConsent = Type.Optional(words(100));
const surveyPoint = Type.Object({ x_m: Type.Number(), y_m: Type.Number() }, closed);
const MOST_POINTS = 500;

/** What every registration is given. */
export const why = {
  on: Type.Optional(date),
  reason: words(2_000, 5),
  source: Type.Object(
    {
      form: Type.Enum([
        'application',
        'contract',
        'inheritance',
        'decision',
        'judgment',
        'enforcement',
        'survey',
        'minutes',
      ]),
      number: words(100),
      issuedOn: Type.Optional(date),
      issuer: Type.Optional(words(300)),
    },
    closed,
  ),
  registeredBy: Type.Optional(Type.Object({ title: bilingual, name: words(200) }, closed)),
};

const organisation = { code: Type.String({ pattern: '^[0-9A-Z][0-9A-Z.-]{8,30}$' }), name: words(300) };

/** A party: people by their numbers, organisations by code and name. */
export const party = Type.Union([
  Type.Object({ form: Type.Literal('person'), number: personalNumber }, closed),
  Type.Object(
    {
      form: Type.Enum(['couple', 'household', 'group']),
      numbers: Type.Array(personalNumber, { minItems: 2, maxItems: 20 }),
    },
    closed,
  ),
  Type.Object({ form: Type.Enum(['enterprise', 'bank', 'agency']), ...organisation }, closed),
]);

/** What a registration answers. */
export const registered = Type.Object({
  registrationId: Type.String(),
  parcels: Type.Array(parcelCode),
  certificates: Type.Array(Type.Object({ serial, verificationCode: Type.String() })),
});

/** The desk of the land registration offices; nobody else changes the register. */
const desk: readonly Grant[] = [{ caller: 'land', purposes: ['land-registration'] }];
/** Whom a registration is about is known only once the unit is open: the register notes it for the log. */
const concerned = () => [];

export const surveyParcel = service({
  name: 'land.surveyParcel',
  owner: 'land',
  title: { vi: 'Lập thửa đất từ kết quả đo đạc', en: 'Put a surveyed parcel on the map' },
  kind: 'write',
  input: Type.Object(
    {
      ...why,
      communeCode,
      sheet: Type.Integer({ minimum: 1, maximum: 9_999 }),
      outline: Type.Array(surveyPoint, { minItems: 3, maxItems: MOST_POINTS }),
      landUse,
      address: Type.Optional(words(300)),
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'geometry', 'landUse'),
  grants: desk,
  subjects: concerned,
});

export const registerFirst = service({
  name: 'land.registerFirst',
  owner: 'land',
  title: { vi: 'Đăng ký đất đai lần đầu', en: 'First registration of land' },
  kind: 'write',
  input: Type.Object(
    {
      ...why,
      parcels: Type.Array(parcelCode, { minItems: 1, maxItems: 20 }),
      rights: Type.Array(
        Type.Object(
          {
            party,
            ...part,
            origin: Type.Enum(Object.keys(landRight.fields.origin.choices!) as ['NCN']),
            property,
            termUntil: Type.Optional(date),
          },
          closed,
        ),
        { minItems: 1, maxItems: 20 },
      ),
      owed_vnd: Type.Optional(amount_vnd),
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'landUser', 'right', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const registerTransfer = service({
  name: 'land.registerTransfer',
  owner: 'land',
  title: { vi: 'Đăng ký chuyển quyền sử dụng đất', en: 'Register a transfer of land' },
  kind: 'write',
  input: Type.Object(
    {
      ...why,
      parcel: parcelCode,
      form: Type.Enum(Object.keys(TRANSFERS) as TransferForm[]),
      right: recordCode,
      to: Type.Array(Type.Object({ party, ...part, property }, closed), { minItems: 1, maxItems: 20 }),
      consents,
      mortgageeConsent,
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'landUser', 'right', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const registerMortgage = service({
  name: 'land.registerMortgage',
  owner: 'land',
  title: { vi: 'Đăng ký thế chấp quyền sử dụng đất', en: 'Register a mortgage of land' },
  kind: 'write',
  input: Type.Object(
    {
      ...why,
      parcel: parcelCode,
      mortgagee: party,
      amount_vnd,
      rank: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      mortgageeConsent,
      consents,
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'landUser', 'mortgage', 'source'),
  grants: desk,
  subjects: concerned,
});

export const registerSeizure = service({
  name: 'land.registerSeizure',
  owner: 'land',
  title: { vi: 'Ghi kê biên, ngăn chặn giao dịch đất', en: 'Register a seizure of land' },
  kind: 'write',
  input: Type.Object(
    { ...why, parcel: parcelCode, authority: Type.Object(organisation, closed), content: words(1_000, 5) },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'seizure', 'source'),
  grants: desk,
  subjects: concerned,
});

export const registerRestriction = service({
  name: 'land.registerRestriction',
  owner: 'land',
  title: { vi: 'Ghi hạn chế quyền sử dụng đất', en: 'Register a restriction of land' },
  kind: 'write',
  input: Type.Object(
    { ...why, parcel: parcelCode, form: Type.Enum(['easement', 'planning']), content: words(1_000, 5) },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'restriction', 'source'),
  grants: desk,
  subjects: concerned,
});

export const endRestriction = service({
  name: 'land.endRestriction',
  owner: 'land',
  title: { vi: 'Xóa thế chấp, kê biên hoặc hạn chế', en: 'Release a mortgage, lift a seizure, end a restriction' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode, code: recordCode }, closed),
  output: registered,
  fields: register.pick('parcel', 'mortgage', 'seizure', 'restriction', 'source'),
  grants: desk,
  subjects: concerned,
});

export const endResponsibility = service({
  name: 'land.endResponsibility',
  owner: 'land',
  title: { vi: 'Xóa nghĩa vụ về đất', en: 'A responsibility in land is fulfilled' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode, code: recordCode }, closed),
  output: registered,
  fields: register.pick('parcel', 'responsibility', 'source'),
  grants: desk,
  subjects: concerned,
});

export const splitParcel = service({
  name: 'land.splitParcel',
  owner: 'land',
  title: { vi: 'Tách thửa đất', en: 'Split a parcel' },
  kind: 'write',
  input: Type.Object(
    {
      ...why,
      parcel: parcelCode,
      by: Type.Union([
        Type.Object({ line: Type.Array(surveyPoint, { minItems: 2, maxItems: MOST_POINTS }) }, closed),
        Type.Object(
          {
            area_m2: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000_000 }),
            bearing: Type.Number({ minimum: 0, exclusiveMaximum: 360 }),
          },
          closed,
        ),
      ]),
      consents,
      mortgageeConsent,
      access: Type.Optional(words(1_000, 5)),
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'geometry', 'right', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const mergeParcels = service({
  name: 'land.mergeParcels',
  owner: 'land',
  title: { vi: 'Hợp thửa đất', en: 'Merge parcels' },
  kind: 'write',
  input: Type.Object(
    { ...why, parcels: Type.Array(parcelCode, { minItems: 2, maxItems: 20 }), consents, mortgageeConsent },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'geometry', 'right', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const moveParcelBoundary = service({
  name: 'land.moveParcelBoundary',
  owner: 'land',
  title: { vi: 'Điều chỉnh ranh giới giữa hai thửa đất', en: 'Move the boundary between two parcels' },
  kind: 'write',
  input: Type.Object(
    {
      ...why,
      parcels: Type.Unsafe<[string, string]>(Type.Array(parcelCode, { minItems: 2, maxItems: 2 })),
      line: Type.Array(surveyPoint, { minItems: 2, maxItems: MOST_POINTS }),
      consents,
      mortgageeConsent,
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'geometry', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const changeLandUse = service({
  name: 'land.changeLandUse',
  owner: 'land',
  title: { vi: 'Đăng ký chuyển mục đích sử dụng đất', en: 'Register a change of land use' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode, landUse }, closed),
  output: registered,
  fields: register.pick('parcel', 'landUse', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const correctArea = service({
  name: 'land.correctArea',
  owner: 'land',
  title: { vi: 'Đính chính diện tích thửa đất', en: 'Correct the area of a parcel' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode }, closed),
  output: registered,
  fields: register.pick('parcel', 'geometry', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const renewCertificate = service({
  name: 'land.renewCertificate',
  owner: 'land',
  title: { vi: 'Cấp đổi giấy chứng nhận quyền sử dụng đất', en: 'Renew a certificate of land-use right' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode }, closed),
  output: registered,
  fields: register.pick('parcel', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const cancelCertificate = service({
  name: 'land.cancelCertificate',
  owner: 'land',
  title: { vi: 'Thu hồi giấy chứng nhận quyền sử dụng đất', en: 'Take a certificate of land-use right back' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode }, closed),
  output: registered,
  fields: register.pick('parcel', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const extendTerm = service({
  name: 'land.extendTerm',
  owner: 'land',
  title: { vi: 'Gia hạn thời hạn sử dụng đất', en: 'Extend the term of a land-use right' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode, termUntil: date }, closed),
  output: registered,
  fields: register.pick('parcel', 'right', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const recoverLand = service({
  name: 'land.recoverLand',
  owner: 'land',
  title: { vi: 'Đăng ký Nhà nước thu hồi đất', en: 'Register the recovery of land by the State' },
  kind: 'write',
  input: Type.Object({ ...why, parcel: parcelCode }, closed),
  output: registered,
  fields: register.pick('parcel', 'right', 'mortgage', 'certificate', 'source'),
  grants: desk,
  subjects: concerned,
});

export const registerResponsibility = service({
  name: 'land.registerResponsibility',
  owner: 'land',
  title: { vi: 'Ghi nghĩa vụ về đất', en: 'Register a responsibility in land' },
  kind: 'write',
  input: Type.Object(
    {
      ...why,
      parcel: parcelCode,
      form: Type.Enum(['financial', 'upkeep']),
      content: words(1_000, 5),
      amount_vnd: Type.Optional(amount_vnd),
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'responsibility', 'source'),
  grants: desk,
  subjects: concerned,
});
