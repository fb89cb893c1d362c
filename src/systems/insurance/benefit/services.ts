import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { BENEFITS } from '../choices.ts';
import { register } from '../register.ts';
import { DESK, closed, date, decision, id, money, month, oneOf, personalNumber } from '../schemas.ts';

const desk = {
  owner: 'insurance',
  kind: 'write',
  fields: register.pick('benefits'),
  grants: DESK,
  subjects: ({ number }: { number: string }) => [number],
} as const;

export const grantBenefit = service({
  ...desk,
  name: 'insurance.grantBenefit',
  title: { vi: 'Quyết định hưởng chế độ bảo hiểm', en: 'Grant a benefit' },
  input: Type.Object(
    {
      number: personalNumber,
      kind: oneOf(BENEFITS),
      /** VND, a month or once. */
      amount: Type.Integer({ minimum: 1, maximum: 100_000_000_000 }),
      per: Type.Unsafe<'month' | 'once'>(Type.Enum(['month', 'once'])),
      from: date,
      /** The first day for which it is no longer due; left out: open. */
      until: Type.Optional(date),
      decision,
    },
    closed,
  ),
  output: Type.Object({ id: Type.Optional(id) }, closed),
});

export const stopBenefit = service({
  ...desk,
  name: 'insurance.stopBenefit',
  title: { vi: 'Dừng hưởng chế độ bảo hiểm', en: 'Stop a benefit' },
  input: Type.Object({ number: personalNumber, benefitId: id, from: date, decision }, closed),
  output: Type.Object({}, closed),
});

export const payBenefit = service({
  ...desk,
  name: 'insurance.payBenefit',
  title: { vi: 'Ghi nhận đã chi trả chế độ bảo hiểm', en: 'Note that a benefit was paid' },
  input: Type.Object({ number: personalNumber, benefitId: id, month }, closed),
  output: Type.Object({ amount: Type.Optional(money) }, closed),
});
