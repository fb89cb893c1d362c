import {
  BackLink,
  type Bead,
  Button,
  Card,
  DateField,
  ErrorSummary,
  Fact,
  FactList,
  Form,
  Notice,
  Page,
  PageTitle,
  SelectField,
  TextArea,
  TextField,
  Thread,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../kernel/text.ts';
import { ANSWER_WITHIN_DAYS, shownValue } from '../../../registry/index.ts';
import type { PageView, Refused } from '../../frame.ts';
import type { Challenge, OwnRecord, RecordKind, RegisterDefinition } from '../../my-data/actions.ts';
import { ChallengeDeadline, ChallengeTag } from '../my-data/challenge-state.tsx';
import { texts } from './texts.ts';

interface ChallengeForm extends PageView {
  register: RegisterDefinition;
  kind: RecordKind;
  record: OwnRecord;
  place: number;
  field: string;
  idempotencyKey: string;
  refused: Refused | undefined;
}

/** The form by which a person says that a fact is wrong. */
export function challengeFormPage(props: ChallengeForm): string {
  const { language, register, kind, record, place, field: name, idempotencyKey, refused } = props;
  const words = texts[language];
  const field = kind.fields[name]!;
  const strict = kind.shownToPeople?.answerWithin_workingDays;
  const title = fill(words.title, { field: field.title[language] });
  const lead = fill(strict === undefined ? words.lead : words.leadStrict, {
    agency: register.owner.name,
    days: strict ?? ANSWER_WITHIN_DAYS,
  });
  return renderPage(
    <Page {...props} title={title} width="narrow" refused={refused !== undefined}>
      <BackLink href="/my-data" label={words.back} />
      <PageTitle over={register.title[language]} title={title} lead={lead} />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={refused.messages} />}
      <Card>
        <FactList>
          <Fact label={words.held} value={shownValue(field, record.values[name], language)} />
        </FactList>
        <Form
          action={`/my-data/${kind.system}/${kind.name}/${place}/challenge`}
          idempotencyKey={idempotencyKey}
          values={refused?.values ?? {}}
          messages={refused?.messages ?? {}}
        >
          <input type="hidden" name="field" value={name} />
          <input type="hidden" name="record" value={record.key.join('~')} />
          <ClaimField kind={kind} name={name} language={language} />
          <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={3} maxlength={2000} />
          <TextField
            name="document"
            label={words.document}
            hint={words.documentHint}
            optional
            autocomplete="off"
            maxlength={200}
          />
          <p>{words.basis}</p>
          <Button icon="send">{words.send}</Button>
        </Form>
      </Card>
    </Page>,
  );
}

/** What is right, asked as the field is written. */
function ClaimField({ kind, name, language }: { kind: RecordKind; name: string; language: Language }) {
  const words = texts[language];
  const field = kind.fields[name]!;
  const common = { name: 'claimed', label: words.claimed };
  if (field.choices) {
    const choices = Object.entries(field.choices).map(([value, title]) => ({ value, label: title[language] }));
    return <SelectField {...common} choices={choices} />;
  }
  if (field.column === 'date') return <DateField {...common} />;
  if (field.column === 'boolean') {
    const choices = [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
    return <SelectField {...common} choices={choices} />;
  }
  return <TextField {...common} hint={words.claimedHint} autocomplete="off" maxlength={500} />;
}

interface ChallengePage extends PageView {
  register: RegisterDefinition;
  kind: RecordKind;
  challenge: Challenge;
  idempotencyKey: string;
  refused: Refused | undefined;
}

/** One challenge of the person's: what was said, where it stands, and the answer. */
export function challengePage(props: ChallengePage): string {
  const { language, register, kind, challenge, idempotencyKey, refused } = props;
  const words = texts[language];
  const field = kind.fields[challenge.field]!;
  const title = fill(words.oneTitle, { field: field.title[language] });
  return renderPage(
    <Page {...props} title={title} width="narrow" refused={refused !== undefined}>
      <BackLink href="/my-data" label={words.back} />
      <PageTitle
        over={register.title[language]}
        title={title}
        aside={<ChallengeTag state={challenge.state} language={language} />}
      />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      <Card>
        <FactList>
          <Fact label={words.heldThen} value={shownValue(field, challenge.held, language)} />
          <Fact label={words.youSaid} value={shownValue(field, challenge.claimed, language)} />
          <Fact label={words.why} value={challenge.reason} />
          {challenge.document && <Fact label={words.named} value={challenge.document} />}
          {challenge.state !== 'withdrawn' && (
            <Fact label={words.due} value={<ChallengeDeadline challenge={challenge} />} />
          )}
        </FactList>
      </Card>
      <Card title={words.course}>
        <Thread look="course" label={words.course} beads={beadsOf(props)} />
        {challenge.state === 'refused' && <p>{words.refusedNext}</p>}
      </Card>
      {challenge.state === 'open' && (
        <Form
          action={`/my-data/challenges/${register.system}/${challenge.id}/withdraw`}
          idempotencyKey={idempotencyKey}
          label={words.withdraw}
        >
          <p>{words.withdrawLead}</p>
          <Button look="secondary">{words.withdraw}</Button>
        </Form>
      )}
    </Page>,
  );
}

function beadsOf({ language, register, challenge }: ChallengePage): Bead[] {
  const words = texts[language];
  const agency = challenge.answeredBy?.agencyName ?? register.owner.name;
  const filed: Bead = {
    label: words.filed,
    detail: `${formatInstant(challenge.filedAt, language)} · ${fill(words.filedDetail, {
      register: register.title[language],
      receipt: challenge.receipt,
    })}`,
    state: 'done',
  };
  const answered = challenge.answeredAt ? formatInstant(challenge.answeredAt, language) : '';
  switch (challenge.state) {
    case 'open':
      return [
        filed,
        {
          label: fill(words.waiting, { agency, date: formatDate(challenge.dueOn, language) }),
          state: 'current',
        },
      ];
    case 'withdrawn':
      return [filed, { label: words.withdrawn, detail: answered, state: 'stopped' }];
    default:
      return [
        filed,
        {
          label: fill(words[challenge.state], { agency }),
          detail: `${answered} · ${challenge.answer ?? ''}`,
          state: challenge.state === 'corrected' ? 'done' : 'refused',
        },
      ];
  }
}
