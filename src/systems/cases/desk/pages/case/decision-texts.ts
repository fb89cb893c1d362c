import type { Bilingual, Language } from '../../../../../kernel/text.ts';

const vi = {
  title: 'Quyết định của bạn',
  bar: 'Đến chỗ quyết định',
  approve: 'Chấp thuận',
  approveLead: 'Hệ thống ghi vào sổ, ký số và trả kết quả cho người nộp. Không rút lại được.',
  approveButton: 'Chấp thuận và ghi sổ',
  approveBlocked:
    'Chưa chấp thuận được: người nộp báo giấy chứng sinh sai mà nguồn chưa sửa. Đọc lại dữ liệu khi cơ sở y tế đã sửa.',
  resolution: 'Căn cứ giải quyết điều chưa khớp',
  resolutionHint: 'Đã xác minh thế nào, theo giấy tờ hoặc quy định nào. Ghi vào hồ sơ.',
  readAgain: 'Đọc lại dữ liệu từ nguồn',
  readAgainLead: 'Hỏi lại các cơ sở dữ liệu, ví dụ khi cơ sở y tế đã sửa giấy chứng sinh.',
  supplement: 'Yêu cầu bổ sung',
  supplementLead: 'Đồng hồ dừng đến khi người nộp trả lời. Nêu đủ trong một lần.',
  supplementNote: 'Cần bổ sung gì, vì sao',
  supplementHint: 'Người nộp đọc nguyên văn. Từ 10 đến 2000 ký tự.',
  supplementButton: 'Gửi yêu cầu bổ sung',
  refuse: 'Từ chối',
  refuseLead: 'Người nộp nhận lý do bằng văn bản (tiếng Việt) và có quyền khiếu nại.',
  ground: 'Căn cứ từ chối',
  reason: 'Cụ thể trong hồ sơ này',
  reasonHint: 'Người nộp đọc nguyên văn cùng căn cứ đã chọn. Từ 10 đến 2000 ký tự.',
  refuseButton: 'Từ chối hồ sơ',
  general: 'Chưa thực hiện được',
};

export const decisionTexts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Your decision',
    bar: 'Go to the decision',
    approve: 'Approve',
    approveLead: 'The register is written, the document signed and handed to the applicant. It cannot be taken back.',
    approveButton: 'Approve and enter',
    approveBlocked:
      'It cannot be approved yet: the applicant says the notification is wrong and its source is not corrected. Read the facts again once the health facility has corrected it.',
    resolution: 'How what does not agree was settled',
    resolutionHint: 'How it was verified, by which paper or rule. It is kept with the case.',
    readAgain: 'Read the sources again',
    readAgainLead: 'Asks the registers again, e.g. when the health facility has corrected its notification.',
    supplement: 'Ask for a supplement',
    supplementLead: 'The clock stands still until the applicant answers. Ask for everything at once.',
    supplementNote: 'What is missing, and why',
    supplementHint: 'The applicant reads your words as they are. 10 to 2000 characters.',
    supplementButton: 'Send the request',
    refuse: 'Refuse',
    refuseLead: 'The applicant receives the reason in writing (in Vietnamese) and may complain.',
    ground: 'Legal ground',
    reason: 'What exactly in this case',
    reasonHint: 'The applicant reads your words together with the ground. 10 to 2000 characters.',
    refuseButton: 'Refuse the case',
    general: 'It could not be done',
  },
};

/** Standard legal grounds of a refusal, by the kind of step. The Vietnamese sentence is what the applicant receives. */
export const GROUNDS = {
  birth: {
    registered: {
      vi: 'Việc sinh đã được đăng ký khai sinh.',
      en: 'The birth is already registered.',
    },
    competence: {
      vi: 'Không thuộc thẩm quyền của cơ quan này (Luật Hộ tịch 2014, Điều 13).',
      en: 'This agency is not competent (Law on Civil Status 2014, art. 13).',
    },
    proof: {
      vi: 'Không có giấy chứng sinh hoặc giấy tờ thay thế chứng minh việc sinh (Luật Hộ tịch 2014, Điều 16 khoản 1).',
      en: 'Neither a notification of birth nor a paper in its place (Law on Civil Status 2014, art. 16.1).',
    },
    recognition: {
      vi: 'Việc nhận cha, con chưa đủ điều kiện hoặc có tranh chấp (Luật Hộ tịch 2014, Điều 25).',
      en: 'The recognition does not meet its conditions or is disputed (Law on Civil Status 2014, art. 25).',
    },
    false: {
      vi: 'Thông tin, tài liệu cung cấp sai sự thật (Luật Hộ tịch 2014, Điều 12 khoản 1).',
      en: 'False information or papers were given (Law on Civil Status 2014, art. 12.1).',
    },
    other: { vi: 'Lý do khác.', en: 'Another reason.' },
  },
  residence: {
    place: {
      vi: 'Cha, mẹ không thường trú tại nơi đăng ký (Luật Cư trú 2020, Điều 12 và Điều 20).',
      en: 'The parent is not a permanent resident of the place (Law on Residence 2020, art. 12 and 20).',
    },
    forbidden: {
      vi: 'Địa điểm không được đăng ký thường trú mới (Luật Cư trú 2020, Điều 23).',
      en: 'No new permanent residence may be registered at that place (Law on Residence 2020, art. 23).',
    },
    false: {
      vi: 'Thông tin, tài liệu cung cấp sai sự thật (Luật Cư trú 2020, Điều 7).',
      en: 'False information or papers were given (Law on Residence 2020, art. 7).',
    },
    other: { vi: 'Lý do khác.', en: 'Another reason.' },
  },
} as const satisfies Record<string, Record<string, Bilingual>>;

/** Every ground there is, for the form's schema. */
export const GROUND_KEYS = ['registered', 'competence', 'proof', 'recognition', 'place', 'forbidden', 'false', 'other'];

/** The grounds of a kind of step; none for a step that no officer decides. */
export const groundsOf = (kind: string): Readonly<Record<string, Bilingual>> =>
  kind === 'birth' ? GROUNDS.birth : kind === 'residence' ? GROUNDS.residence : {};
