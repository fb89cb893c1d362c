import { budgetItemName, sectorName } from '../../../../country/index.ts';
import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  DateField,
  EmptyState,
  Form,
  LinkButton,
  Page,
  PageTitle,
  Pager,
  Section,
  SelectField,
  StatusTag,
  renderPage,
  withQuery,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatNumber } from '../../../../kernel/text.ts';
import {
  CREDITOR_KINDS,
  DEBT_CATEGORIES,
  RESULT_STATES,
  formatMillions,
  formatMoney,
} from '../../../public-finance/index.ts';
import type { PageView } from '../../frame.ts';
import type { DebtSum, GuaranteeSum, PublicLine, PublicResults } from '../../public-finance/actions.ts';
import { texts } from './texts.ts';

interface Shown {
  asked: { year: number; under?: string; page: number; on: string };
  results: PublicResults;
  lines: readonly PublicLine[];
  debt: { debts: readonly DebtSum[]; guarantees: readonly GuaranteeSum[] };
}

/** Public finance for everybody: approved results by unit, what is owed, what is guaranteed. */
export function publicFinancePage(props: PageView & Shown): string {
  const { language, path, frame, asked, results, lines, debt } = props;
  const words = texts[language];
  const { year, under } = asked;
  const years = results.years.includes(year) ? results.years : [year, ...results.years];
  return renderPage(
    <Page language={language} title={words.title} description={words.lead} path={path} frame={frame}>
      <PageTitle title={words.title} lead={words.lead} />
      <Section title={fill(words.results, { year })}>
        <Form action="/public-finance" method="get" label={words.year} values={{ year: String(year) }}>
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
        {under && (
          <Breadcrumbs
            crumbs={[
              { label: words.allUnits, href: `/public-finance?year=${year}` },
              { label: results.unit?.name ?? under, href: `/public-finance?year=${year}&under=${under}` },
            ]}
          />
        )}
        <Results language={language} path={path} asked={asked} results={results} />
      </Section>
      {lines.length > 0 && (
        <Section title={words.lines}>
          <Lines language={language} lines={lines} />
        </Section>
      )}
      {!under && <Owed language={language} on={asked.on} year={year} debt={debt} />}
    </Page>,
  );
}

function Results({
  language,
  path,
  asked,
  results,
}: { language: Language; path: string } & Pick<Shown, 'asked' | 'results'>) {
  const words = texts[language];
  const { year, under, page } = asked;
  const rows = [...(results.unit ? [results.unit] : []), ...results.units];
  if (rows.length === 0)
    return (
      <EmptyState title={fill(words.nothing, { year })} icon="file-text" headingLevel={3}>
        <p>{words.nothingHint}</p>
      </EmptyState>
    );
  return (
    <>
      <p class="mc-hint">{words.millions}</p>
      <DataTable
        caption={fill(words.results, { year })}
        captionHidden
        columns={[
          { key: 'unit', label: words.unit },
          { key: 'revenue', label: words.revenue, numeric: true },
          { key: 'estimate', label: words.estimate, numeric: true },
          { key: 'executed', label: words.executed, numeric: true },
          { key: 'settled', label: words.settled, numeric: true },
          { key: 'state', label: words.state },
        ]}
        rows={rows.map(({ unitCode, name, state, revenue, expenditure }) => ({
          key: unitCode,
          ...(unitCode === under ? { current: true } : { href: `/public-finance?year=${year}&under=${unitCode}` }),
          cells: {
            unit: name,
            revenue: revenue.executed > 0 ? formatMillions(revenue.executed, language) : '–',
            estimate: formatMillions(expenditure.estimate, language),
            executed: formatMillions(expenditure.executed, language),
            settled: formatMillions(expenditure.settled, language),
            state: state && <StatusTag tone="success">{RESULT_STATES[state][language]}</StatusTag>,
          },
        }))}
      />
      <Pager page={page} pages={results.hasMore ? page + 1 : page} path={path} />
      <Buttons>
        <LinkButton
          look="secondary"
          icon="download"
          href={withQuery('/public-finance/results.csv', { year: String(year), under })}
          download
        >
          {words.download}
        </LinkButton>
      </Buttons>
    </>
  );
}

function Lines({ language, lines }: { language: Language; lines: readonly PublicLine[] }) {
  const words = texts[language];
  const named = (code: string, name: Record<Language, string> | undefined) =>
    name ? `${code} · ${name[language]}` : code;
  return (
    <DataTable
      caption={words.lines}
      captionHidden
      columns={[
        { key: 'item', label: words.item },
        { key: 'sector', label: words.sector },
        { key: 'estimate', label: words.lineEstimate, numeric: true },
        { key: 'executed', label: words.lineExecuted, numeric: true },
        { key: 'settled', label: words.lineSettled, numeric: true },
      ]}
      rows={lines.map(({ sector, item, estimate, executed, settled }) => ({
        key: `${sector} ${item}`,
        cells: {
          item: named(item, budgetItemName(item)),
          sector: named(sector, sectorName(sector)),
          estimate: formatNumber(estimate, language),
          executed: formatNumber(executed, language),
          settled: formatNumber(settled, language),
        },
      }))}
    />
  );
}

function Owed({ language, on, year, debt }: { language: Language; on: string; year: number; debt: Shown['debt'] }) {
  const words = texts[language];
  const date = formatDate(on, language);
  return (
    <>
      <Section title={words.debt}>
        <p>{fill(words.debtOn, { date })}</p>
        <Form action="/public-finance" method="get" label={words.debt} values={{ on }}>
          <input type="hidden" name="year" value={String(year)} />
          <DateField name="on" label={words.on} />
          <Button look="secondary" icon="calendar-days">
            {words.show}
          </Button>
        </Form>
        {debt.debts.length === 0 ? (
          <p>{words.noDebt}</p>
        ) : (
          <DataTable
            caption={words.debt}
            captionHidden
            columns={[
              { key: 'kind', label: words.creditorKind },
              { key: 'category', label: words.category },
              { key: 'outstanding', label: words.outstanding, numeric: true },
            ]}
            rows={debt.debts.map(({ category, creditorKind, currency, outstanding }) => ({
              key: `${category} ${creditorKind} ${currency}`,
              cells: {
                kind: CREDITOR_KINDS[creditorKind][language],
                category: DEBT_CATEGORIES[category][language],
                outstanding: formatMoney(outstanding, currency, language),
              },
            }))}
          />
        )}
      </Section>
      <Section title={words.guarantees}>
        <p>{fill(words.guaranteesOn, { date })}</p>
        {debt.guarantees.length === 0 ? (
          <p>{words.noGuarantees}</p>
        ) : (
          <DataTable
            caption={words.guarantees}
            captionHidden
            columns={[
              { key: 'kind', label: words.creditorKind },
              { key: 'limit', label: words.limit, numeric: true },
              { key: 'outstanding', label: words.outstanding, numeric: true },
              { key: 'called', label: words.called, numeric: true },
            ]}
            rows={debt.guarantees.map(({ creditorKind, currency, mostAmount, outstanding, called }) => ({
              key: `${creditorKind} ${currency}`,
              cells: {
                kind: CREDITOR_KINDS[creditorKind][language],
                limit: formatMoney(mostAmount, currency, language),
                outstanding: formatMoney(outstanding, currency, language),
                called: formatMoney(called, currency, language),
              },
            }))}
          />
        )}
        <Buttons>
          <LinkButton look="secondary" icon="download" href={`/public-finance/debt.csv?on=${on}`} download>
            {words.downloadDebt}
          </LinkButton>
        </Buttons>
      </Section>
    </>
  );
}
