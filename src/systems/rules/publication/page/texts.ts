import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Pháp luật dưới dạng bảng quyết định',
  lead: 'Mọi phiên bản đã ban hành mà hệ thống dùng để quyết định: tải về, tự tính lại, và kiểm rằng không ai sửa nó sau khi công bố.',
  inForce: 'Hiệu lực',
  from: 'Từ {from}',
  fromUntil: 'Từ {from} đến trước {until}',
  law: 'Văn bản',
  fingerprint: 'Dấu vân tay (SHA-256)',
  files: 'Tệp DMN 1.5, sổ công khai',
  model: 'Mô hình',
  receipt: 'Biên nhận',
  check: 'Kiểm một phiên bản',
  checkText:
    'Dấu vân tay của mỗi phiên bản vào sổ công khai khi được ban hành. Tải mô hình và biên nhận, rồi để trình duyệt của bạn tự kiểm.',
  toCheck: 'Tự kiểm biên nhận',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Law as decision tables',
    lead: 'Every adopted edition by which the house decides: download it, compute it yourself, and check that nobody changed it after it was published.',
    inForce: 'In force',
    from: 'From {from}',
    fromUntil: 'From {from} to before {until}',
    law: 'Law',
    fingerprint: 'Fingerprint (SHA-256)',
    files: 'DMN 1.5, public log',
    model: 'Model',
    receipt: 'Receipt',
    check: 'Check an edition',
    checkText:
      'The fingerprint of each edition enters the public log when it is adopted. Download the model and the receipt, and let your browser check them.',
    toCheck: 'Check a receipt yourself',
  },
};
