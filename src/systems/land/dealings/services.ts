import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { party, registered, why } from '../registration/services.ts';
import { TRANSFERS, type TransferForm } from '../transfer-forms.ts';
import { CONDITIONS, OBSTACLES } from './rules.ts';

const closed = { additionalProperties: false };
const date = Type.String({ format: 'date' });
const parcelCode = Type.String({ pattern: '^[0-9bcdefghjkmnpqrstuvwxyz]{12}$' });
const holderCode = Type.String({ pattern: '^(\\d{12}|\\d{10}(-\\d{3})?)$' });
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const amount_vnd = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 });

/** Yes or no, and by codes why not: nobody's name, no amount, no share. */
export const checkDisposal = service({
  name: 'land.checkDisposal',
  owner: 'land',
  title: { vi: 'Kiểm tra quyền định đoạt thửa đất', en: 'Check that somebody may dispose of a parcel' },
  kind: 'check',
  input: Type.Object({ parcel: parcelCode, holder: holderCode }, closed),
  output: Type.Object({
    mayDispose: Type.Boolean(),
    /** What stands in the way; empty when nothing does. */
    obstacles: Type.Array(Type.Enum([...OBSTACLES])),
    /** Who must agree besides. */
    conditions: Type.Array(Type.Enum([...CONDITIONS])),
    /** The day for which it is said. */
    on: date,
  }),
  fields: register.pick('right', 'certificate', 'seizure', 'mortgage', 'responsibility'),
  grants: [
    { caller: 'system:bank', purposes: ['land-transaction'] },
    { caller: 'system:notary', purposes: ['land-transaction'] },
    { caller: 'cases', purposes: ['land-transaction'], needs: 'case' },
  ],
  subjects: ({ holder }) => [/^\d{12}$/.test(holder) ? holder : undefined],
});

/** A notary's contract, before it is registered: a transfer for the land registration office, or a mortgage for the bank. */
export const fileContract = service({
  name: 'land.fileContract',
  owner: 'land',
  title: { vi: 'Gửi hợp đồng công chứng về đất', en: 'File a notarised contract about land' },
  kind: 'write',
  input: Type.Object(
    {
      number: words(100),
      signedOn: date,
      parcel: parcelCode,
      signers: Type.Array(Type.String({ pattern: '^\\d{12}$' }), { minItems: 1, maxItems: 50, uniqueItems: true }),
      agreed: Type.Union([
        Type.Object(
          {
            form: Type.Enum(Object.keys(TRANSFERS) as TransferForm[]),
            to: Type.Array(
              Type.Object(
                {
                  party,
                  numerator: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
                  denominator: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
                  property: Type.Optional(Type.Enum(['common', 'separate'])),
                },
                closed,
              ),
              { minItems: 1, maxItems: 20 },
            ),
          },
          closed,
        ),
        Type.Object(
          {
            mortgagee: Type.Object(
              { code: Type.String({ pattern: '^[0-9A-Z][0-9A-Z.-]{8,30}$' }), name: words(300) },
              closed,
            ),
            amount_vnd,
          },
          closed,
        ),
      ]),
      /** Of the signed file that the notary keeps. */
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    },
    closed,
  ),
  output: Type.Object({ contract: Type.String({ format: 'uuid' }) }),
  fields: register.pick('parcel', 'source'),
  grants: [{ caller: 'system:notary', purposes: ['land-transaction'] }],
  subjects: ({ signers }) => signers,
});

/** A filed contract is registered: any by the land registration office, a mortgage also by the bank for which it is. */
export const registerContract = service({
  name: 'land.registerContract',
  owner: 'land',
  title: { vi: 'Đăng ký theo hợp đồng công chứng đã gửi', en: 'Register what a filed contract says' },
  kind: 'write',
  input: Type.Object(
    {
      contract: Type.String({ format: 'uuid' }),
      on: Type.Optional(date),
      /** The right that passes; may be left out where the signers hold one only. */
      right: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{10}$' })),
      rank: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      mortgageeConsent: Type.Optional(words(100)),
      registeredBy: why.registeredBy,
    },
    closed,
  ),
  output: registered,
  fields: register.pick('parcel', 'landUser', 'right', 'mortgage', 'certificate', 'source'),
  grants: [
    { caller: 'land', purposes: ['land-registration'] },
    { caller: 'system:bank', purposes: ['land-transaction'] },
  ],
  subjects: () => [],
});

/** The bank releases its own mortgage. */
export const releaseMortgage = service({
  name: 'land.releaseMortgage',
  owner: 'land',
  title: { vi: 'Xóa đăng ký thế chấp của mình', en: 'Release one’s own mortgage' },
  kind: 'write',
  input: Type.Object({ parcel: parcelCode, number: words(100), on: Type.Optional(date) }, closed),
  output: registered,
  fields: register.pick('parcel', 'mortgage', 'source'),
  grants: [{ caller: 'system:bank', purposes: ['land-transaction'] }],
  subjects: () => [],
});
