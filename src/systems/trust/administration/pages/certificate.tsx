import type { ComponentChildren } from 'preact';
import {
  Breadcrumbs,
  Button,
  Buttons,
  Disclosure,
  ErrorSummary,
  Fact,
  FactList,
  type FieldMessages,
  type FieldValues,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  RadioGroup,
  Section,
  TextArea,
  Timeline,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { RevocationReason } from '../../rules.ts';
import type { CertificateFile } from '../certificates/actions.ts';
import { type AskableAct, REVOCATION_REASON_NAMES, reasonOf } from '../requests/actions.ts';
import { type DeskView, HERE, RequestTag, StandingTag, holderText, profileText, serialText } from './page-parts.tsx';
import { ACT_WORDS, REASON_WORDS, REQUEST_WORDS, USAGE_WORDS, texts } from './texts.ts';

interface CertificatePage extends DeskView {
  file: CertificateFile;
  /** Keys of the forms, so that each is sent once. */
  requestKeys: Readonly<Record<AskableAct, string>>;
  /** After a refusal: which form came back, with what was typed. */
  refused?: { act: AskableAct; values: FieldValues; messages: FieldMessages } | undefined;
}

/** One certificate: what it says, what it is worth, what was done to it, where it is in the log, and what may be asked for. */
export function certificatePage(view: CertificatePage): string {
  const { language, path, frame, file, refused } = view;
  const words = texts[language];
  const { listed, read, acts, requests } = file;
  const here = `${HERE}/${listed.serial}`;
  const title = holderText(listed.holder, language);
  const open = requests.find(({ state, serial }) => state === 'asked' && serial === listed.serial);
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.certificates, href: HERE },
          { label: title, href: here },
        ]}
      />
      <PageTitle
        over={profileText(listed.profile, language)}
        title={title}
        aside={<StandingTag standing={listed.standing} language={language} />}
      />
      {refused && <ErrorSummary messages={refused.messages} />}
      {open && (
        <Notice tone="warning" title={words.openRequest}>
          <LinkButton look="secondary" href={`${HERE}/requests/${open.id}`}>
            {words.seeRequest}
          </LinkButton>
        </Notice>
      )}
      <Section title={words.fields}>
        <FactList>
          <Fact label={words.serial} value={<code>{serialText(listed.serial)}</code>} />
          {!listed.isPerson && read.organization && <Fact label={words.organization} value={read.organization} />}
          {read.organizationIdentifier && <Fact label={words.identifier} value={read.organizationIdentifier} />}
          {!listed.isPerson && <Fact label={words.commonName} value={read.commonName} />}
          <Fact
            label={words.issuer}
            value={listed.authority ? profileText(listed.authority, language) : words.itself}
          />
          <Fact label={words.from} value={formatInstant(read.from, language)} />
          <Fact label={words.until} value={formatInstant(read.until, language)} />
          <Fact label={words.usage} value={usageText(file, language)} />
          <Fact label={words.key} value={file.key} />
          <Fact label={words.signedWith} value={file.signatureAlgorithm} />
          {read.policies && <Fact label={words.policies} value={read.policies.join(', ')} />}
          {listAddresses(file).map((address) => (
            <Fact key={address} label={words.listAt} value={address} />
          ))}
          <Fact label={words.sha256} value={<code>{serialText(file.sha256)}</code>} />
        </FactList>
        {!listed.isPerson && (
          <Buttons>
            <LinkButton look="secondary" icon="download" href={`${here}/file.cer`} download>
              {words.download}
            </LinkButton>
            <LinkButton look="secondary" icon="download" href={`${here}/file.pem`} download>
              {words.asPem}
            </LinkButton>
          </Buttons>
        )}
      </Section>
      <Section title={words.log}>
        <LogPlaceText file={file} language={language} />
      </Section>
      <Section title={words.history}>
        {acts.length === 0 ? (
          <p>{words.noActs}</p>
        ) : (
          <Timeline
            label={words.history}
            entries={acts.toReversed().map((act) => ({
              when: formatInstant(act.recordedAt, language),
              dateTime: act.recordedAt.toISOString(),
              title: actText(act, language),
              detail: (
                <>
                  <p>{act.doneBy}</p>
                  <p>{act.why}</p>
                </>
              ),
            }))}
          />
        )}
      </Section>
      <Section title={words.aboutIt}>
        {requests.length === 0 ? (
          <p>{words.noRequests}</p>
        ) : (
          <ul>
            {requests.map((request) => (
              <li key={request.id}>
                <a class="ds-link" href={`${HERE}/requests/${request.id}`}>
                  {REQUEST_WORDS[request.kind][language]}
                </a>
                {', '}
                {request.askedByName}, {formatInstant(request.askedAt, language)}{' '}
                <RequestTag state={request.state} language={language} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {!open && <Asking {...view} />}
    </Page>,
  );
}

function actText(act: CertificateFile['acts'][number], language: Language): string {
  const reason = act.kind === 'revoked' ? reasonOf(act.reason) : undefined;
  const what = ACT_WORDS[act.kind][language];
  const told = reason ? `${what}: ${REASON_WORDS[reason][language]}` : what;
  // A revocation after a suspension counts from that.
  const isEarlier = act.recordedAt.getTime() - act.at.getTime() > 60_000;
  return isEarlier ? `${told} (${fill(texts[language].heldFrom, { at: formatInstant(act.at, language) })})` : told;
}

function usageText({ read }: CertificateFile, language: Language): string {
  const uses = [...(read.keyUsage ?? [])].map(String).concat(read.extendedKeyUsage ?? []);
  return uses.map((use) => USAGE_WORDS[use]?.[language] ?? use).join(', ');
}

function listAddresses({ read }: CertificateFile): string[] {
  return (read.distributionPoints ?? []).flatMap(({ name }) =>
    name && 'names' in name ? name.names.flatMap((one) => (one.kind === 'uri' ? [one.text] : [])) : [],
  );
}

function LogPlaceText({ file, language }: { file: CertificateFile; language: Language }) {
  const words = texts[language];
  const { place } = file;
  if (place.state !== 'entered')
    return place.state === 'waiting' ? <p>{words.logWaiting}</p> : <Notice tone="danger" title={words.logAbsent} />;
  const values = {
    index: formatNumber(place.index, language),
    size: formatNumber(place.size, language),
    at: formatInstant(place.publishedAt, language),
  };
  return (
    <>
      <p>{fill(words.logEntered, values)}</p>
      <LinkButton look="secondary" icon="download" href={`${HERE}/${file.listed.serial}/receipt.tlog-proof`} download>
        {words.receipt}
      </LinkButton>
    </>
  );
}

/** The forms by which something is asked for, as the standing allows. */
function Asking({ file, language, requestKeys, refused }: CertificatePage) {
  const words = texts[language];
  const { standing, authority, serial, isAuthority } = file.listed;
  if (!authority) return <Notice tone="info" title={words.rootStays} />;
  if (standing === 'revoked') return <Notice tone="info" title={words.nothingToAsk} />;
  const form = (act: AskableAct, label: string, hint: string, fields?: ComponentChildren) => {
    const back = refused?.act === act ? refused : undefined;
    return (
      <Disclosure label={label} open={back !== undefined}>
        <p>{hint}</p>
        <Form
          action={`${HERE}/${serial}/${act}`}
          label={label}
          idempotencyKey={requestKeys[act]}
          values={back?.values ?? {}}
          messages={back?.messages ?? {}}
        >
          {fields}
          <TextArea name={`${act}Why`} label={words.why} hint={words.whyHint} maxlength={2_000} />
          <Button danger={act === 'revoke'}>{label}</Button>
        </Form>
      </Disclosure>
    );
  };
  return (
    <Section title={words.act} lead={words.actLead}>
      {file.acts.at(-1)?.kind === 'suspended'
        ? form('resume', words.askResume, words.resumeHint)
        : form('suspend', words.askSuspend, words.suspendHint)}
      {form(
        'revoke',
        words.askRevoke,
        words.revokeHint,
        <RadioGroup
          name="reason"
          label={words.reason}
          choices={REVOCATION_REASON_NAMES.filter((reason) => fitsHolder(reason, isAuthority)).map((reason) => ({
            value: reason,
            label: REASON_WORDS[reason][language],
          }))}
        />,
      )}
    </Section>
  );
}

const fitsHolder = (reason: RevocationReason, isAuthority: boolean): boolean =>
  isAuthority ? reason !== 'keyCompromise' : reason !== 'cACompromise';
