import type { Bilingual } from '../../../kernel/text.ts';

export const lintingSentences: Record<string, Bilingual> = {
  'trust.certificate_against_rules': {
    vi: 'Chứng thư số sẽ trái quy định nên không được cấp: {findings}. Hãy sửa yêu cầu rồi gửi lại.',
    en: 'The certificate would be against the rules and is not issued: {findings}. Please correct the request and send it again.',
  },
  'trust.key_unusable': {
    vi: 'Không đọc được khóa công khai. Hãy tạo khóa mới: P-256, P-384, hoặc RSA từ 2.048 bit.',
    en: 'The public key cannot be read. Please make a new key: P-256, P-384, or RSA of 2,048 bits or more.',
  },
};
