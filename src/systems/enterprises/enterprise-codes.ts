/** What the law calls them (Law on Enterprises 59/2020/QH14 art. 46, 74, 111, 177, 188). */
export const LEGAL_FORMS = {
  'llc-one-member': { vi: 'Công ty TNHH một thành viên', en: 'One-member limited liability company' },
  'llc-more-members': {
    vi: 'Công ty TNHH hai thành viên trở lên',
    en: 'Limited liability company with two or more members',
  },
  'joint-stock': { vi: 'Công ty cổ phần', en: 'Joint-stock company' },
  partnership: { vi: 'Công ty hợp danh', en: 'Partnership' },
  'private-enterprise': { vi: 'Doanh nghiệp tư nhân', en: 'Private enterprise' },
} as const;
export type LegalForm = keyof typeof LEGAL_FORMS;

/** Legal status (Decree 168/2025/NĐ-CP), in the order of life. What was merged or divided has no status any more: its lineage says where it went. */
export const STATUSES = {
  operating: { vi: 'Đang hoạt động', en: 'Operating' },
  suspended: { vi: 'Tạm ngừng kinh doanh', en: 'Suspended' },
  dissolving: { vi: 'Đang làm thủ tục giải thể', en: 'Being dissolved' },
  'in-bankruptcy': { vi: 'Đang làm thủ tục phá sản', en: 'In bankruptcy proceedings' },
  revoked: { vi: 'Bị thu hồi giấy chứng nhận', en: 'Certificate revoked' },
  dissolved: { vi: 'Đã giải thể', en: 'Dissolved' },
  bankrupt: { vi: 'Đã phá sản', en: 'Declared bankrupt' },
} as const;
export type Status = keyof typeof STATUSES;

/** What depends on an enterprise: a branch, a representative office, a place of business (Law on Enterprises art. 44). */
export const BRANCH_KINDS = {
  branch: { vi: 'Chi nhánh', en: 'Branch' },
  'representative-office': { vi: 'Văn phòng đại diện', en: 'Representative office' },
  'business-location': { vi: 'Địa điểm kinh doanh', en: 'Place of business' },
} as const;
export type BranchKind = keyof typeof BRANCH_KINDS;

/** The posts that legal representatives hold (Law on Enterprises art. 12). */
export const TITLES = {
  director: { vi: 'Giám đốc', en: 'Director' },
  'general-director': { vi: 'Tổng giám đốc', en: 'General director' },
  'members-chair': { vi: 'Chủ tịch Hội đồng thành viên', en: 'Chair of the members’ council' },
  'company-president': { vi: 'Chủ tịch công ty', en: 'President of the company' },
  'board-chair': { vi: 'Chủ tịch Hội đồng quản trị', en: 'Chair of the board' },
  'general-partner': { vi: 'Thành viên hợp danh', en: 'General partner' },
  owner: { vi: 'Chủ doanh nghiệp', en: 'Owner' },
} as const;
export type RepresentativeTitle = keyof typeof TITLES;

/** In what way somebody has a part in an enterprise. */
export const HOLDING_ROLES = {
  owner: { vi: 'Chủ sở hữu', en: 'Owner' },
  member: { vi: 'Thành viên góp vốn', en: 'Member' },
  'general-partner': { vi: 'Thành viên hợp danh', en: 'General partner' },
  shareholder: { vi: 'Cổ đông', en: 'Shareholder' },
} as const;
export type HoldingRole = keyof typeof HOLDING_ROLES;

/** On what ground somebody is declared a beneficial owner (Decree 168/2025/NĐ-CP art. 17). */
export const CONTROL_GROUNDS = {
  capital: { vi: 'Sở hữu từ 25% vốn điều lệ', en: 'Owns 25 % of the capital or more' },
  votes: { vi: 'Sở hữu từ 25% cổ phần có quyền biểu quyết', en: 'Holds 25 % of the votes or more' },
  control: { vi: 'Có quyền chi phối', en: 'Controls in another way' },
} as const;
export type ControlGround = keyof typeof CONTROL_GROUNDS;
