import { defineRegister } from '../registry/index.ts';

/** The electronic civil-status register, kept by the Ministry of Justice (Law on Civil Status 60/2014/QH13 art. 57–60). */
export const register = defineRegister({
  system: 'civil-status',
  title: { vi: 'Cơ sở dữ liệu hộ tịch điện tử', en: 'Civil Status Register' },
  owner: { code: 'G15', name: 'Bộ Tư pháp' },
  fields: {
    entry: { vi: 'việc hộ tịch', en: 'civil-status entry' },
    parties: { vi: 'người trong việc hộ tịch', en: 'those in the entry' },
    notes: { vi: 'ghi chú vào sổ', en: 'notes on the entry' },
    extracts: { vi: 'giấy tờ, trích lục hộ tịch', en: 'certificates and extracts' },
    birthEntry: { vi: 'đăng ký khai sinh', en: 'birth entry' },
    entryNumber: { vi: 'số đăng ký', en: 'entry number' },
    registeredOn: { vi: 'ngày đăng ký', en: 'date of registration' },
    child: { vi: 'thông tin của trẻ', en: 'the child' },
    mother: { vi: 'người mẹ', en: 'mother' },
    father: { vi: 'người cha', en: 'father' },
    declarant: { vi: 'người đi khai', en: 'declarant' },
    recognition: { vi: 'đăng ký nhận cha, mẹ, con', en: 'recognition of parentage' },
    marriage: { vi: 'tình trạng kết hôn', en: 'marriage' },
    spouse: { vi: 'vợ, chồng', en: 'spouse' },
    certificate: { vi: 'giấy khai sinh', en: 'birth certificate' },
  },
});
