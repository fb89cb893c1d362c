import { foldVietnamese } from '../../../country/index.ts';
import { type EnterpriseNameParts, spelling, splitEnterpriseName } from './enterprise-name.ts';

/** The names of one enterprise. */
export interface EnterpriseNames {
  /** With its type: Công ty TNHH Hoa Sen. */
  vietnamese: string;
  foreign?: string;
  short?: string;
}

/** Why two names cannot stand beside each other, by the clause of Law on Enterprises 59/2020/QH14 art. 41. */
export interface NameConflict {
  code:
    | 'enterprise.name_identical'
    | 'enterprise.name_reads_alike'
    | 'enterprise.short_name_taken'
    | 'enterprise.foreign_name_taken'
    | 'enterprise.own_name_taken'
    | 'enterprise.name_numbered'
    | 'enterprise.name_other_signs'
    | 'enterprise.name_newer'
    | 'enterprise.name_of_a_region'
    | 'enterprise.name_alike_without_tones';
  /** `41.2.d`; nothing for what the law does not name and an officer should look at. */
  clause?: string;
}

/**
 * What stands between a proposed name and one that is registered, in the order of the law's clauses; empty when nothing
 * does. The caller leaves out enterprises that were dissolved or declared bankrupt, and says whether the proposed one is a
 * subsidiary of the registered one, to which clauses d to h do not apply (art. 41.3).
 */
export function nameConflicts(
  proposed: EnterpriseNames,
  registered: EnterpriseNames,
  { isSubsidiary = false }: { isSubsidiary?: boolean } = {},
): NameConflict[] {
  const found: NameConflict[] = [];
  const [one, other] = [partsOf(proposed.vietnamese), partsOf(registered.vietnamese)];
  if (spelling(proposed.vietnamese) === spelling(registered.vietnamese)) {
    found.push({ code: 'enterprise.name_identical', clause: '41.1' });
  } else if (one.type === other.type && sound(one.ownName) === sound(other.ownName)) {
    found.push({ code: 'enterprise.name_reads_alike', clause: '41.2.a' });
  }
  if (same(proposed.short, registered.short)) found.push({ code: 'enterprise.short_name_taken', clause: '41.2.b' });
  if (same(proposed.foreign, registered.foreign))
    found.push({ code: 'enterprise.foreign_name_taken', clause: '41.2.c' });
  if (!isSubsidiary) found.push(...ownNameConflicts(one, other));
  const unmarked = [one, other].map(({ ownName }) => joined(foldVietnamese(ownName)));
  if (found.length === 0 && unmarked[0] === unmarked[1]) found.push({ code: 'enterprise.name_alike_without_tones' });
  return found;
}

/** A name without its type is compared as it is: it was registered before the law, or is refused by another rule. */
function partsOf(name: string): EnterpriseNameParts {
  return splitEnterpriseName(name) ?? { type: 'private', ownName: name };
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && spelling(one) === spelling(other);
}

/** Clauses d to g speak of enterprises of the same type; clause h of all. */
function ownNameConflicts(one: EnterpriseNameParts, other: EnterpriseNameParts): NameConflict[] {
  const [a, b] = [spelling(one.ownName), spelling(other.ownName)];
  if (a === b) return [{ code: 'enterprise.own_name_taken', clause: '41.2.h' }];
  if (one.type !== other.type) return [];
  if (withoutNumber(a) === withoutNumber(b) || isLetterAfter(a, b) || isLetterAfter(b, a)) {
    return [{ code: 'enterprise.name_numbered', clause: '41.2.d' }];
  }
  if (joined(a) === joined(b)) return [{ code: 'enterprise.name_other_signs', clause: '41.2.đ' }];
  if (withoutNew(a) === withoutNew(b)) return [{ code: 'enterprise.name_newer', clause: '41.2.e' }];
  if (withoutRegion(a) === withoutRegion(b)) return [{ code: 'enterprise.name_of_a_region', clause: '41.2.g' }];
  return [];
}

const BEFORE_NUMBER = ['số', 'thứ'].map(spelling).join('|');
const NUMBER_BEHIND = new RegExp(
  `(?<=\\S)(?:\\s+(?:${BEFORE_NUMBER}))?(?:\\s*\\d+|\\s+[ivxlc]+|\\s+[a-zđăâêôơư])$`,
  'u',
);

/** Without the number, the ordinal or the single letter behind it; a name that is nothing else stays as it is. */
function withoutNumber(name: string): string {
  return name.replace(NUMBER_BEHIND, '').trim();
}

function isLetterAfter(longer: string, shorter: string): boolean {
  return longer.length === shorter.length + 1 && longer.startsWith(shorter) && /[a-zđăâêôơư]$/.test(longer);
}

const SIGNS = /[&.,+_-]/g;
const AND = spelling('và');

/** Without signs, `và` and spaces. */
function joined(name: string): string {
  const words = name.replace(SIGNS, ' ').split(/\s+/);
  return words.filter((word) => word !== AND).join('');
}

const NEW = spelling('mới');

function withoutNew(name: string): string {
  const words = name.split(' ');
  if (words.length > 1 && (words[0] === 'tân' || words[0] === NEW)) return words.slice(1).join(' ');
  if (words.length > 1 && words.at(-1) === NEW) return words.slice(0, -1).join(' ');
  return name;
}

const REGIONS = ['bắc', 'nam', 'trung', 'tây', 'đông'].map((side) => ` ${spelling(`miền ${side}`)} `);

function withoutRegion(name: string): string {
  const padded = ` ${name} `;
  const region = REGIONS.find((phrase) => padded.includes(phrase));
  return (region === undefined ? padded : padded.replace(region, ' ')).trim();
}

const NUMBER_WORDS = new Map(
  ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười'].map((word, i) => [
    spelling(word),
    String(i),
  ]),
);

/** How a name is read: signs are silent, `&` is "và", i and y after a consonant are one sound, and 5 is "năm". */
function sound(name: string): string {
  return spelling(name.replaceAll('&', ' và '))
    .replace(/[^\p{L}\p{M}\d ]/gu, ' ')
    .split(/\s+/)
    .map((word) => NUMBER_WORDS.get(word) ?? word.replace(/(?<=[bcdđghklmnpqrstvxu])y(?=\p{M}*$)/u, 'i'))
    .join('');
}
