import { defineRegister } from '../registry/index.ts';

/** The National Population Database, kept by the Ministry of Public Security (Law on Identity 26/2023/QH15 art. 9). */
export const register = defineRegister({
  system: 'population',
  title: { vi: 'Cơ sở dữ liệu quốc gia về dân cư', en: 'National Population Database' },
  owner: { code: 'G01', name: 'Bộ Công an' },
  fields: {
    personalNumber: { vi: 'số định danh cá nhân', en: 'personal number' },
    fullName: { vi: 'họ, chữ đệm và tên', en: 'full name' },
    sex: { vi: 'giới tính', en: 'sex' },
    bornOn: { vi: 'ngày, tháng, năm sinh', en: 'date of birth' },
    birthPlace: { vi: 'nơi sinh', en: 'place of birth' },
    ethnicGroup: { vi: 'dân tộc', en: 'ethnic group' },
    nationality: { vi: 'quốc tịch', en: 'nationality' },
    hometown: { vi: 'quê quán', en: 'hometown' },
    diedOn: { vi: 'ngày chết', en: 'date of death' },
    mother: { vi: 'mẹ', en: 'mother' },
    father: { vi: 'cha', en: 'father' },
    spouse: { vi: 'vợ, chồng', en: 'spouse' },
    guardian: { vi: 'người giám hộ', en: 'guardian' },
    foreigner: { vi: 'hồ sơ người nước ngoài', en: 'record as a foreigner' },
    identityCard: { vi: 'thẻ căn cước', en: 'identity card' },
    deathPlace: { vi: 'nơi chết', en: 'place of death' },
    children: { vi: 'con', en: 'children' },
    residence: { vi: 'nơi thường trú', en: 'permanent residence' },
    household: { vi: 'hộ gia đình, chủ hộ', en: 'household and its head' },
    relationToHead: { vi: 'quan hệ với chủ hộ', en: 'relation to the head of the household' },
  },
});
