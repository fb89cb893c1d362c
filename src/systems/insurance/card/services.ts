import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { closed, date, personalNumber } from '../schemas.ts';

export const issueChildCard = service({
  name: 'insurance.issueChildCard',
  owner: 'insurance',
  title: { vi: 'Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi', en: 'Issue a health-insurance card to a child under 6' },
  kind: 'write',
  input: Type.Object({ childNumber: personalNumber }, closed),
  output: Type.Object({
    insuranceNumber: Type.String(),
    cardCode: Type.String(),
    validFrom: date,
    /** The last day. */
    validUntil: date,
    card: Type.Object({
      title: Type.Object({ vi: Type.String(), en: Type.String() }),
      fileId: Type.String(),
      verificationCode: Type.String(),
      sha256: Type.String(),
    }),
  }),
  fields: register.pick('insuranceNumber', 'cardCode', 'object', 'period', 'province'),
  grants: [{ caller: 'cases', purposes: ['child-health-insurance'], needs: 'case' }],
  subjects: ({ childNumber }) => [childNumber],
});
