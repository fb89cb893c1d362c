import type { Bilingual } from '../../../../kernel/text.ts';
import type { AlarmKind } from '../alarms/actions.ts';

/** Alarms in words, with the places of their details. */
export const ALARM_WORDS: Readonly<Record<AlarmKind, { title: Bilingual; detail: Bilingual; next: Bilingual }>> = {
  authority_ending: {
    title: { vi: 'Nơi cấp sắp hết hạn', en: 'An authority is about to end' },
    detail: { vi: '{subject}: còn {days} ngày', en: '{subject}: {days} days left' },
    next: {
      vi: 'Gọi lễ ký khóa: ceremony request sẽ xin cả nơi cấp kế nhiệm. Gốc sắp hết hạn thì lập gốc mới.',
      en: 'Call a ceremony: ceremony request asks for its successor too. For a root that ends, set up another.',
    },
  },
  authority_not_good: {
    title: { vi: 'Nơi cấp đang bị tạm dừng hoặc thu hồi', en: 'An authority is suspended or revoked' },
    detail: { vi: '{subject}', en: '{subject}' },
    next: { vi: 'Mọi thứ dưới nó không được tin nữa.', en: 'Nothing below it is relied upon.' },
  },
  service_ending: {
    title: { vi: 'Chứng thư của dịch vụ sắp hết hạn', en: 'A service’s certificate is about to end' },
    detail: { vi: '{profile}: còn {days} ngày', en: '{profile}: {days} days left' },
    next: {
      vi: 'Nó được thay ở lần dùng tới. Nếu cảnh báo không hết, hãy tìm hiểu.',
      en: 'It is replaced when it is used next. Look into it when this does not go away.',
    },
  },
  list_old: {
    title: { vi: 'Danh sách thu hồi quá cũ', en: 'A revocation list is older than it should be' },
    detail: { vi: '{subject}: ký {hours} giờ trước', en: '{subject}: signed {hours} hours ago' },
    next: {
      vi: 'Kiểm tra tiến trình làm việc nền. Sau 12 giờ danh sách không còn dùng được.',
      en: 'See whether the process for jobs runs. After 12 hours the list is of no use.',
    },
  },
  root_list_due: {
    title: { vi: 'Cần ký lại danh sách thu hồi của gốc', en: 'The root’s revocation list has to be signed anew' },
    detail: {
      vi: 'Danh sách còn dùng được {days} ngày, hoặc chưa ghi việc mới nhất',
      en: 'The list holds for {days} days more, or does not tell of what was done last',
    },
    next: {
      vi: 'Triệu tập lễ ký khóa: motcua ceremony request, ceremony list, rồi ceremony accept.',
      en: 'Call a ceremony: motcua ceremony request, ceremony list, then ceremony accept.',
    },
  },
  log_not_built: {
    title: { vi: 'Sổ công khai không lớn thêm được', en: 'The public log cannot grow' },
    detail: { vi: 'Mục mới đang chờ', en: 'New entries wait' },
    next: {
      vi: 'Chạy npm run motcua -- log verify và xem nhật ký của hệ thống.',
      en: 'Run npm run motcua -- log verify, and read the log of the house.',
    },
  },
  clock_refused: {
    title: { vi: 'Đồng hồ không đáng tin', en: 'The clock is not believed' },
    detail: { vi: 'Không đóng dấu thời gian được', en: 'No time is stamped' },
    next: {
      vi: 'Kiểm tra đồng bộ thời gian (NTP) của máy chủ và của cơ sở dữ liệu.',
      en: 'See to the time of the machines (NTP), the database’s too.',
    },
  },
  many_revocations: {
    title: { vi: 'Nhiều chứng thư bị thu hồi', en: 'Many certificates are revoked' },
    detail: { vi: '{count} trong 24 giờ qua', en: '{count} in the last 24 hours' },
    next: { vi: 'Xem ai đã yêu cầu và vì sao.', en: 'See who asked for it, and why.' },
  },
  request_waiting: {
    title: { vi: 'Yêu cầu chờ quá lâu', en: 'A request waits too long' },
    detail: { vi: '{holder}: {days} ngày', en: '{holder}: {days} days' },
    next: { vi: 'Hãy quyết định, hoặc rút lại.', en: 'Decide it, or withdraw it.' },
  },
  posts_unclear: {
    title: { vi: 'Quá nhiều chức vụ không còn trong danh bạ', en: 'Too many posts are missing from the directory' },
    detail: {
      vi: '{count} chức vụ có chứng thư không còn ai giữ theo danh bạ cơ quan; chưa thu hồi gì',
      en: '{count} posts with certificates are held by nobody, says the directory; nothing was revoked',
    },
    next: {
      vi: 'Kiểm tra danh bạ cơ quan và cán bộ. Nếu đúng như vậy, chạy npm run motcua -- certificates sweep <số chức vụ>.',
      en: 'Look into the directory of organisations. If it is so, run npm run motcua -- certificates sweep <number of posts>.',
    },
  },
  exchange_proof_wrong: {
    title: {
      vi: 'Nhật ký trục chia sẻ khác với sổ công khai',
      en: 'The log of the exchange is not what the public log has of it',
    },
    detail: {
      vi: 'Cơ quan {agency}: {count} lời gọi bị sửa, thêm hoặc mất',
      en: 'Agency {agency}: {count} calls were changed, added or are gone',
    },
    next: {
      vi: 'Giữ nguyên cơ sở dữ liệu, chạy npm run motcua -- exchange verify để biết biên nhận nào, và báo đơn vị an ninh mạng.',
      en: 'Keep the database as it is, run npm run motcua -- exchange verify to see which receipts, and tell those who handle incidents.',
    },
  },
  exchange_unproven: {
    title: { vi: 'Lời gọi chưa vào sổ công khai', en: 'Calls are not in the public log' },
    detail: {
      vi: 'Cơ quan {agency}: {count} lời gọi quá nửa giờ chưa có biên nhận chứng minh',
      en: 'Agency {agency}: nothing proves {count} calls of more than half an hour ago',
    },
    next: {
      vi: 'Xem tiến trình làm việc nền, và giao dịch nào mở quá lâu trong cơ sở dữ liệu.',
      en: 'See whether the process for jobs runs, and which transaction is open too long in the database.',
    },
  },
};
