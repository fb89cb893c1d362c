import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { HEALTH_GROUPS } from '../choices.ts';
import { register } from '../register.ts';
import { DESK, closed, date, oneOf, personalNumber, words } from '../schemas.ts';

export const readCoverage = service({
  name: 'insurance.readCoverage',
  owner: 'insurance',
  title: { vi: 'Đọc thời hạn bảo hiểm y tế', en: 'Read the health insurance' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({
    /** Missing: not insured today. */
    coverage: Type.Optional(Type.Object({ cardCode: Type.String(), validFrom: date, validUntil: Type.Optional(date) })),
  }),
  fields: register.pick('insuranceNumber', 'cardCode', 'object', 'period', 'province'),
  grants: [
    { caller: 'cases', purposes: ['child-health-insurance'], needs: 'case' },
    { caller: 'portal', purposes: ['own-data'], needs: 'own' },
  ],
  subjects: ({ number }) => [number],
});

const agencyCode = Type.String({ pattern: '^[A-Y]\\d{2}(\\.[0-9A-Z]+)*$', maxLength: 35 });
/** Why, and on which application. */
const grounds = { reason: words(300), documentNumber: words(100) };

export const coverPerson = service({
  name: 'insurance.coverPerson',
  owner: 'insurance',
  title: { vi: 'Ghi nhận tham gia bảo hiểm y tế theo nhóm', en: 'Insure a person as a member of a group' },
  kind: 'write',
  input: Type.Object(
    {
      number: personalNumber,
      objectCode: oneOf(HEALTH_GROUPS),
      from: date,
      /** The first day without cover; left out: open. */
      until: Type.Optional(date),
      facilityCode: Type.Optional(agencyCode),
      ...grounds,
    },
    closed,
  ),
  output: Type.Object({ insuranceNumber: Type.Optional(Type.String()) }, closed),
  fields: register.pick('insuranceNumber', 'object', 'period', 'province', 'facility'),
  grants: DESK,
  subjects: ({ number }) => [number],
});

export const changeFacility = service({
  name: 'insurance.changeFacility',
  owner: 'insurance',
  title: { vi: 'Đăng ký nơi khám bệnh, chữa bệnh ban đầu', en: 'Register the facility of first treatment' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, facilityCode: agencyCode, from: date, ...grounds }, closed),
  output: Type.Object({}, closed),
  fields: register.pick('facility'),
  grants: DESK,
  subjects: ({ number }) => [number],
});
