import {
  Breadcrumbs,
  DataTable,
  EmptyState,
  type Frame,
  Page,
  PageTitle,
  Pager,
  StatusTag,
  Tabs,
  type Tone,
  renderPage,
  withQuery,
} from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { SPLIT_VIEWS, type Split } from '../../splitting/actions.ts';
import type { SplitProposal } from '../../splitting/proposals.ts';
import type { SplitView } from '../../splitting/rules.ts';
import { texts } from '../texts.ts';
import { splitPath, splitsPath } from '../values.ts';
import { splitTexts } from './texts.ts';

const TONES: Record<SplitProposal['state'], Tone> = {
  proposed: 'warning',
  confirmed: 'success',
  refused: 'neutral',
  undone: 'neutral',
};

/** The splits of a register: those that wait for a second steward, and those that are settled. */
export function splitListPage({
  language,
  path,
  frame,
  splits,
  chosen,
  asked,
  listed,
}: {
  language: Language;
  path: string;
  frame: Frame;
  splits: readonly Split[];
  chosen: Split;
  asked: { view: SplitView; page: number };
  listed: { splits: readonly SplitProposal[]; hasMore: boolean; receipt: string };
}): string {
  const words = splitTexts[language];
  const { kind } = chosen.splitting;
  const here = splitsPath(kind.system);
  return renderPage(
    <Page language={language} title={words.list} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: texts[language].registers, href: '/desk/registers' },
          { label: words.list, href: here },
        ]}
      />
      <PageTitle over={chosen.register.title[language]} title={words.list} lead={words.listLead} />
      {splits.length > 1 && (
        <Tabs
          label={texts[language].kinds}
          tabs={splits.map(({ splitting }) => ({
            label: splitting.kind.title[language],
            href: `${here}?kind=${splitting.kind.name}`,
            current: splitting === chosen.splitting,
          }))}
        />
      )}
      <Tabs
        label={words.viewsLabel}
        tabs={SPLIT_VIEWS.map((view) => ({
          label: words.views[view],
          href: withQuery(path, { view: view === 'proposed' ? undefined : view, page: undefined }),
          current: view === asked.view,
        }))}
      />
      {listed.splits.length === 0 ? (
        <EmptyState title={words.empty} icon="check">
          <p>{words.emptyText}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={words.views[asked.view]}
          captionHidden
          columns={[
            { key: 'record', label: words.record },
            { key: 'goes', label: words.goes },
            { key: 'at', label: words.proposedOn },
            { key: 'state', label: words.state },
          ]}
          rows={listed.splits.map((split) => ({
            key: split.id,
            href: splitPath(kind, split.from),
            cells: {
              record: split.from.join(' '),
              goes: split.into?.join(' ') ?? '–',
              at: formatDate(civilDate(new Date(split.proposedAt)), language),
              state: <StatusTag tone={TONES[split.state]}>{words.states[split.state]}</StatusTag>,
            },
          }))}
        />
      )}
      <Pager page={asked.page} pages={listed.hasMore ? asked.page + 1 : asked.page} path={path} />
      <p>{fill(words.receipt, { receipt: listed.receipt })}</p>
    </Page>,
  );
}
