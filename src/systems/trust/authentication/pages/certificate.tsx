import {
  Breadcrumbs,
  Button,
  ErrorSummary,
  Fact,
  FactList,
  type FieldMessages,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { formatInstant } from '../../../../kernel/text.ts';
import { StandingTag, serialText, type DeskView } from '../../administration/pages/page-parts.tsx';
import { OWN_REASONS, type OwnCertificate } from '../actions.ts';
import { AUTHENTICATION_PATH } from './overview.tsx';
import { texts } from './texts.ts';

/** One of one's own certificates: what it says, its file, and the form that revokes it. */
export function ownCertificatePage(view: DeskView & { own: OwnCertificate; messages: FieldMessages }): string {
  const { language, path, frame, own, messages } = view;
  const { serial, standing, read } = own;
  const words = texts[language];
  const here = `${AUTHENTICATION_PATH}/${serial}`;
  const title = `${serialText(serial.slice(0, 8))} …`;
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.title, href: AUTHENTICATION_PATH },
          { label: title, href: here },
        ]}
      />
      <PageTitle over={words.title} title={title} aside={<StandingTag standing={standing} language={language} />} />
      <ErrorSummary messages={messages} />
      {standing === 'ending' && <Notice tone="warning" title={words.ending} />}
      {standing === 'revoked' && (
        <Notice tone="info" title={words.revokedTitle}>
          <p>{words.revokedLead}</p>
        </Notice>
      )}
      <FactList>
        <Fact label={words.serial} value={<code>{serialText(serial)}</code>} />
        <Fact label={words.name} value={read.commonName} />
        <Fact label={words.organization} value={read.organization} />
        <Fact label={words.from} value={formatInstant(read.from, language)} />
        <Fact label={words.until} value={formatInstant(read.until, language)} />
      </FactList>
      <LinkButton look="secondary" icon="download" href={`${here}/chain.pem`} download>
        {words.chain}
      </LinkButton>
      <Section title={words.use} lead={words.useLead}>
        <p>
          <code>{`curl --cert ${serial}.pem --key khoa.pem https://…`}</code>
        </p>
      </Section>
      {standing !== 'revoked' && (
        <Section title={words.revokeTitle} lead={words.revokeLead}>
          <Form action={`${here}/revoke`} label={words.revokeTitle} messages={messages}>
            <RadioGroup
              name="reason"
              label={words.reason}
              choices={OWN_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
            />
            <Button danger>{words.revoke}</Button>
          </Form>
        </Section>
      )}
    </Page>,
  );
}
