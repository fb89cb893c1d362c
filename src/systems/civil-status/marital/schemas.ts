import { Type } from 'typebox';
import { closed, date, foreigner, personalNumber, reason } from '../schemas.ts';
import { MARITAL_DOUBTS, MARITAL_PURPOSES, MARITAL_STATUSES, REPLACING, VALIDITIES } from './choices.ts';

/** What the services of certificates of marital status are made of. */

const among = <Names extends Readonly<Record<string, unknown>>>(names: Names) =>
  Type.Enum(Object.keys(names) as (keyof Names & string)[]);

/** Words that come onto the paper: letters and signs that its font has for certain. */
const printed = (longest: number, least = 1) =>
  Type.String({ minLength: least, maxLength: longest, pattern: '^[\\u0020-\\u024f\\u1e00-\\u1eff\\u2010-\\u2026]*$' });

export const wish = Type.Object(
  {
    purpose: among(MARITAL_PURPOSES),
    words: Type.Optional(printed(200, 3)),
    intended: Type.Optional(
      Type.Union([
        Type.Object(
          { kind: Type.Literal('person'), number: personalNumber, fullName: Type.Optional(printed(120)) },
          closed,
        ),
        Type.Object({ kind: Type.Literal('foreigner'), ...foreigner, fullName: printed(120) }, closed),
      ]),
    ),
    where: Type.Optional(printed(200, 3)),
    replacing: Type.Optional(
      Type.Object({ how: among(REPLACING), reason: Type.String({ minLength: 5, maxLength: 500 }) }, closed),
    ),
  },
  closed,
);

const named = Type.Object(
  { number: printed(100), issuer: Type.Optional(printed(200)), on: Type.Optional(date) },
  closed,
);

export const conclusion = Type.Object(
  {
    status: among(MARITAL_STATUSES),
    spouseName: Type.Optional(printed(120)),
    document: Type.Optional(named),
    grounds: reason,
  },
  closed,
);

export const stated = Type.Object({
  status: among(MARITAL_STATUSES),
  spouse: Type.Optional(
    Type.Object({
      number: Type.Optional(personalNumber),
      fullName: Type.Optional(Type.String()),
      bornOn: Type.Optional(date),
    }),
  ),
  by: Type.Optional(named),
});

/** What keeps the registers from saying it, with the entry that the officer should read. */
export const doubt = Type.Object({
  kind: among(MARITAL_DOUBTS),
  entry: Type.Optional(
    Type.Object({
      id: Type.String(),
      book: Type.String(),
      number: Type.String(),
      volume: Type.String(),
      registeredOn: date,
      agencyName: Type.String(),
      people: Type.Array(Type.Object({ role: Type.String(), fullName: Type.String(), bornOn: Type.Optional(date) })),
    }),
  ),
});

export const validity = Type.Object({ state: among(VALIDITIES), from: Type.Optional(date) });
