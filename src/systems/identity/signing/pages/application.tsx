import {
  Button,
  Buttons,
  Form,
  KeyValue,
  LinkButton,
  Page,
  PageTitle,
  Section,
  frameOf,
  renderPage,
} from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { fill } from '../../../../kernel/text.ts';
import { PASSKEY_SCRIPT } from '../../pages/passkey-script.ts';
import { interactionPath } from '../../provider/addresses.ts';
import type { SigningQuestion } from '../run/actions.ts';
import { headingOf, WhatToSign } from './what-to-sign.tsx';
import { PasskeyConsent } from './consent.tsx';
import { texts } from './texts.ts';

/** What an application asks of a person: to see the certificates, or to have hashes signed. */
export function questionPage(
  asked: Asked<unknown, unknown, unknown>,
  { uid, question }: { uid: string; question: SigningQuestion },
): string {
  const { language } = asked;
  const words = texts[language];
  const { application, signer, wanted } = question;
  const at = `${interactionPath(uid)}/consent`;
  const title = fill(wanted ? words.askedToSign : words.askedToSee, { application: application.name });
  return renderPage(
    <Page
      language={language}
      title={title}
      path={asked.path}
      frame={frameOf(asked, 'public')}
      width="narrow"
      scripts={[PASSKEY_SCRIPT]}
    >
      <PageTitle over={signer.name} title={title} lead={wanted ? words.askedToSignLead : words.askedToSeeLead} />
      {wanted ? (
        <Section {...headingOf(wanted, language)}>
          <KeyValue
            pairs={[
              { label: words.application, value: application.name },
              {
                label: words.withWhich,
                value: `${wanted.credential.certificate.commonName} · ${wanted.credential.certificate.serial.slice(0, 8)}…`,
              },
            ]}
          />
          <WhatToSign {...wanted} language={language} />
          <p>{words.signLegal}</p>
          <PasskeyConsent at={`${at}/authorise`} language={language} button={words.sign} />
        </Section>
      ) : (
        <Form action={`${at}/allow`}>
          <Buttons>
            <Button>{words.allow}</Button>
          </Buttons>
        </Form>
      )}
      <Form action={`${at}/decline`}>
        <Button look="tertiary">{words.decline}</Button>
      </Form>
    </Page>,
  );
}

/** Leads back to the application. A link, because a form may lead nowhere but here. */
export function answeredPage(
  asked: Asked<unknown, unknown, unknown>,
  { application, goOnAt }: { application: string; goOnAt: string },
): string {
  const { language } = asked;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.answered} path={asked.path} frame={frameOf(asked, 'public')} width="narrow">
      <PageTitle title={words.answered} />
      <LinkButton href={goOnAt}>{fill(words.goBack, { application })}</LinkButton>
    </Page>,
  );
}
