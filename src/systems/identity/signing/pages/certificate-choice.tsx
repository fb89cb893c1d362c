import { RadioGroup } from '../../../../design/index.ts';
import { type Language, formatInstant } from '../../../../kernel/text.ts';
import type { SigningCredential } from '../../../trust/index.ts';
import { texts } from './texts.ts';

/** With which certificate to sign; a choice only where there are several. */
export function CertificateChoice(props: { credentials: readonly SigningCredential[]; language: Language }) {
  const { credentials, language } = props;
  const words = texts[language];
  const [first] = credentials;
  if (!first) return null;
  if (credentials.length === 1) {
    return (
      <>
        <input type="hidden" name="credentialId" value={first.id} />
        <p>
          {first.certificate.commonName} · <code>{first.certificate.serial.slice(0, 8)}…</code>
        </p>
      </>
    );
  }
  return (
    <RadioGroup
      name="credentialId"
      label={words.withWhich}
      value={first.id}
      choices={credentials.map(({ id, certificate }) => ({
        value: id,
        label: `${certificate.commonName} · ${certificate.serial.slice(0, 8)}…`,
        hint: `${words.until} ${formatInstant(certificate.until, language)}`,
      }))}
    />
  );
}
