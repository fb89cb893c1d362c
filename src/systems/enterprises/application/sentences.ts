import type { Bilingual } from '../../../kernel/text.ts';

/** What is said of refused applications, and of household businesses, each with what to do next. */
export const applicationSentences: Record<string, Bilingual> = {
  'enterprise.application_unknown': {
    vi: 'Không tìm thấy hồ sơ này trong các hồ sơ của bạn. Hãy mở lại danh sách hồ sơ.',
    en: 'There is no such application among yours. Open the list of applications again.',
  },
  'enterprise.application_moved': {
    vi: 'Hồ sơ đã chuyển sang bước khác nên không làm được việc này nữa. Hãy mở lại hồ sơ để xem.',
    en: 'The application has moved on, so this cannot be done any more. Open it again to see where it stands.',
  },
  'enterprise.application_changed': {
    vi: 'Hồ sơ đã được nộp lại với nội dung khác. Hãy mở lại và đọc nội dung mới.',
    en: 'The application was handed in anew and says something else. Open it again and read it.',
  },
  'enterprise.application_answered': {
    vi: 'Bạn đã trả lời về hồ sơ này rồi. Không phải làm gì thêm.',
    en: 'You have answered this already. There is nothing more to do.',
  },
  'enterprise.application_own': {
    vi: 'Bạn có tên trong hồ sơ này nên không được giải quyết nó. Hãy chuyển cho người khác cùng cơ quan.',
    en: 'You are named in this application, so you may not decide it. Hand it to a colleague.',
  },
  'enterprise.too_many_applications': {
    vi: 'Bạn đang có {most} hồ sơ chưa xong. Hãy hoàn thành hoặc rút bớt rồi lập hồ sơ mới.',
    en: 'You have {most} applications that are not finished. Finish or withdraw some, then begin another.',
  },
  'enterprise.not_representative': {
    vi: 'Chỉ người đại diện theo pháp luật được nộp hồ sơ của doanh nghiệp. Hãy nhờ người đại diện nộp.',
    en: 'Only a legal representative may apply for the enterprise. Ask one to apply.',
  },
  'enterprise.applicant_not_named': {
    vi: 'Người nộp hồ sơ phải là thành viên hoặc người đại diện. Hãy ghi tên bạn, hoặc nhờ người có tên nộp.',
    en: 'Who applies must be a founder or a representative. Name yourself, or let somebody who is named apply.',
  },
  'enterprise.name_of_person_needed': {
    vi: 'Hãy ghi họ và tên của người có số định danh này.',
    en: 'Write the full name of the person with this number.',
  },
  'enterprise.declaration_needed': {
    vi: 'Đánh dấu vào lời cam đoan để nộp hồ sơ. Bản nháp đã được lưu.',
    en: 'Tick the declaration to submit the application. The draft is saved.',
  },
  'enterprise.note_needed': {
    vi: 'Hãy ghi rõ cần sửa đổi, bổ sung điều gì, hoặc vì sao từ chối.',
    en: 'Write what is to be completed, or why it is refused.',
  },
  'enterprise.household_unknown': {
    vi: 'Người này chưa có hộ kinh doanh. Hãy đăng ký hộ kinh doanh trước.',
    en: 'This person has no household business. Register one first.',
  },
  'enterprise.household_status': {
    vi: 'Tình trạng hiện tại của hộ kinh doanh không cho phép việc này. Mỗi người chỉ đăng ký một hộ kinh doanh.',
    en: 'The present status of the household business does not allow this. Everyone registers one at most.',
  },
  'enterprise.household_name_type': {
    vi: 'Tên phải bắt đầu bằng “Hộ kinh doanh”, rồi đến tên riêng.',
    en: 'The name must begin with “Hộ kinh doanh”, then the own name.',
  },
  'enterprise.household_name_of_company': {
    vi: 'Tên riêng của hộ kinh doanh không được có “công ty”, “doanh nghiệp”. Hãy chọn tên khác.',
    en: 'The own name of a household business may not say “công ty” or “doanh nghiệp”. Choose another.',
  },
  'enterprise.household_name_taken': {
    vi: 'Trong xã, phường này đã có “{other}”. Hãy chọn tên khác.',
    en: 'There is “{other}” in this commune already. Choose another name.',
  },
};
