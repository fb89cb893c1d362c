import type { Bilingual } from '../../../kernel/text.ts';
import type { FoundProblem, SignatureContainer, SignatureFormat, UnreadableSignature } from '../validation/found.ts';

/** Why a signature of CMS, XML or JSON cannot even be judged. */
const PROBLEMS = {
  signature_malformed: {
    as: 'FORMAT_FAILURE',
    text: {
      vi: 'Chữ ký không đúng định dạng hoặc thiếu phần bắt buộc.',
      en: 'The signature is not in its format, or a part that must be there is missing.',
    },
  },
  algorithm_unknown: {
    as: 'FORMAT_FAILURE',
    text: {
      vi: 'Chữ ký dùng một thuật toán mà hệ thống không biết.',
      en: 'The signature uses an algorithm that this system does not know.',
    },
  },
  transform_refused: {
    as: 'FORMAT_FAILURE',
    text: {
      vi: 'Chữ ký chọn phần được ký bằng phép biến đổi không được chấp nhận (XPath, XSLT), nên không rõ cái gì đã được ký.',
      en: 'The signature picks what is signed by a transform that is not accepted (XPath, XSLT), so what was signed is not certain.',
    },
  },
  identifier_twice: {
    as: 'FORMAT_FAILURE',
    text: {
      vi: 'Nhiều phần của tệp mang cùng một mã nhận dạng (Id) mà chữ ký chỉ tới; có thể ai đó đã tráo phần được ký.',
      en: 'Several parts of the file bear the identifier that the signature points to; somebody may have exchanged what was signed.',
    },
  },
  reference_elsewhere: {
    as: 'FORMAT_FAILURE',
    text: {
      vi: 'Chữ ký chỉ tới nội dung nằm ngoài tệp này. Hệ thống không tải gì từ nơi khác.',
      en: 'The signature points to something outside this file. Nothing is fetched from elsewhere.',
    },
  },
  signed_data_missing: {
    as: 'SIGNED_DATA_NOT_FOUND',
    text: {
      vi: 'Không tìm thấy nội dung được ký. Hãy gửi kèm tệp gốc.',
      en: 'What was signed is not here. Please give the original file with it.',
    },
  },
  critical_unknown: {
    as: 'FORMAT_FAILURE',
    text: {
      vi: 'Chữ ký có điều kiện bắt buộc mà hệ thống không biết.',
      en: 'The signature has a binding condition that this system does not know.',
    },
  },
  manifest_wrong: {
    as: 'FORMAT_FAILURE',
    text: {
      vi: 'Bản kê của gói không khớp với những tệp trong gói.',
      en: 'The manifest of the container does not match the files in it.',
    },
  },
} as const satisfies Record<string, { as: FoundProblem['as']; text: Bilingual }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** What is told of a signature of which not even the parts could be read. */
export const unreadable = (
  head: { id: string; format: SignatureFormat; container?: SignatureContainer | undefined },
  code: ProblemCode,
): UnreadableSignature => ({
  id: head.id,
  format: head.format,
  ...(head.container && { container: head.container }),
  problem: { code, ...PROBLEMS[code] },
});
