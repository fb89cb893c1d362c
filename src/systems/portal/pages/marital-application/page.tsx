import {
  AskedFields,
  Breadcrumbs,
  Button,
  Buttons,
  ErrorSummary,
  Fact,
  FactList,
  Form,
  Notice,
  Page,
  PageTitle,
  renderPage,
} from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import { WISH_FORM_TITLES, type WishForm, wishFields } from '../../../civil-status/index.ts';
import { type PageView, type Refused, withLabels } from '../../frame.ts';
import type { MyMaritalStatus } from '../../marital/actions.ts';
import { texts } from './texts.ts';

/** The form of an application for a certificate of marital status: what no register knows, beside what is known. */
export function maritalApplicationPage(
  props: PageView & {
    form: WishForm;
    again: boolean;
    resident: NonNullable<MyMaritalStatus['resident']>;
    receipt: string;
    today: string;
    idempotencyKey: string;
    refused: Refused | undefined;
  },
): string {
  const { language, form, again, resident, receipt, today, idempotencyKey, refused } = props;
  const words = texts[language];
  const title = WISH_FORM_TITLES[form][language];
  const action = `/marital-status/apply/${form}`;
  const fields = wishFields(form, again);
  const labels = Object.fromEntries(fields.map(({ name, label }) => [name, label[language]]));
  const messages = { ...refused?.messages, ...(refused?.general ? { '': refused.general } : {}) };
  return renderPage(
    <Page {...props} path={action} title={title} width="narrow" refused={refused !== undefined}>
      <Breadcrumbs
        crumbs={[
          { label: words.mine, href: '/marital-status' },
          { label: title, href: action },
        ]}
      />
      <PageTitle over={words.mine} title={title} lead={fill(words.lead, { committee: resident.committee[language] })} />
      <ErrorSummary messages={withLabels(messages, labels)} />
      <FactList headingLevel={2} evidence={{ source: words.register, date: today, receipt }}>
        <Fact label={words.name} value={resident.fullName} />
        <Fact label={words.bornOn} value={formatDate(resident.bornOn, language)} />
        <Fact label={words.residence} value={resident.residence} />
      </FactList>
      {again && (
        <Notice tone="info">
          <p>{words.again}</p>
        </Notice>
      )}
      <Form
        action={action}
        idempotencyKey={idempotencyKey}
        label={title}
        values={refused?.values ?? {}}
        messages={messages}
      >
        {again && <input type="hidden" name="again" value="yes" />}
        <AskedFields fields={fields} />
        <p class="mc-hint">{words.fee}</p>
        <Buttons>
          <Button icon="send">{words.send}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}
