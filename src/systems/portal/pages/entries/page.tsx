import {
  Button,
  Buttons,
  Card,
  EmptyState,
  Fact,
  FactList,
  Form,
  Grid,
  LinkButton,
  Page,
  PageTitle,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { bookTitle, roleTitle, statusTitle } from '../../../civil-status/index.ts';
import type { OwnEntry } from '../../actions.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** The person's entries in the civil-status books, each with the way to an extract. */
export function entriesPage(props: PageView & { entries: readonly OwnEntry[]; idempotencyKey: string }): string {
  const { language, entries, idempotencyKey } = props;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {entries.length === 0 ? (
        <EmptyState icon="book-open" title={words.none}>
          <p>{words.noneLead}</p>
        </EmptyState>
      ) : (
        <Grid>
          {entries.map((entry, index) => (
            <EntryCard key={entry.id} entry={entry} language={language} idempotencyKey={`${idempotencyKey}-${index}`} />
          ))}
        </Grid>
      )}
      <Buttons>
        <LinkButton href="/marital-status" look="secondary" icon="badge-check">
          {words.marital}
        </LinkButton>
        <LinkButton href="/documents" look="tertiary" icon="wallet-cards">
          {words.documents}
        </LinkButton>
      </Buttons>
    </Page>,
  );
}

function EntryCard({
  entry,
  language,
  idempotencyKey,
}: {
  entry: OwnEntry;
  language: Language;
  idempotencyKey: string;
}) {
  const words = texts[language];
  const book = bookTitle(entry.book, language);
  const place = entry.placeThen?.[language] ?? entry.agencyName;
  const now = entry.placeNow ? ` ${fill(words.now, { name: entry.placeNow[language] })}` : '';
  return (
    <Card
      title={book}
      icon="scroll-text"
      aside={
        entry.status === 'registered' ? undefined : (
          <StatusTag tone={entry.status === 'cancelled' ? 'danger' : 'neutral'}>
            {statusTitle(entry.status, language)}
          </StatusTag>
        )
      }
    >
      <p>{fill(words.as, { role: roleTitle(entry.role, language) })}</p>
      <FactList>
        <Fact label={words.people} value={entry.parties.map(({ fullName }) => fullName).join(', ')} />
        <Fact label={words.number} value={entry.number} />
        <Fact label={words.registeredOn} value={formatDate(entry.registeredOn, language)} />
        <Fact label={words.registeredAt} value={`${place}${now}`} />
      </FactList>
      {entry.mayHaveExtract && (
        <Form
          action={`/civil-status/${entry.id}/extract`}
          idempotencyKey={idempotencyKey}
          label={`${words.order}: ${book} ${entry.number}`}
        >
          <Button look="secondary" icon="download">
            {words.order}
            <span class="ds-sr-only">: {`${book} ${entry.number}`}</span>
          </Button>
        </Form>
      )}
    </Card>
  );
}
