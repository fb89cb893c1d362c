import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { CivilDate, EnterpriseCode, PersonalNumber } from '../registration/schemas.ts';
import { closed, text } from '../service-shapes.ts';

export const listDeadInFiles = service({
  name: 'enterprises.listDeadInFiles',
  owner: 'enterprises',
  title: { vi: 'Doanh nghiệp còn ghi tên người đã chết', en: 'Enterprises that still name somebody who has died' },
  kind: 'read',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      /** Of the registrar’s province, the latest death first: at most 500. */
      dead: Type.Array(
        Type.Object(
          {
            enterpriseCode: EnterpriseCode,
            enterpriseName: text,
            part: Type.Unsafe<'representative' | 'member_or_shareholder' | 'beneficial_owner' | 'branch'>(
              Type.Enum(['representative', 'member_or_shareholder', 'beneficial_owner', 'branch']),
            ),
            personNumber: PersonalNumber,
            fullName: text,
            diedOn: CivilDate,
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  fields: register.pick('enterpriseCode', 'enterpriseName', 'representatives', 'holdings', 'beneficialOwners'),
  grants: [{ caller: 'enterprises', purposes: ['business-registration'] }],
  subjects: (_, output) => [...new Set(output?.dead.map(({ personNumber }) => personNumber) ?? [])],
});
