import { Breadcrumbs, Fact, FactList, type Frame, Page, PageTitle, renderPage } from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { DeclarationRows, DeclarationStatus, type Declared, declarationResult } from '../../../shown/declaration.tsx';
import { monthText } from '../../../shown/insured.tsx';
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
        <Fact label={words.state} value={<DeclarationStatus state={declaration.state} language={language} />} />
        <Fact label={words.received} value={formatDate(declaration.receivedOn, language)} />
        <Fact label={words.result} value={declarationResult(declaration, language)} />
      </FactList>
      <DeclarationRows rows={rows} say={say} language={language} />
    </Page>,
  );
}
