import { DataTable, LinkButton, Page, PageTitle, renderPage, Section, type Frame } from '../../../../design/index.ts';
import { fill, formatDate, type Language } from '../../../../kernel/text.ts';
import type { PublishedEdition } from '../actions.ts';
import { texts } from './texts.ts';

/** Every edition that was law, is or will be, with its file and its receipt of the public log. */
export function decisionTablesPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  editions: readonly PublishedEdition[];
}): string {
  const { language, path, frame, editions } = props;
  const words = texts[language];
  const sets = Map.groupBy(editions, ({ ruleSet }) => ruleSet);
  return renderPage(
    <Page language={language} title={words.title} description={words.lead} path={path} frame={frame}>
      <PageTitle title={words.title} lead={words.lead} />
      {[...sets].map(([ruleSet, these]) => (
        <Section key={ruleSet} title={these[0]!.name[language]}>
          <DataTable
            caption={these[0]!.name[language]}
            captionHidden
            columns={[
              { key: 'inForce', label: words.inForce },
              { key: 'law', label: words.law },
              { key: 'fingerprint', label: words.fingerprint },
              { key: 'files', label: words.files },
            ]}
            rows={these.map((edition) => ({ key: String(edition.number), cells: cellsOf(edition, language) }))}
          />
        </Section>
      ))}
      <Section title={words.check}>
        <p>{words.checkText}</p>
        <LinkButton href="/log#check" look="secondary">
          {words.toCheck}
        </LinkButton>
      </Section>
    </Page>,
  );
}

function cellsOf({ ruleSet, number, from, until, law, sha256 }: PublishedEdition, language: Language) {
  const words = texts[language];
  const days = { from: formatDate(from, language), until: until ? formatDate(until, language) : '' };
  return {
    inForce: fill(until ? words.fromUntil : words.from, days),
    law: law[language],
    fingerprint: <code>{sha256.match(/.{8}/g)!.join(' ')}</code>,
    files: (
      <>
        <a class="ds-link mc-touch" href={`/decision-tables/${ruleSet}/${number}/model.dmn`} download>
          {words.model}
        </a>
        <br />
        <a class="ds-link mc-touch" href={`/log/receipts/${sha256}.tlog-proof`} download>
          {words.receipt}
        </a>
      </>
    ),
  };
}
