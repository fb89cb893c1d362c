import { DataTable, Page, PageTitle, renderPage } from '../../../../../design/index.ts';
import { SUBJECTS } from '../../../edition/choices.ts';
import type { RuleSet } from '../../../edition/actions.ts';
import type { DeskView } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** All rule sets. */
export function ruleSetsPage({ language, path, frame, sets }: DeskView & { sets: readonly RuleSet[] }): string {
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.ruleSets} path={path} frame={frame}>
      <PageTitle over={words.desk} title={words.ruleSets} lead={words.ruleSetsLead} />
      <DataTable
        caption={words.ruleSets}
        captionHidden
        columns={[
          { key: 'name', label: words.name },
          { key: 'subject', label: words.subject },
          { key: 'owner', label: words.owner },
        ]}
        rows={sets.map(({ id, name, subject, ownerCode }) => ({
          key: id,
          href: `/desk/rules/${id}`,
          cells: { name: name[language], subject: SUBJECTS[subject][language], owner: ownerCode },
        }))}
      />
    </Page>,
  );
}
