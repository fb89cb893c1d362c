import {
  Button,
  Buttons,
  Card,
  ErrorSummary,
  FileField,
  Form,
  Grid,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  frameOf,
  renderPage,
  type FieldMessages,
  type Tone,
} from '../../../../design/index.ts';
import { messagesOf } from '../../../../kernel/refused-form.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { type Language, formatInstant } from '../../../../kernel/text.ts';
import {
  MOST_OWN_DOCUMENT_BYTES,
  type Activation,
  type CredentialStanding,
  type Delegation,
  type SignatureLine,
  type SigningCredential,
  type SigningDocument,
} from '../../../trust/index.ts';
import { DelegationTable } from '../delegation/overview.tsx';
import { texts as delegationTexts } from '../delegation/texts.ts';
import { BATCH_PATH, DELEGATIONS_PATH, REQUESTS_PATH } from '../paths.ts';
import { KeptTable } from './kept-table.tsx';
import { Signed } from './signed.tsx';
import { texts } from './texts.ts';

const TONES: Record<CredentialStanding, Tone> = {
  good: 'success',
  suspended: 'warning',
  revoked: 'danger',
  expired: 'neutral',
};

const DONE = {
  issued: 'doneIssued',
  revoked: 'doneRevoked',
  signed: 'doneSigned',
  removed: 'doneRemoved',
  agreed: 'doneAgreed',
} as const;

/** How a certificate stands, in a word. */
export function Standing({ standing, language }: { standing: CredentialStanding; language: Language }) {
  return <StatusTag tone={TONES[standing]}>{texts[language][standing]}</StatusTag>;
}

/** My certificates, a document to sign, and what I have signed. */
export function overviewPage(
  asked: Asked<unknown, unknown, unknown>,
  view: {
    area: 'portal' | 'desk';
    base: string;
    credentials: SigningCredential[];
    documents: SigningDocument[];
    /** What applications ask from afar; none at the desk. */
    waiting: readonly Activation[];
    /** At the desk: those by which the official may sign, or that wait for the official's answer. */
    delegations: readonly Delegation[] | undefined;
    lines: SignatureLine[];
    hasMore: boolean;
    page: number;
    done?: string;
    refusal?: Refusal;
  },
): string {
  const { language } = asked;
  const { area, base, credentials, documents, waiting, delegations, done, refusal } = view;
  const words = texts[language];
  const delegationWords = delegationTexts[language];
  const sentences = messagesOf(asked, refusal);
  const messages: FieldMessages = refusal ? { file: sentences.file ?? sentences[''] ?? '' } : {};
  const canSign = credentials.some(({ standing }) => standing === 'good');
  return renderPage(
    <Page
      language={language}
      title={words.title}
      path={asked.path}
      frame={frameOf(asked, area)}
      refused={refusal !== undefined}
    >
      <PageTitle title={words.title} lead={area === 'portal' ? words.lead : words.leadOfficial} />
      <ErrorSummary messages={messages} />
      {done && done in DONE && (
        <Notice tone="success" live>
          <p>{words[DONE[done as keyof typeof DONE]]}</p>
        </Notice>
      )}
      {waiting.length > 0 && (
        <Section title={words.waitingForYou}>
          <Grid>
            {waiting.map((request) => (
              <Card
                key={request.id}
                title={request.names[0] || request.applicationName}
                headingLevel={3}
                icon="key-round"
                href={`${REQUESTS_PATH}/${request.id}`}
              >
                <KeyValue
                  pairs={[
                    { label: words.application, value: request.applicationName },
                    { label: words.askedAt, value: formatInstant(request.askedAt, language) },
                  ]}
                />
              </Card>
            ))}
          </Grid>
        </Section>
      )}
      <Section title={words.certificates}>
        {credentials.length === 0 && <p>{words.noCertificate}</p>}
        <Grid>
          {credentials.map((credential) => (
            <CertificateCard key={credential.id} credential={credential} base={base} language={language} />
          ))}
        </Grid>
        <Buttons>
          <LinkButton href={`${base}/certificates/new`} look={canSign ? 'secondary' : 'primary'}>
            {credentials.length === 0 ? words.ask : words.askAnother}
          </LinkButton>
          {area === 'desk' && (
            <LinkButton href="/desk/authentication" look="secondary">
              {words.authentication}
            </LinkButton>
          )}
        </Buttons>
      </Section>
      <Section title={words.signTitle} lead={words.signLead}>
        {canSign ? (
          <Form action={`${base}/documents`} files messages={messages} label={words.signTitle}>
            <FileField
              name="file"
              label={words.file}
              kinds="PDF"
              accept="application/pdf,.pdf"
              most_bytes={MOST_OWN_DOCUMENT_BYTES}
            />
            <Buttons>
              <Button icon="upload">{words.look}</Button>
            </Buttons>
          </Form>
        ) : (
          <p>{words.needsCertificate}</p>
        )}
        {area === 'desk' && (
          <Buttons>
            <LinkButton href={BATCH_PATH} look="secondary">
              {words.signSeveral}
            </LinkButton>
          </Buttons>
        )}
      </Section>
      {delegations && (
        <Section title={delegationWords.title}>
          {delegations.length === 0 ? (
            <p>{delegationWords.nothingReceived}</p>
          ) : (
            <DelegationTable
              caption={delegationWords.received}
              delegations={delegations}
              side="from"
              language={language}
            />
          )}
          <Buttons>
            <LinkButton href={DELEGATIONS_PATH} look="secondary">
              {delegationWords.all}
            </LinkButton>
          </Buttons>
        </Section>
      )}
      {documents.length > 0 && <Documents documents={documents} base={base} language={language} />}
      <Signed view={view} path={asked.path} language={language} />
    </Page>,
  );
}

function CertificateCard(props: { credential: SigningCredential; base: string; language: Language }) {
  const { credential, base, language } = props;
  const words = texts[language];
  const { certificate, standing, id } = credential;
  return (
    <Card
      title={certificate.commonName}
      headingLevel={3}
      icon="badge-check"
      href={`${base}/certificates/${id}`}
      aside={<Standing standing={standing} language={language} />}
    >
      <KeyValue
        pairs={[
          ...(certificate.organization ? [{ label: words.agency, value: certificate.organization }] : []),
          { label: words.serial, value: <code>{certificate.serial}</code> },
          { label: words.until, value: formatInstant(certificate.until, language) },
        ]}
      />
    </Card>
  );
}

function Documents(props: { documents: SigningDocument[]; base: string; language: Language }) {
  const { documents, base, language } = props;
  const words = texts[language];
  return (
    <Section title={words.documents}>
      <KeptTable
        caption={words.documents}
        nameLabel={words.documentName}
        rows={documents.map(({ id, name, sizeBytes, signedFileId, keptUntil }) => ({
          id,
          href: `${base}/documents/${id}`,
          name,
          sizeBytes,
          isSigned: signedFileId !== null,
          keptUntil,
        }))}
        language={language}
      />
    </Section>
  );
}
