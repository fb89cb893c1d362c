import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  DateField,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Fact,
  FactList,
  type FieldMessages,
  FieldGroup,
  type FieldValues,
  FileField,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  ProgressBar,
  RadioGroup,
  Section,
  SelectField,
  StatusTag,
  TextArea,
  TextField,
  type Tone,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { Kept } from '../../actions.ts';
import { matchColumns, targetsOf } from '../../bulk/columns.ts';
import { type RowProblem, ruleTitle, targetTitle } from '../../bulk/problem.ts';
import { ROWS_IN_BATCH } from '../../bulk/limits.ts';
import type { ImportReport, StageSum } from '../../bulk/services.ts';
import type { RecordKind } from '../../kind/index.ts';
import { texts } from '../texts.ts';
import { importTexts } from './texts.ts';

interface PageHead {
  language: Language;
  path: string;
  frame: Frame;
  kept: Kept;
}

/** Where the imports of a kind are. */
export const importPath = ({ system, name }: RecordKind, run = ''): string =>
  `/desk/registers/${system}/${name}/import${run && `/${run}`}`;

const TONES: Record<ImportReport['state'], Tone> = {
  uploaded: 'info',
  checking: 'info',
  checked: 'warning',
  importing: 'info',
  done: 'success',
  stopped: 'danger',
  cancelled: 'neutral',
};

function Crumbs({ language, kept, run }: Pick<PageHead, 'language' | 'kept'> & { run?: ImportReport }) {
  const { kind } = kept.keeping;
  const crumbs = [
    { label: texts[language].registers, href: '/desk/registers' },
    { label: kind.title[language], href: `/desk/registers/${kind.system}/${kind.name}` },
    { label: importTexts[language].title, href: importPath(kind) },
    ...(run ? [{ label: run.fileName, href: importPath(kind, run.id) }] : []),
  ];
  return <Breadcrumbs crumbs={crumbs} />;
}

/** The files that were sent for a kind, and the form for another. */
export function importsPage(
  props: PageHead & { runs: readonly ImportReport[]; most_bytes: number; messages: FieldMessages },
): string {
  const { language, path, frame, kept, runs, most_bytes, messages } = props;
  const words = importTexts[language];
  const { kind } = kept.keeping;
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <Crumbs language={language} kept={kept} />
      <PageTitle over={kind.title[language]} title={words.title} lead={words.lead} />
      <ErrorSummary messages={messages} />
      <Section title={words.upload}>
        <Form action={importPath(kind)} files messages={messages} label={words.upload}>
          <FileField
            name="file"
            label={words.file}
            hint={words.fileHint}
            accept=".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl"
            kinds="CSV, XLSX, NDJSON"
            most_bytes={most_bytes}
          />
          <Buttons>
            <Button>{words.uploadButton}</Button>
            <LinkButton href={`${importPath(kind)}/template.csv`} look="secondary" icon="download" download>
              {words.template}
            </LinkButton>
          </Buttons>
        </Form>
      </Section>
      <Section title={words.earlier}>
        {runs.length === 0 ? (
          <EmptyState title={words.none} headingLevel={3} />
        ) : (
          <DataTable
            caption={words.earlier}
            captionHidden
            columns={[
              { key: 'name', label: words.name },
              { key: 'state', label: words.state },
              { key: 'sentAt', label: words.sentAt },
              { key: 'size', label: words.size, numeric: true },
            ]}
            rows={runs.map((run) => ({
              key: run.id,
              href: importPath(kind, run.id),
              cells: {
                name: run.fileName,
                state: <StatusTag tone={TONES[run.state]}>{words.states[run.state]}</StatusTag>,
                sentAt: formatInstant(run.createdAt, language),
                size: sizeOf(run.size_bytes, language),
              },
            }))}
          />
        )}
      </Section>
    </Page>,
  );
}

/** A size as people read it. */
export const sizeOf = (bytes: number, language: Language): string =>
  bytes < 1_000_000
    ? `${formatNumber(Math.max(1, Math.round(bytes / 1_000)), language)} kB`
    : `${formatNumber(Math.round(bytes / 100_000) / 10, language)} MB`;

interface ImportPage extends PageHead {
  run: ImportReport;
  problems: readonly RowProblem[];
  /** How often the page refreshes itself; undefined when it does not. */
  refresh_seconds: number | undefined;
  stoppedFor: string | undefined;
  idempotencyKey: string;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}

/** One import: what is known of the file, what is to be done next, and what was found. */
export function importPage(props: ImportPage): string {
  const { language, path, frame, kept, run, refused, stoppedFor } = props;
  const words = importTexts[language];
  const { kind } = kept.keeping;
  const { steps } = run;
  const isAtWork = run.state === 'checking' || run.state === 'importing';
  return renderPage(
    <Page language={language} title={run.fileName} path={path} frame={frame}>
      <Crumbs language={language} kept={kept} run={run} />
      <PageTitle over={`${kind.title[language]} · ${words.title}`} title={run.fileName} />
      {refused && <ErrorSummary messages={refused.messages} />}
      {run.state === 'done' && (
        <Notice tone="success" title={words.doneTitle} live>
          <p>{words.doneText}</p>
        </Notice>
      )}
      {run.state === 'stopped' && (
        <Notice tone="danger" title={words.stoppedTitle} live>
          <p>{stoppedFor ?? words.stoppedByYou}</p>
        </Notice>
      )}
      <FactList>
        <Fact label={words.state} value={<StatusTag tone={TONES[run.state]}>{words.states[run.state]}</StatusTag>} />
        <Fact label={words.size} value={`${sizeOf(run.size_bytes, language)} · ${run.format.toUpperCase()}`} />
        <Fact label={words.sentAt} value={formatInstant(run.createdAt, language)} />
        <Fact label="SHA-256" value={run.sha256} />
      </FactList>
      {isAtWork && <AtWork {...props} />}
      {run.check.rows > 0 && run.state !== 'checking' && (
        <Sum title={words.found} sum={run.check} good={words.good} language={language} kind={kind} />
      )}
      {run.import.rows > 0 && (
        <Sum title={words.written} sum={run.import} good={words.goodDone} language={language} kind={kind} />
      )}
      {!isAtWork && <Problems {...props} />}
      {run.state === 'checked' && (
        <Section
          title={words.import}
          lead={fill(words.importLead, {
            good: formatNumber(run.check.good, language),
            present: formatNumber(run.check.present, language),
            refused: formatNumber(run.check.refused, language),
          })}
        >
          <StepForm {...props} step="import" label={words.import} />
        </Section>
      )}
      {run.state === 'stopped' && stoppedFor === undefined && run.wishes && (
        <StepForm {...props} step={run.import.rows > 0 ? 'import' : 'check'} label={words.goOn} />
      )}
      {steps.includes('check') && run.state !== 'stopped' && <Wishes {...props} />}
      <Buttons>
        {steps.includes('stop') && <StepForm {...props} step="stop" label={words.stop} look="secondary" />}
        {steps.includes('cancel') && <StepForm {...props} step="cancel" label={words.cancel} look="tertiary" />}
      </Buttons>
    </Page>,
  );
}

function AtWork({ language, kept, run, refresh_seconds }: ImportPage) {
  const words = importTexts[language];
  const { rows, read_bytes } = run.state === 'checking' ? run.check : run.import;
  const percent = Math.min(100, Math.floor((100 * read_bytes) / run.size_bytes));
  const here = importPath(kept.keeping.kind, run.id);
  return (
    <Section title={words.states[run.state]!}>
      <ProgressBar
        label={fill(words.progress, { rows: formatNumber(rows, language), percent })}
        share={read_bytes / run.size_bytes}
      />
      {refresh_seconds === undefined ? (
        <LinkButton href={`${here}?watch=yes`} look="secondary">
          {words.refresh}
        </LinkButton>
      ) : (
        <p>
          {fill(words.refreshes, { seconds: refresh_seconds })} <a href={here}>{words.stopRefreshing}</a>
        </p>
      )}
    </Section>
  );
}

function StepForm({
  kept,
  run,
  idempotencyKey,
  step,
  label,
  look,
}: ImportPage & { step: string; label: string; look?: 'secondary' | 'tertiary' }) {
  return (
    <Form
      action={`${importPath(kept.keeping.kind, run.id)}/step`}
      idempotencyKey={`${idempotencyKey}-${step}`}
      label={label}
    >
      <input type="hidden" name="step" value={step} />
      <Button look={look ?? 'primary'} danger={step === 'cancel'}>
        {label}
      </Button>
    </Form>
  );
}

function Sum({
  title,
  sum,
  good,
  language,
  kind,
}: {
  title: string;
  sum: StageSum;
  good: string;
  language: Language;
  kind: RecordKind;
}) {
  const words = importTexts[language];
  const number = (value: number) => formatNumber(value, language);
  return (
    <Section title={title}>
      <FactList>
        <Fact label={words.rows} value={number(sum.rows)} />
        <Fact label={good} value={number(sum.good)} />
        <Fact label={words.present} value={number(sum.present)} />
        <Fact label={words.refused} value={number(sum.refused)} />
      </FactList>
      {sum.problems.length > 0 && (
        <DataTable
          caption={`${title}: ${words.byRule}`}
          columns={[
            { key: 'rule', label: words.rule },
            { key: 'field', label: words.field },
            { key: 'severity', label: words.severity },
            { key: 'count', label: words.count, numeric: true },
          ]}
          rows={sum.problems.map(({ field, rule, severity, count }) => ({
            key: `${field} ${rule} ${severity}`,
            cells: {
              rule: ruleTitle(kind, rule)[language],
              field: targetTitle(kind, field)[language],
              severity: <Severity severity={severity} language={language} />,
              count: number(count),
            },
          }))}
        />
      )}
    </Section>
  );
}

function Severity({ severity, language }: { severity: RowProblem['severity']; language: Language }) {
  const tone = severity === 'refused' ? 'danger' : severity === 'warning' ? 'warning' : 'info';
  return <StatusTag tone={tone}>{importTexts[language].severities[severity]}</StatusTag>;
}

function Problems({ language, kept, run, problems }: ImportPage) {
  const words = importTexts[language];
  const { kind } = kept.keeping;
  if (problems.length === 0) return run.check.rows > 0 ? <p>{words.noProblems}</p> : null;
  return (
    <Section title={words.firstProblems}>
      <DataTable
        caption={words.firstProblems}
        captionHidden
        columns={[
          { key: 'row', label: words.row, numeric: true },
          { key: 'field', label: words.field },
          { key: 'rule', label: words.rule },
          { key: 'given', label: words.given },
          { key: 'severity', label: words.severity },
        ]}
        rows={problems.map(({ row, field, rule, given, severity }, i) => ({
          key: String(i),
          cells: {
            row: formatNumber(row, language),
            field: targetTitle(kind, field)[language],
            rule: ruleTitle(kind, rule)[language],
            given: given ?? '',
            severity: <Severity severity={severity} language={language} />,
          },
        }))}
      />
      <LinkButton href={`${importPath(kind, run.id)}/report.csv`} look="secondary" icon="download" download>
        {words.report}
      </LinkButton>
    </Section>
  );
}

const SOURCES = ['decision', 'judgment', 'application', 'other'] as const;

function Wishes({ language, kept, run, idempotencyKey, refused }: ImportPage) {
  const words = importTexts[language];
  const { kind } = kept.keeping;
  const known = run.wishes;
  const matched = known?.columns ?? matchColumns(kind, run.header);
  const values: FieldValues = refused?.values ?? {
    ...Object.fromEntries(Object.entries(matched).map(([name, at]) => [`column_${name}`, String(at)])),
    dates: known?.dates ?? 'iso',
    taking: known?.taking ?? 'row-by-row',
    emptyActs: known?.emptyActs ?? 'keep',
    validFrom: known?.validFrom ?? '',
    reason: known?.reason ?? '',
    sourceKind: known?.source.kind ?? 'decision',
    sourceNumber: known?.source.number ?? '',
  };
  const form = (
    <Form
      action={`${importPath(kind, run.id)}/step`}
      values={values}
      messages={refused?.messages ?? {}}
      idempotencyKey={`${idempotencyKey}-check`}
      label={words.check}
    >
      <input type="hidden" name="step" value="check" />
      <input type="hidden" name="withWishes" value="yes" />
      <FieldGroup title={words.columns} hint={words.columnsLead}>
        {targetsOf(kind).map(({ name, title, isNeeded }) => (
          <SelectField
            key={name}
            name={`column_${name}`}
            label={title[language]}
            optional={!isNeeded}
            choices={run.header.map((column, at) => ({ value: String(at), label: column || `#${at + 1}` }))}
          />
        ))}
        <DateField name="validFrom" label={words.validFromFixed} hint={words.validFromFixedHint} optional />
      </FieldGroup>
      <FieldGroup title={words.howToRead}>
        <RadioGroup
          name="dates"
          label={words.dates}
          choices={[
            { value: 'iso', label: words.datesIso },
            { value: 'day-first', label: words.datesDayFirst },
          ]}
        />
        <RadioGroup
          name="taking"
          label={words.taking}
          choices={[
            { value: 'row-by-row', label: words.takingRow },
            {
              value: 'whole-batch',
              label: fill(words.takingBatch, { rows: formatNumber(ROWS_IN_BATCH, language) }),
            },
          ]}
        />
        <RadioGroup
          name="emptyActs"
          label={words.emptyActs}
          hint={words.emptyActsHint}
          choices={[
            { value: 'keep', label: words.emptyKeep },
            { value: 'unknown', label: words.emptyUnknown },
          ]}
        />
      </FieldGroup>
      <FieldGroup title={words.grounds}>
        <TextArea name="reason" label={words.reason} maxlength={2000} rows={3} />
        <SelectField
          name="sourceKind"
          label={words.sourceKind}
          choices={SOURCES.map((value) => ({ value, label: texts[language].sourceKinds[value]! }))}
        />
        <TextField name="sourceNumber" label={words.sourceNumber} maxlength={100} />
      </FieldGroup>
      <Button>{words.check}</Button>
    </Form>
  );
  if (run.state === 'uploaded') return form;
  return (
    <Disclosure label={words.checkAgain} open={refused !== undefined}>
      {form}
    </Disclosure>
  );
}
