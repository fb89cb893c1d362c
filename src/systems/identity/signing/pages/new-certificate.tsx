import { Buttons, Checkbox, KeyValue, LinkButton, Notice, Section, renderPage } from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import type { Signer } from '../../../trust/index.ts';
import { PasskeyConsent } from './consent.tsx';
import { NarrowPage } from './narrow-page.tsx';
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
    <NarrowPage asked={asked} area={area} base={base} title={words.newTitle} lead={words.newLead}>
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
    </NarrowPage>,
  );
}
