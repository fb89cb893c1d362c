import {
  Button,
  Checkbox,
  Columns,
  DateField,
  EmptyState,
  type FieldMessages,
  type FieldValues,
  Form,
  RadioGroup,
  Section,
  TextArea,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import { openFields } from '../../duplicates/linking.ts';
import { type RecordKind, kindOf } from '../../kind/index.ts';
import { shownWithCode } from '../../kind/shown.ts';
import { SHARES } from '../../merge/divide.ts';
import type { HeldVersion, Referring } from '../../merge/index.ts';
import type { Splitting, SplitShown } from '../../splitting/services.ts';
import { SourceFields } from '../source-fields.tsx';
import { texts } from '../texts.ts';
import { ValueField } from '../value-field.tsx';
import { inputName, shownPeriod, splitPath } from '../values.ts';
import { splitTexts } from './texts.ts';

/** What all versions say of a field: undefined where they differ. */
export function saidByAll(versions: readonly HeldVersion[], field: string): unknown {
  const [first, ...others] = versions.map(({ values }) => values[field] ?? null);
  return others.every((value) => value === first) ? first : undefined;
}

/** The fields of a record that a steward may say otherwise of one side. */
export function fieldsDivided(kind: RecordKind): string[] {
  return openFields(kind).filter((field) => !kind.key.includes(field) && kind.fields[field]!.column !== 'jsonb');
}

/** The values of a record in words, as many as tell it. */
export function saying(kind: RecordKind, values: Record<string, unknown>, language: Language): string {
  return openFields(kind)
    .filter((field) => values[field] !== null && values[field] !== undefined)
    .map(
      (field) =>
        `${kind.fields[field]!.title[language]}: ${shownWithCode(kind.fields[field]!, values[field], language)}`,
    )
    .join('; ');
}

/** What names a record, in words. */
export function namingIt(system: string, referring: Referring, language: Language): string {
  const kind = kindOf(system, referring.kind)!;
  return `${kind.title[language]} (${shownPeriod(referring, language)}): ${saying(kind, referring.values, language)}`;
}

/** The form in which a steward says what of a mixed-up record is whose. */
export function SplitForm({
  splitting,
  recordKey,
  shown,
  language,
  idempotencyKey,
  refused,
}: {
  splitting: Splitting;
  recordKey: readonly string[];
  shown: SplitShown;
  language: Language;
  idempotencyKey: string;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}) {
  const words = splitTexts[language];
  const { kind, asks } = splitting;
  const { versions, references } = shown;
  const key = recordKey.join(' ');
  return (
    <Form
      action={splitPath(kind, recordKey)}
      label={words.title}
      idempotencyKey={idempotencyKey}
      values={refused?.values ?? firstValues(kind, versions)}
      messages={refused?.messages ?? {}}
    >
      <Section title={words.whose} lead={words.whoseLead}>
        <DateField name="since" label={words.since} hint={words.sinceHint} optional />
        {versions.map((version, at) => (
          <div key={at}>
            <input type="hidden" name={`seen_${at}`} value={version.act} />
            <input type="hidden" name={`seen_from_${at}`} value={version.validFrom ?? ''} />
            <RadioGroup
              name={`share_${at}`}
              label={fill(words.version, { period: shownPeriod(version, language) })}
              hint={saying(kind, version.values, language)}
              choices={SHARES.map((share) => ({
                value: share,
                label: words.shares[share],
                hint: words.shareHints[share],
              }))}
            />
          </div>
        ))}
      </Section>
      <Columns>
        <Side which="stays" lead={fill(words.staysLead, { key })} kind={kind} versions={versions} language={language} />
        <Side which="goes" lead={words.goesLead} kind={kind} versions={versions} language={language} />
      </Columns>
      <Section title={words.newKey} lead={words.newKeyLead}>
        {Object.entries(asks).map(([name, field]) => (
          <ValueField key={name} name={`ask_${name}`} field={field} language={language} />
        ))}
      </Section>
      <Section title={words.references} {...(references.length > 0 ? { lead: words.referencesLead } : {})}>
        {references.length === 0 && <EmptyState title={words.noReferences} headingLevel={3} />}
        {references.map((referring) => (
          <Checkbox
            key={referring.id}
            name={`moves_${referring.id}`}
            label={namingIt(kind.system, referring, language)}
          />
        ))}
      </Section>
      <Section title={words.grounds}>
        <TextArea name="reason" label={texts[language].reason} maxlength={2000} rows={3} />
        <SourceFields language={language} />
        <Button>{words.propose}</Button>
      </Section>
    </Form>
  );
}

function Side({
  which,
  lead,
  kind,
  versions,
  language,
}: {
  which: 'stays' | 'goes';
  lead: string;
  kind: RecordKind;
  versions: readonly HeldVersion[];
  language: Language;
}) {
  const words = splitTexts[language];
  return (
    <Section title={words[which]} lead={lead}>
      <DateField name={`${which}_from`} label={words.from} hint={words.fromHint} optional />
      <DateField name={`${which}_until`} label={words.until} hint={words.untilHint} optional />
      {fieldsDivided(kind).map((field) => (
        <ValueField
          key={field}
          name={`${which}_${inputName(field)}`}
          field={kind.fields[field]!}
          language={language}
          {...(saidByAll(versions, field) === undefined ? { hint: words.variesHint, optional: true } : {})}
        />
      ))}
    </Section>
  );
}

/** Both sides say what the record says, until the steward says otherwise. */
function firstValues(kind: RecordKind, versions: readonly HeldVersion[]): FieldValues {
  const [from, until] = [versions[0]?.validFrom, versions.at(-1)?.validUntil];
  const sides = ['stays', 'goes'].flatMap((which) => [
    [`${which}_from`, from ?? ''],
    [`${which}_until`, until ?? ''],
    ...fieldsDivided(kind).map((field) => [`${which}_${inputName(field)}`, String(saidByAll(versions, field) ?? '')]),
  ]);
  return Object.fromEntries(sides) as FieldValues;
}
