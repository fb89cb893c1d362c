import type { Bilingual } from '../../../../kernel/text.ts';

/** What is said where signing for another is refused. */
export const delegationSentences: Record<string, Bilingual> = {
  'signing.delegation_not_head': {
    vi: 'Chỉ người đứng đầu cơ quan mới giao ký được (Nghị định 30/2020/NĐ-CP, Điều 13). Hãy đề nghị người đứng đầu giao ký.',
    en: 'Only the head of an agency lets others sign in his or her stead (Decree 30/2020/NĐ-CP art. 13). Ask the head to do it.',
  },
  'signing.delegation_to_self': {
    vi: 'Không giao ký cho chính mình được. Hãy chọn một người khác trong cơ quan.',
    en: 'Nobody lets oneself sign in one’s own stead. Choose somebody else of the agency.',
  },
  'signing.delegation_not_deputy': {
    vi: 'Chỉ cấp phó được ký thay (KT.). Hãy chọn cấp phó, hoặc giao ký thừa lệnh (TL.) hay thừa ủy quyền (TUQ.).',
    en: 'Only a deputy signs as deputy (KT.). Choose a deputy, or let the person sign by order (TL.) or by authorisation (TUQ.).',
  },
  'signing.delegation_kinds_missing': {
    vi: 'Hãy chọn ít nhất một loại văn bản được ký.',
    en: 'Choose at least one kind of document.',
  },
  'signing.delegation_grounds_missing': {
    vi: 'Hãy ghi số, tên văn bản làm căn cứ (3 đến 300 ký tự) và ngày của văn bản, không sau hôm nay.',
    en: 'Give the number and name of the document it rests on (3 to 300 characters) and its day, not after today.',
  },
  'signing.delegation_end_missing': {
    vi: 'Giao ký thừa ủy quyền phải có thời hạn. Hãy ghi ngày cuối.',
    en: 'An authorisation is limited in time. Give its last day.',
  },
  'signing.delegation_period_wrong': {
    vi: 'Ngày cuối phải từ hôm nay trở đi, không trước ngày đầu, và cách ngày đầu không quá 5 năm. Hãy sửa ngày.',
    en: 'The last day must be today or later, not before the first, and within 5 years of it. Correct the days.',
  },
  'signing.too_many_delegations': {
    vi: 'Bạn đang có {most} việc giao ký chưa kết thúc. Hãy kết thúc bớt.',
    en: 'You have {most} delegations that are not over. End some of them.',
  },
  'signing.delegation_unknown': {
    vi: 'Không có việc giao ký này cho bạn. Hãy chọn trong danh sách.',
    en: 'There is no such delegation of yours. Choose one of the list.',
  },
  'signing.delegation_act_refused': {
    vi: 'Việc giao ký này đã được trả lời, đã kết thúc, hoặc không phải do bạn quyết định. Hãy tải lại trang.',
    en: 'This delegation was answered, is over, or is not yours to decide. Load the page again.',
  },
  'signing.delegation_not_in_force': {
    vi: 'Việc giao ký này không có hiệu lực hôm nay, nên không ký thay được. Hãy ký ở vị trí của bạn hoặc xin giao ký lại.',
    en: 'This delegation is not in force today, so nothing is signed by it. Sign in your own post or ask for another delegation.',
  },
  'signing.delegation_not_for_kind': {
    vi: 'Bạn không được giao ký loại văn bản này. Hãy chọn loại khác, hoặc trình người giao ký.',
    en: 'This kind of document was not given to you to sign. Choose another kind, or bring it to the one in whose stead you sign.',
  },
  'signing.delegation_post_ended': {
    vi: 'Người giao ký không còn giữ vị trí đó, nên việc giao ký không dùng được nữa. Hãy xin người giữ vị trí mới giao lại.',
    en: 'Who let you sign no longer holds that post, so the delegation is of no use. Ask who holds the post now.',
  },
};
