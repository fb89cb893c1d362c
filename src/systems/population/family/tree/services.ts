import { Type } from 'typebox';
import { service } from '../../../exchange/index.ts';
import { register } from '../../register.ts';
import { RESIDENCE_DESK } from '../../residence/services.ts';
import { closed, date, personalNumber, sex } from '../../schemas.ts';
import { KIN_TITLES, type KinRole, MOST_GENERATIONS } from '../choices.ts';

const generations = Type.Integer({ minimum: 0, maximum: MOST_GENERATIONS });

/** Somebody in a tree. A foreigner has no number. */
const inTree = {
  number: Type.Optional(personalNumber),
  fullName: Type.String(),
  sex: Type.Optional(sex),
  bornOn: date,
  diedOn: Type.Optional(date),
};

export const readFamilyTree = service({
  name: 'population.readFamilyTree',
  owner: 'population',
  title: { vi: 'Đọc cây gia đình', en: 'Read a family tree' },
  kind: 'read',
  /** Who asks about oneself is told of one generation up and down: what is one's own in law. */
  input: Type.Object({ number: personalNumber, on: Type.Optional(date), up: generations, down: generations }, closed),
  /** Without `person`: the number is nobody's on that date. At most 200 kin. */
  output: Type.Object({
    person: Type.Optional(Type.Object(inTree)),
    kin: Type.Array(
      Type.Object({
        ...inTree,
        /** The place in the list; further ones name it. */
        id: Type.Integer(),
        /** Whose kin this is: a place in the list before, or nobody's: the person's own. */
        of: Type.Optional(Type.Integer()),
        role: Type.Enum(Object.keys(KIN_TITLES) as [KinRole, ...KinRole[]]),
        /** Since when they are so related, and on what it rests. */
        since: date,
        basis: Type.String(),
      }),
    ),
  }),
  fields: register.pick('mother', 'father', 'spouse', 'guardian', 'children', 'fullName', 'sex', 'bornOn', 'diedOn'),
  grants: [...RESIDENCE_DESK, { caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }, output) => [number, ...(output?.kin.map((one) => one.number) ?? [])],
});
