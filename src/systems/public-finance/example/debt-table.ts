import type { CREDITOR_KINDS, Currency, DEBT_CATEGORIES } from '../choices.ts';
import { HEALTH } from './units.ts';

const BILLION = 1_000_000_000;

/** A debt of the example. */
export interface Debt {
  title: string;
  category: keyof typeof DEBT_CATEGORIES;
  unit: string;
  creditorKind: keyof typeof CREDITOR_KINDS;
  creditor: string;
  currency: Currency;
  principal: number;
  rate_basisPoints: number;
  signedOn: string;
  firstRepaymentOn: string;
  every_months: number;
  maturesOn: string;
  /** Day and amount; repayments are negative. */
  moved: [on: string, change: number][];
}

const TREASURY = '1050001';
const BONDS = {
  category: 'government',
  unit: TREASURY,
  creditorKind: 'domestic-bond',
  creditor: 'Nhà đầu tư trong nước',
  currency: 'VND',
} as const;
const INVESTORS = 'Nhà đầu tư quốc tế';

/** Debts of the example, all invented. */
export const DEBTS: readonly Debt[] = [
  {
    ...BONDS,
    title: 'Trái phiếu Chính phủ kỳ hạn 10 năm, đợt mẫu 2021',
    principal: 15_000 * BILLION,
    rate_basisPoints: 230,
    signedOn: '2021-03-10',
    firstRepaymentOn: '2031-03-10',
    every_months: 12,
    maturesOn: '2031-03-10',
    moved: [['2021-03-12', 15_000 * BILLION]],
  },
  {
    ...BONDS,
    title: 'Trái phiếu Chính phủ kỳ hạn 5 năm, đợt mẫu 2023',
    principal: 8_000 * BILLION,
    rate_basisPoints: 185,
    signedOn: '2023-06-14',
    firstRepaymentOn: '2028-06-14',
    every_months: 12,
    maturesOn: '2028-06-14',
    moved: [['2023-06-16', 8_000 * BILLION]],
  },
  {
    ...BONDS,
    title: 'Trái phiếu Chính phủ kỳ hạn 5 năm, đợt mẫu 2019',
    principal: 6_000 * BILLION,
    rate_basisPoints: 360,
    signedOn: '2019-05-08',
    firstRepaymentOn: '2024-05-08',
    every_months: 12,
    maturesOn: '2024-05-08',
    moved: [
      ['2019-05-10', 6_000 * BILLION],
      ['2024-05-08', -6_000 * BILLION],
    ],
  },
  {
    category: 'government',
    unit: TREASURY,
    creditorKind: 'multilateral',
    creditor: 'Ngân hàng Phát triển Mẫu',
    currency: 'USD',
    title: 'Dự án phát triển hạ tầng đô thị mẫu',
    principal: 250_000_000_00,
    rate_basisPoints: 180,
    signedOn: '2017-09-20',
    firstRepaymentOn: '2023-03-15',
    every_months: 6,
    maturesOn: '2042-09-15',
    moved: [
      ['2018-02-01', 100_000_000_00],
      ['2020-02-01', 90_000_000_00],
      ['2022-02-01', 40_000_000_00],
      ['2023-03-15', -5_750_000_00],
      ['2023-09-15', -5_750_000_00],
      ['2024-03-15', -5_750_000_00],
      ['2024-09-15', -5_750_000_00],
      ['2025-03-15', -5_750_000_00],
      ['2025-09-15', -5_750_000_00],
    ],
  },
  {
    category: 'government',
    unit: TREASURY,
    creditorKind: 'bilateral',
    creditor: 'Cơ quan hợp tác quốc tế Mẫu',
    currency: 'JPY',
    title: 'Dự án đường sắt đô thị mẫu',
    principal: 48_000_000_000,
    rate_basisPoints: 40,
    signedOn: '2016-03-31',
    firstRepaymentOn: '2026-03-20',
    every_months: 6,
    maturesOn: '2056-03-20',
    moved: [
      ['2017-04-01', 20_000_000_000],
      ['2021-04-01', 18_000_000_000],
    ],
  },
  {
    category: 'government',
    unit: TREASURY,
    creditorKind: 'foreign-bond',
    creditor: INVESTORS,
    currency: 'USD',
    title: 'Trái phiếu quốc tế kỳ hạn 10 năm, đợt mẫu 2014',
    principal: 1_000_000_000_00,
    rate_basisPoints: 480,
    signedOn: '2014-11-19',
    firstRepaymentOn: '2024-11-19',
    every_months: 6,
    maturesOn: '2024-11-19',
    moved: [
      ['2015-01-05', 1_000_000_000_00],
      ['2024-11-19', -1_000_000_000_00],
    ],
  },
  {
    category: 'government',
    unit: HEALTH,
    creditorKind: 'foreign-commercial',
    creditor: 'Ngân hàng xuất khẩu Mẫu',
    currency: 'EUR',
    title: 'Trang thiết bị bệnh viện mẫu',
    principal: 40_000_000_00,
    rate_basisPoints: 210,
    signedOn: '2020-10-01',
    firstRepaymentOn: '2024-04-01',
    every_months: 6,
    maturesOn: '2033-10-01',
    moved: [
      ['2021-05-01', 40_000_000_00],
      ['2024-04-01', -2_000_000_00],
      ['2024-10-01', -2_000_000_00],
      ['2025-04-01', -2_000_000_00],
      ['2025-10-01', -2_000_000_00],
    ],
  },
  {
    category: 'local',
    unit: '1060001',
    creditorKind: 'domestic-loan',
    creditor: 'Quỹ đầu tư Mẫu',
    currency: 'VND',
    title: 'Vay lại cho dự án thoát nước mẫu',
    principal: 900 * BILLION,
    rate_basisPoints: 320,
    signedOn: '2025-08-01',
    firstRepaymentOn: '2027-08-01',
    every_months: 12,
    maturesOn: '2035-08-01',
    moved: [['2025-09-01', 400 * BILLION]],
  },
];

/** Guarantees of the example, all invented. */
export const GUARANTEES = [
  {
    title: 'Nhà máy thủy điện mẫu',
    serial: '970010001',
    party: 'Tập đoàn Điện Mẫu',
    creditorKind: 'bilateral',
    creditor: 'Ngân hàng xuất khẩu Mẫu',
    currency: 'USD',
    most: 300_000_000_00,
    from: '2016-05-01',
    until: '2034-05-01',
    moved: [
      ['2017-01-01', 'drawdown', 280_000_000_00],
      ['2022-01-01', 'repayment', 90_000_000_00],
      ['2025-01-01', 'repayment', 60_000_000_00],
    ],
  },
  {
    title: 'Đội tàu vận tải mẫu',
    serial: '970010002',
    party: 'Tổng công ty Hàng hải Mẫu',
    creditorKind: 'foreign-commercial',
    creditor: 'Ngân hàng thương mại Mẫu',
    currency: 'USD',
    most: 60_000_000_00,
    from: '2018-01-01',
    until: '2030-01-01',
    moved: [
      ['2018-06-01', 'drawdown', 55_000_000_00],
      ['2021-06-01', 'repayment', 10_000_000_00],
      ['2023-06-01', 'call', 8_000_000_00],
    ],
  },
  {
    title: 'Tín dụng chính sách mẫu',
    serial: '970010003',
    party: 'Ngân hàng Chính sách Mẫu',
    creditorKind: 'domestic-bond',
    creditor: 'Nhà đầu tư trong nước',
    currency: 'VND',
    most: 20_000 * BILLION,
    from: '2022-01-01',
    until: '2032-01-01',
    moved: [['2022-03-01', 'drawdown', 16_500 * BILLION]],
  },
] as const;
