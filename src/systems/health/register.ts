import { defineRegister } from '../registry/index.ts';

/** The register of birth notifications (giấy chứng sinh), kept by the Ministry of Health. */
export const register = defineRegister({
  system: 'health',
  title: { vi: 'Cơ sở dữ liệu giấy chứng sinh', en: 'Register of birth notifications' },
  owner: { code: 'G18', name: 'Bộ Y tế' },
  fields: {
    notificationNumber: { vi: 'số giấy chứng sinh', en: 'number of the birth notification' },
    hospital: { vi: 'cơ sở y tế', en: 'hospital' },
    mother: { vi: 'người mẹ', en: 'mother' },
    father: { vi: 'người cha theo lời khai', en: 'father as stated' },
    bornAt: { vi: 'giờ, ngày sinh', en: 'time of birth' },
    sex: { vi: 'giới tính', en: 'sex' },
    weight: { vi: 'cân nặng khi sinh', en: 'weight at birth' },
    gestation: { vi: 'tuổi thai', en: 'weeks of gestation' },
    birthOrder: { vi: 'thứ tự trong lần sinh', en: 'order within the birth' },
    birthPlace: { vi: 'nơi sinh', en: 'place of birth' },
    deliveredBy: { vi: 'người đỡ đẻ', en: 'who delivered the child' },
    deceased: { vi: 'người chết', en: 'deceased' },
    diedAt: { vi: 'giờ, ngày chết', en: 'time of death' },
    deathPlace: { vi: 'nơi chết', en: 'place of death' },
    deathCause: { vi: 'nguyên nhân chết', en: 'cause of death' },
    registration: { vi: 'tình trạng đăng ký khai sinh', en: 'state of the birth registration' },
  },
});
