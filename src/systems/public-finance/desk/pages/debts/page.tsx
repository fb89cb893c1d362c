import { DataTable, LinkButton, PageTitle, Pager, Section } from '../../../../../design/index.ts';
import { formatDate } from '../../../../../kernel/text.ts';
import { CREDITOR_KINDS, DEBT_CATEGORIES } from '../../../choices.ts';
import { formatMoney } from '../../../money.ts';
import type { Debt, DebtSums } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { type DeskView, OnDay, Receipt, deskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** What the State owes on a day: sums by kind of creditor, and each debt. */
export function debtsPage(
  props: DeskView & {
    asked: { on: string; page: number };
    debts: { sums: DebtSums; debts: Debt[]; hasMore: boolean; receipt: string };
  },
): string {
  const { language, path, asked, debts } = props;
  const words = texts[language];
  return deskPage(props, {
    title: words.debts,
    children: (
      <>
        <PageTitle over={words.desk} title={words.debts} lead={words.debtsLead} />
        <OnDay language={language} action="/desk/finance/debts" on={asked.on} />
        <Section title={words.sums}>
          {debts.sums.length === 0 ? (
            <p>{words.nothingOwed}</p>
          ) : (
            <DataTable
              caption={words.sums}
              captionHidden
              columns={[
                { key: 'kind', label: words.creditorKind },
                { key: 'category', label: words.category },
                { key: 'count', label: words.count, numeric: true },
                { key: 'outstanding', label: words.outstanding, numeric: true },
              ]}
              rows={debts.sums.map(({ category, creditorKind, currency, count, outstanding }) => ({
                key: `${category} ${creditorKind} ${currency}`,
                cells: {
                  kind: CREDITOR_KINDS[creditorKind][language],
                  category: DEBT_CATEGORIES[category][language],
                  count: String(count),
                  outstanding: formatMoney(outstanding, currency, language),
                },
              }))}
            />
          )}
        </Section>
        <Section title={words.allDebts}>
          {debts.debts.length === 0 ? (
            <p>{words.noDebts}</p>
          ) : (
            <DataTable
              caption={words.allDebts}
              captionHidden
              columns={[
                { key: 'title', label: words.debt },
                { key: 'code', label: words.code },
                { key: 'creditor', label: words.creditor },
                { key: 'matures', label: words.matures },
                { key: 'outstanding', label: words.outstanding, numeric: true },
              ]}
              rows={debts.debts.map(({ code, title, creditor, maturesOn, outstanding, currency }) => ({
                key: code,
                href: `/desk/finance/debts/${code}`,
                cells: {
                  title,
                  code,
                  creditor,
                  matures: formatDate(maturesOn, language),
                  outstanding: formatMoney(outstanding, currency, language),
                },
              }))}
            />
          )}
          <Pager page={asked.page} pages={debts.hasMore ? asked.page + 1 : asked.page} path={path} />
        </Section>
        <LinkButton href="/desk/finance/new/debt" icon="plus">
          {FORMS.debt.title[language]}
        </LinkButton>
        <Receipt language={language} receipt={debts.receipt} />
      </>
    ),
  });
}
