import type { Bilingual } from '../../kernel/text.ts';

/** As what people stand in entries. */
export const ROLES: Readonly<Record<string, Bilingual>> = {
  child: { vi: 'con', en: 'child' },
  mother: { vi: 'mẹ', en: 'mother' },
  father: { vi: 'cha', en: 'father' },
  husband: { vi: 'chồng', en: 'husband' },
  wife: { vi: 'vợ', en: 'wife' },
  deceased: { vi: 'người chết', en: 'deceased' },
  declarant: { vi: 'người đi khai', en: 'declarant' },
  parent: { vi: 'người nhận con', en: 'parent' },
  ward: { vi: 'người được giám hộ', en: 'ward' },
  guardian: { vi: 'người giám hộ', en: 'guardian' },
  'co-guardian': { vi: 'người cùng giám hộ', en: 'co-guardian' },
  person: { vi: 'người được thay đổi', en: 'person' },
};
