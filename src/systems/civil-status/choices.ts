import type { Bilingual } from '../../kernel/text.ts';

/** Who declares a death (Law on Civil Status 60/2014/QH13 art. 33.1). */
export const DECLARANTS = {
  spouse: { vi: 'Vợ, chồng', en: 'Husband or wife' },
  child: { vi: 'Con', en: 'Child' },
  parent: { vi: 'Cha, mẹ', en: 'Parent' },
  relative: { vi: 'Người thân thích khác', en: 'Another relative' },
  agency: { vi: 'Cơ quan, tổ chức, cá nhân có liên quan', en: 'An agency or person concerned' },
} as const satisfies Record<string, Bilingual>;
export type Declarant = keyof typeof DECLARANTS;

/** What stands in for each other as evidence of a death (Decree 123/2015/NĐ-CP art. 4.2). */
export const DEATH_EVIDENCE = {
  'death-notification': { vi: 'Giấy báo tử của cơ sở y tế', en: 'Notification of death by a hospital' },
  'commune-notice': { vi: 'Giấy báo tử của Ủy ban nhân dân', en: 'Notification of death by the committee' },
  judgment: { vi: 'Quyết định của Tòa án tuyên bố chết', en: 'Court decision declaring death' },
  'accident-record': { vi: 'Văn bản xác nhận của cơ quan công an', en: 'Confirmation of the police' },
} as const satisfies Record<string, Bilingual>;

/** What an adopter is to the child already. */
export const ADOPTER_KINDS = {
  none: { vi: 'Không có quan hệ', en: 'Not related' },
  'step-parent': { vi: 'Cha dượng, mẹ kế', en: 'Step-parent' },
  'uncle-aunt': { vi: 'Cô, cậu, dì, chú, bác ruột', en: 'Uncle or aunt' },
} as const satisfies Record<string, Bilingual>;
export type AdopterKind = keyof typeof ADOPTER_KINDS;

/** Why a person needs a guardian (Civil Code art. 47.1). */
export const WARD_KINDS = {
  'no-parents': { vi: 'Không còn cả cha và mẹ, hoặc không xác định được', en: 'Neither parent is alive or known' },
  'parents-unable': {
    vi: 'Cha và mẹ mất, hạn chế năng lực hành vi, hoặc bị Tòa án hạn chế quyền',
    en: 'Both parents are unable, by a court decision',
  },
  incapacitated: {
    vi: 'Người mất năng lực hành vi dân sự',
    en: 'An adult without legal capacity, by a court decision',
  },
} as const satisfies Record<string, Bilingual>;
export type WardKind = keyof typeof WARD_KINDS;

/** Why a guardianship ends (Civil Code art. 62). */
export const END_CAUSES = {
  'of-age': { vi: 'Người được giám hộ đã thành niên', en: 'The ward is of age' },
  died: { vi: 'Người được giám hộ chết', en: 'The ward has died' },
  'parents-able': { vi: 'Cha, mẹ đã đủ điều kiện thực hiện quyền', en: 'A parent is able again' },
  adopted: { vi: 'Người được giám hộ được nhận làm con nuôi', en: 'The ward was adopted' },
  'capacity-back': { vi: 'Đã có năng lực hành vi dân sự', en: 'The ward has legal capacity again' },
  changed: { vi: 'Thay đổi người giám hộ', en: 'The guardian is replaced' },
} as const satisfies Record<string, Bilingual>;
export type EndCause = keyof typeof END_CAUSES;

/** The kinds of Law on Civil Status 60/2014/QH13 art. 26 and 29, and Civil Code 91/2015/QH13 art. 27–29. */
export const CHANGE_KINDS = {
  name: { vi: 'Thay đổi họ, chữ đệm, tên', en: 'Change of name' },
  correction: { vi: 'Cải chính hộ tịch', en: 'Correction' },
  supplement: { vi: 'Bổ sung thông tin hộ tịch', en: 'Supplement' },
  'ethnic-group': { vi: 'Xác định lại dân tộc', en: 'Re-determination of the ethnic group' },
} as const satisfies Record<string, Bilingual>;
export type ChangeKind = keyof typeof CHANGE_KINDS;

/** What can be changed of a person. */
export interface Details {
  fullName?: string;
  sex?: 'male' | 'female';
  bornOn?: string;
  birthPlace?: string;
  hometown?: string;
  ethnicGroup?: string;
}
export const DETAIL_FIELDS = ['fullName', 'sex', 'bornOn', 'birthPlace', 'hometown', 'ethnicGroup'] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];
