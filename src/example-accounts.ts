import type { ExampleSummary } from './country/example/index.ts';
import type { ShownAccount } from './systems/identity/example/load.ts';
import type { ExampleEmployer } from './systems/insurance/example/employers.ts';

/** Who is offered on the sign-in page: the families of the scenarios, and the officials of their commune. */
export function shownAccounts(
  { scenarios, officials, places }: ExampleSummary,
  { names, employers }: { names: Map<string, string>; employers: readonly ExampleEmployer[] },
): ShownAccount[] {
  const first = places[0]!;
  const isShown = ({ key }: { key: string }, at: number) => key !== 'married' || at < ORDINARY_FAMILIES_SHOWN;
  const people = scenarios.filter(isShown).flatMap(({ key, motherNumber, fatherNumber }): ShownAccount[] => {
    const shown = (number: string, parent: { vi: string; en: string }): ShownAccount => ({
      number,
      label: {
        vi: `${names.get(number)} · ${SCENARIOS[key].vi} (${parent.vi})`,
        en: `${names.get(number)} · ${SCENARIOS[key].en} (${parent.en})`,
      },
      group: 'people',
      area: 'portal',
    });
    return [
      shown(motherNumber, { vi: 'mẹ', en: 'mother' }),
      ...(fatherNumber ? [shown(fatherNumber, { vi: 'cha', en: 'father' })] : []),
    ];
  });
  const here = officials.filter(
    ({ communeCode, post }) =>
      communeCode === first.communeCode && (post === 'civil-status-officer' || post === 'police-residence-officer'),
  );
  const heads = officials.filter(
    ({ communeCode, post }) =>
      communeCode === first.communeCode && (post === 'committee-chair' || post === 'committee-deputy-chair'),
  );
  const elsewhere = officials.find(
    ({ communeCode, post }) => communeCode && communeCode !== first.communeCode && post === 'civil-status-officer',
  );
  const registrar = officials.find(
    ({ provinceCode, post }) => provinceCode === first.provinceCode && post === 'business-registration-officer',
  );
  const personnel = officials.find(
    ({ provinceCode, post }) => provinceCode === first.provinceCode && post === 'personnel-officer',
  );
  const stewards = officials.filter(({ post, ministryCode }) => post === 'data-steward' && ministryCode === 'G01');
  const identity = officials.find(({ post }) => post === 'identity-officer');
  const insurance = officials.find(
    ({ post, provinceCode }) => post === 'insurance-officer' && provinceCode === first.provinceCode,
  );
  const finance = officials.filter(({ post }) => post === 'public-finance-officer');
  const land = officials.find(
    ({ post, provinceCode }) => post === 'land-registration-officer' && provinceCode === first.provinceCode,
  );
  const drafters = officials.filter(
    ({ post, ministryCode }) => post === 'legal-drafting-officer' && ministryCode === 'G18',
  );
  const administrators = officials.filter(({ post }) => post === 'trust-services-administrator');
  const [employer] = employers;
  return [
    ...people,
    ...(employer
      ? [
          {
            number: employer.representative.personNumber,
            label: {
              vi: `${employer.representative.fullName} · đại diện ${employer.name}`,
              en: `${employer.representative.fullName} · represents ${employer.name}`,
            },
            group: 'people' as const,
            area: 'portal' as const,
          },
        ]
      : []),
    ...[
      ...here,
      ...(elsewhere ? [elsewhere] : []),
      ...heads,
      ...(registrar ? [registrar] : []),
      ...(personnel ? [personnel] : []),
      ...(land ? [land] : []),
      ...(identity ? [identity] : []),
      ...(insurance ? [insurance] : []),
      ...finance,
      ...drafters,
      ...administrators,
      ...stewards,
    ].map((official): ShownAccount => {
      const place = places.find(({ communeCode }) => communeCode === official.communeCode);
      const post = POSTS[official.post as keyof typeof POSTS];
      const name = names.get(official.personNumber);
      const at = place ? `, ${place.communeName}` : '';
      return {
        number: official.personNumber,
        label: { vi: `${name} · ${post.vi}${at}`, en: `${name} · ${post.en}${at}` },
        group: 'officials',
        area: 'desk',
      };
    }),
  ];
}

/** Ordinary families come first among the scenarios; two of them are enough to choose from. */
const ORDINARY_FAMILIES_SHOWN = 2;

const POSTS = {
  'committee-chair': { vi: 'Chủ tịch Ủy ban nhân dân', en: "chair of the People's Committee" },
  'committee-deputy-chair': {
    vi: 'Phó Chủ tịch Ủy ban nhân dân',
    en: "deputy chair of the People's Committee",
  },
  'civil-status-officer': { vi: 'công chức tư pháp – hộ tịch', en: 'civil-status officer' },
  'police-residence-officer': { vi: 'công an phụ trách cư trú', en: 'police officer for residence' },
  'business-registration-officer': { vi: 'chuyên viên đăng ký kinh doanh', en: 'business registration officer' },
  'personnel-officer': { vi: 'cán bộ tổ chức của tỉnh', en: 'personnel officer of the province' },
  'insurance-officer': { vi: 'viên chức bảo hiểm xã hội', en: 'insurance officer' },
  'public-finance-officer': { vi: 'cán bộ tài chính công, Bộ Tài chính', en: 'public finance officer' },
  'legal-drafting-officer': {
    vi: 'chuyên viên xây dựng pháp luật, Bộ Y tế',
    en: 'legal drafting officer, Ministry of Health',
  },
  'trust-services-administrator': {
    vi: 'quản trị viên dịch vụ tin cậy, Bộ Khoa học và Công nghệ',
    en: 'administrator of trust services, Ministry of Science and Technology',
  },
  'land-registration-officer': { vi: 'viên chức đăng ký đất đai', en: 'land registration officer' },
  'identity-officer': {
    vi: 'cán bộ quản lý căn cước, Bộ Công an',
    en: 'officer for identity cards, Ministry of Public Security',
  },
  'data-steward': { vi: 'cán bộ quản trị dữ liệu dân cư, Bộ Công an', en: 'data steward of the population register' },
};

const SCENARIOS = {
  married: { vi: 'vừa sinh con', en: 'a newborn' },
  twins: { vi: 'sinh đôi', en: 'twins' },
  unmarried: { vi: 'chưa kết hôn, cha nhận con', en: 'unmarried, father to recognise' },
  'father-unknown': { vi: 'chưa xác định được cha', en: 'father unknown' },
  'foreign-father': { vi: 'chồng là người nước ngoài', en: 'husband is a foreigner' },
  late: { vi: 'đăng ký quá hạn', en: 'late registration' },
  'different-residence': { vi: 'cha mẹ thường trú khác nơi', en: 'parents live in different places' },
  'different-ethnic': { vi: 'cha mẹ khác dân tộc', en: 'parents of different ethnic groups' },
  contradiction: { vi: 'giấy chứng sinh ghi người cha khác', en: 'hospital names another father' },
};
