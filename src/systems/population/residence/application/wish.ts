import { type Static, Type } from 'typebox';
import { closed, date, personalNumber, text } from '../../schemas.ts';
import { ABSENCE_REASONS, STAY_REASONS } from '../choices.ts';
import { communeCode, relationToHead } from '../schemas.ts';

const MOST_PEOPLE = 20;

/** What people ask the police of a commune for from home. */
export const wish = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('move'),
      communeCode,
      addressLine: text,
      /** The head of the household that they come into; without one they make a household of their own. */
      hostNumber: Type.Optional(personalNumber),
      /** Who moves, and what each is to the head there. */
      people: Type.Array(Type.Object({ number: personalNumber, relation: relationToHead }, closed), {
        minItems: 1,
        maxItems: MOST_PEOPLE,
      }),
      /** Who becomes the head of those who stay behind. */
      successorNumber: Type.Optional(personalNumber),
      /** The paper by which they may live there (Law on Residence 68/2020/QH14 art. 20, 21). */
      proof: text,
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('stay'),
      communeCode,
      addressLine: text,
      hostNumber: Type.Optional(personalNumber),
      why: Type.Enum([...STAY_REASONS]),
      lastDay: date,
      proof: text,
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('absence'),
      destination: text,
      why: Type.Enum([...ABSENCE_REASONS]),
      lastDay: date,
    },
    closed,
  ),
]);

export type Wish = Static<typeof wish>;
export type WishKind = Wish['kind'];

/** An application is open until the police decide or the applicant takes it back; what is decided stays so. */
export const APPLICATION_STATES = ['open', 'approved', 'refused', 'withdrawn'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Everybody whom a wish is about, besides who asks. */
export function peopleOf(asked: Wish): string[] {
  if (asked.kind === 'move')
    return [...asked.people.map(({ number }) => number), asked.successorNumber, asked.hostNumber].filter(
      (number) => number !== undefined,
    );
  return asked.kind === 'stay' && asked.hostNumber ? [asked.hostNumber] : [];
}
