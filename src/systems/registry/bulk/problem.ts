import type { Bilingual } from '../../../kernel/text.ts';
import { type RecordKind, columnOf } from '../kind/index.ts';
import { ACT_COLUMN, PERIOD_COLUMNS } from './columns.ts';

/** Something about a row of a file: what keeps it out, what is doubtful, or what was put right on the way. */
export interface RowProblem {
  /** As in a spreadsheet: the header is row 1. */
  row: number;
  /** The field, or empty when it is the row as a whole. */
  field: string;
  /** A rule of `RULES`, a quality rule of the kind, or `check:2` for what is demanded of several fields together. */
  rule: string;
  severity: 'refused' | 'warning' | 'note';
  /** What the file says there, its first characters. */
  given?: string;
}

/** What can be wrong with a row, besides the quality rules of its kind. */
export const RULES = {
  needed: { vi: 'Bắt buộc phải có giá trị', en: 'A value is needed' },
  pattern: {
    vi: 'Không đúng dạng quy định; kiểm tra các số 0 ở đầu mà bảng tính có thể đã bỏ mất',
    en: 'Not in the form that is demanded; see whether a spreadsheet has dropped zeros in front',
  },
  not_a_choice: { vi: 'Không có trong danh mục', en: 'Not one of the allowed values' },
  too_long: { vi: 'Dài quá mức cho phép', en: 'Longer than is allowed' },
  not_a_number: {
    vi: 'Không phải số: viết liền, không dấu phân cách hàng nghìn',
    en: 'Not a number: write it without separators',
  },
  out_of_range: { vi: 'Nằm ngoài khoảng cho phép', en: 'Outside of what is allowed' },
  not_a_date: { vi: 'Không phải ngày có thật', en: 'Not a day that there is' },
  date_ambiguous: {
    vi: 'Không rõ đâu là ngày, đâu là tháng: viết năm-tháng-ngày, hoặc chọn kiểu ngày/tháng/năm',
    en: 'Day and month cannot be told apart: write year-month-day, or choose day/month/year',
  },
  date_old_calendar: {
    vi: 'Ngày âm lịch: phải đổi sang dương lịch',
    en: 'A date of the lunar calendar: give that of the solar one',
  },
  not_yes_or_no: { vi: 'Phải là có hoặc không', en: 'Must be yes or no' },
  not_understood: { vi: 'Không đọc được giá trị này', en: 'This value cannot be read' },
  formula: {
    vi: 'Ô chứa công thức: hãy dán giá trị thay cho công thức',
    en: 'The cell holds a formula: paste the value instead',
  },
  number_for_code: {
    vi: 'Ô là số nên các số 0 ở đầu mã có thể đã mất: hãy định dạng ô là văn bản và nhập lại mã',
    en: 'The cell is a number, so zeros in front of the code may be lost: format it as text and type the code again',
  },
  number_for_words: {
    vi: 'Ô là số chứ không phải văn bản: kiểm tra các số 0 ở đầu',
    en: 'The cell is a number and not text: see whether zeros in front are lost',
  },
  number_rounded: {
    vi: 'Số có hơn 15 chữ số đã bị bảng tính làm tròn: hãy định dạng ô là văn bản và nhập lại',
    en: 'The spreadsheet has rounded a number of more than 15 digits: format the cell as text and type it again',
  },
  date_for_text: {
    vi: 'Bảng tính đã đổi giá trị này thành ngày: hãy định dạng ô là văn bản và nhập lại',
    en: 'The spreadsheet has made a date of this value: format the cell as text and type it again',
  },
  spreadsheet_error: { vi: 'Ô chứa lỗi của bảng tính', en: 'The cell holds an error of the spreadsheet' },
  cells: { vi: 'Số ô không khớp với dòng tiêu đề', en: 'Not as many cells as the header has' },
  unknown_column: { vi: 'Có cột không nằm trong tệp lúc tải lên', en: 'A column that the first row did not have' },
  period_empty: {
    vi: 'Ngày hết hiệu lực phải sau ngày có hiệu lực',
    en: 'It would end before it begins',
  },
  twice_in_file: {
    vi: 'Cùng mã số và thời gian đã có ở một dòng khác trong tệp',
    en: 'The same record and time stand in another row of the file',
  },
  same_row_twice: { vi: 'Lặp lại nguyên một dòng trước', en: 'The same as an earlier row' },
  overlap: {
    vi: 'Trong thời gian này cơ sở dữ liệu đã có bản ghi với nội dung khác',
    en: 'The register says something else for this time already',
  },
  reference_missing: {
    vi: 'Bản ghi được dẫn chiếu không có trong suốt thời gian này',
    en: 'The record that it refers to is not there for the whole of this time',
  },
  value_refused: { vi: 'Cơ sở dữ liệu không nhận dòng này', en: 'The register does not take this row' },
  contradiction: { vi: 'Các ô mâu thuẫn với nhau', en: 'The fields contradict each other' },
  batch_refused: {
    vi: 'Cả lô không được ghi vì có dòng bị từ chối',
    en: 'The whole batch was left out because of a refused row',
  },
  normalised: {
    vi: 'Đã chuẩn hóa Unicode dựng sẵn (NFC)',
    en: 'Brought to composed Unicode (NFC)',
  },
  not_an_act: {
    vi: 'Không phải một thao tác: để trống, hoặc viết ghi mới, thay đổi, cải chính, kết thúc, hủy',
    en: 'Not an act: leave it empty, or write record, change, correct, end, cancel',
  },
  nothing_said: { vi: 'Không có nội dung nào để thay đổi', en: 'It says nothing that could be changed' },
  until_not_for_act: {
    vi: 'Dòng này sửa bản ghi đã có: để trống ngày hết hiệu lực',
    en: 'This row acts on a record that is there: leave the day of its end empty',
  },
  not_valid_then: {
    vi: 'Vào ngày này không có bản ghi nào đang có hiệu lực để sửa',
    en: 'Nothing is valid on this day that could be changed',
  },
  after_earlier_row: {
    vi: 'Bản ghi này có ở một dòng trước: chỉ kiểm tra được khi ghi',
    en: 'An earlier row acts on this record: it can only be checked when it is written',
  },
} as const satisfies Record<string, Bilingual>;
export type RuleName = keyof typeof RULES;

/** What a rule says in words; a rule over several fields names them. */
export function ruleTitle(kind: RecordKind, rule: string): Bilingual {
  if (Object.hasOwn(RULES, rule)) return RULES[rule as RuleName];
  const [, number] = /^check:(\d+)$/.exec(rule) ?? [];
  if (number !== undefined) {
    const check = kind.checks[Number(number)] ?? '';
    const fields = Object.entries(kind.fields).filter(([name]) => new RegExp(`\\b${columnOf(name)}\\b`).test(check));
    const list = (language: 'vi' | 'en') => fields.map(([, { title }]) => title[language]).join(', ');
    return {
      vi: `${RULES.contradiction.vi}: ${list('vi')}`,
      en: `${RULES.contradiction.en}: ${list('en')}`,
    };
  }
  return kind.rules.find(({ name }) => name === rule)?.title ?? { vi: rule, en: rule };
}

/** What a field of a report is called. */
export function targetTitle(kind: RecordKind, field: string): Bilingual {
  if (field === '') return { vi: 'Cả dòng', en: 'Whole row' };
  if (field === 'act') return ACT_COLUMN;
  if (field === 'validFrom' || field === 'validUntil') return PERIOD_COLUMNS[field];
  return kind.fields[field]?.title ?? { vi: field, en: field };
}
