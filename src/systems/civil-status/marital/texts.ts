import { type Bilingual, type Language, fill, formatDate } from '../../../kernel/text.ts';
import { MARITAL_PURPOSES } from './choices.ts';
import type { MaritalWish, Named, Stated } from './rules.ts';

/** How a certificate states a status. `{spouse}` is husband or wife, `{by}` what it names, in brackets of its own. */
const SENTENCES: Record<Stated['status'], Bilingual> = {
  'never-married': {
    vi: 'Chưa đăng ký kết hôn với ai, theo sổ hộ tịch và các cơ sở dữ liệu đến ngày cấp giấy này.',
    en: 'Not married to anybody, by the books and the registers up to the day of issue.',
  },
  married: { vi: 'Đang có {spouse} là {name}{by}.', en: 'Married to {name}{by}.' },
  divorced: {
    vi: 'Đã đăng ký kết hôn với {name}, nhưng đã ly hôn{by}; hiện tại chưa đăng ký kết hôn với ai.',
    en: 'Was married to {name}, and is divorced{by}; not married to anybody now.',
  },
  annulled: {
    vi: 'Đã đăng ký kết hôn với {name}, nhưng việc kết hôn đã bị hủy{by}; hiện tại chưa đăng ký kết hôn với ai.',
    en: 'Was registered as married to {name}, which was annulled{by}; not married to anybody now.',
  },
  widowed: {
    vi: 'Đã đăng ký kết hôn với {name}, nhưng {spouse} đã chết{by}; hiện tại chưa đăng ký kết hôn với ai.',
    en: 'Was married to {name}, who has died{by}; not married to anybody now.',
  },
};
const BY: Record<Stated['status'], Bilingual> = {
  'never-married': { vi: '', en: '' },
  married: { vi: 'đăng ký kết hôn số {number}', en: 'entry {number}' },
  divorced: { vi: 'bản án, quyết định số {number}', en: 'judgment {number}' },
  annulled: { vi: 'quyết định số {number}', en: 'decision {number}' },
  widowed: { vi: 'khai tử số {number}', en: 'entry of the death {number}' },
};
const SPOUSES = {
  male: { vi: 'vợ', en: 'wife' },
  female: { vi: 'chồng', en: 'husband' },
  unknown: { vi: 'vợ hoặc chồng', en: 'spouse' },
} as const;
const UNNAMED: Bilingual = { vi: 'người có tên trong sổ', en: 'the person named in the book' };

/** A status in a sentence, as the certificate has it. */
export function statusSentence(stated: Stated, sex: 'male' | 'female' | undefined, language: Language): string {
  const { status, spouse, by } = stated;
  return fill(SENTENCES[status][language], {
    spouse: SPOUSES[sex ?? 'unknown'][language],
    name: spouse?.fullName ?? UNNAMED[language],
    by: by ? ` (${namedBy(status, by, language)})` : '',
  });
}

function namedBy(status: Stated['status'], { number, issuer, on }: Named, language: Language): string {
  const dated = on ? (language === 'vi' ? `ngày ${formatDate(on, 'vi')}` : `of ${formatDate(on, 'en')}`) : undefined;
  const numbered = fill(BY[status][language], { number });
  return [numbered, dated, issuer].filter(Boolean).join(', ');
}

/** What a certificate is for, in words. */
export const purposeWords = ({ purpose, words }: Pick<MaritalWish, 'purpose' | 'words'>, language: Language): string =>
  purpose === 'other' && words ? words : MARITAL_PURPOSES[purpose][language];

/** Whom somebody intends to marry, as they gave it. */
export function intendedWords(intended: NonNullable<MaritalWish['intended']>): string {
  if (intended.kind === 'person') return [intended.fullName, intended.number].filter(Boolean).join(', ');
  return [intended.fullName, intended.nationality, intended.passportNumber].join(', ');
}
