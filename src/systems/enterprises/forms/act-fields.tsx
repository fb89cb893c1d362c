import type { ComponentChildren } from 'preact';
import { Checkbox, DateField, SelectField, TextField } from '../../../design/index.ts';
import type { Language } from '../../../kernel/text.ts';
import { texts } from '../desk/pages/texts.ts';
import { BRANCH_KINDS } from '../enterprise-codes.ts';
import type { ActName } from '../registration/schemas.ts';
import {
  AddressFields,
  FormField,
  HolderFields,
  IndustryFields,
  NameFields,
  OwnerFields,
  RepresentativeFields,
  choicesOf,
} from './fields.tsx';

/** What of an enterprise can be chosen in the form of an act. */
export interface OfferedParts {
  holders: readonly { holder: string; holderName: string }[];
  branches: readonly { code: string; name: string }[];
  declaredOwners: readonly { personNumber: string; fullName: string }[];
}

/** What is asked for an act: its own fields, without the grounds. */
export function ActFields(props: {
  language: Language;
  act: ActName;
  file: OfferedParts;
  communes: readonly { code: string; name: string }[];
  rows: number;
  more: ComponentChildren;
  /** Whether the name of each person is asked beside the number. */
  named?: boolean;
}) {
  const { language, act, file, communes, rows, more, named = false } = props;
  const words = texts[language];
  const holders = (title?: string) => (
    <HolderFields language={language} rows={rows} more={more} named={named} {...(title ? { title } : {})} />
  );
  const capital = (label: string) => (
    <TextField name="capital" label={label} inputmode="numeric" autocomplete="off" maxlength={24} />
  );
  switch (act) {
    case 'rename':
      return <NameFields language={language} judged={!named} />;
    case 'move':
      return <AddressFields language={language} communes={communes} />;
    case 'change-capital':
      return (
        <>
          {capital(words.capitalVnd)}
          {holders()}
        </>
      );
    case 'change-holders':
      return holders();
    case 'pay-in':
      return (
        <>
          <SelectField
            name="holder"
            label={words.holders}
            choices={file.holders.map(({ holder, holderName }) => ({
              value: holder,
              label: `${holderName} · ${holder}`,
            }))}
          />
          <TextField name="paidIn" label={words.paidIn} inputmode="numeric" autocomplete="off" maxlength={24} />
        </>
      );
    case 'change-representatives':
      return <RepresentativeFields language={language} rows={4} named={named} />;
    case 'change-industries':
      return <IndustryFields language={language} />;
    case 'convert':
      return (
        <>
          <FormField language={language} label={words.newForm} />
          <NameFields language={language} judged={!named} />
          {holders()}
          <RepresentativeFields language={language} rows={4} named={named} />
        </>
      );
    case 'open-branch':
      return (
        <>
          <SelectField name="kind" label={words.branchKind} choices={choicesOf(BRANCH_KINDS, language)} />
          <TextField name="name" label={words.branchName} autocomplete="off" maxlength={250} />
          <AddressFields language={language} communes={communes} />
          <TextField
            name="headNumber"
            label={words.headNumber}
            inputmode="numeric"
            autocomplete="off"
            maxlength={16}
            optional
          />
          {named && <TextField name="headName" label={words.headName} autocomplete="off" maxlength={200} optional />}
        </>
      );
    case 'close-branch':
      return (
        <SelectField
          name="branchCode"
          label={words.branchCode}
          choices={file.branches.map((unit) => ({ value: unit.code, label: `${unit.name} · ${unit.code}` }))}
        />
      );
    case 'declare-beneficial-owner':
      return <OwnerFields language={language} prefix="" named={named} />;
    case 'end-beneficial-owner':
      return (
        <SelectField
          name="personNumber"
          label={words.declaredOwners}
          choices={file.declaredOwners.map(({ personNumber, fullName }) => ({
            value: personNumber,
            label: `${fullName} · ${personNumber}`,
          }))}
        />
      );
    case 'suspend':
      return <DateField name="until" label={words.until} />;
    case 'dissolve':
      return <Checkbox name="debtsSettled" label={words.debtsSettled} />;
    case 'revoke':
      return (
        <SelectField
          name="ground"
          label={words.revokeGround}
          choices={Object.entries(words.revokeGrounds).map(([value, label]) => ({ value, label }))}
        />
      );
    case 'merge-into':
      return (
        <>
          <TextField name="into" label={words.into} inputmode="numeric" autocomplete="off" maxlength={10} />
          {capital(words.intoCapital)}
          {holders(words.intoHolders)}
        </>
      );
    default:
      return null;
  }
}
