import type { Bilingual } from '../../kernel/text.ts';

export type AgencyKind =
  | 'ministry'
  | 'portal'
  | 'national-insurance'
  | 'provincial-committee'
  | 'commune-committee'
  | 'commune-police'
  | 'provincial-insurance'
  | 'provincial-finance'
  | 'hospital'
  | 'land-registration-office';

/** Posts that officials hold. What each may do is said by the systems in which they work. */
export type Role =
  | 'committee-chair'
  | 'committee-deputy-chair'
  | 'provincial-chair'
  | 'provincial-deputy-chair'
  | 'department-director'
  | 'department-deputy-director'
  | 'insurance-director'
  | 'insurance-deputy-director'
  | 'land-office-director'
  | 'land-office-deputy-director'
  | 'police-chief'
  | 'police-deputy-chief'
  | 'hospital-director'
  | 'hospital-deputy-director'
  | 'minister'
  | 'deputy-minister'
  | 'civil-status-officer'
  | 'police-residence-officer'
  | 'insurance-officer'
  | 'business-registration-officer'
  | 'household-business-officer'
  | 'midwife'
  | 'data-steward'
  | 'seal-keeper'
  | 'identity-officer'
  | 'personnel-officer'
  | 'public-finance-officer'
  | 'land-registration-officer'
  | 'legal-drafting-officer'
  | 'trust-services-administrator';

/**
 * Posts of heads of agencies, each with the posts of their deputies. Who holds one signs for the agency, and may let others sign
 * (Decree 30/2020/NĐ-CP art. 13).
 */
export const HEADS: Readonly<Partial<Record<string, readonly Role[]>>> = {
  'committee-chair': ['committee-deputy-chair'],
  'provincial-chair': ['provincial-deputy-chair'],
  'department-director': ['department-deputy-director'],
  'insurance-director': ['insurance-deputy-director'],
  'land-office-director': ['land-office-deputy-director'],
  'police-chief': ['police-deputy-chief'],
  'hospital-director': ['hospital-deputy-director'],
  minister: ['deputy-minister'],
};

/** Whether a post is that of the head of an agency. */
export const isHead = (role: string): boolean => Object.hasOwn(HEADS, role);

export interface Agency {
  /** By Decision 20/2020/QĐ-TTg. */
  code: string;
  kind: AgencyKind;
  name: Bilingual;
  /** GSO code of the province or commune where it is competent; undefined for the whole country. */
  territoryCode: string | undefined;
  parentCode: string | undefined;
}

/** A post in which a person may act on a day: held, or delegated by who holds it. */
export interface Appointment {
  /** The official who acts. */
  officialId: string;
  role: Role;
  title: Bilingual;
  agencyCode: string;
  agencyKind: AgencyKind;
  /** The agency's name in Vietnamese, as it stands on papers. */
  agencyName: string;
  agencyNameEn: string;
  territoryCode: string | undefined;
  /** The official whose post it is, when it was delegated. */
  delegatedBy: string | undefined;
}

/** An official who may act in a post at an agency. */
export interface ActingOfficial {
  officialId: string;
  personalNumber: string;
  delegatedBy: string | undefined;
}

/** An official with a post of his or her own. */
export interface PostHolder {
  officialId: string;
  personalNumber: string;
  role: Role;
  title: Bilingual;
}

/** A post of an official, as what was given to him or her for it names it. */
export interface PostOfOfficial {
  officialId: string;
  role: string;
  agencyCode: string;
}

/** How an official stands in a post on a day: it is the own one, delegated by who holds it, or none of his or hers. */
export interface PostStanding {
  holds: 'own' | 'delegated' | 'none';
  /** Whether the official holds any post anywhere. */
  isInService: boolean;
}

/** From this day on, and up to but not on `until`; without `until` it has no end. Civil dates. */
export interface Period {
  from: string;
  until?: string;
}

const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the period has at least one day. */
export function isPeriod({ from, until }: Period): boolean {
  if (!CIVIL_DATE.test(from)) return false;
  return until === undefined || (CIVIL_DATE.test(until) && from < until);
}

/** The six cities run by the central government, by GSO code; the other 28 are provinces (tỉnh). */
const CENTRAL_CITIES = new Set(['01', '31', '46', '48', '79', '92']);

/** A province with its kind, as it stands inside a name: `thành phố Hà Nội`, `Ha Noi City`. */
export function provinceInNames(code: string, name: string): Bilingual {
  return CENTRAL_CITIES.has(code)
    ? { vi: `thành phố ${name}`, en: `${plainLetters(name)} City` }
    : { vi: `tỉnh ${name}`, en: `${plainLetters(name)} Province` };
}

const COMMUNE_KINDS: readonly [string, string][] = [
  ['Phường', 'Ward'],
  ['Xã', 'Commune'],
  ['Đặc khu', 'Special Zone'],
];

/**
 * A commune with its kind, as it stands inside a name: `Phường Giảng Võ` becomes `phường Giảng Võ`, `Giang Vo Ward`.
 * Refuses (RangeError) a name without one of the three kinds there have been since 1 July 2025.
 */
export function communeInNames(fullName: string): Bilingual {
  for (const [vi, en] of COMMUNE_KINDS) {
    if (!fullName.startsWith(`${vi} `)) continue;
    const name = fullName.slice(vi.length + 1);
    return { vi: `${vi.toLowerCase()} ${name}`, en: `${plainLetters(name)} ${en}` };
  }
  throw new RangeError(`a commune's name begins with its kind: ${fullName}`);
}

/** What an agency of this kind is called at a place. */
export function agencyNameOf(
  kind:
    | 'provincial-committee'
    | 'commune-committee'
    | 'commune-police'
    | 'provincial-insurance'
    | 'provincial-finance'
    | 'land-registration-office',
  place: Bilingual,
): Bilingual {
  switch (kind) {
    case 'provincial-committee':
    case 'commune-committee':
      return { vi: `Ủy ban nhân dân ${place.vi}`, en: `People's Committee of ${place.en}` };
    case 'commune-police':
      return { vi: `Công an ${place.vi}`, en: `Police of ${place.en}` };
    case 'provincial-insurance':
      return { vi: `Bảo hiểm xã hội ${place.vi}`, en: `Social Insurance of ${place.en}` };
    case 'provincial-finance':
      return { vi: `Sở Tài chính ${place.vi}`, en: `Department of Finance of ${place.en}` };
    case 'land-registration-office':
      return { vi: `Văn phòng đăng ký đất đai ${place.vi}`, en: `Land Registration Office of ${place.en}` };
  }
}

/** Vietnamese without tones, as place names are written in English. */
function plainLetters(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

/** Sentences of this system's refusals. */
export const sentences = {
  'organisations.agency_not_found': {
    vi: 'Không có cơ quan nào mang mã {code} vào ngày này. Hãy kiểm tra lại mã cơ quan.',
    en: 'No agency has the code {code} on this day. Check the code.',
  },
  'organisations.period_empty': {
    vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
    en: 'The last day must come after the first.',
  },
  'organisations.post_not_of_agency': {
    vi: 'Cơ quan này không có chức danh đó. Hãy chọn chức danh hoặc cơ quan khác.',
    en: 'This agency has no such post. Choose another post or agency.',
  },
  'organisations.appointed_already': {
    vi: 'Người này đã giữ chức danh đó tại cơ quan trong thời gian này.',
    en: 'This person already holds that post at the agency during this time.',
  },
  'organisations.not_appointed': {
    vi: 'Người giao không giữ chức danh này tại cơ quan trong suốt thời gian đó, nên không thể ủy quyền hay kết thúc.',
    en: 'The official does not hold this post at the agency all that time, so it can be neither delegated nor ended.',
  },
  'organisations.delegate_to_self': {
    vi: 'Không thể ủy quyền cho chính mình. Hãy chọn một người khác trong cơ quan.',
    en: 'A post cannot be delegated to oneself. Choose another official of the agency.',
  },
  'organisations.delegate_elsewhere': {
    vi: 'Người được ủy quyền phải công tác tại cùng cơ quan trong suốt thời gian đó.',
    en: 'Who acts for another must hold a post at the same agency all that time.',
  },
  'organisations.delegated_already': {
    vi: 'Chức danh này đã được ủy quyền cho người đó trong thời gian này.',
    en: 'This post is already delegated to that official during this time.',
  },
  'organisations.reason_missing': {
    vi: 'Hãy ghi lý do ủy quyền.',
    en: 'Give the reason for the delegation.',
  },
} as const satisfies Record<string, Bilingual>;
