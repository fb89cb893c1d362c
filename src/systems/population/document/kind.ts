import { choice, code, date, defineKind } from '../../registry/index.ts';

/**
 * The card by which a person shows who they are: one at a time, by version. Its number is the personal number; the serial is
 * the card's own. Law on Identity 26/2023/QH15 art. 18–29.
 */
export const identityDocument = defineKind({
  system: 'population',
  name: 'identity_document',
  title: { vi: 'Thẻ căn cước', en: 'Identity card' },
  key: ['personNumber'],
  people: ['personNumber'],
  fields: {
    personNumber: code({ title: { vi: 'Số định danh cá nhân', en: 'Personal number' }, pattern: '\\d{12}' }),
    form: choice({
      title: { vi: 'Loại thẻ', en: 'Form' },
      choices: {
        'identity-card': { vi: 'Thẻ căn cước', en: 'Identity card' },
        // Issued to June 2024; those that have not run out are still good (Law on Identity art. 46.1).
        'citizen-identity-card': { vi: 'Thẻ căn cước công dân', en: 'Citizen identity card' },
      },
    }),
    serial: code({ title: { vi: 'Số sê-ri', en: 'Serial' }, pattern: '\\d{9}', disclosure: 'protected' }),
    issuedOn: date({ title: { vi: 'Ngày cấp', en: 'Issued on' } }),
    expiresOn: date({
      title: { vi: 'Có giá trị đến', en: 'Good until' },
      optional: true,
      emptyMeans: { vi: 'Không thời hạn', en: 'Without end' },
    }),
    state: choice({
      title: { vi: 'Tình trạng', en: 'State' },
      choices: {
        issued: { vi: 'Đã cấp', en: 'Issued' },
        lost: { vi: 'Đã báo mất', en: 'Lost' },
        // Kept for a time, while the holder serves a sentence (art. 29.2).
        withheld: { vi: 'Bị tạm giữ', en: 'Withheld' },
        revoked: { vi: 'Đã thu hồi', en: 'Revoked' },
      },
    }),
  },
  mentions: [{ fields: ['personNumber'], to: 'person' }],
  checks: ['issued_on < expires_on'],
  indexed: [['serial']],
  rules: [
    {
      name: 'card_of_the_dead',
      title: { vi: 'Thẻ của người đã chết chưa bị thu hồi', en: 'The card of a dead person is not revoked' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `identity_document.state <> 'revoked' AND EXISTS (SELECT FROM person
        WHERE person.number = identity_document.person_number AND person.died_on < :today)`,
    },
    {
      name: 'card_run_out',
      title: { vi: 'Thẻ đã hết giá trị, chưa cấp đổi', en: 'The card has run out and was not renewed' },
      dimension: 'live',
      severity: 'warning',
      moment: 'stock',
      broken: `identity_document.state = 'issued' AND identity_document.expires_on < :today`,
    },
    {
      name: 'card_before_birth',
      title: { vi: 'Thẻ cấp trước ngày sinh', en: 'The card was issued before the birth' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM person WHERE person.number = identity_document.person_number
        AND person.born_on > identity_document.issued_on)`,
    },
  ],
  shownToPeople: {},
});
