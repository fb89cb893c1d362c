import { DataTable, EmptyState, Page, PageTitle, renderPage } from '../../../../design/index.ts';
import type { PageView } from '../../frame.ts';
import type { OwnEmployer } from '../../insurance/actions.ts';
import { texts } from './texts.ts';

/** The enterprises for which a person may declare. */
export function employersPage(props: PageView & { employers: readonly OwnEmployer[] }): string {
  const { language, path, frame, employers } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <PageTitle title={words.title} lead={words.lead} />
      {employers.length === 0 ? (
        <EmptyState title={words.none} icon="briefcase-business">
          <p>{words.noneMore}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={words.title}
          captionHidden
          columns={[
            { key: 'name', label: words.name },
            { key: 'code', label: words.code },
            { key: 'address', label: words.address },
          ]}
          rows={employers.map(({ code, name, address }) => ({
            key: code,
            href: `/employer-insurance/${code}`,
            cells: { name, code, address },
          }))}
        />
      )}
    </Page>,
  );
}
