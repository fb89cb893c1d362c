import { fill, formatDate } from '../../../kernel/text.ts';
import type { EntryPerson } from '../entry/rules.ts';
import { type PaperContent, wordsIn } from '../paper/content.ts';
import type { Resident } from './evidence.ts';
import type { MaritalWish, Stated } from './rules.ts';
import { purposeWords, statusSentence } from './texts.ts';

export const CERTIFICATE_TITLE = {
  vi: 'Giấy xác nhận tình trạng hôn nhân',
  en: 'Certificate of marital status',
} as const;

const HOLDS =
  'Giấy này có giá trị đến hết ngày {date}, hoặc đến khi tình trạng hôn nhân thay đổi nếu việc đó đến trước; không có giá trị cho mục đích khác.';

/** What a certificate of marital status says (form of Circular 04/2020/TT-BTP): who, how they stand, for what, until when. */
export function certificateContent(
  person: Resident,
  said: { stated: Stated; wish: MaritalWish; intended: EntryPerson | undefined; lastDay: string },
): PaperContent {
  const { stated, wish, intended, lastDay } = said;
  const { field, dateOf, sexOf, groupOf, nationOf } = wordsIn('vi');
  const { number, fullName, bornOn, sex, ethnicGroup, nationality, residence } = person;
  const other = intended
    ? [
        [field('intendedSpouse', intended.fullName.toLocaleUpperCase('vi'), true)],
        [field('bornOn', dateOf(intended.bornOn)), field('nationality', nationOf(intended.nationality))],
        [intended.number ? field('personalNumber', intended.number) : field('passportNumber', intended.passportNumber)],
        [field('registeredWhere', wish.where)],
      ]
    : [];
  return {
    holder: fullName,
    groups: [
      {
        rows: [
          [field('fullName', fullName.toLocaleUpperCase('vi'), true)],
          [field('bornOn', dateOf(bornOn)), field('sex', sexOf(sex))],
          [field('ethnicGroup', groupOf(ethnicGroup)), field('nationality', nationOf(nationality))],
          [field('residence', residence)],
          [field('personalNumber', number)],
        ],
      },
      { rows: [[field('maritalStatus', statusSentence(stated, sex, 'vi'), true)]] },
      { rows: [[field('issuedFor', purposeWords(wish, 'vi'), true)], ...other] },
    ],
    remarks: [fill(HOLDS, { date: formatDate(lastDay, 'vi') })],
  };
}
