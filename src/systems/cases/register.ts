import { defineRegister } from '../registry/index.ts';

/** The dossiers of administrative procedures (Decree 61/2018/NĐ-CP), as the data log names what is in them. */
export const register = defineRegister({
  system: 'cases',
  title: { vi: 'Hồ sơ thủ tục hành chính', en: 'Dossiers of administrative procedures' },
  owner: { code: 'G22', name: 'Văn phòng Chính phủ' },
  fields: {
    parents: {
      vi: 'cha, mẹ: họ tên, ngày sinh, dân tộc, quê quán',
      en: 'parents: names, dates of birth, ethnic groups, hometowns',
    },
    residence: { vi: 'nơi thường trú', en: 'permanent residence' },
    marriage: { vi: 'tình trạng kết hôn', en: 'marriage' },
    birth: { vi: 'việc sinh', en: 'the birth' },
    child: { vi: 'thông tin khai cho con', en: 'what was given for the child' },
    documentTitle: { vi: 'tên giấy tờ', en: 'title of the document' },
    holderName: { vi: 'họ tên người được cấp', en: 'name of the holder' },
    documentNumber: { vi: 'số giấy tờ', en: 'number of the document' },
    issued: { vi: 'nơi cấp, ngày cấp', en: 'issuer and date of issue' },
  },
});
