import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { closed, date, personalNumber } from '../schemas.ts';

/** Why an identity card is not good, or not shown by its holder. */
export const CARD_REASONS = [
  /** Nobody has that number with that name and date of birth. It is not said which of them differs. */
  'not-the-holder',
  /** No card was issued by that day. */
  'no-card',
  /** The card with that serial is not the one that is in use. */
  'other-card',
  'expired',
  'lost',
  'withheld',
  'revoked',
] as const;
export type CardReason = (typeof CARD_REASONS)[number];

/** Yes or no, before somebody is served on the strength of an identity card; nothing that was not said is told. */
export const checkIdentityDocument = service({
  name: 'population.checkIdentityDocument',
  owner: 'population',
  title: {
    vi: 'Kiểm tra thẻ căn cước: của người này, còn giá trị?',
    en: 'Check an identity card: this person’s, and good?',
  },
  kind: 'check',
  input: Type.Object(
    {
      /** The card's number, which is the personal number (Law on Identity 26/2023/QH15 art. 18.2). */
      number: personalNumber,
      fullName: Type.String({ minLength: 2, maxLength: 200 }),
      bornOn: date,
      /** The card's own serial, when it was read. */
      serial: Type.Optional(Type.String({ pattern: '^\\d{9}$' })),
      /** Today when left out; not a day to come. */
      on: Type.Optional(date),
    },
    closed,
  ),
  output: Type.Object(
    {
      /** Whether the number, name and date of birth are one living person's. */
      isHolder: Type.Boolean(),
      /** Whether that person has a card that is good on the day. */
      isGood: Type.Boolean(),
      /** Empty when both are so. */
      reasons: Type.Array(Type.Enum([...CARD_REASONS])),
    },
    closed,
  ),
  fields: register.pick('personalNumber', 'fullName', 'bornOn', 'identityCard'),
  grants: [{ caller: 'insurance', purposes: ['health-insurance-check'] }],
  subjects: ({ number }) => [number],
});
