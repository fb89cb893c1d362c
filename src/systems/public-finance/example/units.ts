import { communeCommitteeCode, provincialFinanceCode } from '../../../country/index.ts';
import type { ExamplePlace } from '../../../country/example/model.ts';
import { provincesOn } from '../../territories/index.ts';
import type { UNIT_KINDS } from '../choices.ts';

/** A unit of the example. */
export interface Unit {
  code: string;
  name: string;
  parent?: string;
  level: number;
  budget: 'central' | 'province' | 'commune';
  chapter: string;
  kind: keyof typeof UNIT_KINDS;
  agency?: string;
  commune?: string;
  /** How large it is, for its figures. */
  size: number;
}

export const SINCE = '2015-01-01';
/** Provinces and communes are as they are since then. */
export const TWO_LEVELS_SINCE = '2025-07-01';
const COMMUNES = 30;
export const MILLION = 1_000_000;
const BILLION = 1_000_000_000;

const MINISTRIES = [
  ['G12', 'Bộ Tài chính', '018', 90],
  ['G18', 'Bộ Y tế', '023', 60],
  ['G03', 'Bộ Giáo dục và Đào tạo', '022', 70],
  ['G15', 'Bộ Tư pháp', '014', 30],
  ['G09', 'Bộ Nội vụ', '035', 25],
] as const;
export const HEALTH = '1050002';
/** Units below the Ministry of Health, invented. */
export const HOSPITALS = ['Bệnh viện đa khoa Mẫu số 1', 'Bệnh viện chuyên khoa Mẫu số 2', 'Viện nghiên cứu Mẫu số 3'];

/** The units of the example: ministries, some units below them, finance departments of provinces, offices of communes. */
export function unitsOf(places: readonly ExamplePlace[], today: string): Unit[] {
  const code = (series: string, place: number) => `10${series}${String(place).padStart(4, '0')}`;
  return [
    ...MINISTRIES.map(([agency, name, chapter, size], i): Unit => ({
      code: code('5', i + 1),
      name,
      level: 1,
      budget: 'central',
      chapter,
      kind: 'administration',
      agency,
      size,
    })),
    {
      code: code('5', 101),
      name: 'Bảo hiểm xã hội Việt Nam',
      parent: code('5', 1),
      level: 2,
      budget: 'central',
      chapter: '018',
      kind: 'public-service',
      agency: 'G12.98',
      size: 40,
    },
    ...HOSPITALS.map((name, i): Unit => ({
      code: code('5', 201 + i),
      name,
      parent: HEALTH,
      level: 2,
      budget: 'central',
      chapter: '023',
      kind: 'public-service',
      size: 12 + 4 * i,
    })),
    ...provincesOn(today).map((province, i): Unit => ({
      code: code('6', i + 1),
      name: `Sở Tài chính ${province.fullName.vi.replace(/^./, (first) => first.toLowerCase())}`,
      level: 1,
      budget: 'province',
      chapter: '418',
      kind: 'administration',
      agency: provincialFinanceCode(province.code),
      size: 6 + (i % 9),
    })),
    ...places.slice(0, COMMUNES).map(({ communeCode, communeName, provinceCode }, i): Unit => ({
      code: code('8', i + 1),
      name: `Văn phòng Ủy ban nhân dân ${communeName.replace(/^./, (first) => first.toLowerCase())}`,
      level: 1,
      budget: 'commune',
      chapter: '805',
      kind: 'administration',
      agency: communeCommitteeCode(communeCode, provinceCode),
      commune: communeCode,
      size: 1,
    })),
  ];
}

/** An asset of the example. */
export interface Asset {
  code: string;
  name: string;
  class: string;
  unit: Unit;
  since: string;
  price: number;
  years?: number;
  area_dm2?: number;
}

/** What the units of the example have. */
export function assetsOf(units: readonly Unit[]): Asset[] {
  const assets = units.flatMap((unit): Omit<Asset, 'code'>[] => {
    const { size, budget } = unit;
    const since = budget === 'central' ? '2018-03-15' : '2025-07-01';
    return [
      {
        name: 'Khu đất trụ sở làm việc',
        class: 'land',
        unit,
        since,
        price: size * 4 * BILLION,
        area_dm2: 80_000 + size * 2_000,
      },
      {
        name: 'Nhà làm việc',
        class: 'building',
        unit,
        since,
        price: size * 2 * BILLION,
        years: 50,
        area_dm2: 60_000 + size * 5_000,
      },
      ...(budget === 'commune'
        ? []
        : [{ name: 'Xe ô tô 7 chỗ', class: 'vehicle', unit, since, price: 1_150 * MILLION, years: 15 }]),
      ...(budget === 'central'
        ? [{ name: 'Hệ thống máy chủ', class: 'equipment', unit, since, price: size * 300 * MILLION, years: 8 }]
        : []),
    ];
  });
  return assets.map((asset, i) => ({ ...asset, code: `TS${String(9_000_000_001 + i).padStart(10, '0')}` }));
}
