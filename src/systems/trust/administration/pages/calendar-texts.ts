import type { Language } from '../../../../kernel/text.ts';
import type { CalendarWords } from '../calendar/actions.ts';

/** Words of the calendar that is handed to other programs. */
export const calendarTexts: Record<Language, Omit<CalendarWords, 'profileOf'>> = {
  vi: {
    name: 'Chứng thư số hết hạn',
    summary: 'Hết hạn: {profile}, {holder}',
    description: 'Chứng thư {serial} cấp cho {holder} hết hạn ngày {date}.',
    postSummary: 'Thôi giữ chức vụ: {agency}',
    postDescription: 'Ngày {date} một cán bộ thôi giữ chức vụ tại {agency}: {count} chứng thư bị thu hồi.',
  },
  en: {
    name: 'Certificates that end',
    summary: 'Ends: {profile}, {holder}',
    description: 'Certificate {serial} issued to {holder} ends on {date}.',
    postSummary: 'Post ends: {agency}',
    postDescription: 'On {date} an official leaves a post at {agency}: {count} certificates are revoked.',
  },
};
