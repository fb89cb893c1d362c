import { defineRegister } from '../registry/index.ts';

/** The National Database of Cadres, Civil Servants and Public Employees, kept by the Ministry of Home Affairs (Law on Cadres and Civil Servants 80/2025/QH15). */
export const register = defineRegister({
  system: 'civil-servants',
  title: {
    vi: 'Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức',
    en: 'National Database of Civil Servants',
  },
  owner: { code: 'G09', name: 'Bộ Nội vụ' },
  fields: {
    personalNumber: { vi: 'số định danh cá nhân', en: 'personal number' },
    fullName: { vi: 'họ, chữ đệm và tên', en: 'full name' },
    service: { vi: 'quá trình công tác', en: 'service' },
    positions: { vi: 'vị trí việc làm', en: 'positions' },
    grade: { vi: 'ngạch, bậc lương', en: 'grade and salary step' },
    training: { vi: 'đào tạo, bồi dưỡng', en: 'training' },
    commendation: { vi: 'khen thưởng', en: 'commendations' },
    discipline: { vi: 'kỷ luật', en: 'discipline' },
  },
});
