import type { Language } from '../../../../kernel/text.ts';

const vi = {
  back: 'Ai đã xem dữ liệu của tôi',
  title: 'Biên nhận {receipt}',
  lead: 'Một lần dữ liệu của bạn hoặc con bạn được đọc hay ghi.',
  at: 'Lúc',
  who: 'Ai',
  agency: 'Cơ quan',
  register: 'Cơ sở dữ liệu',
  what: 'Việc đã làm',
  fields: 'Những mục nào',
  noFields: 'Không mục nào của cơ sở dữ liệu',
  purpose: 'Để làm gì',
  basis: 'Căn cứ pháp luật',
  caseNumber: 'Cho hồ sơ',
  service: 'Dịch vụ trên trục',
  proofTitle: 'Bằng chứng cho bạn giữ',
  proofLead:
    'Dấu vân tay của dòng này đã vào sổ công khai. Hãy giữ tệp biên nhận: sau này không ai sửa hay xóa được dòng này mà bạn không chứng minh được, kể cả Nhà nước. Tệp ghi số định danh của bạn hoặc con bạn: đừng gửi cho người lạ.',
  proofFile: 'Tải biên nhận',
  proofCheck: 'Tự kiểm biên nhận',
  proofWaiting: 'Dòng này vào sổ công khai trong khoảng một phút. Hãy mở lại trang này để tải biên nhận.',
  proofChanged: 'Dòng này không còn như khi vào sổ công khai',
  proofChangedLead:
    'Biên nhận tải trước đây vẫn có giá trị. Hãy báo cho Bộ Khoa học và Công nghệ, cơ quan vận hành nền tảng, kèm số biên nhận.',
  objectTitle: 'Bạn thấy lượt này không đúng?',
  object1: 'Gửi đơn đến {agency}, ghi số biên nhận {receipt}. Cơ quan phải nói cho bạn biết ai đã xem và vì sao.',
  object2:
    'Bạn có quyền phản đối, yêu cầu hạn chế xử lý, sửa hoặc xóa dữ liệu (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, điều 4).',
  object3: 'Không được trả lời thỏa đáng: khiếu nại đến Bộ Công an, cơ quan chuyên trách bảo vệ dữ liệu cá nhân.',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    back: 'Who has seen my data',
    title: 'Receipt {receipt}',
    lead: 'One time that data about you or your child were read or written.',
    at: 'When',
    who: 'Who',
    agency: 'Agency',
    register: 'Register',
    what: 'What was done',
    fields: 'Which fields',
    noFields: 'None of the register’s fields',
    purpose: 'For what',
    basis: 'Legal basis',
    caseNumber: 'For the dossier',
    service: 'Service on the exchange',
    proofTitle: 'Proof for you to keep',
    proofLead:
      'The fingerprint of this line is in the public log. Keep the receipt file: nobody can change or remove this line later without you being able to prove it, not even the state. The file has your or your child’s personal number in it: do not send it to strangers.',
    proofFile: 'Download the receipt',
    proofCheck: 'Check a receipt yourself',
    proofWaiting:
      'This line enters the public log within about a minute. Open this page again to download the receipt.',
    proofChanged: 'This line is not any more what it was when it entered the public log',
    proofChangedLead:
      'A receipt that was downloaded before still holds. Tell the Ministry of Science and Technology, which runs the platform, with the number of the receipt.',
    objectTitle: 'Does this look wrong?',
    object1: 'Write to {agency} and give the receipt {receipt}. The agency has to tell you who looked and why.',
    object2:
      'You may object, have the processing restricted, and have data corrected or deleted (Law on Personal Data Protection 91/2025/QH15, art. 4).',
    object3: 'Without a proper answer, complain to the Ministry of Public Security, the authority for personal data.',
  },
};
