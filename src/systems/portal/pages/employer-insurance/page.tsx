import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  DateField,
  Disclosure,
  ErrorSummary,
  FileField,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  SelectField,
  StatusTag,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatNumber } from '../../../../kernel/text.ts';
import { declarationResult, monthText, paidText, stateShown } from '../../../insurance/index.ts';
import type { PageView, Refused } from '../../frame.ts';
import type { EmployerFile } from '../../insurance/actions.ts';
import { texts } from './texts.ts';

const LARGEST_FILE_BYTES = 5_000_000;
const MONTHS_OFFERED = 12;

interface EmployerProps extends PageView {
  code: string;
  name: string;
  file: EmployerFile;
  /** A form that came back refused. */
  sent: { form: 'file' | 'change'; refused: Refused } | undefined;
  today: string;
  newKey(): string;
}

/** An employer for its representative: the forms to declare, what is due, declarations, workers. */
export function employerInsurancePage(props: EmployerProps): string {
  const { language, path, frame, code, name, file, sent } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={name} path={path} frame={frame} refused={sent !== undefined}>
      <Breadcrumbs
        crumbs={[
          { label: words.title, href: '/employer-insurance' },
          { label: name, href: `/employer-insurance/${code}` },
        ]}
      />
      <PageTitle over={`${words.code} ${code}`} title={name} />
      {sent && <ErrorSummary messages={sent.refused.messages} />}
      {sent?.refused.general !== undefined && (
        <Notice tone="danger" title={sent.refused.general}>
          {null}
        </Notice>
      )}
      <DeclareForms {...props} />
      <Months file={file} language={language} />
      <Declarations code={code} file={file} language={language} />
      <Section title={words.workers}>
        {file.workers.length === 0 ? (
          <p>{words.noWorkers}</p>
        ) : (
          <DataTable
            caption={words.workers}
            captionHidden
            columns={[
              { key: 'name', label: words.worker },
              { key: 'number', label: words.number },
              { key: 'wage', label: words.wage, numeric: true },
              { key: 'since', label: words.since },
            ]}
            rows={file.workers.map((worker) => ({
              key: worker.personNumber,
              cells: {
                name: worker.fullName,
                number: worker.personNumber,
                wage: formatNumber(worker.wage, language),
                since: formatDate(worker.since, language),
              },
            }))}
          />
        )}
      </Section>
    </Page>,
  );
}

function Months({ file, language }: { file: EmployerFile; language: Language }) {
  const words = texts[language];
  return (
    <Section title={words.months}>
      {file.months.length === 0 ? (
        <p>{words.noMonths}</p>
      ) : (
        <DataTable
          caption={words.months}
          captionHidden
          columns={[
            { key: 'month', label: words.month },
            { key: 'people', label: words.people, numeric: true },
            { key: 'due', label: words.due, numeric: true },
            { key: 'state', label: words.state },
          ]}
          rows={file.months.map(({ month, workers, due, paidOn }) => ({
            key: month,
            cells: {
              month: monthText(month),
              people: workers,
              due: formatNumber(due, language),
              state: <StatusTag tone={paidOn ? 'success' : 'warning'}>{paidText(paidOn, language)}</StatusTag>,
            },
          }))}
        />
      )}
    </Section>
  );
}

function Declarations({ code, file, language }: { code: string; file: EmployerFile; language: Language }) {
  const words = texts[language];
  return (
    <Section title={words.declarations}>
      {file.declarations.length === 0 ? (
        <p>{words.noDeclarations}</p>
      ) : (
        <DataTable
          caption={words.declarations}
          captionHidden
          columns={[
            { key: 'month', label: words.month },
            { key: 'received', label: words.received },
            { key: 'state', label: words.state },
            { key: 'result', label: words.result },
          ]}
          rows={file.declarations.map((each) => ({
            key: each.id,
            href: `/employer-insurance/${code}/declarations/${each.id}`,
            cells: {
              month: monthText(each.month),
              received: formatDate(each.receivedOn, language),
              state: <State state={stateShown(each.state, language)} />,
              result: declarationResult(each, language),
            },
          }))}
        />
      )}
    </Section>
  );
}

function State({ state }: { state: ReturnType<typeof stateShown> }) {
  return <StatusTag tone={state.tone}>{state.label}</StatusTag>;
}

function DeclareForms({ language, code, file, sent, today, newKey }: EmployerProps) {
  const words = texts[language];
  const region = !file.employer && (
    <SelectField
      name="wageRegion"
      label={words.region}
      hint={words.regionHint}
      placeholder={null}
      choices={[1, 2, 3, 4].map((each) => ({ value: String(each), label: fill(words.regionName, { region: each }) }))}
    />
  );
  const month = (
    <SelectField
      name="month"
      label={words.month}
      placeholder={null}
      choices={lastMonths(today).map((each) => ({ value: each, label: monthText(each) }))}
    />
  );
  const refusedOf = (form: 'file' | 'change') =>
    sent?.form === form ? { values: sent.refused.values, messages: sent.refused.messages } : {};
  return (
    <Section title={words.declare}>
      <p>{words.declareLead}</p>
      <Buttons>
        <LinkButton href="/employer-insurance/template.csv" look="tertiary" icon="download">
          {words.template}
        </LinkButton>
      </Buttons>
      <Form
        action={`/employer-insurance/${code}`}
        label={words.declare}
        idempotencyKey={newKey()}
        files
        {...refusedOf('file')}
      >
        {month}
        {region}
        <FileField
          name="file"
          label={words.file}
          hint={words.fileHint}
          accept=".csv,text/csv"
          kinds="CSV"
          most_bytes={LARGEST_FILE_BYTES}
          optional
        />
        <Buttons>
          <Button icon="send">{words.send}</Button>
        </Buttons>
      </Form>
      <Disclosure label={words.one} open={sent?.form === 'change'}>
        <p>{words.oneLead}</p>
        <Form
          action={`/employer-insurance/${code}/change`}
          label={words.one}
          idempotencyKey={newKey()}
          {...refusedOf('change')}
        >
          {month}
          {region}
          <TextField name="personNumber" label={words.number} inputmode="numeric" length={14} maxlength={20} />
          <TextField name="fullName" label={words.worker} maxlength={200} />
          <SelectField
            name="change"
            label={words.change}
            placeholder={null}
            choices={[
              { value: 'TM', label: words.join },
              { value: 'DC', label: words.changeWage },
              { value: 'GH', label: words.leave },
            ]}
          />
          <DateField name="from" label={words.from} />
          <TextField name="wage" label={words.wageAMonth} inputmode="numeric" length={14} maxlength={20} optional />
          <Buttons>
            <Button icon="send">{words.sendOne}</Button>
          </Buttons>
        </Form>
      </Disclosure>
    </Section>
  );
}

/** This month and those before it. */
function lastMonths(today: string): string[] {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  return Array.from({ length: MONTHS_OFFERED }, (_, back) => {
    const index = year * 12 + month - 1 - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}
