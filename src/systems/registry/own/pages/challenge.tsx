import {
  Breadcrumbs,
  Button,
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
  Section,
  TextArea,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant } from '../../../../kernel/text.ts';
import { shownWithCode } from '../../kind/shown.ts';
import { recordPath } from '../../pages/values.ts';
import type { ChallengeAbout } from '../actions.ts';
import { ChallengeDeadline, ChallengeTag } from './challenges.tsx';
import { texts } from './texts.ts';

interface ChallengePage {
  language: Language;
  path: string;
  frame: Frame;
  about: ChallengeAbout;
  idempotencyKey: string;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}

/** One challenge: what the person says, by when it must be answered, and the ways to answer. */
export function challengePage({ language, path, frame, about, idempotencyKey, refused }: ChallengePage): string {
  const words = texts[language];
  const { challenge, kind, register } = about;
  const field = kind.fields[challenge.field]!;
  const here = `/desk/challenges/${kind.system}/${challenge.id}`;
  const record = recordPath(kind, challenge.key);
  const title = fill(words.oneTitle, { field: field.title[language] });
  const general = refused?.messages[''];
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame} refused={refused !== undefined}>
      <Breadcrumbs
        crumbs={[
          { label: words.registers, href: '/desk/registers' },
          { label: words.challenges, href: '/desk/challenges' },
          { label: title, href: here },
        ]}
      />
      <PageTitle
        over={register.title[language]}
        title={title}
        aside={<ChallengeTag state={challenge.state} language={language} />}
      />
      {general && <Notice tone="danger" title={general} live />}
      <FactList>
        <Fact
          label={words.record}
          value={<a class="ds-link" href={record}>{`${kind.title[language]} ${challenge.key.join(' · ')}`}</a>}
        />
        <Fact label={words.person} value={challenge.personNumber} />
        <Fact label={words.heldThen} value={shownWithCode(field, challenge.held, language)} />
        <Fact label={words.claimed} value={shownWithCode(field, challenge.claimed, language)} />
        <Fact label={words.reason} value={challenge.reason} />
        <Fact label={words.document} value={challenge.document ?? words.noDocument} />
        <Fact label={words.filedAt} value={formatInstant(challenge.filedAt, language)} />
        <Fact label={words.due} value={<ChallengeDeadline challenge={challenge} />} />
      </FactList>
      {challenge.state === 'withdrawn' && challenge.answeredAt && (
        <p>{fill(words.withdrawnAt, { at: formatInstant(challenge.answeredAt, language) })}</p>
      )}
      {challenge.answer && challenge.answeredAt && (
        <Section title={words.answer}>
          <p>{challenge.answer}</p>
          <p>
            {fill(words.answeredBy, {
              agency: challenge.answeredBy?.agencyName ?? '',
              at: formatInstant(challenge.answeredAt, language),
            })}
          </p>
        </Section>
      )}
      {challenge.state === 'open' && (
        <>
          <Section title={words.mend} lead={words.mendLead}>
            <LinkButton href={`${record}?challenge=${challenge.id}#put-right`} icon="pencil">
              {words.mend}
            </LinkButton>
          </Section>
          <Answer
            title={words.refuse}
            lead={words.refuseLead}
            name="reason"
            label={words.refuseText}
            button={words.refuseButton}
            action={`${here}/refuse`}
            idempotencyKey={idempotencyKey}
            refused={refused}
          />
          <Answer
            title={words.mended}
            lead={words.mendedLead}
            name="answer"
            label={words.answerText}
            button={words.answerMended}
            action={`${here}/mended`}
            idempotencyKey={idempotencyKey}
            refused={refused}
          />
        </>
      )}
    </Page>,
  );
}

function Answer(props: {
  title: string;
  lead: string;
  name: string;
  label: string;
  button: string;
  action: string;
  idempotencyKey: string;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}) {
  const { title, lead, name, label, button, action, idempotencyKey, refused } = props;
  return (
    <Section title={title} lead={lead}>
      <Form
        action={action}
        label={title}
        idempotencyKey={idempotencyKey}
        values={refused?.values ?? {}}
        messages={refused?.messages ?? {}}
      >
        <TextArea name={name} label={label} rows={3} maxlength={2000} />
        <Button look="secondary">{button}</Button>
      </Form>
    </Section>
  );
}
