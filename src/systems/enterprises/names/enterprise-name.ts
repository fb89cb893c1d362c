/**
 * Names of enterprises, as the law wants them: a type and an own name (tên riêng). Law on Enterprises 59/2020/QH14
 * art. 37 and 38.
 */

/** The longest name that is taken, in characters. The law has no number; this is our own. */
export const NAME_CHARACTERS_MOST = 250;

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

export type EnterpriseType = 'limited-liability' | 'joint-stock' | 'partnership' | 'private';

/** Art. 37.2: how each type may be written. What follows the first is how many members it has, which is no part of the own name. */
const TYPE_FORMS: Readonly<Record<EnterpriseType, RegExp>> = {
  'limited-liability':
    /^công ty (?:trách nhiệm hữu hạn|tnhh)(?: (?:một thành viên|1 thành viên|mtv|(?:hai|2) thành viên(?: trở lên)?))?(?= |$)/u,
  'joint-stock': /^công ty (?:cổ phần|cp)(?= |$)/u,
  partnership: /^công ty (?:hợp danh|hd)(?= |$)/u,
  private: /^(?:doanh nghiệp (?:tư nhân|tn)|dntn)(?= |$)/u,
};

export interface EnterpriseNameParts {
  type: EnterpriseType;
  /** As it was written, with single spaces and composed letters. */
  ownName: string;
}

export type EnterpriseNameProblem =
  | 'enterprise.name_without_type'
  | 'enterprise.own_name_missing'
  | 'enterprise.name_letters'
  | 'enterprise.name_too_long'
  | 'enterprise.name_of_a_body';

/** The type and the own name, or undefined when the name begins with no type. */
export function splitEnterpriseName(name: string): EnterpriseNameParts | undefined {
  const tidied = tidy(name);
  const lower = tidied.toLowerCase();
  for (const [type, form] of Object.entries(TYPE_FORMS)) {
    const found = form.exec(lower);
    if (found) return { type: type as EnterpriseType, ownName: tidied.slice(found[0].length).trim() };
  }
  return undefined;
}

/** Art. 37.3: letters of the Vietnamese alphabet, F, J, Z, W, digits and signs. */
const ALLOWED = /^(?:[a-zđ][\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031B]*|[\d &.,+_()'"/!%#@-])+$/;

/**
 * Art. 38.2: the whole or a part of the name of a body of the state, the forces or a political organisation needs that
 * body's consent. What else may offend (art. 38.3) is for people to judge.
 */
const BODIES = [
  'đảng cộng sản',
  'quốc hội',
  'chính phủ',
  'chủ tịch nước',
  'hội đồng nhân dân',
  'ủy ban nhân dân',
  'tòa án nhân dân',
  'viện kiểm sát nhân dân',
  'kiểm toán nhà nước',
  'ngân hàng nhà nước',
  'kho bạc nhà nước',
  'bộ công an',
  'công an nhân dân',
  'bộ quốc phòng',
  'quân đội nhân dân',
  'bộ ngoại giao',
  'bộ tài chính',
  'bộ tư pháp',
  'bộ nội vụ',
  'bộ công thương',
  'bộ y tế',
  'bộ xây dựng',
  'bộ giáo dục và đào tạo',
  'bộ khoa học và công nghệ',
  'bộ nông nghiệp và môi trường',
  'thanh tra chính phủ',
  'mặt trận tổ quốc',
  'đoàn thanh niên cộng sản',
  'hội liên hiệp phụ nữ',
  'hội nông dân',
  'hội cựu chiến binh',
  'tổng liên đoàn lao động',
  'công đoàn việt nam',
].map((body) => ` ${spelling(body)} `);

/** What is wrong with a Vietnamese name of an enterprise, as codes; an empty list when nothing is that a rule can see. */
export function checkEnterpriseName(name: string): EnterpriseNameProblem[] {
  const problems: EnterpriseNameProblem[] = [];
  const parts = splitEnterpriseName(name);
  if (!parts) problems.push('enterprise.name_without_type');
  const ownName = parts?.ownName ?? tidy(name);
  if (!/[\p{L}\d]/u.test(ownName)) problems.push('enterprise.own_name_missing');
  else if (!ALLOWED.test(ownName.normalize('NFD').toLowerCase())) problems.push('enterprise.name_letters');
  if (tidy(name).length > NAME_CHARACTERS_MOST) problems.push('enterprise.name_too_long');
  const words = ` ${spelling(ownName).replace(/[^\p{L}\p{M}\d]+/gu, ' ')} `;
  if (BODIES.some((body) => words.includes(body))) problems.push('enterprise.name_of_a_body');
  return problems;
}

/** Composed letters and single spaces. */
export function tidy(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** One writing for what differs in capitals, spaces, composition or the place of the tone (hoà, hòa) only: the tone stands behind the word. */
export function spelling(name: string): string {
  return tidy(name)
    .toLowerCase()
    .split(' ')
    .map((word) => {
      const letters = word.normalize('NFD');
      return letters.replace(TONE, '').normalize('NFC') + (letters.match(TONE)?.join('') ?? '');
    })
    .join(' ');
}
