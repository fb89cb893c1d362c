import {
  Button,
  Buttons,
  Card,
  Columns,
  ErrorSummary,
  Fact,
  FactList,
  FileField,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { LogPlace, Validation } from '../../../trust/index.ts';
import type { PageView } from '../../frame.ts';
import type { CheckedFile, FileVerdict, IssuedDocument } from '../../public/actions.ts';
import { Fingerprint, Signatures } from './signatures.tsx';
import { texts } from './texts.ts';

/** Kinds of file that carry signatures, by the names people know them by. */
const KINDS = 'PDF, .p7m, .p7s, .xml, .json, .jws, .asice, .asics';
const LARGEST_CHECKED_BYTES = 10 * 1024 * 1024;

/** Asks for a code or a file; after a file, says what it is. */
export function verifyPage(
  props: PageView & { typed?: string; messages?: Record<string, string>; checked?: CheckedFile },
): string {
  const { language, path, frame, typed = '', messages = {}, checked } = props;
  const words = texts[language];
  return renderPage(
    <Page
      language={language}
      title={checked ? titleOf(checked.verdict, language) : words.title}
      description={words.lead}
      path={path}
      frame={frame}
      refused={Object.keys(messages).length > 0}
    >
      <PageTitle title={words.title} lead={words.lead} />
      <ErrorSummary messages={messages} />
      {checked && (
        <>
          <Verdict checked={checked} code={undefined} language={language} />
          <Signatures validation={checked.validation} language={language} />
          {checked.place && (
            <InLog sha256={checked.validation.files[0]!.sha256} place={checked.place} language={language} />
          )}
        </>
      )}
      <Columns>
        <Card title={words.byCode} icon="qr-code">
          <Form action="/verify" method="get" values={{ code: typed }} messages={messages} label={words.byCode}>
            <TextField
              name="code"
              label={words.code}
              hint={words.codeHint}
              length={14}
              maxlength={40}
              autocomplete="off"
            />
            <Buttons>
              <Button icon="search">{words.look}</Button>
            </Buttons>
          </Form>
        </Card>
        <Card title={words.byFile} icon="file-check">
          <p>{words.byFileLead}</p>
          <FileForm language={language} messages={messages} />
        </Card>
      </Columns>
      <CheckYourself language={language} />
    </Page>,
  );
}

/** What a code stands for, and how a file compares with it. */
export function documentPage(
  props: PageView & {
    code: string;
    document: IssuedDocument | undefined;
    checked?: CheckedFile;
    /** The signatures of the document as it was issued. */
    issued?: Validation;
    place?: LogPlace;
  },
): string {
  const { language, path, frame, code, document, checked, issued, place } = props;
  const words = texts[language];
  const title = document ? words.genuine : words.notOurs;
  return renderPage(
    <Page
      language={language}
      title={document && checked ? titleOf(checked.verdict, language) : title}
      path={path}
      frame={frame}
      width="narrow"
    >
      <PageTitle over={words.title} title={document ? document.title[language] : grouped(code)} />
      {checked && document ? (
        <Verdict checked={checked} code={code} language={language} />
      ) : (
        <Notice tone={document ? 'success' : 'danger'} title={title} live>
          <p>{document ? words.genuineCode : fill(words.notOursCode, { code: grouped(code) })}</p>
        </Notice>
      )}
      {document?.invalidFrom && (
        <Notice tone="warning" title={fill(words.invalid, { date: formatDate(document.invalidFrom, language) })}>
          <p>{words.invalidLead}</p>
        </Notice>
      )}
      {document?.validity && <Holding validity={document.validity} language={language} />}
      {document && (
        <Section title={words.what}>
          <FactList>
            <Fact label={words.holder} value={document.holderName} />
            <Fact label={words.number} value={document.documentNumber} />
            <Fact label={words.issuer} value={document.issuerName} />
            <Fact label={words.issuedAt} value={formatInstant(document.issuedAt, language)} />
            <Fact label={words.codeLabel} value={grouped(code)} />
            <Fact label={words.fingerprint} value={<Fingerprint sha256={document.sha256} />} />
          </FactList>
          <p>
            <small>{words.logged}</small>
          </p>
        </Section>
      )}
      {document && place && <InLog sha256={document.sha256} place={place} language={language} />}
      {(checked?.validation ?? issued) && (
        <Signatures validation={(checked?.validation ?? issued)!} language={language} isIssued={!checked} />
      )}
      {document && (
        <Card title={words.fileOfThis} icon="file-check">
          <p>{words.fileOfThisLead}</p>
          <FileForm language={language} code={code} />
        </Card>
      )}
      <Buttons>
        <LinkButton href="/verify" look="secondary">
          {words.again}
        </LinkButton>
      </Buttons>
      <CheckYourself language={language} />
    </Page>,
  );
}

/** Whether a paper that holds for a time does so today. */
function Holding({ validity, language }: { validity: NonNullable<IssuedDocument['validity']>; language: Language }) {
  const words = texts[language];
  const { state, from, lastDay } = validity;
  if (state === 'valid')
    return (
      <Notice tone="info" title={fill(words.holdsUntilDay, { date: formatDate(lastDay, language) })}>
        <p>{words.holdsLead}</p>
      </Notice>
    );
  if (state === 'doubtful' || !from)
    return (
      <Notice tone="warning" title={words.doubtful}>
        <p>{words.doubtfulLead}</p>
      </Notice>
    );
  const leads = { expired: words.expiredLead, replaced: words.replacedLead, changed: words.changedLead };
  return (
    <Notice tone="warning" title={fill(words.invalid, { date: formatDate(from, language) })}>
      <p>{leads[state]}</p>
    </Notice>
  );
}

function FileForm({
  language,
  code,
  messages = {},
}: {
  language: Language;
  code?: string;
  messages?: Record<string, string>;
}) {
  const words = texts[language];
  return (
    <Form action="/verify" files messages={messages} label={words.byFile}>
      {code && <input type="hidden" name="code" value={code} />}
      <FileField
        name="file"
        label={words.file}
        kinds={code ? 'PDF' : KINDS}
        {...(code && { accept: 'application/pdf,.pdf' })}
        {...(!code && { hint: words.fileHint, multiple: true })}
        most_bytes={LARGEST_CHECKED_BYTES}
      />
      <Buttons>
        <Button icon="upload" look="secondary">
          {words.checkFile}
        </Button>
      </Buttons>
    </Form>
  );
}

/** What the file is, in words that say what to do. */
function Verdict({ checked, code, language }: { checked: CheckedFile; code: string | undefined; language: Language }) {
  const words = texts[language];
  const sentences: Record<FileVerdict, string> = {
    genuine: code ? words.genuineBoth : words.genuineFile,
    holds: words.holdsFile,
    uncertain: words.uncertainFile,
    other: fill(words.otherFile, { code: grouped(code ?? '') }),
    changed: words.changedFile,
    not_ours: words.notOursFile,
  };
  const tones = {
    genuine: 'success',
    holds: 'success',
    other: 'warning',
    uncertain: 'warning',
    changed: 'danger',
    not_ours: 'danger',
  } as const;
  return (
    <Notice tone={tones[checked.verdict]} title={titleOf(checked.verdict, language)} live>
      <p>{sentences[checked.verdict]}</p>
    </Notice>
  );
}

function titleOf(verdict: FileVerdict, language: Language): string {
  const words = texts[language];
  return {
    genuine: words.genuine,
    holds: words.holds,
    other: words.other,
    uncertain: words.uncertain,
    changed: words.changed,
    not_ours: words.notOurs,
  }[verdict];
}

/** Where the document is in the public log, and the receipt that proves it without this site. */
function InLog({ sha256, place, language }: { sha256: string; place: LogPlace; language: Language }) {
  const words = texts[language];
  return (
    <Section title={words.log}>
      {place.state === 'entered' ? (
        <>
          <p>{words.logLead}</p>
          <FactList>
            <Fact label={words.logEntry} value={formatNumber(place.index, language)} />
            <Fact
              label={words.logState}
              value={fill(words.logSize, {
                size: formatNumber(place.size, language),
                at: formatInstant(place.publishedAt, language),
              })}
            />
          </FactList>
          <Buttons>
            <LinkButton href={`/log/receipts/${sha256}.tlog-proof`} look="secondary">
              {words.logReceipt}
            </LinkButton>
            <LinkButton href="/log#check" look="secondary">
              {words.logCheck}
            </LinkButton>
          </Buttons>
        </>
      ) : (
        <p>{place.state === 'waiting' ? words.logWaiting : words.logAbsent}</p>
      )}
    </Section>
  );
}

function CheckYourself({ language }: { language: Language }) {
  const words = texts[language];
  return (
    <Section title={words.trust}>
      <p>{words.trustText}</p>
      <p>
        <a class="ds-link mc-touch" href="/verify/root.pem">
          {words.root}
        </a>{' '}
        <a class="ds-link mc-touch" href="/log">
          {words.logPage}
        </a>
      </p>
    </Section>
  );
}

/** A code as it is printed: in groups of four. */
function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join(' ') ?? code;
}
