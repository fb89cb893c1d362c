import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  DateField,
  Disclosure,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  FileField,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  TextArea,
  renderPage,
} from '../../../../../design/index.ts';
import { fill, formatDate, formatInstant, type Language } from '../../../../../kernel/text.ts';
import { type DeskView, StateTag, inForceText } from '../../../desk/pages/page-parts.tsx';
import { texts as deskTexts } from '../../../desk/pages/texts.ts';
import { EVENTS, type Move } from '../../../edition/choices.ts';
import type { EditionView, FileFault } from '../../actions.ts';
import { isEditable } from '../../table-form.ts';
import { sentenceOf } from '../findings.ts';
import { RuleTable } from '../rule-table.tsx';
import { Hidden } from '../table/page.tsx';
import { texts } from '../texts.ts';

/** What was just done to the edition. */
export const DONE = [
  'saved',
  'uploaded',
  'unchanged',
  'begun',
  'proposed',
  'returned',
  'withdrawn',
  'adopted',
] as const;

interface EditionPage extends DeskView {
  view: EditionView;
  idempotencyKey: string;
  done?: (typeof DONE)[number] | undefined;
  values?: FieldValues;
  messages?: FieldMessages;
  faults?: readonly FileFault[];
}

/** An edition: its tables with what is wrong in place, its test cases, its files, the next step, who did what to it. */
export function editionPage(props: EditionPage): string {
  const { language, path, frame, view, done, messages = {}, faults = [] } = props;
  const words = deskTexts[language];
  const own = texts[language];
  const { ruleSet, edition, events, review } = view;
  const title = fill(words.edition, { number: edition.number });
  const here = hrefOf(view);
  return renderPage(
    <Page
      language={language}
      title={`${title} · ${ruleSet.name[language]}`}
      path={path}
      frame={frame}
      width="wide"
      refused={Object.keys(messages).length > 0 || faults.length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.ruleSets, href: '/desk/rules' },
          { label: ruleSet.name[language], href: `/desk/rules/${ruleSet.id}` },
          { label: title, href: here },
        ]}
      />
      <PageTitle
        over={ruleSet.name[language]}
        title={title}
        lead={`${inForceText(edition, language)}. ${edition.law[language]}`}
        aside={<StateTag state={edition.state} language={language} />}
      />
      <ErrorSummary messages={messages} />
      {done && <Notice tone="success" title={own[done]} />}
      {faults.length > 0 && <Faults faults={faults} language={language} />}
      {!view.isOwn && <Notice tone="info" title={words.otherOwner} />}
      {review.problems.map((problem, i) => (
        <Notice key={i} tone="danger" title={sentenceOf(problem, language)}>
          {problem.where} {problem.about}
        </Notice>
      ))}
      {review.tables.map((table) => (
        <Section key={table.id} title={table.label?.[language] ?? table.name}>
          <RuleTable table={table} language={language} />
          {view.isDraft && isEditable(table.table) && (
            <Buttons>
              <LinkButton href={`${here}/tables/${encodeURIComponent(table.id)}`} look="secondary" icon="pencil">
                {own.editTable}
              </LinkButton>
            </Buttons>
          )}
        </Section>
      ))}
      <Cases {...props} />
      <NextStep {...props} />
      <Files {...props} />
      <Section title={words.history}>
        <DataTable
          caption={words.history}
          captionHidden
          columns={[
            { key: 'what', label: words.what },
            { key: 'who', label: words.whoDid },
            { key: 'when', label: words.when },
            { key: 'why', label: words.why },
          ]}
          rows={events.map(({ move, officialName, reason, at }, i) => ({
            key: String(i),
            cells: {
              what: EVENTS[move][language],
              who: officialName ?? words.release,
              when: formatInstant(at, language),
              why: reason ?? '',
            },
          }))}
        />
      </Section>
    </Page>,
  );
}

/** The largest file that is taken in. */
export const MOST_FILE_BYTES = 10_000_000;

const hrefOf = ({ ruleSet, edition }: EditionView): string => `/desk/rules/${ruleSet.id}/editions/${edition.number}`;

function Faults({ faults, language }: { faults: readonly FileFault[]; language: Language }) {
  return (
    <Notice tone="danger" title={texts[language].uploadFaults}>
      <ul class="ds-list">
        {faults.slice(0, 50).map((fault, i) => (
          <li key={i}>
            <strong>{fault.where}</strong>: {sentenceOf(fault, language)} {fault.about}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The test cases, run: expected, got, which rows applied; and how far they reach. */
function Cases({ view, language }: EditionPage) {
  const words = texts[language];
  const { cases, review, isDraft } = view;
  const here = hrefOf(view);
  const passed = review.results.filter((each) => each.passed).length;
  const unreached = review.tables.flatMap(({ reached }) => reached ?? []).filter((each) => each.length === 0).length;
  return (
    <Section title={words.cases} id="cases">
      <p class="mc-rules__about">
        {cases.length === 0 ? words.noCases : fill(words.passedOf, { passed, count: cases.length, rows: unreached })}
      </p>
      {cases.length > 0 && (
        <DataTable
          caption={words.cases}
          captionHidden
          columns={[
            { key: 'case', label: words.caseName },
            { key: 'expected', label: words.expected },
            { key: 'got', label: words.got },
            { key: 'rows', label: words.firedRows },
            { key: 'state', label: words.result },
          ]}
          rows={cases.map(({ name, expected }, i) => {
            const result = review.results[i];
            const isPassed = result?.passed === true;
            return {
              key: String(i),
              ...(isDraft ? { href: `${here}/cases/${i + 1}` } : {}),
              cells: {
                case: `${i + 1}. ${name[language]}`,
                expected: shown(expected),
                got: shown(result?.answer ?? null),
                rows: firedRows(view, i, language),
                state: (
                  <StatusTag tone={isPassed ? 'success' : 'danger'}>{isPassed ? words.passed : words.failed}</StatusTag>
                ),
              },
            };
          })}
        />
      )}
      {isDraft && (
        <Buttons>
          <LinkButton href={`${here}/cases/new`} look="secondary" icon="plus">
            {words.addCase}
          </LinkButton>
        </Buttons>
      )}
    </Section>
  );
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function firedRows({ review }: EditionView, i: number, language: Language): string {
  const fired = review.results[i]?.fired ?? [];
  return review.tables
    .flatMap(({ id, name, label }) => {
      const rows = [...new Set(fired.filter(({ table }) => table === id).map(({ row }) => row + 1))];
      if (rows.length === 0) return [];
      return `${review.tables.length > 1 ? `${label?.[language] ?? name}: ` : ''}${rows.join(', ')}`;
    })
    .join('; ');
}

/** What may be done next, and what stands in its way. */
function NextStep({ view, language, idempotencyKey, values = {}, messages = {} }: EditionPage) {
  const words = texts[language];
  const { edition, isOwn, isDraft, obstacles } = view;
  if (!isOwn) return null;
  const here = hrefOf(view);
  const form = (move: Move | 'draft', children: preact.ComponentChildren, label: string) => (
    <Form
      action={move === 'draft' ? `/desk/rules/${edition.ruleSet}/drafts` : `${here}/moves/${move}`}
      idempotencyKey={idempotencyKey}
      label={label}
      values={values}
      messages={messages}
    >
      <Hidden values={move === 'draft' ? { madeFrom: `${edition.number}` } : { version: `${edition.version}` }} />
      {children}
    </Form>
  );
  // The forms of a page each have a field of their own name.
  const reason = (name: 'reason' | 'returnReason' | 'withdrawReason') => (
    <TextArea name={name} label={words.reason} rows={2} maxlength={2000} />
  );
  const isProposed = edition.state === 'proposed';
  return (
    <Section title={words.move} id="next">
      {(isDraft || isProposed) &&
        (obstacles.length > 0 ? (
          <Notice tone="warning" title={fill(words.obstacles, { count: obstacles.length })}>
            <ul class="ds-list">
              {obstacles.slice(0, 30).map((obstacle, i) => (
                <li key={i}>
                  {obstacle.code.startsWith('rules.') ? '' : `${obstacle.where}: `}
                  {sentenceOf(obstacle, language)}
                </li>
              ))}
            </ul>
          </Notice>
        ) : (
          <Notice tone="success" title={isDraft ? words.clear : words.clearAdopt} />
        ))}
      {isDraft &&
        form(
          'propose',
          <>
            <DateField name="from" label={words.proposeFrom} />
            {reason('reason')}
            <Buttons>
              <Button icon="send">{words.propose}</Button>
            </Buttons>
          </>,
          words.propose,
        )}
      {isProposed && view.isOwnWork && <p>{words.ownWork}</p>}
      {isProposed &&
        !view.isOwnWork &&
        form(
          'adopt',
          <>
            <p>{fill(words.adoptLead, { date: formatDate(edition.wantedFrom ?? '', language) })}</p>
            {reason('reason')}
            <Buttons>
              <Button icon="stamp">{words.adopt}</Button>
            </Buttons>
          </>,
          words.adopt,
        )}
      {isProposed && (
        <Disclosure label={words.return}>
          {form(
            'return',
            <>
              {reason('returnReason')}
              <Buttons>
                <Button look="secondary">{words.return}</Button>
              </Buttons>
            </>,
            words.return,
          )}
        </Disclosure>
      )}
      {(isDraft || isProposed) && (
        <Disclosure label={words.withdraw}>
          {form(
            'withdraw',
            <>
              {reason('withdrawReason')}
              <Buttons>
                <Button look="secondary" danger>
                  {words.withdraw}
                </Button>
              </Buttons>
            </>,
            words.withdraw,
          )}
        </Disclosure>
      )}
      {!isDraft &&
        !isProposed &&
        form(
          'draft',
          <Buttons>
            <Button look="secondary" icon="pencil">
              {words.beginDraft}
            </Button>
          </Buttons>,
          words.beginDraft,
        )}
    </Section>
  );
}

function Files({ view, language, idempotencyKey, messages = {} }: EditionPage) {
  const words = texts[language];
  const { edition, isDraft, review } = view;
  const here = hrefOf(view);
  return (
    <Section title={words.files} id="files">
      <Buttons>
        <LinkButton href={`${here}/file?as=dmn`} look="secondary" icon="download" download>
          {words.downloadDmn}
        </LinkButton>
        <LinkButton href={`${here}/file?as=dmn-1.3`} look="secondary" icon="download" download>
          {words.downloadDmn13}
        </LinkButton>
        {review.tables.length > 0 && (
          <LinkButton href={`${here}/file?as=xlsx`} look="secondary" icon="download" download>
            {words.downloadXlsx}
          </LinkButton>
        )}
      </Buttons>
      {isDraft && (
        <Form action={`${here}/file`} idempotencyKey={idempotencyKey} label={words.upload} messages={messages} files>
          <Hidden values={{ version: `${edition.version}` }} />
          <FileField
            name="file"
            label={words.upload}
            hint={words.uploadHint}
            accept=".dmn,.xml,.xlsx"
            kinds=".dmn, .xlsx"
            most_bytes={MOST_FILE_BYTES}
          />
          <Buttons>
            <Button look="secondary" icon="upload">
              {words.uploadButton}
            </Button>
          </Buttons>
        </Form>
      )}
    </Section>
  );
}
