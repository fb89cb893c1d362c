import { type Language, fill } from '../../../../kernel/text.ts';
import { PURPOSES, type PurposeCode, type Usage } from '../../../exchange/index.ts';
import { fieldTitle, registerOf } from '../../../registry/index.ts';
import { texts } from './texts.ts';

/** A line of the data log in words. */
export interface UsageWords {
  who: string;
  register: string;
  /** The fields by their titles; never a value. */
  fields: string[];
  purpose: string;
  basis: string;
  outcome: string;
  wasRefused: boolean;
}

/** Says a call in words: who, which register, which fields, for what and by which law, how it ended. */
export function usageWords(usage: Usage, language: Language): UsageWords {
  const words = texts[language];
  const purpose = Object.hasOwn(PURPOSES, usage.purpose) ? PURPOSES[usage.purpose as PurposeCode] : undefined;
  const wasRefused = usage.outcome !== null && usage.outcome !== 'done';
  return {
    who: whoOf(usage, language),
    register: registerOf(usage.owner)?.title[language] ?? usage.owner,
    fields: usage.fields.map((field) => fieldTitle(usage.owner, field, language)),
    purpose: purpose?.title[language] ?? usage.purpose,
    basis: purpose?.basis[language] ?? '',
    outcome: usage.outcome === null ? words.unfinished : wasRefused ? words.refused : words[usage.kind],
    wasRefused,
  };
}

function whoOf(usage: Usage, language: Language): string {
  const words = texts[language];
  if (usage.isOwn) return words.you;
  const title = usage.actorTitle?.[language];
  if (usage.actorKind === 'person') return fill(words.through, { who: words.otherPerson, agency: usage.agencyName });
  if (!title || title === usage.agencyName) return usage.agencyName;
  return title.includes(usage.agencyName) ? title : `${title}, ${usage.agencyName}`;
}
