import { DateField, SelectField, TextField } from '../../../design/index.ts';
import type { Language } from '../../../kernel/text.ts';
import { texts } from './texts.ts';

/** What a steward may rest an act on; other kinds of document come with the acts of other systems. */
const SOURCES_OF_STEWARDS = ['decision', 'judgment', 'civil-status-entry', 'application', 'other'] as const;

/** The document that an act rests on: its kind, its number, its date. */
export function SourceFields({ language }: { language: Language }) {
  const words = texts[language];
  return (
    <>
      <SelectField
        name="sourceKind"
        label={words.sourceKind}
        choices={SOURCES_OF_STEWARDS.map((value) => ({ value, label: words.sourceKinds[value]! }))}
      />
      <TextField name="sourceNumber" label={words.sourceNumber} maxlength={100} />
      <DateField name="sourceIssuedOn" label={words.sourceIssuedOn} optional />
    </>
  );
}
