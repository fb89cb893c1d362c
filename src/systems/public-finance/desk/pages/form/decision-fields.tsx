import { DateField, FieldGroup, TextField } from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import { texts } from '../texts.ts';

/** The document that an act rests on. */
export function DecisionFields({ language }: { language: Language }) {
  const words = texts[language];
  return (
    <FieldGroup title={words.document}>
      <TextField name="decisionNumber" label={words.documentNumber} maxlength={100} autocomplete="off" />
      <DateField name="decisionDate" label={words.documentDate} />
      <TextField name="decisionIssuer" label={words.documentIssuer} maxlength={300} autocomplete="off" />
    </FieldGroup>
  );
}
