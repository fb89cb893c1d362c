import { Breadcrumbs, DataTable, Fact, FactList, Notice, PageTitle, Section } from '../../../../../design/index.ts';
import { fill, formatDate } from '../../../../../kernel/text.ts';
import { CREDITOR_KINDS, DEBT_CATEGORIES, DEBT_MOVEMENTS } from '../../../choices.ts';
import { formatDecimal, formatMoney } from '../../../money.ts';
import { register } from '../../../register.ts';
import type { Debt, DebtFile } from '../../actions.ts';
import { ActLinks, type DeskView, Movements, OnDay, deskPage } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** A debt on a day: what is owed, what is to be paid when, and what moved it. */
export function debtPage(
  props: DeskView & { file: DebtFile & { debt: Debt; receipt: string }; on: string; isDone: boolean },
): string {
  const { language, file, on, isDone } = props;
  const { debt, movements, schedule, receipt } = file;
  const words = texts[language];
  const here = `/desk/finance/debts/${debt.code}`;
  const money = (amount: number) => formatMoney(amount, debt.currency, language);
  return deskPage(props, {
    title: debt.title,
    isDone,
    children: (
      <>
        <Breadcrumbs
          crumbs={[
            { label: words.debts, href: '/desk/finance/debts' },
            { label: debt.title, href: here },
          ]}
        />
        <PageTitle over={debt.code} title={debt.title} />
        {debt.maturesOn < on && debt.outstanding > 0 && <Notice tone="danger" title={words.overdue} />}
        <FactList evidence={{ source: register.title[language], date: on, receipt }}>
          <Fact label={words.outstanding} value={<strong>{money(debt.outstanding)}</strong>} />
          <Fact label={words.principal} value={money(debt.principal)} />
          <Fact label={words.drawn} value={money(debt.drawn)} />
          <Fact label={words.repaid} value={money(debt.repaid)} />
          <Fact label={words.creditor} value={`${debt.creditor} (${CREDITOR_KINDS[debt.creditorKind][language]})`} />
          <Fact label={words.category} value={DEBT_CATEGORIES[debt.category][language]} />
          <Fact label={words.borrower} value={<a href={`/desk/finance/units/${debt.unitCode}`}>{debt.unitCode}</a>} />
          <Fact label={words.rate} value={`${formatDecimal(debt.rate_basisPoints, 2, language)} %`} />
          <Fact label={words.signed} value={formatDate(debt.signedOn, language)} />
          <Fact label={words.matures} value={formatDate(debt.maturesOn, language)} />
          <Fact
            label={words.termsLabel}
            value={fill(words.terms, {
              first: formatDate(debt.firstRepaymentOn, language),
              months: debt.every_months,
            })}
          />
        </FactList>
        <OnDay language={language} action={here} on={on} />
        <Section title={words.schedule}>
          {schedule.length === 0 ? (
            <p>{words.noSchedule}</p>
          ) : (
            <>
              <p class="mc-hint">{words.scheduleHint}</p>
              <DataTable
                caption={words.schedule}
                captionHidden
                columns={[
                  { key: 'day', label: words.day },
                  { key: 'principal', label: DEBT_MOVEMENTS.repayment[language], numeric: true },
                  { key: 'interest', label: words.interest, numeric: true },
                  { key: 'left', label: words.left, numeric: true },
                ]}
                rows={schedule.map(({ on: day, principal, interest, left }) => ({
                  key: day,
                  cells: {
                    day: formatDate(day, language),
                    principal: money(principal),
                    interest: money(interest),
                    left: money(left),
                  },
                }))}
              />
            </>
          )}
        </Section>
        <Movements
          language={language}
          title={words.movements}
          movements={movements}
          kinds={DEBT_MOVEMENTS}
          currency={debt.currency}
        />
        <Section title={words.actions}>
          <ActLinks language={language} acts={[{ act: 'move-debt', href: `${here}/move-debt` }]} />
        </Section>
      </>
    ),
  });
}
