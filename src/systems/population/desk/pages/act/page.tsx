import {
  Breadcrumbs,
  Button,
  Buttons,
  DateField,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  Page,
  PageTitle,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Bilingual, type Language, fill } from '../../../../../kernel/text.ts';
import { placeName } from '../../../../territories/index.ts';
import { ABSENCE_REASON_TITLES, STAY_REASON_TITLES, STRIKING_CAUSES } from '../../../residence/choices.ts';
import type { Home } from '../../actions.ts';
import { ACT_TITLES, type ActName } from '../../forms.ts';
import { Movers } from '../movers.tsx';
import { texts } from '../texts.ts';

interface ActForm {
  language: Language;
  act: ActName;
  /** Whom it is about; nobody when it is about a household. */
  person: { number: string; fullName: string } | undefined;
  /** Where they live, or the household it is about. */
  home: Home | undefined;
  communeCode: string;
  today: string;
}

/** The form of an act at the desk, with what was refused of it. */
export function actPage(
  props: ActForm & {
    path: string;
    frame: Frame;
    action: string;
    /** Of whom or of which household it is, and the way back there. */
    about: { label: string; href: string };
    idempotencyKey: string;
    values: FieldValues;
    messages: FieldMessages;
  },
): string {
  const { language, path, frame, act, action, about, idempotencyKey, values, messages } = props;
  const words = texts[language];
  const title = ACT_TITLES[act][language];
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
          { label: words.desk, href: '/desk/residence' },
          { label: about.label, href: about.href },
          { label: title, href: action },
        ]}
      />
      <PageTitle over={about.label} title={title} />
      <ErrorSummary messages={messages} />
      <Form action={action} idempotencyKey={idempotencyKey} label={title} values={values} messages={messages}>
        <Fields {...props} />
        <FieldGroup title={words.grounds}>
          <TextField name="reason" label={words.reason} maxlength={200} autocomplete="off" />
          <TextField name="applicationNumber" label={words.applicationNumber} maxlength={100} autocomplete="off" />
        </FieldGroup>
        <Buttons>
          <Button icon="stamp" danger={act === 'strike'}>
            {words.record}
          </Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

const choicesOf = (titles: Readonly<Record<string, Bilingual>>, language: Language) =>
  Object.entries(titles).map(([value, title]) => ({ value, label: title[language] }));

function Fields({ language, act, person, home, communeCode, today }: ActForm) {
  const words = texts[language];
  const commune = placeName(communeCode, today, language);
  const members = home?.members ?? (person ? [person] : []);
  const others = members.filter(({ number }) => number !== person?.number);
  const successor = others.length > 0 && (
    <SelectField
      name="successorNumber"
      label={words.successor}
      hint={words.successorHint}
      placeholder={words.nobody}
      optional
      choices={others.map(({ number, fullName }) => ({ value: number, label: fullName }))}
    />
  );
  switch (act) {
    case 'move':
      return (
        <>
          <Movers title={words.whoMoves} hint={words.whoMovesHint} members={members} language={language} />
          <FieldGroup title={words.whereTo}>
            <TextField
              name="hostNumber"
              label={words.hostMove}
              hint={words.hostMoveHint}
              inputmode="numeric"
              length={14}
              maxlength={20}
              autocomplete="off"
              optional
            />
            <TextField
              name="addressLine"
              label={words.address}
              hint={fill(words.addressHint, { commune })}
              maxlength={300}
              autocomplete="off"
              optional
            />
            {successor}
          </FieldGroup>
        </>
      );
    case 'split':
      return <Movers title={words.whoSplits} hint={words.whoSplitsHint} members={members} language={language} />;
    case 'head':
      return (
        <SelectField
          name="headNumber"
          label={words.newHead}
          choices={members
            .filter(({ number }) => number !== home?.headNumber)
            .map(({ number, fullName }) => ({ value: number, label: fullName }))}
        />
      );
    case 'stay':
      return (
        <>
          <TextField
            name="addressLine"
            label={words.address}
            hint={fill(words.addressStayHint, { commune })}
            maxlength={300}
            autocomplete="off"
          />
          <TextField
            name="hostNumber"
            label={words.host}
            inputmode="numeric"
            length={14}
            maxlength={20}
            autocomplete="off"
            optional
          />
          <SelectField name="why" label={words.why} choices={choicesOf(STAY_REASON_TITLES, language)} />
          <DateField name="lastDay" label={words.lastDay} />
        </>
      );
    case 'absence':
      return (
        <>
          <TextField name="destination" label={words.destination} maxlength={300} autocomplete="off" />
          <SelectField name="why" label={words.why} choices={choicesOf(ABSENCE_REASON_TITLES, language)} />
          <DateField name="lastDay" label={words.lastDay} />
        </>
      );
    case 'strike':
      return (
        <>
          <SelectField name="cause" label={words.cause} choices={choicesOf(STRIKING_CAUSES, language)} />
          {successor}
        </>
      );
    case 'end-stay':
    case 'end-absence':
      return null;
  }
}
