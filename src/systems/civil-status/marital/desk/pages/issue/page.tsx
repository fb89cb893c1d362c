import {
  AskedFields,
  Breadcrumbs,
  Button,
  Buttons,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  Notice,
  Page,
  PageTitle,
  renderPage,
} from '../../../../../../design/index.ts';
import { type Language, fill } from '../../../../../../kernel/text.ts';
import { WISH_FORM_TITLES, type WishForm, wishFields } from '../../../wish-form.ts';
import type { MaritalStanding } from '../../actions.ts';
import { CONCLUSION_FIELDS } from '../../conclusion-fields.ts';
import { StandingFacts } from '../standing.tsx';
import { texts } from '../texts.ts';

/** The form by which a certificate is issued: for what, and what the officer found where the registers do not say it. */
export function issuePage(props: {
  language: Language;
  path: string;
  frame: Frame;
  form: WishForm;
  again: boolean;
  standing: MaritalStanding;
  today: string;
  idempotencyKey: string;
  values: FieldValues;
  messages: FieldMessages;
}): string {
  const { language, frame, form, again, standing, today, idempotencyKey, values, messages } = props;
  const words = texts[language];
  const { number, fullName } = standing.person;
  const person = `/desk/civil-status/marital/people/${number}`;
  const here = `${person}/issue/${form}`;
  const title = WISH_FORM_TITLES[form][language];
  return renderPage(
    <Page
      language={language}
      title={`${words.title}: ${title}`}
      path={here}
      frame={frame}
      width="narrow"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.title, href: '/desk/civil-status/marital' },
          { label: fullName, href: person },
          { label: title, href: here },
        ]}
      />
      <PageTitle over={words.title} title={title} lead={fill(words.issueLead, { name: fullName })} />
      <ErrorSummary messages={messages} title={words.refused} />
      <StandingFacts standing={standing} language={language} today={today} />
      {again && (
        <Notice tone="info">
          <p>{words.again}</p>
        </Notice>
      )}
      <Form action={here} idempotencyKey={idempotencyKey} label={words.issueTitle} values={values} messages={messages}>
        {again && <input type="hidden" name="again" value="yes" />}
        <AskedFields fields={wishFields(form, again)} />
        {standing.doubts.length > 0 && (
          <FieldGroup title={words.conclusion}>
            <AskedFields fields={CONCLUSION_FIELDS} />
          </FieldGroup>
        )}
        <Buttons>
          <Button icon="stamp">{words.issueButton}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}
