import {
  Button,
  Card,
  DataTable,
  EmptyState,
  type FieldMessages,
  Form,
  Grid,
  Page,
  PageTitle,
  Pager,
  StatusTag,
  TextField,
  type Tone,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import { LEGAL_FORMS, STATUSES, type Status } from '../../../enterprises/index.ts';
import type { FoundEnterprises } from '../../enterprises/actions.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

const TONES: Record<Status, Tone> = {
  operating: 'success',
  suspended: 'warning',
  dissolving: 'warning',
  'in-bankruptcy': 'warning',
  revoked: 'danger',
  dissolved: 'neutral',
  bankrupt: 'neutral',
};

/** The status of an enterprise, or of a household business. */
export function BusinessStatus({ status, language }: { status: Status | 'ended'; language: Language }) {
  if (status === 'ended') return <StatusTag tone="neutral">{texts[language].ended}</StatusTag>;
  return <StatusTag tone={TONES[status]}>{STATUSES[status][language]}</StatusTag>;
}

/** The public look-up of enterprises. */
export function enterprisesPage(
  props: PageView & {
    search: { words: string | undefined; page: number };
    result: FoundEnterprises | undefined;
    messages?: FieldMessages;
  },
): string {
  const { language, path, frame, search, result, messages = {} } = props;
  const words = texts[language];
  return renderPage(
    <Page
      language={language}
      title={words.title}
      description={words.lead}
      path={path}
      frame={frame}
      refused={Object.keys(messages).length > 0}
    >
      <PageTitle title={words.title} lead={words.lead} />
      <Form action="/enterprises" method="get" label={words.title} values={{ words: search.words }} messages={messages}>
        <TextField
          name="words"
          type="search"
          label={words.words}
          hint={words.hint}
          autocomplete="off"
          maxlength={200}
        />
        <Button icon="search">{words.find}</Button>
      </Form>
      {result && <Results language={language} path={path} search={search} result={result} />}
      {!result && (
        <Grid>
          <Card headingLevel={2} icon="badge-check" title={words.checkName} href="/enterprises/name">
            <p>{words.checkNameText}</p>
          </Card>
          <Card headingLevel={2} icon="briefcase-business" title={words.mine} href="/my-enterprises">
            <p>{words.mineText}</p>
          </Card>
        </Grid>
      )}
    </Page>,
  );
}

function Results({
  language,
  path,
  search,
  result,
}: {
  language: Language;
  path: string;
  search: { words: string | undefined; page: number };
  result: FoundEnterprises;
}) {
  const words = texts[language];
  const { found, households } = result;
  return (
    <>
      <h2>{fill(words.found, { words: search.words ?? '' })}</h2>
      {found.length + households.length === 0 && (
        <EmptyState title={words.nothing} icon="search" headingLevel={3}>
          <p>{words.nothingMore}</p>
        </EmptyState>
      )}
      {found.length > 0 && (
        <DataTable
          caption={words.enterprises}
          columns={[
            { key: 'name', label: words.name },
            { key: 'code', label: words.code },
            { key: 'form', label: words.form },
            { key: 'address', label: words.address },
            { key: 'status', label: words.status },
          ]}
          rows={found.map((each) => ({
            key: each.code,
            href: `/enterprises/${each.code}`,
            cells: {
              name: each.name,
              code: each.code,
              form: LEGAL_FORMS[each.legalForm][language],
              address: each.address,
              status: <BusinessStatus status={each.status} language={language} />,
            },
          }))}
        />
      )}
      {households.length > 0 && (
        <DataTable
          caption={words.households}
          columns={[
            { key: 'name', label: words.name },
            { key: 'owner', label: words.owner },
            { key: 'address', label: words.address },
            { key: 'status', label: words.status },
          ]}
          rows={households.map((each, i) => ({
            key: String(i),
            cells: {
              name: each.name,
              owner: each.ownerName,
              address: each.address,
              status: <BusinessStatus status={each.status} language={language} />,
            },
          }))}
        />
      )}
      <Pager page={search.page} pages={result.hasMore ? search.page + 1 : search.page} path={path} />
    </>
  );
}
