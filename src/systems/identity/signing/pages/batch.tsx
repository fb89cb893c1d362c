import {
  BackLink,
  Button,
  Buttons,
  DataTable,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  frameOf,
  renderPage,
} from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { Delegation, SigningCredential, SigningDocument } from '../../../trust/index.ts';
import { PASSKEY_SCRIPT } from '../../pages/passkey-script.ts';
import { BATCH_PATH, SIGNING_PATHS } from '../paths.ts';
import { SignSection } from './sign-section.tsx';
import { texts } from './texts.ts';

/** Which documents exactly will be signed, the passkey's consent to all of them, and the signed copies. */
export function batchPage(
  asked: Asked<unknown, unknown, unknown>,
  view: {
    id: string;
    documents: readonly SigningDocument[];
    /** Those that hold. */
    credentials: readonly SigningCredential[];
    delegations: readonly Delegation[];
    done: string | undefined;
  },
): string {
  const { language } = asked;
  const { id, documents, credentials, delegations, done } = view;
  const words = texts[language];
  const at = `${BATCH_PATH}/${id}`;
  const isSigned = documents.every(({ signedSha256 }) => signedSha256);
  const count = formatNumber(documents.length, language);
  const pages = documents.reduce((sum, each) => sum + each.pages, 0);
  const shown = isSigned ? 'signed.pdf' : 'brought.pdf';
  return renderPage(
    <Page
      language={language}
      title={words.manyTitle}
      path={asked.path}
      frame={frameOf(asked, 'desk')}
      scripts={[PASSKEY_SCRIPT]}
    >
      <BackLink href={BATCH_PATH} label={words.manyTitle} />
      <PageTitle
        title={fill(isSigned ? words.signedMany : words.willSignMany, { count })}
        lead={fill(words.batchLead, {
          pages: formatNumber(pages, language),
          until: formatInstant(documents[0]!.keptUntil, language),
        })}
      />
      {done === 'signed' && (
        <Notice tone="success" live>
          <p>{words.doneSignedMany}</p>
        </Notice>
      )}
      {isSigned && (
        <Buttons>
          <LinkButton href={`${at}/signed.zip`}>{words.downloadZip}</LinkButton>
          <LinkButton href="/verify" look="secondary">
            {words.checkMany}
          </LinkButton>
        </Buttons>
      )}
      <DataTable
        caption={words.documents}
        captionHidden
        columns={[
          { key: 'number', label: words.number, numeric: true },
          { key: 'name', label: words.documentName },
          { key: 'pages', label: words.pages, numeric: true },
          { key: 'size', label: words.size, numeric: true },
          { key: 'sha256', label: isSigned ? words.fingerprintSigned : words.fingerprint },
        ]}
        rows={documents.map((document, place) => ({
          key: document.id,
          cells: {
            number: formatNumber(place + 1, language),
            name: (
              <a class="ds-link" href={`${SIGNING_PATHS.desk}/documents/${document.id}/${shown}`} download>
                {document.name}
              </a>
            ),
            pages: formatNumber(document.pages, language),
            size: fill(words.bytes, { size: formatNumber(document.sizeBytes, language) }),
            sha256: <code>{(document.signedSha256 ?? document.sha256).toString('hex')}</code>,
          },
        }))}
      />
      {!isSigned && (
        <SignSection
          at={`${at}/sign`}
          button={fill(words.signMany, { count })}
          credentials={credentials}
          delegations={delegations}
          language={language}
        />
      )}
      <Form action={`${at}/remove`} label={words.removeBatch}>
        <Button look="tertiary" danger>
          {words.removeBatch}
        </Button>
      </Form>
    </Page>,
  );
}
