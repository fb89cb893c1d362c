import type { Bilingual } from '../../../kernel/text.ts';

/** What is said to whom it is refused to learn something of a register. */
export const disclosureSentences = {
  'register.field_not_granted': {
    vi: 'Cơ quan của bạn không được đọc các trường {fields} cho mục đích này. Hãy bỏ các trường đó, hoặc đề nghị cơ quan chủ quản cấp quyền.',
    en: 'Your agency may not read the fields {fields} for this purpose. Leave them out, or ask the owner of the register for the right.',
  },
  'register.past_not_granted': {
    vi: 'Cơ quan của bạn chỉ được đọc thông tin hiện tại cho mục đích này. Hãy bỏ ngày và thời điểm.',
    en: 'For this purpose your agency may read what is so now only. Leave out the date and the instant.',
  },
  'register.outside_territory': {
    vi: 'Không có bản ghi này trong địa bàn của cơ quan bạn. Hãy kiểm tra lại mã số, hoặc đề nghị cơ quan nơi quản lý bản ghi.',
    en: 'There is no such record in the territory of your agency. Check the number, or turn to the agency of the place.',
  },
  'register.question_not_granted': {
    vi: 'Cơ quan của bạn không được đối chiếu “{question}” cho mục đích này. Hãy bỏ câu hỏi đó.',
    en: 'Your agency may not check “{question}” for this purpose. Leave that question out.',
  },
  'register.asked_twice': {
    vi: 'Mỗi nội dung chỉ được đối chiếu một lần trong một lời gọi. Hãy bỏ câu hỏi trùng.',
    en: 'Each thing can be checked once in a call. Leave out what is asked twice.',
  },
  'register.too_many_tries': {
    vi: 'Cơ quan của bạn đã đối chiếu bản ghi này quá số lần cho phép: {aDay} lần một ngày, {inThirtyDays} lần trong 30 ngày. Hãy chờ, hoặc đề nghị cung cấp dữ liệu theo thủ tục.',
    en: 'Your agency has checked this record too often: {aDay} times a day and {inThirtyDays} times in 30 days are allowed. Wait, or ask for the data by procedure.',
  },
} as const satisfies Record<string, Bilingual>;
