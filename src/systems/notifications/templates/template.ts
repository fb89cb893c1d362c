import type { Bilingual, Language } from '../../../kernel/text.ts';

/** What can stand in a place: a text of one language or of both, a whole number, or a civil date (`YYYY-MM-DD`). */
interface PlaceValues {
  text: string;
  bilingual: Bilingual;
  number: number;
  date: string;
}

export type PlaceKind = keyof PlaceValues;
export type Places = Readonly<Record<string, PlaceKind>>;
export type ValuesOf<P extends Places> = { readonly [Name in keyof P]: PlaceValues[P[Name]] };

/** The words of a message. Places stand in {braces}; `{caseNumber}` is the case that the message is about. */
export interface Wording {
  /** One line. Never holds a secret: mail programs show it on locked screens. */
  subject: string;
  /** For SMS; with usual values it fits into two segments. */
  short: string;
  /** For mail and the inbox; an empty line parts paragraphs. */
  long: string;
}

/** A kind of message: what happened, what happens next, who does it, until when, in the person's words. */
export interface Template<
  Values extends Places = Places,
  Secrets extends Places = Places,
  AboutCase = boolean,
> extends Readonly<Record<Language, Wording>> {
  readonly values: Values;
  /** Values that are kept under seal until delivery and are never in the inbox or the log. */
  readonly secrets: Secrets;
  /** The message names a case, so a case number must be given. */
  readonly aboutCase: AboutCase;
  /** Whether the portal shows it to the person. */
  readonly inInbox: boolean;
  /** Later than this after it was asked for, it is not sent any more. */
  readonly deliverWithin_minutes: number;
}

const THREE_DAYS_IN_MINUTES = 3 * 24 * 60;

/** A template about a case, shown in the inbox; sent within three days or, should the gateway be down that long, not at all. */
export function aboutCase<const Values extends Places>(
  values: Values,
  wordings: Record<Language, Wording>,
): Template<Values, {}, true> {
  return {
    values,
    secrets: {},
    aboutCase: true,
    inInbox: true,
    deliverWithin_minutes: THREE_DAYS_IN_MINUTES,
    ...wordings,
  };
}

/** A template about no case, shown in the inbox; sent within three days or not at all. */
export function plain<const Values extends Places>(
  values: Values,
  wordings: Record<Language, Wording>,
): Template<Values, {}, false> {
  return {
    values,
    secrets: {},
    aboutCase: false,
    inInbox: true,
    deliverWithin_minutes: THREE_DAYS_IN_MINUTES,
    ...wordings,
  };
}
