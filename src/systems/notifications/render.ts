import { type Language, fill, formatDate, formatNumber } from '../../kernel/text.ts';
import { type TemplateName, templates } from './templates/list.ts';
import type { PlaceKind, Template } from './templates/template.ts';

/** A message in the person's words. Everything is text: whoever shows it in a page escapes it. */
export interface RenderedMessage {
  subject: string;
  /** One line, as sent by SMS before it is made to fit. */
  short: string;
  /** An empty line parts paragraphs. */
  text: string;
}

/** The words of a message in a language. Secret values are filled in only when given, which only delivery does. */
export function renderMessage(
  message: {
    template: TemplateName;
    values: Record<string, unknown>;
    secretValues?: Record<string, unknown>;
    caseNumber: string | undefined;
  },
  language: Language,
): RenderedMessage {
  const template: Template = templates[message.template];
  const { subject, short, long } = template[language];
  const given = { ...message.values, ...message.secretValues };
  const places: Record<string, string> = message.caseNumber === undefined ? {} : { caseNumber: message.caseNumber };
  for (const [place, kind] of Object.entries({ ...template.values, ...template.secrets })) {
    if (given[place] !== undefined) places[place] = written(kind, given[place], language);
  }
  return {
    subject: sentenceCase(oneLine(fill(subject, places))),
    short: sentenceCase(oneLine(fill(short, places))),
    text: fill(long, places),
  };
}

function written(kind: PlaceKind, value: unknown, language: Language): string {
  switch (kind) {
    case 'text':
      return String(value).replace(/\r\n?/g, '\n').trim();
    case 'bilingual':
      return (value as Record<Language, string>)[language].replace(/\r\n?/g, '\n').trim();
    case 'number':
      return formatNumber(value as number, language);
    case 'date':
      return formatDate(value as string, language);
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** A sentence that begins with a place begins with a capital, whatever stands there. */
const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
