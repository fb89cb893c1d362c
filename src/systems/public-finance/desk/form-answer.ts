import { decisionTyped, frameOf } from '../../../design/index.ts';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, html } from '../../../kernel/route.ts';
import type { Currency } from '../choices.ts';
import { type ActName, type FinanceOfficer, doAct } from './actions.ts';
import { inputOf } from './forms.ts';
import { actFormPage } from './pages/form/page.tsx';

/** Acts whose form is made of fields; figures of a year have a page of their own. */
export type FormAct = Exclude<ActName, 'submit'>;

/** Of a request, what the pages of this desk need. */
export type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
/** What a form sent. */
export type Typed = Record<string, unknown>;

/** The official who asks; `who` of every route here has seen to the post. */
export const officerOf = ({ session }: Page): FinanceOfficer => session!.holder as FinanceOfficer;
/** What every page is given. */
export const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
/** The last budget year that is over. */
export const lastYear = (): number => Number(today().slice(0, 4)) - 1;

/** Does the act of a form. */
export function submit(
  asked: Page & { body: Typed & { idempotencyKey: string } },
  act: FormAct,
  about: object,
  currency?: Currency,
): Promise<{ code?: string }> {
  const { body, language } = asked;
  const input = inputOf(act, body, { language, ...(currency ? { currency } : {}) });
  return doAct(asked.house, officerOf(asked), {
    act,
    input: { ...input, ...about, ...(act === 'return' ? {} : { decision: decisionTyped(body) }) },
    idempotencyKey: body.idempotencyKey,
  });
}

/** Fields of the service and of the form have the same names, but for those of a corrected line. */
export const formName = (field: string): string => field.replace(/^line\./, '');

/** The key of a form. What was refused did nothing, and comes back with another content: under another key. */
export const keyFor = (typed: Typed, refusal: Refusal | undefined): string =>
  !refusal && typeof typed.idempotencyKey === 'string' ? typed.idempotencyKey : newId();

export function formAnswer(
  asked: Page,
  act: FormAct,
  form: {
    action: string;
    about: { label: string; href: string };
    typed: Typed;
    refusal?: Refusal | undefined;
    currency?: Currency | undefined;
  },
): Answer {
  const { action, about, typed, refusal, currency } = form;
  const page = actFormPage({
    ...viewOf(asked),
    act,
    action,
    about,
    idempotencyKey: keyFor(typed, refusal),
    values: typedTexts(typed),
    messages: messagesOf(asked, refusal, formName),
    ...(currency ? { currency } : {}),
  });
  return html(page, refusal?.status ?? 200);
}
