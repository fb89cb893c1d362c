import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { CIVIL_STATUS } from '../family/services.ts';
import { register } from '../register.ts';
import { FOLLOWERS } from '../followers.ts';
import { closed, country, date, done, personalNumber, sex, text } from '../schemas.ts';

export const changePersonalDetails = service({
  name: 'population.changePersonalDetails',
  owner: 'population',
  title: { vi: 'Thay đổi, cải chính thông tin nhân thân', en: 'Change or correct who a person is' },
  kind: 'write',
  input: Type.Object(
    {
      number: personalNumber,
      /** `change`: the world changed from that day on. `correction`: it was written wrongly, and says so wherever the same stands. */
      kind: Type.Union([Type.Literal('change'), Type.Literal('correction')]),
      from: date,
      details: Type.Object(
        {
          fullName: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
          sex: Type.Optional(sex),
          ethnicGroup: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
          bornOn: Type.Optional(date),
          birthPlace: Type.Optional(text),
          hometown: Type.Optional(text),
          nationality: Type.Optional(country),
        },
        closed,
      ),
      entryNumber: text,
    },
    closed,
  ),
  output: done,
  fields: register.pick('fullName', 'sex', 'ethnicGroup', 'bornOn', 'birthPlace', 'hometown', 'nationality'),
  grants: CIVIL_STATUS,
  subjects: ({ number }) => [number],
});

export const recordDeath = service({
  name: 'population.recordDeath',
  owner: 'population',
  title: { vi: 'Ghi nhận một người đã chết', en: 'Record a death' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, diedOn: date, place: Type.Optional(text), entryNumber: text }, closed),
  output: Type.Object({ ...done.properties, widowedNumber: Type.Optional(personalNumber) }),
  fields: register.pick('diedOn', 'deathPlace', 'spouse', 'guardian', 'residence'),
  grants: CIVIL_STATUS,
  subjects: ({ number }, output) => [number, output?.widowedNumber],
});

export const cancelDeath = service({
  name: 'population.cancelDeath',
  owner: 'population',
  title: { vi: 'Hủy ghi nhận đã chết', en: 'Undo the record of a death' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, entryNumber: text }, closed),
  output: done,
  fields: register.pick('diedOn', 'deathPlace', 'spouse', 'guardian', 'residence'),
  grants: CIVIL_STATUS,
  subjects: ({ number }) => [number],
});

const MOST_LIVES = 200;

export const readLives = service({
  name: 'population.readLives',
  owner: 'population',
  title: { vi: 'Hỏi những người này còn sống hay đã chết', en: 'Ask whether these people live or have died' },
  kind: 'read',
  input: Type.Object({ numbers: Type.Array(personalNumber, { minItems: 1, maxItems: MOST_LIVES }) }, closed),
  /** Those whom the register knows and may tell of, in no order. */
  output: Type.Object(
    {
      people: Type.Array(
        Type.Object(
          {
            number: personalNumber,
            /** The number that stands for this one now: another after a merge. */
            numberNow: personalNumber,
            /** Missing: alive. */
            diedOn: Type.Optional(date),
            /** Of the dead: the entry or decision on which that rests. */
            source: Type.Optional(Type.String()),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  fields: register.pick('personalNumber', 'diedOn'),
  grants: FOLLOWERS.map((caller) => ({ caller, purposes: ['data-changes'] as const })),
  subjects: ({ numbers }, output) => [...numbers, ...(output?.people.map(({ numberNow }) => numberNow) ?? [])],
});
