import { foldVietnamese, normalizePersonName } from '../../../country/index.ts';
import { type Comparator, type Comparison, type ComparisonLevel, MISSING } from './comparison.ts';
import { jaroWinkler, oneEditApart } from './string-distance.ts';

/** A name in its parts, in whatever writing. Parts that are not known are empty or left out. */
export interface NameParts {
  family?: string | undefined;
  middle?: string | undefined;
  given?: string | undefined;
}

/** One part of a name, ready for comparing: lower case with its tones, and folded. */
interface Part {
  /** With its capitals, for pages. */
  shown: string;
  spelling: string;
  folded: string;
  words: readonly string[];
}

interface NameValue {
  parts: readonly [family: Part, middle: Part, given: Part];
  wordCount: number;
  /** The folded words in the order of letters: the same for every order of the words. */
  sorted: string;
  /** Written without any tone or mark. */
  bare: boolean;
}

const FAMILY = 0;
const MIDDLE = 1;
const GIVEN = 2;
const WHOLE = 3;
/** Above this likeness two words are held to be writings of one. Winkler's own threshold is about here. */
const NEAR = 0.9;

const LEVEL = { exact: 0, unmarked: 1, folded: 2, near: 3, differ: 4 } as const;
const levels: readonly ComparisonLevel[] = [
  { name: 'exact', title: { vi: 'giống hệt, cả dấu', en: 'the same, tones too' }, term: 'spelling' },
  {
    name: 'unmarked',
    title: { vi: 'giống nhau, một bên không có dấu', en: 'the same, one written without marks' },
    term: 'folded',
  },
  { name: 'folded', title: { vi: 'giống chữ, khác dấu', en: 'the same letters, other marks' }, term: 'folded' },
  { name: 'near', title: { vi: 'gần giống', en: 'nearly the same' } },
  { name: 'differ', title: { vi: 'khác nhau', en: 'different' } },
];
const middleLevels: readonly ComparisonLevel[] = levels.map((level) =>
  level.name === 'near'
    ? { name: 'near', title: { vi: 'gần giống, hoặc chung một chữ', en: 'nearly the same, or one word in common' } }
    : level,
);

const comparisons: readonly Comparison[] = [
  { name: 'family-name', title: { vi: 'Họ', en: 'Family name' }, levels },
  { name: 'middle-name', title: { vi: 'Chữ đệm', en: 'Middle name' }, levels: middleLevels },
  { name: 'given-name', title: { vi: 'Tên', en: 'Given name' }, levels },
  {
    name: 'whole-name',
    title: { vi: 'Cả họ tên', en: 'The whole name' },
    levels: [
      { name: 'same-order', title: { vi: 'cùng thứ tự', en: 'the same order' }, term: 'whole' },
      { name: 'other-order', title: { vi: 'thứ tự khác', en: 'another order' }, term: 'whole' },
    ],
    whole: {
      kind: 'whole',
      parts: [
        { comparison: 0, kind: 'folded' },
        { comparison: 1, kind: 'folded' },
        { comparison: 2, kind: 'folded' },
      ],
    },
  },
];

/**
 * Compares names of people by their parts: family, middle, given, each with the frequency of what agrees, because few
 * family names are shared by nearly everybody. Tones, đ, the place of the tone and capitals are told apart from letters.
 * When the words are the same in another order, the parts are compared with each other wherever they stand, and the
 * whole is a comparison of its own, with the order and the frequency of the whole name, which says nothing unless the
 * words are the same. A part that is missing is no evidence.
 */
export function personName<Row>(read: (row: Row) => NameParts | undefined): Comparator<Row, NameValue> {
  return {
    comparisons,
    read: (row) => {
      const parts = read(row);
      const value = parts && nameValue(parts);
      return value?.wordCount ? value : undefined;
    },
    key: ({ parts }) => parts.map(({ spelling }) => spelling).join('|'),
    compare: compareNames,
    term: ({ parts, sorted }, comparison, kind) => {
      if (comparison === WHOLE) return sorted;
      return parts[comparison]?.[kind === 'spelling' ? 'spelling' : 'folded'] || undefined;
    },
    shown: (value, comparison) =>
      value.parts[comparison]?.shown ?? value.parts.flatMap(({ shown }) => shown || []).join(' '),
  };
}

/** The folded words of a name in the order of letters: no order of the words changes them. For keys of blocking. */
export function wordsInAnyOrder(fullName: string): string[] {
  return fullName
    .trim()
    .split(/\s+/u)
    .flatMap((word) => partOf(word).words)
    .toSorted();
}

/** The same as one text. */
export function nameInAnyOrder(fullName: string): string {
  return wordsInAnyOrder(fullName).join(' ');
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Lower case and composed, each word with its tone at its end: `hoà` and `hòa` become the same. */
function spellingOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .split(/\s+/u)
    .map((word) => {
      const letters = word.normalize('NFD');
      const tone = letters.match(TONE)?.join('') ?? '';
      return (letters.replace(TONE, '') + tone).normalize('NFC');
    })
    .join(' ');
}

/** A country has a few thousand parts of names: each is prepared once and shared by all who bear it. */
const PARTS_MOST = 50_000;
const partsSeen = new Map<string, Part>();

function partOf(text: string | undefined): Part {
  const written = text ?? '';
  let part = partsSeen.get(written);
  if (!part) {
    const folded = foldVietnamese(written);
    part = {
      shown: normalizePersonName(written),
      spelling: spellingOf(written),
      folded,
      words: folded === '' ? [] : folded.split(' '),
    };
    if (partsSeen.size >= PARTS_MOST) partsSeen.clear();
    partsSeen.set(written, part);
  }
  return part;
}

function nameValue({ family, middle, given }: NameParts): NameValue {
  const parts = [partOf(family), partOf(middle), partOf(given)] as const;
  const words = parts.flatMap((part) => part.words);
  return {
    parts,
    wordCount: words.length,
    sorted: words.sort().join(' '),
    bare: parts.every((part) => part.spelling === part.folded),
  };
}

function spellingsOf({ parts }: NameValue): string[] {
  return parts.flatMap(({ spelling }) => (spelling === '' ? [] : spelling.split(' ')));
}

function compareNames(one: NameValue, other: NameValue, into: Int8Array, at: number): void {
  into[at + WHOLE] = MISSING;
  if (one.wordCount > 1 && one.sorted === other.sorted) {
    if (sameInOrder(one, other)) {
      into[at + WHOLE] = 0;
    } else {
      into[at + WHOLE] = 1;
      const level = one.bare || other.bare ? LEVEL.unmarked : LEVEL.folded;
      for (const part of [FAMILY, MIDDLE, GIVEN]) {
        const both = one.parts[part]!.folded !== '' && other.parts[part]!.folded !== '';
        into[at + part] = !both
          ? MISSING
          : wordsStandIn(one.parts[part]!, other) && wordsStandIn(other.parts[part]!, one)
            ? LEVEL.exact
            : level;
      }
      return;
    }
  }
  const bare = one.bare || other.bare;
  for (let part = FAMILY; part <= GIVEN; part++) {
    into[at + part] = partLevel(one.parts[part]!, other.parts[part]!, bare, part === MIDDLE);
  }
}

function sameInOrder(one: NameValue, other: NameValue): boolean {
  for (let part = FAMILY; part <= GIVEN; part++) {
    if (one.parts[part]!.folded !== other.parts[part]!.folded) return false;
  }
  return true;
}

function wordsStandIn(part: Part, name: NameValue): boolean {
  const words = spellingsOf(name);
  return part.spelling.split(' ').every((word) => words.includes(word));
}

function partLevel(one: Part, other: Part, bare: boolean, middle: boolean): number {
  if (one.folded === '' || other.folded === '') return MISSING;
  if (one.spelling === other.spelling) return LEVEL.exact;
  if (one.folded === other.folded) return bare ? LEVEL.unmarked : LEVEL.folded;
  if (oneEditApart(one.folded, other.folded) || jaroWinkler(one.folded, other.folded, NEAR) >= NEAR) return LEVEL.near;
  if (middle && shareAWord(one.words, other.words)) return LEVEL.near;
  return LEVEL.differ;
}

function shareAWord(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 1 && other.length === 1) return false;
  for (const word of one) if (other.includes(word)) return true;
  return false;
}
