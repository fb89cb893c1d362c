import { defineRegister } from '../registry/index.ts';

/** The National Insurance Database, kept by Vietnam Social Security (Decree 43/2021/NĐ-CP). */
export const register = defineRegister({
  system: 'insurance',
  title: { vi: 'Cơ sở dữ liệu quốc gia về bảo hiểm', en: 'National Insurance Database' },
  owner: { code: 'G12.98', name: 'Bảo hiểm xã hội Việt Nam' },
  fields: {
    insuranceNumber: { vi: 'mã số bảo hiểm', en: 'insurance number' },
    cardCode: { vi: 'mã thẻ bảo hiểm y tế', en: 'code of the health-insurance card' },
    object: { vi: 'đối tượng và mức hưởng', en: 'group and level of benefit' },
    period: { vi: 'thời hạn của thẻ', en: 'period of validity' },
    facility: { vi: 'nơi đăng ký khám bệnh, chữa bệnh ban đầu', en: 'facility of first treatment' },
    participation: { vi: 'quá trình tham gia', en: 'participation' },
    contributions: { vi: 'quá trình đóng', en: 'contributions' },
    benefits: { vi: 'chế độ được hưởng', en: 'benefits' },
    province: { vi: 'tỉnh quản lý', en: 'province' },
  },
});
