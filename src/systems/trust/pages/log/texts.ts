import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Sổ công khai',
  lead: 'Mỗi giấy tờ đã ký số và mỗi chứng thư số đều để lại dấu vân tay trong sổ này. Ai giữ một điểm kiểm cũ đều phát hiện được khi một dòng bị sửa hay rút, kể cả bởi Nhà nước.',
  now: 'Sổ lúc này',
  size: 'Số mục',
  root: 'Gốc của cây (SHA-256)',
  publishedAt: 'Điểm kiểm gần nhất',
  key: 'Khóa của sổ',
  keyHint: 'Hãy giữ một bản của khóa này ở nơi khác: nó không bao giờ đổi.',
  checkpoint: 'Tải điểm kiểm đã ký',
  check: 'Tự kiểm một biên nhận',
  checkLead:
    'Trình duyệt của bạn tự tính, không gửi gì cho máy chủ. Bạn có thể ngắt mạng trước khi bấm nút: kết quả vẫn như vậy.',
  document: 'Giấy tờ (PDF)',
  receipt: 'Biên nhận của sổ (.tlog-proof)',
  receiptHint: 'Tải ở trang kiểm tra giấy tờ, dưới mục Sổ công khai.',
  ownKey: 'Khóa của sổ, theo bản bạn giữ',
  run: 'Kiểm tra trong trình duyệt',
  noScript: 'Trình duyệt của bạn không chạy được phép kiểm này. Hãy dùng lệnh ở mục dưới, hoặc trang kiểm tra giấy tờ.',
  good: 'Đúng. Giấy tờ này là mục số {index} của sổ, và gốc đã ký chứng tỏ điều đó.',
  notInLog:
    'Không đúng. Biên nhận không chứng minh giấy tờ này có trong sổ: có thể bạn chọn nhầm tệp, hoặc tệp đã bị sửa.',
  notSigned: 'Không đúng. Điểm kiểm trong biên nhận không do khóa này ký.',
  malformed: 'Đây không phải là biên nhận của sổ, hoặc khóa chép thiếu. Hãy tải lại.',
  missing: 'Hãy chọn cả giấy tờ và biên nhận.',
  unable: 'Trình duyệt này chưa kiểm được chữ ký Ed25519. Hãy cập nhật, hoặc dùng lệnh ở mục dưới.',
  how: 'Kiểm tra bằng chương trình khác',
  howText:
    'Sổ theo chuẩn mở C2SP tlog-tiles: mọi phần là tệp tĩnh, ai cũng tải và tính lại được. Mỗi mục chỉ là một dòng gồm loại và SHA-256, ví dụ "document sha256:…"; không có tên, số hay nội dung của ai.',
  command: 'Tính lại cả sổ từ các mục, so từng phần với những gì đã ký:',
  toVerify: 'Kiểm tra giấy tờ',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Public log',
    lead: 'Every sealed document and every certificate leaves its fingerprint in this log. Whoever keeps an earlier checkpoint finds out when a line is changed or taken back, even by the state.',
    now: 'The log now',
    size: 'Entries',
    root: 'Root of the tree (SHA-256)',
    publishedAt: 'Newest checkpoint',
    key: 'Key of the log',
    keyHint: 'Keep a copy of this key somewhere else: it never changes.',
    checkpoint: 'Download the signed checkpoint',
    check: 'Check a receipt yourself',
    checkLead:
      'Your own browser computes it and sends nothing to the server. You may go offline before you press the button: the result is the same.',
    document: 'Document (PDF)',
    receipt: 'Receipt of the log (.tlog-proof)',
    receiptHint: 'Download it where documents are checked, below Public log.',
    ownKey: 'Key of the log, from the copy that you keep',
    run: 'Check in this browser',
    noScript: 'Your browser cannot do this check. Please use the command below, or the page that checks documents.',
    good: 'Right. This document is entry {index} of the log, and the signed root proves it.',
    notInLog:
      'Wrong. The receipt does not prove that this document is in the log: it may be another file, or one that was changed.',
    notSigned: 'Wrong. The checkpoint in the receipt was not signed by this key.',
    malformed: 'This is no receipt of the log, or the key is incomplete. Please download it again.',
    missing: 'Please choose both the document and the receipt.',
    unable: 'This browser cannot check Ed25519 signatures yet. Please update it, or use the command below.',
    how: 'Check with other programs',
    howText:
      'The log follows the open standard C2SP tlog-tiles: every part is a static file that anyone can download and compute again. An entry is one line of a kind and a SHA-256, such as “document sha256:…”; there is nobody’s name, number or content in it.',
    command: 'Compute the whole log anew from its entries and compare each part with what was signed:',
    toVerify: 'Check a document',
  },
};
