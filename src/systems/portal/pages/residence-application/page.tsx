import {
  Breadcrumbs,
  Button,
  Buttons,
  DateField,
  ErrorSummary,
  FieldGroup,
  Form,
  Notice,
  Page,
  PageTitle,
  SelectField,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import type { Bilingual, Language } from '../../../../kernel/text.ts';
import {
  ABSENCE_REASON_TITLES,
  RELATIONS,
  STAY_REASON_TITLES,
  WISH_TITLES,
  relationField,
} from '../../../population/index.ts';
import type { Unit } from '../../../territories/index.ts';
import type { PageView, Refused } from '../../frame.ts';
import type { MyResidence } from '../../population/actions.ts';
import { texts } from './texts.ts';

/** What people can ask the police of a commune for from home. */
export const WISHES = ['move', 'stay', 'absence'] as const;
export type WishName = (typeof WISHES)[number];

interface ApplicationForm extends PageView {
  wish: WishName;
  mine: MyResidence;
  provinces: readonly Unit[];
  /** The province where they go; its communes are in the form. */
  province: string | undefined;
  communes: readonly Unit[];
  idempotencyKey: string;
  refused: Refused | undefined;
}

/** The form of an application about residence. Where to is chosen in two steps: first the province, then the commune. */
export function residenceApplicationPage(props: ApplicationForm): string {
  const { language, wish, provinces, province, idempotencyKey, refused } = props;
  const words = texts[language];
  const title = WISH_TITLES[wish][language];
  const action = `/my-residence/apply/${wish}`;
  const messages = { ...refused?.messages, ...(refused?.general ? { '': refused.general } : {}) };
  const isPlaceNeeded = wish !== 'absence';
  return renderPage(
    <Page {...props} path={action} title={title} width="narrow" refused={refused !== undefined}>
      <Breadcrumbs
        crumbs={[
          { label: words.mine, href: '/my-residence' },
          { label: title, href: action },
        ]}
      />
      <PageTitle over={words.mine} title={title} lead={words.leads[wish]} />
      <ErrorSummary messages={messages} />
      {wish === 'move' && !props.mine.home && <Notice tone="info" title={words.noHome} />}
      {isPlaceNeeded && (
        <Form action={action} method="get" label={words.province} values={{ province }}>
          <SelectField
            name="province"
            label={words.province}
            choices={provinces.map(({ code, fullName }) => ({ value: code, label: fullName[language] }))}
          />
          <Button look="secondary">{words.provinceButton}</Button>
        </Form>
      )}
      {(!isPlaceNeeded || province) && (
        <Form
          action={action}
          idempotencyKey={idempotencyKey}
          label={title}
          values={refused?.values ?? {}}
          messages={messages}
        >
          {province && isPlaceNeeded && <input type="hidden" name="province" value={province} />}
          <Fields {...props} />
          <Buttons>
            <Button icon="send">{words.send}</Button>
          </Buttons>
        </Form>
      )}
    </Page>,
  );
}

const choicesOf = (titles: Readonly<Record<string, Bilingual>>, language: Language) =>
  Object.entries(titles).map(([value, title]) => ({ value, label: title[language] }));

function Fields({ language, wish, mine, communes }: ApplicationForm) {
  const words = texts[language];
  const { person, home } = mine;
  if (wish === 'absence')
    return (
      <>
        <TextField name="destination" label={words.destination} hint={words.destinationHint} maxlength={300} />
        <SelectField name="why" label={words.why} choices={choicesOf(ABSENCE_REASON_TITLES, language)} />
        <DateField name="lastDay" label={words.lastDayAbsence} />
      </>
    );
  const place = (
    <>
      <SelectField
        name="communeCode"
        label={words.commune}
        choices={communes.map(({ code, fullName }) => ({ value: code, label: fullName[language] }))}
      />
      <TextField name="addressLine" label={words.address} hint={words.addressHint} maxlength={300} />
    </>
  );
  const host = (label: string, hint?: string) => (
    <TextField
      name="hostNumber"
      label={label}
      {...(hint ? { hint } : {})}
      inputmode="numeric"
      length={14}
      maxlength={20}
      autocomplete="off"
      optional
    />
  );
  const proof = <TextField name="proof" label={words.proof} hint={words.proofHint} maxlength={300} />;
  if (wish === 'stay')
    return (
      <>
        {place}
        {host(words.owner)}
        <SelectField name="why" label={words.why} choices={choicesOf(STAY_REASON_TITLES, language)} />
        <DateField name="lastDay" label={words.lastDayStay} hint={words.lastDayStayHint} />
        {proof}
      </>
    );
  const self = person ? [{ number: person.number, fullName: person.fullName }] : [];
  const members = home?.members ?? self;
  const others = members.filter(({ number }) => number !== person?.number);
  return (
    <>
      {place}
      {host(words.host, words.hostHint)}
      <FieldGroup title={words.people}>
        <p class="mc-hint">{words.peopleHint}</p>
        {members.map(({ number, fullName }) => (
          <SelectField
            key={number}
            name={relationField(number)}
            label={fullName}
            optional
            placeholder={words.stays}
            choices={choicesOf(RELATIONS, language)}
          />
        ))}
      </FieldGroup>
      {others.length > 0 && home?.headNumber === person?.number && (
        <FieldGroup title={words.successor}>
          <SelectField
            name="successorNumber"
            label={words.successor}
            hint={words.successorHint}
            placeholder={words.nobody}
            optional
            choices={others.map(({ number, fullName }) => ({ value: number, label: fullName }))}
          />
        </FieldGroup>
      )}
      {proof}
    </>
  );
}
