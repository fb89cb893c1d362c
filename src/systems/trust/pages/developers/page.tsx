import {
  Buttons,
  Fact,
  FactList,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  renderPage,
  Section,
  type Frame,
} from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import { texts } from './texts.ts';

/** How a program gets a certificate here: by certbot, lego, curl; and how to try it. */
export function developersPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  /** Where the house is served. */
  base: string;
  /** Whether anyone may have an ACME account. */
  isOpen: boolean;
  /** Whether all of it is only for trying things out. */
  isDemo: boolean;
  httpPort: number;
}): string {
  const { language, path, frame, base, isOpen, isDemo, httpPort } = props;
  const words = texts[language];
  const directory = `${base}/acme/directory`;
  const est = `${base}/.well-known/est`;
  const binding = isOpen ? '' : ' --eab-kid acme-… --eab-hmac-key …';
  const legoBinding = isOpen ? '' : ' --eab --kid acme-… --hmac …';
  const port = httpPort === 80 ? '' : ` --http-01-port ${httpPort}`;
  const legoPort = httpPort === 80 ? '' : ` --http.port :${httpPort}`;
  return renderPage(
    <Page language={language} title={words.title} description={words.lead} path={path} frame={frame} width="narrow">
      <PageTitle title={words.title} lead={words.lead} />
      <Notice tone={isDemo ? 'warning' : 'info'} title={isDemo ? words.demoTitle : words.permittedTitle}>
        {isDemo && <p>{words.demo}</p>}
        <p>{isOpen ? words.open : words.permitted}</p>
      </Notice>
      <Section title={words.addresses}>
        <FactList>
          <Fact label={words.directory} value={<code>{directory}</code>} />
          <Fact label={words.est} value={<code>{est}</code>} />
          <Fact label={words.port} value={String(httpPort)} />
          <Fact label={words.lasts} value={words.lastsText} />
          <Fact label={words.keys} value={words.keysText} />
          <Fact
            label={words.root}
            value={
              <a class="ds-link mc-touch" href="/verify/root.pem">
                {words.rootText}
              </a>
            }
          />
        </FactList>
      </Section>
      <Section title={words.certbot} id="certbot">
        <p>{words.certbotText}</p>
        <Commands
          lines={[
            `certbot certonly --standalone${port} --server ${directory}${binding} -d may-chu.example`,
            'certbot renew',
          ]}
        />
      </Section>
      <Section title={words.lego} id="lego">
        <p>{words.legoText}</p>
        <Commands
          lines={[
            `lego --server ${directory}${legoBinding} --accept-tos --email ban@co-quan.example --domains may-chu.example --http${legoPort} run`,
          ]}
        />
      </Section>
      <Section title={words.curl} id="est">
        <p>{words.curlText}</p>
        <Commands
          lines={[
            'openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -subj /CN=may-chu.example -outform DER | base64 > req.b64',
            `curl --user est-…:… -H 'Content-Type: application/pkcs10' --data-binary @req.b64 ${est}/simpleenroll | base64 -d | openssl pkcs7 -inform DER -print_certs -out certificate.pem`,
          ]}
        />
      </Section>
      {isDemo && (
        <Section title={words.try} id="try">
          <p>{words.tryText}</p>
          <Commands
            lines={[
              'ACME_HTTP_PORT=5002 npm start',
              `certbot certonly --standalone --http-01-port 5002 --server ${directory} -d may-chu.localhost --config-dir thu --work-dir thu --logs-dir thu`,
              `curl -o root.pem ${base}/verify/root.pem`,
            ]}
          />
        </Section>
      )}
      <Section title={words.refusals}>
        <p>{words.refusalsText}</p>
      </Section>
      <Section title={words.revocation}>
        <p>{words.revocationText}</p>
        <Buttons>
          <LinkButton href="/log#services" look="secondary">
            {words.toLog}
          </LinkButton>
        </Buttons>
      </Section>
    </Page>,
  );
}

/** Commands to copy, each a paragraph of its own that breaks where the screen ends. */
function Commands({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <p key={line}>
          <code>{line}</code>
        </p>
      ))}
    </>
  );
}
