import { Breadcrumbs, DataTable, Page, PageTitle, Section, renderPage } from '../../../../../design/index.ts';
import { fill, formatInstant } from '../../../../../kernel/text.ts';
import { readModel } from '../../../dmn/read-model.ts';
import type { EditionFile } from '../../../edition/actions.ts';
import { EVENTS } from '../../../edition/choices.ts';
import { type DeskView, StateTag, inForceText } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** What an edition says: its tables, its test cases, who did what to it. */
export function editionPage({ language, path, frame, file }: DeskView & { file: EditionFile }): string {
  const words = texts[language];
  const { ruleSet, edition, cases, events } = file;
  const title = fill(words.edition, { number: edition.number });
  const here = `/desk/rules/${ruleSet.id}`;
  const { decisions } = readModel(edition.model);
  return renderPage(
    <Page language={language} title={`${title} · ${ruleSet.name[language]}`} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.ruleSets, href: '/desk/rules' },
          { label: ruleSet.name[language], href: here },
          { label: title, href: `${here}/editions/${edition.number}` },
        ]}
      />
      <PageTitle
        over={ruleSet.name[language]}
        title={title}
        lead={`${inForceText(edition, language)}. ${edition.law[language]}`}
        aside={<StateTag state={edition.state} language={language} />}
      />
      {decisions.flatMap(({ id, name, words: named, logic }) =>
        logic?.boxed === 'table' ? (
          <Section key={id} title={named?.[language] ?? name}>
            <DataTable
              caption={named?.[language] ?? name}
              captionHidden
              columns={[
                { key: 'row', label: words.row },
                ...logic.table.inputs.map(({ label }, x) => ({ key: `in${x}`, label })),
                ...logic.table.outputs.map(({ label, words: called }, x) => ({
                  key: `out${x}`,
                  label: called?.[language] ?? label,
                })),
                { key: 'clause', label: words.clause },
              ]}
              rows={logic.table.rules.map((rule, y) => ({
                key: rule.id,
                cells: {
                  row: String(y + 1),
                  ...Object.fromEntries(rule.inputs.map((cell, x) => [`in${x}`, cell.trim()])),
                  ...Object.fromEntries(rule.outputs.map((cell, x) => [`out${x}`, cell.trim()])),
                  clause: rule.annotations[language === 'vi' ? 0 : 1] ?? '',
                },
              }))}
            />
          </Section>
        ) : (
          []
        ),
      )}
      <Section title={words.cases}>
        <DataTable
          caption={words.cases}
          captionHidden
          columns={[
            { key: 'case', label: words.case },
            { key: 'expected', label: words.expected },
          ]}
          rows={cases.map(({ name, expected }, i) => ({
            key: String(i),
            cells: { case: name[language], expected: JSON.stringify(expected) },
          }))}
        />
      </Section>
      <Section title={words.history}>
        <DataTable
          caption={words.history}
          captionHidden
          columns={[
            { key: 'what', label: words.what },
            { key: 'who', label: words.whoDid },
            { key: 'when', label: words.when },
            { key: 'why', label: words.why },
          ]}
          rows={events.map(({ move, officialName, reason, at }, i) => ({
            key: String(i),
            cells: {
              what: EVENTS[move][language],
              who: officialName ?? words.release,
              when: formatInstant(at, language),
              why: reason ?? '',
            },
          }))}
        />
      </Section>
    </Page>,
  );
}
