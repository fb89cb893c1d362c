import type { Bilingual } from '../../../kernel/text.ts';

/** Sentences of the refusals of this part. */
export const administrationSentences: Record<string, Bilingual> = {
  'trust.not_an_administrator': {
    vi: 'Chỉ quản trị viên dịch vụ tin cậy của cơ quan chịu trách nhiệm mới được làm việc này.',
    en: 'Only administrators of trust services at the agency that answers for them may do this.',
  },
  'trust.no_such_certificate': {
    vi: 'Không có chứng thư số nào mang số này. Hãy tìm lại trong danh sách.',
    en: 'No certificate has this serial number. Please look for it in the list.',
  },
  'trust.too_many_authorities': {
    vi: 'Loại nơi cấp này đã có {most} thế hệ, không lập thêm được.',
    en: 'There are {most} authorities of this kind already; there can be no more.',
  },
  'trust.words_length': {
    vi: 'Hãy ghi lý do bằng lời, từ {least} đến {most} ký tự.',
    en: 'Please say why in words, {least} to {most} characters.',
  },
  'trust.reason_needed': {
    vi: 'Hãy chọn lý do thu hồi.',
    en: 'Please choose why it is revoked.',
  },
  'trust.agency_unknown': {
    vi: 'Không có cơ quan nào mang mã này hôm nay. Hãy kiểm tra lại mã định danh của cơ quan.',
    en: 'No agency has this code today. Please check the agency’s code.',
  },
  'trust.request_unknown': {
    vi: 'Không có yêu cầu này. Hãy mở lại từ danh sách yêu cầu.',
    en: 'There is no such request. Please open it from the list of requests.',
  },
  'trust.request_decided': {
    vi: 'Yêu cầu đã được quyết định hoặc đã kết thúc. Hãy tải lại trang để xem.',
    en: 'The request is decided already, or over. Please load the page again to see.',
  },
  'trust.own_request': {
    vi: 'Bạn đã gửi yêu cầu này nên người khác phải quyết định. Bạn chỉ có thể rút lại.',
    en: 'You asked for this yourself, so somebody else must decide. You can only withdraw it.',
  },
  'trust.other_request': {
    vi: 'Chỉ người đã gửi yêu cầu mới rút lại được. Bạn có thể duyệt hoặc từ chối.',
    en: 'Only who asked can withdraw a request. You can approve or refuse it.',
  },
  'trust.already_asked': {
    vi: 'Đã có một yêu cầu đang chờ quyết định về chứng thư này. Hãy quyết định yêu cầu đó trước.',
    en: 'A request about this certificate waits for a decision already. Please decide that one first.',
  },
  'trust.request_key_used': {
    vi: 'Biểu mẫu này đã được dùng cho việc khác. Hãy tải lại trang rồi làm lại.',
    en: 'This form was used for something else. Please load the page again and start anew.',
  },
  'trust.post_ended': {
    vi: 'Người yêu cầu không còn giữ chức vụ đó ở cơ quan đó nên không cấp được. Hãy từ chối yêu cầu.',
    en: 'Who asked is not in that post at that agency any more, so nothing can be issued. Please refuse the request.',
  },
  'trust.too_many_certificates': {
    vi: 'Bạn đã có {most} chứng thư xác thực còn hiệu lực. Hãy thu hồi chứng thư không dùng nữa trước.',
    en: 'You have {most} authentication certificates that hold already. Please revoke one that you do not use first.',
  },
  'trust.secret_of_another': {
    vi: 'Chỉ người đã xin giấy phép, khi giấy phép đã được duyệt, mới xem được mã bí mật.',
    en: 'Only who asked for the permit sees its secret, once it was approved.',
  },
};
