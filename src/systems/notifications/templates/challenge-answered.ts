import { plain } from './template.ts';

const values = { register: 'bilingual', field: 'bilingual', agency: 'text', reason: 'text' } as const;

/** The owner of a register has put right what a person called wrong. */
export const challengeCorrected = plain(values, {
  vi: {
    subject: 'Đã sửa thông tin của bạn: {field}',
    short: 'Phản ánh về {field} đã được xử lý và sửa. Đăng nhập Một Cửa, mục Dữ liệu của tôi để xem.',
    long: `{agency} đã xử lý phản ánh của bạn về mục “{field}” trong {register} và đã sửa thông tin. Nội dung trả lời:

{reason}

Việc tiếp theo: xem lại thông tin trong mục Dữ liệu của tôi. Nếu vẫn chưa đúng, bạn có thể phản ánh lại.`,
  },
  en: {
    subject: 'Your record was put right: {field}',
    short: 'Your challenge was answered: {field}. Sign in to Mot Cua, My data, to see it.',
    long: `{agency} has looked into your challenge of "{field}" in the {register} and has put it right. The answer:

{reason}

What happens next: look at it under My data. If it is still not right, you may challenge it again.`,
  },
});

/** The owner of a register holds that what a person called wrong is right. */
export const challengeRefused = plain(values, {
  vi: {
    subject: 'Trả lời phản ánh của bạn: {field}',
    short: 'Phản ánh về {field} không được chấp nhận. Đăng nhập Một Cửa, mục Dữ liệu của tôi để xem lý do.',
    long: `{agency} đã xem xét phản ánh của bạn về mục “{field}” trong {register} và giữ nguyên thông tin. Lý do:

{reason}

Việc tiếp theo: nếu có giấy tờ khác, bạn có thể phản ánh lại. Nếu không đồng ý, bạn có quyền khiếu nại với {agency} trong 90 ngày kể từ ngày nhận được thông báo này (Luật Khiếu nại, Điều 9).`,
  },
  en: {
    subject: 'The answer to your challenge: {field}',
    short: 'Your challenge of {field} was not accepted. Sign in to Mot Cua, My data, to see why.',
    long: `{agency} has looked into your challenge of "{field}" in the {register} and leaves it as it is. The reason:

{reason}

What happens next: with another document you may challenge it again. If you disagree, you may complain to {agency} within 90 days of receiving this message (Law on Complaints, article 9).`,
  },
});
