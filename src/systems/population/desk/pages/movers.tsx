import { FieldGroup, SelectField } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import { RELATIONS } from '../../residence/choices.ts';
import { relationField } from '../../residence/shown/relation-fields.ts';
import { texts } from './texts.ts';

/** Asks of each member of a household whether they move, and what they become to the head there. */
export function Movers(props: {
  title: string;
  hint: string;
  members: readonly { number: string; fullName: string }[];
  language: Language;
}) {
  const { title, hint, members, language } = props;
  return (
    <FieldGroup title={title}>
      <p class="mc-hint">{hint}</p>
      {members.map(({ number, fullName }) => (
        <SelectField
          key={number}
          name={relationField(number)}
          label={fullName}
          optional
          placeholder={texts[language].stays}
          choices={Object.entries(RELATIONS).map(([value, relation]) => ({ value, label: relation[language] }))}
        />
      ))}
    </FieldGroup>
  );
}
