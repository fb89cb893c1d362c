import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { IDENTITY_DESK, documentGrounds } from '../document/services.ts';
import { register } from '../register.ts';
import { closed, date, done, personalNumber, text } from '../schemas.ts';

const write = {
  owner: 'population',
  kind: 'write' as const,
  fields: register.pick('residence', 'identityCard'),
  grants: IDENTITY_DESK,
};

export const declareMissing = service({
  ...write,
  name: 'population.declareMissing',
  title: { vi: 'Ghi nhận Tòa án tuyên bố mất tích', en: 'Record that a court declares a person missing' },
  input: Type.Object(
    {
      number: personalNumber,
      /** When the decision came into force. */
      from: date,
      lastSeenOn: date,
      court: text,
      ...documentGrounds,
    },
    closed,
  ),
  output: done,
  subjects: ({ number }) => [number],
});

export const endMissing = service({
  ...write,
  name: 'population.endMissing',
  title: { vi: 'Ghi nhận hủy tuyên bố mất tích', en: 'Record that a person is no longer missing' },
  input: Type.Object({ number: personalNumber, from: date, ...documentGrounds }, closed),
  output: done,
  subjects: ({ number }) => [number],
});
