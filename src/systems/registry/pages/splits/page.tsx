import {
  Breadcrumbs,
  Buttons,
  Card,
  DataTable,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../kernel/text.ts';
import { openFields } from '../../duplicates/linking.ts';
import type { RecordKind } from '../../kind/index.ts';
import { shownWithCode } from '../../kind/shown.ts';
import { type Divided, type Piece, divide } from '../../merge/divide.ts';
import type { ReferencePlace } from '../../merge/index.ts';
import type { Split } from '../../splitting/actions.ts';
import type { SplitProposal } from '../../splitting/proposals.ts';
import type { SplitShown } from '../../splitting/services.ts';
import { History, entriesOf, officialOf } from '../duplicates/proposal.tsx';
import { texts as duplicateTexts } from '../duplicates/texts.ts';
import { SettleConfirmed, SettleOpen, type SettlingProps } from '../settling.tsx';
import { texts } from '../texts.ts';
import { recordPath, shownPeriod, splitPath } from '../values.ts';
import { SplitForm, namingIt } from './form.tsx';
import { splitTexts } from './texts.ts';

interface SplitPage {
  language: Language;
  path: string;
  frame: Frame;
  split: Split;
  recordKey: string[];
  shown: SplitShown;
  receipt: string;
  /** The number of who looks. */
  steward: string;
  idempotencyKey: string;
  done: 'proposed' | 'settled' | undefined;
  /** Whether it is to be split once more, after it was. */
  isAgain: boolean;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}

/** A mixed-up record: the form that proposes to split it, or the proposal that waits, and what was split before. */
export function splitPage(props: SplitPage): string {
  const { language, path, frame, split, recordKey, shown, receipt, done, refused } = props;
  const words = splitTexts[language];
  const { splitting, register } = split;
  const { kind } = splitting;
  const isAbout = ({ from }: SplitProposal) => from.join('\n') === recordKey.join('\n');
  const open = shown.proposals.find((proposal) => proposal.state === 'proposed' && isAbout(proposal));
  const isFormRefused = refused !== undefined && refused.values.settle === undefined;
  const confirmed = shown.proposals.filter(({ state }) => state === 'confirmed');
  const isAgain = props.isAgain || isFormRefused || confirmed.length === 0;
  const title = recordKey.join(' · ');
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: texts[language].registers, href: '/desk/registers' },
          { label: kind.title[language], href: `/desk/registers/${kind.system}/${kind.name}` },
          { label: title, href: recordPath(kind, recordKey) },
          { label: words.title, href: splitPath(kind, recordKey) },
        ]}
      />
      <PageTitle over={register.title[language]} title={`${words.title}: ${title}`} lead={words.lead} />
      {done && (
        <Notice tone="success" title={words.done} live>
          <p>{words.doneText[done]}</p>
        </Notice>
      )}
      {refused && <ErrorSummary messages={refused.messages} />}
      {open && <Proposed {...props} proposal={open} />}
      {(open || !isAgain) &&
        confirmed.map((proposal, at) => (
          <Confirmed key={proposal.id} {...props} proposal={proposal} isLast={at === 0 && !open} />
        ))}
      {!open && !isAgain && shown.versions.length > 0 && (
        <Buttons>
          <LinkButton href={`${splitPath(kind, recordKey)}?again=yes`} look="secondary">
            {words.again}
          </LinkButton>
        </Buttons>
      )}
      {!open &&
        isAgain &&
        (shown.versions.length > 0 ? (
          <SplitForm
            splitting={splitting}
            recordKey={recordKey}
            shown={shown}
            language={language}
            idempotencyKey={props.idempotencyKey}
            refused={isFormRefused ? refused : undefined}
          />
        ) : (
          <Notice tone="info" title={words.gone}>
            <p>{words.goneText}</p>
          </Notice>
        ))}
      <History entries={entriesOf(shown.proposals, { title: words.proposal, language })} language={language} />
      <p>{fill(words.receipt, { receipt })}</p>
    </Page>,
  );
}

const settlingOf = (props: SplitPage & { proposal: SplitProposal }): SettlingProps => ({
  action: `${splitPath(props.split.splitting.kind, props.recordKey)}/settle`,
  proposal: props.proposal,
  steward: props.steward,
  words: splitTexts[props.language],
  language: props.language,
  idempotencyKey: props.idempotencyKey,
  refused: props.refused,
});

/** Why a split was proposed, by the right of what, and by whom. */
function Because({ proposal, language }: { proposal: SplitProposal; language: Language }) {
  const words = splitTexts[language];
  const { reason, source, plan } = proposal;
  return (
    <>
      <p>{plan.since ? fill(words.proposalSince, { date: formatDate(plan.since, language) }) : words.proposalAlways}</p>
      <p>
        {texts[language].because}: {reason}. {texts[language].basis}:{' '}
        {texts[language].sourceKinds[source.kind] ?? source.kind} {source.number}.
      </p>
      <p>
        {fill(duplicateTexts[language].proposedBy, { by: officialOf(proposal.proposedBy, language) })},{' '}
        {formatInstant(proposal.proposedAt, language)}
      </p>
    </>
  );
}

function Proposed(props: SplitPage & { proposal: SplitProposal }) {
  const { language, split, recordKey, shown, proposal } = props;
  const words = splitTexts[language];
  const { kind, asks } = split.splitting;
  const key = recordKey.join(' ');
  const outcome = outcomeOf(kind, shown, proposal);
  const isMoved = (place: ReferencePlace) =>
    proposal.moved.some(
      (one) =>
        one.act === place.act &&
        one.kind === place.kind &&
        one.validDuring === place.validDuring &&
        one.key.join('\n') === place.key.join('\n') &&
        one.fields.join(' ') === place.fields.join(' '),
    );
  const [moved, remaining] = [shown.references.filter(isMoved), shown.references.filter((one) => !isMoved(one))];
  return (
    <Section title={words.proposal}>
      <Card>
        <Because proposal={proposal} language={language} />
      </Card>
      {outcome && moved.length === proposal.moved.length ? (
        <>
          <Pieces title={fill(words.afterStays, { key })} pieces={outcome.stays} kind={kind} language={language} />
          <Pieces title={words.afterGoes} pieces={outcome.goes} kind={kind} language={language} />
          <h3>{words.asked}</h3>
          <ul>
            {Object.entries(asks).map(([name, field]) => (
              <li key={name}>
                {field.title[language]}: {shownWithCode(field, proposal.asked[name], language)}
              </li>
            ))}
          </ul>
          <h3>{words.moves}</h3>
          {moved.length === 0 ? (
            <p>{words.movesNothing}</p>
          ) : (
            <Named references={moved} kind={kind} language={language} />
          )}
          {remaining.length > 0 && (
            <>
              <h3>{fill(words.remains, { key })}</h3>
              <Named references={remaining} kind={kind} language={language} />
            </>
          )}
        </>
      ) : (
        <Notice tone="warning" title={words.changed} headingLevel={3}>
          <p>{words.changedText}</p>
        </Notice>
      )}
      <SettleOpen {...settlingOf(props)} />
    </Section>
  );
}

/** What both records will say; nothing when the record is no longer what was seen. */
function outcomeOf(kind: RecordKind, shown: SplitShown, { plan }: SplitProposal): Divided | undefined {
  try {
    return divide(kind, shown.versions, plan);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function Named({
  references,
  kind,
  language,
}: {
  references: SplitShown['references'];
  kind: RecordKind;
  language: Language;
}) {
  return (
    <ul>
      {references.map((referring) => (
        <li key={referring.id}>{namingIt(kind.system, referring, language)}</li>
      ))}
    </ul>
  );
}

function Pieces({
  title,
  pieces,
  kind,
  language,
}: {
  title: string;
  pieces: readonly Piece[];
  kind: RecordKind;
  language: Language;
}) {
  const words = splitTexts[language];
  const fields = openFields(kind).filter((field) => !kind.key.includes(field));
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'period', label: words.period },
          ...fields.map((field) => ({ key: field, label: kind.fields[field]!.title[language] })),
        ]}
        rows={pieces.map((piece, at) => ({
          key: String(at),
          cells: {
            period: shownPeriod(piece, language),
            ...Object.fromEntries(
              fields.map((field) => [field, shownWithCode(kind.fields[field]!, piece.values[field], language)]),
            ),
          },
        }))}
      />
    </>
  );
}

/** A split that stands. The last one can be undone, and then the one before. */
function Confirmed(props: SplitPage & { proposal: SplitProposal; isLast: boolean }) {
  const { language, split, proposal, isLast } = props;
  const words = splitTexts[language];
  const { kind } = split.splitting;
  const [from, into] = [proposal.from.join(' '), proposal.into!.join(' ')];
  return (
    <Section title={words.splitDone}>
      <Card>
        <p>{fill(words.splitText, { from, into })}</p>
        <Because proposal={proposal} language={language} />
      </Card>
      <Buttons>
        {[proposal.from, proposal.into!].map((key) => (
          <LinkButton key={key.join('~')} href={recordPath(kind, key)} look="secondary">
            {fill(words.openFrom, { key: key.join(' ') })}
          </LinkButton>
        ))}
      </Buttons>
      {isLast && <SettleConfirmed {...settlingOf(props)} />}
    </Section>
  );
}
