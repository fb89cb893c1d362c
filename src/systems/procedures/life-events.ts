/** Life events: what happens to a person, and the procedures that the state does for it. Only what this release can do. */
import type { Bilingual } from '../../kernel/text.ts';

export type LifeEventKey = 'birth';

/** One agency's part. A step begins when the steps it follows are done. */
export interface LifeEventStep {
  key: 'birth' | 'residence' | 'insurance';
  procedureCode: string;
  name: Bilingual;
  agency: Bilingual;
  /** What the agency does and what comes of it. */
  what: Bilingual;
  follows: readonly LifeEventStep['key'][];
}

export interface LifeEvent {
  key: LifeEventKey;
  /** The person's words. */
  name: Bilingual;
  /** The office's words. */
  officialName: Bilingual;
  /** The joined procedure. */
  procedureCode: string;
  /** Where one starts. */
  startPath: string;
  steps: readonly LifeEventStep[];
  /** What the person must bring: nothing, while this list is empty. */
  toBring: readonly Bilingual[];
  /** What only the person can say. */
  toSay: readonly Bilingual[];
  words: { vi: readonly string[]; en: readonly string[] };
}

export const LIFE_EVENTS: Readonly<Record<LifeEventKey, LifeEvent>> = {
  birth: {
    key: 'birth',
    name: { vi: 'Con tôi chào đời', en: 'My child is born' },
    officialName: { vi: 'Sinh con', en: 'Having a child' },
    procedureCode: '2.000986',
    startPath: '/births',
    steps: [
      {
        key: 'birth',
        procedureCode: '1.001193',
        name: { vi: 'Khai sinh', en: 'Birth registration' },
        agency: { vi: 'Ủy ban nhân dân xã, phường', en: 'People’s Committee of the commune' },
        what: {
          vi: 'Công chức tư pháp - hộ tịch xem lại, đăng ký và cấp số định danh cùng Giấy khai sinh.',
          en: 'The civil status officer checks, registers, and gives the personal number and the birth certificate.',
        },
        follows: [],
      },
      {
        key: 'residence',
        procedureCode: '1.004222',
        name: { vi: 'Đăng ký thường trú', en: 'Permanent residence' },
        agency: { vi: 'Công an xã, phường', en: 'Police of the commune' },
        what: {
          vi: 'Công an ghi con vào nơi thường trú cùng cha hoặc mẹ và gửi thông báo.',
          en: 'The police register the child at home with a parent and send a notice.',
        },
        follows: ['birth'],
      },
      {
        key: 'insurance',
        procedureCode: '1.014137',
        name: { vi: 'Thẻ bảo hiểm y tế', en: 'Health-insurance card' },
        agency: { vi: 'Bảo hiểm xã hội tỉnh, thành phố', en: 'Social insurance of the province' },
        what: {
          vi: 'Bảo hiểm xã hội cấp thẻ bảo hiểm y tế; nhà nước đóng cho trẻ em dưới 6 tuổi.',
          en: 'Social insurance issues the card; the state pays for children under 6.',
        },
        follows: ['birth'],
      },
    ],
    toBring: [],
    toSay: [
      { vi: 'Tên của con', en: 'The name of the child' },
      {
        vi: 'Con theo dân tộc, quê quán của cha hay mẹ, khi hai người khác nhau',
        en: 'Whose ethnic group and hometown the child takes, when the parents’ differ',
      },
      {
        vi: 'Con về ở cùng ai, khi cha mẹ thường trú ở hai nơi',
        en: 'With whom the child lives, when the parents live in two places',
      },
    ],
    words: {
      vi: ['sinh con', 'em bé', 'mới sinh', 'trẻ sơ sinh', 'con chào đời', 'khai sinh', 'giấy khai sinh', 'đẻ con'],
      en: ['baby', 'newborn', 'birth', 'having a baby', 'having a child', 'birth certificate'],
    },
  },
};
