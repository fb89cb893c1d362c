import {
  Button,
  DataTable,
  EmptyState,
  Form,
  LinkButton,
  Page,
  PageTitle,
  Pager,
  Section,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { fill, formatDate } from '../../../../../kernel/text.ts';
import { LEGAL_FORMS } from '../../../enterprise-codes.ts';
import type { DeadInFile, FoundEnterprises } from '../../actions.ts';
import { type DeskPage, EnterpriseStatus } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** Looking for enterprises; and those whose file names somebody who has died. */
export function searchPage(
  props: DeskPage & {
    agencyName: string;
    asked: { words?: string | undefined; by: 'name' | 'person'; page: number };
    result?: FoundEnterprises;
    /** Before anything was looked for: who has died and is still named. */
    dead?: readonly DeadInFile[];
    addressOf(found: FoundEnterprises['found'][number]): string;
    messages?: Record<string, string>;
  },
): string {
  const { language, path, frame, asked, result, dead = [], messages = {} } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.search} path={path} frame={frame} refused={Object.keys(messages).length > 0}>
      <PageTitle
        over={words.desk}
        title={words.search}
        lead={fill(words.searchLead, { agency: props.agencyName })}
        aside={
          <LinkButton href="/desk/enterprises/new" icon="plus">
            {words.register}
          </LinkButton>
        }
      />
      <Form
        action="/desk/enterprises"
        method="get"
        label={words.search}
        values={{ words: asked.words, by: asked.by }}
        messages={messages}
      >
        <TextField
          name="words"
          type="search"
          label={words.words}
          hint={words.wordsHint}
          autocomplete="off"
          maxlength={200}
        />
        <SelectField
          name="by"
          label={words.by}
          placeholder={null}
          choices={[
            { value: 'name', label: words.byName },
            { value: 'person', label: words.byPerson },
          ]}
        />
        <Button icon="search">{words.find}</Button>
      </Form>
      {result && asked.words !== undefined && (
        <>
          <h2>{fill(words.found, { words: asked.words })}</h2>
          {result.found.length === 0 ? (
            <EmptyState title={words.nothing} icon="search">
              <p>{words.nothingHint}</p>
            </EmptyState>
          ) : (
            <DataTable
              caption={fill(words.found, { words: asked.words })}
              captionHidden
              columns={[
                { key: 'name', label: words.name },
                { key: 'code', label: words.code },
                { key: 'form', label: words.form },
                { key: 'address', label: words.address },
                { key: 'status', label: words.status },
              ]}
              rows={result.found.map((found) => ({
                key: found.code,
                href: `/desk/enterprises/${found.code}`,
                cells: {
                  name: found.name,
                  code: found.code,
                  form: LEGAL_FORMS[found.legalForm][language],
                  address: props.addressOf(found),
                  status: <EnterpriseStatus status={found.status} language={language} />,
                },
              }))}
            />
          )}
          <Pager page={asked.page} pages={result.hasMore ? asked.page + 1 : asked.page} path={path} />
        </>
      )}
      {dead.length > 0 && (
        <Section title={words.dead} lead={words.deadLead}>
          <DataTable
            caption={words.dead}
            captionHidden
            columns={[
              { key: 'name', label: words.name },
              { key: 'code', label: words.code },
              { key: 'part', label: words.deadPart },
              { key: 'person', label: words.deadName },
              { key: 'diedOn', label: words.diedOn },
            ]}
            rows={dead.map((one) => ({
              key: `${one.enterpriseCode} ${one.part} ${one.personNumber}`,
              href: `/desk/enterprises/${one.enterpriseCode}`,
              cells: {
                name: one.enterpriseName,
                code: one.enterpriseCode,
                part: words.deadParts[one.part],
                person: one.fullName,
                diedOn: formatDate(one.diedOn, language),
              },
            }))}
          />
        </Section>
      )}
    </Page>,
  );
}
