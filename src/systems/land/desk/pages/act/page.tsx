import {
  Breadcrumbs,
  Button,
  Columns,
  DateField,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  Form,
  type Frame,
  Page,
  PageTitle,
  SelectField,
  TextArea,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill } from '../../../../../kernel/text.ts';
import { administrativeSource } from '../../../kinds.ts';
import { LAND_USES } from '../../../land-use-codes.ts';
import type { ParcelFile } from '../../../reading/rules.ts';
import type { ActName } from '../../acts.ts';
import { ACT_TITLES } from '../acts.ts';
import { ParcelPlan } from '../file/page.tsx';
import { ActFields } from './fields.tsx';
import { texts } from './texts.ts';

interface FormHead {
  language: Language;
  path: string;
  frame: Frame;
  idempotencyKey: string;
  refused: { typed: Record<string, string | readonly string[] | undefined>; messages: FieldMessages } | undefined;
}

/** What is usual as the paper of an act. */
const USUAL_SOURCE: Record<ActName | 'survey', string> = {
  survey: 'survey',
  first: 'application',
  transfer: 'contract',
  mortgage: 'contract',
  seizure: 'enforcement',
  restriction: 'decision',
  end: 'application',
  split: 'application',
  merge: 'application',
  boundary: 'minutes',
  'land-use': 'decision',
  area: 'survey',
  renewal: 'application',
  'certificate-end': 'decision',
  recovery: 'decision',
  term: 'decision',
  duty: 'decision',
};

/** The form of one act on a parcel, with its plan beside it. */
export function actPage({
  act,
  file,
  language,
  path,
  frame,
  idempotencyKey,
  refused,
}: FormHead & { act: ActName; file: ParcelFile }): string {
  const words = texts[language];
  const title = ACT_TITLES[act][language];
  const parcel = fill(words.parcel, { number: file.parcel.number, sheet: file.parcel.sheet });
  const messages = refused?.messages ?? {};
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame} refused={refused !== undefined}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/land' },
          { label: parcel, href: `/desk/land/parcels/${file.parcel.code}` },
          { label: title, href: path },
        ]}
      />
      <PageTitle over={`${parcel}, ${file.place[language]}`} title={title} />
      <ErrorSummary messages={messages} />
      <Columns ratio="wide-first">
        <Form
          action={path}
          idempotencyKey={idempotencyKey}
          values={{ sourceForm: USUAL_SOURCE[act], holder1Share: '1', by: 'area', ...refused?.typed }}
          messages={messages}
        >
          <ActFields act={act} file={file} language={language} />
          <GroundsFields language={language} />
          <p>{words.sure}</p>
          <Button>{words.register}</Button>
        </Form>
        <ParcelPlan file={file} language={language} />
      </Columns>
    </Page>,
  );
}

function GroundsFields({ language }: { language: Language }) {
  const words = texts[language];
  return (
    <FieldGroup title={words.grounds}>
      <SelectField
        name="sourceForm"
        label={words.sourceForm}
        placeholder={null}
        choices={Object.entries(administrativeSource.fields.form.choices!).map(([value, title]) => ({
          value,
          label: title[language],
        }))}
      />
      <Columns>
        <TextField name="sourceNumber" label={words.sourceNumber} autocomplete="off" maxlength={100} />
        <TextField name="sourceIssuer" optional label={words.sourceIssuer} autocomplete="off" maxlength={300} />
      </Columns>
      <Columns>
        <DateField name="sourceIssuedOn" optional label={words.sourceIssuedOn} />
        <DateField name="on" optional label={words.on} hint={words.onHint} />
      </Columns>
      <TextArea name="reason" label={words.reason} rows={2} maxlength={2_000} />
    </FieldGroup>
  );
}

/** The form by which a surveyed parcel is put on the map. */
export function surveyPage({ language, path, frame, idempotencyKey, refused }: FormHead): string {
  const words = texts[language];
  const messages = refused?.messages ?? {};
  return renderPage(
    <Page
      language={language}
      title={words.surveyTitle}
      path={path}
      frame={frame}
      refused={refused !== undefined}
      width="narrow"
    >
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/land' },
          { label: words.surveyTitle, href: path },
        ]}
      />
      <PageTitle title={words.surveyTitle} lead={words.surveyLead} />
      <ErrorSummary messages={messages} />
      <Form
        action={path}
        idempotencyKey={idempotencyKey}
        values={{ sourceForm: USUAL_SOURCE.survey, ...refused?.typed }}
        messages={messages}
      >
        <Columns>
          <TextField name="communeCode" label={words.communeCode} inputmode="numeric" length={8} maxlength={5} />
          <TextField name="sheet" label={words.sheet} inputmode="numeric" length={6} maxlength={4} />
        </Columns>
        <TextArea name="outline" label={words.outline} hint={words.outlineHint} rows={6} maxlength={20_000} />
        <SelectField
          name="landUse"
          label={words.landUse}
          choices={Object.entries(LAND_USES).map(([value, use]) => ({ value, label: `${use[language]} (${value})` }))}
        />
        <TextField name="address" optional label={words.address} autocomplete="off" maxlength={300} />
        <GroundsFields language={language} />
        <p>{words.sure}</p>
        <Button>{words.register}</Button>
      </Form>
    </Page>,
  );
}
