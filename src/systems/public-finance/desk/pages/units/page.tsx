import {
  Breadcrumbs,
  Button,
  DataTable,
  DateField,
  EmptyState,
  Form,
  LinkButton,
  Buttons,
  PageTitle,
  Pager,
  TextField,
} from '../../../../../design/index.ts';
import { BUDGET_LEVELS } from '../../../../../country/index.ts';
import { type Language, fill } from '../../../../../kernel/text.ts';
import type { Unit, Units } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { type DeskView, Receipt, deskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** The tree of units, one level at a time, and the search. */
export function unitsPage(
  props: DeskView & {
    asked: { on: string; words?: string; under?: string; page: number };
    units: Units & { path: Unit[]; receipt: string };
    isDone: boolean;
  },
): string {
  const { language, path, asked, units, isDone } = props;
  const words = texts[language];
  const under = units.path.at(-1);
  return deskPage(props, {
    title: words.units,
    isDone,
    children: (
      <>
        {under && (
          <Breadcrumbs
            crumbs={[
              { label: words.allUnits, href: '/desk/finance/units' },
              ...units.path.map(({ code, name }) => ({ label: name, href: `/desk/finance/units?under=${code}` })),
            ]}
          />
        )}
        <PageTitle
          over={words.desk}
          title={under ? under.name : words.units}
          {...(under ? {} : { lead: words.unitsLead })}
        />
        <Form
          action="/desk/finance/units"
          method="get"
          label={words.search}
          values={{ words: asked.words, on: asked.on }}
        >
          <TextField name="words" type="search" label={words.search} autocomplete="off" maxlength={200} optional />
          <DateField name="on" label={words.on} />
          <Button icon="search">{words.find}</Button>
        </Form>
        {units.units.length === 0 ? (
          <EmptyState title={words.noUnits} icon="search">
            <p>{words.noUnitsHint}</p>
          </EmptyState>
        ) : (
          <UnitTable language={language} units={units.units} caption={under?.name ?? words.units} />
        )}
        <Pager page={asked.page} pages={units.hasMore ? asked.page + 1 : asked.page} path={path} />
        <Buttons>
          <LinkButton href="/desk/finance/new/unit" icon="plus">
            {FORMS.unit.title[language]}
          </LinkButton>
          <LinkButton href="/public-finance" look="secondary" icon="globe">
            {words.public}
          </LinkButton>
        </Buttons>
        <Receipt language={language} receipt={units.receipt} />
      </>
    ),
  });
}

/** Units in a table, each leading to its page and to those below it. */
export function UnitTable({
  language,
  units,
  caption,
}: {
  language: Language;
  units: Units['units'];
  caption: string;
}) {
  const words = texts[language];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'name', label: words.name },
        { key: 'code', label: words.code },
        { key: 'level', label: words.level },
        { key: 'budget', label: words.budget },
        { key: 'chapter', label: words.chapter },
        { key: 'below', label: words.below },
      ]}
      rows={units.map(({ code, name, level, budgetLevel, chapter, below }) => ({
        key: code,
        href: `/desk/finance/units/${code}`,
        cells: {
          name,
          code,
          level: String(level),
          budget: BUDGET_LEVELS[budgetLevel][language],
          chapter,
          below:
            below === 0 ? (
              '–'
            ) : (
              <a href={`/desk/finance/units?under=${code}`}>
                {below === 1 ? words.belowOne : fill(words.belowCount, { count: below })}
              </a>
            ),
        },
      }))}
    />
  );
}
