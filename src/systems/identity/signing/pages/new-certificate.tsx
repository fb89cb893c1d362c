import {
  BackLink,
  Buttons,
  Checkbox,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  frameOf,
  renderPage,
} from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import type { Signer } from '../../../trust/index.ts';
import { PASSKEY_SCRIPT } from '../../pages/passkey-script.ts';
import { PasskeyConsent } from './consent.tsx';
import { texts } from './texts.ts';

/** What the certificate will say, and the passkey's consent to it. */
export function newCertificatePage(
  asked: Asked<unknown, unknown, unknown>,
  view: { area: 'portal' | 'desk'; base: string; signer: Signer; hasPasskey: boolean },
): string {
  const { language } = asked;
  const { area, base, signer, hasPasskey } = view;
  const words = texts[language];
  return renderPage(
    <Page
      language={language}
      title={words.newTitle}
      path={asked.path}
      frame={frameOf(asked, area)}
      width="narrow"
      scripts={[PASSKEY_SCRIPT]}
    >
      <BackLink href={base} label={words.back} />
      <PageTitle title={words.newTitle} lead={words.newLead} />
      <Section title={words.newWhat} lead={words.newWho}>
        <KeyValue
          pairs={[
            { label: words.name, value: signer.name },
            ...(signer.kind === 'official'
              ? [
                  { label: words.post, value: signer.title },
                  { label: words.agency, value: signer.agencyName },
                ]
              : []),
            { label: words.code, value: words.codeMade },
          ]}
        />
        <p>{words.lasts}</p>
        {hasPasskey ? (
          <PasskeyConsent at={`${base}/certificates`} language={language} button={words.agree}>
            {signer.kind === 'person' && (
              <Checkbox name="showsNumber" label={words.showsNumber} hint={words.showsNumberHint} optional />
            )}
          </PasskeyConsent>
        ) : (
          <Notice tone="warning" title={words.needsPasskey}>
            <Buttons>
              <LinkButton href="/account" look="secondary">
                {words.toAccount}
              </LinkButton>
            </Buttons>
          </Notice>
        )}
      </Section>
    </Page>,
  );
}
