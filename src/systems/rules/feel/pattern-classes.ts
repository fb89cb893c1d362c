import { PatternError, type PatternText } from './pattern-text.ts';

/** Whether a character, by its code point, is meant. */
export type CharacterTest = (code: number) => boolean;

const not =
  (test: CharacterTest): CharacterTest =>
  (code) =>
    !test(code);
const byExpression =
  (expression: RegExp): CharacterTest =>
  (code) =>
    expression.test(String.fromCodePoint(code));

const isSpace: CharacterTest = (code) => code === 32 || code === 9 || code === 10 || code === 13;
const isDigit = byExpression(/^\p{Nd}$/u);
const isWord = byExpression(/^[^\p{P}\p{Z}\p{C}]$/u);
/** First and last code points of what begins a name of XML. */
const NAME_STARTS: readonly [number, number][] = [
  [0x3a, 0x3a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];
/** What may stand in a name beside these. */
const NAME_PARTS: readonly [number, number][] = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];
const among =
  (ranges: readonly [number, number][]): CharacterTest =>
  (code) =>
    ranges.some(([first, last]) => code >= first && code <= last);
const isNameStart = among(NAME_STARTS);
const isName = among([...NAME_STARTS, ...NAME_PARTS]);

const CLASSES: Record<string, CharacterTest> = {
  s: isSpace,
  d: isDigit,
  w: isWord,
  i: isNameStart,
  c: isName,
};

const SIGNS: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** Blocks of Unicode that `\p{Is…}` names: first and last code point. */
const BLOCKS: Record<string, [number, number]> = {
  BasicLatin: [0x0000, 0x007f],
  'Latin-1Supplement': [0x0080, 0x00ff],
  'LatinExtended-A': [0x0100, 0x017f],
  'LatinExtended-B': [0x0180, 0x024f],
  IPAExtensions: [0x0250, 0x02af],
  CombiningDiacriticalMarks: [0x0300, 0x036f],
  Greek: [0x0370, 0x03ff],
  GreekandCoptic: [0x0370, 0x03ff],
  Cyrillic: [0x0400, 0x04ff],
  Armenian: [0x0530, 0x058f],
  Hebrew: [0x0590, 0x05ff],
  Arabic: [0x0600, 0x06ff],
  Devanagari: [0x0900, 0x097f],
  Thai: [0x0e00, 0x0e7f],
  Lao: [0x0e80, 0x0eff],
  Georgian: [0x10a0, 0x10ff],
  HangulJamo: [0x1100, 0x11ff],
  Khmer: [0x1780, 0x17ff],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  LetterlikeSymbols: [0x2100, 0x214f],
  NumberForms: [0x2150, 0x218f],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  BoxDrawing: [0x2500, 0x257f],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7af],
  PrivateUse: [0xe000, 0xf8ff],
  AlphabeticPresentationForms: [0xfb00, 0xfb4f],
};

/** After a backslash: one character, or what a class such as `\d` or `\p{L}` asks. */
export function classEscape(text: PatternText): string | CharacterTest {
  const sign = text.character();
  if (sign === 'p' || sign === 'P') return sign === 'p' ? property(text) : not(property(text));
  const test = CLASSES[sign.toLowerCase()];
  if (test) return sign === sign.toLowerCase() ? test : not(test);
  if (SIGNS[sign] !== undefined) return SIGNS[sign];
  if ('\\|.-^?*+{}()[]$'.includes(sign)) return sign;
  throw new PatternError(`“\\${sign}” means nothing`);
}

function property(text: PatternText): CharacterTest {
  text.expect('{');
  let name = '';
  while (!text.is('}')) name += text.character();
  text.expect('}');
  if (name.startsWith('Is')) {
    const block = BLOCKS[name.slice(2)];
    if (!block) throw new PatternError(`there is no block “${name}”`);
    return (code) => code >= block[0] && code <= block[1];
  }
  if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name))
    throw new PatternError(`there is no category “${name}”`);
  return byExpression(new RegExp(`^\\p{${name}}$`, 'u'));
}

/** `[a-z]`, `[^a-z]`, `[a-z-[aeiou]]`; `widen` adds what counts as the same letter. */
export function parseClass(text: PatternText, widen: (test: CharacterTest) => CharacterTest): CharacterTest {
  return text.nested(() => {
    text.expect('[');
    const isNegated = text.take('^');
    const tests: CharacterTest[] = [];
    let without: CharacterTest | undefined;
    while (!text.is(']') || tests.length === 0) {
      if (text.is('-[') && tests.length > 0) {
        text.expect('-');
        without = parseClass(text, widen);
        break;
      }
      tests.push(classPart(text));
    }
    text.expect(']');
    const any = widen((code) => tests.some((test) => test(code)));
    const inside: CharacterTest = (code) => any(code) !== isNegated;
    return without ? (code) => inside(code) && !without(code) : inside;
  });
}

function classPart(text: PatternText): CharacterTest {
  const first = classCharacter(text);
  if (typeof first !== 'string') return first;
  const from = first.codePointAt(0) ?? 0;
  if (!text.is('-') || text.is('-]') || text.is('-[')) return (code) => code === from;
  text.expect('-');
  const last = classCharacter(text);
  const to = typeof last === 'string' ? (last.codePointAt(0) ?? 0) : -1;
  if (to < from) throw new PatternError('a range of characters runs backwards');
  return (code) => code >= from && code <= to;
}

function classCharacter(text: PatternText): string | CharacterTest {
  if (text.take('\\')) return classEscape(text);
  const character = text.character();
  if (character === '[' || character === ']') throw new PatternError(`“${character}” in a class`);
  return character;
}
