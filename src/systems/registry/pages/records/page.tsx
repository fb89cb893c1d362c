import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  LinkButton,
  Page,
  PageTitle,
  Pager,
  Section,
  StatusTag,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { Kept } from '../../actions.ts';
import type { RegisterDefinition } from '../../definition.ts';
import type { FoundRecord } from '../../keeping/services.ts';
import { exportPath } from '../exports/page.tsx';
import { exportTexts } from '../exports/texts.ts';
import { importPath } from '../imports/page.tsx';
import { importTexts } from '../imports/texts.ts';
import { queuePath } from '../duplicates/queue-page.tsx';
import { texts as duplicateTexts } from '../duplicates/texts.ts';
import { splitTexts } from '../splits/texts.ts';
import { texts } from '../texts.ts';
import { shownValue } from '../../kind/shown.ts';
import { recordPath, splitsPath } from '../values.ts';

interface PageHead {
  language: Language;
  path: string;
  frame: Frame;
}

/** The registers that a steward keeps. */
export function registersPage({
  language,
  path,
  frame,
  kept,
  queues,
  splits,
  agencyName,
}: PageHead & {
  kept: readonly Kept[];
  queues: readonly RegisterDefinition[];
  splits: readonly RegisterDefinition[];
  agencyName: string;
}): string {
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.registers} path={path} frame={frame}>
      <PageTitle over={words.desk} title={words.registers} lead={fill(words.lead, { agency: agencyName })} />
      <Buttons>
        <LinkButton look="secondary" href="/desk/challenges">
          {words.toChallenges}
        </LinkButton>
        <LinkButton look="secondary" href="/desk/quality">
          {words.toQuality}
        </LinkButton>
        <LinkButton look="secondary" href="/desk/alarms">
          {words.toAlarms}
        </LinkButton>
      </Buttons>
      {kept.length === 0 ? (
        <EmptyState title={words.nothingKept} />
      ) : (
        <DataTable
          caption={words.registers}
          captionHidden
          columns={[
            { key: 'kind', label: words.kinds },
            { key: 'register', label: words.register },
            { key: 'repairs', label: words.toQuality },
          ]}
          rows={kept.map(({ keeping: { kind }, register }) => ({
            key: `${kind.system}.${kind.name}`,
            href: `/desk/registers/${kind.system}/${kind.name}`,
            cells: {
              kind: kind.title[language],
              register: register.title[language],
              repairs: (
                <a class="ds-link" href={`/desk/repairs/${kind.system}/${kind.name}`}>
                  {words.toRepairs}
                  <span class="ds-sr-only"> {kind.title[language]}</span>
                </a>
              ),
            },
          }))}
        />
      )}
      <Registers title={duplicateTexts[language].title} registers={queues} pathOf={queuePath} language={language} />
      <Registers title={splitTexts[language].list} registers={splits} pathOf={splitsPath} language={language} />
    </Page>,
  );
}

/** Work that waits in registers, by register; nothing when there is none. */
function Registers({
  title,
  registers,
  pathOf,
  language,
}: {
  title: string;
  registers: readonly RegisterDefinition[];
  pathOf: (system: string) => string;
  language: Language;
}) {
  if (registers.length === 0) return null;
  return (
    <Section title={title}>
      <ul>
        {registers.map((register) => (
          <li key={register.system}>
            <a class="ds-link" href={pathOf(register.system)}>
              {register.title[language]}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Searching the records of one kind. */
export function recordsPage({
  language,
  path,
  frame,
  kept,
  asked,
  result,
}: PageHead & {
  kept: Kept;
  asked: { words: string | undefined; page: number };
  result: { found: FoundRecord[]; hasMore: boolean; receipt: string } | undefined;
}): string {
  const words = texts[language];
  const { kind } = kept.keeping;
  const shown = Object.keys(kind.fields).slice(0, 5);
  const first = kind.names[0] ?? kind.key[0]!;
  const columns = [first, ...shown.filter((field) => field !== first)];
  const here = `/desk/registers/${kind.system}/${kind.name}`;
  return renderPage(
    <Page language={language} title={kind.title[language]} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: kind.title[language], href: here },
        ]}
      />
      <PageTitle over={kept.register.title[language]} title={kind.title[language]} />
      <p>
        <a class="ds-link" href={importPath(kind)}>
          {importTexts[language].link}
        </a>
        {' · '}
        <a class="ds-link" href={exportPath(kind)}>
          {exportTexts[language].link}
        </a>
      </p>
      <Form action={here} method="get" label={words.search} values={{ words: asked.words }}>
        <TextField
          name="words"
          type="search"
          label={words.search}
          hint={words.searchHint}
          autocomplete="off"
          maxlength={200}
        />
        <Button icon="search">{words.searchButton}</Button>
      </Form>
      {result && asked.words !== undefined && (
        <>
          <h2>{fill(words.found, { words: asked.words })}</h2>
          {result.found.length === 0 ? (
            <EmptyState title={words.nothingFound} icon="search">
              <p>{words.nothingFoundHint}</p>
            </EmptyState>
          ) : (
            <DataTable
              caption={fill(words.found, { words: asked.words })}
              captionHidden
              columns={[
                ...columns.map((field) => ({ key: field, label: kind.fields[field]!.title[language] })),
                { key: 'closeness', label: words.closeness },
              ]}
              rows={result.found.map(({ key, values, distance }) => ({
                key: key.join('~'),
                href: recordPath(kind, key),
                cells: {
                  ...Object.fromEntries(
                    columns.map((field) => [field, shownValue(kind.fields[field]!, values[field], language)]),
                  ),
                  closeness: (
                    <StatusTag tone={distance === 0 ? 'success' : 'info'}>
                      {distance === 0 ? words.same : words.near}
                    </StatusTag>
                  ),
                },
              }))}
            />
          )}
          <Pager page={asked.page} pages={result.hasMore ? asked.page + 1 : asked.page} path={path} />
          <p>{fill(words.receipt, { receipt: result.receipt })}</p>
        </>
      )}
    </Page>,
  );
}
