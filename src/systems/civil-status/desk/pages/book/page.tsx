import {
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  LinkButton,
  Page,
  PageTitle,
  Pager,
  Section,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Bilingual, type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { BOOKS, type Book } from '../../../books.ts';
import { ROLES } from '../../../role-texts.ts';
import type { EntryLine } from '../../actions.ts';
import { FORM_TITLES, choicesIn } from '../../forms.ts';
import { EntryTag } from '../status.tsx';
import { texts } from '../texts.ts';

/** The books of the own commune: search, the newest entries, and the way to register. */
export function bookPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  commune: Bilingual;
  asked: { words: string | undefined; book: Book | undefined; page: number };
  result: { entries: EntryLine[]; hasMore: boolean; receipt: string };
}): string {
  const { language, path, frame, commune, asked, result } = props;
  const words = texts[language];
  const title = asked.words === undefined ? words.newest : fill(words.found, { words: asked.words });
  return renderPage(
    <Page language={language} title={words.book} path={path} frame={frame}>
      <PageTitle over={words.desk} title={words.book} lead={fill(words.lead, { commune: commune[language] })} />
      <Form
        action="/desk/civil-status"
        method="get"
        label={words.search}
        values={{ words: asked.words, book: asked.book }}
      >
        <TextField
          name="words"
          type="search"
          label={words.search}
          hint={words.searchHint}
          autocomplete="off"
          maxlength={200}
          optional
        />
        <SelectField
          name="book"
          label={words.inBook}
          placeholder={words.allBooks}
          choices={choicesIn(BOOKS, language)}
          optional
        />
        <Button icon="search">{words.searchButton}</Button>
      </Form>
      <Section title={words.registerNew}>
        <Buttons>
          {Object.entries(FORM_TITLES).map(([kind, label]) => (
            <LinkButton key={kind} href={`/desk/civil-status/new/${kind}`} look="secondary" icon="plus">
              {label[language]}
            </LinkButton>
          ))}
          <LinkButton href="/desk/civil-status/marital" look="secondary" icon="badge-check">
            {words.marital}
          </LinkButton>
          <LinkButton href="/desk/civil-status/import" look="tertiary" icon="upload">
            {words.import}
          </LinkButton>
          <LinkButton href="/desk/queue" look="tertiary" icon="baby">
            {words.queue}
          </LinkButton>
        </Buttons>
      </Section>
      <Section title={title}>
        {result.entries.length === 0 ? (
          <EmptyState title={asked.words === undefined ? words.nothing : words.nothingFound} icon="book-open">
            <p>{words.nothingHint}</p>
          </EmptyState>
        ) : (
          <DataTable
            caption={title}
            captionHidden
            columns={[
              { key: 'people', label: words.people },
              { key: 'kind', label: words.kind },
              { key: 'number', label: words.number },
              { key: 'registeredOn', label: words.registeredOn },
              { key: 'status', label: words.status },
            ]}
            rows={result.entries.map((entry) => ({
              key: entry.id,
              href: `/desk/civil-status/entries/${entry.id}`,
              cells: {
                people: entry.parties
                  .map(({ role, fullName }) => `${fullName} (${ROLES[role]?.[language] ?? role})`)
                  .join(', '),
                kind: BOOKS[entry.book][language],
                number: entry.number,
                registeredOn: formatDate(entry.registeredOn, language),
                status: <EntryTag status={entry.status} language={language} />,
              },
            }))}
          />
        )}
        <Pager page={asked.page} pages={result.hasMore ? asked.page + 1 : asked.page} path={path} />
        <p class="mc-hint">{fill(words.receipt, { receipt: result.receipt })}</p>
      </Section>
    </Page>,
  );
}
