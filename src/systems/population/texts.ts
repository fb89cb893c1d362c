import type { Bilingual } from '../../kernel/text.ts';

export const sentences: Record<string, Bilingual> = {
  'population.unknown_person': {
    vi: 'Không tìm thấy số định danh {number} trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số.',
    en: 'The personal number {number} is not in the National Population Database. Check the number.',
  },
  'population.parent_younger': {
    vi: 'Người có số định danh {number} sinh sau ngày sinh của trẻ nên không thể là cha hoặc mẹ. Hãy kiểm tra lại.',
    en: 'The person with the number {number} was born after the child, so cannot be the parent. Check the number.',
  },
  'population.same_parents': {
    vi: 'Cha và mẹ không thể là cùng một người. Hãy kiểm tra lại hai số định danh.',
    en: 'Mother and father cannot be one person. Check the two numbers.',
  },
  'population.numbers_exhausted': {
    vi: 'Đã hết số định danh cho tỉnh {province}, năm {year}. Hãy báo cho Bộ Công an.',
    en: 'There are no personal numbers left for province {province} and year {year}. Tell the Ministry of Public Security.',
  },
  'residence.not_parent': {
    vi: 'Người được nêu không phải là cha hoặc mẹ của trẻ theo Cơ sở dữ liệu quốc gia về dân cư.',
    en: 'By the National Population Database the person named is not a parent of the child.',
  },
  'residence.parent_without_residence': {
    vi: 'Cha hoặc mẹ được chọn hiện không có nơi thường trú. Hãy chọn người kia, hoặc đăng ký thường trú cho cha, mẹ trước.',
    en: 'The chosen parent has no permanent residence now. Choose the other one, or register the parent first.',
  },
  'residence.not_a_minor': {
    vi: 'Người này đã đủ 18 tuổi nên phải tự đăng ký thường trú.',
    en: 'This person is 18 or older and registers their own residence.',
  },
  'residence.registered_already': {
    vi: 'Trẻ đã có nơi thường trú. Muốn đổi chỗ ở, hãy làm thủ tục chuyển nơi thường trú.',
    en: 'The child has a permanent residence already. To move, use the procedure for a change of residence.',
  },
  'residence.not_competent': {
    vi: 'Nơi thường trú của cha, mẹ không thuộc địa bàn của cơ quan này. Hãy chuyển hồ sơ đến Công an cấp xã nơi đó.',
    en: 'The parent does not live where this office is competent. Send the case to the police of that commune.',
  },
};
