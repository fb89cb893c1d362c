import { Type } from 'typebox';
import { type Grant, service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { closed, date, done, person, personalNumber, text } from '../schemas.ts';
import { CARD_STATE_TITLES, type CardState, ISSUE_CAUSES, type IssueCause } from './card-moves.ts';

/** The identity office at its desk. */
export const IDENTITY_DESK: readonly Grant[] = [{ caller: 'population', purposes: ['identity-management'] }];

const state = Type.Enum(Object.keys(CARD_STATE_TITLES) as [CardState, ...CardState[]]);
/** Why, and by which paper. */
export const documentGrounds = { reason: text, documentNumber: Type.String({ minLength: 1, maxLength: 100 }) };

const card = Type.Object({
  form: Type.Enum(['identity-card', 'citizen-identity-card']),
  serial: Type.String(),
  issuedOn: date,
  /** The last day on which it is good; missing: without end. */
  expiresOn: Type.Optional(date),
  state,
  /** Since when it is in that state, and until before which day it was. */
  from: date,
  until: Type.Optional(date),
  /** The number of the paper that this rests on. */
  source: Type.String(),
});

export const readIdentityDocuments = service({
  name: 'population.readIdentityDocuments',
  owner: 'population',
  title: { vi: 'Đọc thông tin thẻ căn cước của một người', en: 'Read the identity cards of a person' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  /** Without `person`: the number is nobody's. The latest card first, each state of it a line; at most 100. */
  output: Type.Object({
    person: Type.Optional(person),
    cards: Type.Array(card),
    missingSince: Type.Optional(date),
    /** Who the person was before naturalisation, or is since losing the nationality. */
    foreignerId: Type.Optional(Type.String()),
  }),
  fields: register.pick('personalNumber', 'fullName', 'sex', 'bornOn', 'nationality', 'diedOn', 'identityCard'),
  grants: [...IDENTITY_DESK, { caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ number }) => [number],
});

const write = {
  owner: 'population',
  kind: 'write' as const,
  fields: register.pick('identityCard'),
  grants: IDENTITY_DESK,
};

export const issueIdentityDocument = service({
  ...write,
  name: 'population.issueIdentityDocument',
  title: { vi: 'Cấp, cấp đổi, cấp lại thẻ căn cước', en: 'Issue an identity card' },
  input: Type.Object(
    {
      number: personalNumber,
      cause: Type.Enum(Object.keys(ISSUE_CAUSES) as [IssueCause, ...IssueCause[]]),
      ...documentGrounds,
    },
    closed,
  ),
  output: Type.Object({ ...done.properties, serial: Type.String(), expiresOn: Type.Optional(date) }),
  subjects: ({ number }) => [number],
});

export const changeCardState = service({
  ...write,
  name: 'population.changeCardState',
  title: {
    vi: 'Báo mất, tạm giữ, trả lại, thu hồi thẻ căn cước',
    en: 'Note a card lost, withheld, returned or revoked',
  },
  input: Type.Object({ number: personalNumber, to: state, ...documentGrounds }, closed),
  output: done,
  subjects: ({ number }) => [number],
});
