import type { ComponentChildren } from 'preact';
import {
  Checkbox,
  DateField,
  Disclosure,
  FieldGroup,
  Grid,
  SelectField,
  TextArea,
  TextField,
} from '../../../design/index.ts';
import { INDUSTRY_CLASSES } from '../../../country/index.ts';
import { type Language, fill } from '../../../kernel/text.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { CONTROL_GROUNDS, HOLDING_ROLES, LEGAL_FORMS, TITLES } from '../enterprise-codes.ts';
import { texts } from '../desk/pages/texts.ts';

interface InLanguage {
  language: Language;
}

/** Titles of codes as the choices of a list. */
export const choicesOf = (codes: Readonly<Record<string, Bilingual>>, language: Language) =>
  Object.entries(codes).map(([value, title]) => ({ value, label: title[language] }));

/** The label of a field in the row of that number, from 1. */
const numbered = (label: string, row: number): string => `${label} · ${row + 1}`;

/** Who applies must know whom they name: the name is held against the register, and nobody is found by number alone. */
function NameOf(props: { name: string; label: string; optional: boolean }) {
  return <TextField {...props} autocomplete="off" maxlength={250} />;
}

/** The names; `judged`: with the box of an officer who has looked at names that differ by their tones only. */
export function NameFields({ language, judged = true }: InLanguage & { judged?: boolean }) {
  const words = texts[language];
  return (
    <FieldGroup title={words.names}>
      <TextField name="name" label={words.name} hint={words.nameHint} autocomplete="off" maxlength={250} />
      <TextField name="foreignName" label={words.foreignName} autocomplete="off" maxlength={250} optional />
      <TextField name="shortName" label={words.shortName} autocomplete="off" maxlength={100} optional />
      {judged && <Checkbox name="toldApart" label={words.toldApart} optional />}
    </FieldGroup>
  );
}

export function FormField({ language, label }: InLanguage & { label?: string }) {
  return (
    <SelectField name="legalForm" label={label ?? texts[language].form} choices={choicesOf(LEGAL_FORMS, language)} />
  );
}

export function AddressFields({
  language,
  communes,
  title,
}: InLanguage & { communes: readonly { code: string; name: string }[]; title?: string }) {
  const words = texts[language];
  return (
    <FieldGroup title={title ?? words.address}>
      <TextField name="addressLine" label={words.addressLine} autocomplete="off" maxlength={300} />
      <SelectField
        name="communeCode"
        label={words.commune}
        choices={communes.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </FieldGroup>
  );
}

export function IndustryFields({ language }: InLanguage) {
  const words = texts[language];
  return (
    <FieldGroup title={words.industries}>
      <TextField
        name="industries"
        label={words.industryCodes}
        hint={words.industryHint}
        autocomplete="off"
        maxlength={300}
      />
      <Disclosure label={words.industryList}>
        <ul>
          {[...INDUSTRY_CLASSES.values()].map(({ code, title, conditional }) => (
            <li key={code}>
              {code} · {title[language]}
              {conditional && ` (${words.conditional.toLowerCase()})`}
            </li>
          ))}
        </ul>
      </Disclosure>
    </FieldGroup>
  );
}

/** The link to the same form with more rows. */
export function MoreRows({ language, rows, href }: InLanguage & { rows: number; href: string }) {
  return (
    <p>
      {fill(texts[language].rowsMore, { count: rows })}:{' '}
      <a class="ds-link" href={href}>
        {rows + ROWS_MORE}
      </a>
    </p>
  );
}

/** So many rows more a form has when they are asked for. */
export const ROWS_MORE = 5;

/** Rows of holders, without a script: so many as asked for, and what leads to more. */
export function HolderFields({
  language,
  rows,
  title,
  more,
  named = false,
}: InLanguage & { rows: number; title?: string; more: ComponentChildren; named?: boolean }) {
  const words = texts[language];
  return (
    <FieldGroup title={title ?? words.holders}>
      {Array.from({ length: rows }, (_, i) => (
        <Grid key={i}>
          <TextField
            name={`holders.${i}.holder`}
            label={numbered(words.holder, i)}
            inputmode="numeric"
            autocomplete="off"
            maxlength={16}
            optional={i > 0}
          />
          {named && <NameOf name={`holders.${i}.name`} label={numbered(words.holderName, i)} optional={i > 0} />}
          <TextField
            name={`holders.${i}.contribution`}
            label={numbered(words.contribution, i)}
            inputmode="numeric"
            autocomplete="off"
            maxlength={24}
            optional={i > 0}
          />
          <TextField
            name={`holders.${i}.paidIn`}
            label={numbered(words.paidIn, i)}
            inputmode="numeric"
            autocomplete="off"
            maxlength={24}
            optional
          />
          <SelectField
            name={`holders.${i}.role`}
            label={numbered(words.role, i)}
            placeholder={words.roleUsual}
            choices={choicesOf(HOLDING_ROLES, language)}
            optional
          />
        </Grid>
      ))}
      {more}
    </FieldGroup>
  );
}

export function RepresentativeFields({
  language,
  rows = 2,
  named = false,
}: InLanguage & { rows?: number; named?: boolean }) {
  const words = texts[language];
  return (
    <FieldGroup title={words.representatives}>
      {Array.from({ length: rows }, (_, i) => (
        <Grid key={i}>
          <TextField
            name={`representatives.${i}.personNumber`}
            label={numbered(words.person, i)}
            inputmode="numeric"
            autocomplete="off"
            maxlength={16}
            optional={i > 0}
          />
          {named && <NameOf name={`representatives.${i}.name`} label={numbered(words.fullName, i)} optional={i > 0} />}
          <SelectField
            name={`representatives.${i}.title`}
            label={numbered(words.title, i)}
            choices={choicesOf(TITLES, language)}
            optional={i > 0}
          />
        </Grid>
      ))}
    </FieldGroup>
  );
}

export function OwnerFields({ language, prefix, named = false }: InLanguage & { prefix: string; named?: boolean }) {
  const words = texts[language];
  const optional = prefix !== '';
  return (
    <FieldGroup title={words.beneficialOwners} hint={words.beneficialHint}>
      <TextField
        name={`${prefix}personNumber`}
        label={words.person}
        inputmode="numeric"
        autocomplete="off"
        maxlength={16}
        optional={optional}
      />
      {named && <NameOf name={`${prefix}${prefix ? 'name' : 'fullName'}`} label={words.fullName} optional={optional} />}
      <SelectField
        name={`${prefix}ground`}
        label={words.ground}
        choices={choicesOf(CONTROL_GROUNDS, language)}
        optional={optional}
      />
      <TextField name={`${prefix}details`} label={words.details} autocomplete="off" maxlength={500} optional />
    </FieldGroup>
  );
}

/** From when, why, and the paper that it rests on. */
export function BasisFields({ language, on }: InLanguage & { on: 'on' | 'suspendOn' | undefined }) {
  const words = texts[language];
  return (
    <FieldGroup title={words.basis}>
      {on && <DateField name="on" label={words[on]} />}
      <TextArea name="reason" label={words.reason} maxlength={2000} rows={3} />
      <SelectField
        name="sourceKind"
        label={words.sourceKind}
        placeholder={null}
        choices={Object.entries(words.sourceKinds).map(([value, label]) => ({ value, label }))}
      />
      <TextField name="sourceNumber" label={words.sourceNumber} autocomplete="off" maxlength={100} />
      <DateField name="sourceIssuedOn" label={words.sourceIssuedOn} optional />
    </FieldGroup>
  );
}
