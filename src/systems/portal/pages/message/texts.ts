import type { Language } from '../../../../kernel/text.ts';

const vi = { back: 'Hộp thư', caseNumber: 'Hồ sơ {number}', cases: 'Mở việc của tôi' };

export const texts: Record<Language, typeof vi> = {
  vi,
  en: { back: 'Inbox', caseNumber: 'Dossier {number}', cases: 'Open my cases' },
};
