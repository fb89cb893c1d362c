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
  shownToPeople: {},
});
