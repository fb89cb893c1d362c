import {
  Breadcrumbs,
  Button,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  Page,
  PageTitle,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { ActFields } from '../../../forms/act-fields.tsx';
import type { ActName, EnterpriseFile } from '../../actions.ts';
import type { DeskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';
import {
  AddressFields,
  BasisFields,
  FormField,
  HolderFields,
  MoreRows,
  ROWS_MORE,
  IndustryFields,
  NameFields,
  OwnerFields,
  RepresentativeFields,
} from '../../../forms/fields.tsx';

interface FormPage extends DeskPage {
  values: FieldValues;
  messages: FieldMessages;
  idempotencyKey: string;
  communes: readonly { code: string; name: string }[];
  rows: number;
}

/** The form of a first registration. */
export function registerPage(props: FormPage & { agencyName: string }): string {
  const { language, path, frame, values, messages, idempotencyKey, communes, rows } = props;
  const words = texts[language];
  return renderPage(
    <Page
      language={language}
      title={words.toRegister}
      path={path}
      frame={frame}
      width="wide"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.enterprises, href: '/desk/enterprises' },
          { label: words.toRegister, href: '/desk/enterprises/new' },
        ]}
      />
      <PageTitle over={words.desk} title={words.toRegister} lead={props.agencyName} />
      <ErrorSummary messages={messages} />
      <Form action="/desk/enterprises/new" values={values} messages={messages} idempotencyKey={idempotencyKey}>
        <input type="hidden" name="rows" value={String(rows)} />
        <NameFields language={language} />
        <FormField language={language} />
        <AddressFields language={language} communes={communes} />
        <TextField name="capital" label={words.capitalVnd} inputmode="numeric" autocomplete="off" maxlength={24} />
        <IndustryFields language={language} />
        <HolderFields
          language={language}
          rows={rows}
          more={<MoreRows language={language} rows={rows} href={`/desk/enterprises/new?rows=${rows + ROWS_MORE}`} />}
        />
        <RepresentativeFields language={language} />
        <OwnerFields language={language} prefix="beneficialOwners.0." />
        <BasisFields language={language} on={undefined} />
        <Button>{words.register}</Button>
      </Form>
    </Page>,
  );
}

/** The form of an act about an enterprise. */
export function actPage(props: FormPage & { code: string; act: ActName; file: EnterpriseFile }): string {
  const { language, path, frame, values, messages, idempotencyKey, code, act, file } = props;
  const words = texts[language];
  const name = file.version?.values.name ?? code;
  const here = `/desk/enterprises/${code}/acts/${act}`;
  return renderPage(
    <Page
      language={language}
      title={words.act[act]}
      path={path}
      frame={frame}
      width="wide"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.enterprises, href: '/desk/enterprises' },
          { label: name, href: `/desk/enterprises/${code}` },
          { label: words.act[act], href: here },
        ]}
      />
      <PageTitle over={`${name} · ${code}`} title={words.act[act]} />
      <ErrorSummary messages={messages} />
      <Form action={here} values={values} messages={messages} idempotencyKey={idempotencyKey}>
        <input type="hidden" name="rows" value={String(props.rows)} />
        <ActFields
          {...props}
          more={<MoreRows language={language} rows={props.rows} href={`${here}?rows=${props.rows + ROWS_MORE}`} />}
        />
        <BasisFields language={language} on={act === 'suspend' ? 'suspendOn' : 'on'} />
        <Button>{words.save}</Button>
      </Form>
    </Page>,
  );
}
