import {
  Button,
  Columns,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  Page,
  PageTitle,
  Section,
  StatusTag,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, formatDate } from '../../../../../kernel/text.ts';
import { declarationResult, stateShown } from '../../../shown/declaration.ts';
import { monthText } from '../../../shown/insured.ts';
import type { OfficeDeclaration } from '../../actions.ts';
import { texts } from '../texts.ts';

/** Where an insurance officer begins: files to open, and the declarations of the province. */
export function insuranceDeskPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  declarations: readonly OfficeDeclaration[];
}): string {
  const { language, path, frame, declarations } = props;
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
      </Section>
    </Page>,
  );
}

function State({ state }: { state: ReturnType<typeof stateShown> }) {
  return <StatusTag tone={state.tone}>{state.label}</StatusTag>;
}
