import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { BENEFITS } from '../choices.ts';
import { register } from '../register.ts';
import { DESK, closed, date, decision, id, money, month, oneOf, personalNumber } from '../schemas.ts';

export const listPaidAfterDeath = service({
  name: 'insurance.listPaidAfterDeath',
  owner: 'insurance',
  title: { vi: 'Các khoản đã chi trả sau khi người hưởng chết', en: 'What was paid after deaths' },
  kind: 'read',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      /** Those of the office’s province that were not paid back yet: at most 500, the latest death first. */
      payments: Type.Array(
        Type.Object(
          {
            number: personalNumber,
            diedOn: date,
            benefitId: id,
            kind: oneOf(BENEFITS),
            month,
            amount: money,
            paidOn: date,
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  fields: register.pick('benefits'),
  grants: DESK,
  subjects: (_, output) => [...new Set(output?.payments.map(({ number }) => number) ?? [])],
});

export const recoverPayment = service({
  name: 'insurance.recoverPayment',
  owner: 'insurance',
  title: { vi: 'Ghi nhận đã thu hồi khoản chi trả sau khi chết', en: 'Note that a payment after a death came back' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, benefitId: id, month, decision }, closed),
  output: Type.Object({}, closed),
  fields: register.pick('benefits'),
  grants: DESK,
  subjects: ({ number }) => [number],
});
