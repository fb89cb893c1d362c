import type { Bilingual } from '../../kernel/text.ts';

/** What is said when a birth notification cannot be taken. Read by people of the hospital. */
export const sentences: Record<string, Bilingual> = {
  'health.report_refused': {
    vi: 'Giấy chứng sinh có thông tin chưa hợp lệ. Hãy sửa các mục được nêu rồi gửi lại.',
    en: 'The birth notification has values that cannot be right. Correct the fields named and send it again.',
  },
  'health.one_mother_needed': {
    vi: 'Hãy ghi người mẹ: số định danh cá nhân, hoặc thông tin hộ chiếu nếu là người nước ngoài; chỉ một trong hai.',
    en: 'Name the mother: her personal number, or her passport if she is a foreigner; one of the two.',
  },
  'health.father_unnamed': {
    vi: 'Hãy ghi số định danh cá nhân hoặc họ tên của người cha, hoặc bỏ trống mục này.',
    en: 'Give the personal number or the name of the father, or leave this part out.',
  },
  'health.number_malformed': {
    vi: 'Số định danh cá nhân không đúng cấu trúc 12 chữ số. Hãy kiểm tra lại trên thẻ căn cước.',
    en: 'This is not a personal number of 12 digits. Check it on the identity card.',
  },
  'health.born_in_future': {
    vi: 'Giờ sinh nằm trong tương lai. Hãy kiểm tra lại ngày và giờ.',
    en: 'The time of birth lies in the future. Check the day and the hour.',
  },
  'health.late_reason_needed': {
    vi: 'Ca sinh đã quá {days} ngày. Hãy ghi lý do báo muộn.',
    en: 'The birth was more than {days} days ago. Say why it is reported late.',
  },
  'health.weight_not_credible': {
    vi: 'Cân nặng phải từ {least} đến {most} gam. Hãy kiểm tra số đã nhập.',
    en: 'The weight must be {least} to {most} grams. Check the figure.',
  },
  'health.gestation_not_credible': {
    vi: 'Tuổi thai phải từ {least} đến {most} tuần. Hãy kiểm tra số đã nhập.',
    en: 'The gestation must be {least} to {most} weeks. Check the figure.',
  },
  'health.order_beyond_count': {
    vi: 'Thứ tự của trẻ lớn hơn số trẻ của lần sinh. Hãy sửa một trong hai số.',
    en: 'The order of the child is larger than the number of children born. Correct one of the two.',
  },
  'health.number_taken': {
    vi: 'Số giấy chứng sinh {number} đã dùng cho nội dung khác. Hãy dùng số mới, hoặc gửi yêu cầu sửa.',
    en: 'The notification number {number} was used with other content. Use a new number, or send a correction.',
  },
  'health.already_reported': {
    vi: 'Ca sinh này của người mẹ đã được báo trong vòng {hours} giờ. Nếu là sinh đôi, hãy ghi đúng thứ tự của trẻ.',
    en: 'This birth of the mother was reported already, within {hours} hours. For twins, give the order of the child.',
  },
  'health.not_found': {
    vi: 'Không tìm thấy giấy chứng sinh này. Hãy kiểm tra lại số.',
    en: 'There is no such birth notification. Check the number.',
  },
  'health.registered_already': {
    vi: 'Trẻ đã được đăng ký khai sinh, số {entryNumber}. Việc sửa phải làm tại cơ quan đăng ký hộ tịch.',
    en: 'The birth is registered as {entryNumber}. Corrections are made at the civil-status office.',
  },
  'health.death_in_future': {
    vi: 'Thời điểm chết nằm trong tương lai. Hãy kiểm tra lại.',
    en: 'The time of death lies in the future. Check it.',
  },
  'health.death_reported': {
    vi: 'Ca tử vong này đã được báo với nội dung khác. Hãy liên hệ cơ sở y tế đã báo.',
    en: 'This death was reported already, with other content. Turn to the hospital that reported it.',
  },
};
