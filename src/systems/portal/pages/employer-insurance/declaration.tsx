import {
  Breadcrumbs,
  DataTable,
  Fact,
  FactList,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import {
  type Declared,
  declarationResult,
  insuredTexts,
  monthText,
  rowTable,
  stateShown,
} from '../../../insurance/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** What came of a declaration, for who sent it. */
export function declarationPage(props: PageView & { declared: Declared; say(rule: string): string }): string {
  const { language, path, frame, declared, say } = props;
  const words = texts[language];
  const { declaration, rows } = declared;
  const parts = insuredTexts[language];
  const state = stateShown(declaration.state, language);
  const title = fill(words.declaration, { month: monthText(declaration.month) });
  const home = `/employer-insurance/${declaration.employerCode}`;
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.title, href: '/employer-insurance' },
          { label: declaration.employerName, href: home },
          { label: title, href: path },
        ]}
      />
      <PageTitle over={declaration.employerName} title={title} />
      {declaration.state === 'received' && (
        <Notice tone="info" title={words.working}>
          {null}
        </Notice>
      )}
      <FactList>
        <Fact label={words.state} value={<StatusTag tone={state.tone}>{state.label}</StatusTag>} />
        <Fact label={words.received} value={formatDate(declaration.receivedOn, language)} />
        <Fact label={words.rowCount} value={String(declaration.rowCount)} />
        <Fact label={words.result} value={declarationResult(declaration, language)} />
      </FactList>
      <Section title={parts.rows}>
        {rows.length === 0 ? (
          <p>{parts.noRows}</p>
        ) : (
          <>
            <p>{parts.rowsLead}</p>
            <DataTable caption={parts.rows} captionHidden {...rowTable(rows, say, language)} />
          </>
        )}
      </Section>
    </Page>,
  );
}
