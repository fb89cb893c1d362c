import { type Static, Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { Paper } from '../entry/services.ts';
import { register } from '../register.ts';
import { closed, date, personalNumber, registrar } from '../schemas.ts';
import { doubt, conclusion, stated, validity, wish } from './schemas.ts';

const DESK = [{ caller: 'civil-status', purposes: ['civil-status-registration'] as const }];
const fields = register.pick('marriage', 'spouse', 'entryNumber', 'registeredOn', 'parties', 'extracts');

/** A certificate in a list, with whether it holds today. */
export const MaritalCertificate = Type.Object({ paper: Paper, wish, stated, lastDay: date, validity });
export type MaritalCertificate = Static<typeof MaritalCertificate>;

export const readMaritalStanding = service({
  name: 'civilStatus.readMaritalStanding',
  owner: 'civil-status',
  title: { vi: 'Tra cứu tình trạng hôn nhân', en: 'Look at how somebody stands in marriage' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  /** Of who resides in the commune of the officer. */
  output: Type.Object({
    person: Type.Object({
      number: personalNumber,
      fullName: Type.String(),
      sex: Type.Optional(Type.Enum(['male', 'female'])),
      bornOn: date,
      residence: Type.String(),
    }),
    /** What the registers say; with a doubt it is for the officer to find. */
    stated,
    doubts: Type.Array(doubt),
    certificates: Type.Array(MaritalCertificate),
  }),
  fields,
  grants: DESK,
  subjects: ({ number }, output) => [number, output?.stated.spouse?.number],
});

export const issueMaritalCertificate = service({
  name: 'civilStatus.issueMaritalCertificate',
  owner: 'civil-status',
  title: { vi: 'Cấp giấy xác nhận tình trạng hôn nhân', en: 'Issue a certificate of marital status' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, wish, conclusion: Type.Optional(conclusion), registrar }, closed),
  output: Type.Object({ paper: Paper }),
  fields,
  grants: DESK,
  subjects: ({ number, wish: { intended } }) => [number, intended?.kind === 'person' ? intended.number : undefined],
});
