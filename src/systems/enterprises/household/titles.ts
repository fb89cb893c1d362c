import type { Bilingual } from '../../../kernel/text.ts';
import type { HouseholdActName } from './schemas.ts';

/** What is registered of household businesses, in words. */
export const HOUSEHOLD_TITLES: Readonly<Record<HouseholdActName, Bilingual>> = {
  'household-register': { vi: 'Đăng ký hộ kinh doanh', en: 'Register a household business' },
  'household-change': { vi: 'Thay đổi nội dung đăng ký hộ kinh doanh', en: 'Change a household business' },
  'household-suspend': { vi: 'Tạm ngừng hộ kinh doanh', en: 'Suspend a household business' },
  'household-resume': { vi: 'Tiếp tục hộ kinh doanh', en: 'Resume a household business' },
  'household-end': { vi: 'Chấm dứt hộ kinh doanh', en: 'End a household business' },
};
