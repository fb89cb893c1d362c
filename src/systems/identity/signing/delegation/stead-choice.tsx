import { RadioGroup, SelectField } from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import { DOCUMENT_KINDS, isDocumentKind, steadOf, type Delegation } from '../../../trust/index.ts';
import { periodOf } from './overview.tsx';
import { texts } from './texts.ts';

/** As what an official signs: in the own post, or for another by a delegation, and then which kind of document it is. Nothing without any. */
export function SteadChoice({ delegations, language }: { delegations: readonly Delegation[]; language: Language }) {
  const words = texts[language];
  if (delegations.length === 0) return null;
  const kinds = [...new Set(delegations.flatMap((each) => each.kinds))].filter(isDocumentKind);
  return (
    <>
      <RadioGroup
        name="delegationId"
        label={words.signAs}
        hint={words.stead}
        value="own"
        choices={[
          { value: 'own', label: words.signOwn },
          ...delegations.map((delegation) => ({
            value: delegation.id,
            label: fill(words.signFor, { as: steadOf(delegation), name: delegation.from.name }),
            hint: periodOf(delegation, language),
          })),
        ]}
      />
      <SelectField
        name="kind"
        label={words.kind}
        optional
        choices={kinds.map((value) => ({ value, label: DOCUMENT_KINDS[value][language] }))}
      />
    </>
  );
}
