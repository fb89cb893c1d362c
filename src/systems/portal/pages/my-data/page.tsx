import {
  Button,
  Buttons,
  Card,
  DataTable,
  EmptyState,
  Fact,
  FactList,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { kindOf, shownValue } from '../../../registry/index.ts';
import type { PageView } from '../../frame.ts';
import {
  type Challenge,
  type MyRecord,
  type MyRegister,
  type OwnRecord,
  type RecordKind,
  fieldsChallengeable,
  fieldsConfirmable,
} from '../../my-data/actions.ts';
import { ChallengeDeadline, ChallengeTag } from './challenge-state.tsx';
import { texts } from './texts.ts';

/** What was just done, told once. */
export const DONE = ['confirmed', 'filed', 'withdrawn'] as const;

interface MyDataPage extends PageView {
  registers: readonly MyRegister[];
  done: (typeof DONE)[number] | undefined;
  /** Makes a key for each form of the page. */
  newKey(): string;
}

/** What the registers hold about the person, with its source, and the ways to say that it is right or wrong. */
export function myDataPage(props: MyDataPage): string {
  const { language, registers, done, newKey } = props;
  const words = texts[language];
  const challenges = registers
    .flatMap(({ register, challenges: own }) => own.map((challenge) => ({ register, challenge })))
    .toSorted((one, other) => (one.challenge.filedAt < other.challenge.filedAt ? 1 : -1));
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {done && (
        <Notice tone="success" title={words[done]} live>
          {done !== 'withdrawn' && <p>{words[`${done}Lead`]}</p>}
        </Notice>
      )}
      <Buttons>
        <LinkButton href="/my-residence" look="secondary" icon="house">
          {words.residence}
        </LinkButton>
        <LinkButton href="/my-family" look="secondary" icon="users">
          {words.family}
        </LinkButton>
        <LinkButton href="/my-identity-card" look="secondary" icon="id-card">
          {words.identityCard}
        </LinkButton>
        <LinkButton href="/my-insurance" look="secondary" icon="heart-pulse">
          {words.insurance}
        </LinkButton>
      </Buttons>
      {challenges.length > 0 && <MyChallenges challenges={challenges} language={language} />}
      {registers.map((mine) => (
        <Section
          key={mine.register.system}
          title={mine.register.title[language]}
          lead={fill(words.owner, { agency: mine.register.owner.name, receipt: mine.receipt })}
        >
          {mine.kinds.length === 0 && (
            <EmptyState icon="folder-open" title={words.nothing} headingLevel={3}>
              <p>{words.nothingLead}</p>
            </EmptyState>
          )}
          {mine.kinds.flatMap(({ kind, records }) =>
            records.map((one) => (
              <RecordCard
                key={`${kind.name}-${one.place}`}
                kind={kind}
                mine={one}
                open={mine.challenges.filter((each) => isAbout(each, kind, one.record))}
                language={language}
                idempotencyKey={newKey()}
              />
            )),
          )}
        </Section>
      ))}
    </Page>,
  );
}

function isAbout(challenge: Challenge, kind: RecordKind, record: OwnRecord): boolean {
  return challenge.state === 'open' && challenge.kind === kind.name && challenge.key.join('~') === record.key.join('~');
}

function MyChallenges(props: {
  challenges: readonly { register: MyRegister['register']; challenge: Challenge }[];
  language: Language;
}) {
  const { challenges, language } = props;
  const words = texts[language];
  return (
    <Section title={words.challenges}>
      <DataTable
        caption={words.challenges}
        captionHidden
        columns={[
          { key: 'what', label: words.challenged },
          { key: 'due', label: words.due },
          { key: 'state', label: words.state },
        ]}
        rows={challenges.map(({ register, challenge }) => ({
          key: challenge.id,
          href: `/my-data/challenges/${register.system}/${challenge.id}`,
          cells: {
            what: fill(words.challengeOf, {
              field:
                kindOf(register.system, challenge.kind)?.fields[challenge.field]?.title[language] ?? challenge.field,
              register: register.title[language],
            }),
            due: <ChallengeDeadline challenge={challenge} />,
            state: <ChallengeTag state={challenge.state} language={language} />,
          },
        }))}
      />
    </Section>
  );
}

function RecordCard(props: {
  kind: RecordKind;
  mine: MyRecord;
  open: readonly Challenge[];
  language: Language;
  idempotencyKey: string;
}) {
  const { kind, mine, open, language, idempotencyKey } = props;
  const words = texts[language];
  const { record, place } = mine;
  const here = `/my-data/${kind.system}/${kind.name}`;
  const challengeable = new Set(fieldsChallengeable(kind));
  const confirmable = fieldsConfirmable(kind).filter((name) => !open.some(({ field }) => field === name));
  return (
    <Card title={kind.title[language]} headingLevel={3}>
      <FactList>
        {Object.entries(record.values).map(([name, value]) => {
          const field = kind.fields[name]!;
          const label = field.title[language];
          const known = record.ageing.find((each) => each.field === name);
          const isOpen = open.some((each) => each.field === name);
          return (
            <Fact
              key={name}
              label={label}
              value={
                <>
                  {shownValue(field, value, language)}
                  {known && (
                    <small>
                      {' '}
                      (
                      {fill(words.lastKnown, {
                        date: formatDate(known.knownOn, language),
                        by: known.source === null ? words.byRecord : (words.confirmers[known.source] ?? known.source),
                      })}
                      )
                    </small>
                  )}{' '}
                  {isOpen ? (
                    <small>· {words.inAnswer}</small>
                  ) : (
                    challengeable.has(name) && (
                      <a
                        class="ds-link mc-touch"
                        href={`${here}/${place}/challenge?field=${name}`}
                        aria-label={fill(words.wrongWhat, { field: label })}
                      >
                        {words.wrong}
                      </a>
                    )
                  )}
                </>
              }
            />
          );
        })}
        <Fact
          label={words.since}
          value={
            record.validFrom
              ? fill(words.sinceFrom, { from: formatDate(record.validFrom, language) })
              : words.sinceAlways
          }
        />
        {record.told && <Fact label={words.source} value={sourceOf(record.told, language)} />}
      </FactList>
      {confirmable.length > 0 && (
        <Form
          action={`${here}/confirm`}
          idempotencyKey={idempotencyKey}
          label={`${words.confirm}: ${kind.title[language]}`}
        >
          <input type="hidden" name="record" value={record.key.join('~')} />
          <p>
            {fill(words.confirmWhat, {
              fields: confirmable.map((name) => confirmedWords(kind, name, record, language)).join(', '),
            })}
          </p>
          <Button look="secondary" icon="check">
            {words.confirm}
          </Button>
        </Form>
      )}
    </Card>
  );
}

/** What would be confirmed: a field by its name, or what it means that nothing stands there. */
function confirmedWords(kind: RecordKind, name: string, record: OwnRecord, language: Language): string {
  const { title, emptyMeans } = kind.fields[name]!;
  const isEmpty = record.values[name] === null || record.values[name] === undefined;
  return (isEmpty && emptyMeans ? emptyMeans : title)[language].toLowerCase();
}

function sourceOf(told: NonNullable<OwnRecord['told']>, language: Language): string {
  const words = texts[language];
  return fill(words.sourceText, {
    what: words.sourceKinds[told.source.kind] ?? words.otherSource,
    number: told.source.number,
    agency: told.agencyName,
    date: formatDate(told.on, language),
  });
}
