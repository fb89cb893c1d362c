import {
  Breadcrumbs,
  Button,
  Buttons,
  DateField,
  Disclosure,
  EmptyState,
  Fact,
  FactList,
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
  StatusTag,
  TextArea,
  Timeline,
  renderPage,
} from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../kernel/text.ts';
import { type Kept, STEWARDS_ACTS } from '../../actions.ts';
import type { RecordTimeline } from '../../keeping/services.ts';
import type { Challenge } from '../../own/challenges.ts';
import type { RecordKind } from '../../kind/index.ts';
import { shownWithCode } from '../../kind/shown.ts';
import type { LineageStep } from '../../merge/index.ts';
import { difference } from '../../time/reading.ts';
import { namingPath } from '../duplicates/queue-page.tsx';
import { Lineage } from '../lineage.tsx';
import { SourceFields } from '../source-fields.tsx';
import { texts } from '../texts.ts';
import { ValueField } from '../value-field.tsx';
import { inputName, recordPath, shownPeriod, splitPath } from '../values.ts';
import { RecordQualityPart, type RecordQualityProps } from './quality.tsx';

type Line = RecordTimeline[number];

interface RecordPage {
  language: Language;
  path: string;
  frame: Frame;
  kept: Kept;
  key: string[];
  versions: RecordTimeline;
  lineage: readonly LineageStep[];
  receipt: string;
  /** The moment that is looked at; `known` as a civil date. */
  at: { date: string; known: string | undefined };
  version: Line | undefined;
  /** What was just done: an act, or a confirmation. */
  done: 'act' | 'confirmed' | undefined;
  quality: RecordQualityProps['quality'];
  /** Whether records of this kind are looked through for who is there twice: then a steward may name another that is the same. */
  isReviewed: boolean;
  /** Whether mixed-up records of this kind are split. */
  isSplit: boolean;
  /** The challenge that the form is to answer. */
  challenge: Challenge | undefined;
  /** For the form: a key that makes sending it twice one act. */
  idempotencyKey: string;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}

/** One record: what it says at a moment, all that was ever written of it, and the form that puts it right. */
export function recordPage(props: RecordPage): string {
  const { language, path, frame, kept, key, versions, receipt, at, version, done, quality } = props;
  const words = texts[language];
  const { kind } = kept.keeping;
  const current = version ?? versions.at(-1)!;
  const title = String((kind.names[0] && current.values[kind.names[0]]) ?? key.join(' · '));
  const date = formatDate(at.date, language);
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: kind.title[language], href: `/desk/registers/${kind.system}/${kind.name}` },
          { label: title, href: recordPath(kind, key) },
        ]}
      />
      <PageTitle over={kept.register.title[language]} title={title} lead={fill(words.receipt, { receipt })} />
      {done && (
        <Notice tone="success" title={done === 'act' ? words.done : words.confirmed} live>
          <p>{done === 'act' ? words.doneText : words.confirmedText}</p>
        </Notice>
      )}
      <Section
        title={
          at.known
            ? fill(words.onDateKnown, { date, known: formatDate(at.known, language) })
            : fill(words.onDate, { date })
        }
      >
        {version ? (
          <SaidAt kind={kind} version={version} language={language} />
        ) : (
          <EmptyState title={words.nothingThen} headingLevel={3} />
        )}
        <Disclosure label={words.otherMoment} open={at.known !== undefined}>
          <Form
            action={recordPath(kind, key)}
            method="get"
            label={words.show}
            values={{ date: at.date, known: at.known ?? '' }}
          >
            <DateField name="date" label={words.asOf} />
            <DateField name="known" label={words.knownAt} hint={words.knownHint} optional />
            <Button look="secondary">{words.show}</Button>
          </Form>
        </Disclosure>
      </Section>
      {version && version.replacedAt === null && (
        <RecordQualityPart
          kind={kind}
          recordKey={key}
          version={version}
          quality={quality}
          language={language}
          idempotencyKey={props.idempotencyKey}
        />
      )}
      <Lineage kind={kind} recordKey={key} lineage={props.lineage} language={language} />
      <History kind={kind} versions={versions} language={language} />
      {version && version.replacedAt === null && <PutRight {...props} version={version} />}
      {versions.some(({ replacedAt }) => replacedAt === null) && <WrongRecord {...props} />}
    </Page>,
  );
}

/** What is wrong with the record as a whole, and where that is put right. */
function WrongRecord({ kept, key, language, isReviewed, isSplit }: RecordPage) {
  const words = texts[language];
  const { kind } = kept.keeping;
  if (!isReviewed && !isSplit) return null;
  return (
    <Section title={words.wrongRecord}>
      <Buttons>
        {isReviewed && (
          <LinkButton look="secondary" href={namingPath(kind, key)}>
            {words.isAnother}
          </LinkButton>
        )}
        {isSplit && (
          <LinkButton look="secondary" href={splitPath(kind, key)}>
            {words.isTwo}
          </LinkButton>
        )}
      </Buttons>
    </Section>
  );
}

function SaidAt({ kind, version, language }: { kind: RecordKind; version: Line; language: Language }) {
  const words = texts[language];
  return (
    <>
      <FactList>
        {Object.entries(kind.fields).map(([name, field]) => (
          <Fact key={name} label={field.title[language]} value={shownWithCode(field, version.values[name], language)} />
        ))}
        <Fact label={words.valid} value={shownPeriod(version, language)} />
      </FactList>
    </>
  );
}

function History({ kind, versions, language }: { kind: RecordKind; versions: RecordTimeline; language: Language }) {
  const words = texts[language];
  const entries = versions.map((version, index) => {
    const before = versions[index - 1];
    const differing = before ? difference(kind, before, version) : [];
    const told = version.told;
    const act = told
      ? fill(words.act[told.act] ?? told.act, {
          date: version.validFrom ? formatDate(version.validFrom, language) : '',
        })
      : '';
    return {
      when: formatDate(civilDate(version.recordedAt), language),
      dateTime: new Date(version.recordedAt).toISOString(),
      title: (
        <>
          {act} · {shownPeriod(version, language)}{' '}
          {version.replacedAt === null && <StatusTag tone="success">{words.heldNow}</StatusTag>}
        </>
      ),
      detail: (
        <>
          {differing.length > 0 && (
            <p>
              {fill(words.changed, {
                fields: differing
                  .map(
                    (name) =>
                      `${kind.fields[name]!.title[language]}: ${shownWithCode(kind.fields[name]!, version.values[name], language)}`,
                  )
                  .join('; '),
              })}
            </p>
          )}
          {told && (
            <p>
              {words.because}: {told.reason}. {words.basis}: {words.sourceKinds[told.source.kind] ?? told.source.kind}{' '}
              {told.source.number}
              {told.source.issuedOn ? ` (${formatDate(told.source.issuedOn, language)})` : ''}. {words.by}:{' '}
              {told.by.agencyName}
            </p>
          )}
          {version.replacedAt && <p>{fill(words.replaced, { at: formatInstant(version.replacedAt, language) })}</p>}
        </>
      ),
    };
  });
  return (
    <Section title={words.timeline} lead={words.timelineLead}>
      <Timeline label={words.timeline} entries={entries.toReversed()} />
    </Section>
  );
}

function PutRight(props: RecordPage & { version: Line }) {
  const { language, kept, key, version, idempotencyKey, refused, challenge, at } = props;
  const words = texts[language];
  const { kind } = kept.keeping;
  const fields = Object.entries(kind.fields).filter(
    ([name, field]) => !kind.key.includes(name) && field.column !== 'jsonb',
  );
  const values = refused?.values ?? {
    seen: String(version.act),
    act: 'correct',
    ...Object.fromEntries(
      fields.map(([name]) => {
        const value = version.values[name];
        return [inputName(name), value === null || value === undefined ? '' : String(value)];
      }),
    ),
    ...(challenge
      ? { [inputName(challenge.field)]: challenge.claimed, on: at.date, sourceKind: 'application' }
      : undefined),
  };
  return (
    <Section title={words.putRight} lead={words.putRightLead} id="put-right">
      {challenge && (
        <Notice tone="info" title={words.answersChallenge} headingLevel={3}>
          <p>
            {fill(words.answersChallengeText, {
              field: kind.fields[challenge.field]!.title[language],
              claimed: shownWithCode(kind.fields[challenge.field]!, challenge.claimed, language),
            })}
          </p>
        </Notice>
      )}
      <Disclosure label={words.putRightOpen} open={refused !== undefined || challenge !== undefined}>
        <Form
          action={`${recordPath(kind, key)}/act`}
          values={values}
          messages={refused?.messages ?? {}}
          idempotencyKey={idempotencyKey}
          label={words.putRight}
        >
          <input type="hidden" name="seen" value={String(values.seen ?? version.act)} />
          {challenge && <input type="hidden" name="challenge" value={challenge.id} />}
          {refused?.messages[''] && <Notice tone="danger" title={refused.messages['']} live headingLevel={3} />}
          <RadioGroup
            name="act"
            label={words.kindOfAct}
            choices={STEWARDS_ACTS.map((act) => ({ value: act, label: words[act], hint: words[`${act}Hint`] }))}
          />
          <DateField name="on" label={words.on} hint={words.onHint} />
          {fields.map(([name, field]) => (
            <ValueField key={name} name={inputName(name)} field={field} language={language} />
          ))}
          <TextArea name="reason" label={words.reason} maxlength={2000} rows={3} />
          <SourceFields language={language} />
          <Button>{words.save}</Button>
        </Form>
      </Disclosure>
    </Section>
  );
}
