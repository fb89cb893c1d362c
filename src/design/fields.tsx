import type { ComponentChildren } from 'preact';
import { fill, formatNumber } from '../kernel/text.ts';
import { fieldId, useForm } from './form.tsx';
import { useSurroundings } from './surroundings.ts';

/** What every field has. */
export interface FieldProps {
  name: string;
  label: string;
  /** Helps before typing: what it is for, how to write it. */
  hint?: string;
  /** The words "(not required)" are added to the label; all others are required. */
  optional?: boolean;
  /** By default what the form around it holds. */
  value?: string;
  /** The sentence of a refusal; by default what the form around it holds. */
  message?: string;
}

function useField(props: FieldProps) {
  const form = useForm();
  const { words, language } = useSurroundings();
  const typed = form.values[props.name];
  const id = fieldId(props.name);
  const message = props.message ?? form.messages[props.name];
  const describedBy = [props.hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return {
    id,
    value: props.value ?? (Array.isArray(typed) ? typed[0] : (typed as string | undefined)) ?? '',
    values: Array.isArray(typed) ? (typed as readonly string[]) : typed === undefined ? [] : [typed as string],
    message,
    describedBy,
    words,
    language,
    control: {
      id,
      name: props.name,
      'aria-invalid': message ? ('true' as const) : undefined,
      'aria-describedby': describedBy,
      'aria-required': props.optional ? undefined : ('true' as const),
    },
  };
}

type Field = ReturnType<typeof useField>;

function Label({ field, props }: { field: Field; props: FieldProps }) {
  return (
    <label class="ds-label" for={field.id}>
      {props.label}
      {props.optional && <span class="mc-optional"> {field.words.optional}</span>}
    </label>
  );
}

function Hint({ field, hint }: { field: Field; hint?: string }) {
  if (!hint) return null;
  return (
    <p class="mc-hint" data-field="description" id={`${field.id}-hint`}>
      {hint}
    </p>
  );
}

function Message({ field }: { field: Field }) {
  if (!field.message) return null;
  return (
    <p class="ds-validation-message" id={`${field.id}-error`}>
      <span class="ds-sr-only">{field.words.errorPrefix} </span>
      {field.message}
    </p>
  );
}

export interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'url';
  /** HTML's token, e.g. `name`, `one-time-code`, `current-password`. */
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'decimal';
  /** As many characters as the field is wide; says how long an answer is expected. */
  length?: number;
  maxlength?: number;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const field = useField(props);
  return (
    <div class="ds-field mc-field">
      <Label field={field} props={props} />
      <Hint field={field} hint={props.hint} />
      <input
        {...field.control}
        class="ds-input"
        // Preact's types want to know the one type of an input; all of ours take the same attributes.
        type={(props.type ?? 'text') as 'text'}
        // A password never comes back to the page.
        value={props.type === 'password' ? undefined : field.value}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        size={props.length}
        maxLength={props.maxlength}
      />
      <Message field={field} />
    </div>
  );
}

export interface TextAreaProps extends FieldProps {
  rows?: number;
  maxlength?: number;
}

/** Text of more than one line. */
export function TextArea(props: TextAreaProps) {
  const field = useField(props);
  return (
    <div class="ds-field mc-field">
      <Label field={field} props={props} />
      <Hint field={field} hint={props.hint} />
      <textarea {...field.control} class="ds-input" rows={props.rows ?? 4} maxLength={props.maxlength}>
        {field.value}
      </textarea>
      <Message field={field} />
    </div>
  );
}

export interface DateFieldProps extends FieldProps {
  /** HTML's tokens are made from this stem, e.g. `bday`. */
  autocomplete?: 'bday';
}

/**
 * A date in three parts, day first, as people here say it. It sends `name.day`, `name.month` and `name.year`; a value is
 * an ISO date (`2026-11-21`) or comes in those three parts. Typing three numbers is surer than a calendar for a birth long ago.
 */
export function DateField(props: DateFieldProps) {
  const form = useForm();
  const field = useField(props);
  const [year = '', month = '', day = ''] = field.value.split('-');
  const whole = { day: day.replace(/^0+/, ''), month: month.replace(/^0+/, ''), year };
  const typed = (part: keyof typeof whole) => {
    const value = form.values[`${props.name}.${part}`];
    return typeof value === 'string' ? value : whole[part];
  };
  const parts = [
    { part: 'day', label: field.words.day, size: 2 },
    { part: 'month', label: field.words.month, size: 2 },
    { part: 'year', label: field.words.year, size: 4 },
  ] as const;
  return (
    <fieldset class="ds-fieldset mc-field" aria-describedby={field.describedBy}>
      <legend class="ds-label">
        {props.label}
        {props.optional && <span class="mc-optional"> {field.words.optional}</span>}
      </legend>
      <Hint field={field} hint={props.hint} />
      <div class="mc-date">
        {parts.map(({ part, label, size }) => {
          // The first part carries the field's own id, so that the error summary leads there.
          const id = part === 'day' ? field.id : `${field.id}-${part}`;
          return (
            <div class="ds-field" key={part}>
              <label class="mc-date__label" for={id}>
                {label}
              </label>
              <input
                class="ds-input"
                id={id}
                name={`${props.name}.${part}`}
                value={typed(part)}
                inputmode="numeric"
                autocomplete={props.autocomplete && `${props.autocomplete}-${part}`}
                size={size}
                maxLength={size}
                aria-invalid={field.message ? 'true' : undefined}
              />
            </div>
          );
        })}
      </div>
      <Message field={field} />
    </fieldset>
  );
}

export interface Choice {
  value: string;
  label: string;
  hint?: string;
  disabled?: boolean;
}

export interface SelectFieldProps extends FieldProps {
  choices: readonly Choice[];
  /** The empty first line; by default "Choose one". Pass `null` when there is always a choice. */
  placeholder?: string | null;
  /** In the order of their labels in the language of the page, not in the one given. */
  byLabel?: boolean;
}

/** One of many, in a list that opens. For fewer than seven choices `RadioGroup` is better. */
export function SelectField(props: SelectFieldProps) {
  const field = useField(props);
  const { language } = useSurroundings();
  const choices = props.byLabel
    ? props.choices.toSorted((one, other) => one.label.localeCompare(other.label, language))
    : props.choices;
  return (
    <div class="ds-field mc-field">
      <Label field={field} props={props} />
      <Hint field={field} hint={props.hint} />
      <select {...field.control} class="ds-input">
        {props.placeholder !== null && <option value="">{props.placeholder ?? field.words.choose}</option>}
        {choices.map((choice) => (
          <option
            key={choice.value}
            value={choice.value}
            selected={choice.value === field.value}
            disabled={choice.disabled}
          >
            {choice.label}
          </option>
        ))}
      </select>
      <Message field={field} />
    </div>
  );
}

/** More than so many stand side by side. */
const MANY_CHOICES = 12;

function ChoiceList({ field, props, type }: { field: Field; props: RadioGroupProps; type: 'radio' | 'checkbox' }) {
  return (
    <fieldset
      class="ds-fieldset mc-field mc-choices"
      data-many={props.choices.length > MANY_CHOICES ? 'yes' : undefined}
      aria-describedby={field.describedBy}
    >
      <legend class="ds-label">
        {props.label}
        {props.optional && <span class="mc-optional"> {field.words.optional}</span>}
      </legend>
      <Hint field={field} hint={props.hint} />
      {props.choices.map((choice, index) => {
        const id = index === 0 ? field.id : `${field.id}-${index + 1}`;
        const checked = type === 'radio' ? choice.value === field.value : field.values.includes(choice.value);
        return (
          <div class="ds-field mc-choice" data-variant="outline" key={choice.value}>
            <input
              class="ds-input"
              type={type}
              id={id}
              name={props.name}
              value={choice.value}
              checked={checked}
              disabled={choice.disabled}
              aria-invalid={field.message ? 'true' : undefined}
              aria-describedby={choice.hint ? `${id}-hint-of-choice` : undefined}
            />
            <label class="ds-label" for={id}>
              {choice.label}
            </label>
            {choice.hint && (
              <p class="mc-hint" data-field="description" id={`${id}-hint-of-choice`}>
                {choice.hint}
              </p>
            )}
          </div>
        );
      })}
      <Message field={field} />
    </fieldset>
  );
}

export interface RadioGroupProps extends FieldProps {
  choices: readonly Choice[];
}

/** One of a few, all in sight. */
export function RadioGroup(props: RadioGroupProps) {
  return <ChoiceList field={useField(props)} props={props} type="radio" />;
}

/** Any of a few; sends the field once for each choice. */
export function CheckboxGroup(props: RadioGroupProps) {
  return <ChoiceList field={useField(props)} props={props} type="checkbox" />;
}

export interface CheckboxProps extends FieldProps {
  /** What it sends when checked; by default `yes`. */
  checkedValue?: string;
}

/** One yes or no, e.g. a declaration. */
export function Checkbox(props: CheckboxProps) {
  const field = useField(props);
  const checkedValue = props.checkedValue ?? 'yes';
  return (
    <div class="mc-field">
      <div class="ds-field mc-choice" data-variant="outline">
        <input
          {...field.control}
          class="ds-input"
          type="checkbox"
          value={checkedValue}
          checked={field.value === checkedValue}
        />
        <Label field={field} props={props} />
        <Hint field={field} hint={props.hint} />
      </div>
      <Message field={field} />
    </div>
  );
}

export interface FileFieldProps extends FieldProps {
  /** HTML's `accept`, e.g. `application/pdf,image/jpeg`; any file when it is not given. */
  accept?: string;
  /** The kinds in words, e.g. `PDF, JPEG`. */
  kinds: string;
  /** Largest file, in bytes. */
  most_bytes: number;
  multiple?: boolean;
}

/** One or more files. Says which kinds and how large before anyone tries. */
export function FileField(props: FileFieldProps) {
  const { language, words } = useSurroundings();
  const limit = fill(words.filesAccepted, {
    kinds: props.kinds,
    most: formatNumber(Math.floor(props.most_bytes / 1_000_000), language),
  });
  const withLimit = { ...props, hint: props.hint ? `${props.hint} ${limit}` : limit };
  const field = useField(withLimit);
  return (
    <div class="ds-field mc-field mc-file">
      <Label field={field} props={props} />
      <Hint field={field} hint={withLimit.hint} />
      <input {...field.control} class="ds-input" type="file" accept={props.accept} multiple={props.multiple} />
      <Message field={field} />
    </div>
  );
}

/** Fields that belong together, under a heading that screen readers say with each of them. */
export function FieldGroup({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
  return (
    <fieldset class="ds-fieldset mc-field-group">
      <legend class="mc-field-group__title">{title}</legend>
      {hint && <p class="mc-hint">{hint}</p>}
      {children}
    </fieldset>
  );
}
