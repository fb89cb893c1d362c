import type { Bilingual } from '../../kernel/text.ts';
import type { AgencyKind } from '../organisations/index.ts';

/** How somebody serves (Law on Cadres and Civil Servants 80/2025/QH15 art. 1; Law on Public Employees 58/2010/QH12 art. 2). */
export const EMPLOYMENTS = {
  cadre: { vi: 'Cán bộ', en: 'Cadre' },
  'civil-servant': { vi: 'Công chức', en: 'Civil servant' },
  'public-employee': { vi: 'Viên chức', en: 'Public employee' },
} as const satisfies Record<string, Bilingual>;

/** What a position is for. */
export const POSITION_GROUPS = {
  leadership: { vi: 'Lãnh đạo, quản lý', en: 'Leadership' },
  professional: { vi: 'Chuyên môn, nghiệp vụ', en: 'Professional' },
  support: { vi: 'Hỗ trợ, phục vụ', en: 'Support' },
} as const satisfies Record<string, Bilingual>;

/** How somebody comes to a position. */
export const MANNERS = {
  appointed: { vi: 'Bổ nhiệm, bố trí', en: 'Appointed' },
  transferred: { vi: 'Điều động', en: 'Transferred' },
  rotated: { vi: 'Luân chuyển', en: 'Rotated' },
  seconded: { vi: 'Biệt phái', en: 'Seconded' },
} as const satisfies Record<string, Bilingual>;

export const TRAININGS = {
  degree: { vi: 'Văn bằng', en: 'Degree' },
  'state-management': { vi: 'Quản lý nhà nước', en: 'State management' },
  'political-theory': { vi: 'Lý luận chính trị', en: 'Political theory' },
  professional: { vi: 'Nghiệp vụ chuyên ngành', en: 'Professional' },
  language: { vi: 'Ngoại ngữ', en: 'Foreign language' },
  digital: { vi: 'Kỹ năng số', en: 'Digital skills' },
} as const satisfies Record<string, Bilingual>;

/** Law on Emulation and Commendation 06/2022/QH15, arts. 20 to 25 and 74. */
export const COMMENDATIONS = {
  'advanced-worker': { vi: 'Lao động tiên tiến', en: 'Advanced worker' },
  'grassroots-emulation': { vi: 'Chiến sĩ thi đua cơ sở', en: 'Emulation soldier of the unit' },
  'certificate-of-merit': { vi: 'Giấy khen', en: 'Certificate of merit' },
  'provincial-merit': { vi: 'Bằng khen cấp tỉnh, bộ', en: 'Certificate of merit of a province or ministry' },
  'prime-minister-merit': { vi: 'Bằng khen của Thủ tướng', en: 'Certificate of merit of the Prime Minister' },
  order: { vi: 'Huân chương, danh hiệu Nhà nước', en: 'Order or title of the State' },
} as const satisfies Record<string, Bilingual>;

/** Forms of discipline, from mild to grave, and for how many months each delays the next rise (Circular 08/2013/TT-BNV art. 2.3). */
export const DISCIPLINES = {
  reprimand: { vi: 'Khiển trách', en: 'Reprimand', delays_months: 3 },
  warning: { vi: 'Cảnh cáo', en: 'Warning', delays_months: 6 },
  'removal-from-office': { vi: 'Cách chức', en: 'Removal from office', delays_months: 12 },
  dismissal: { vi: 'Buộc thôi việc', en: 'Dismissal', delays_months: 0 },
} as const satisfies Record<string, Bilingual & { delays_months: number }>;

/** Why somebody leaves. */
export const LEAVINGS = {
  retirement: { vi: 'Nghỉ hưu', en: 'Retirement' },
  resignation: { vi: 'Thôi việc theo nguyện vọng', en: 'Resignation' },
  dismissal: { vi: 'Buộc thôi việc', en: 'Dismissal' },
  death: { vi: 'Từ trần', en: 'Death' },
} as const satisfies Record<string, Bilingual>;

/** Posts in which an official may act in Một Cửa, by the kind of agency that has them: who holds such a position may sign in there. */
export const POWERS = {
  'committee-chair': { vi: 'Chủ tịch Ủy ban nhân dân xã', en: 'Chair of a commune', agencyKind: 'commune-committee' },
  'committee-deputy-chair': {
    vi: 'Phó Chủ tịch Ủy ban nhân dân xã',
    en: 'Deputy chair of a commune',
    agencyKind: 'commune-committee',
  },
  'provincial-chair': {
    vi: 'Chủ tịch Ủy ban nhân dân tỉnh',
    en: 'Chair of a province',
    agencyKind: 'provincial-committee',
  },
  'provincial-deputy-chair': {
    vi: 'Phó Chủ tịch Ủy ban nhân dân tỉnh',
    en: 'Deputy chair of a province',
    agencyKind: 'provincial-committee',
  },
  'department-director': { vi: 'Giám đốc Sở', en: 'Director of the department', agencyKind: 'provincial-finance' },
  'department-deputy-director': {
    vi: 'Phó Giám đốc Sở',
    en: 'Deputy director of the department',
    agencyKind: 'provincial-finance',
  },
  'insurance-director': {
    vi: 'Giám đốc Bảo hiểm xã hội tỉnh',
    en: 'Director of social insurance',
    agencyKind: 'provincial-insurance',
  },
  'insurance-deputy-director': {
    vi: 'Phó Giám đốc Bảo hiểm xã hội tỉnh',
    en: 'Deputy director of social insurance',
    agencyKind: 'provincial-insurance',
  },
  'land-office-director': {
    vi: 'Giám đốc Văn phòng đăng ký đất đai',
    en: 'Director of the land registration office',
    agencyKind: 'land-registration-office',
  },
  'land-office-deputy-director': {
    vi: 'Phó Giám đốc Văn phòng đăng ký đất đai',
    en: 'Deputy director of the land registration office',
    agencyKind: 'land-registration-office',
  },
  'police-chief': { vi: 'Trưởng Công an xã', en: 'Chief of police', agencyKind: 'commune-police' },
  'police-deputy-chief': { vi: 'Phó Trưởng Công an xã', en: 'Deputy chief of police', agencyKind: 'commune-police' },
  'hospital-director': { vi: 'Giám đốc bệnh viện', en: 'Director of the hospital', agencyKind: 'hospital' },
  'hospital-deputy-director': {
    vi: 'Phó Giám đốc bệnh viện',
    en: 'Deputy director of the hospital',
    agencyKind: 'hospital',
  },
  minister: { vi: 'Bộ trưởng', en: 'Minister', agencyKind: 'ministry' },
  'deputy-minister': { vi: 'Thứ trưởng', en: 'Deputy minister', agencyKind: 'ministry' },
  'civil-status-officer': {
    vi: 'Công chức tư pháp – hộ tịch',
    en: 'Civil-status officer',
    agencyKind: 'commune-committee',
  },
  'personnel-officer': { vi: 'Cán bộ tổ chức', en: 'Personnel officer', agencyKind: 'provincial-committee' },
} as const satisfies Record<string, Bilingual & { agencyKind: AgencyKind }>;
