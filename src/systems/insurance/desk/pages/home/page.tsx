import {
  Button,
  Columns,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  Page,
  PageTitle,
  Pager,
  Section,
  StatusTag,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, formatDate, formatNumber } from '../../../../../kernel/text.ts';
import { declarationResult, stateShown } from '../../../shown/declaration.ts';
import { monthText } from '../../../shown/insured.ts';
import { BENEFITS } from '../../../choices.ts';
import type { OfficeDeclaration, PaidAfterDeath } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** Where an insurance officer begins: files to open, what is to come back after deaths, and the declarations of the province. */
export function insuranceDeskPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  page: number;
  declarations: readonly OfficeDeclaration[];
  hasMore: boolean;
  paidAfterDeath: readonly PaidAfterDeath[];
}): string {
  const { language, path, frame, page, declarations, hasMore, paidAfterDeath } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.desk} path={path} frame={frame}>
      <PageTitle title={words.desk} lead={words.lead} />
      <Columns>
        <Form action="/desk/insurance/people" method="get" label={words.openPerson}>
          <TextField
            name="number"
            label={words.number}
            inputmode="numeric"
            autocomplete="off"
            length={14}
            maxlength={20}
          />
          <Button icon="search">{words.openPerson}</Button>
        </Form>
        <Form action="/desk/insurance/employers" method="get" label={words.openEmployer}>
          <TextField name="code" label={words.code} inputmode="numeric" autocomplete="off" length={12} maxlength={20} />
          <Button icon="search">{words.openEmployer}</Button>
        </Form>
      </Columns>
      {paidAfterDeath.length > 0 && (
        <Section title={words.paidAfterDeath} lead={words.paidAfterDeathLead}>
          <DataTable
            caption={words.paidAfterDeath}
            captionHidden
            columns={[
              { key: 'number', label: words.number },
              { key: 'diedOn', label: words.diedOn },
              { key: 'benefit', label: words.benefit },
              { key: 'month', label: words.month },
              { key: 'amount', label: words.paidAmount, numeric: true },
              { key: 'more', label: words.doWith },
            ]}
            rows={paidAfterDeath.map((each) => ({
              key: `${each.benefitId} ${each.month}`,
              cells: {
                number: (
                  <a class="ds-link" href={`/desk/insurance/people/${each.number}`}>
                    {each.number}
                  </a>
                ),
                diedOn: formatDate(each.diedOn, language),
                benefit: BENEFITS[each.kind][language],
                month: monthText(each.month),
                amount: formatNumber(each.amount, language),
                more: (
                  <a
                    class="ds-link"
                    href={`/desk/insurance/people/${each.number}/recover?benefit=${each.benefitId}&month=${each.month}`}
                  >
                    {FORMS.recover.title[language]}
                  </a>
                ),
              },
            }))}
          />
        </Section>
      )}
      <Section title={words.declarations}>
        {declarations.length === 0 ? (
          <EmptyState title={words.noDeclarations} icon="inbox" headingLevel={3}>
            <p>{words.noDeclarationsHint}</p>
          </EmptyState>
        ) : (
          <DataTable
            caption={words.declarations}
            captionHidden
            columns={[
              { key: 'employer', label: words.employer },
              { key: 'month', label: words.month },
              { key: 'received', label: words.received },
              { key: 'state', label: words.state },
              { key: 'result', label: words.result },
            ]}
            rows={declarations.map((each) => ({
              key: each.id,
              href: `/desk/insurance/declarations/${each.id}`,
              cells: {
                employer: each.employerName,
                month: monthText(each.month),
                received: formatDate(each.receivedOn, language),
                state: <State state={stateShown(each.state, language)} />,
                result: declarationResult(each, language),
              },
            }))}
          />
        )}
        <Pager page={page} pages={hasMore ? page + 1 : page} path="/desk/insurance" />
      </Section>
    </Page>,
  );
}

function State({ state }: { state: ReturnType<typeof stateShown> }) {
  return <StatusTag tone={state.tone}>{state.label}</StatusTag>;
}
