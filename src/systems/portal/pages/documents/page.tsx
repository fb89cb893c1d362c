import { EmptyState, Grid, LinkButton, Page, PageTitle, renderPage } from '../../../../design/index.ts';
import type { Result } from '../../actions.ts';
import type { PageView } from '../../frame.ts';
import { ResultCard } from './result-card.tsx';
import { texts } from './texts.ts';

/** The person's documents, newest first. */
export function documentsPage(props: PageView & { results: readonly Result[] }): string {
  const { language, results } = props;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {results.length === 0 ? (
        <EmptyState icon="wallet-cards" title={words.none}>
          <p>{words.noneLead}</p>
          <LinkButton href="/dossiers" look="secondary">
            {words.begin}
          </LinkButton>
        </EmptyState>
      ) : (
        <Grid>
          {results.map((result) => (
            <ResultCard key={result.id} language={language} result={result} headingLevel={2} />
          ))}
        </Grid>
      )}
    </Page>,
  );
}
