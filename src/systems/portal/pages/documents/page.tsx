import {
  Buttons,
  EmptyState,
  Grid,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  renderPage,
} from '../../../../design/index.ts';
import type { OwnDocument } from '../../actions.ts';
import type { PageView } from '../../frame.ts';
import { ResultCard } from './result-card.tsx';
import { texts } from './texts.ts';

/** The person's documents, newest first. */
export function documentsPage(props: PageView & { documents: readonly OwnDocument[]; ordered: boolean }): string {
  const { language, documents, ordered } = props;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {ordered && (
        <Notice tone="success" title={words.ordered} live>
          <p>{words.orderedText}</p>
        </Notice>
      )}
      <Buttons>
        <LinkButton href="/civil-status" look="secondary" icon="book-open">
          {words.entries}
        </LinkButton>
        <LinkButton href="/marital-status" look="secondary" icon="badge-check">
          {words.marital}
        </LinkButton>
      </Buttons>
      {documents.length === 0 ? (
        <EmptyState icon="wallet-cards" title={words.none}>
          <p>{words.noneLead}</p>
          <LinkButton href="/dossiers" look="secondary">
            {words.begin}
          </LinkButton>
        </EmptyState>
      ) : (
        <Grid>
          {documents.map((result) => (
            <ResultCard key={result.id} language={language} result={result} headingLevel={2} />
          ))}
        </Grid>
      )}
    </Page>,
  );
}
