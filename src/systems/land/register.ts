import { defineRegister } from '../registry/index.ts';

/** The National Land Database, kept by the Ministry of Agriculture and Environment (Land Law 31/2024/QH15 art. 163–170). */
export const register = defineRegister({
  system: 'land',
  title: { vi: 'Cơ sở dữ liệu quốc gia về đất đai', en: 'National Land Database' },
  owner: { code: 'G10', name: 'Bộ Nông nghiệp và Môi trường' },
  fields: {
    parcel: { vi: 'thửa đất: mã, tờ, số thửa, nơi có đất', en: 'parcel: code, sheet, number, commune' },
    geometry: { vi: 'hình thể, diện tích thửa đất', en: 'outline and area of the parcel' },
    landUse: { vi: 'loại đất', en: 'kind of land' },
    landUser: { vi: 'người sử dụng đất', en: 'land user' },
    right: { vi: 'quyền sử dụng đất, phần quyền, thời hạn', en: 'land-use right, share, term' },
    mortgage: { vi: 'thế chấp', en: 'mortgage' },
    seizure: { vi: 'kê biên, ngăn chặn', en: 'seizure' },
    restriction: { vi: 'hạn chế quyền', en: 'restrictions' },
    responsibility: { vi: 'nghĩa vụ về đất', en: 'responsibilities' },
    certificate: { vi: 'giấy chứng nhận quyền sử dụng đất', en: 'certificate of land-use right' },
    source: { vi: 'giấy tờ làm căn cứ', en: 'source documents' },
  },
});
