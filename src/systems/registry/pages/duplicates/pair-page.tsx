import {
  Breadcrumbs,
  Button,
  Card,
  DataTable,
  Disclosure,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  TextArea,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { Reviewed } from '../../duplicates/actions.ts';
import type { MergeProposal } from '../../duplicates/review.ts';
import type { PairShown, PairSide } from '../../duplicates/services.ts';
import { openFields } from '../../duplicates/linking.ts';
import type { RecordKind } from '../../kind/index.ts';
import { shownWithCode as shownValue } from '../../kind/shown.ts';
import { SettleConfirmed, SettleOpen } from '../settling.tsx';
import { SourceFields } from '../source-fields.tsx';
import { texts as registerTexts } from '../texts.ts';
import { inputName, recordPath, shownPeriod } from '../values.ts';
import { Explanation, signed } from './explanation.tsx';
import { History, ProposalText, entriesOf, officialOf } from './proposal.tsx';
import { PairState, pairPath, percentOf, queuePath } from './queue-page.tsx';
import { texts } from './texts.ts';

export interface PairPage {
  language: Language;
  path: string;
  frame: Frame;
  chosen: Reviewed;
  shown: PairShown;
  receipt: string;
  /** The number of who looks. */
  steward: string;
  idempotencyKey: string;
  done: 'decided' | 'proposed' | 'settled' | 'named' | 'there' | undefined;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}

/** Two records side by side, why they may be one, and what a steward may do about it. */
export function pairPage(props: PairPage): string {
  const { language, path, frame, chosen, shown, receipt, steward, done, refused } = props;
  const words = texts[language];
  const { kind } = chosen.review.linking;
  const { pair, one, other, explanation } = shown;
  const open = pair.proposals.find(({ state }) => state === 'proposed');
  const merged = pair.proposals.find(({ state }) => state === 'confirmed');
  const isOpen = pair.status === 'waiting' || pair.status === 'later';
  return renderPage(
    <Page language={language} title={words.question} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: registerTexts[language].registers, href: '/desk/registers' },
          { label: words.title, href: queuePath(kind.system) },
          { label: words.question, href: pairPath(kind, pair.id) },
        ]}
      />
      <PageTitle
        over={chosen.register.title[language]}
        title={words.question}
        lead={fill(words.receipt, { receipt })}
        aside={<PairState pair={pair} language={language} steward={steward} />}
      />
      {done && (
        <Notice
          tone={done === 'there' ? 'info' : 'success'}
          title={done === 'there' ? words.thereAlready : words.done}
          live
        >
          <p>{words.doneText[done]}</p>
        </Notice>
      )}
      {refused && <ErrorSummary messages={refused.messages} />}
      {explanation ? (
        <Section
          title={fill(words.verdict, { probability: percentOf(explanation.probability, language) })}
          lead={fill(words.verdictText, { bits: signed(explanation.weight_bits, language) })}
        >
          <p>{words.whyLead}</p>
          <Explanation explanation={explanation} linking={chosen.review.linking} language={language} />
        </Section>
      ) : (
        !merged && (
          <Notice tone="info" title={one && other ? words.notWeighed : words.gone}>
            <p>{one && other ? words.notWeighedText : words.goneText}</p>
          </Notice>
        )
      )}
      {one && other && <SideBySide kind={kind} one={one} other={other} language={language} />}
      {open && <OpenProposal {...props} proposal={open} />}
      {merged && <Undo {...props} proposal={merged} />}
      {isOpen && !open && one && other && <Decide {...props} one={one} other={other} />}
      {(pair.status === 'different' || pair.status === 'later') && !open && (
        <Section title={words.again}>
          <DecisionForm {...props} decision="again" label={words.againButton} text={words.againText} />
        </Section>
      )}
      <History
        entries={[
          ...pair.history.map(({ at, decision, reason, by }) => ({
            at,
            title: words.decisions[decision] ?? decision,
            detail: `${reason} (${officialOf(by, language)})`,
          })),
          ...entriesOf(pair.proposals, { title: words.proposal, language }),
        ]}
        language={language}
      />
      {pair.others.length > 0 && (
        <Section title={words.others}>
          <ul>
            {pair.others.map((each) => (
              <li key={each.id}>
                <a class="ds-link" href={pairPath(kind, each.id)}>
                  {each.one.join(' ')} – {each.other.join(' ')}
                </a>{' '}
                {each.probability !== null && `(${percentOf(each.probability, language)}%)`}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>,
  );
}

function SideBySide({
  kind,
  one,
  other,
  language,
}: {
  kind: RecordKind;
  one: PairSide;
  other: PairSide;
  language: Language;
}) {
  const words = texts[language];
  const of = (side: PairSide, field: string) => shownValue(kind.fields[field]!, side.values[field], language);
  const isKey = (field: string) => kind.key.includes(field);
  const link = (side: PairSide, field: string) =>
    isKey(field) ? (
      <a class="ds-link" href={recordPath(kind, side.key)}>
        {of(side, field)}
      </a>
    ) : (
      of(side, field)
    );
  const rows = openFields(kind).map((field) => ({
    key: field,
    cells: {
      field:
        !isKey(field) && of(one, field) !== of(other, field) ? (
          <>
            {kind.fields[field]!.title[language]} <strong>({words.differs})</strong>
          </>
        ) : (
          kind.fields[field]!.title[language]
        ),
      one: link(one, field),
      other: link(other, field),
    },
  }));
  return (
    <Section title={words.sideBySide}>
      <DataTable
        caption={words.sideBySide}
        captionHidden
        columns={[
          { key: 'field', label: words.field },
          { key: 'one', label: words.first },
          { key: 'other', label: words.second },
        ]}
        rows={[
          ...rows,
          {
            key: 'valid',
            cells: { field: words.valid, one: shownPeriod(one, language), other: shownPeriod(other, language) },
          },
        ]}
      />
    </Section>
  );
}

/** A form with its own reason; `text` says what will happen. */
function DecisionForm({
  chosen,
  shown,
  idempotencyKey,
  language,
  refused,
  decision,
  label,
  text,
}: PairPage & { decision: 'different' | 'later' | 'again' | 'claim' | 'release'; label: string; text: string }) {
  const words = texts[language];
  const isRefused = refused?.values.decision === decision;
  const needsReason = decision !== 'claim' && decision !== 'release';
  return (
    <Form
      action={`${pairPath(chosen.review.linking.kind, shown.pair.id)}/decide`}
      idempotencyKey={idempotencyKey}
      label={label}
      {...(isRefused ? refused : {})}
    >
      <p>{text}</p>
      <input type="hidden" name="decision" value={decision} />
      {needsReason && <TextArea name={`${decision}Reason`} label={words.reason} maxlength={2000} />}
      <Button look="secondary">{label}</Button>
    </Form>
  );
}

function Decide(props: PairPage & { one: PairSide; other: PairSide }) {
  const { language, shown, steward } = props;
  const words = texts[language];
  const { claimedBy, status } = shown.pair;
  const isMine = claimedBy === steward;
  return (
    <Section title={words.decide}>
      {(!claimedBy || isMine) && (
        <DecisionForm
          {...props}
          decision={isMine ? 'release' : 'claim'}
          label={isMine ? words.release : words.claim}
          text={words.claimText}
        />
      )}
      <Disclosure label={words.merge} open={props.refused?.values.survivor !== undefined}>
        <MergeForm {...props} />
      </Disclosure>
      <Disclosure label={words.different} open={props.refused?.values.decision === 'different'}>
        <DecisionForm {...props} decision="different" label={words.differentButton} text={words.differentText} />
      </Disclosure>
      {status === 'waiting' && (
        <Disclosure label={words.later} open={props.refused?.values.decision === 'later'}>
          <DecisionForm {...props} decision="later" label={words.laterButton} text={words.laterText} />
        </Disclosure>
      )}
    </Section>
  );
}

function MergeForm({
  chosen,
  shown,
  one,
  other,
  language,
  idempotencyKey,
  refused,
}: PairPage & { one: PairSide; other: PairSide }) {
  const words = texts[language];
  const { kind } = chosen.review.linking;
  const isRefused = refused?.values.survivor !== undefined;
  const titleOf = (side: PairSide) =>
    [kind.names[0] && shownValue(kind.fields[kind.names[0]]!, side.values[kind.names[0]], language), side.key.join(' ')]
      .filter(Boolean)
      .join(' · ');
  const differing = openFields(kind).filter(
    (field) => !kind.key.includes(field) && (one.values[field] ?? null) !== (other.values[field] ?? null),
  );
  return (
    <Form
      action={`${pairPath(kind, shown.pair.id)}/propose`}
      idempotencyKey={idempotencyKey}
      label={words.merge}
      values={isRefused ? refused!.values : { bothSay: 'refuse' }}
      messages={isRefused ? refused!.messages : {}}
    >
      <p>{words.mergeText}</p>
      <input type="hidden" name="seenOne" value={one.act} />
      <input type="hidden" name="seenOther" value={other.act} />
      <RadioGroup
        name="survivor"
        label={words.survivor}
        choices={[
          { value: 'one', label: fill(words.firstSays, { value: titleOf(one) }) },
          { value: 'other', label: fill(words.secondSays, { value: titleOf(other) }) },
        ]}
      />
      {differing.map((field) => (
        <RadioGroup
          key={field}
          name={inputName(field)}
          label={fill(words.takeFrom, { field: kind.fields[field]!.title[language] })}
          choices={[
            {
              value: 'one',
              label: fill(words.firstSays, { value: shownValue(kind.fields[field]!, one.values[field], language) }),
            },
            {
              value: 'other',
              label: fill(words.secondSays, { value: shownValue(kind.fields[field]!, other.values[field], language) }),
            },
          ]}
        />
      ))}
      <RadioGroup
        name="bothSay"
        label={words.bothSay}
        choices={[
          { value: 'refuse', label: words.bothSayRefuse },
          { value: 'survivor-stands', label: words.bothSaySurvivor },
        ]}
      />
      <TextArea name="reason" label={words.reason} maxlength={2000} />
      <SourceFields language={language} />
      <Button>{words.propose}</Button>
    </Form>
  );
}

/** What the forms of a proposal about this pair need. */
const settlingOf = (props: PairPage & { proposal: MergeProposal }) => ({
  action: `${pairPath(props.chosen.review.linking.kind, props.shown.pair.id)}/settle`,
  proposal: props.proposal,
  steward: props.steward,
  words: texts[props.language],
  language: props.language,
  idempotencyKey: props.idempotencyKey,
  refused: props.refused,
});

function OpenProposal(props: PairPage & { proposal: MergeProposal }) {
  const { language, chosen, proposal } = props;
  return (
    <Section title={texts[language].proposal}>
      <Card>
        <ProposalText proposal={proposal} kind={chosen.review.linking.kind} language={language} />
      </Card>
      <SettleOpen {...settlingOf(props)} />
    </Section>
  );
}

function Undo(props: PairPage & { proposal: MergeProposal }) {
  const { language, chosen, proposal } = props;
  const words = texts[language];
  const { kind } = chosen.review.linking;
  return (
    <Section title={words.status.merged!}>
      <Card>
        <ProposalText proposal={proposal} kind={kind} language={language} />
      </Card>
      <p>
        <LinkButton href={recordPath(kind, proposal.into)} look="secondary">
          {words.openRecord}
        </LinkButton>
      </p>
      <SettleConfirmed {...settlingOf(props)} />
    </Section>
  );
}
