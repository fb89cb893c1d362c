import type { Bilingual } from '../../kernel/text.ts';

/** What cases say when they refuse, by code. Each says what to do. */
export const sentences: Record<string, Bilingual> = {
  'birth.registered_before': {
    vi: 'Việc sinh này đã được đăng ký khai sinh rồi. Giấy khai sinh ở mục Giấy tờ của tôi.',
    en: 'This birth is registered already. The certificate is under My documents.',
  },
  'birth.not_found': {
    vi: 'Không có giấy chứng sinh này. Hãy chọn lại trong danh sách.',
    en: 'There is no such birth notification. Choose again from the list.',
  },
  'case.not_found': {
    vi: 'Không có hồ sơ này, hoặc hồ sơ không phải của bạn. Hãy mở từ danh sách hồ sơ.',
    en: 'There is no such dossier, or it is not yours. Open it from your list.',
  },
  'case.not_a_draft': {
    vi: 'Hồ sơ đã nộp nên không sửa được nữa. Muốn sửa, hãy rút hồ sơ rồi nộp hồ sơ mới.',
    en: 'The dossier is submitted and cannot be changed. To change it, withdraw it and submit a new one.',
  },
  'case.not_asked': {
    vi: 'Phần này không áp dụng cho hồ sơ của bạn. Hãy mở lại hồ sơ và làm tiếp từ đó.',
    en: 'This part does not apply to your dossier. Open the dossier and go on from there.',
  },
  'case.incomplete': {
    vi: 'Còn phần chưa khai. Hãy khai hết các phần rồi nộp.',
    en: 'A part is not filled in yet. Complete every part, then submit.',
  },
  'case.paper_needed': {
    vi: 'Cần văn bản thỏa thuận có chữ ký của cả cha và mẹ. Hãy tải lên rồi nộp.',
    en: 'The agreement signed by both parents is needed. Upload it, then submit.',
  },
  'case.no_residence': {
    vi: 'Chưa thấy nơi thường trú của cha hoặc mẹ nên không biết gửi hồ sơ đến đâu. Hãy đến công an xã, phường nơi bạn ở để đăng ký cư trú trước.',
    en: 'No permanent residence of a parent is registered, so no commune can be found. Register your residence with the police of your commune first.',
  },
  'case.no_agency': {
    vi: 'Chưa có cơ quan tiếp nhận trực tuyến ở nơi này. Hãy nộp tại Trung tâm phục vụ hành chính công xã, phường.',
    en: 'No agency receives online in that place yet. Submit at the commune’s public service centre.',
  },
  'case.cannot_move': {
    vi: 'Hồ sơ đã chuyển sang bước khác nên không làm được việc này nữa. Hãy tải lại trang để xem bước hiện tại.',
    en: 'The dossier has moved on, so this cannot be done any more. Load the page again to see where it is.',
  },
  'case.too_late_to_withdraw': {
    vi: 'Việc khai sinh đã được chấp thuận nên không rút được nữa. Nếu có sai sót, hãy đề nghị cải chính hộ tịch tại xã, phường.',
    en: 'The birth has been approved, so the dossier cannot be withdrawn. If something is wrong, ask the commune for a correction.',
  },
  'case.resolution_needed': {
    vi: 'Viết rõ điều chưa khớp đã được giải quyết thế nào trước khi chấp thuận.',
    en: 'Write how what does not agree was settled before you approve.',
  },
  'case.wrong_fact_open': {
    vi: 'Người khai cho biết bệnh viện báo sai mà bệnh viện chưa sửa. Liên hệ bệnh viện sửa trước, hoặc yêu cầu bổ sung.',
    en: 'The applicant says the hospital’s report is wrong and it is not corrected yet. Have the hospital correct it, or ask for a supplement.',
  },
  'birth.not_yours': {
    vi: 'Chỉ người mẹ hoặc chồng của người mẹ khai được việc sinh này. Hãy để người ấy đăng nhập.',
    en: 'Only the mother or her husband can announce this birth. Let one of them sign in.',
  },
  'birth.begun_by_other': {
    vi: 'Cha hoặc mẹ kia đã mở hồ sơ cho việc sinh này. Hãy làm tiếp trong hồ sơ ấy.',
    en: 'The other parent has opened a dossier for this birth. Go on in that one.',
  },
  'child.surname_of_neither': {
    vi: 'Họ của con phải theo họ cha hoặc họ mẹ. Sửa chữ đầu tiên của tên.',
    en: 'The surname must be the father’s or the mother’s. Change the first word of the name.',
  },
  'child.late_reason': {
    vi: 'Con sinh đã quá 60 ngày. Hãy viết vài chữ về lý do.',
    en: 'The child was born more than 60 days ago. Write a few words on why.',
  },
  'child.wrong_fact_note': {
    vi: 'Hãy viết đúng ra là gì để công chức hộ tịch kiểm tra.',
    en: 'Write what would be right, so that the officer can check it.',
  },
  'father.number_and_name': {
    vi: 'Số định danh và họ tên không khớp với cùng một người. Kiểm tra lại cả hai theo thẻ căn cước.',
    en: 'The number and the name do not belong to one person. Check both on the identity card.',
  },
  'father.not_foreign': {
    vi: 'Người có quốc tịch Việt Nam: hãy chọn “Nhận cha cho con cùng lúc khai sinh”.',
    en: 'For a Vietnamese citizen choose “He recognises the child together with the registration”.',
  },
  'field.date': {
    vi: 'Nhập một ngày có thật trong quá khứ, ví dụ 27 3 1994.',
    en: 'Enter a real date in the past, e.g. 27 3 1994.',
  },
  'name.empty': {
    vi: 'Hãy nhập họ, chữ đệm và tên của con.',
    en: 'Enter the child’s full name.',
  },
  'name.one_word': {
    vi: 'Viết cả họ và tên, ví dụ: Trần Minh An.',
    en: 'Write surname and given name, e.g. Trần Minh An.',
  },
  'name.not_letters': {
    vi: 'Tên chỉ gồm chữ cái, không có số hay ký hiệu.',
    en: 'A name has letters only, no digits or signs.',
  },
  'name.foreign_letters': {
    vi: 'Tên công dân Việt Nam viết bằng tiếng Việt hoặc tiếng dân tộc khác của Việt Nam. Hãy viết lại bằng chữ cái ấy.',
    en: 'A Vietnamese citizen’s name is in Vietnamese or in another language of Vietnam. Write it in those letters.',
  },
  'name.too_long': {
    vi: 'Tên dài quá. Rút ngắn còn nhiều nhất 60 ký tự, kể cả dấu cách.',
    en: 'The name is too long. Shorten it to 60 characters, spaces included.',
  },
  'result.not_found': {
    vi: 'Không có giấy tờ này trong Giấy tờ của bạn. Hãy mở từ danh sách.',
    en: 'There is no such document among yours. Open it from the list.',
  },
};
