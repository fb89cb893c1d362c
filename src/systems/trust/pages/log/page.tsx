import { join } from 'node:path';
import {
  addScript,
  Button,
  Buttons,
  bundled,
  Fact,
  FactList,
  FileField,
  Form,
  LinkButton,
  Page,
  PageTitle,
  Prose,
  renderPage,
  Section,
  TextArea,
  TextField,
  type Frame,
} from '../../../../design/index.ts';
import { fill, formatInstant, formatNumber, type Language } from '../../../../kernel/text.ts';
import type { LogState } from '../../log/actions.ts';
import type { WitnessStanding } from '../../log/witness/actions.ts';
import { texts } from './texts.ts';

const LARGEST_FILE_BYTES = 32_000_000;
/** What receipts are for, by the endings that people know. */
const FILE_KINDS = 'PDF, .tsr, .pem, .crt, .cer, .dmn, .xml';
const LARGEST_RECEIPT_BYTES = 1_000_000;

const CHECK_SCRIPT = addScript('log-check.js', bundled(join(import.meta.dirname, '..', 'log-check-island.js')));

/** What the log is, how it stands, and a check that the visitor's own browser does. */
export function logPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  log: LogState;
  witnesses: readonly WitnessStanding[];
  /** Where the house is served, for programs. */
  base: string;
}): string {
  const { language, path, frame, log, witnesses, base } = props;
  const address = `${base}/log`;
  const words = texts[language];
  return renderPage(
    <Page
      language={language}
      title={words.title}
      description={words.lead}
      path={path}
      frame={frame}
      width="narrow"
      scripts={[CHECK_SCRIPT]}
    >
      <PageTitle title={words.title} lead={words.lead} />
      <Section title={words.now}>
        <FactList>
          <Fact label={words.size} value={formatNumber(log.size, language)} />
          <Fact label={words.publishedAt} value={formatInstant(log.publishedAt, language)} />
          <Fact label={words.root} value={<code>{log.root.toString('hex').match(/.{8}/g)!.join(' ')}</code>} />
          <Fact label={words.key} value={<code>{log.key}</code>} />
        </FactList>
        <p>
          <small>{words.keyHint}</small>
        </p>
        <Buttons>
          <LinkButton href="/log/checkpoint" look="secondary">
            {words.checkpoint}
          </LinkButton>
          <LinkButton href="/verify" look="secondary">
            {words.toVerify}
          </LinkButton>
        </Buttons>
      </Section>
      <Section title={words.witnesses} id="witnesses">
        <p>{witnesses.length > 0 ? words.witnessesText : words.noWitnesses}</p>
        {witnesses.length > 0 && (
          <FactList>
            {witnesses.map(({ name, key, size, seenAt }) => (
              <Fact
                key={name}
                label={name}
                value={
                  <>
                    {size === undefined || !seenAt
                      ? words.sawNothing
                      : fill(words.saw, { size: formatNumber(size, language), at: formatInstant(seenAt, language) })}
                    <br />
                    <code>{key}</code>
                  </>
                }
              />
            ))}
          </FactList>
        )}
      </Section>
      <Section title={words.check} id="check">
        <p>{words.checkLead}</p>
        <p data-log-check-missing>{words.noScript}</p>
        <div
          class="mc-section"
          data-log-check
          hidden
          data-language={language}
          data-words={JSON.stringify({
            proven: words.proven,
            problems: words.problems,
            seen: words.seen,
            lines: words.lines,
          })}
        >
          <Form
            action="/log"
            method="get"
            values={{ key: log.key, witnesses: witnesses.map(({ key }) => key).join('\n') }}
            messages={{}}
            label={words.check}
          >
            <FileField
              name="receipt"
              label={words.receipt}
              hint={words.receiptHint}
              kinds=".tlog-proof, .txt"
              accept=".tlog-proof,.txt,text/plain"
              most_bytes={LARGEST_RECEIPT_BYTES}
            />
            <FileField
              name="file"
              label={words.file}
              hint={words.fileHint}
              kinds={FILE_KINDS}
              most_bytes={LARGEST_FILE_BYTES}
            />
            <TextField name="key" label={words.ownKey} maxlength={300} autocomplete="off" />
            <TextArea
              name="witnesses"
              label={words.ownWitnesses}
              hint={words.ownWitnessesHint}
              rows={2}
              maxlength={10_000}
            />
            <Buttons>
              <Button icon="file-check">{words.run}</Button>
            </Buttons>
          </Form>
          <div role="status">
            <div class="ds-alert mc-notice" data-log-check-answer hidden>
              <p data-log-check-result>{''}</p>
              <div data-log-check-records></div>
            </div>
          </div>
        </div>
      </Section>
      <Section title={words.how}>
        <Prose>
          <p>{words.howText}</p>
          <p>{words.command}</p>
        </Prose>
        <p>
          <code>{`npm run motcua -- log verify ${address} --key ${log.key}`}</code>
        </p>
        <p>{words.commandForReceipt}</p>
        <p>
          <code>{`npm run motcua -- log verify bien-nhan.tlog-proof giay-to.pdf --key ${log.key}`}</code>
        </p>
      </Section>
      <Section title={words.services} id="services">
        <p>{words.servicesText}</p>
        <FactList>
          <Fact label={words.timeStamps} value={<code>{`POST ${base}/tsa`}</code>} />
          <Fact label={words.answers} value={<code>{`${base}/trust/ocsp`}</code>} />
          <Fact label={words.lists} value={<AuthorityLinks ending="crl" language={language} />} />
          <Fact label={words.issuers} value={<AuthorityLinks ending="cer" language={language} />} />
          <Fact
            label={words.trustedList}
            value={
              <>
                <a class="ds-link mc-touch" href="/trust/list.xml">
                  {words.trustedListFile}
                </a>
                {' · '}
                <a class="ds-link mc-touch" href="/trust/list.sha2">
                  {words.trustedListHash}
                </a>
              </>
            }
          />
        </FactList>
        <Buttons>
          <LinkButton href="/trust/developers" look="secondary">
            {words.toMachines}
          </LinkButton>
        </Buttons>
      </Section>
    </Page>,
  );
}

/** A file of each authority. */
function AuthorityLinks({ ending, language }: { ending: 'crl' | 'cer'; language: Language }) {
  const words = texts[language];
  const files = [
    ['root', words.ofRoot],
    ['agency-seal-authority', words.ofSeals],
    ['person-authority', words.ofPeople],
    ['service-authority', words.ofServices],
    ['machine-authority', words.ofMachines],
  ] as const;
  return (
    <>
      {files.map(([name, label], i) => (
        <>
          {i > 0 && ' · '}
          <a class="ds-link mc-touch" href={`/trust/${name}.${ending}`}>
            {label}
          </a>
        </>
      ))}
    </>
  );
}
