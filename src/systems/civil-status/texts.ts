import type { Bilingual } from '../../kernel/text.ts';

/** What is said when an act of civil status cannot be done. Read by the officer, and passed on to the parents. */
export const sentences: Record<string, Bilingual> = {
  'birth.already_registered': {
    vi: 'Việc sinh này đã được đăng ký, số {entryNumber}. Hãy đóng hồ sơ, hoặc cấp bản sao giấy khai sinh.',
    en: 'This birth is registered already, as {entryNumber}. Close the case, or issue a copy of the certificate.',
  },
  'birth.not_competent': {
    vi: 'Không có cha hoặc mẹ nào cư trú tại địa bàn của cơ quan này. Hãy chuyển hồ sơ đến Ủy ban nhân dân cấp xã nơi cha hoặc mẹ cư trú.',
    en: 'Neither parent lives where this office is competent. Send the case to the committee of a commune where a parent lives.',
  },
  'birth.evidence_needed': {
    vi: 'Cần giấy chứng sinh; nếu không có, cần văn bản của người làm chứng hoặc giấy cam đoan.',
    en: 'A birth notification is needed; without one, a statement of witnesses or an undertaking.',
  },
  'birth.notification_not_found': {
    vi: 'Không tìm thấy giấy chứng sinh này trong cơ sở dữ liệu y tế. Hãy đề nghị cơ sở y tế gửi lại.',
    en: 'The birth notification is not in the health register. Ask the hospital to send it again.',
  },
  'birth.contradicts_notification': {
    vi: 'Thông tin khai không khớp giấy chứng sinh. Hãy sửa theo giấy chứng sinh, hoặc đề nghị cơ sở y tế sửa giấy.',
    en: 'What is declared contradicts the birth notification. Follow the notification, or ask the hospital to correct it.',
  },
  'birth.differs': {
    vi: 'Mục này khác với giấy chứng sinh.',
    en: 'This differs from the birth notification.',
  },
  'birth.in_future': {
    vi: 'Ngày sinh nằm trong tương lai. Hãy kiểm tra lại.',
    en: 'The date of birth lies in the future. Check it.',
  },
  'birth.not_late': {
    vi: 'Trẻ sinh chưa quá {days} ngày nên đây không phải là đăng ký muộn. Hãy sửa lại hồ sơ.',
    en: 'The birth was not more than {days} days ago, so the registration is not late. Correct the case.',
  },
  'birth.parent_unknown': {
    vi: 'Không tìm thấy số định danh {number} của cha hoặc mẹ. Hãy kiểm tra lại số.',
    en: 'The number {number} of a parent is not in the population register. Check it.',
  },
  'birth.parent_too_young': {
    vi: 'Cha hoặc mẹ phải hơn con ít nhất {years} tuổi. Hãy kiểm tra lại số định danh và ngày sinh.',
    en: 'A parent must be at least {years} years older than the child. Check the number and the date of birth.',
  },
  'birth.parent_sex': {
    vi: 'Giới tính trong Cơ sở dữ liệu quốc gia về dân cư không khớp vai trò cha, mẹ. Hãy kiểm tra lại hai số định danh.',
    en: 'By the population register the sex does not fit mother or father. Check the two numbers.',
  },
  'birth.no_parent': {
    vi: 'Trẻ chưa xác định được cả cha và mẹ phải được đăng ký theo thủ tục trẻ bị bỏ rơi, tại nơi lập biên bản.',
    en: 'A child of whom neither parent is known is registered as a foundling, where the report was made.',
  },
  'birth.name_refused': {
    vi: 'Họ, tên của trẻ chưa đúng quy định. Hãy sửa theo hướng dẫn ở mục họ tên.',
    en: 'The name of the child cannot be registered so. Correct it as the field says.',
  },
  'birth.surname_of_neither': {
    vi: 'Họ của trẻ phải là họ của cha hoặc họ của mẹ; khi chưa xác định được cha thì theo họ mẹ.',
    en: 'The surname is the father’s or the mother’s; when the father is unknown, the mother’s.',
  },
  'birth.ethnic_group_of_neither': {
    vi: 'Dân tộc của trẻ phải theo dân tộc của cha hoặc của mẹ; khi chưa xác định được cha thì theo mẹ.',
    en: 'The ethnic group is the father’s or the mother’s; when the father is unknown, the mother’s.',
  },
  'birth.nationality_of_neither': {
    vi: 'Quốc tịch của trẻ phải là quốc tịch của cha hoặc của mẹ.',
    en: 'The nationality of the child must be that of a parent.',
  },
  'birth.nationality_agreement_needed': {
    vi: 'Để trẻ mang quốc tịch nước ngoài, cần văn bản thỏa thuận của cha và mẹ.',
    en: 'For a foreign nationality of the child, the parents’ written agreement is needed.',
  },
  'birth.recognition_needed': {
    vi: 'Cha mẹ không có đăng ký kết hôn: cần đăng ký nhận cha, mẹ, con với sự đồng ý của cả hai, hoặc để trống phần người cha.',
    en: 'The parents are not married: a recognition with the consent of both is needed, or the part of the father stays empty.',
  },
  'birth.recognition_not_needed': {
    vi: 'Cha mẹ đã đăng ký kết hôn nên không cần thủ tục nhận con. Hãy bỏ phần này.',
    en: 'The parents are married, so there is nothing to recognise. Leave this part out.',
  },
  'birth.recognised_by_nobody': {
    vi: 'Người nhận con chưa được ghi trong phần cha hoặc mẹ. Hãy bổ sung.',
    en: 'Whoever recognises the child is not named as a parent. Add them.',
  },
  'birth.husband_presumed': {
    vi: 'Người mẹ đang có chồng theo đăng ký kết hôn số {entryNumber}: con sinh ra là con chung. Ghi người khác, hoặc để trống, cần quyết định của Tòa án.',
    en: 'The mother is married (entry {entryNumber}), so her husband is the father. Another, or nobody, needs a court decision.',
  },
};
