import type { Language } from '../../../../kernel/text.ts';

const vi = {
  back: 'Quay lại hồ sơ',
  title: 'Rút hồ sơ này?',
  lead: 'Các cơ quan dừng việc đang làm. Việc sinh vẫn cần đăng ký; bạn có thể mở hồ sơ mới bất cứ lúc nào.',
  number: 'Mã hồ sơ',
  name: 'Tên con đã khai',
  reason: 'Lý do',
  reasonHint: 'Giúp các cơ quan làm tốt hơn.',
  confirm: 'Rút hồ sơ',
  keep: 'Giữ hồ sơ',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    back: 'Back to the dossier',
    title: 'Withdraw this dossier?',
    lead: 'The agencies stop what they are doing. The birth still has to be registered, and you can open a new dossier at any time.',
    number: 'Dossier number',
    name: 'The name you gave',
    reason: 'Reason',
    reasonHint: 'It helps the agencies do better.',
    confirm: 'Withdraw',
    keep: 'Keep it',
  },
};
