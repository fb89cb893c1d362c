import type { Bilingual } from '../../../../kernel/text.ts';
import { MARITAL_STATUSES } from '../choices.ts';

interface ConclusionField {
  name: string;
  label: Bilingual;
  as: 'text' | 'words' | 'date' | 'radio';
  hint?: Bilingual;
  choices?: Readonly<Record<string, Bilingual>>;
  optional?: boolean;
  longest?: number;
}

/** What an officer enters where the registers alone do not say how somebody stands. */
export const CONCLUSION_FIELDS: readonly ConclusionField[] = [
  {
    name: 'status',
    label: { vi: 'Kết quả xác minh', en: 'What you found' },
    as: 'radio',
    choices: MARITAL_STATUSES,
  },
  {
    name: 'spouseName',
    label: { vi: 'Họ, chữ đệm, tên của vợ, chồng', en: 'Full name of the spouse' },
    hint: { vi: 'Để trống nếu chưa đăng ký kết hôn với ai.', en: 'Leave empty for who was never married.' },
    as: 'text',
    optional: true,
    longest: 120,
  },
  {
    name: 'document.number',
    label: { vi: 'Số đăng ký kết hôn, bản án hoặc khai tử', en: 'Number of the marriage, judgment or death' },
    as: 'text',
    optional: true,
    longest: 100,
  },
  {
    name: 'document.issuer',
    label: { vi: 'Cơ quan, Tòa án', en: 'Authority or court' },
    as: 'text',
    optional: true,
    longest: 200,
  },
  { name: 'document.on', label: { vi: 'Ngày', en: 'Date' }, as: 'date', optional: true },
  {
    name: 'grounds',
    label: { vi: 'Đã xác minh thế nào?', en: 'How did you find it?' },
    hint: {
      vi: 'Sổ, giấy tờ đã xem, nơi đã hỏi. Không in trên giấy.',
      en: 'Books and papers that you read, whom you asked. Not printed.',
    },
    as: 'words',
    longest: 1_000,
  },
];

/** The field of the form by that of the service. */
export const conclusionFieldName = (field: string): string => field.replace(/^conclusion\./, '');
