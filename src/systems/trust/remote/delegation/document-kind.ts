import type { Bilingual } from '../../../../kernel/text.ts';

/** The 29 kinds of administrative documents (Decree 30/2020/NĐ-CP art. 7). */
export const DOCUMENT_KINDS = {
  resolution: { vi: 'nghị quyết (cá biệt)', en: 'resolution (individual)' },
  decision: { vi: 'quyết định (cá biệt)', en: 'decision (individual)' },
  directive: { vi: 'chỉ thị', en: 'directive' },
  rules: { vi: 'quy chế', en: 'rules' },
  regulation: { vi: 'quy định', en: 'regulation' },
  communique: { vi: 'thông cáo', en: 'communiqué' },
  notice: { vi: 'thông báo', en: 'notice' },
  guidance: { vi: 'hướng dẫn', en: 'guidance' },
  programme: { vi: 'chương trình', en: 'programme' },
  plan: { vi: 'kế hoạch', en: 'plan' },
  option: { vi: 'phương án', en: 'option' },
  scheme: { vi: 'đề án', en: 'scheme' },
  project: { vi: 'dự án', en: 'project' },
  report: { vi: 'báo cáo', en: 'report' },
  minutes: { vi: 'biên bản', en: 'minutes' },
  submission: { vi: 'tờ trình', en: 'submission' },
  contract: { vi: 'hợp đồng', en: 'contract' },
  'official-letter': { vi: 'công văn', en: 'official letter' },
  telegram: { vi: 'công điện', en: 'telegram' },
  memorandum: { vi: 'bản ghi nhớ', en: 'memorandum' },
  agreement: { vi: 'bản thỏa thuận', en: 'agreement' },
  'power-of-attorney': { vi: 'giấy ủy quyền', en: 'power of attorney' },
  invitation: { vi: 'giấy mời', en: 'invitation' },
  'letter-of-introduction': { vi: 'giấy giới thiệu', en: 'letter of introduction' },
  'leave-paper': { vi: 'giấy nghỉ phép', en: 'leave paper' },
  'dispatch-slip': { vi: 'phiếu gửi', en: 'dispatch slip' },
  'transfer-slip': { vi: 'phiếu chuyển', en: 'transfer slip' },
  'information-slip': { vi: 'phiếu báo', en: 'information slip' },
  'formal-letter': { vi: 'thư công', en: 'formal letter' },
} as const satisfies Record<string, Bilingual>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;

export const isDocumentKind = (text: string): text is DocumentKind => Object.hasOwn(DOCUMENT_KINDS, text);
