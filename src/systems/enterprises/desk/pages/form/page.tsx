import {
  Breadcrumbs,
  Button,
  Checkbox,
  DateField,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  Page,
  PageTitle,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { BRANCH_KINDS } from '../../../enterprise-codes.ts';
import type { ActName, EnterpriseFile } from '../../actions.ts';
import type { DeskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';
import {
  AddressFields,
  BasisFields,
  FormField,
  HolderFields,
  IndustryFields,
  NameFields,
  OwnerFields,
  RepresentativeFields,
  choicesOf,
} from './fields.tsx';

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
        <HolderFields language={language} rows={rows} moreHref={`/desk/enterprises/new?rows=${rows + 5}`} />
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
        <ActFields {...props} />
        <BasisFields language={language} on={act === 'suspend' ? 'suspendOn' : 'on'} />
        <Button>{words.save}</Button>
      </Form>
    </Page>,
  );
}

function ActFields(props: Parameters<typeof actPage>[0]) {
  const { language, act, file, communes, rows, code } = props;
  const words = texts[language];
  const holders = (title?: string) => (
    <HolderFields
      language={language}
      rows={rows}
      moreHref={`/desk/enterprises/${code}/acts/${act}?rows=${rows + 5}`}
      {...(title ? { title } : {})}
    />
  );
  const capital = (label: string) => (
    <TextField name="capital" label={label} inputmode="numeric" autocomplete="off" maxlength={24} />
  );
  switch (act) {
    case 'rename':
      return <NameFields language={language} />;
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
      return <RepresentativeFields language={language} rows={4} />;
    case 'change-industries':
      return <IndustryFields language={language} />;
    case 'convert':
      return (
        <>
          <FormField language={language} label={words.newForm} />
          <NameFields language={language} />
          {holders()}
          <RepresentativeFields language={language} rows={4} />
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
      return <OwnerFields language={language} prefix="" />;
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
