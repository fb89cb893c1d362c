import { type Static, Type } from 'typebox';
import { service } from '../exchange/index.ts';

const closed = { additionalProperties: false };
const WorkingDays = Type.Integer({ minimum: 0, description: 'working days' });

/** How long each agency may take, from a complete dossier. Nobody's data. */
export const readTimeLimits = service({
  name: 'procedures.readTimeLimits',
  owner: 'procedures',
  title: { vi: 'Đọc thời hạn giải quyết', en: 'Read time limits' },
  kind: 'read',
  input: Type.Object({}, closed),
  output: Type.Object({
    /** By the code of the procedure under which the birth is registered. */
    birth: Type.Record(Type.String(), WorkingDays),
    residence: WorkingDays,
    insurance: WorkingDays,
    /** The edition of the rule set `civil-status.birth-time-limit` that says so. */
    edition: Type.Integer({ minimum: 1 }),
  }),
  fields: [],
  grants: [
    { caller: 'cases', purposes: ['birth-registration', 'public-information'] },
    { caller: 'portal', purposes: ['birth-registration', 'public-information'] },
  ],
  subjects: () => [],
});

/** Time limits of the journey of a birth, in working days. */
export type TimeLimits = Static<typeof readTimeLimits.output>;
