import type { ComponentChildren } from 'preact';
import {
  Breadcrumbs,
  Button,
  Buttons,
  Columns,
  DataTable,
  Disclosure,
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
  RadioGroup,
  SelectField,
  StatusTag,
  TextArea,
  TextField,
  type Tone,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { GivenPermit, ListedPermit } from '../../enrolment/actions.ts';
import { type DeskView, HERE, profileText } from './page-parts.tsx';
import { machineTexts } from './machine-texts.ts';
import { texts } from './texts.ts';

export const PERMITS = `${HERE}/permits`;
export const MACHINE = `${HERE}/machine`;
const MACHINE_PROFILES = ['tls-server', 'exchange-node'] as const;

interface FormView extends DeskView {
  requestKey: string;
  values: FieldValues;
  messages: FieldMessages;
}

/** The form by which a certificate is asked for with a request that an agency sent. */
export function machinePage(view: FormView): string {
  const { language } = view;
  const words = machineTexts[language];
  return formPage(
    view,
    { title: words.machineTitle, lead: words.machineLead, action: MACHINE },
    <>
      <ProfileAndAgency language={language} />
      <TextArea name="request" label={words.request} hint={words.requestHint} rows={8} />
    </>,
  );
}

/** The form by which a permit is asked for. */
export function newPermitPage(view: FormView): string {
  const { language } = view;
  const words = machineTexts[language];
  return formPage(
    view,
    { title: words.askPermit, lead: words.permitsLead, action: `${PERMITS}/new` },
    <>
      <RadioGroup
        name="protocol"
        label={words.protocol}
        choices={(['est', 'acme'] as const).map((value) => ({ value, label: words.protocols[value] }))}
      />
      <ProfileAndAgency language={language} />
      <TextArea name="names" label={words.names} hint={words.namesHint} rows={4} optional />
      <Columns>
        <TextField
          name="uses"
          label={words.uses}
          hint={words.usesHint}
          autocomplete="off"
          inputmode="numeric"
          maxlength={4}
        />
        <TextField
          name="days"
          label={words.days}
          hint={words.daysHint}
          autocomplete="off"
          inputmode="numeric"
          maxlength={3}
        />
      </Columns>
    </>,
  );
}

function ProfileAndAgency({ language }: { language: Language }) {
  const words = machineTexts[language];
  return (
    <Columns>
      <SelectField
        name="profile"
        label={words.kind}
        choices={MACHINE_PROFILES.map((value) => ({ value, label: profileText(value, language) }))}
      />
      <TextField
        name="agency"
        label={texts[language].agency}
        hint={texts[language].agencyHint}
        autocomplete="off"
        maxlength={35}
      />
    </Columns>
  );
}

function formPage(
  { language, path, frame, requestKey, values, messages }: FormView,
  { title, lead, action }: { title: string; lead: string; action: string },
  fields: ComponentChildren,
): string {
  const words = texts[language];
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.certificates, href: HERE },
          { label: title, href: action },
        ]}
      />
      <PageTitle over={words.desk} title={title} lead={lead} />
      <ErrorSummary messages={messages} />
      <Form action={action} label={title} idempotencyKey={requestKey} values={values} messages={messages}>
        {fields}
        <TextArea
          name="why"
          label={machineTexts[language].why}
          hint={machineTexts[language].whyHint}
          maxlength={2_000}
        />
        <Button>{words.send}</Button>
      </Form>
    </Page>,
  );
}

type PermitState = keyof (typeof machineTexts)['vi']['states'];
const STATE_TONES: Readonly<Record<PermitState, Tone>> = {
  holds: 'success',
  used: 'neutral',
  over: 'neutral',
  withdrawn: 'danger',
};

function stateOf({ withdrawnAt, until, usesLeft }: ListedPermit, at: Date): PermitState {
  if (withdrawnAt) return 'withdrawn';
  if (until <= at) return 'over';
  return usesLeft > 0 ? 'holds' : 'used';
}

/** All permits, with the form that withdraws one. */
export function permitsPage(
  view: DeskView & { permits: readonly ListedPermit[]; hasMore: boolean; page: number; at: Date; isDone: boolean },
): string {
  const { language, path, frame, permits, hasMore, page, at, isDone } = view;
  const words = machineTexts[language];
  return renderPage(
    <Page language={language} title={words.permits} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: texts[language].certificates, href: HERE },
          { label: words.permits, href: PERMITS },
        ]}
      />
      <PageTitle over={texts[language].desk} title={words.permits} lead={words.permitsLead} />
      {isDone && <Notice tone="success" title={words.withdrawn} live />}
      <Buttons>
        <LinkButton href={`${PERMITS}/new`}>{words.askPermit}</LinkButton>
        <LinkButton href={MACHINE} look="secondary">
          {words.askMachine}
        </LinkButton>
      </Buttons>
      {permits.length === 0 ? (
        <EmptyState title={words.noPermits} icon="circle-check" />
      ) : (
        <DataTable
          caption={words.permits}
          captionHidden
          columns={[
            { key: 'permit', label: words.permit },
            { key: 'profile', label: words.kind },
            { key: 'names', label: words.names },
            { key: 'left', label: words.left },
            { key: 'until', label: words.until },
            { key: 'givenBy', label: words.givenBy },
            { key: 'state', label: words.permitState },
          ]}
          rows={permits.map((permit) => ({ key: permit.id, cells: cellsOf(permit, language, at) }))}
        />
      )}
      <Pager page={page} pages={hasMore ? page + 1 : page} path={path} />
    </Page>,
  );
}

function cellsOf(permit: ListedPermit, language: Language, at: Date) {
  const words = machineTexts[language];
  const { id, protocol, profile, agencyName, agencyCode, names, usesLeft, until, givenBy } = permit;
  const state = stateOf(permit, at);
  return {
    permit: (
      <>
        <code>{id}</code> ({words.protocols[protocol]})
      </>
    ),
    profile: agencyCode
      ? `${profileText(profile, language)}: ${agencyName} (${agencyCode})`
      : profileText(profile, language),
    names: names.length > 0 ? names.join(', ') : words.anyName,
    left: formatNumber(usesLeft, language),
    until: formatInstant(until, language),
    givenBy,
    state: (
      <>
        <StatusTag tone={STATE_TONES[state]}>{words.states[state]}</StatusTag>
        {permit.withdrawnAt && (
          <p>{fill(words.withdrawnBy, { by: permit.withdrawnBy!, at: formatInstant(permit.withdrawnAt, language) })}</p>
        )}
        {state === 'holds' && (
          <Disclosure label={words.withdrawTitle}>
            <p>{words.withdrawLead}</p>
            <Form action={`${PERMITS}/${id}/withdraw`} label={`${words.withdrawTitle} ${id}`}>
              <Button danger>{words.withdraw}</Button>
            </Form>
          </Disclosure>
        )}
      </>
    ),
  };
}

/** The secret of a permit, the one time that it is shown. */
export function secretPage(view: DeskView & { given: GivenPermit; request: string; base: string }): string {
  const { language, path, frame, given, request, base } = view;
  const words = machineTexts[language];
  const isEst = given.id.startsWith('est-');
  return renderPage(
    <Page language={language} title={words.secretTitle} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: texts[language].requests, href: `${HERE}/requests` },
          { label: words.secretTitle, href: `${HERE}/requests/${request}` },
        ]}
      />
      <PageTitle over={texts[language].desk} title={words.secretTitle} lead={words.secretLead} />
      <Notice tone="warning" title={words.secretOnce} live />
      <FactList>
        <Fact label={words.permit} value={<code>{given.id}</code>} />
        <Fact label={words.secret} value={<code>{given.secret}</code>} />
        <Fact label={words.until} value={formatInstant(given.until, language)} />
        <Fact
          label={words.usedWith}
          value={
            <code>
              {isEst
                ? `curl --user ${given.id}:… -H 'Content-Type: application/pkcs10' --data-binary @req.b64 ${base}/.well-known/est/simpleenroll`
                : `certbot … --server ${base}/acme/directory --eab-kid ${given.id} --eab-hmac-key …`}
            </code>
          }
        />
      </FactList>
    </Page>,
  );
}
