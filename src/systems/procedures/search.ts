/** Finding procedures and life events by what people type. */
import { foldVietnamese } from '../../country/index.ts';
import type { Language } from '../../kernel/text.ts';
import { CATALOGUE, type Procedure } from './catalogue.ts';
import { LIFE_EVENTS, type LifeEvent } from './life-events.ts';

/** What was found. */
export type Found = { kind: 'life-event'; lifeEvent: LifeEvent } | { kind: 'procedure'; procedure: Procedure };

const MOST_CHARACTERS = 200;
/** What a whole phrase, the beginning of one, and a word are worth, besides a bonus for tones that fit. */
const WHOLE = 100;
const PART = 40;
const WORD = 6;
const TONED = 0.25;
/** A life event does several procedures at once, so of equals it is the better way in. */
const LIFE_EVENT = 1.15;
/** Of the words typed so many must be found, else the rest is chance. */
const LEAST_SHARE = 0.5;
/** Words in nearly every question: they tell nothing. */
const SILENT = new Set(
  'lam cho con cua toi tai thu tuc dang ky xin cap o dau the nao va la gi co the a an the for my of to how do i get apply in'.split(
    ' ',
  ),
);

/**
 * Life events and procedures for what a person typed, best first. With or without diacritics; when tones are typed, names
 * that have them come first. Words of either language count, those of the page's language a little more. Nothing for an
 * empty text.
 */
export function searchCatalogue(text: string, language: Language): Found[] {
  const typed = tidy(text.slice(0, MOST_CHARACTERS));
  if (typed === '') return [];
  const code = /\d\.\d{6}/.exec(typed)?.[0];
  return findables()
    .map((findable) => ({
      found: findable.found,
      score: code !== undefined && findable.code === code ? WHOLE * 2 : score(findable, typed, language),
    }))
    .filter(({ score: points }) => points > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ found }) => found);
}

interface Findable {
  found: Found;
  code: string | undefined;
  phrases: Record<Language, readonly Phrase[]>;
}
interface Phrase {
  toned: string;
  folded: string;
}

let made: Findable[] | undefined;

function findables(): Findable[] {
  made ??= [
    ...Object.values(LIFE_EVENTS).map((lifeEvent) => ({
      found: { kind: 'life-event' as const, lifeEvent },
      code: undefined,
      phrases: phrasesOf([lifeEvent.name, lifeEvent.officialName], lifeEvent.words),
    })),
    ...CATALOGUE.map((procedure) => ({
      found: { kind: 'procedure' as const, procedure },
      code: procedure.code,
      phrases: phrasesOf([procedure.name, ...procedure.results.map(({ name }) => name)], procedure.words),
    })),
  ];
  return made;
}

function phrasesOf(
  names: readonly Record<Language, string>[],
  words: Record<Language, readonly string[]>,
): Findable['phrases'] {
  const of = (language: Language) =>
    [...names.map((name) => name[language]), ...words[language]].map((phrase) => ({
      toned: tidy(phrase),
      folded: foldVietnamese(tidy(phrase)),
    }));
  return { vi: of('vi'), en: of('en') };
}

function score(findable: Findable, typed: string, language: Language): number {
  const folded = foldVietnamese(typed);
  const inLanguage = (each: Language) =>
    Math.max(...findable.phrases[each].map((phrase) => scorePhrase(phrase, typed, folded))) +
    // Words that stand in several phrases of one thing say it once more.
    spread(findable.phrases[each], folded);
  const other: Language = language === 'vi' ? 'en' : 'vi';
  const weight = findable.found.kind === 'life-event' ? LIFE_EVENT : 1;
  return weight * Math.max(inLanguage(language), inLanguage(other) * 0.9);
}

function scorePhrase(phrase: Phrase, typed: string, folded: string): number {
  const bonus = typed !== folded && includesWords(phrase.toned, typed) ? 1 + TONED : 1;
  if (phrase.folded === folded) return WHOLE * bonus;
  if (includesWords(phrase.folded, folded) || includesWords(folded, phrase.folded)) return PART * bonus;
  const words = tellingWords(folded);
  const here = new Set(phrase.folded.split(' '));
  const hits = words.filter((word) => here.has(word));
  if (words.length === 0 || hits.length / words.length < LEAST_SHARE) return 0;
  const tones = typed
    .split(' ')
    .filter((word) => word !== foldVietnamese(word) && phrase.toned.split(' ').includes(word));
  return (hits.length / words.length) * WORD * hits.length + tones.length * TONED;
}

function spread(phrases: readonly Phrase[], folded: string): number {
  const words = tellingWords(folded);
  return phrases.filter((phrase) => words.length > 0 && words.every((word) => phrase.folded.split(' ').includes(word)))
    .length;
}

const tellingWords = (folded: string): string[] => folded.split(' ').filter((word) => !SILENT.has(word));

/** Whether the words of one text stand in another in the same order, whole. */
function includesWords(text: string, words: string): boolean {
  return ` ${text} `.includes(` ${words} `);
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();
}
