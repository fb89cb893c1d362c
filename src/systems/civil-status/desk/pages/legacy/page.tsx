import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  Disclosure,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  FileField,
  Form,
  type Frame,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill } from '../../../../../kernel/text.ts';
import { BOOKS } from '../../../books.ts';
import { COLUMNS, DOUBTS, PAPER_BOOKS, type PaperBook } from '../../../legacy/columns.ts';
import type { PaperReport } from '../../actions.ts';
import { texts as deskTexts } from '../texts.ts';
import { texts } from './texts.ts';

interface LegacyPage {
  language: Language;
  path: string;
  frame: Frame;
  most_bytes: number;
  mostRows: number;
  idempotencyKey: string;
  values: FieldValues;
  messages: FieldMessages;
  report: { book: PaperBook; report: PaperReport } | undefined;
}

/** Taking in a transcribed paper book: a file, tried first, with a report by row and column. */
export function legacyPage(props: LegacyPage): string {
  const { language, path, frame, most_bytes, mostRows, idempotencyKey, values, messages, report } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame} refused={Object.keys(messages).length > 0}>
      <Breadcrumbs
        crumbs={[
          { label: deskTexts[language].book, href: '/desk/civil-status' },
          { label: words.title, href: '/desk/civil-status/import' },
        ]}
      />
      <PageTitle over={deskTexts[language].desk} title={words.title} lead={fill(words.lead, { most: mostRows })} />
      <ErrorSummary messages={messages} />
      {report && <Report {...report} language={language} />}
      <Form
        action="/desk/civil-status/import"
        files
        idempotencyKey={idempotencyKey}
        values={values}
        messages={messages}
        label={words.title}
      >
        <SelectField
          name="book"
          label={words.book}
          choices={PAPER_BOOKS.map((book) => ({ value: book, label: BOOKS[book][language] }))}
        />
        <FileField name="file" label={words.file} accept=".csv,text/csv" kinds="CSV" most_bytes={most_bytes} />
        <TextField name="reason" label={words.reason} hint={words.reasonHint} maxlength={1000} />
        <RadioGroup
          name="run"
          label={words.run}
          choices={[
            { value: 'try', label: words.try, hint: words.tryHint },
            { value: 'import', label: words.import, hint: words.importHint },
          ]}
        />
        <Buttons>
          <Button icon="upload">{words.send}</Button>
        </Buttons>
      </Form>
      {PAPER_BOOKS.map((book) => (
        <Disclosure key={book} label={fill(words.columns, { book: BOOKS[book][language] })}>
          <DataTable
            caption={fill(words.columns, { book: BOOKS[book][language] })}
            captionHidden
            columns={[
              { key: 'name', label: words.column },
              { key: 'title', label: words.meaning },
              { key: 'needed', label: words.needed },
            ]}
            rows={COLUMNS[book].map(({ name, title, needed }) => ({
              key: name,
              cells: { name: <code>{name}</code>, title: title[language], needed: needed ? words.yes : '' },
            }))}
          />
        </Disclosure>
      ))}
      <p class="mc-hint">
        {fill(words.doubts, {
          doubts: Object.entries(DOUBTS)
            .map(([code, title]) => `${code} (${title[language]})`)
            .join(', '),
        })}
      </p>
    </Page>,
  );
}

function Report({ report, book, language }: { report: PaperReport; book: PaperBook; language: Language }) {
  const words = texts[language];
  const { added, passed, isWritten, problems } = report;
  const title = isWritten ? words.written : problems.length ? words.problems : words.tried;
  const titleOf = (name: string) => COLUMNS[book].find((one) => one.name === name)?.title[language] ?? name;
  return (
    <>
      <Notice tone={problems.length ? 'warning' : 'success'} title={title} live>
        <p>{fill(words.counts, { added, passed, problems: problems.length })}</p>
      </Notice>
      {problems.length > 0 && (
        <DataTable
          caption={words.problems}
          captionHidden
          columns={[
            { key: 'row', label: words.row, numeric: true },
            { key: 'column', label: words.column },
            { key: 'problem', label: words.problem },
          ]}
          rows={problems.map(({ row, column, problem }, index) => ({
            key: String(index),
            cells: {
              row,
              column: titleOf(column),
              problem: words[`problem_${problem}` as 'problem_needed'] ?? problem,
            },
          }))}
        />
      )}
    </>
  );
}
