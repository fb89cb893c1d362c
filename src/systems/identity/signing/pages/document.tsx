import { Button, Buttons, Form, KeyValue, LinkButton, Notice, Section, renderPage } from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { Delegation, SigningCredential, SigningDocument } from '../../../trust/index.ts';
import { SignSection } from './sign-section.tsx';
import { NarrowPage } from './narrow-page.tsx';
import { texts } from './texts.ts';

/** What exactly will be signed, the passkey's consent, and the signed copy. */
export function documentPage(
  asked: Asked<unknown, unknown, unknown>,
  view: {
    area: 'portal' | 'desk';
    base: string;
    document: SigningDocument;
    /** Those that hold. */
    credentials: SigningCredential[];
    delegations: readonly Delegation[];
    done: string | undefined;
  },
): string {
  const { language } = asked;
  const { area, base, document, credentials, delegations, done } = view;
  const words = texts[language];
  const at = `${base}/documents/${document.id}`;
  return renderPage(
    <NarrowPage asked={asked} area={area} base={base} title={words.documentTitle}>
      {done === 'signed' && (
        <Notice tone="success" live>
          <p>{words.doneSigned}</p>
        </Notice>
      )}
      <Section title={document.signedSha256 ? document.name : words.willSign}>
        <KeyValue
          pairs={[
            { label: words.documentName, value: document.name },
            { label: words.size, value: fill(words.bytes, { size: formatNumber(document.sizeBytes, language) }) },
            { label: words.pages, value: formatNumber(document.pages, language) },
            { label: words.fingerprint, value: <code>{document.sha256.toString('hex')}</code> },
            { label: words.keptUntil, value: formatInstant(document.keptUntil, language) },
          ]}
        />
        <Buttons>
          <LinkButton href={`${at}/brought.pdf`} look="secondary">
            {words.open}
          </LinkButton>
        </Buttons>
      </Section>
      {document.signedSha256 ? (
        <Section title={words.signedOne}>
          <KeyValue
            pairs={[{ label: words.fingerprint, value: <code>{document.signedSha256.toString('hex')}</code> }]}
          />
          <Buttons>
            <LinkButton href={`${at}/signed.pdf`}>{words.download}</LinkButton>
            <LinkButton href="/verify" look="secondary">
              {words.check}
            </LinkButton>
          </Buttons>
        </Section>
      ) : (
        <SignSection
          at={`${at}/sign`}
          button={words.sign}
          credentials={credentials}
          delegations={delegations}
          language={language}
        />
      )}
      <Form action={`${at}/remove`} label={words.remove}>
        <Button look="tertiary" danger>
          {words.remove}
        </Button>
      </Form>
    </NarrowPage>,
  );
}
