import { defineRegister } from '../registry/index.ts';

/** The National Finance Database, kept by the Ministry of Finance: the register that State accounting feeds. */
export const register = defineRegister({
  system: 'public-finance',
  title: { vi: 'Cơ sở dữ liệu quốc gia về tài chính', en: 'National Finance Database' },
  owner: { code: 'G12', name: 'Bộ Tài chính' },
  fields: {
    budgetUnit: { vi: 'đơn vị có quan hệ với ngân sách', en: 'budget unit' },
    publicAsset: { vi: 'tài sản công', en: 'public assets' },
    publicDebt: { vi: 'nợ công', en: 'public debt' },
    stateGuarantee: { vi: 'bảo lãnh Chính phủ', en: 'State guarantees' },
    budgetOutturn: { vi: 'kết quả ngân sách', en: 'budget results' },
  },
});
