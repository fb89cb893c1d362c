import {
  Button,
  DataTable,
  EmptyState,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Pager,
  StatusTag,
  Tabs,
  TextField,
  renderPage,
  withQuery,
} from '../../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../../kernel/text.ts';
import { procedure } from '../../../../procedures/index.ts';
import type { QueueAsked, QueueView } from '../../../actions.ts';
import type { StepStatus } from '../../../services.ts';
import { StepDeadline, StepTag } from '../step-state.tsx';
import { stepWords } from '../step-words.ts';
import { texts } from './texts.ts';

/** The decisions after which an officer goes on with the queue. */
export const DECISIONS = ['approve', 'supplement', 'refuse'] as const;
export type DecisionDone = (typeof DECISIONS)[number];

interface QueuePage {
  language: Language;
  path: string;
  frame: Frame;
  agencyName: string;
  asked: QueueAsked;
  queue: QueueView;
  /** What was just decided, in the step that `queue.decided` names. */
  done: DecisionDone | undefined;
}

/** The whole queue of an officer: a dense table that sorts and filters by its address. */
export function queuePage({ language, path: address, frame, agencyName, asked, queue, done }: QueuePage): string {
  const words = texts[language];
  const shared = stepWords[language];
  const { lines, page, hasMore } = queue;
  const title = shared.kind[queue.kind];
  // What was decided is told once: no link of the page repeats it.
  const path = withQuery(address, { done: undefined, step: undefined });
  const at = (changes: Parameters<typeof withQuery>[1]) => withQuery(path, { page: undefined, ...changes });
  const columns = [
    { key: 'child', label: words.child, sortable: !asked.over },
    { key: 'number', label: words.number },
    { key: 'applicant', label: words.applicant },
    { key: 'procedure', label: words.procedure },
    { key: 'received', label: asked.over ? words.ended : words.received, sortable: !asked.over },
    { key: 'due', label: words.due, sortable: !asked.over },
    { key: 'state', label: words.state },
  ];
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <PageTitle over={shared.desk} title={title} lead={fill(words.lead, { agency: agencyName })} />
      {done && <Decided queue={queue} done={done} language={language} />}
      <Counts counts={queue.counts} language={language} />
      <Tabs
        label={words.views}
        tabs={[
          { label: words.open, href: at({ over: undefined }), current: !asked.over },
          { label: words.over, href: at({ over: 'yes' }), current: asked.over },
        ]}
      />
      <Form action="/desk/queue" method="get" label={words.search} values={{ q: asked.text }}>
        {asked.over && <input type="hidden" name="over" value="yes" />}
        <input type="hidden" name="sort" value={asked.sort} />
        {asked.descending && <input type="hidden" name="order" value="descending" />}
        <TextField name="q" type="search" label={words.search} optional autocomplete="off" maxlength={100} />
        <Button look="secondary" icon="search">
          {words.searchButton}
        </Button>
      </Form>
      {asked.text !== undefined && (
        <p>
          {fill(words.found, { text: asked.text })}{' '}
          <a class="ds-link" href={at({ q: undefined })}>
            {words.all}
          </a>
        </p>
      )}
      {lines.length === 0 ? (
        <Nothing language={language} isFiltered={asked.text !== undefined} allHref={at({ q: undefined })} />
      ) : (
        <DataTable
          caption={asked.over ? words.over : words.openCases}
          captionHidden
          columns={columns}
          path={path}
          {...(asked.over ? {} : { sort: { by: asked.sort, descending: asked.descending } })}
          rows={lines.map((line) => ({
            key: line.stepId,
            href: `/desk/steps/${line.stepId}`,
            cells: {
              child: line.childName,
              number: line.number,
              applicant: line.applicantName,
              procedure: procedure(line.procedureCode)?.name[language] ?? line.procedureCode,
              received: instant(asked.over ? line.endedAt : line.openedAt, language),
              due: <StepDeadline step={line} />,
              state: <StepTag status={line.status} language={language} />,
            },
          }))}
        />
      )}
      <Pager page={page} pages={hasMore ? page + 1 : page} path={path} />
    </Page>,
  );
}

const BECAME: Record<DecisionDone, readonly StepStatus[]> = {
  approve: ['approved', 'done'],
  supplement: ['supplement'],
  refuse: ['refused'],
};

/** What has just been decided, while that is still so; with the way to the next case and back to the decided one. */
function Decided({ queue, done, language }: { queue: QueueView; done: DecisionDone; language: Language }) {
  const words = texts[language];
  const { decided, lines } = queue;
  if (!decided || !BECAME[done].includes(decided.status)) return null;
  const next = lines.find(({ status }) => status === 'open');
  return (
    <Notice tone="success" title={fill(words[`done_${done}`], { number: decided.number })} live>
      <p>{words[`done_${done}More`]}</p>
      <p>
        <a class="ds-link" href={`/desk/steps/${decided.stepId}`}>
          {fill(words.seeDecided, { child: decided.childName })}
        </a>
      </p>
      {next && (
        <LinkButton href={`/desk/steps/${next.stepId}`} icon="arrow-right">
          {words.next}
        </LinkButton>
      )}
    </Notice>
  );
}

const instant = (at: string | null, language: Language): string => (at ? formatInstant(at, language) : '');

/** How much waits: to be decided, late, waiting for the applicant. */
export function Counts({ counts, language }: { counts: QueueView['counts']; language: Language }) {
  const words = texts[language];
  const say = (sentence: string, count: number) => fill(sentence, { count: formatNumber(count, language) });
  return (
    <p class="mc-buttons" role="group" aria-label={words.counts}>
      <StatusTag tone="info">{say(words.countOpen, counts.open)}</StatusTag>
      <StatusTag tone={counts.late ? 'danger' : 'neutral'} icon={counts.late ? 'octagon-alert' : 'circle'}>
        {say(words.countLate, counts.late)}
      </StatusTag>
      <StatusTag tone="warning">{say(words.countSupplement, counts.supplement)}</StatusTag>
    </p>
  );
}

interface NothingProps {
  language: Language;
  isFiltered: boolean;
  allHref: string;
}

function Nothing({ language, isFiltered, allHref }: NothingProps) {
  const words = texts[language];
  if (!isFiltered) {
    return (
      <EmptyState title={words.nothing}>
        <p>{words.nothingMore}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={words.nothingFound} icon="search">
      <p>{words.nothingFoundMore}</p>
      <LinkButton href={allHref} look="secondary">
        {words.all}
      </LinkButton>
    </EmptyState>
  );
}
