import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Chứng thư số cho máy chủ',
  lead: 'Máy chủ tự tạo khóa, chứng minh tên là của mình và nhận chứng thư số, không cần giấy tờ và không cần ai bấm nút.',
  open: 'Ai cũng đăng ký được tài khoản ACME.',
  demo: 'Chứng thư số ở đây chỉ dùng để thử: hệ thống đang chạy ở chế độ trình diễn.',
  demoTitle: 'Nơi cấp để thử',
  permitted:
    'Cần giấy phép của người quản trị: mã khóa và mã bí mật (external account binding). Thêm hai tham số đó vào lệnh.',
  permittedTitle: 'Ai được đăng ký',
  addresses: 'Địa chỉ',
  directory: 'Danh mục ACME (RFC 8555)',
  est: 'EST (RFC 7030)',
  port: 'Cổng HTTP được hỏi (http-01)',
  lasts: 'Thời hạn',
  lastsText: '45 ngày; gia hạn khi còn 15 ngày (RFC 9773 cho biết thời điểm)',
  keys: 'Khóa',
  keysText: 'P-256 (nên dùng), P-384, RSA từ 2.048 bit',
  root: 'Chứng thư gốc',
  rootText: 'tải về để máy của bạn tin các chứng thư này',
  certbot: 'Bằng certbot',
  certbotText: 'Lệnh đầu lấy chứng thư số, lệnh sau gia hạn; certbot nghe ở cổng được hỏi trong lúc chứng minh.',
  lego: 'Bằng lego',
  legoText: 'Cùng một lệnh với run, renew rồi revoke.',
  curl: 'Bằng curl và openssl',
  curlText:
    'EST không chứng minh tên: người quản trị bảo lãnh bằng giấy phép dùng một lần. Thay tên và mã bí mật bằng của bạn.',
  try: 'Thử trên máy của bạn',
  tryText:
    'Tên dưới localhost luôn là máy này, nên chạy được ngay không cần DNS. Đặt ACME_HTTP_PORT trước khi khởi động hệ thống để không cần quyền quản trị.',
  refusals: 'Khi bị từ chối',
  refusalsText:
    'Mỗi câu trả lời nói rõ trái quy định nào. Khóa từng bị lộ, khóa của người khác, khóa yếu và tên ngoài phạm vi đều bị từ chối trước khi ký.',
  revocation: 'Hỏi tình trạng và thu hồi',
  revocationText: 'Danh sách thu hồi và OCSP có địa chỉ trong chứng thư; thu hồi được báo trong một giây.',
  toLog: 'Sổ công khai và các dịch vụ khác',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Certificates for machines',
    lead: 'A machine makes its own key, proves that a name is its own, and gets a certificate: without papers, and nobody presses a button.',
    open: 'Anyone may register an ACME account.',
    demo: 'Certificates of this house are for trying things out only: it runs as a demonstration.',
    demoTitle: 'A test authority',
    permitted:
      'You need a permit of the administrator: a key id and a secret (external account binding). Add the two to the command.',
    permittedTitle: 'Who may register',
    addresses: 'Addresses',
    directory: 'ACME directory (RFC 8555)',
    est: 'EST (RFC 7030)',
    port: 'HTTP port that is asked (http-01)',
    lasts: 'Lasts',
    lastsText: '45 days; renew when 15 are left (RFC 9773 tells when)',
    keys: 'Keys',
    keysText: 'P-256 (recommended), P-384, RSA of 2,048 bits or more',
    root: 'Root certificate',
    rootText: 'download it, so that your machine trusts these certificates',
    certbot: 'With certbot',
    certbotText:
      'The first command gets a certificate, the second renews it; certbot listens on the port that is asked while it proves.',
    lego: 'With lego',
    legoText: 'The same command with run, then renew, then revoke.',
    curl: 'With curl and openssl',
    curlText:
      'EST proves no names: the administrator vouches by a permit that is good once. Put your own name and secret in.',
    try: 'Try it on your own machine',
    tryText:
      'A name below localhost always is this machine, so it works at once and without DNS. Set ACME_HTTP_PORT before you start the house, and no administrator’s rights are needed.',
    refusals: 'When it is refused',
    refusalsText:
      'Each answer says which rule was broken. Keys that were compromised, keys of others, weak keys and names out of bounds are refused before anything is signed.',
    revocation: 'Standing and revocation',
    revocationText: 'A certificate names its revocation list and its OCSP; a revocation is told within a second.',
    toLog: 'Public log and other services',
  },
};
