import { ETHNIC_GROUPS, FOREIGN_COUNTRIES, PROVINCES, placeName } from '../../../country/index.ts';
import type { AskedField } from '../../../design/index.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { CARD_STATE_TITLES, ISSUE_CAUSES } from '../document/card-moves.ts';
import type { OfficeAct } from './acts.ts';

const from: AskedField = { name: 'from', label: { vi: 'Có hiệu lực từ ngày', en: 'In force from' }, as: 'date' };
const passport: AskedField = {
  name: 'passportNumber',
  label: { vi: 'Số hộ chiếu', en: 'Passport number' },
  as: 'text',
};
const passportEnd: AskedField = {
  name: 'passportExpiresOn',
  label: { vi: 'Hộ chiếu có giá trị đến', en: 'Passport good until' },
  as: 'date',
};
const nationality: AskedField = {
  name: 'nationality',
  label: { vi: 'Quốc tịch', en: 'Nationality' },
  as: 'choice',
  choices: FOREIGN_COUNTRIES,
  byLabel: true,
};
const home: AskedField[] = [
  {
    name: 'communeCode',
    label: { vi: 'Mã xã, phường nơi cư trú', en: 'Code of the commune of residence' },
    hint: { vi: '05 chữ số, theo danh mục đơn vị hành chính.', en: '5 digits, by the list of territories.' },
    as: 'digits',
  },
  { name: 'addressLine', label: { vi: 'Địa chỉ', en: 'Address' }, as: 'text' },
];
const PROVINCE_NAMES: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  [...PROVINCES.values()].map(({ code, name }) => [code, { vi: name, en: placeName(name, 'en') }]),
);

/** The forms of the identity office. */
export const OFFICE_FORMS: Readonly<Record<OfficeAct, { title: Bilingual; asked: AskedField[] }>> = {
  issue: {
    title: { vi: 'Cấp, cấp đổi, cấp lại thẻ căn cước', en: 'Issue a card' },
    asked: [{ name: 'cause', label: { vi: 'Trường hợp', en: 'Case' }, as: 'choice', choices: ISSUE_CAUSES }],
  },
  state: {
    title: { vi: 'Báo mất, tạm giữ, trả lại, thu hồi thẻ', en: 'Note lost, withheld, returned, revoked' },
    asked: [{ name: 'to', label: { vi: 'Tình trạng mới', en: 'New state' }, as: 'choice', choices: CARD_STATE_TITLES }],
  },
  missing: {
    title: { vi: 'Ghi nhận tuyên bố mất tích', en: 'Record as declared missing' },
    asked: [
      { name: 'court', label: { vi: 'Tòa án', en: 'Court' }, as: 'text' },
      { name: 'lastSeenOn', label: { vi: 'Ngày có tin tức cuối cùng', en: 'Last heard of on' }, as: 'date' },
      from,
    ],
  },
  'end-missing': {
    title: { vi: 'Ghi nhận hủy tuyên bố mất tích', en: 'Record as missing no longer' },
    asked: [from],
  },
  'lose-nationality': {
    title: { vi: 'Ghi nhận thôi, tước, hủy quốc tịch', en: 'Record the loss of nationality' },
    asked: [
      {
        name: 'basis',
        label: { vi: 'Trường hợp', en: 'Case' },
        as: 'choice',
        choices: {
          renounced: { vi: 'Thôi quốc tịch', en: 'Renounced' },
          deprived: { vi: 'Bị tước quốc tịch', en: 'Deprived' },
          annulled: { vi: 'Hủy quyết định cho nhập quốc tịch', en: 'Naturalisation annulled' },
        },
      },
      nationality,
      passport,
      from,
    ],
  },
  'regain-nationality': {
    title: { vi: 'Ghi nhận trở lại quốc tịch', en: 'Record the return of nationality' },
    asked: [from],
  },
  new: {
    title: { vi: 'Ghi người nước ngoài mới', en: 'Enter a foreigner' },
    asked: [
      { name: 'fullName', label: { vi: 'Họ và tên', en: 'Full name' }, as: 'text' },
      { name: 'bornOn', label: { vi: 'Ngày sinh', en: 'Date of birth' }, as: 'date' },
      nationality,
      passport,
      passportEnd,
      ...home,
    ],
  },
  passport: { title: { vi: 'Ghi hộ chiếu mới', en: 'Enter a new passport' }, asked: [passport, passportEnd] },
  card: {
    title: { vi: 'Cấp thẻ tạm trú, thường trú', en: 'Issue a residence card' },
    asked: [
      {
        name: 'cardKind',
        label: { vi: 'Loại thẻ', en: 'Card' },
        as: 'choice',
        choices: {
          temporary: { vi: 'Thẻ tạm trú', en: 'Temporary residence card' },
          permanent: { vi: 'Thẻ thường trú', en: 'Permanent residence card' },
        },
      },
      { name: 'lastDay', label: { vi: 'Có giá trị đến hết ngày', en: 'Good until and with' }, as: 'date' },
      ...home,
    ],
  },
  'end-card': { title: { vi: 'Thu hồi thẻ cư trú', en: 'Withdraw the residence card' }, asked: [] },
  naturalise: {
    title: { vi: 'Ghi nhận nhập quốc tịch Việt Nam', en: 'Record the naturalisation' },
    asked: [
      { name: 'fullName', label: { vi: 'Tên gọi Việt Nam', en: 'Vietnamese name' }, as: 'text' },
      {
        name: 'sex',
        label: { vi: 'Giới tính', en: 'Sex' },
        as: 'choice',
        choices: { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } },
      },
      {
        name: 'provinceCode',
        label: { vi: 'Tỉnh, thành phố ghi trong số định danh', en: 'Province of the personal number' },
        as: 'choice',
        choices: PROVINCE_NAMES,
      },
      {
        name: 'ethnicGroup',
        label: { vi: 'Dân tộc', en: 'Ethnic group' },
        as: 'choice',
        choices: Object.fromEntries(ETHNIC_GROUPS.map(({ code, name }) => [code, { vi: name, en: name }])),
        optional: true,
      },
      { name: 'hometown', label: { vi: 'Quê quán', en: 'Hometown' }, as: 'text', optional: true },
      from,
    ],
  },
};

/** What a form said, as the service of its act takes it. Empty fields are left out, and the service says what is missing. */
export function officeInput(act: OfficeAct, typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...OFFICE_FORMS[act].asked.map(({ name }) => name), 'reason', 'documentNumber'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = typed[name];
      const text = typeof value === 'string' ? value.trim() : '';
      return text ? [[name, text]] : [];
    }),
  );
}
