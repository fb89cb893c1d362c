import {
  Breadcrumbs,
  Button,
  Buttons,
  CheckboxGroup,
  DataTable,
  DateField,
  EmptyState,
  ErrorSummary,
  Fact,
  FactList,
  type FieldMessages,
  FieldGroup,
  type FieldValues,
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
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { RegisterDefinition } from '../../definition.ts';
import { EXPORT_FORMATS, EXPORT_KEPT_DAYS, FOUR_EYES_ROWS } from '../../bulk/export/limits.ts';
import type { ExportReport, Exportable } from '../../bulk/export/services.ts';
import type { RecordKind } from '../../kind/index.ts';
import { sizeOf } from '../imports/page.tsx';
import { texts } from '../texts.ts';
import { exportTexts } from './texts.ts';

interface PageHead {
  language: Language;
  path: string;
  frame: Frame;
  kind: RecordKind;
  register: RegisterDefinition;
}

/** Where the exports of a kind are. */
export const exportPath = ({ system, name }: Pick<RecordKind, 'system' | 'name'>, run = ''): string =>
  `/desk/registers/${system}/${name}/export${run && `/${run}`}`;

const TONES: Record<ExportReport['state'], Tone> = {
  reading: 'info',
  awaiting: 'warning',
  writing: 'info',
  ready: 'success',
  refused: 'danger',
  cancelled: 'neutral',
  failed: 'danger',
  expired: 'neutral',
};

function Crumbs({ language, kind, run }: Pick<PageHead, 'language' | 'kind'> & { run?: ExportReport }) {
  const crumbs = [
    { label: texts[language].registers, href: '/desk/registers' },
    { label: kind.title[language], href: `/desk/registers/${kind.system}/${kind.name}` },
    { label: exportTexts[language].title, href: exportPath(kind) },
    ...(run ? [{ label: whatOf(run, language), href: exportPath(kind, run.id) }] : []),
  ];
  return <Breadcrumbs crumbs={crumbs} />;
}

const whatOf = ({ format, wishes }: ExportReport, language: Language): string =>
  `${format.toUpperCase()} · ${wishes.withHistory ? exportTexts[language].history : formatDate(wishes.on, language)}`;

const SOURCES = ['decision', 'judgment', 'application', 'other'] as const;

/** The form that asks for an export, and those that were asked for. */
export function exportsPage(
  props: PageHead & {
    runs: readonly ExportReport[];
    may: Exportable;
    today: string;
    idempotencyKey: string;
    values: FieldValues | undefined;
    messages: FieldMessages;
  },
): string {
  const { language, path, frame, kind, register, runs } = props;
  const words = exportTexts[language];
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <Crumbs language={language} kind={kind} />
      <PageTitle over={`${register.title[language]} · ${kind.title[language]}`} title={words.title} lead={words.lead} />
      <ErrorSummary messages={props.messages} />
      <Section title={words.ask}>
        <Asking {...props} />
      </Section>
      <Section title={words.earlier}>
        {runs.length === 0 ? (
          <EmptyState title={words.none} headingLevel={3} />
        ) : (
          <DataTable
            caption={words.earlier}
            captionHidden
            columns={[
              { key: 'what', label: words.what },
              { key: 'by', label: words.by },
              { key: 'state', label: words.state },
              { key: 'askedAt', label: words.askedAt },
            ]}
            rows={runs.map((run) => ({
              key: run.id,
              href: exportPath(kind, run.id),
              cells: {
                what: whatOf(run, language),
                by: run.isOwn ? words.you : run.askedBy.title[language],
                state: <StatusTag tone={TONES[run.state]}>{words.states[run.state]}</StatusTag>,
                askedAt: formatInstant(run.createdAt, language),
              },
            }))}
          />
        )}
      </Section>
    </Page>,
  );
}

function Asking(props: Parameters<typeof exportsPage>[0]) {
  const { language, kind, may, today, idempotencyKey, messages } = props;
  const words = exportTexts[language];
  const withheld = Object.entries(kind.fields).filter(([name]) => !may.fields.includes(name));
  const values: FieldValues = props.values ?? {
    format: 'csv',
    versions: 'current',
    on: today,
    // What is protected is taken only by who chooses it.
    fields: may.fields.filter((name) => kind.fields[name]!.disclosure !== 'protected'),
    sourceKind: 'decision',
  };
  return (
    <Form
      action={exportPath(kind)}
      values={values}
      messages={messages}
      idempotencyKey={idempotencyKey}
      label={words.askButton}
    >
      <RadioGroup
        name="format"
        label={words.format}
        choices={EXPORT_FORMATS.map((value) => ({ value, label: words.formats[value] }))}
      />
      <FieldGroup title={words.which}>
        {may.territory !== undefined && <p>{fill(words.territoryOwn, { code: may.territory })}</p>}
        {may.pastToo && (
          <>
            <RadioGroup
              name="versions"
              label={words.versions}
              choices={[
                { value: 'current', label: words.current },
                { value: 'history', label: words.history },
              ]}
            />
            <DateField name="on" label={words.on} />
            <DateField name="knownAt" label={words.knownAt} hint={words.knownHint} optional />
          </>
        )}
        {kind.territory && may.territory === undefined && (
          <TextField name="territory" label={words.territory} hint={words.territoryHint} maxlength={5} optional />
        )}
      </FieldGroup>
      <CheckboxGroup
        name="fields"
        label={words.fields}
        hint={words.fieldsHint}
        choices={may.fields.map((value) => ({ value, label: kind.fields[value]!.title[language] }))}
      />
      {withheld.length > 0 && (
        <p>{fill(words.withheld, { fields: withheld.map(([, { title }]) => title[language]).join(', ') })}</p>
      )}
      <TextArea name="reason" label={words.reason} hint={words.reasonHint} maxlength={2000} rows={3} />
      <SelectField
        name="sourceKind"
        label={words.sourceKind}
        choices={SOURCES.map((value) => ({ value, label: texts[language].sourceKinds[value]! }))}
      />
      <TextField name="sourceNumber" label={words.sourceNumber} maxlength={100} />
      <p>{fill(words.fourEyes, { rows: formatNumber(FOUR_EYES_ROWS, language), days: EXPORT_KEPT_DAYS })}</p>
      <Button>{words.askButton}</Button>
    </Form>
  );
}

interface ExportPage extends PageHead {
  run: ExportReport;
  /** How often the page refreshes itself; undefined when it does not. */
  refresh_seconds: number | undefined;
  failedFor: string | undefined;
  idempotencyKey: string;
  messages: FieldMessages;
}

const DAY_MS = 86_400_000;

/** One export: how far it is, what it is, and what can be done with it. */
export function exportPage(props: ExportPage): string {
  const { language, path, frame, kind, run, messages, failedFor, idempotencyKey } = props;
  const words = exportTexts[language];
  const { wishes, isOwn } = run;
  const few = formatNumber(FOUR_EYES_ROWS, language);
  const action = `${exportPath(kind, run.id)}/step`;
  const source = `${texts[language].sourceKinds[wishes.source.kind] ?? wishes.source.kind} ${wishes.source.number}`;
  return renderPage(
    <Page language={language} title={whatOf(run, language)} path={path} frame={frame}>
      <Crumbs language={language} kind={kind} run={run} />
      <PageTitle over={`${kind.title[language]} · ${words.title}`} title={whatOf(run, language)} />
      <ErrorSummary messages={messages} />
      {run.state === 'ready' && isOwn && (
        <Notice tone="success" title={words.readyTitle} live>
          <p>{words.readyText}</p>
          <LinkButton href={`${exportPath(kind, run.id)}/file`} icon="download" download>
            {words.download}
          </LinkButton>
        </Notice>
      )}
      {run.state === 'awaiting' && (
        <Notice tone="warning" title={words.awaitingTitle} live>
          <p>{isOwn ? fill(words.awaitingOwn, { rows: few }) : words.awaitingOther}</p>
        </Notice>
      )}
      {run.state === 'failed' && (
        <Notice tone="danger" title={words.failedTitle} live>
          <p>{failedFor}</p>
        </Notice>
      )}
      {(run.state === 'reading' || run.state === 'writing') && <AtWork {...props} />}
      <FactList>
        <Fact label={words.state} value={<StatusTag tone={TONES[run.state]}>{words.states[run.state]}</StatusTag>} />
        <Fact
          label={words.by}
          value={isOwn ? words.you : `${run.askedBy.title[language]}, ${run.askedBy.agencyName}`}
        />
        <Fact label={words.askedAt} value={formatInstant(run.createdAt, language)} />
        <Fact label={words.knownAtFact} value={formatInstant(run.knownAt, language)} />
        {wishes.territory && <Fact label={words.territory} value={wishes.territory} />}
        <Fact
          label={words.fields}
          value={wishes.fields.map((name) => kind.fields[name]?.title[language] ?? name).join(', ')}
        />
        <Fact label={words.reason} value={wishes.reason} />
        <Fact label={words.sourceNumber} value={source} />
        {run.receipt && <Fact label={words.receipt} value={run.receipt} />}
        {run.decidedReason && <Fact label={words.refusedBecause} value={run.decidedReason} />}
        {run.size_bytes !== null && (
          <>
            <Fact label={words.rows} value={formatNumber(run.writtenRows, language)} />
            <Fact label={words.size} value={sizeOf(run.size_bytes, language)} />
            <Fact label="SHA-256" value={run.sha256 ?? ''} />
          </>
        )}
        {run.state === 'ready' && (
          <Fact
            label={words.keptUntil}
            value={formatInstant(new Date(new Date(run.changedAt).getTime() + EXPORT_KEPT_DAYS * DAY_MS), language)}
          />
        )}
      </FactList>
      <Buttons>
        {run.steps.includes('approve') && (
          <Form action={action} idempotencyKey={`${idempotencyKey}-approve`} label={words.approve}>
            <input type="hidden" name="step" value="approve" />
            <Button>{words.approve}</Button>
          </Form>
        )}
        {run.steps.includes('cancel') && (
          <Form action={action} idempotencyKey={`${idempotencyKey}-cancel`} label={words.cancel}>
            <input type="hidden" name="step" value="cancel" />
            <Button look="tertiary" danger>
              {words.cancel}
            </Button>
          </Form>
        )}
      </Buttons>
      {run.steps.includes('refuse') && (
        <Form action={action} messages={messages} idempotencyKey={`${idempotencyKey}-refuse`} label={words.refuse}>
          <input type="hidden" name="step" value="refuse" />
          <TextArea name="reason" label={words.refuseReason} maxlength={2000} rows={2} />
          <Button look="secondary">{words.refuse}</Button>
        </Form>
      )}
    </Page>,
  );
}

function AtWork({ language, kind, run, refresh_seconds }: ExportPage) {
  const words = exportTexts[language];
  const isReading = run.state === 'reading';
  // Of how many records there are PostgreSQL may know little yet: what is not over is never shown as done.
  const share = Math.min(
    0.99,
    isReading ? run.readRecords / Math.max(1, run.recordsInAll ?? 1) : run.writtenRows / Math.max(1, run.readRows),
  );
  const numbers = {
    records: formatNumber(run.readRecords, language),
    rows: formatNumber(run.readRows, language),
    written: formatNumber(run.writtenRows, language),
    percent: Math.floor(100 * share),
  };
  const here = exportPath(kind, run.id);
  return (
    <Section title={words.states[run.state]}>
      <ProgressBar label={fill(isReading ? words.progress : words.progressWriting, numbers)} share={share} />
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
