import { choice, code, date, defineKind, json, text, whole } from '../registry/index.ts';
import { BOOKS, STATUSES } from './books.ts';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const COMMUNE = '\\d{5}';

/**
 * One act in the book of a commune, by version: a change of what it says begins a new one, a correction replaces it, and
 * both keep what was said before (Law on Civil Status 60/2014/QH13 art. 2, 28, 57). `details` has the form of its book.
 */
export const entry = defineKind({
  system: 'civil-status',
  name: 'entry',
  title: { vi: 'Việc hộ tịch đã đăng ký', en: 'Civil-status entry' },
  key: ['id'],
  fields: {
    id: code({ title: { vi: 'Mã', en: 'Id' }, pattern: UUID }),
    book: choice({ title: { vi: 'Sổ', en: 'Book' }, choices: BOOKS }),
    /** Whose committee keeps the book today. */
    communeCode: code({ title: { vi: 'Nơi giữ sổ (mã)', en: 'Kept by the commune (code)' }, pattern: COMMUNE }),
    /** The commune that stood where it was registered, on the day of registration. */
    placeCode: code({
      title: { vi: 'Nơi đăng ký (mã)', en: 'Registered in (code)' },
      pattern: COMMUNE,
      optional: true,
    }),
    bookYear: whole({ title: { vi: 'Năm', en: 'Year' }, least: 1900, most: 2200 }),
    /** Of a paper book its own; see `ELECTRONIC_VOLUME`. */
    volume: text({ title: { vi: 'Quyển số', en: 'Volume' }, longest: 40 }),
    number: text({ title: { vi: 'Số', en: 'Number' }, longest: 30 }),
    registeredOn: date({ title: { vi: 'Ngày đăng ký', en: 'Date of registration' } }),
    status: choice({ title: { vi: 'Tình trạng', en: 'Status' }, choices: STATUSES }),
    /** As it was called when it registered. */
    agencyName: text({ title: { vi: 'Cơ quan đăng ký', en: 'Registered by' } }),
    details: json({ title: { vi: 'Nội dung', en: 'Content' }, disclosure: 'protected' }),
    /** What is known to be wanting in a transcribed entry: `illegible`, `incomplete`, `doubtful`; none for our own. */
    doubts: json({ title: { vi: 'Ghi nhận chất lượng', en: 'Quality flags' }, optional: true }),
  },
  checks: [`(volume = 'điện tử') = (doubts IS NULL)`],
});

/** Who stands in an entry as what: by whom it is found. */
export const party = defineKind({
  system: 'civil-status',
  name: 'party',
  title: { vi: 'Người trong việc hộ tịch', en: 'Person in an entry' },
  key: ['entryId', 'role'],
  people: ['number'],
  fields: {
    entryId: code({ title: { vi: 'Việc hộ tịch', en: 'Entry' }, pattern: UUID }),
    role: text({ title: { vi: 'Tư cách', en: 'Role' }, longest: 30 }),
    book: choice({ title: { vi: 'Sổ', en: 'Book' }, choices: BOOKS }),
    communeCode: code({ title: { vi: 'Nơi giữ sổ (mã)', en: 'Kept by the commune (code)' }, pattern: COMMUNE }),
    number: code({ title: { vi: 'Số định danh', en: 'Personal number' }, pattern: '\\d{12}', optional: true }),
    fullName: text({ title: { vi: 'Họ, chữ đệm, tên', en: 'Full name' }, longest: 200 }),
    bornOn: date({ title: { vi: 'Ngày sinh', en: 'Date of birth' }, optional: true }),
  },
  names: ['fullName'],
  indexed: [['number', 'book']],
});
