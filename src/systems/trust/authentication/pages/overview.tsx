import {
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  Form,
  Notice,
  Page,
  PageTitle,
  Section,
  TextArea,
  renderPage,
} from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { formatDate, formatInstant } from '../../../../kernel/text.ts';
import { RequestTag, StandingTag, serialText, type DeskView } from '../../administration/pages/page-parts.tsx';
import type { CertificateRequest } from '../../administration/requests/actions.ts';
import type { OwnCertificate } from '../actions.ts';
import { texts } from './texts.ts';

/** Where every official finds the certificates of his or her own. */
export const AUTHENTICATION_PATH = '/desk/authentication';

/** One's certificates, what one asked for, and the form to ask for another. */
export function overviewPage(
  view: DeskView & {
    certificates: readonly OwnCertificate[];
    requests: readonly CertificateRequest[];
    requestKeys: { ask: string; withdraw: string };
    done?: 'asked' | 'withdrawn' | 'revoked' | undefined;
    values: FieldValues;
    messages: FieldMessages;
  },
): string {
  const { language, path, frame, certificates, requests, requestKeys, done, values, messages } = view;
  const words = texts[language];
  const waiting = requests.find(({ state }) => state === 'asked');
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <PageTitle title={words.title} lead={words.lead} />
      {done && <Notice tone="success" title={words.done[done]} live />}
      <ErrorSummary messages={messages} />
      <Section title={words.own}>
        {certificates.length === 0 ? (
          <EmptyState title={words.none} icon="info" />
        ) : (
          <DataTable
            caption={words.own}
            captionHidden
            columns={[
              { key: 'serial', label: words.serial },
              { key: 'standing', label: words.standing },
              { key: 'from', label: words.from },
              { key: 'until', label: words.until },
            ]}
            rows={certificates.map(({ serial, standing, read }) => ({
              key: serial,
              href: `${AUTHENTICATION_PATH}/${serial}`,
              cells: {
                serial: `${serialText(serial.slice(0, 8))} …`,
                standing: <StandingTag standing={standing} language={language} />,
                from: formatDate(civilDate(read.from), language),
                until: formatDate(civilDate(read.until), language),
              },
            }))}
          />
        )}
      </Section>
      {requests.length > 0 && (
        <Section title={words.requests}>
          <DataTable
            caption={words.requests}
            captionHidden
            columns={[
              { key: 'why', label: words.why },
              { key: 'at', label: words.askedAt },
              { key: 'state', label: words.standing },
            ]}
            rows={requests.map(({ id, askedAt, why, state }) => ({
              key: id,
              cells: {
                why,
                at: formatInstant(askedAt, language),
                state: <RequestTag state={state} language={language} />,
              },
            }))}
          />
        </Section>
      )}
      {waiting ? (
        <Section title={words.waiting}>
          <Form
            action={`${AUTHENTICATION_PATH}/requests/${waiting.id}/withdraw`}
            label={words.withdraw}
            idempotencyKey={requestKeys.withdraw}
          >
            <Button look="secondary">{words.withdraw}</Button>
          </Form>
        </Section>
      ) : (
        <Section title={words.ask} lead={words.askLead}>
          <p>{words.commands}:</p>
          <p>
            <code>
              openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout khoa.pem -subj /CN=toi -out
              yeu-cau.pem
            </code>
          </p>
          <Form
            action={AUTHENTICATION_PATH}
            label={words.ask}
            idempotencyKey={requestKeys.ask}
            values={values}
            messages={messages}
          >
            <TextArea name="request" label={words.request} hint={words.requestHint} rows={8} />
            <TextArea name="why" label={words.why} hint={words.whyHint} maxlength={2_000} rows={3} />
            <Button>{words.send}</Button>
          </Form>
        </Section>
      )}
    </Page>,
  );
}
