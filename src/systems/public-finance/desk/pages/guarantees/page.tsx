import { DataTable, LinkButton, PageTitle, Pager, Section } from '../../../../../design/index.ts';
import { CREDITOR_KINDS } from '../../../choices.ts';
import { formatMoney } from '../../../money.ts';
import type { Guarantee, GuaranteeSums } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { type DeskView, OnDay, Receipt, deskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** What guarantees stand for on a day: sums by kind of lender, and each guarantee. */
export function guaranteesPage(
  props: DeskView & {
    asked: { on: string; page: number };
    found: { sums: GuaranteeSums; guarantees: Guarantee[]; hasMore: boolean; receipt: string };
  },
): string {
  const { language, path, asked, found } = props;
  const words = texts[language];
  return deskPage(props, {
    title: words.guarantees,
    children: (
      <>
        <PageTitle over={words.desk} title={words.guarantees} lead={words.guaranteesLead} />
        <OnDay language={language} action="/desk/finance/guarantees" on={asked.on} />
        {found.sums.length === 0 ? (
          <p>{words.noGuarantees}</p>
        ) : (
          <>
            <Section title={words.guaranteeSums}>
              <DataTable
                caption={words.guaranteeSums}
                captionHidden
                columns={[
                  { key: 'kind', label: words.creditorKind },
                  { key: 'limit', label: words.limit, numeric: true },
                  { key: 'outstanding', label: words.outstanding, numeric: true },
                  { key: 'called', label: words.called, numeric: true },
                ]}
                rows={found.sums.map(({ creditorKind, currency, mostAmount, outstanding, called }) => ({
                  key: `${creditorKind} ${currency}`,
                  cells: {
                    kind: CREDITOR_KINDS[creditorKind][language],
                    limit: formatMoney(mostAmount, currency, language),
                    outstanding: formatMoney(outstanding, currency, language),
                    called: formatMoney(called, currency, language),
                  },
                }))}
              />
            </Section>
            <Section title={words.allGuarantees}>
              <DataTable
                caption={words.allGuarantees}
                captionHidden
                columns={[
                  { key: 'title', label: words.guarantee },
                  { key: 'code', label: words.code },
                  { key: 'party', label: words.party },
                  { key: 'limit', label: words.limit, numeric: true },
                  { key: 'outstanding', label: words.outstanding, numeric: true },
                ]}
                rows={found.guarantees.map(({ code, title, partyName, currency, mostAmount, outstanding }) => ({
                  key: code,
                  href: `/desk/finance/guarantees/${code}`,
                  cells: {
                    title,
                    code,
                    party: partyName,
                    limit: formatMoney(mostAmount, currency, language),
                    outstanding: formatMoney(outstanding, currency, language),
                  },
                }))}
              />
              <Pager page={asked.page} pages={found.hasMore ? asked.page + 1 : asked.page} path={path} />
            </Section>
          </>
        )}
        <LinkButton href="/desk/finance/new/guarantee" icon="plus">
          {FORMS.guarantee.title[language]}
        </LinkButton>
        <Receipt language={language} receipt={found.receipt} />
      </>
    ),
  });
}
