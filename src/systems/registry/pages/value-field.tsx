import { DateField, SelectField, TextField } from '../../../design/index.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Field } from '../kind/index.ts';
import { texts } from './texts.ts';

/** The form's field for a value of a record, by the name that it has in the form. */
export function ValueField({
  name,
  field,
  language,
  hint: said,
  optional = field.optional === true,
}: {
  name: string;
  field: Field;
  language: Language;
  hint?: string;
  optional?: boolean;
}) {
  const words = texts[language];
  const common = { name, label: field.title[language], optional, ...(said ? { hint: said } : {}) };
  if (field.choices) {
    const choices = Object.entries(field.choices).map(([value, title]) => ({ value, label: title[language] }));
    return <SelectField {...common} choices={choices} />;
  }
  if (field.nameOf && field.listed) {
    const choices = field.listed.map((value) => ({ value, label: field.nameOf!(value, language) ?? value }));
    return <SelectField {...common} choices={choices} byLabel />;
  }
  if (field.column === 'date') return <DateField {...common} />;
  if (field.column === 'boolean') {
    const choices = [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
    return <SelectField {...common} choices={choices} />;
  }
  const hint = field.nameOf && !said ? { hint: words.codeHint } : {};
  return (
    <TextField {...common} {...hint} autocomplete="off" {...(field.longest ? { maxlength: field.longest } : {})} />
  );
}
