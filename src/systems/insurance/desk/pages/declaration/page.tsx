import {
  Breadcrumbs,
  DataTable,
  Fact,
  FactList,
  type Frame,
  Page,
  PageTitle,
  Section,
  StatusTag,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { type Declared, declarationResult, rowTable, stateShown } from '../../../shown/declaration.ts';
import { monthText } from '../../../shown/insured.ts';
import { texts as insuredTexts } from '../../../shown/texts.ts';
import { texts } from '../texts.ts';

/** A declaration with what came of its rows. */
export function officeDeclarationPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  declared: Declared;
  say(rule: string): string;
}): string {
  const { language, path, frame, declared, say } = props;
  const words = texts[language];
  const { declaration, rows } = declared;
  const parts = insuredTexts[language];
  const state = stateShown(declaration.state, language);
  const title = fill(words.declaration, { month: monthText(declaration.month) });
  const employer = `/desk/insurance/employers/${declaration.employerCode}`;
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/insurance' },
          { label: declaration.employerName, href: employer },
          { label: title, href: path },
        ]}
      />
      <PageTitle over={declaration.employerName} title={title} />
      <FactList>
        <Fact label={words.state} value={<StatusTag tone={state.tone}>{state.label}</StatusTag>} />
        <Fact label={words.received} value={formatDate(declaration.receivedOn, language)} />
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
