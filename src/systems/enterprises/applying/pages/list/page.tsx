import {
  Button,
  Card,
  DataTable,
  EmptyState,
  ErrorSummary,
  type FieldMessages,
  Form,
  Notice,
  type Frame,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  SelectField,
  StatusTag,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../../kernel/text.ts';
import { APPLICATION_STATUSES, type OwnApplications, matterTitle } from '../../actions.ts';
import { TONES, texts } from '../texts.ts';

interface ListPage {
  language: Language;
  path: string;
  frame: Frame;
  today: string;
  applications: OwnApplications['applications'];
  offers: OwnApplications['offers'];
  provinces: readonly { value: string; label: string }[];
  messages: FieldMessages;
  /** The person has just answered. */
  answered: boolean;
  /** A key for each form. */
  keys: readonly string[];
}

/** What a person applied for, and what they can apply for. */
export function listPage(props: ListPage): string {
  const { language, path, frame, applications, offers, messages } = props;
  const words = texts[language];
  const asked = applications.filter(({ asksYou }) => asksYou);
  const own = applications.filter(({ asksYou }) => !asksYou);
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame} refused={Object.keys(messages).length > 0}>
      <PageTitle title={words.title} lead={words.lead} />
      {props.answered && <Notice tone="success" title={words.answered} live />}
      <ErrorSummary messages={messages} />
      {asked.length > 0 && (
        <Section title={words.asked}>
          <Applications {...props} applications={asked} caption={words.asked} />
        </Section>
      )}
      <Section title={words.mine}>
        {own.length === 0 ? (
          <EmptyState title={words.none} icon="folder-open" headingLevel={3}>
            <p>{words.noneMore}</p>
          </EmptyState>
        ) : (
          <Applications {...props} applications={own} caption={words.mine} />
        )}
      </Section>
      <Section title={words.begin}>
        {offers.map((offer, i) => (
          <Offer key={offer.code ?? ''} {...props} offer={offer} idempotencyKey={props.keys[i]!} />
        ))}
      </Section>
    </Page>,
  );
}

function Applications({ applications, caption, language }: ListPage & { caption: string }) {
  const words = texts[language];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'what', label: words.what },
        { key: 'subject', label: words.subject },
        { key: 'number', label: words.number },
        { key: 'status', label: words.status },
        { key: 'due', label: words.due },
        { key: 'changed', label: words.changed },
      ]}
      rows={applications.map((each) => ({
        key: each.id,
        href: `/my-enterprises/applications/${each.id}${each.status === 'draft' ? '/edit' : ''}`,
        cells: {
          what: matterTitle(each.matter)[language],
          subject: each.subjectName ?? words.unnamed,
          number: each.number ?? '',
          status: <StatusTag tone={TONES[each.status]}>{APPLICATION_STATUSES[each.status][language]}</StatusTag>,
          due: each.dueOn ? formatDate(each.dueOn, language) : '',
          changed: formatInstant(each.changedAt, language),
        },
      }))}
    />
  );
}

function Offer({
  offer,
  idempotencyKey,
  language,
  provinces,
}: ListPage & { offer: OwnApplications['offers'][number]; idempotencyKey: string }) {
  const words = texts[language];
  const title = offer.code === null ? words.beginNew : fill(words.beginFor, { name: offer.name ?? offer.code });
  return (
    <Card title={title} headingLevel={3} icon="briefcase-business">
      <Form action="/my-enterprises/applications" idempotencyKey={idempotencyKey} label={title}>
        {offer.code !== null && <input type="hidden" name="code" value={offer.code} />}
        {offer.code === null ? (
          <>
            <RadioGroup name="matter" label={words.which} choices={choicesOf(offer.matters, language)} />
            <SelectField name="provinceCode" label={words.province} placeholder={null} choices={provinces} />
          </>
        ) : (
          <SelectField name="matter" label={words.which} choices={choicesOf(offer.matters, language)} />
        )}
        <Button look="secondary" icon="arrow-right">
          {words.start}
        </Button>
      </Form>
    </Card>
  );
}

const choicesOf = (matters: OwnApplications['offers'][number]['matters'], language: Language) =>
  matters.map((matter) => ({ value: matter, label: matterTitle(matter)[language] }));
