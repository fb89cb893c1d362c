import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { DESK, closed, date, employerCode, money, month, words } from '../schemas.ts';

export const payContributions = service({
  name: 'insurance.payContributions',
  owner: 'insurance',
  title: { vi: 'Ghi nhận tiền đóng bảo hiểm của đơn vị', en: 'Note that an employer has paid' },
  kind: 'write',
  input: Type.Object({ employerCode, month, amount: money, paidOn: date, reference: words(100) }, closed),
  output: Type.Object({}, closed),
  fields: register.pick('contributions'),
  grants: DESK,
  subjects: () => [],
});
