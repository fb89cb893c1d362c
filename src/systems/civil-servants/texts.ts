import type { Bilingual } from '../../kernel/text.ts';

/** What is refused, and what to do next. */
export const sentences = {
  'servants.unknown_person': {
    vi: 'Không có người mang số định danh {number} trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số.',
    en: 'Nobody has the personal number {number} in the population register. Check the number.',
  },
  'servants.dead': {
    vi: 'Người này đã chết theo Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số định danh.',
    en: 'This person is dead, as the population register says. Check the number.',
  },
  'servants.not_a_citizen': {
    vi: 'Chỉ công dân Việt Nam được tuyển dụng. Hãy kiểm tra lại số định danh.',
    en: 'Only Vietnamese citizens are taken into the service. Check the number.',
  },
  'servants.too_young': {
    vi: 'Người này chưa đủ 18 tuổi vào ngày đó. Hãy chọn ngày khác.',
    en: 'This person is not yet 18 on that day. Choose another day.',
  },
  'servants.no_such_step': {
    vi: 'Ngạch này không có bậc đó. Hãy chọn bậc khác.',
    en: 'This grade has no such step. Choose another.',
  },
  'servants.no_grade': {
    vi: 'Người này chưa có ngạch, bậc lương. Hãy xếp ngạch trước.',
    en: 'This person has no grade and step yet. Give one first.',
  },
  'servants.last_step': {
    vi: 'Người này đã ở bậc cuối của ngạch. Hãy xem xét phụ cấp vượt khung hoặc nâng ngạch.',
    en: 'This person is in the last step of the grade. Consider the seniority allowance or another grade.',
  },
  'servants.rise_not_due': {
    vi: 'Chưa đến thời điểm nâng bậc: sớm nhất là ngày {date}. Hãy chọn ngày khác.',
    en: 'The rise is not due yet: {date} at the earliest. Choose another day.',
  },
  'servants.disciplined': {
    vi: 'Người đang trong thời gian thi hành kỷ luật không được bổ nhiệm vào vị trí lãnh đạo. Hãy chờ hết thời gian đó.',
    en: 'While a discipline is in force nobody is given a position of leadership. Wait until it has ended.',
  },
  'servants.not_in_service': {
    vi: 'Người này không đang công tác vào ngày đó. Hãy kiểm tra lại số định danh và ngày.',
    en: 'This person is not in service on that day. Check number and day.',
  },
  'servants.other_agency': {
    vi: 'Cơ quan này không thuộc quyền quản lý của bạn. Hãy liên hệ cơ quan quản lý cán bộ của họ.',
    en: 'This agency is not among those whose personnel you keep. Turn to the office that does.',
  },
  'servants.no_such_agency': {
    vi: 'Không có cơ quan này vào ngày đó. Hãy kiểm tra lại mã cơ quan và ngày.',
    en: 'There is no such agency on that day. Check its code and the day.',
  },
  'servants.power_not_of_agency': {
    vi: 'Cơ quan này không có vị trí với quyền đó. Hãy chọn quyền khác hoặc bỏ trống.',
    en: 'This kind of agency has no position with that power. Choose another or none.',
  },
  'servants.more_hold_it': {
    vi: 'Số người đang giữ vị trí nhiều hơn biên chế mới. Hãy bố trí lại người trước.',
    en: 'More people hold the position than the new limit allows. Move people first.',
  },
  'servants.no_such_position': {
    vi: 'Cơ quan không có vị trí này vào ngày đó. Hãy kiểm tra lại mã vị trí và ngày.',
    en: 'The agency has no such position on that day. Check its code and the day.',
  },
  'servants.position_full': {
    vi: 'Vị trí đã đủ biên chế ({limit} người). Hãy chọn vị trí khác, hoặc đề nghị tăng biên chế.',
    en: 'The position is full ({limit} people). Choose another, or ask for more staff.',
  },
  'servants.holds_it_already': {
    vi: 'Người này đang giữ vị trí đó. Không cần bổ nhiệm lại.',
    en: 'This person holds that position already. There is nothing to do.',
  },
  'servants.no_such_appointment': {
    vi: 'Người này không giữ vị trí đó vào ngày đã chọn. Hãy mở lại hồ sơ và kiểm tra.',
    en: 'This person does not hold that position on that day. Open the file again and check.',
  },
  'servants.no_career': {
    vi: 'Không có hồ sơ này trong các cơ quan bạn quản lý. Hãy kiểm tra lại số định danh.',
    en: 'There is no such file in the agencies whose personnel you keep. Check the number.',
  },
} as const satisfies Record<string, Bilingual>;
