import { Breadcrumbs, Fact, FactList, Notice, Page, PageTitle, renderPage } from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import {
  DeclarationRows,
  DeclarationStatus,
  type Declared,
  declarationResult,
  monthText,
} from '../../../insurance/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** What came of a declaration, for who sent it. */
export function declarationPage(props: PageView & { declared: Declared; say(rule: string): string }): string {
  const { language, path, frame, declared, say } = props;
  const words = texts[language];
  const { declaration, rows } = declared;
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
        <Fact label={words.state} value={<DeclarationStatus state={declaration.state} language={language} />} />
        <Fact label={words.received} value={formatDate(declaration.receivedOn, language)} />
        <Fact label={words.rowCount} value={String(declaration.rowCount)} />
        <Fact label={words.result} value={declarationResult(declaration, language)} />
      </FactList>
      <DeclarationRows rows={rows} say={say} language={language} />
    </Page>,
  );
}
