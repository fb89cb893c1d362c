import type { Bilingual } from '../kernel/text.ts';
import { Checkbox, DateField, FieldGroup, RadioGroup, SelectField, TextArea, TextField } from './fields.tsx';
import { useSurroundings } from './surroundings.ts';

/** What a form asks for one field, for forms that are described and not written out. */
export interface AskedField {
  name: string;
  label: Bilingual;
  /**
   * `words`: several lines; `whole`: a number; `digits`: a code of digits; `time`: of a day; `choice`: one of a list that opens; `radio`: one of few that are
   * all seen.
   */
  as: 'text' | 'words' | 'date' | 'time' | 'whole' | 'decimal' | 'digits' | 'check' | 'choice' | 'radio';
  choices?: Readonly<Record<string, Bilingual>>;
  /** Of a `choice`: in the order of their names in the language of the page. */
  byLabel?: boolean;
  hint?: Bilingual;
  optional?: boolean;
  /** Characters at most, of a text or a number; by default as many as its kind mostly wants. */
  longest?: number;
}

/** The fields of a form that is described, in their order, in the language of the page. */
export function AskedFields({ fields }: { fields: readonly AskedField[] }) {
  return fields.map((field) => <Asked key={field.name} {...field} />);
}

function Asked({ name, label, as, choices = {}, byLabel = false, hint, optional, longest }: AskedField) {
  const { language } = useSurroundings();
  const props = {
    name,
    label: label[language],
    ...(hint ? { hint: hint[language] } : {}),
    ...(optional ? { optional } : {}),
  };
  const offered = () => Object.entries(choices).map(([value, title]) => ({ value, label: title[language] }));
  const numeric = (length: number, most: number) => ({
    length: Math.min(length, longest ?? length),
    maxlength: longest ?? most,
    autocomplete: 'off',
  });
  switch (as) {
    case 'date':
      return <DateField {...props} />;
    case 'words':
      return <TextArea {...props} rows={3} maxlength={longest ?? 1_000} />;
    case 'check':
      return <Checkbox {...props} />;
    case 'choice':
      return <SelectField {...props} choices={offered()} byLabel={byLabel} />;
    case 'radio':
      return <RadioGroup {...props} choices={offered()} />;
    case 'time':
      return <TextField {...props} length={5} maxlength={5} autocomplete="off" />;
    case 'whole':
      return <TextField {...props} {...numeric(14, 20)} inputmode="numeric" />;
    case 'digits':
      return <TextField {...props} {...numeric(8, 20)} inputmode="numeric" />;
    case 'decimal':
      return <TextField {...props} {...numeric(24, 30)} inputmode="decimal" />;
    case 'text':
      return <TextField {...props} maxlength={longest ?? 300} autocomplete="off" />;
  }
}

/** The document that an act rests on: its number, the day it was signed, and who issued it. */
export function DecisionFields() {
  const { words } = useSurroundings();
  return (
    <FieldGroup title={words.decision}>
      <TextField name="decision.number" label={words.decisionNumber} maxlength={100} autocomplete="off" />
      <DateField name="decision.issuedOn" label={words.decisionIssuedOn} />
      <TextField name="decision.issuer" label={words.decisionIssuer} maxlength={300} autocomplete="off" />
    </FieldGroup>
  );
}

/** What `DecisionFields` sent, as services take it; what was left empty they refuse. */
export function decisionTyped(typed: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    ['number', 'issuedOn', 'issuer'].flatMap((name) => {
      const value = typed[`decision.${name}`];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}
