import {
  AskedFields,
  Breadcrumbs,
  Button,
  Buttons,
  DateField,
  ErrorSummary,
  Fact,
  FactList,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import type { EntryPerson } from '../../actions.ts';
import { type ActForm, FOREIGNER_FIELDS, FORM_TITLES, type PersonField, choicesIn } from '../../forms.ts';
import { texts } from '../texts.ts';

interface FormPage {
  language: Language;
  path: string;
  frame: Frame;
  kind: string;
  form: ActForm;
  /** Numbers that were typed, by the person's field. */
  numbers: Readonly<Record<string, string>>;
  /** Whether the people were looked up: then the rest is asked. */
  isLookedUp: boolean;
  people: ReadonlyMap<string, EntryPerson>;
  receipt: string | undefined;
  today: string;
  idempotencyKey: string;
  /** The hospital that reported what the form begins with. */
  reportedBy: string | undefined;
  values: FieldValues;
  messages: FieldMessages;
}

/** The form of an act: first only the numbers; then who they are, from the register, and what no register knows. */
export function actFormPage(props: FormPage): string {
  const { language, path, frame, kind, isLookedUp, messages } = props;
  const words = texts[language];
  const title = FORM_TITLES[kind]![language];
  const here = `/desk/civil-status/new/${kind}`;
  return renderPage(
    <Page
      language={language}
      title={title}
      path={path}
      frame={frame}
      width="narrow"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.book, href: '/desk/civil-status' },
          { label: title, href: here },
        ]}
      />
      <PageTitle over={words.desk} title={title} lead={words.peopleLead} />
      <ErrorSummary messages={messages} />
      {isLookedUp ? <Rest {...props} here={here} /> : <Numbers {...props} here={here} />}
    </Page>,
  );
}

/** The first step: whom it is about. */
function Numbers({ language, form, here, values, messages }: FormPage & { here: string }) {
  const words = texts[language];
  return (
    <Form action={here} method="get" label={words.peopleTitle} values={values} messages={messages}>
      <FieldGroup title={words.peopleTitle}>
        {form.people.map(({ name, label, hint, optional }) => (
          <TextField
            key={name}
            name={name}
            label={label[language]}
            hint={hint ? `${words.personalNumber}. ${hint[language]}` : words.personalNumber}
            inputmode="numeric"
            autocomplete="off"
            length={14}
            maxlength={20}
            {...(optional ? { optional } : {})}
          />
        ))}
      </FieldGroup>
      <input type="hidden" name="look" value="yes" />
      <Buttons>
        <Button icon="search">{words.lookUp}</Button>
      </Buttons>
    </Form>
  );
}

/** The second step: who they are, and what no register knows. */
function Rest(props: FormPage & { here: string }) {
  const { language, form, here, numbers, values, messages, idempotencyKey } = props;
  const words = texts[language];
  const isForeign = form.people.some(({ name, mayBeForeign }) => mayBeForeign && !numbers[name]);
  const asked = form.asked.filter(({ forForeigners }) => !forForeigners || isForeign);
  return (
    <>
      {form.people.map((field) => (
        <PersonFacts key={field.name} field={field} {...props} />
      ))}
      <p>
        <LinkButton href={here} look="tertiary" icon="pencil">
          {words.changePeople}
        </LinkButton>
      </p>
      {props.reportedBy && (
        <Notice tone="info">
          <p>{fill(words.reportedBy, { hospital: props.reportedBy })}</p>
        </Notice>
      )}
      <Form action={here} idempotencyKey={idempotencyKey} values={values} messages={messages} label={words.register}>
        {form.people.map(({ name, label, mayBeForeign }) =>
          numbers[name] ? (
            <input key={name} type="hidden" name={name} value={numbers[name]} />
          ) : mayBeForeign ? (
            <FieldGroup key={name} title={fill(words.foreigner, { role: label[language] })}>
              <AskedFields fields={FOREIGNER_FIELDS.map((field) => ({ ...field, name: `${name}.${field.name}` }))} />
            </FieldGroup>
          ) : null,
        )}
        <FieldGroup title={words.askedTitle}>
          <AskedFields fields={asked} />
        </FieldGroup>
        <EvidenceFields language={language} kinds={form.evidence} />
        <Buttons>
          <Button icon="stamp">{words.register}</Button>
        </Buttons>
      </Form>
    </>
  );
}

function PersonFacts({ field, language, numbers, people, receipt, today }: FormPage & { field: PersonField }) {
  const words = texts[language];
  const number = numbers[field.name];
  if (!number) return null;
  const person = people.get(number);
  const label = field.label[language];
  if (!person) {
    return (
      <Notice tone="danger" title={label}>
        <p>{fill(words.unknown, { number })}</p>
      </Notice>
    );
  }
  const { fullName, bornOn, sex, residence, diedOn } = person;
  return (
    <Section title={label}>
      <FactList evidence={{ source: words.source, date: today, ...(receipt ? { receipt } : {}) }}>
        <Fact label={words.name} value={fullName} />
        <Fact label={words.personalNumber} value={number} />
        {bornOn && <Fact label={words.bornOn} value={formatDate(bornOn, language)} />}
        {sex && <Fact label={words.sex} value={words[sex]} />}
        {residence && <Fact label={words.residence} value={residence} />}
        {diedOn && <Fact label={words.diedOn} value={formatDate(diedOn, language)} />}
      </FactList>
    </Section>
  );
}

/** On which document an act rests. */
export function EvidenceFields({
  language,
  kinds,
}: {
  language: Language;
  kinds: Readonly<Record<string, { vi: string; en: string }>>;
}) {
  const words = texts[language];
  const choices = choicesIn(kinds, language);
  return (
    <FieldGroup title={words.evidenceTitle}>
      {choices.length === 1 ? (
        <input type="hidden" name="evidence.kind" value={choices[0]!.value} />
      ) : (
        <SelectField name="evidence.kind" label={words.evidenceKind} choices={choices} />
      )}
      <TextField name="evidence.number" label={words.evidenceNumber} maxlength={100} autocomplete="off" />
      <TextField name="evidence.issuer" label={words.evidenceIssuer} maxlength={300} autocomplete="off" optional />
      <DateField name="evidence.issuedOn" label={words.evidenceIssuedOn} optional />
    </FieldGroup>
  );
}
