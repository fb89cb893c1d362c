import { Section } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { SigningCredential } from '../../../trust/index.ts';
import { CertificateChoice } from './certificate-choice.tsx';
import { PasskeyConsent } from './consent.tsx';
import { texts } from './texts.ts';

/** With which certificate, and the consent by passkey to what the page shows; what to do first when there is no certificate. */
export function SignSection(props: {
  /** Where the consent goes. */
  at: string;
  button: string;
  credentials: readonly SigningCredential[];
  language: Language;
}) {
  const { at, button, credentials, language } = props;
  const words = texts[language];
  return (
    <Section title={words.withWhich} lead={words.signLegal}>
      {credentials.length > 0 ? (
        <PasskeyConsent at={at} language={language} button={button}>
          <CertificateChoice credentials={credentials} language={language} />
        </PasskeyConsent>
      ) : (
        <p>{words.needsCertificate}</p>
      )}
    </Section>
  );
}
