import { Type } from 'typebox';
import { type Grant, service } from '../../exchange/index.ts';
import { documentGrounds } from '../document/services.ts';
import { register } from '../register.ts';
import { closed, country, date, done, personalNumber, sex, text } from '../schemas.ts';

/** The identity and immigration office at its desk. */
const FOREIGNER_DESK: readonly Grant[] = [{ caller: 'population', purposes: ['foreigner-management'] }];

export const foreignerId = Type.String({ pattern: '^NN-[2-9A-HJKMNP-TV-Z]{10}$' });
const passportNumber = Type.String({ pattern: '^[0-9A-Za-z-]{5,20}$' });
const name = Type.String({ minLength: 1, maxLength: 200 });
const commune = Type.String({ pattern: '^\\d{5}$' });
const cardKind = Type.Enum(['temporary', 'permanent']);

const version = Type.Object({
  id: foreignerId,
  fullName: Type.String(),
  bornOn: date,
  nationality: country,
  passportNumber: Type.String(),
  passportExpiresOn: Type.Optional(date),
  cardKind: Type.Optional(cardKind),
  cardNumber: Type.Optional(Type.String()),
  cardExpiresOn: Type.Optional(date),
  communeCode: Type.Optional(Type.String()),
  addressLine: Type.Optional(Type.String()),
  /** Whom the foreigner became, or was before losing the nationality. */
  personNumber: Type.Optional(personalNumber),
  from: date,
  until: Type.Optional(date),
  source: Type.String(),
});
const read = { owner: 'population', kind: 'read' as const, fields: register.pick('foreigner'), grants: FOREIGNER_DESK };

export const findForeigners = service({
  ...read,
  name: 'population.findForeigners',
  title: { vi: 'Tìm người nước ngoài', en: 'Find foreigners' },
  /** By code, by the number of a passport, or by words of the name. */
  input: Type.Object({ words: Type.String({ minLength: 2, maxLength: 100 }) }, closed),
  /** As they are today; at most 30. */
  output: Type.Object({ foreigners: Type.Array(version) }),
  subjects: (_, output) => output?.foreigners.map((one) => one.personNumber) ?? [],
});

export const readForeigner = service({
  ...read,
  name: 'population.readForeigner',
  title: { vi: 'Đọc hồ sơ người nước ngoài', en: 'Read a foreigner' },
  input: Type.Object({ id: foreignerId }, closed),
  /** All versions, the latest first; empty: there is none of that code. */
  output: Type.Object({ versions: Type.Array(version) }),
  subjects: (_, output) => output?.versions.map((one) => one.personNumber) ?? [],
});

const write = { ...read, kind: 'write' as const };

export const registerForeigner = service({
  ...write,
  name: 'population.registerForeigner',
  title: { vi: 'Ghi người nước ngoài cư trú tại Việt Nam', en: 'Enter a foreigner who resides here' },
  input: Type.Object(
    {
      fullName: name,
      bornOn: date,
      nationality: country,
      passportNumber,
      passportExpiresOn: date,
      communeCode: commune,
      addressLine: text,
      ...documentGrounds,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, id: foreignerId }),
  subjects: () => [],
});

export const changePassport = service({
  ...write,
  name: 'population.changePassport',
  title: { vi: 'Ghi hộ chiếu mới của người nước ngoài', en: 'Enter a foreigner’s new passport' },
  input: Type.Object({ id: foreignerId, passportNumber, passportExpiresOn: date, ...documentGrounds }, closed),
  output: done,
  subjects: () => [],
});

export const issueResidenceCard = service({
  ...write,
  name: 'population.issueResidenceCard',
  title: { vi: 'Cấp thẻ tạm trú, thẻ thường trú', en: 'Issue a residence card' },
  input: Type.Object(
    {
      id: foreignerId,
      cardKind,
      /** The last day on which it is good. */
      lastDay: date,
      communeCode: commune,
      addressLine: text,
      ...documentGrounds,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, cardNumber: Type.String() }),
  subjects: () => [],
});

export const endResidenceCard = service({
  ...write,
  name: 'population.endResidenceCard',
  title: { vi: 'Thu hồi thẻ tạm trú, thẻ thường trú', en: 'Withdraw a residence card' },
  input: Type.Object({ id: foreignerId, ...documentGrounds }, closed),
  output: done,
  subjects: () => [],
});

const nationality = {
  ...write,
  fields: register.pick('personalNumber', 'nationality', 'residence', 'identityCard', 'foreigner'),
};

export const naturalise = service({
  ...nationality,
  name: 'population.naturalise',
  title: { vi: 'Ghi nhận nhập quốc tịch Việt Nam', en: 'Record a naturalisation' },
  input: Type.Object(
    {
      id: foreignerId,
      /** The Vietnamese name (Law on Nationality 24/2008/QH12 art. 19.4). */
      fullName: name,
      sex,
      ethnicGroup: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
      /** The province whose code begins the personal number: 2 digits. */
      provinceCode: Type.String({ pattern: '^\\d{2}$' }),
      hometown: Type.Optional(text),
      /** When the President's decision came into force. */
      from: date,
      ...documentGrounds,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, number: personalNumber }),
  subjects: (_, output) => [output?.number],
});

export const loseNationality = service({
  ...nationality,
  name: 'population.loseNationality',
  title: { vi: 'Ghi nhận thôi, tước, hủy quốc tịch Việt Nam', en: 'Record the loss of nationality' },
  input: Type.Object(
    {
      number: personalNumber,
      basis: Type.Enum(['renounced', 'deprived', 'annulled']),
      /** The nationality that the person has now, and the passport by which they are known. */
      nationality: country,
      passportNumber,
      from: date,
      ...documentGrounds,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, id: foreignerId }),
  subjects: ({ number }) => [number],
});

export const regainNationality = service({
  ...nationality,
  name: 'population.regainNationality',
  title: { vi: 'Ghi nhận trở lại quốc tịch Việt Nam', en: 'Record the return of nationality' },
  input: Type.Object({ number: personalNumber, from: date, ...documentGrounds }, closed),
  output: done,
  subjects: ({ number }) => [number],
});
