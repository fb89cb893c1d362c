import type { Bilingual, Language } from '../../kernel/text.ts';

/** Kinds of land as cadastral maps write them (Land Law 31/2024/QH15 art. 9; codes of Circular 08/2024/TT-BTNMT). */
export const LAND_USES = {
  LUC: { vi: 'Đất chuyên trồng lúa', en: 'Wet rice' },
  LUK: { vi: 'Đất trồng lúa còn lại', en: 'Other rice' },
  HNK: { vi: 'Đất trồng cây hằng năm khác', en: 'Other annual crops' },
  CLN: { vi: 'Đất trồng cây lâu năm', en: 'Perennial crops' },
  RSX: { vi: 'Đất rừng sản xuất', en: 'Production forest' },
  RPH: { vi: 'Đất rừng phòng hộ', en: 'Protection forest' },
  RDD: { vi: 'Đất rừng đặc dụng', en: 'Special-use forest' },
  NTS: { vi: 'Đất nuôi trồng thủy sản', en: 'Aquaculture' },
  TSN: { vi: 'Đất nuôi trồng thủy sản nước ngọt', en: 'Freshwater aquaculture' },
  LMU: { vi: 'Đất làm muối', en: 'Salt making' },
  NKH: { vi: 'Đất nông nghiệp khác', en: 'Other agricultural land' },
  ONT: { vi: 'Đất ở tại nông thôn', en: 'Rural residential land' },
  ODT: { vi: 'Đất ở tại đô thị', en: 'Urban residential land' },
  TSC: { vi: 'Đất xây dựng trụ sở cơ quan', en: 'Public offices' },
  DGD: { vi: 'Đất xây dựng cơ sở giáo dục và đào tạo', en: 'Education' },
  DYT: { vi: 'Đất xây dựng cơ sở y tế', en: 'Health' },
  DVH: { vi: 'Đất xây dựng cơ sở văn hóa', en: 'Culture' },
  DTT: { vi: 'Đất xây dựng cơ sở thể dục, thể thao', en: 'Sports' },
  TMD: { vi: 'Đất thương mại, dịch vụ', en: 'Commerce and services' },
  SKC: { vi: 'Đất cơ sở sản xuất phi nông nghiệp', en: 'Non-agricultural production' },
  SKK: { vi: 'Đất khu công nghiệp', en: 'Industrial zone' },
  DGT: { vi: 'Đất công trình giao thông', en: 'Traffic' },
  DTL: { vi: 'Đất công trình thủy lợi', en: 'Irrigation' },
  DKV: { vi: 'Đất khu vui chơi, giải trí công cộng', en: 'Public recreation' },
  TON: { vi: 'Đất tôn giáo', en: 'Religious land' },
  TIN: { vi: 'Đất tín ngưỡng', en: 'Land of belief' },
  NTD: { vi: 'Đất nghĩa trang, nhà tang lễ', en: 'Cemetery' },
  MNC: { vi: 'Đất có mặt nước chuyên dùng', en: 'Special-use water surface' },
  SON: { vi: 'Đất sông, ngòi, kênh, rạch, suối', en: 'Rivers and canals' },
  BCS: { vi: 'Đất bằng chưa sử dụng', en: 'Unused flat land' },
} as const satisfies Record<string, Bilingual>;

export type LandUse = keyof typeof LAND_USES;

/** A kind of land in words, with its code. */
export function landUseText(code: string, language: Language): string {
  const title: Bilingual | undefined = LAND_USES[code as LandUse];
  return title ? `${title[language]} (${code})` : code;
}

/** Land of agriculture (art. 9 clause 2): to leave this group needs a decision that allows it (art. 121 clause 1). */
export const AGRICULTURAL: ReadonlySet<string> = new Set([
  'LUC',
  'LUK',
  'HNK',
  'CLN',
  'RSX',
  'RPH',
  'RDD',
  'NTS',
  'TSN',
  'LMU',
  'NKH',
]);

/** Land that is everybody's: nobody has a certificate for it (art. 151 clause 1). */
export const PUBLIC_USES = ['DGT', 'DTL', 'DKV', 'MNC', 'SON', 'BCS'] as const;
