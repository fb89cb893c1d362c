import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { BENEFITS, HEALTH_GROUPS, SCHEMES } from '../choices.ts';
import { register } from '../register.ts';
import {
  DESK,
  OWN,
  closed,
  date,
  employerCode,
  facility,
  id,
  money,
  month,
  oneOf,
  personalNumber,
} from '../schemas.ts';

const card = {
  cardCode: Type.String(),
  objectCode: oneOf(HEALTH_GROUPS),
  /** What the insurance pays of treatment. */
  levelPercent: Type.Integer(),
  validFrom: date,
  /** The last day; missing while it is open. */
  validUntil: Type.Optional(date),
  facility: Type.Optional(facility),
};

export const entitlementOn = service({
  name: 'insurance.entitlementOn',
  owner: 'insurance',
  title: { vi: 'Quyền hưởng bảo hiểm vào một ngày', en: 'What a person is entitled to on a day' },
  kind: 'read',
  input: Type.Object({ number: personalNumber, /** Today when left out. */ on: Type.Optional(date) }, closed),
  output: Type.Object(
    {
      /** Missing: no health insurance on that day. */
      health: Type.Optional(
        Type.Object({ ...card, continuousSince: date, fiveYearsOn: date, hasFiveYears: Type.Boolean() }, closed),
      ),
      unemployment: Type.Object(
        {
          total: Type.Integer(),
          inLast24: Type.Integer(),
          inLast36: Type.Integer(),
          isEntitled: Type.Boolean(),
          paidMonths: Type.Integer(),
        },
        closed,
      ),
      pension: Type.Object(
        { months: Type.Integer(), from: date, isEntitled: Type.Boolean(), percent: Type.Number() },
        closed,
      ),
    },
    closed,
  ),
  fields: register.pick('cardCode', 'object', 'period', 'facility', 'contributions'),
  grants: [...OWN, ...DESK],
  subjects: ({ number }) => [number],
});

export const readInsured = service({
  name: 'insurance.readInsured',
  owner: 'insurance',
  title: { vi: 'Xem quá trình tham gia, đóng, hưởng bảo hiểm', en: 'See what a person has paid and gets' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object(
    {
      fullName: Type.String(),
      insuranceNumber: Type.Optional(Type.String()),
      /** Missing: the register has not heard of a death. */
      diedOn: Type.Optional(date),
      /** All of them, the newest first. */
      cards: Type.Array(Type.Object(card, closed)),
      periods: Type.Array(
        Type.Object(
          {
            scheme: oneOf(SCHEMES),
            employer: Type.Optional(Type.Object({ code: employerCode, name: Type.String() }, closed)),
            wage: money,
            from: date,
            /** The first day no longer. */
            until: Type.Optional(date),
          },
          closed,
        ),
      ),
      contributions: Type.Array(
        Type.Object(
          {
            month,
            employerCode,
            employerName: Type.String(),
            wage: money,
            socialWorker: money,
            socialEmployer: money,
            healthWorker: money,
            healthEmployer: money,
            unemploymentWorker: money,
            unemploymentEmployer: money,
            /** Missing: declared, not paid yet. */
            paidOn: Type.Optional(date),
          },
          closed,
        ),
      ),
      benefits: Type.Array(
        Type.Object(
          {
            id,
            kind: oneOf(BENEFITS),
            amount: money,
            per: Type.Unsafe<'month' | 'once'>(Type.Enum(['month', 'once'])),
            decisionNumber: Type.String(),
            from: date,
            until: Type.Optional(date),
            paid: money,
            lastPaid: Type.Optional(month),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  fields: register.pick(
    'insuranceNumber',
    'cardCode',
    'object',
    'period',
    'facility',
    'participation',
    'contributions',
    'benefits',
  ),
  grants: [...OWN, ...DESK],
  subjects: ({ number }) => [number],
});
