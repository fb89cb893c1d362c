import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';

const closed = { additionalProperties: false };
const personalNumber = Type.String({ pattern: '^\\d{12}$' });
const text = Type.String({ minLength: 2, maxLength: 200 });

/** A death as a hospital reports it (giấy báo tử, Decree 123/2015/NĐ-CP art. 4.2.a). */
const reported = {
  /** The hospital's own number of the notification, unique there. */
  notificationNumber: Type.String({ minLength: 1, maxLength: 40, pattern: '^[\\w./-]+$' }),
  personNumber: personalNumber,
  diedAt: Type.String({ format: 'date-time' }),
  placeName: text,
  cause: Type.Optional(text),
  certifiedBy: text,
};
const fields = register.pick('notificationNumber', 'hospital', 'deceased', 'diedAt', 'deathPlace', 'deathCause');

export const reportDeath = service({
  name: 'health.reportDeath',
  owner: 'health',
  title: { vi: 'Báo một ca tử vong', en: 'Report a death' },
  kind: 'write',
  input: Type.Object(reported, closed),
  output: Type.Object({
    notificationId: Type.String({ format: 'uuid' }),
    receivedAt: Type.String({ format: 'date-time' }),
  }),
  fields,
  grants: [{ caller: 'system:hospital', purposes: ['death-notification'] }],
  subjects: ({ personNumber }) => [personNumber],
});

export const readDeath = service({
  name: 'health.readDeath',
  owner: 'health',
  title: { vi: 'Đọc giấy báo tử', en: 'Read the notification of a death' },
  kind: 'read',
  input: Type.Object({ personNumber: personalNumber }, closed),
  output: Type.Object({
    /** Missing: no hospital has reported one. */
    death: Type.Optional(
      Type.Object({
        ...reported,
        hospital: Type.Object({ code: Type.String(), name: Type.String() }),
        /** The civil date of `diedAt` in Vietnam. */
        diedOn: Type.String({ format: 'date' }),
        entryNumber: Type.Optional(Type.String()),
      }),
    ),
  }),
  fields,
  grants: [{ caller: 'civil-status', purposes: ['civil-status-registration'] }],
  subjects: ({ personNumber }) => [personNumber],
});

export const confirmDeath = service({
  name: 'health.confirmDeath',
  owner: 'health',
  title: { vi: 'Ghi nhận việc khai tử đã đăng ký', en: 'Note that a death was registered' },
  kind: 'write',
  input: Type.Object(
    { personNumber: personalNumber, entryNumber: Type.String({ minLength: 3, maxLength: 60 }) },
    closed,
  ),
  output: Type.Object({ isNoted: Type.Boolean() }),
  fields: register.pick('registration'),
  grants: [{ caller: 'civil-status', purposes: ['civil-status-registration'] }],
  subjects: ({ personNumber }) => [personNumber],
});
