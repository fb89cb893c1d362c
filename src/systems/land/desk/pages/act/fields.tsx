import {
  CheckboxGroup,
  Columns,
  DateField,
  FieldGroup,
  Notice,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { landRight, responsibility, restriction } from '../../../kinds.ts';
import { LAND_USES } from '../../../land-use-codes.ts';
import { areaText } from '../../../pages/words.ts';
import type { ParcelFile } from '../../../reading/rules.ts';
import { shareText } from '../../../rights/shares.ts';
import { TRANSFERS, type TransferForm } from '../../../transfer-forms.ts';
import type { ActName } from '../../acts.ts';
import { texts } from './texts.ts';

interface Shown {
  file: ParcelFile;
  language: Language;
}

/** The fields that an act asks for besides its grounds. What the register knows is shown to choose from, not asked. */
export function ActFields({ act, file, language }: Shown & { act: ActName }) {
  const words = texts[language];
  switch (act) {
    case 'first':
      return (
        <>
          <Holders label={words.holder} language={language} />
          <SelectField
            name="origin"
            label={words.origin}
            choices={Object.entries(landRight.fields.origin.choices!).map(([value, title]) => ({
              value,
              label: `${title[language]} (${value})`,
            }))}
          />
          <DateField name="termUntil" optional label={words.termUntil} hint={words.termHint} />
          <TextField name="owed_vnd" optional label={words.owed} inputmode="numeric" length={16} maxlength={16} />
        </>
      );
    case 'transfer':
      return (
        <>
          <RadioGroup
            name="right"
            label={words.right}
            choices={presentRights(file).map((right) => ({
              value: right.code,
              label: `${right.partyName}: ${shareText(right)}`,
            }))}
          />
          <RadioGroup
            name="form"
            label={words.transferForm}
            choices={Object.keys(TRANSFERS).map((form) => ({
              value: form,
              label: words.transferForms[form as TransferForm],
            }))}
          />
          <Holders label={words.receiver} language={language} />
          <Agreement file={file} language={language} />
        </>
      );
    case 'mortgage':
      return (
        <>
          <Columns>
            <TextField name="organisationCode" label={words.bankCode} length={16} maxlength={20} autocomplete="off" />
            <TextField name="organisationName" label={words.bankName} maxlength={300} autocomplete="off" />
          </Columns>
          <Columns>
            <TextField name="amount_vnd" label={words.amount} inputmode="numeric" length={16} maxlength={16} />
            <TextField
              name="rank"
              optional
              label={words.rank}
              hint={words.rankHint}
              inputmode="numeric"
              length={4}
              maxlength={1}
            />
          </Columns>
          <Agreement file={file} language={language} />
        </>
      );
    case 'seizure':
      return (
        <>
          <TextField
            name="organisationCode"
            label={words.authorityCode}
            length={20}
            maxlength={31}
            autocomplete="off"
          />
          <TextField name="organisationName" label={words.authorityName} maxlength={300} autocomplete="off" />
          <TextArea name="content" label={words.content} rows={2} maxlength={1_000} />
        </>
      );
    case 'restriction':
      return (
        <>
          <RadioGroup
            name="form"
            label={words.restrictionForm}
            choices={(['easement', 'planning'] as const).map((value) => ({
              value,
              label: restriction.fields.form.choices![value]![language],
            }))}
          />
          <TextArea name="content" label={words.content} rows={2} maxlength={1_000} />
        </>
      );
    case 'end':
      return <Ending file={file} language={language} />;
    case 'split':
      return <Splitting file={file} language={language} />;
    case 'merge':
      return (
        <>
          <CheckboxGroup name="parcels" label={words.others} choices={neighbourChoices(file, language)} />
          <TextField name="moreParcels" optional label={words.moreParcels} maxlength={500} autocomplete="off" />
          <Agreement file={file} language={language} />
        </>
      );
    case 'boundary':
      return (
        <>
          <RadioGroup name="neighbour" label={words.neighbour} choices={neighbourChoices(file, language)} />
          <TextArea name="line" label={words.line} hint={words.lineHint} rows={4} maxlength={20_000} />
          <Agreement file={file} language={language} />
        </>
      );
    case 'land-use':
      return (
        <SelectField
          name="landUse"
          label={words.landUse}
          choices={Object.entries(LAND_USES)
            .filter(([value]) => value !== file.parcel.landUse)
            .map(([value, use]) => ({ value, label: `${use[language]} (${value})` }))}
        />
      );
    case 'area':
      return (
        <Notice tone="info">
          <p>
            {fill(words.areaNow, {
              legal: areaText(file.parcel.areaLegal_dm2 / 100, language),
              measured: areaText(file.parcel.areaMeasured_dm2 / 100, language),
            })}
          </p>
        </Notice>
      );
    case 'term':
      return (
        <>
          <Notice tone="info">
            <p>{fill(words.termNow, { date: termsOf(file, language) })}</p>
          </Notice>
          <DateField name="termUntil" label={words.termUntil} />
        </>
      );
    case 'duty':
      return (
        <>
          <RadioGroup
            name="form"
            label={words.dutyForm}
            choices={(['financial', 'upkeep'] as const).map((value) => ({
              value,
              label: responsibility.fields.form.choices![value]![language],
            }))}
          />
          <TextArea name="content" label={words.content} rows={2} maxlength={1_000} />
          <TextField
            name="amount_vnd"
            optional
            label={words.owedAmount}
            inputmode="numeric"
            length={16}
            maxlength={16}
          />
        </>
      );
    case 'recovery':
      return (
        <Notice tone="warning" title={words.recoveryNow}>
          <p>{words.recoveryLead}</p>
        </Notice>
      );
    case 'certificate-end': {
      const valid = file.certificates.find(({ invalidFrom }) => invalidFrom === null);
      return (
        <Notice tone="warning">
          <p>{valid ? fill(words.certificateEndNow, { serial: valid.serial }) : words.certificateNone}</p>
        </Notice>
      );
    }
    case 'renewal': {
      const valid = file.certificates.find(({ invalidFrom }) => invalidFrom === null);
      return valid ? (
        <Notice tone="info">
          <p>{fill(words.renewalNow, { serial: valid.serial })}</p>
        </Notice>
      ) : (
        <Notice tone="info">
          <p>{words.renewalNone}</p>
        </Notice>
      );
    }
  }
}

/** Until when the rights in a unit run, as people read it. */
function termsOf(file: ParcelFile, language: Language): string {
  const days = presentRights(file).flatMap(({ termUntil }) => (termUntil === null ? [] : [termUntil]));
  return [...new Set(days)].map((day) => formatDate(day, language)).join(', ') || texts[language].termNone;
}

const presentRights = (file: ParcelFile) => file.rights.filter(({ validUntil }) => validUntil === null);

function Holders({ label, language }: { label: string; language: Language }) {
  const words = texts[language];
  return (
    <>
      {([1, 2] as const).map((place) => (
        <FieldGroup key={place} title={fill(label, { place })}>
          <TextField
            name={`holder${place}`}
            optional={place > 1}
            label={words.numbers}
            hint={words.numbersHint}
            autocomplete="off"
            maxlength={400}
          />
          <Columns>
            <TextField
              name={`holder${place}Share`}
              optional={place > 1}
              label={words.share}
              hint={words.shareHint}
              length={8}
              maxlength={20}
              autocomplete="off"
            />
            <TextField
              name={`holder${place}Name`}
              optional
              label={words.organisation}
              hint={words.organisationHint}
              autocomplete="off"
              maxlength={300}
            />
          </Columns>
        </FieldGroup>
      ))}
    </>
  );
}

/** Who signed: those who hold rights, by name, and others by number; and who holds a mortgage, when there is one. */
function Agreement({ file, language }: Shown) {
  const words = texts[language];
  const rights = presentRights(file);
  const people = [...new Set(rights.flatMap((right) => right.people))];
  const nameOf = (number: string): string =>
    rights.find((right) => right.people.length === 1 && right.people[0] === number)?.partyName ??
    rights.find((right) => right.people.includes(number))!.partyName;
  const isMortgaged = file.restrictions.some(({ form, validUntil }) => form === 'mortgage' && validUntil === null);
  return (
    <>
      {people.length > 0 && (
        <CheckboxGroup
          name="consents"
          optional
          label={words.consents}
          choices={people.map((number) => ({ value: number, label: number, hint: nameOf(number) }))}
        />
      )}
      <TextField
        name="moreConsents"
        optional
        label={words.moreConsents}
        hint={words.moreConsentsHint}
        autocomplete="off"
        maxlength={500}
      />
      {isMortgaged && (
        <TextField name="mortgageeConsent" optional label={words.mortgageeConsent} autocomplete="off" maxlength={100} />
      )}
    </>
  );
}

function Ending({ file, language }: Shown) {
  const words = texts[language];
  const choices = [
    ...file.restrictions
      .filter(({ validUntil }) => validUntil === null)
      .map((each) => ({
        value: each.code,
        label: restriction.fields.form.choices![each.form]![language],
        hint: [each.content, each.partyName].filter(Boolean).join(' · '),
      })),
    ...file.responsibilities
      .filter(({ validUntil }) => validUntil === null)
      .map((each) => ({
        value: each.code,
        label: responsibility.fields.form.choices![each.form]![language],
        hint: each.content,
      })),
  ];
  if (choices.length === 0)
    return (
      <Notice tone="info" title={words.nothing}>
        <p>{words.nothingLead}</p>
      </Notice>
    );
  return <RadioGroup name="code" label={words.what} choices={choices} />;
}

function Splitting({ file, language }: Shown) {
  const words = texts[language];
  return (
    <>
      <RadioGroup
        name="by"
        label={words.by}
        choices={[
          { value: 'area', label: words.byArea },
          { value: 'line', label: words.byLine },
        ]}
      />
      <Columns>
        <TextField name="area_m2" optional label={words.area} inputmode="decimal" length={10} maxlength={20} />
        <TextField
          name="bearing"
          optional
          label={words.bearing}
          hint={`${words.bearingHint} ${fill(words.bearingOf, { list: bearingsOf(file).join('; ') })}`}
          inputmode="decimal"
          length={10}
          maxlength={20}
        />
      </Columns>
      <TextArea name="line" optional label={words.line} hint={words.lineHint} rows={3} maxlength={20_000} />
      <TextArea name="access" optional label={words.access} hint={words.accessHint} rows={2} maxlength={1_000} />
      <Agreement file={file} language={language} />
    </>
  );
}

/** The bearing of each edge of the outline: a cut along one of them leaves straight lots. */
function bearingsOf({ parcel }: ParcelFile): string[] {
  const ring = parcel.rings[0] ?? [];
  const bearings = ring.map(([east, north], i) => {
    const [nextEast, nextNorth] = ring[(i + 1) % ring.length]!;
    return ((Math.atan2(nextEast - east, nextNorth - north) * 180) / Math.PI + 360) % 360;
  });
  return [...new Set(bearings.map((bearing) => `${bearing.toFixed(1)}°`))].slice(0, 8);
}

/** Only those that share a corner: others cannot be merged or exchange ground with it. */
function neighbourChoices(file: ParcelFile, language: Language) {
  const corners = new Set(file.parcel.rings.flat().map((point) => point.join()));
  return file.neighbours
    .filter(({ landUse }) => landUse !== 'DGT')
    .filter(({ rings }) => rings.flat().filter((point) => corners.has(point.join())).length >= 2)
    .map(({ code, number }) => ({ value: code, label: fill(texts[language].otherParcel, { number, code }) }));
}
