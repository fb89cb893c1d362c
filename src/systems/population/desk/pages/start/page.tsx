import { workingDaysBetween } from '../../../../../country/index.ts';
import {
  DataTable,
  Deadline,
  EmptyState,
  type Frame,
  Notice,
  Page,
  PageTitle,
  SearchBox,
  Section,
  StatusTag,
  Tabs,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, formatDate } from '../../../../../kernel/text.ts';
import { WISH_TITLES } from '../../../residence/choices.ts';
import type { Application } from '../../actions.ts';
import { texts } from '../texts.ts';

const TONES = { open: 'info', approved: 'success', refused: 'danger', withdrawn: 'neutral' } as const;

/** What waits at the desk, the search for people, and households without a head. */
export function startPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  agencyName: string;
  name: string | undefined;
  over: boolean;
  done: 'approve' | 'refuse' | undefined;
  today: string;
  applications: readonly Application[];
  open: number;
  headless: readonly { householdId: string; addressLine: string; members: number }[];
  found: readonly { number: string; fullName: string; bornOn: string; addressLine: string }[] | undefined;
}): string {
  const { language, path, frame, agencyName, name, over, done, today, applications, open, headless, found } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.desk} path={path} frame={frame}>
      <PageTitle over={agencyName} title={words.desk} lead={words.lead} />
      {done && <Notice tone="success" live title={done === 'approve' ? words.doneApprove : words.doneRefuse} />}
      <Section title={words.find}>
        <SearchBox
          action="/desk/residence"
          name="name"
          label={words.findLabel}
          placeholder={words.findHint}
          button={words.findButton}
          value={name}
          look="plain"
        />
        {found && found.length === 0 && <p role="status">{words.foundNobody}</p>}
        {found && found.length > 0 && (
          <DataTable
            caption={words.found}
            columns={[
              { key: 'name', label: words.name },
              { key: 'bornOn', label: words.bornOn },
              { key: 'address', label: words.address },
            ]}
            rows={found.map((one) => ({
              key: one.number,
              href: `/desk/residence/people/${one.number}`,
              cells: { name: one.fullName, bornOn: formatDate(one.bornOn, language), address: one.addressLine },
            }))}
          />
        )}
      </Section>
      <Tabs
        label={words.application}
        tabs={[
          { href: '/desk/residence', label: words.waiting, current: !over, count: open },
          { href: '/desk/residence?over=yes', label: words.over, current: over },
        ]}
      />
      {applications.length === 0 ? (
        over ? (
          <p>{words.noneOver}</p>
        ) : (
          <EmptyState title={words.noneWaiting} icon="inbox">
            <p>{words.noneWaitingHint}</p>
          </EmptyState>
        )
      ) : (
        <DataTable
          caption={over ? words.over : words.waiting}
          captionHidden
          columns={[
            { key: 'what', label: words.what },
            { key: 'who', label: words.who },
            { key: 'number', label: words.number },
            over ? { key: 'state', label: words.state } : { key: 'due', label: words.due },
          ]}
          rows={applications.map((one) => ({
            key: one.id,
            href: `/desk/residence/applications/${one.id}`,
            cells: {
              what: WISH_TITLES[one.wish.kind][language],
              who: one.applicantName,
              number: one.number,
              state: <StatusTag tone={TONES[one.state]}>{words[one.state]}</StatusTag>,
              due: <Deadline date={one.dueOn} days={workingDaysBetween(today, one.dueOn)} />,
            },
          }))}
        />
      )}
      {headless.length > 0 && (
        <Section title={words.headless} lead={words.headlessLead}>
          <DataTable
            caption={words.headless}
            captionHidden
            columns={[
              { key: 'address', label: words.address },
              { key: 'members', label: words.members, numeric: true },
            ]}
            rows={headless.map((one) => ({
              key: one.householdId,
              href: `/desk/residence/households/${one.householdId}`,
              cells: { address: one.addressLine, members: one.members },
            }))}
          />
        </Section>
      )}
    </Page>,
  );
}
