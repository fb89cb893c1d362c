/**
 * Names of people, as the law wants them and as people write them.
 *
 * Civil Code 91/2015/QH13 art. 26.3: the name of a Vietnamese citizen is in Vietnamese or in another tongue of the peoples
 * of Vietnam; not in digits, nor in a sign that is not a letter. Circular 04/2020/TT-BTP art. 6.1: no name so long that it
 * is hard to use. That circular gives no number; ours is NAME_LETTERS_MOST.
 */
export type NameProblem =
  | 'name.empty'
  | 'name.one_word'
  | 'name.not_letters'
  | 'name.foreign_letters'
  | 'name.too_long';

/** The longest full name we accept, in characters, spaces included. Four times the usual length; our own decision. */
export const NAME_LETTERS_MOST = 60;

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** A vowel with the marks it may bear, decomposed (NFD puts the dot below before them, the other tones after them). */
const vowel = (letter: string, marks: string) => `${letter}(?:\u0323${marks}|${marks}[\u0300\u0301\u0303\u0309]?)`;
/**
 * One letter: the Vietnamese alphabet, the letters f j w z, and those of the Latin scripts of Ê Đê, Gia Rai, Ba Na, Mnông
 * and others (ƀ č ñ ĕ ĭ ŏ ŭ, the breve also over ê ô ơ ư).
 */
const LETTER = [
  vowel('[aeo]', '\u0302?\u0306?'),
  vowel('[iu]', '\u0306?'),
  vowel('[ou]\u031B', '\u0306?'),
  vowel('y', ''),
  'c\u030C?',
  'n\u0303?',
  '[bdđƀfghjklmpqrstvwxz]',
].join('|');
const WORD = new RegExp(`^(?:${LETTER})+(?:['-](?:${LETTER})+)*$`, 'i');

/** What is wrong with a full name, as codes; an empty list when nothing is. Spaces and capitals do not matter here. */
export function checkPersonName(text: string): NameProblem[] {
  const name = tidy(text);
  if (name === '') return ['name.empty'];
  const problems: NameProblem[] = [];
  const words = name.split(' ');
  if (words.length < 2) problems.push('name.one_word');
  if (/[^\p{L}\p{M} '-]/u.test(name)) problems.push('name.not_letters');
  else if (words.some((word) => !/\p{L}/u.test(word) || /^['-]|['-]$|['-]{2}/.test(word)))
    problems.push('name.not_letters');
  else if (!words.every((word) => WORD.test(word.normalize('NFD')))) problems.push('name.foreign_letters');
  if (name.length > NAME_LETTERS_MOST) problems.push('name.too_long');
  return problems;
}

/**
 * The name as registers keep it: composed letters (NFC), single spaces, the straight apostrophe, each word with a capital.
 * A word that mixes capitals on purpose (`KSor`) stays as written; `nguyễn` and `NGUYỄN` become `Nguyễn`, `h'HEN` becomes
 * `H'Hen`. Tone placement (hoà, hòa) stays as written: it is part of how the name stands in the person's papers.
 */
export function normalizePersonName(text: string): string {
  return tidy(text)
    .split(' ')
    .map((word) => word.replace(/[^'-]+/g, capitalize))
    .join(' ');
}

/** The parts of a full name in the order of Vietnamese names: family, middle (may be empty), given. */
export function splitPersonName(fullName: string): { family: string; middle: string; given: string } {
  const words = tidy(fullName).split(' ');
  const given = words.length > 1 ? words.pop()! : '';
  const family = words.shift() ?? '';
  return { family, middle: words.join(' '), given };
}

/** Lower case, without tones and other marks, đ as d: `Nguyễn Đức Hoà` → `nguyen duc hoa`. For searching. */
export function foldVietnamese(text: string): string {
  return tidy(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replaceAll('ƀ', 'b');
}

/** Whether two writings are the same name: capitals, spaces, composition and the place of the tone (hoà, hòa) do not matter. */
export function sameName(one: string, other: string): boolean {
  return spelling(one) === spelling(other);
}

function spelling(text: string): string {
  return tidy(text)
    .toLowerCase()
    .split(' ')
    .map((word) => {
      const letters = word.normalize('NFD');
      return letters.replace(TONE, '').normalize('NFC') + (letters.match(TONE)?.join('') ?? '');
    })
    .join(' ');
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2018\u2019\u02BC`]/g, "'")
    .replace(/\s+/gu, ' ')
    .trim();
}

function capitalize(part: string): string {
  const lower = part.toLowerCase();
  const first = String.fromCodePoint(part.codePointAt(0)!);
  const mixedOnPurpose = part !== lower && part !== part.toUpperCase() && first !== first.toLowerCase();
  if (mixedOnPurpose) return part;
  return first.toUpperCase() + lower.slice(first.length);
}
