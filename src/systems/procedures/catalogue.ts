/**
 * The administrative procedures of this release: what is asked, who decides, until when, for how much. Codes, names, time
 * limits, fees and results are those of the national catalogue of 18 July 2026; the words on documents are our own, because
 * they also say which of them the state holds already.
 */
import type { Bilingual } from '../../kernel/text.ts';

/** How a dossier comes to the agency. */
export type Channel = 'online' | 'direct' | 'postal';

/** What one way of applying costs. */
export interface Fee {
  channel: Channel;
  /** In whole đồng; `null` when the People's Council of each province decides. */
  amount_vnd: number | null;
}

/** A document or fact that the procedure needs. */
export interface NeededDocument {
  name: Bilingual;
  /** The register that holds it, so that nobody hands it in; without one the applicant gives it. */
  heldBy?: Bilingual;
  /** Only in such cases. */
  when?: Bilingual;
}

export interface Procedure {
  /** Of the national catalogue, e.g. `1.001193`. */
  code: string;
  /** The official name in Vietnamese, and ours in English. */
  name: Bilingual;
  /** What it is for, in a sentence people understand. */
  purpose: Bilingual;
  field: Bilingual;
  /** The ministry that promulgated it, by its agency code. */
  ministry: { code: string; name: Bilingual };
  /** Who decides. */
  decidedBy: Bilingual;
  level: 'commune' | 'province';
  /** Working days from a complete dossier to the result, at most. */
  workingDays: number;
  fees: readonly Fee[];
  feeNote: Bilingual;
  documents: readonly NeededDocument[];
  /** Results by their codes in the catalogue of results; a code may be missing there. */
  results: readonly { code?: string; name: Bilingual }[];
  /** Numbers of laws, decrees and circulars. */
  legalBasis: readonly string[];
  /** Where it is asked for by itself, when no life event leads to it. */
  startPath?: string;
  /** Words by which people look for it, besides its name. */
  words: { vi: readonly string[]; en: readonly string[] };
}

const JUSTICE = { code: 'G15', name: { vi: 'Bộ Tư pháp', en: 'Ministry of Justice' } };
const PUBLIC_SECURITY = { code: 'G01', name: { vi: 'Bộ Công an', en: 'Ministry of Public Security' } };
const HEALTH = { code: 'G18', name: { vi: 'Bộ Y tế', en: 'Ministry of Health' } };

const CIVIL_STATUS = { vi: 'Hộ tịch', en: 'Civil status' };
const COMMUNE_COMMITTEE = { vi: 'Ủy ban nhân dân cấp xã', en: 'The People’s Committee of the commune' };
const POPULATION = { vi: 'Cơ sở dữ liệu quốc gia về dân cư', en: 'National Population Database' };
const CIVIL_REGISTER = { vi: 'Cơ sở dữ liệu hộ tịch điện tử', en: 'Civil Status Register' };
const HEALTH_REGISTER = { vi: 'Cơ sở dữ liệu y tế', en: 'Health Register' };

const BIRTH_CERTIFICATE = { code: 'KQ.G15.000031', name: { vi: 'Giấy khai sinh', en: 'Birth certificate' } };
const RECOGNITION_EXTRACT = {
  code: 'KQ.G15.000033',
  name: {
    vi: 'Trích lục đăng ký nhận cha, mẹ, con',
    en: 'Extract of the registration of recognition of parent and child',
  },
};
const RESIDENCE_NOTICE = {
  code: 'KQ.G01.000065',
  name: {
    vi: 'Thông báo kết quả giải quyết thủ tục về cư trú, hủy bỏ thủ tục về cư trú',
    en: 'Notice of the result of a residence procedure',
  },
};
const INSURANCE_CARD = {
  code: 'KQ.G18.000047',
  name: { vi: 'Thẻ bảo hiểm y tế', en: 'Health-insurance card' },
};

const BIRTH_NOTIFICATION: NeededDocument = {
  name: { vi: 'Giấy chứng sinh', en: 'Birth notification of the hospital' },
  heldBy: HEALTH_REGISTER,
};
const PARENTS: NeededDocument = {
  name: { vi: 'Nhân thân và nơi cư trú của cha, mẹ', en: 'Who the parents are and where they live' },
  heldBy: POPULATION,
};
const MARRIAGE: NeededDocument = {
  name: { vi: 'Giấy chứng nhận kết hôn', en: 'Marriage certificate' },
  heldBy: CIVIL_REGISTER,
  when: { vi: 'Nếu cha mẹ đã kết hôn', en: 'When the parents are married' },
};
const NAME: NeededDocument = {
  name: { vi: 'Tên cha mẹ đặt cho con', en: 'The name the parents give the child' },
};
const RECOGNITION: NeededDocument = {
  name: { vi: 'Lời nhận con của người cha', en: 'The father’s recognition of the child' },
  when: {
    vi: 'Người cha đồng ý bằng tài khoản định danh của mình, hoặc cha mẹ cùng ký một văn bản',
    en: 'The father agrees with his own e-identity, or both parents sign a paper',
  },
};
const CHOSEN_NATIONALITY: NeededDocument = {
  name: {
    vi: 'Thỏa thuận của cha mẹ về quốc tịch của con',
    en: 'The parents’ agreement on the child’s nationality',
  },
  when: {
    vi: 'Nếu cha hoặc mẹ là người nước ngoài; kèm giấy xác nhận của nước được chọn khi chọn quốc tịch nước ngoài',
    en: 'When a parent is a foreigner; with that country’s confirmation when a foreign nationality is chosen',
  },
};

const ANYWHERE: readonly Channel[] = ['online', 'postal', 'direct'];
const free = (channels: readonly Channel[]): Fee[] => channels.map((channel) => ({ channel, amount_vnd: 0 }));
const byProvince = (channels: readonly Channel[]): Fee[] => channels.map((channel) => ({ channel, amount_vnd: null }));

const FREE_IN_TIME = {
  vi: 'Miễn lệ phí khi đăng ký đúng hạn, trong 60 ngày từ ngày sinh (Luật Hộ tịch, điều 11). Đăng ký muộn: mức lệ phí do Hội đồng nhân dân tỉnh quyết định.',
  en: 'Free when registered in time, within 60 days of the birth (Law on Civil Status, art. 11). When late, the People’s Council of the province sets the fee.',
};
const PROVINCE_DECIDES = {
  vi: 'Mức lệ phí do Hội đồng nhân dân tỉnh quyết định. Miễn cho gia đình có công với cách mạng, hộ nghèo và người khuyết tật.',
  en: 'The People’s Council of the province sets the fee. Free for families of merit, poor households and people with disabilities.',
};

const CIVIL_STATUS_LAW = [
  '60/2014/QH13',
  '123/2015/NĐ-CP',
  '87/2020/NĐ-CP',
  '104/2022/NĐ-CP',
  '07/2025/NĐ-CP',
  '120/2025/NĐ-CP',
  '18/2026/NĐ-CP',
  '66.7/2025/NQ-CP',
  '04/2020/TT-BTP',
  '04/2024/TT-BTP',
  '08/2025/TT-BTP',
  '85/2019/TT-BTC',
] as const;

export const CATALOGUE: readonly Procedure[] = [
  {
    code: '2.000986',
    name: {
      vi: 'Liên thông thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi',
      en: 'Joined procedure: birth registration, permanent residence and health-insurance card for a child under 6',
    },
    purpose: {
      vi: 'Một lần khai, ba cơ quan cùng làm: khai sinh, nhập hộ khẩu và thẻ bảo hiểm y tế cho con.',
      en: 'Tell it once and three agencies do their part: birth certificate, residence and health insurance for your child.',
    },
    field: CIVIL_STATUS,
    ministry: JUSTICE,
    decidedBy: COMMUNE_COMMITTEE,
    level: 'commune',
    workingDays: 20,
    fees: free(['direct']),
    feeNote: {
      vi: 'Thủ tục liên thông không thu thêm. Mỗi bước theo mức của thủ tục đó.',
      en: 'Joining the procedures costs nothing more. Each step costs what its own procedure costs.',
    },
    documents: [BIRTH_NOTIFICATION, PARENTS, MARRIAGE, NAME],
    results: [BIRTH_CERTIFICATE, RESIDENCE_NOTICE, INSURANCE_CARD],
    legalBasis: ['60/2014/QH13', '68/2020/QH14', '25/2008/QH12', '123/2015/NĐ-CP', '05/2015/TTLT-BTP-BCA-BYT'],
    words: {
      vi: ['sinh con', 'con tôi chào đời', 'mới sinh', 'em bé', 'trẻ sơ sinh', 'liên thông khai sinh', 'sinh em bé'],
      en: ['having a baby', 'newborn', 'new baby', 'my child is born', 'joined birth registration'],
    },
  },
  {
    code: '1.001193',
    name: { vi: 'Thủ tục đăng ký khai sinh', en: 'Birth registration' },
    purpose: {
      vi: 'Con có tên, có số định danh và Giấy khai sinh.',
      en: 'The child has a name, a personal number and a birth certificate.',
    },
    field: CIVIL_STATUS,
    ministry: JUSTICE,
    decidedBy: COMMUNE_COMMITTEE,
    level: 'commune',
    workingDays: 1,
    fees: free(ANYWHERE),
    feeNote: FREE_IN_TIME,
    documents: [BIRTH_NOTIFICATION, PARENTS, MARRIAGE, NAME],
    results: [BIRTH_CERTIFICATE],
    legalBasis: CIVIL_STATUS_LAW,
    words: {
      vi: ['giấy khai sinh', 'làm giấy khai sinh cho con', 'khai sinh cho con', 'đặt tên con', 'số định danh cho con'],
      en: ['birth certificate', 'register a birth', 'name a child', 'personal number for a child'],
    },
  },
  {
    code: '1.000689',
    name: {
      vi: 'Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con',
      en: 'Birth registration with recognition of parent and child',
    },
    purpose: {
      vi: 'Khi cha mẹ chưa đăng ký kết hôn: người cha nhận con cùng lúc con được khai sinh.',
      en: 'When the parents are not married: the father recognises the child as the birth is registered.',
    },
    field: CIVIL_STATUS,
    ministry: JUSTICE,
    decidedBy: COMMUNE_COMMITTEE,
    level: 'commune',
    workingDays: 8,
    fees: byProvince(ANYWHERE),
    feeNote: PROVINCE_DECIDES,
    documents: [BIRTH_NOTIFICATION, PARENTS, RECOGNITION, NAME],
    results: [BIRTH_CERTIFICATE, RECOGNITION_EXTRACT],
    legalBasis: ['52/2014/QH13', ...CIVIL_STATUS_LAW],
    words: {
      vi: ['nhận cha con', 'cha nhận con', 'chưa kết hôn', 'chưa đăng ký kết hôn', 'mẹ đơn thân'],
      en: ['recognise a child', 'unmarried parents', 'paternity', 'single mother'],
    },
  },
  {
    code: '2.000528',
    name: {
      vi: 'Thủ tục đăng ký khai sinh có yếu tố nước ngoài',
      en: 'Birth registration with a foreign element',
    },
    purpose: {
      vi: 'Khi cha hoặc mẹ là người nước ngoài.',
      en: 'When a parent is a foreigner.',
    },
    field: CIVIL_STATUS,
    ministry: JUSTICE,
    decidedBy: COMMUNE_COMMITTEE,
    level: 'commune',
    workingDays: 1,
    fees: byProvince(ANYWHERE),
    feeNote: PROVINCE_DECIDES,
    documents: [BIRTH_NOTIFICATION, PARENTS, MARRIAGE, CHOSEN_NATIONALITY, NAME],
    results: [BIRTH_CERTIFICATE],
    legalBasis: CIVIL_STATUS_LAW,
    words: {
      vi: ['cha là người nước ngoài', 'mẹ là người nước ngoài', 'chồng nước ngoài', 'con lai', 'quốc tịch của con'],
      en: ['foreign parent', 'foreign father', 'nationality of a child'],
    },
  },
  {
    code: '1.001695',
    name: {
      vi: 'Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài',
      en: 'Birth registration with recognition of parent and child, with a foreign element',
    },
    purpose: {
      vi: 'Khi cha mẹ chưa đăng ký kết hôn và một người là người nước ngoài.',
      en: 'When the parents are not married and one of them is a foreigner.',
    },
    field: CIVIL_STATUS,
    ministry: JUSTICE,
    decidedBy: COMMUNE_COMMITTEE,
    level: 'commune',
    workingDays: 10,
    fees: byProvince(ANYWHERE),
    feeNote: PROVINCE_DECIDES,
    documents: [BIRTH_NOTIFICATION, PARENTS, RECOGNITION, CHOSEN_NATIONALITY, NAME],
    results: [BIRTH_CERTIFICATE, RECOGNITION_EXTRACT],
    legalBasis: ['52/2014/QH13', ...CIVIL_STATUS_LAW],
    words: {
      vi: ['nhận con nước ngoài', 'cha nước ngoài nhận con'],
      en: ['foreign father recognises a child'],
    },
  },
  {
    code: '1.004222',
    name: { vi: 'Đăng ký thường trú', en: 'Registration of permanent residence' },
    purpose: {
      vi: 'Con được ghi vào nơi thường trú cùng cha hoặc mẹ. Phải làm trong 60 ngày từ khi khai sinh.',
      en: 'The child is registered at home with a parent, within 60 days of the birth registration.',
    },
    field: { vi: 'Đăng ký, quản lý cư trú', en: 'Residence' },
    ministry: PUBLIC_SECURITY,
    decidedBy: { vi: 'Công an cấp xã', en: 'The police of the commune' },
    level: 'commune',
    workingDays: 7,
    fees: [
      { channel: 'online', amount_vnd: 10_000 },
      { channel: 'direct', amount_vnd: 20_000 },
    ],
    feeNote: {
      vi: 'Trẻ em được miễn (Thông tư 75/2022/TT-BTC, điều 4); nhà nước biết tuổi của con nên không phải xuất trình giấy tờ.',
      en: 'Free for children (Circular 75/2022/TT-BTC, art. 4); the state knows the child’s age, so no paper need be shown.',
    },
    documents: [
      { name: { vi: 'Giấy khai sinh của con', en: 'The child’s birth certificate' }, heldBy: CIVIL_REGISTER },
      {
        name: { vi: 'Nơi thường trú của cha hoặc mẹ', en: 'The permanent residence of a parent' },
        heldBy: POPULATION,
      },
      {
        name: { vi: 'Con về ở cùng cha hay mẹ', en: 'With which parent the child lives' },
        when: { vi: 'Nếu cha mẹ thường trú ở hai nơi', en: 'When the parents live in two places' },
      },
    ],
    results: [RESIDENCE_NOTICE],
    legalBasis: [
      '68/2020/QH14',
      '154/2024/NĐ-CP',
      '58/2026/NĐ-CP',
      '66.7/2025/NQ-CP',
      '55/2021/TT-BCA',
      '53/2025/TT-BCA',
      '75/2022/TT-BTC',
    ],
    words: {
      vi: ['nhập hộ khẩu', 'nhập hộ khẩu cho con', 'hộ khẩu', 'thường trú', 'nơi thường trú', 'cư trú'],
      en: ['residence', 'household registration', 'register a child at home', 'address'],
    },
  },
  {
    code: '1.014137',
    name: { vi: 'Thủ tục cấp thẻ bảo hiểm y tế', en: 'Issue of a health-insurance card' },
    purpose: {
      vi: 'Ngân sách nhà nước đóng bảo hiểm y tế cho trẻ em dưới 6 tuổi; con có thẻ để đi khám bệnh.',
      en: 'The state pays the health insurance of children under 6; your child has a card to see a doctor.',
    },
    field: { vi: 'Bảo hiểm y tế', en: 'Health insurance' },
    ministry: HEALTH,
    decidedBy: { vi: 'Bảo hiểm xã hội tỉnh', en: 'The social insurance of the province' },
    level: 'province',
    workingDays: 10,
    fees: [],
    feeNote: {
      vi: 'Không thu. Ngân sách nhà nước đóng cho trẻ em dưới 6 tuổi (Luật Bảo hiểm y tế, điều 12).',
      en: 'Nothing to pay. The state budget pays for children under 6 (Law on Health Insurance, art. 12).',
    },
    documents: [
      { name: { vi: 'Giấy khai sinh của con', en: 'The child’s birth certificate' }, heldBy: CIVIL_REGISTER },
      { name: { vi: 'Số định danh của con', en: 'The child’s personal number' }, heldBy: POPULATION },
    ],
    results: [INSURANCE_CARD],
    legalBasis: ['25/2008/QH12', '51/2024/QH15'],
    words: {
      vi: ['thẻ bảo hiểm cho con', 'bảo hiểm y tế', 'thẻ bhyt', 'bhyt', 'bảo hiểm trẻ em', 'thẻ khám bệnh'],
      en: ['health insurance', 'insurance card', 'insurance for a child'],
    },
  },
  {
    code: '1.004873',
    name: {
      vi: 'Thủ tục cấp Giấy xác nhận tình trạng hôn nhân',
      en: 'Issue of a certificate of marital status',
    },
    purpose: {
      vi: 'Giấy nói bạn đã kết hôn hay chưa: để kết hôn, mua bán nhà đất, vay vốn. Có giá trị sáu tháng, cho một mục đích.',
      en: 'It says whether you are married: for a marriage, a house, a loan. It holds for six months, for one purpose.',
    },
    field: CIVIL_STATUS,
    ministry: JUSTICE,
    decidedBy: COMMUNE_COMMITTEE,
    level: 'commune',
    workingDays: 3,
    fees: byProvince(ANYWHERE),
    feeNote: PROVINCE_DECIDES,
    documents: [
      { name: { vi: 'Giấy tờ về nhân thân', en: 'Proof of who you are' }, heldBy: POPULATION },
      { name: { vi: 'Giấy tờ về nơi cư trú', en: 'Proof of where you live' }, heldBy: POPULATION },
      {
        name: { vi: 'Đăng ký kết hôn, bản án ly hôn, khai tử', en: 'Marriage, judgment of divorce, death' },
        heldBy: CIVIL_REGISTER,
        when: { vi: 'đã từng kết hôn', en: 'you were married' },
      },
      {
        name: { vi: 'Người bạn sẽ kết hôn, và nơi sẽ đăng ký', en: 'Whom you will marry, and where it is registered' },
        when: { vi: 'xin giấy để kết hôn', en: 'it is for a marriage' },
      },
      {
        name: { vi: 'Lý do xin cấp lại', en: 'Why another is needed' },
        when: { vi: 'giấy trước còn giá trị', en: 'the one before still holds' },
      },
    ],
    results: [
      {
        code: 'KQ.G15.000038',
        name: { vi: 'Giấy xác nhận tình trạng hôn nhân', en: 'Certificate of marital status' },
      },
    ],
    legalBasis: [...CIVIL_STATUS_LAW, '52/2014/QH13'],
    startPath: '/marital-status',
    words: {
      vi: ['giấy độc thân', 'xác nhận độc thân', 'tình trạng hôn nhân', 'xác nhận hôn nhân'],
      en: ['marital status', 'single status', 'proof that I am not married'],
    },
  },
];
