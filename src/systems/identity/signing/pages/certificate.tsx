import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Form,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  frameOf,
  renderPage,
} from '../../../../design/index.ts';
import { messagesOf } from '../../../../kernel/refused-form.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { formatInstant } from '../../../../kernel/text.ts';
import { OWN_REASONS, type SigningCredential } from '../../../trust/index.ts';
import { Standing } from './overview.tsx';
import { texts } from './texts.ts';

/** One of my certificates, and giving it up. */
export function certificatePage(
  asked: Asked<unknown, unknown, unknown>,
  view: { area: 'portal' | 'desk'; base: string; credential: SigningCredential; refusal?: Refusal },
): string {
  const { language } = asked;
  const { area, base, credential, refusal } = view;
  const { certificate, standing, id } = credential;
  const words = texts[language];
  const messages = messagesOf(asked, refusal);
  return renderPage(
    <Page
      language={language}
      title={words.certificateTitle}
      path={asked.path}
      frame={frameOf(asked, area)}
      width="narrow"
      refused={refusal !== undefined}
    >
      <BackLink href={base} label={words.back} />
      <PageTitle
        over={words.certificateTitle}
        title={certificate.commonName}
        aside={<Standing standing={standing} language={language} />}
      />
      <ErrorSummary messages={messages} />
      <KeyValue
        pairs={[
          ...(certificate.organization ? [{ label: words.agency, value: certificate.organization }] : []),
          { label: words.serial, value: <code>{certificate.serial}</code> },
          { label: words.issuedAt, value: formatInstant(credential.issuedAt, language) },
          { label: words.until, value: formatInstant(certificate.until, language) },
        ]}
      />
      {standing === 'revoked' && area === 'desk' && <Notice tone="info" title={words.revokedOfPost} />}
      <Buttons>
        <LinkButton href={`${base}/certificates/${id}/chain.pem`} look="secondary">
          {words.chain}
        </LinkButton>
      </Buttons>
      {(standing === 'good' || standing === 'suspended') && (
        <Section title={words.revokeTitle} lead={words.revokeLead}>
          <Form action={`${base}/certificates/${id}/revoke`} messages={messages} label={words.revokeTitle}>
            <RadioGroup
              name="reason"
              label={words.reason}
              choices={OWN_REASONS.map((reason) => ({ value: reason, label: words[reason] }))}
            />
            <Buttons>
              <Button danger>{words.revoke}</Button>
            </Buttons>
          </Form>
        </Section>
      )}
    </Page>,
  );
}
