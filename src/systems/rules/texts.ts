import type { Bilingual } from '../../kernel/text.ts';
import type { FindingCode } from './checks/finding.ts';
import type { ProblemCode } from './dmn/place.ts';
import type { WarningCode } from './feel/run.ts';

/** Why an answer is null: in plain words, for those who read an explanation. */
export const warningTexts: Record<WarningCode, Bilingual> = {
  'argument.wrong': {
    vi: 'Một hàm nhận giá trị không đúng kiểu hoặc ngoài phạm vi.',
    en: 'A function was given a value of the wrong type or out of range.',
  },
  'argument.count': {
    vi: 'Một hàm nhận thừa hoặc thiếu giá trị.',
    en: 'A function was given too many or too few values.',
  },
  'arithmetic.undefined': {
    vi: 'Phép tính không có kết quả, như chia cho 0 hoặc cộng hai loại giá trị khác nhau.',
    en: 'The calculation has no result, such as a division by zero or a sum of two kinds of value.',
  },
  'comparison.undefined': { vi: 'Hai giá trị không so sánh được với nhau.', en: 'The two values cannot be compared.' },
  'condition.not_boolean': {
    vi: 'Điều kiện không cho biết đúng hay sai.',
    en: 'The condition is neither true nor false.',
  },
  'context.duplicate_key': { vi: 'Một tên được dùng hai lần.', en: 'A name is used twice.' },
  'filter.wrong': { vi: 'Không có mục nào như được yêu cầu.', en: 'There is no such item.' },
  'function.external': {
    vi: 'Hàm nằm ngoài hệ thống nên không được gọi.',
    en: 'The function lies outside and is not called.',
  },
  'function.none': { vi: 'Điều được gọi không phải là hàm.', en: 'What is called is no function.' },
  'input.missing': { vi: 'Thiếu một thông tin đầu vào.', en: 'An input is missing.' },
  'input.not_allowed': {
    vi: 'Thông tin đầu vào không thuộc các giá trị cho phép.',
    en: 'An input is not among the values allowed.',
  },
  'iteration.wrong': { vi: 'Không có danh sách để duyệt qua.', en: 'There is nothing to go through one by one.' },
  'limit.depth': { vi: 'Quy tắc gọi nhau quá sâu.', en: 'The rules call one another too deeply.' },
  'limit.size': { vi: 'Danh sách hoặc văn bản quá dài.', en: 'A list or text grew too long.' },
  'limit.steps': { vi: 'Quy tắc cần quá nhiều bước tính.', en: 'The rules ask for too many steps.' },
  'limit.time': { vi: 'Quy tắc tính quá lâu.', en: 'The rules take too long.' },
  'literal.wrong': { vi: 'Văn bản không đọc được thành giá trị.', en: 'A text cannot be read as the value wanted.' },
  'name.unknown': { vi: 'Một tên không chỉ điều gì.', en: 'A name stands for nothing.' },
  'path.unknown': { vi: 'Giá trị không có phần mang tên này.', en: 'The value has no part of this name.' },
  'range.wrong': { vi: 'Khoảng giá trị không hợp lệ.', en: 'The range is none.' },
  'syntax.wrong': { vi: 'Biểu thức không đọc được.', en: 'The expression cannot be read.' },
  'table.no_rule': { vi: 'Không dòng nào của bảng phù hợp.', en: 'No row of the table applies.' },
  'table.many_rules': {
    vi: 'Nhiều dòng của bảng cùng phù hợp, trong khi chỉ được một dòng.',
    en: 'Several rows of the table apply where only one may.',
  },
  'table.differing_rules': {
    vi: 'Các dòng phù hợp cho kết quả khác nhau.',
    en: 'The rows that apply give different results.',
  },
  'type.mismatch': { vi: 'Giá trị không đúng kiểu.', en: 'A value is not of its type.' },
};

/** What is wrong with a model, told with the cell. */
export const problemTexts: Record<ProblemCode, Bilingual> = {
  'model.name_unknown': {
    vi: 'Tên này không chỉ điều gì. Hãy sửa tên hoặc thêm yêu cầu thông tin.',
    en: 'Nothing has this name. Please correct it, or add the requirement.',
  },
  'model.type_unknown': {
    vi: 'Không có kiểu dữ liệu này. Hãy định nghĩa kiểu.',
    en: 'There is no such type. Please define it.',
  },
  'model.syntax_wrong': {
    vi: 'Biểu thức không đọc được. Hãy sửa ô này.',
    en: 'The expression cannot be read. Please correct the cell.',
  },
  'model.reference_unknown': {
    vi: 'Tham chiếu không dẫn tới đâu. Hãy chọn lại đối tượng.',
    en: 'The reference leads nowhere. Please choose the element again.',
  },
  'model.reference_cyclic': {
    vi: 'Quyết định này cần chính nó. Hãy bỏ một yêu cầu trong vòng.',
    en: 'The decision requires itself. Please remove a requirement of the ring.',
  },
  'model.name_twice': {
    vi: 'Tên trống hoặc đã dùng. Hãy đổi tên.',
    en: 'The name is empty or taken. Please change it.',
  },
  'model.logic_missing': {
    vi: 'Quyết định không có nội dung. Hãy thêm bảng hoặc biểu thức.',
    en: 'The decision says nothing. Please add a table or expression.',
  },
  'model.shape_wrong': {
    vi: 'Dòng có số ô khác số cột. Hãy sửa dòng này.',
    en: 'The row has not as many cells as there are columns. Please correct it.',
  },
};

/** What is wrong with a table that can be read, or may be. */
export const findingTexts: Record<FindingCode, Bilingual> = {
  'table.gap': {
    vi: 'Không dòng nào của bảng nhận trường hợp này. Hãy thêm dòng, hoặc ghi kết quả mặc định.',
    en: 'No row of the table takes this case. Please add a row, or give a default answer.',
  },
  'table.overlap': {
    vi: 'Hai dòng cùng nhận trường hợp này, trong khi bảng chỉ cho một dòng. Hãy thu hẹp một trong hai dòng.',
    en: 'Two rows take this case where the table allows only one. Please narrow one of the two.',
  },
  'table.differing': {
    vi: 'Hai dòng cùng nhận trường hợp này và cho kết quả khác nhau. Hãy sửa một trong hai dòng.',
    en: 'Two rows take this case and answer differently. Please correct one of the two.',
  },
  'table.row_unreached': {
    vi: 'Dòng này không bao giờ được dùng: các dòng khác luôn trả lời thay. Hãy bỏ dòng hoặc đổi thứ tự.',
    en: 'This row is never used: other rows always answer in its place. Please remove it or change the order.',
  },
  'table.row_impossible': {
    vi: 'Dòng này không thể xảy ra: không giá trị nào thỏa ô này. Hãy sửa ô.',
    en: 'This row can never apply: no value passes this cell. Please correct the cell.',
  },
  'table.cell_type': {
    vi: 'Giá trị trong ô không đúng kiểu của cột. Hãy sửa ô hoặc kiểu của cột.',
    en: 'What the cell says is not of the type of its column. Please correct the cell, or the column’s type.',
  },
  'table.value_not_allowed': {
    vi: 'Giá trị trong ô không thuộc các giá trị cho phép của cột. Hãy chọn một giá trị cho phép.',
    en: 'The value in the cell is not among those allowed in the column. Please choose one that is.',
  },
  'table.not_all_seen': {
    vi: 'Bảng quá lớn để xem hết: có thể còn chỗ trống hoặc trùng lặp chưa được tìm thấy.',
    en: 'The table is too large to look at everything: there may be gaps or overlaps that were not found.',
  },
};
