import type { Bilingual } from '../../kernel/text.ts';

/** What is said of names of enterprises, and of statements of ownership (BODS 0.4) to those who publish or import them. */
export const sentences: Record<string, Bilingual> = {
  // Names. Law on Enterprises 59/2020/QH14 art. 37, 38, 41.
  'enterprise.name_without_type': {
    vi: 'Tên phải bắt đầu bằng loại hình doanh nghiệp, ví dụ “Công ty TNHH” hoặc “Công ty cổ phần”.',
    en: 'The name must begin with the type of enterprise, such as “Công ty TNHH” or “Công ty cổ phần”.',
  },
  'enterprise.own_name_missing': {
    vi: 'Hãy ghi tên riêng sau loại hình doanh nghiệp.',
    en: 'Give the own name after the type of enterprise.',
  },
  'enterprise.name_letters': {
    vi: 'Tên riêng chỉ gồm chữ cái tiếng Việt, các chữ F, J, Z, W, chữ số và ký hiệu.',
    en: 'The own name has only Vietnamese letters, F, J, Z, W, digits and signs.',
  },
  'enterprise.name_too_long': {
    vi: 'Tên dài quá 250 ký tự. Hãy rút gọn.',
    en: 'The name is longer than 250 characters. Shorten it.',
  },
  'enterprise.name_of_a_body': {
    vi: 'Tên có tên của cơ quan nhà nước, lực lượng vũ trang hoặc tổ chức chính trị. Cần có chấp thuận của nơi đó.',
    en: 'The name has that of a state body, of the forces or of a political organisation in it. It needs that body’s consent.',
  },
  'enterprise.name_identical': {
    vi: 'Tên trùng với doanh nghiệp đã đăng ký. Hãy chọn tên khác.',
    en: 'An enterprise with this name is registered. Choose another.',
  },
  'enterprise.name_reads_alike': {
    vi: 'Tên được đọc giống tên doanh nghiệp đã đăng ký. Hãy chọn tên khác.',
    en: 'The name reads like that of a registered enterprise. Choose another.',
  },
  'enterprise.short_name_taken': {
    vi: 'Tên viết tắt trùng với doanh nghiệp đã đăng ký.',
    en: 'The abbreviated name is that of a registered enterprise.',
  },
  'enterprise.foreign_name_taken': {
    vi: 'Tên bằng tiếng nước ngoài trùng với doanh nghiệp đã đăng ký.',
    en: 'The name in a foreign language is that of a registered enterprise.',
  },
  'enterprise.own_name_taken': {
    vi: 'Tên riêng trùng với tên riêng của doanh nghiệp đã đăng ký.',
    en: 'The own name is that of a registered enterprise.',
  },
  'enterprise.name_numbered': {
    vi: 'Tên riêng chỉ khác bởi một số, số thứ tự hoặc một chữ cái ở cuối.',
    en: 'The own name differs only by a number, an ordinal or a letter behind it.',
  },
  'enterprise.name_other_signs': {
    vi: 'Tên riêng chỉ khác bởi ký hiệu hoặc chữ “và”.',
    en: 'The own name differs only by signs or by “và”.',
  },
  'enterprise.name_newer': {
    vi: 'Tên riêng chỉ khác bởi từ “tân” hoặc “mới”.',
    en: 'The own name differs only by “tân” or “mới”.',
  },
  'enterprise.name_of_a_region': {
    vi: 'Tên riêng chỉ khác bởi tên miền: Bắc, Nam, Trung, Tây, Đông.',
    en: 'The own name differs only by a region: miền Bắc, Nam, Trung, Tây, Đông.',
  },
  'enterprise.name_alike_without_tones': {
    vi: 'Bỏ dấu thì tên riêng giống với doanh nghiệp đã đăng ký. Hãy xem xét.',
    en: 'Without tones the own name is that of a registered enterprise. Have a look at it.',
  },
  // The file.
  'ownership.file_empty': {
    vi: 'Tệp không có nội dung. Hãy chọn tệp có ít nhất một danh sách.',
    en: 'The file has nothing in it. Choose one with a list of statements.',
  },
  'ownership.not_a_list': {
    vi: 'Tệp phải là một mảng JSON, hoặc mỗi dòng một bản kê (JSON lines). Hãy xuất lại theo một trong hai dạng đó.',
    en: 'The file must be a JSON array, or have one statement on each line (JSON lines). Export it again as one of the two.',
  },
  'ownership.not_utf8': {
    vi: 'Nội dung không phải là UTF-8. Hãy lưu lại tệp bằng bảng mã UTF-8.',
    en: 'This is not UTF-8. Save the file again in UTF-8.',
  },
  'ownership.json_broken': {
    vi: 'Nội dung không đúng cú pháp JSON. Hãy kiểm tra dấu ngoặc, dấu phẩy và dấu nháy.',
    en: 'This is not JSON. Check brackets, commas and quotes.',
  },
  'ownership.ends_early': {
    vi: 'Tệp dừng giữa chừng. Hãy gửi lại toàn bộ tệp.',
    en: 'The file stops half way. Send the whole file again.',
  },
  'ownership.after_the_end': {
    vi: 'Còn nội dung sau khi danh sách đã kết thúc. Hãy bỏ phần đó.',
    en: 'Something follows after the list has ended. Remove it.',
  },
  'ownership.too_many_statements': {
    vi: 'Tệp có quá {most} bản kê. Hãy chia thành nhiều tệp.',
    en: 'The file has more than {most} statements. Split it into several.',
  },
  'ownership.too_many_waiting': {
    vi: 'Có quá {most} tham chiếu đến bản ghi chưa có nên không kiểm tra hết được. Hãy đặt bản ghi trước nơi nhắc đến nó.',
    en: 'More than {most} references wait for their records, so that not all can be checked. Put records before what refers to them.',
  },
  'ownership.statement_too_large': {
    vi: 'Bản kê này lớn hơn 1 MiB. Hãy rút gọn các đoạn mô tả.',
    en: 'This statement is larger than 1 MiB. Shorten its descriptions.',
  },
  'ownership.too_deep': {
    vi: 'Bản kê lồng nhau quá 32 cấp. Hãy bỏ bớt cấu trúc riêng.',
    en: 'This statement has more than 32 levels within each other. Remove structure that the standard does not know.',
  },
  'ownership.field_twice': {
    vi: 'Trường này có hai lần trong cùng một đối tượng. Hãy giữ lại một.',
    en: 'This field stands twice in one object. Keep one of them.',
  },
  'ownership.text_unkeepable': {
    vi: 'Văn bản có ký tự không lưu được (NUL hoặc nửa cặp thay thế). Hãy bỏ ký tự đó.',
    en: 'The text has a character that cannot be kept (NUL, or half of a surrogate pair). Remove it.',
  },
  'ownership.text_composed': {
    vi: 'Văn bản được đưa về Unicode dựng sẵn (NFC).',
    en: 'The text was brought to composed Unicode (NFC).',
  },
  // The shape.
  'ownership.field_missing': {
    vi: 'Thiếu trường bắt buộc {field}. Hãy bổ sung.',
    en: 'The required field {field} is missing. Add it.',
  },
  'ownership.field_unknown': {
    vi: 'BODS 0.4 không có trường này. Hãy kiểm tra chính tả.',
    en: 'BODS 0.4 has no such field. Check its spelling.',
  },
  'ownership.one_of_missing': {
    vi: 'Phải có ít nhất một trong các trường: {fields}.',
    en: 'At least one of these fields must be given: {fields}.',
  },
  'ownership.wrong_type': {
    vi: 'Giá trị phải thuộc kiểu JSON: {type}.',
    en: 'The value must be of the JSON type {type}.',
  },
  'ownership.not_a_reference': {
    vi: 'Phải là mã bản ghi (recordId), hoặc một đối tượng nêu lý do không xác định được.',
    en: 'This must be a recordId, or an object with the reason why nobody can be named.',
  },
  'ownership.not_in_codelist': {
    vi: 'Giá trị không có trong danh mục của BODS 0.4 cho trường này.',
    en: 'The value is not in the codelist of BODS 0.4 for this field.',
  },
  'ownership.too_short': { vi: 'Cần ít nhất {least} ký tự.', en: 'At least {least} characters are needed.' },
  'ownership.too_long': { vi: 'Nhiều nhất {most} ký tự.', en: 'At most {most} characters are taken.' },
  'ownership.too_small': { vi: 'Số không được nhỏ hơn {least}.', en: 'The number may not be below {least}.' },
  'ownership.too_large': { vi: 'Số không được lớn hơn {most}.', en: 'The number may not be above {most}.' },
  'ownership.not_a_day': {
    vi: 'Phải là một ngày có thật, viết YYYY-MM-DD.',
    en: 'This must be a day that exists, as YYYY-MM-DD.',
  },
  'ownership.not_a_day_or_instant': {
    vi: 'Phải là ngày YYYY-MM-DD, hoặc thời điểm như 2026-11-22T08:30:00+07:00.',
    en: 'This must be a day, YYYY-MM-DD, or an instant such as 2026-11-22T08:30:00+07:00.',
  },
  'ownership.not_a_year_month_or_day': {
    vi: 'Phải viết YYYY, YYYY-MM hoặc YYYY-MM-DD.',
    en: 'This must be YYYY, YYYY-MM or YYYY-MM-DD.',
  },
  'ownership.not_a_uri': {
    vi: 'Phải là một địa chỉ URI đầy đủ, bắt đầu bằng https:// chẳng hạn.',
    en: 'This must be a whole URI that starts with https://, for example.',
  },
  'ownership.not_a_version': {
    vi: 'Phiên bản phải viết như 0.4.',
    en: 'A version is written like 0.4.',
  },
  // What a statement says.
  'ownership.other_version': {
    vi: 'Bản kê theo phiên bản {version}; ở đây đọc phiên bản 0.4.',
    en: 'The statement is of version {version}; here version 0.4 is read.',
  },
  'ownership.in_the_future': {
    vi: 'Ngày {date} nằm trong tương lai. Hãy kiểm tra lại.',
    en: '{date} lies in the future. Check it.',
  },
  'ownership.ends_before_start': {
    vi: 'Ngày kết thúc {end} trước ngày bắt đầu {start}. Hãy sửa một trong hai ngày.',
    en: 'The end, {end}, is before the start, {start}. Correct one of the two.',
  },
  'ownership.published_before_stated': {
    vi: 'Ngày công bố {end} trước ngày kê khai {start}.',
    en: 'It was published on {end}, before it was stated on {start}.',
  },
  'ownership.not_a_transformation': {
    vi: 'Chỉ ghi transformedContent khi motivation là transformation.',
    en: 'transformedContent is given only where the motivation is transformation.',
  },
  'ownership.not_a_pointer': {
    vi: 'Phải là JSON Pointer (RFC 6901), bắt đầu bằng dấu /.',
    en: 'This must be a JSON Pointer (RFC 6901), which starts with /.',
  },
  'ownership.pointer_to_nothing': {
    vi: 'Chú thích chỉ đến một trường không có trong bản kê.',
    en: 'The annotation points to a field that the statement does not have.',
  },
  'ownership.subtype_does_not_fit': {
    vi: 'Loại {subtype} không đi cùng loại tổ chức {type}.',
    en: 'The subtype {subtype} does not go with the type {type}.',
  },
  'ownership.reason_wanted': {
    vi: 'Nên nêu lý do không xác định được người hoặc tổ chức này.',
    en: 'Say why this person or entity is anonymous or unknown.',
  },
  'ownership.reason_of_someone_known': {
    vi: 'Người hoặc tổ chức đã được nêu rõ nhưng vẫn có lý do không xác định.',
    en: 'This person or entity is known, and yet there is a reason for not naming it.',
  },
  'ownership.reason_beside_facts': {
    vi: 'missingInfoReason chỉ đứng một mình (cùng source), khi status là unknown.',
    en: 'missingInfoReason stands alone (with source), where the status is unknown.',
  },
  'ownership.scheme_of_no_person': {
    vi: 'Giấy tờ của cá nhân nên viết như VNM-IDCARD, VNM-PASSPORT hoặc VNM-TAXID.',
    en: 'The scheme of a person’s identifier should be like VNM-IDCARD, VNM-PASSPORT or VNM-TAXID.',
  },
  'ownership.bound_twice': {
    vi: 'Mỗi giới hạn chỉ ghi một lần: bao gồm hoặc không bao gồm chính nó.',
    en: 'A bound is given once: inclusive or exclusive.',
  },
  'ownership.range_empty': {
    vi: 'Khoảng từ {least} đến {most} không có giá trị nào.',
    en: 'There is no share between {least} and {most}.',
  },
  'ownership.outside_range': {
    vi: 'Tỷ lệ {share} nằm ngoài khoảng đã ghi.',
    en: 'The share {share} lies outside the range beside it.',
  },
  'ownership.component_has_components': {
    vi: 'Quan hệ là thành phần (isComponent) thì componentRecords phải rỗng.',
    en: 'A relationship that is a component has no components: leave componentRecords empty.',
  },
  'ownership.component_of_itself': {
    vi: 'Một quan hệ không thể là thành phần của chính nó.',
    en: 'A relationship cannot be a component of itself.',
  },
  'ownership.component_twice': {
    vi: 'Thành phần này đã có trong danh sách.',
    en: 'This component is in the list already.',
  },
  'ownership.owns_itself': {
    vi: 'Chủ thể và bên có lợi ích là một.',
    en: 'The subject and the interested party are the same.',
  },
  'ownership.direct_through_others': {
    vi: 'Quan hệ qua trung gian mà lợi ích lại ghi là trực tiếp.',
    en: 'The relationship goes through others, and yet this interest is called direct.',
  },
  'ownership.owner_unspecified': {
    vi: 'Chủ sở hữu hưởng lợi phải là một cá nhân được nêu rõ.',
    en: 'A beneficial owner must be a person who is named.',
  },
  'ownership.starts_after_stated': {
    vi: 'Lợi ích bắt đầu sau ngày kê khai.',
    en: 'The interest starts after the date of the statement.',
  },
  // What statements say together.
  'ownership.statement_repeated': {
    vi: 'Mã bản kê (statementId) này đã dùng. Mỗi bản kê phải có mã riêng.',
    en: 'This statementId was used before. Each statement has its own.',
  },
  'ownership.type_changed': {
    vi: 'Bản ghi này trước đây thuộc loại {type}. Hãy dùng recordId khác.',
    en: 'This record was of the type {type} before. Use another recordId.',
  },
  'ownership.record_closed': {
    vi: 'Bản ghi đã đóng (closed), không thể có bản kê tiếp theo.',
    en: 'The record is closed: no statement can follow.',
  },
  'ownership.record_not_new': {
    vi: 'Bản ghi đã có bản kê trước đó nên không thể là new. Hãy ghi updated.',
    en: 'The record has statements already and cannot be new. Say updated.',
  },
  'ownership.out_of_order': {
    vi: 'Ngày kê khai trước bản kê liền trước của cùng bản ghi ({date}). Hãy sắp xếp theo thời gian.',
    en: 'The date is before that of the record’s statement before it ({date}). Put them in the order of time.',
  },
  'ownership.subject_changed': {
    vi: 'declarationSubject khác với bản kê trước của cùng bản ghi.',
    en: 'The declarationSubject is another than in the record’s statement before.',
  },
  'ownership.subject_of_no_network': {
    vi: 'declarationSubject phải là một tổ chức hoặc cá nhân, không phải một quan hệ.',
    en: 'The declarationSubject must be an entity or a person, not a relationship.',
  },
  'ownership.subject_no_entity': {
    vi: 'Chủ thể của quan hệ phải là một tổ chức.',
    en: 'The subject of a relationship must be an entity.',
  },
  'ownership.party_no_holder': {
    vi: 'Bên có lợi ích phải là một cá nhân hoặc tổ chức, không phải một quan hệ.',
    en: 'The interested party must be a person or an entity, not a relationship.',
  },
  'ownership.owner_no_person': {
    vi: 'Chủ sở hữu hưởng lợi phải là cá nhân.',
    en: 'A beneficial owner must be a natural person.',
  },
  'ownership.component_after_whole': {
    vi: 'Thành phần phải đứng trước quan hệ chính nêu nó trong componentRecords.',
    en: 'A component comes before the relationship that names it in componentRecords.',
  },
  'ownership.component_of_nothing': {
    vi: 'Là thành phần nhưng không quan hệ nào nêu nó trong componentRecords.',
    en: 'This is a component, and no relationship names it in componentRecords.',
  },
  'ownership.record_not_yet': {
    vi: 'Bản ghi {recordId} chưa có trước bản kê này.',
    en: 'The record {recordId} has not come before this statement.',
  },
  'ownership.record_absent': {
    vi: 'Tệp không có bản ghi {recordId}. Hãy bổ sung bản ghi đó.',
    en: 'The file has no record {recordId}. Add it.',
  },
};
