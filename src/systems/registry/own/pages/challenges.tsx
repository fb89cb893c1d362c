import {
  Breadcrumbs,
  DataTable,
  Deadline,
  EmptyState,
  type Frame,
  Notice,
  Page,
  PageTitle,
  Pager,
  StatusTag,
  Tabs,
  type Tone,
  renderPage,
} from '../../../../design/index.ts';
import { workingDaysBetween } from '../../../../country/index.ts';
import { civilDate, today } from '../../../../kernel/clock.ts';
import { type Language, formatInstant } from '../../../../kernel/text.ts';
import { shownWithCode } from '../../kind/shown.ts';
import type { Challenge, ChallengeAbout } from '../actions.ts';
import { texts } from './texts.ts';

interface ChallengesPage {
  language: Language;
  path: string;
  frame: Frame;
  answered: boolean;
  page: number;
  found: readonly ChallengeAbout[];
  hasMore: boolean;
  isDone: boolean;
}

const TONES: Readonly<Record<Challenge['state'], Tone>> = {
  open: 'info',
  corrected: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
};

/** A challenge's state in a word. */
export function ChallengeTag({ state, language }: { state: Challenge['state']; language: Language }) {
  return <StatusTag tone={TONES[state]}>{texts[language].states[state]}</StatusTag>;
}

/** By when a challenge is to be answered, or whether it was in time. */
export function ChallengeDeadline({ challenge }: { challenge: Challenge }) {
  const { dueOn, answeredAt } = challenge;
  const on = answeredAt ? civilDate(new Date(answeredAt)) : today();
  return <Deadline date={dueOn} days={workingDaysBetween(on, dueOn)} clock={answeredAt ? 'finished' : 'running'} />;
}

/** The challenges of the registers that a steward keeps, those that are due first before the others. */
export function challengesPage(props: ChallengesPage): string {
  const { language, path, frame, answered, page, found, hasMore, isDone } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.challenges} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: words.challenges, href: '/desk/challenges' },
        ]}
      />
      <PageTitle title={words.challenges} lead={words.lead} />
      {isDone && (
        <Notice tone="success" title={words.done} live>
          <p>{words.doneLead}</p>
        </Notice>
      )}
      <Tabs
        label={words.views}
        tabs={[
          { label: words.open, href: '/desk/challenges', current: !answered },
          { label: words.answered, href: '/desk/challenges?answered=yes', current: answered },
        ]}
      />
      {found.length === 0 ? (
        <EmptyState icon="circle-check" title={answered ? words.noneAnswered : words.noneOpen} />
      ) : (
        <DataTable
          caption={words.challenges}
          captionHidden
          columns={[
            { key: 'field', label: words.field },
            { key: 'record', label: words.record },
            { key: 'held', label: words.held },
            { key: 'claimed', label: words.claimed },
            { key: 'filed', label: words.filedAt },
            { key: 'due', label: words.due },
            ...(answered ? [{ key: 'state', label: words.state }] : []),
          ]}
          rows={found.map(({ challenge, kind }) => {
            const field = kind.fields[challenge.field]!;
            return {
              key: challenge.id,
              href: `/desk/challenges/${kind.system}/${challenge.id}`,
              cells: {
                field: field.title[language],
                record: `${kind.title[language]} ${challenge.key.join(' · ')}`,
                held: shownWithCode(field, challenge.held, language),
                claimed: shownWithCode(field, challenge.claimed, language),
                filed: formatInstant(challenge.filedAt, language),
                due: <ChallengeDeadline challenge={challenge} />,
                state: <ChallengeTag state={challenge.state} language={language} />,
              },
            };
          })}
        />
      )}
      <Pager page={page} pages={hasMore ? page + 1 : page} path={path} />
    </Page>,
  );
}
