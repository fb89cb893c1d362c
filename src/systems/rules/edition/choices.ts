import type { Bilingual } from '../../../kernel/text.ts';

/** What a rule set decides about. */
export const SUBJECTS = {
  eligibility: { vi: 'Điều kiện', en: 'Eligibility' },
  fee: { vi: 'Phí, lệ phí', en: 'Fee' },
  deadline: { vi: 'Thời hạn', en: 'Deadline' },
  documents: { vi: 'Giấy tờ', en: 'Documents' },
  entitlement: { vi: 'Quyền lợi', en: 'Entitlement' },
  competence: { vi: 'Thẩm quyền', en: 'Competence' },
  tax: { vi: 'Thuế', en: 'Tax' },
} as const satisfies Record<string, Bilingual>;
export type Subject = keyof typeof SUBJECTS;

/** The states of an edition, and what may be done in each. Adopted is law from its date on and never changes. */
export const STATES = {
  draft: { vi: 'Dự thảo', en: 'Draft' },
  proposed: { vi: 'Đã trình', en: 'Proposed' },
  adopted: { vi: 'Đã ban hành', en: 'Adopted' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
} as const satisfies Record<string, Bilingual>;
export type EditionState = keyof typeof STATES;

/** What officials do to an edition. */
export type Move = 'save' | 'propose' | 'return' | 'withdraw' | 'adopt';

/** What the record of an edition tells of: the moves, its beginning, and that it came with a release. */
export type EventMove = Move | 'draft' | 'ship';

export const EVENTS: Readonly<Record<EventMove, Bilingual>> = {
  ship: { vi: 'Có sẵn trong bản phát hành', en: 'Came with the release' },
  draft: { vi: 'Bắt đầu dự thảo', en: 'Began the draft' },
  save: { vi: 'Lưu dự thảo', en: 'Saved the draft' },
  propose: { vi: 'Trình', en: 'Proposed' },
  return: { vi: 'Trả lại để sửa', en: 'Returned for changes' },
  withdraw: { vi: 'Rút', en: 'Withdrew' },
  adopt: { vi: 'Ban hành', en: 'Adopted' },
};

/** A case whose answer is known; values as they are given to the exchange. */
export interface TestCase {
  name: Bilingual;
  inputs: Record<string, unknown>;
  expected: unknown;
}
