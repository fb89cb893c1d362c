import type { Bilingual } from '../../../kernel/text.ts';
import type { ActName } from './schemas.ts';

/** What can be filed about an enterprise, in words. */
export const ACT_TITLES: Readonly<Record<ActName, Bilingual>> = {
  rename: { vi: 'Đổi tên', en: 'Change the name' },
  move: { vi: 'Chuyển trụ sở', en: 'Move the head office' },
  'change-capital': { vi: 'Thay đổi vốn điều lệ', en: 'Change the capital' },
  'change-holders': { vi: 'Thay đổi thành viên, cổ đông', en: 'Change members or shareholders' },
  'pay-in': { vi: 'Ghi nhận vốn đã góp', en: 'Note what was paid in' },
  'change-representatives': { vi: 'Thay đổi người đại diện', en: 'Change representatives' },
  'change-industries': { vi: 'Thay đổi ngành, nghề', en: 'Change lines of business' },
  convert: { vi: 'Chuyển đổi loại hình', en: 'Convert the legal form' },
  'open-branch': { vi: 'Lập đơn vị phụ thuộc', en: 'Open a dependent unit' },
  'change-branch-head': { vi: 'Thay đổi người đứng đầu đơn vị phụ thuộc', en: 'Change the head of a dependent unit' },
  'close-branch': { vi: 'Chấm dứt đơn vị phụ thuộc', en: 'Close a dependent unit' },
  'declare-beneficial-owner': { vi: 'Kê khai chủ sở hữu hưởng lợi', en: 'Declare a beneficial owner' },
  'end-beneficial-owner': { vi: 'Thôi kê khai chủ sở hữu hưởng lợi', en: 'End a declaration of a beneficial owner' },
  suspend: { vi: 'Tạm ngừng kinh doanh', en: 'Suspend' },
  resume: { vi: 'Tiếp tục kinh doanh', en: 'Resume' },
  'begin-dissolution': { vi: 'Thông báo giải thể', en: 'Give notice of dissolution' },
  'cancel-dissolution': { vi: 'Hủy việc giải thể', en: 'Cancel the dissolution' },
  dissolve: { vi: 'Giải thể', en: 'Dissolve' },
  'open-bankruptcy': { vi: 'Tòa án mở thủ tục phá sản', en: 'A court opens bankruptcy proceedings' },
  'close-bankruptcy': { vi: 'Đình chỉ thủ tục phá sản', en: 'A court ends the proceedings' },
  'declare-bankrupt': { vi: 'Tuyên bố phá sản', en: 'Declare bankrupt' },
  revoke: { vi: 'Thu hồi giấy chứng nhận', en: 'Revoke the certificate' },
  restore: { vi: 'Hủy quyết định thu hồi', en: 'Annul the revocation' },
  divide: { vi: 'Chia công ty', en: 'Divide the company' },
  separate: { vi: 'Tách công ty', en: 'Separate a new company from it' },
  consolidate: { vi: 'Hợp nhất với công ty khác', en: 'Consolidate with other companies' },
  'merge-into': { vi: 'Sáp nhập vào doanh nghiệp khác', en: 'Merge into another enterprise' },
};

/** The first registration, in words. */
export const REGISTER_TITLE: Bilingual = { vi: 'Đăng ký doanh nghiệp', en: 'Register an enterprise' };
