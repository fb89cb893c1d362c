import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  EmptyState,
  ErrorSummary,
  Fact,
  FactList,
  type FieldMessages,
  type FieldValues,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Pager,
  Section,
  Tabs,
  TextArea,
  TextField,
  Timeline,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import {
  type CertificateRequest,
  LAPSES_AFTER_DAYS,
  type OfficialMove,
  type RequestEvent,
  reasonOf,
} from '../requests/actions.ts';
import { type DeskView, HERE, RequestTag, holderText, profileText, serialText } from './page-parts.tsx';
import { authorityTexts } from './authority-texts.ts';
import { machineTexts } from './machine-texts.ts';
import { REASON_WORDS, REQUEST_WORDS, texts } from './texts.ts';

const REQUESTS = `${HERE}/requests`;

/** The requests that wait, or those that are over. */
export function requestsPage(
  view: DeskView & {
    requests: readonly CertificateRequest[];
    isOpen: boolean;
    open: number;
    page: number;
    hasMore: boolean;
  },
): string {
  const { language, path, frame, requests, isOpen, open, page, hasMore } = view;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.requests} path={path} frame={frame}>
      <PageTitle over={words.desk} title={words.requests} lead={words.actLead} />
      <Buttons>
        <LinkButton look="secondary" href={`${HERE}/seal`}>
          {words.askSeal}
        </LinkButton>
        <LinkButton look="secondary" href={`${HERE}/authority`}>
          {authorityTexts[language].title}
        </LinkButton>
        <LinkButton look="secondary" href={`${HERE}/machine`}>
          {machineTexts[language].askMachine}
        </LinkButton>
        <LinkButton look="secondary" href={`${HERE}/permits`}>
          {machineTexts[language].permits}
        </LinkButton>
      </Buttons>
      <Tabs
        label={words.requests}
        tabs={[
          { label: words.openTab, href: REQUESTS, current: isOpen, count: open },
          { label: words.decidedTab, href: `${REQUESTS}?over=true`, current: !isOpen },
        ]}
      />
      {requests.length === 0 ? (
        <EmptyState title={isOpen ? words.noOpen : words.noDecided} icon="circle-check" />
      ) : (
        <DataTable
          caption={words.requests}
          captionHidden
          columns={[
            { key: 'what', label: words.what },
            { key: 'holder', label: words.holder },
            { key: 'by', label: words.askedBy },
            { key: 'at', label: words.askedAt },
            { key: 'state', label: words.requestState },
          ]}
          rows={requests.map((request) => ({
            key: request.id,
            href: `${REQUESTS}/${request.id}`,
            cells: {
              what: whatText(request, language),
              holder: holderText(request.holder, language),
              by: request.askedByName,
              at: formatInstant(request.askedAt, language),
              state: <RequestTag state={request.state} language={language} />,
            },
          }))}
        />
      )}
      <Pager page={page} pages={hasMore ? page + 1 : page} path={path} />
    </Page>,
  );
}

function whatText({ kind, reason }: CertificateRequest, language: Language): string {
  const named = reason === null ? undefined : reasonOf(reason);
  const what = REQUEST_WORDS[kind][language];
  return named ? `${what}: ${REASON_WORDS[named][language]}` : what;
}

interface RequestPage extends DeskView {
  request: CertificateRequest;
  events: readonly RequestEvent[];
  /** The key that a certificate is asked for. */
  publicKey: string | undefined;
  doesSecretWait: boolean;
  isOwn: boolean;
  requestKey: string;
  done?: keyof (typeof texts)['vi']['done'] | undefined;
  values: FieldValues;
  messages: FieldMessages;
}

/** One request with what became of it, and the form by which it is decided. */
export function requestPage(view: RequestPage): string {
  const { language, path, frame, request, events, isOwn, done, messages } = view;
  const words = texts[language];
  const { kind, state, wasSuspended } = request;
  const title = REQUEST_WORDS[kind][language];
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.certificates, href: HERE },
          { label: words.requests, href: REQUESTS },
          { label: title, href: `${REQUESTS}/${request.id}` },
        ]}
      />
      <PageTitle
        over={holderText(request.holder, language)}
        title={title}
        aside={<RequestTag state={state} language={language} />}
      />
      {done && <Notice tone="success" title={words.done[done]} live />}
      <ErrorSummary messages={messages} />
      {wasSuspended && state === 'asked' && <Notice tone="info" title={words.wasSuspended} />}
      {wasSuspended && (state === 'refused' || state === 'withdrawn' || state === 'lapsed') && (
        <Notice tone="warning" title={words.staysSuspended} />
      )}
      <FactList>
        <Fact label={words.what} value={whatText(request, language)} />
        <Fact label={words.holder} value={agencyText(request, language)} />
        <Fact label={words.profile} value={profileText(request.profile, language)} />
        <NewFacts {...view} />
        {request.serial && <CertificateFact label={words.certificate} serial={request.serial} />}
        {request.issuedSerial && <CertificateFact label={words.issued} serial={request.issuedSerial} />}
        <Fact label={words.askedBy} value={request.askedByName} />
        <Fact label={words.askedAt} value={formatInstant(request.askedAt, language)} />
        <Fact label={words.why} value={request.why} />
        {state === 'asked' && <Fact label={words.lapses} value={formatInstant(lapsesAt(request), language)} />}
      </FactList>
      {state === 'asked' && <Deciding {...view} isOwn={isOwn} />}
      {isOwn && view.doesSecretWait && (
        <Section title={machineTexts[language].secretTitle} lead={machineTexts[language].secretLead}>
          <Form action={`${REQUESTS}/${request.id}/secret`} label={machineTexts[language].secretTitle}>
            <Button>{machineTexts[language].showSecret}</Button>
          </Form>
        </Section>
      )}
      <Section title={words.course}>
        <Timeline
          label={words.course}
          entries={events.map((event) => ({
            when: formatInstant(event.at, language),
            dateTime: event.at.toISOString(),
            title: `${words.events[event.move]} · ${event.officialName ?? fill(words.byClock, { days: LAPSES_AFTER_DAYS })}`,
            ...(event.words && event.move !== 'ask' ? { detail: <p>{event.words}</p> } : {}),
          }))}
        />
      </Section>
    </Page>,
  );
}

/** What a request for something new says: the post, the key, names, and what a permit allows. */
function NewFacts({ request, publicKey, language }: RequestPage) {
  const words = machineTexts[language];
  const { details, names, kind } = request;
  return (
    <>
      {details.title && <Fact label={words.post} value={`${details.title}, ${details.agencyName ?? ''}`} />}
      {details.protocol && <Fact label={words.protocol} value={words.protocols[details.protocol]} />}
      {(names.length > 0 || kind === 'give_permit') && (
        <Fact label={words.names} value={names.length > 0 ? names.join(', ') : words.anyName} />
      )}
      {details.uses !== undefined && <Fact label={words.uses} value={formatNumber(details.uses, language)} />}
      {details.days !== undefined && <Fact label={words.days} value={formatNumber(details.days, language)} />}
      {publicKey && <Fact label={words.keyName} value={<code>{publicKey}</code>} />}
      {request.permit && <Fact label={words.permit} value={<code>{request.permit}</code>} />}
    </>
  );
}

const agencyText = ({ holder, agencyCode }: CertificateRequest, language: Language): string =>
  agencyCode ? `${holder} (${agencyCode})` : holderText(holder, language);

const lapsesAt = ({ askedAt }: CertificateRequest): Date =>
  new Date(askedAt.getTime() + LAPSES_AFTER_DAYS * 86_400_000);

function CertificateFact({ label, serial }: { label: string; serial: string }) {
  return (
    <Fact
      label={label}
      value={
        <a class="ds-link" href={`${HERE}/${serial}`}>
          <code>{serialText(serial)}</code>
        </a>
      }
    />
  );
}

function Deciding({ request, language, isOwn, requestKey, values, messages }: RequestPage) {
  const words = texts[language];
  const action = (move: OfficialMove) => `${REQUESTS}/${request.id}/${move}`;
  return (
    <Section title={words.decide} lead={isOwn ? words.ownRequest : words.decideLead}>
      <Form
        action={action(isOwn ? 'withdraw' : 'approve')}
        label={words.decide}
        idempotencyKey={requestKey}
        values={values}
        messages={messages}
      >
        <TextArea
          name="words"
          label={words.decisionWords}
          {...(isOwn ? {} : { hint: words.approveHint })}
          maxlength={2_000}
          optional={!isOwn}
        />
        {isOwn ? (
          <Button look="secondary">{words.withdraw}</Button>
        ) : (
          <Buttons>
            <Button danger={request.kind === 'revoke'}>{words.approve}</Button>
            <Button look="secondary" formAction={action('refuse')}>
              {words.refuse}
            </Button>
          </Buttons>
        )}
      </Form>
    </Section>
  );
}

/** The form by which another seal is asked for. */
export function sealPage(
  view: DeskView & { requestKey: string; values: FieldValues; messages: FieldMessages },
): string {
  const { language, path, frame, requestKey, values, messages } = view;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.sealTitle} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.certificates, href: HERE },
          { label: words.sealTitle, href: `${HERE}/seal` },
        ]}
      />
      <PageTitle over={words.desk} title={words.sealTitle} lead={words.sealLead} />
      <ErrorSummary messages={messages} />
      <Form
        action={`${HERE}/seal`}
        label={words.sealTitle}
        idempotencyKey={requestKey}
        values={values}
        messages={messages}
      >
        <TextField name="agency" label={words.agency} hint={words.agencyHint} autocomplete="off" maxlength={35} />
        <TextArea name="why" label={words.why} hint={words.whyHint} maxlength={2_000} />
        <Button>{words.send}</Button>
      </Form>
    </Page>,
  );
}
