import { KeyValue, Notice, Section, renderPage } from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { fill, formatInstant } from '../../../../kernel/text.ts';
import type { Activation, SigningCredential } from '../../../trust/index.ts';
import { REQUESTS_PATH, SIGNING_PATHS } from '../paths.ts';
import { PasskeyConsent } from './consent.tsx';
import { NarrowPage } from './narrow-page.tsx';
import { texts } from './texts.ts';
import { headingOf, WhatToSign } from './what-to-sign.tsx';

/** What an application asks a person to sign from afar, and the passkey's consent to it. */
export function requestPage(
  asked: Asked<unknown, unknown, unknown>,
  { request, credential }: { request: Activation; credential: SigningCredential },
): string {
  const { language } = asked;
  const words = texts[language];
  const { applicationName, askedAt, names, isTooLate, id } = request;
  const hashes = Array.from({ length: request.hashes.length / 32 }, (_, at) =>
    request.hashes.subarray(at * 32, at * 32 + 32),
  );
  const title = fill(words.askedToSign, { application: applicationName });
  return renderPage(
    <NarrowPage asked={asked} area="portal" base={SIGNING_PATHS.portal} title={title} lead={words.askedToSignLead}>
      <Section {...headingOf({ signs: request.signs, hashes }, language)}>
        <KeyValue
          pairs={[
            { label: words.application, value: applicationName },
            { label: words.askedAt, value: formatInstant(askedAt, language) },
            {
              label: words.withWhich,
              value: `${credential.certificate.commonName} · ${credential.certificate.serial.slice(0, 8)}…`,
            },
          ]}
        />
        <WhatToSign hashes={hashes} names={names} language={language} />
        {isTooLate ? (
          <Notice tone="warning">
            <p>{words.requestOver}</p>
          </Notice>
        ) : (
          <>
            <p>{words.signLegal}</p>
            <PasskeyConsent at={`${REQUESTS_PATH}/${id}/answer`} language={language} button={words.sign} />
            <p>{words.orLeaveIt}</p>
          </>
        )}
      </Section>
    </NarrowPage>,
  );
}
