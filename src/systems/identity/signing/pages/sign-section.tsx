import { Section } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { Delegation, SigningCredential } from '../../../trust/index.ts';
import { SteadChoice } from '../delegation/stead-choice.tsx';
import { CertificateChoice } from './certificate-choice.tsx';
import { PasskeyConsent } from './consent.tsx';
import { texts } from './texts.ts';

/** With which certificate, and the consent by passkey to what the page shows; what to do first when there is no certificate. */
export function SignSection(props: {
  /** Where the consent goes. */
  at: string;
  button: string;
  credentials: readonly SigningCredential[];
  /** By which the signer may sign for another today. */
  delegations: readonly Delegation[];
  language: Language;
}) {
  const { at, button, credentials, delegations, language } = props;
  const words = texts[language];
  return (
    <Section title={words.withWhich} lead={words.signLegal}>
      {credentials.length > 0 ? (
        <PasskeyConsent at={at} language={language} button={button}>
          <CertificateChoice credentials={credentials} language={language} />
          <SteadChoice delegations={delegations} language={language} />
        </PasskeyConsent>
      ) : (
        <p>{words.needsCertificate}</p>
      )}
    </Section>
  );
}
