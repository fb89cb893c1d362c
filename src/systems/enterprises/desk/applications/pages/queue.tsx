import {
  DataTable,
  Deadline,
  EmptyState,
  Notice,
  Page,
  PageTitle,
  Pager,
  StatusTag,
  Tabs,
  renderPage,
  withQuery,
} from '../../../../../design/index.ts';
import { workingDaysBetween } from '../../../../../country/index.ts';
import { fill } from '../../../../../kernel/text.ts';
import { TONES } from '../../../applying/pages/texts.ts';
import type { DeskPage } from '../../pages/page-parts.tsx';
import { APPLICATION_STATUSES, type Decision, type OfficeApplications, matterTitle } from '../actions.ts';
import { texts } from './texts.ts';

const WHICH = ['waiting', 'with-people', 'over'] as const;

/** The online applications of an office. */
export function applicationQueuePage(
  props: DeskPage &
    OfficeApplications & {
      agencyName: string;
      today: string;
      which: (typeof WHICH)[number];
      page: number;
      done: Decision | undefined;
    },
): string {
  const { language, path, frame, applications, hasMore, which, page, done, today } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <PageTitle title={words.title} lead={fill(words.lead, { agency: props.agencyName })} />
      {done && <Notice tone="success" title={words.done[done]} live />}
      <Tabs
        label={words.views}
        tabs={WHICH.map((each) => ({
          label: words[each],
          href: `/desk/applications?which=${each}`,
          current: each === which,
        }))}
      />
      {applications.length === 0 ? (
        <EmptyState title={words.nothing}>
          <p>{words.nothingMore}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={words[which]}
          captionHidden
          columns={[
            { key: 'what', label: words.what },
            { key: 'subject', label: words.subject },
            { key: 'applicant', label: words.applicant },
            { key: 'number', label: words.number },
            { key: 'due', label: words.due },
            { key: 'status', label: words.status },
          ]}
          rows={applications.map((each) => ({
            key: each.id,
            href: `/desk/applications/${each.id}`,
            cells: {
              what: matterTitle(each.matter)[language],
              subject: each.subjectName ?? '',
              applicant: each.applicantName,
              number: each.number ?? '',
              due: each.dueOn ? <Deadline date={each.dueOn} days={workingDaysBetween(today, each.dueOn)} /> : '',
              status: <StatusTag tone={TONES[each.status]}>{APPLICATION_STATUSES[each.status][language]}</StatusTag>,
            },
          }))}
        />
      )}
      <Pager page={page} pages={hasMore ? page + 1 : page} path={withQuery(path, { done: undefined })} />
    </Page>,
  );
}
