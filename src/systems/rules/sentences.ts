import type { Bilingual } from '../../kernel/text.ts';

/** Sentences of this system's refusals. */
export const sentences: Record<string, Bilingual> = {
  'rules.no_such_set': {
    vi: 'Không có bộ quy tắc này. Hãy chọn lại trong danh sách.',
    en: 'There is no such rule set. Please choose again from the list.',
  },
  'rules.no_such_edition': {
    vi: 'Bộ quy tắc không có phiên bản này. Hãy chọn lại trong danh sách phiên bản.',
    en: 'The rule set has no such edition. Please choose again from its editions.',
  },
  'rules.none_in_force': {
    vi: 'Ngày {date} không có phiên bản nào của bộ quy tắc {ruleSet} có hiệu lực. Hãy chọn ngày khác.',
    en: 'No edition of the rule set {ruleSet} is in force on {date}. Please choose another day.',
  },
  'rules.input_unknown': {
    vi: 'Bộ quy tắc không hỏi thông tin “{name}”. Hãy bỏ thông tin này.',
    en: 'The rule set asks for no “{name}”. Please leave it out.',
  },
  'rules.other_owner': {
    vi: 'Bộ quy tắc này do cơ quan khác xây dựng. Bạn chỉ có thể xem.',
    en: 'Another agency drafts this rule set. You may only read it.',
  },
  'rules.repealed': {
    vi: 'Bộ quy tắc này đã bị bãi bỏ nên không sửa được nữa.',
    en: 'This rule set is repealed and can no longer be changed.',
  },
  'rules.key_used': {
    vi: 'Biểu mẫu này đã được gửi với nội dung khác. Hãy mở lại trang rồi làm lại.',
    en: 'This form was sent with other content before. Open the page again and repeat.',
  },
  'rules.wrong_state': {
    vi: 'Phiên bản không còn ở trạng thái cho phép việc này. Hãy mở lại trang.',
    en: 'The edition is no longer in a state that allows this. Open the page again.',
  },
  'rules.changed_meanwhile': {
    vi: 'Người khác đã sửa phiên bản này sau khi bạn mở trang. Hãy mở lại trang để xem bản mới nhất.',
    en: 'Somebody has changed this edition since you opened the page. Open it again to see the latest.',
  },
  'rules.own_work': {
    vi: 'Bạn đã soạn hoặc trình phiên bản này; người khác trong cơ quan phải ban hành.',
    en: 'You wrote or proposed this edition; another official of the agency has to adopt it.',
  },
  'rules.obstacles': {
    vi: 'Còn {count} vướng mắc. Hãy xử lý hết rồi làm lại.',
    en: 'There are {count} obstacles. Please clear them and try again.',
  },
  'rules.date_past': {
    vi: 'Ngày có hiệu lực đã qua. Hãy chọn hôm nay hoặc một ngày sau.',
    en: 'The day of coming into force is over. Please choose today or a later day.',
  },
  'rules.date_taken': {
    vi: 'Đã có phiên bản bắt đầu hiệu lực vào ngày này hoặc sau đó. Hãy chọn ngày khác.',
    en: 'An edition begins on this day already, or later. Please choose another day.',
  },
  'rules.not_compiled': {
    vi: 'Một trong hai phiên bản còn lỗi nên chưa so sánh được. Hãy sửa lỗi trước.',
    en: 'One of the two editions has problems and cannot be compared yet. Please mend them first.',
  },
  'rules.model_unreadable': {
    vi: 'Tệp không phải là mô hình DMN đọc được: {reason}. Hãy kiểm tra tệp.',
    en: 'The file is no readable DMN model: {reason}. Please check the file.',
  },
  'rules.model_too_long': {
    vi: 'Mô hình dài quá 5 triệu ký tự. Hãy chia thành nhiều bộ quy tắc.',
    en: 'The model is longer than 5 million characters. Please divide it into several rule sets.',
  },
  'rules.too_many_cases': {
    vi: 'Có quá nhiều ca kiểm thử, tối đa {most}. Hãy bớt lại.',
    en: 'There are too many test cases, at most {most}. Please leave some out.',
  },
  'rules.decision_missing': {
    vi: 'Mô hình không có quyết định “{about}” mà bộ quy tắc phải trả lời. Hãy thêm quyết định này.',
    en: 'The model has no decision “{about}”, which the rule set has to answer. Please add it.',
  },
  'rules.no_cases': {
    vi: 'Chưa có ca kiểm thử nào. Hãy thêm ít nhất một ca.',
    en: 'There is no test case yet. Please add at least one.',
  },
  'rules.case_fails': {
    vi: 'Ca “{where}” cho kết quả {about}, khác kết quả phải có. Hãy sửa bảng hoặc sửa ca.',
    en: 'The case “{where}” answers {about}, which is not what is expected. Please change the table or the case.',
  },
  'rules.no_such_trial': {
    vi: 'Không có lần thử này trong bộ quy tắc của cơ quan bạn. Hãy chọn lại trong danh sách.',
    en: 'There is no such trial of your agency’s rule set. Please choose again from the list.',
  },
  'rules.trial_same': {
    vi: 'Hai phiên bản giống nhau thì không có gì để so sánh. Hãy chọn hai phiên bản khác nhau.',
    en: 'An edition cannot be compared with itself. Please choose two editions.',
  },
  'rules.trial_model_wrong': {
    vi: 'Phiên bản {number} còn lỗi nên chưa chạy được. Hãy sửa các lỗi của phiên bản đó trước.',
    en: 'Edition {number} has mistakes and cannot be run. Please mend them first.',
  },
  'rules.trial_too_many_inputs': {
    vi: 'Mô hình hỏi nhiều hơn {most} thông tin nên không thử được. Hãy tách câu hỏi thành các bộ quy tắc nhỏ hơn.',
    en: 'The model asks for more than {most} facts and cannot be tried. Please split it into smaller rule sets.',
  },
  'rules.trial_value_wrong': {
    vi: 'Giá trị giả định không đúng kiểu mà mô hình hỏi. Hãy ghi số, true hoặc false, ngày dạng 2026-11-22, hoặc chữ.',
    en: 'The value is not of the type that the model asks for. Give a number, true or false, a date such as 2026-11-22, or a text.',
  },
  'rules.trial_source_wrong': {
    vi: 'Dữ kiện này không dùng được cho câu hỏi này. Hãy chọn dữ kiện khác hoặc một giả định.',
    en: 'This fact does not fit the question. Choose another one, or an assumption.',
  },
  'rules.trial_entry_unknown': {
    vi: 'Câu trả lời không có cột này. Hãy chọn lại trong danh sách.',
    en: 'The answer has no such entry. Please choose again.',
  },
  'rules.trial_too_many': {
    vi: 'Cơ quan bạn đang có {most} lần thử chưa xong. Hãy chờ, hoặc dừng một lần thử.',
    en: 'Your agency has {most} trials that are not over. Please wait, or stop one of them.',
  },
  'rules.trial_too_long': {
    vi: 'Đếm quá 10 phút vẫn chưa xong nên lần thử bị dừng. Hãy làm cho mô hình đơn giản hơn rồi chạy lại.',
    en: 'Counting took longer than 10 minutes and was ended. Make the model simpler and run it again.',
  },
  'rules.trial_too_large': {
    vi: 'Mô hình cần nhiều bộ nhớ hơn mức cho phép. Hãy làm cho mô hình đơn giản hơn rồi chạy lại.',
    en: 'The model needs more memory than a trial may have. Make it simpler and run it again.',
  },
  'rules.no_such_table': {
    vi: 'Phiên bản không có bảng này. Hãy mở lại phiên bản và chọn bảng.',
    en: 'The edition has no such table. Please open the edition again and choose one.',
  },
  'rules.no_such_case': {
    vi: 'Phiên bản không có ca kiểm thử này. Hãy mở lại phiên bản.',
    en: 'The edition has no such test case. Please open the edition again.',
  },
  'rules.table_too_large': {
    vi: 'Bảng quá lớn để sửa trên trang. Hãy tải bảng tính, sửa rồi nạp lại.',
    en: 'The table is too large to be edited on a page. Please download the workbook, edit it and take it in again.',
  },
  'rules.name_taken': {
    vi: 'Mô hình đã có tên này. Hãy chọn tên khác.',
    en: 'The model has this name already. Please choose another.',
  },
  'rules.name_unfit': {
    vi: 'Tên bắt đầu bằng chữ, gồm chữ, số và dấu cách. Hãy sửa tên.',
    en: 'A name begins with a letter and has letters, figures and spaces. Please correct it.',
  },
  'rules.value_of_other_type': {
    vi: 'Giá trị không đúng kiểu của thông tin này. Ngày viết như 2026-11-22, số viết như 1500000.',
    en: 'The value is not of the type of this fact. Write days as 2026-11-22 and numbers as 1500000.',
  },
  'rules.answer_unreadable': {
    vi: 'Kết quả không đọc được. Hãy viết một số, chữ, true, false, null hoặc danh sách như [1, 2].',
    en: 'The answer cannot be read. Write a number, a text, true, false, null or a list such as [1, 2].',
  },
  'rules.workbook_without_tables': {
    vi: 'Bảng tính không có trang nào là bảng quyết định. Hãy tải bảng tính của phiên bản rồi sửa trong đó.',
    en: 'No sheet of the workbook holds a decision table. Please download the workbook of the edition and edit that.',
  },
};
