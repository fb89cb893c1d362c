import {
  Breadcrumbs,
  DataTable,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../../design/index.ts';
import { fill } from '../../../../../kernel/text.ts';
import { SUBJECTS } from '../../../edition/choices.ts';
import type { EditionHead, RuleSet } from '../../../edition/actions.ts';
import { type DeskView, StateTag, inForceText } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** A rule set with its editions. */
export function ruleSetPage({
  language,
  path,
  frame,
  ruleSet,
  editions,
  isOwn,
}: DeskView & { ruleSet: RuleSet; editions: readonly EditionHead[]; isOwn: boolean }): string {
  const words = texts[language];
  const title = ruleSet.name[language];
  const here = `/desk/rules/${ruleSet.id}`;
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.ruleSets, href: '/desk/rules' },
          { label: title, href: here },
        ]}
      />
      <PageTitle over={SUBJECTS[ruleSet.subject][language]} title={title} />
      {!isOwn && <Notice tone="info" title={words.otherOwner} />}
      {isOwn && (
        <LinkButton href={`${here}/trial`} look="secondary">
          {words.trial}
        </LinkButton>
      )}
      <Section title={words.editions}>
        <DataTable
          caption={words.editions}
          captionHidden
          columns={[
            { key: 'number', label: words.number },
            { key: 'state', label: words.state },
            { key: 'inForce', label: words.inForce },
            { key: 'law', label: words.law },
            { key: 'compare', label: words.changes },
          ]}
          rows={editions.map((edition) => ({
            key: String(edition.number),
            href: `${here}/editions/${edition.number}`,
            cells: {
              number: fill(words.edition, { number: edition.number }),
              state: <StateTag state={edition.state} language={language} />,
              inForce: inForceText(edition, language),
              law: edition.law[language],
              compare:
                edition.number > 1 ? (
                  <a
                    class="ds-link"
                    href={`${here}/compare/${edition.madeFrom ?? edition.number - 1}/${edition.number}`}
                  >
                    {words.compare}
                  </a>
                ) : (
                  ''
                ),
            },
          }))}
        />
      </Section>
    </Page>,
  );
}
