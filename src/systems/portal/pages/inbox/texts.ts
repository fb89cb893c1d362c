import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Hộp thư',
  lead: 'Mọi thông báo các cơ quan gửi cho bạn.',
  label: 'Thư, mới nhất trước',
  unread: 'Chưa đọc',
  none: 'Chưa có thư nào',
  noneLead: 'Khi hồ sơ của bạn có bước mới, thông báo đến đây.',
  older: 'Xem thư cũ hơn',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Inbox',
    lead: 'Everything the agencies have sent you.',
    label: 'Messages, newest first',
    unread: 'Unread',
    none: 'No messages yet',
    noneLead: 'When something moves in a case of yours, you are told here.',
    older: 'See older messages',
  },
};
