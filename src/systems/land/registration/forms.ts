/** The ways in which the register changes. */
export const REGISTRATIONS = {
  survey: { vi: 'Lập thửa đất từ kết quả đo đạc', en: 'Parcel from a survey' },
  first: { vi: 'Đăng ký đất đai lần đầu', en: 'First registration' },
  transfer: { vi: 'Chuyển quyền sử dụng đất', en: 'Transfer' },
  mortgage: { vi: 'Đăng ký thế chấp', en: 'Mortgage' },
  seizure: { vi: 'Kê biên, ngăn chặn giao dịch', en: 'Seizure' },
  restriction: { vi: 'Ghi hạn chế quyền', en: 'Restriction' },
  'restriction-end': { vi: 'Xóa thế chấp, kê biên hoặc hạn chế', en: 'Release or lifting' },
  responsibility: { vi: 'Ghi nghĩa vụ', en: 'Responsibility' },
  'responsibility-end': { vi: 'Xóa nghĩa vụ', en: 'Responsibility fulfilled' },
  split: { vi: 'Tách thửa', en: 'Split' },
  merge: { vi: 'Hợp thửa', en: 'Merge' },
  'land-use': { vi: 'Chuyển mục đích sử dụng đất', en: 'Change of land use' },
  boundary: { vi: 'Điều chỉnh ranh giới', en: 'Boundary moved' },
  area: { vi: 'Đính chính diện tích', en: 'Area corrected' },
  term: { vi: 'Gia hạn sử dụng đất', en: 'Term extended' },
  recovery: { vi: 'Nhà nước thu hồi đất', en: 'Recovered by the State' },
  renewal: { vi: 'Cấp đổi, cấp lại giấy chứng nhận', en: 'Certificate renewed' },
  'certificate-end': { vi: 'Thu hồi giấy chứng nhận', en: 'Certificate taken back' },
} as const;

export type RegistrationForm = keyof typeof REGISTRATIONS;
