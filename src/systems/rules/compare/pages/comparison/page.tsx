import { Breadcrumbs, DataTable, type Frame, Page, PageTitle, renderPage } from '../../../../../design/index.ts';
import { type Language, fill } from '../../../../../kernel/text.ts';
import type { ComparedEditions } from '../../actions.ts';
import { texts } from './texts.ts';

/** Which cases two editions answer differently, region by region. */
export function comparisonPage({
  language,
  path,
  frame,
  compared,
}: {
  language: Language;
  path: string;
  frame: Frame;
  compared: ComparedEditions;
}): string {
  const words = texts[language];
  const { ruleSet, before, after, comparison } = compared;
  const name = ruleSet.name[language];
  const title = fill(words.title, { before: before.number, after: after.number });
  return renderPage(
    <Page language={language} title={`${title} · ${name}`} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.ruleSets, href: '/desk/rules' },
          { label: name, href: `/desk/rules/${ruleSet.id}` },
          { label: title, href: path },
        ]}
      />
      <PageTitle
        over={name}
        title={title}
        lead={fill(words.lead, { differing: comparison.differing, tried: comparison.tried })}
      />
      {comparison.differences.length === 0 ? (
        <p>{words.same}</p>
      ) : (
        <DataTable
          caption={words.differences}
          captionHidden
          columns={[
            { key: 'case', label: words.case },
            { key: 'before', label: fill(words.edition, { number: before.number }) },
            { key: 'after', label: fill(words.edition, { number: after.number }) },
          ]}
          rows={comparison.differences.map(({ inputs, before: old, after: young }, i) => ({
            key: String(i),
            cells: {
              case: inputs.map(({ label, is }) => `${label[language]}: ${is[language]}`).join(' · ') || words.every,
              before: old[language],
              after: young[language],
            },
          }))}
        />
      )}
      {!comparison.isComplete && <p class="mc-hint">{words.notAll}</p>}
    </Page>,
  );
}
