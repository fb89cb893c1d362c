import type { Bilingual } from '../../kernel/text.ts';

export const sentences: Record<string, Bilingual> = {
  'insurance.unknown_child': {
    vi: 'Không tìm thấy trẻ có số định danh {number}. Hãy hoàn thành đăng ký khai sinh trước.',
    en: 'There is no child with the personal number {number}. Finish the birth registration first.',
  },
  'insurance.not_under_six': {
    vi: 'Thẻ này chỉ cấp cho trẻ em dưới 6 tuổi. Hãy chọn đối tượng bảo hiểm khác.',
    en: 'This card is for children under 6. Choose another kind of insurance.',
  },
  'insurance.covered_already': {
    vi: 'Trẻ đang có thẻ bảo hiểm y tế còn hạn, mã {cardCode}. Không cần cấp thẻ mới.',
    en: 'The child has a valid health-insurance card, {cardCode}. No new card is needed.',
  },
  'insurance.not_competent': {
    vi: 'Trẻ không cư trú tại tỉnh của cơ quan này. Hãy chuyển hồ sơ đến cơ quan bảo hiểm xã hội nơi trẻ cư trú.',
    en: 'The child does not live in the province of this office. Send the case to the insurance office where the child lives.',
  },
  'insurance.numbers_exhausted': {
    vi: 'Đã hết mã số bảo hiểm cho tỉnh {province}. Hãy báo cho Bảo hiểm xã hội Việt Nam.',
    en: 'There are no insurance numbers left for province {province}. Tell Vietnam Social Security.',
  },
};
