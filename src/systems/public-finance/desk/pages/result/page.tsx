import {
  Breadcrumbs,
  Buttons,
  DataTable,
  EmptyState,
  LinkButton,
  Notice,
  PageTitle,
  Section,
  Tabs,
} from '../../../../../design/index.ts';
import { budgetItemName, flowOf, sectorName } from '../../../../../country/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../../kernel/text.ts';
import { RESULT_STATES, SCOPES } from '../../../choices.ts';
import type { ResultFile, ResultKey, ResultLine, Unit } from '../../actions.ts';
import { ActLinks, type DeskView, ResultTag, deskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';

type Opened = ResultFile & { unit: Unit; hasBelow: boolean; receipt: string };

/** A result of a unit: its figures, how they differ from those below, what became of it, and what can be done. */
export function resultPage(props: DeskView & { asked: ResultKey; file: Opened; isDone: boolean }): string {
  const { language, asked, file, isDone } = props;
  const { unit, result, differences, open, hasBelow } = file;
  const words = texts[language];
  const { unitCode, year, scope } = asked;
  const at = (of: keyof typeof SCOPES) => `/desk/finance/results/${unitCode}/${year}/${of}`;
  const here = at(scope);
  return deskPage(props, {
    title: `${unit.name} · ${year}`,
    isDone,
    children: (
      <>
        <Breadcrumbs
          crumbs={[
            { label: `${words.results} ${year}`, href: `/desk/finance/results?year=${year}` },
            { label: unit.name, href: here },
          ]}
        />
        <PageTitle
          over={`${words.results} ${year}`}
          title={unit.name}
          aside={<ResultTag state={result?.state} language={language} />}
        />
        {(hasBelow || scope === 'consolidated') && (
          <Tabs
            label={words.scope}
            tabs={(['consolidated', 'own'] as const).map((each) => ({
              label: SCOPES[each][language],
              href: at(each),
              current: each === scope,
            }))}
          />
        )}
        {result?.isOwn && result.state === 'submitted' && (
          <Notice tone="info" title={words.ownResult}>
            <p>{words.ownResultHint}</p>
          </Notice>
        )}
        {result ? (
          <Section title={words.lines}>
            <Lines language={language} lines={result.lines} caption={words.lines} hasTotals />
          </Section>
        ) : (
          <EmptyState title={fill(words.noResultHint, { year })} icon="file-text" />
        )}
        {scope === 'consolidated' && result && (
          <Section title={words.differences}>
            {differences.length === 0 ? (
              <p>{words.agrees}</p>
            ) : (
              <>
                <p class="mc-hint">{words.differencesHint}</p>
                <Lines language={language} lines={differences} caption={words.differences} />
              </>
            )}
            {open.length > 0 && (
              <Notice tone="warning" title={words.open} headingLevel={3}>
                <ul>
                  {open.map(({ unitCode: code, name }) => (
                    <li key={code}>
                      <a href={`/desk/finance/results/${code}/${year}/own`}>{name}</a>
                    </li>
                  ))}
                </ul>
              </Notice>
            )}
          </Section>
        )}
        {result && result.history.length > 0 && (
          <Section title={words.course}>
            <DataTable
              caption={words.course}
              captionHidden
              columns={[
                { key: 'at', label: words.at },
                { key: 'state', label: words.state },
                { key: 'what', label: words.what },
                { key: 'by', label: words.by },
              ]}
              rows={result.history.toReversed().map((each) => ({
                key: each.at,
                cells: {
                  at: formatInstant(each.at, language),
                  state: RESULT_STATES[each.state][language],
                  what: each.reason,
                  by: each.by,
                },
              }))}
            />
          </Section>
        )}
        <Section title={words.actions}>
          <Actions language={language} here={here} result={result} />
        </Section>
      </>
    ),
  });
}

function Actions({ language, here, result }: { language: Language; here: string; result: Opened['result'] }) {
  const words = texts[language];
  const to = (acts: readonly ('approve' | 'return' | 'settle' | 'correct')[]) => (
    <ActLinks language={language} acts={acts.map((act) => ({ act, href: `${here}/${act}` }))} />
  );
  switch (result?.state) {
    case undefined:
    case 'returned':
    case 'submitted':
      return (
        <>
          {result?.state === 'submitted' && !result.isOwn && to(['approve', 'return'])}
          <Buttons>
            <LinkButton href={`${here}/entry`} icon="pencil">
              {result ? words.enterAgain : words.enter}
            </LinkButton>
          </Buttons>
        </>
      );
    case 'approved':
      return to(['settle', 'correct']);
    case 'settled':
      return to(['correct']);
  }
}

/** Lines of figures in dong, revenue first; with the totals of both flows when there are some. */
function Lines({
  language,
  lines,
  caption,
  hasTotals,
}: {
  language: Language;
  lines: readonly ResultLine[];
  caption: string;
  hasTotals?: boolean;
}) {
  const words = texts[language];
  const number = (value: number) => formatNumber(value, language);
  const named = (code: string, name: Record<Language, string> | undefined) =>
    name ? `${code} · ${name[language]}` : code;
  const flows = ['revenue', 'expenditure'] as const;
  const rows = flows.flatMap((flow) => {
    const own = lines.filter(({ item }) => flowOf(item) === flow);
    if (own.length === 0) return [];
    const sum = (name: 'estimate' | 'executed' | 'settled') =>
      own.reduce((total, { [name]: value }) => total + value, 0);
    const total = {
      key: flow,
      cells: {
        item: (
          <strong>
            {fill(words.total, { flow: (flow === 'revenue' ? words.revenue : words.spending).toLowerCase() })}
          </strong>
        ),
        sector: '',
        estimate: <strong>{number(sum('estimate'))}</strong>,
        executed: <strong>{number(sum('executed'))}</strong>,
        settled: <strong>{number(sum('settled'))}</strong>,
      },
    };
    return [
      ...own.map(({ sector, item, estimate, executed, settled }) => ({
        key: `${sector} ${item}`,
        cells: {
          item: named(item, budgetItemName(item)),
          sector: named(sector, sectorName(sector)),
          estimate: number(estimate),
          executed: number(executed),
          settled: number(settled),
        },
      })),
      ...(hasTotals ? [total] : []),
    ];
  });
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'item', label: words.item },
        { key: 'sector', label: words.sector },
        { key: 'estimate', label: words.estimate, numeric: true },
        { key: 'executed', label: words.executed, numeric: true },
        { key: 'settled', label: words.settled, numeric: true },
      ]}
      rows={rows}
    />
  );
}
