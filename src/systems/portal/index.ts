/** The door of the portal: nothing is built upon it. What people see are its routes. */
import type { System } from '../../kernel/system.ts';

export const system: System = {
  name: 'portal',
  folder: import.meta.dirname,
  sentences: {
    'entitlement.number': {
      vi: 'Ghi một con số, ví dụ 3.000.000 hoặc 2,5.',
      en: 'Write a number, e.g. 3,000,000 or 2.5.',
    },
    'declaration.needed': {
      vi: 'Đánh dấu vào lời cam đoan để nộp hồ sơ.',
      en: 'Tick the declaration to submit.',
    },
    'father.number_format': {
      vi: 'Số định danh cá nhân gồm đúng 12 chữ số, như trên thẻ căn cước.',
      en: 'A personal number has exactly 12 digits, as on the identity card.',
    },
    'father.passport_format': {
      vi: 'Số hộ chiếu gồm 5 đến 20 chữ cái không dấu và chữ số.',
      en: 'A passport number has 5 to 20 plain letters and digits.',
    },
    'file.missing': {
      vi: 'Chọn một tệp rồi bấm tải lên.',
      en: 'Choose a file, then upload it.',
    },
    'file.too_many': {
      vi: 'Chọn nhiều nhất {most} tệp.',
      en: 'Choose at most {most} files.',
    },
    'file.kind': {
      vi: 'Tệp này không phải PDF, JPEG hoặc PNG. Chụp hoặc quét lại rồi tải lên.',
      en: 'This file is not a PDF, JPEG or PNG. Take a photo or scan it again and upload that.',
    },
    'receipt.not_proven': {
      vi: 'Sổ công khai chưa có lượt này. Lượt mới được ghi vào sổ trong khoảng một phút: hãy tải lại sau.',
      en: 'The public log does not have this call yet. New ones are entered within about a minute: try again then.',
    },
    'receipt.not_found': {
      vi: 'Không có biên nhận này trong nhật ký dữ liệu của bạn hoặc của con bạn. Hãy kiểm tra lại số biên nhận.',
      en: 'There is no such receipt in your data log or your children’s. Check the number.',
    },
  },
};
