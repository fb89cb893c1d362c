import { defineRegister } from '../registry/index.ts';

/** The National Business Registration Database, kept by the Ministry of Finance (Law on Enterprises 59/2020/QH14 art. 4.19; Decree 168/2025/NĐ-CP). */
export const register = defineRegister({
  system: 'enterprises',
  title: { vi: 'Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp', en: 'National Business Registration Database' },
  owner: { code: 'G12', name: 'Bộ Tài chính' },
  fields: {
    enterpriseCode: { vi: 'mã số doanh nghiệp', en: 'enterprise code' },
    enterpriseName: { vi: 'tên doanh nghiệp', en: 'name of the enterprise' },
    legalForm: { vi: 'loại hình doanh nghiệp', en: 'legal form' },
    status: { vi: 'tình trạng hoạt động', en: 'status' },
    address: { vi: 'địa chỉ trụ sở', en: 'address of the head office' },
    capital: { vi: 'vốn điều lệ', en: 'charter capital' },
    branches: { vi: 'đơn vị phụ thuộc', en: 'dependent units' },
    industries: { vi: 'ngành, nghề kinh doanh', en: 'lines of business' },
    representatives: { vi: 'người đại diện theo pháp luật', en: 'legal representatives' },
    holdings: { vi: 'thành viên, cổ đông và phần vốn góp', en: 'members, shareholders and their contributions' },
    beneficialOwners: { vi: 'chủ sở hữu hưởng lợi', en: 'beneficial owners' },
    householdBusiness: { vi: 'hộ kinh doanh', en: 'household business' },
    application: { vi: 'hồ sơ đăng ký kinh doanh', en: 'application for business registration' },
    certificate: { vi: 'giấy chứng nhận đăng ký', en: 'certificate of registration' },
  },
});
