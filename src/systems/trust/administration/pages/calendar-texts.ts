import type { Language } from '../../../../kernel/text.ts';
import type { CalendarWords } from '../calendar/actions.ts';

/** Words of the calendar that is handed to other programs. */
export const calendarTexts: Record<Language, Omit<CalendarWords, 'profileOf'>> = {
  vi: {
    name: 'Chứng thư số hết hạn',
    summary: 'Hết hạn: {profile}, {holder}',
    description: 'Chứng thư {serial} cấp cho {holder} hết hạn ngày {date}.',
  },
  en: {
    name: 'Certificates that end',
    summary: 'Ends: {profile}, {holder}',
    description: 'Certificate {serial} issued to {holder} ends on {date}.',
  },
};
