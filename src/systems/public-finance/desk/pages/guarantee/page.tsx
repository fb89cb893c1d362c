import { Breadcrumbs, Fact, FactList, PageTitle, Section } from '../../../../../design/index.ts';
import { formatDate } from '../../../../../kernel/text.ts';
import { CREDITOR_KINDS, GUARANTEE_MOVEMENTS } from '../../../choices.ts';
import { formatMoney } from '../../../money.ts';
import { register } from '../../../register.ts';
import type { Guarantee, GuaranteeFile } from '../../actions.ts';
import { ActLinks, type DeskView, Movements, OnDay, deskPage, until } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** A guarantee on a day, and what moved under it. */
export function guaranteePage(
  props: DeskView & { file: GuaranteeFile & { guarantee: Guarantee; receipt: string }; on: string; isDone: boolean },
): string {
  const { language, file, on, isDone } = props;
  const { guarantee, movements, receipt } = file;
  const words = texts[language];
  const here = `/desk/finance/guarantees/${guarantee.code}`;
  const money = (amount: number) => formatMoney(amount, guarantee.currency, language);
  return deskPage(props, {
    title: guarantee.title,
    isDone,
    children: (
      <>
        <Breadcrumbs
          crumbs={[
            { label: words.guarantees, href: '/desk/finance/guarantees' },
            { label: guarantee.title, href: here },
          ]}
        />
        <PageTitle over={guarantee.code} title={guarantee.title} />
        <FactList evidence={{ source: register.title[language], date: on, receipt }}>
          <Fact label={words.outstanding} value={<strong>{money(guarantee.outstanding)}</strong>} />
          <Fact label={words.limit} value={money(guarantee.mostAmount)} />
          <Fact label={words.called} value={money(guarantee.called)} />
          <Fact label={words.party} value={guarantee.partyName} />
          <Fact label={words.partyCode} value={guarantee.partyCode} />
          <Fact
            label={words.lender}
            value={`${guarantee.creditor} (${CREDITOR_KINDS[guarantee.creditorKind][language]})`}
          />
          <Fact label={words.issued} value={formatDate(guarantee.issuedOn, language)} />
          <Fact label={words.lapses} value={until(language, guarantee.lapsesOn)} />
        </FactList>
        <OnDay language={language} action={here} on={on} />
        <Movements
          language={language}
          title={words.guaranteeMovements}
          movements={movements}
          kinds={GUARANTEE_MOVEMENTS}
          currency={guarantee.currency}
        />
        <Section title={words.actions}>
          <ActLinks language={language} acts={[{ act: 'move-guarantee', href: `${here}/move-guarantee` }]} />
        </Section>
      </>
    ),
  });
}
