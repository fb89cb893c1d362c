import {
  Breadcrumbs,
  Button,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  Page,
  PageTitle,
  Pager,
  SelectField,
  TextField,
  percent,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { Kept } from '../../actions.ts';
import { recordPath } from '../../pages/values.ts';
import { type Faulty, measuredRules } from '../actions.ts';
import { texts } from './texts.ts';

interface RepairsPage {
  language: Language;
  path: string;
  frame: Frame;
  kept: Kept;
  asked: { rule: string | undefined; territory: string | undefined; page: number };
  result: { faulty: readonly Faulty[]; hasMore: boolean; receipt: string };
  nameOfPlace(code: string): string;
}

/** What a steward has to mend, the worst first; each line leads to its record. */
export function repairsPage({ language, path, frame, kept, asked, result, nameOfPlace }: RepairsPage): string {
  const words = texts[language];
  const { kind } = kept.keeping;
  const rules = measuredRules(kind);
  const here = `/desk/repairs/${kind.system}/${kind.name}`;
  const columns = [
    { key: 'record', label: words.record },
    { key: 'faults', label: words.faults },
    { key: 'weight', label: words.weight, numeric: true },
    ...(kind.territory === undefined ? [] : [{ key: 'place', label: words.place }]),
    { key: 'live', label: words.live, numeric: true },
  ];
  return renderPage(
    <Page language={language} title={words.repairs} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: words.quality, href: '/desk/quality' },
          { label: kind.title[language], href: `/desk/quality/${kind.system}/${kind.name}` },
          { label: words.repairs, href: here },
        ]}
      />
      <PageTitle
        over={kept.register.title[language]}
        title={`${words.repairs}: ${kind.title[language]}`}
        lead={words.repairsLead}
      />
      <Form
        action={here}
        method="get"
        label={words.filter}
        values={{ rule: asked.rule ?? '', territory: asked.territory ?? '' }}
      >
        <SelectField
          name="rule"
          label={words.rule}
          optional
          choices={[
            { value: '', label: words.anyRule },
            ...rules.map(({ name, title }) => ({ value: name, label: title[language] })),
          ]}
        />
        {kind.territory !== undefined && (
          <TextField
            name="territory"
            label={words.territory}
            hint={words.territoryHint}
            optional
            autocomplete="off"
            inputmode="numeric"
            maxlength={5}
          />
        )}
        <Button look="secondary" icon="search">
          {words.filterButton}
        </Button>
      </Form>
      {result.faulty.length === 0 ? (
        <EmptyState icon="circle-check" title={words.nothingToMend}>
          <p>{words.nothingToMendLead}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={words.repairs}
          captionHidden
          columns={columns}
          rows={result.faulty.map(({ key, title, faults, weight, territory, live }) => ({
            key: key.join('~'),
            href: recordPath(kind, key),
            cells: {
              record: title ? `${title} · ${key.join(' · ')}` : key.join(' · '),
              faults: rules
                .filter(({ name }) => faults.includes(name))
                .map((rule) => rule.title[language])
                .join('; '),
              weight: String(weight),
              place: territory === null ? words.noPlace : nameOfPlace(territory),
              live: live === null ? '–' : percent(100 * live, language),
            },
          }))}
        />
      )}
      <Pager page={asked.page} pages={result.hasMore ? asked.page + 1 : asked.page} path={path} />
      <p>{fill(words.receipt, { receipt: result.receipt })}</p>
    </Page>,
  );
}
