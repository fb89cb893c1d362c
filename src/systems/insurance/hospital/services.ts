import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { CARD_REASONS } from '../../population/services.ts';
import { register } from '../register.ts';
import { closed, date, facility, personalNumber } from '../schemas.ts';

/** For a hospital's counter: whether who stands there has health insurance that day, from the identity card, in one call. */
export const checkAtHospital = service({
  name: 'insurance.checkAtHospital',
  owner: 'insurance',
  title: { vi: 'Kiểm tra bảo hiểm y tế bằng thẻ căn cước', en: 'Check health insurance by identity card' },
  kind: 'check',
  input: Type.Object(
    {
      /** On the identity card; of a child the personal number. */
      number: personalNumber,
      fullName: Type.String({ minLength: 2, maxLength: 200 }),
      bornOn: date,
      /** The serial of the identity card, when it was read. */
      serial: Type.Optional(Type.String({ pattern: '^\\d{9}$' })),
      /** Today when left out; not a day to come. */
      on: Type.Optional(date),
    },
    closed,
  ),
  output: Type.Object(
    {
      isInsured: Type.Boolean(),
      /** Why not: about the identity card, or `not-insured`. */
      reasons: Type.Array(Type.Enum([...CARD_REASONS, 'not-insured'])),
      card: Type.Optional(
        Type.Object(
          {
            cardCode: Type.String(),
            /** What the insurance pays of treatment. */
            levelPercent: Type.Integer(),
            validFrom: date,
            /** The last day; missing while it is open. */
            validUntil: Type.Optional(date),
            facility: Type.Optional(facility),
            /** Whether the calling hospital is that facility. */
            isFirstTreatmentHere: Type.Boolean(),
            /** When five years of continuous cover are full; after that what is paid in a year is limited. */
            fiveYearsOn: date,
            hasFiveYears: Type.Boolean(),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  fields: register.pick('cardCode', 'object', 'period', 'facility'),
  grants: [{ caller: 'system:hospital', purposes: ['health-insurance-check'] }],
  subjects: ({ number }) => [number],
});
