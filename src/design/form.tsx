import type { ComponentChildren } from 'preact';
import type { FieldProblem } from '../kernel/refusal.ts';
import { fill } from '../kernel/text.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { surrounding } from './render.ts';
import { useSurroundings } from './surroundings.ts';

/** Names of the hidden fields that every form sends. */
export const CSRF_FIELD = 'csrf';
export const IDEMPOTENCY_KEY_FIELD = 'idempotencyKey';

/** A sentence for each refused field, by the field's name. */
export type FieldMessages = Readonly<Record<string, string>>;
/** What a person had typed, by the field's name, as the form sent it. */
export type FieldValues = Readonly<Record<string, string | readonly string[] | undefined>>;

interface FormSurroundings {
  values: FieldValues;
  messages: FieldMessages;
}
const aroundFields = surrounding<FormSurroundings>({ values: {}, messages: {} });

/** What the form around a field knows of it: the value typed before, and the sentence when it was refused. */
export function useForm(): FormSurroundings {
  return aroundFields.current();
}

/** The id of a field's control: its name, with dots made into hyphens so that it works in addresses and styles. */
export function fieldId(name: string): string {
  return name.replace(/[^\w-]+/g, '-');
}

/**
 * Turns problems into sentences by their codes, the first of each field. A code without a sentence gets a plain one, so
 * that no refused field stays silent.
 */
export function fieldMessages(options: {
  problems: readonly FieldProblem[];
  sentences: Readonly<Record<string, string>>;
  otherwise: string;
}): FieldMessages {
  const messages: Record<string, string> = {};
  for (const problem of options.problems) {
    messages[problem.field] ??= fill(options.sentences[problem.code] ?? options.otherwise, problem.values ?? {});
  }
  return messages;
}

export interface FormProps {
  action: string;
  /** By default `post`. A `get` form sends no hidden fields. */
  method?: 'post' | 'get';
  /** By default that of the page's frame. */
  csrfToken?: string;
  /** The same key sent twice does the thing once. */
  idempotencyKey?: string;
  /** What was typed before, when the form comes back refused or is a saved draft. */
  values?: FieldValues;
  messages?: FieldMessages;
  /** The form carries files. */
  files?: boolean;
  /** Name of the form for screen readers, when a page has more than one. */
  label?: string;
  children: ComponentChildren;
}

/**
 * A form that works without a script. It hands what was typed and what was refused down to its fields by their names.
 * The browser's own checks are off: its messages are not in the language of the page, and ours stay beside the fields.
 */
export function Form(props: FormProps) {
  const surroundings = useSurroundings();
  const {
    action,
    method = 'post',
    csrfToken = surroundings.csrfToken,
    idempotencyKey,
    values = {},
    messages = {},
  } = props;
  return (
    <form
      class="mc-form"
      action={action}
      method={method}
      noValidate
      enctype={props.files ? 'multipart/form-data' : undefined}
      aria-label={props.label}
    >
      {method === 'post' && csrfToken && <input type="hidden" name={CSRF_FIELD} value={csrfToken} />}
      {method === 'post' && idempotencyKey && (
        <input type="hidden" name={IDEMPOTENCY_KEY_FIELD} value={idempotencyKey} />
      )}
      <aroundFields.Around value={{ values, messages }}>{props.children}</aroundFields.Around>
    </form>
  );
}

export interface ErrorSummaryProps {
  messages: FieldMessages;
  /** Another heading than "n things to put right". */
  title?: string;
}

/**
 * What to put right, above the form; each sentence leads to its field. The sentence under the empty name belongs to no
 * field: alone it is the heading. Nothing when all is well.
 */
export function ErrorSummary({ messages, title }: ErrorSummaryProps) {
  const { words } = useSurroundings();
  const whole = messages[''];
  const fields = Object.entries(messages).filter(([field]) => field !== '');
  if (!whole && fields.length === 0) return null;
  const counted = fields.length === 1 ? words.errorSummaryOne : fill(words.errorSummary, { count: fields.length });
  const heading = title ?? whole ?? counted;
  return (
    <div class="ds-error-summary mc-error-summary" role="alert" tabindex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{heading}</h2>
      {title && whole && <p>{whole}</p>}
      {fields.length > 0 && (
        <ul class="ds-list">
          {fields.map(([field, message]) => (
            <li key={field}>
              <a class="ds-link" href={`#${fieldId(field)}`}>
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ButtonLook = 'primary' | 'secondary' | 'tertiary';

export interface ButtonProps {
  /** A verb: "Nộp", "Lưu", "Tìm". */
  children: ComponentChildren;
  look?: ButtonLook;
  /** Only for what cannot be taken back. */
  danger?: boolean;
  icon?: IconName;
  name?: string;
  value?: string;
  /** Sends the form elsewhere, e.g. "Save and return later". */
  formAction?: string;
  disabled?: boolean;
  /** By default `submit`; `button` is for islands. */
  type?: 'submit' | 'button';
  id?: string;
}

/** A button of a form. */
export function Button(props: ButtonProps) {
  return (
    <button
      type={props.type ?? 'submit'}
      id={props.id}
      class="ds-button"
      data-variant={props.look === 'primary' ? undefined : props.look}
      data-color={props.danger ? 'danger' : undefined}
      name={props.name}
      value={props.value}
      formAction={props.formAction}
      disabled={props.disabled}
    >
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}

export interface LinkButtonProps {
  href: string;
  children: ComponentChildren;
  look?: ButtonLook;
  icon?: IconName;
  /** The browser saves the file under this name. */
  download?: string | boolean;
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ href, children, look, icon, download }: LinkButtonProps) {
  return (
    <a class="ds-button" data-variant={look === 'primary' ? undefined : look} href={href} download={download}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** Buttons side by side, the main one first; below each other on a phone. */
export function Buttons({ children }: { children: ComponentChildren }) {
  return <div class="mc-buttons">{children}</div>;
}
