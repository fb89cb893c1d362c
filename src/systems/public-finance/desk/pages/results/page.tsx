import {
  Breadcrumbs,
  Button,
  DataTable,
  EmptyState,
  Form,
  PageTitle,
  Pager,
  SelectField,
} from '../../../../../design/index.ts';
import { fill } from '../../../../../kernel/text.ts';
import { formatMillions } from '../../../money.ts';
import type { Results } from '../../actions.ts';
import { type DeskView, Receipt, ResultTag, deskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** The results of a year: of a unit and those right below it, or of all units of level I. */
export function resultsPage(
  props: DeskView & {
    asked: { year: number; under?: string; page: number };
    years: readonly number[];
    results: Results & { receipt: string };
  },
): string {
  const { language, path, asked, years, results } = props;
  const words = texts[language];
  const { year, under } = asked;
  const rows = [...(results.unit ? [results.unit] : []), ...results.units];
  const label = (of: string) => `${of} (${words.millions})`;
  return deskPage(props, {
    title: words.results,
    children: (
      <>
        {under && results.unit && (
          <Breadcrumbs
            crumbs={[
              { label: words.allUnits, href: `/desk/finance/results?year=${year}` },
              { label: results.unit.name, href: `/desk/finance/results?year=${year}&under=${under}` },
            ]}
          />
        )}
        <PageTitle over={words.desk} title={`${words.results} ${year}`} lead={words.resultsLead} />
        <Form action="/desk/finance/results" method="get" label={words.year} values={{ year: String(year) }}>
          {under && <input type="hidden" name="under" value={under} />}
          <SelectField
            name="year"
            label={words.year}
            placeholder={null}
            choices={years.map((each) => ({ value: String(each), label: String(each) }))}
          />
          <Button look="secondary" icon="calendar-days">
            {words.show}
          </Button>
        </Form>
        {rows.length === 0 ? (
          <EmptyState title={words.noUnits} />
        ) : (
          <DataTable
            caption={`${words.results} ${year}`}
            captionHidden
            columns={[
              { key: 'name', label: words.name },
              { key: 'state', label: words.state },
              { key: 'revenue', label: label(words.revenueExecuted), numeric: true },
              { key: 'executed', label: label(words.spendingExecuted), numeric: true },
              { key: 'settled', label: label(words.spendingSettled), numeric: true },
              { key: 'below', label: words.below },
            ]}
            rows={rows.map(({ unitCode, name, scope, state, revenue, expenditure, below }) => ({
              key: unitCode,
              href: `/desk/finance/results/${unitCode}/${year}/${scope ?? 'own'}`,
              current: unitCode === under,
              cells: {
                name,
                state: <ResultTag state={state} language={language} />,
                revenue: state ? formatMillions(revenue.executed, language) : '–',
                executed: state ? formatMillions(expenditure.executed, language) : '–',
                settled: state ? formatMillions(expenditure.settled, language) : '–',
                below:
                  below === 0 || unitCode === under ? (
                    '–'
                  ) : (
                    <a href={`/desk/finance/results?year=${year}&under=${unitCode}`}>
                      {below === 1 ? words.belowOne : fill(words.belowCount, { count: below })}
                    </a>
                  ),
              },
            }))}
          />
        )}
        <Pager page={asked.page} pages={results.hasMore ? asked.page + 1 : asked.page} path={path} />
        <Receipt language={language} receipt={results.receipt} />
      </>
    ),
  });
}
