import type { ComponentChildren } from 'preact';
import { Checkbox, DateField, FieldGroup, SelectField, TextField } from '../../../design/index.ts';
import type { Language } from '../../../kernel/text.ts';
import { texts } from '../desk/pages/texts.ts';
import { BRANCH_KINDS, TITLES } from '../enterprise-codes.ts';
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
  const branches = () => (
    <SelectField
      name="branchCode"
      label={words.branchCode}
      choices={file.branches.map((unit) => ({ value: unit.code, label: `${unit.name} · ${unit.code}` }))}
    />
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
    case 'change-branch-head':
      return (
        <>
          {branches()}
          <TextField name="headNumber" label={words.headNumber} inputmode="numeric" autocomplete="off" maxlength={16} />
          {named && <TextField name="headName" label={words.headName} autocomplete="off" maxlength={200} />}
        </>
      );
    case 'close-branch':
      return branches();
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
    case 'divide':
    case 'separate':
      return (
        <>
          <p>{words.carriedOver}</p>
          {Array.from({ length: PARTS_SHOWN }, (_, i) => (
            <SuccessorFields
              key={i}
              language={language}
              at={`parts.${i}`}
              title={`${words.newCompany} ${i + 1}`}
              communes={communes}
              optional={i >= (act === 'divide' ? 2 : 1)}
            />
          ))}
        </>
      );
    case 'consolidate':
      return (
        <>
          <TextField
            name="others"
            label={words.others}
            hint={words.othersHint}
            inputmode="numeric"
            autocomplete="off"
            maxlength={100}
          />
          <p>{words.carriedOver}</p>
          <SuccessorFields
            language={language}
            at="whole"
            title={words.newCompany}
            communes={communes}
            optional={false}
          />
        </>
      );
    default:
      return null;
  }
}

const PARTS_SHOWN = 3;

/** A new company that goes on with what another had. */
function SuccessorFields(props: {
  language: Language;
  at: string;
  title: string;
  communes: readonly { code: string; name: string }[];
  optional: boolean;
}) {
  const { language, at, title, communes, optional } = props;
  const words = texts[language];
  const line = (name: string, label: string, maxlength: number, inputmode: 'text' | 'numeric' = 'text') => (
    <TextField
      name={`${at}.${name}`}
      label={label}
      autocomplete="off"
      inputmode={inputmode}
      maxlength={maxlength}
      optional={optional}
    />
  );
  return (
    <FieldGroup title={title}>
      {line('name', words.name, 250)}
      {line('addressLine', words.addressLine, 300)}
      <SelectField
        name={`${at}.communeCode`}
        label={words.commune}
        choices={communes.map(({ code, name }) => ({ value: code, label: name }))}
        optional={optional}
      />
      {line('capital', words.capitalVnd, 24, 'numeric')}
      {line('personNumber', words.representatives, 16, 'numeric')}
      <SelectField name={`${at}.title`} label={words.title} choices={choicesOf(TITLES, language)} optional={optional} />
    </FieldGroup>
  );
}
