import {
  Button,
  Card,
  Form,
  KeyValue,
  Notice,
  Page,
  PageTitle,
  Section,
  TextField,
  renderPage,
  frameOf,
} from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { formatInstant } from '../../../../kernel/text.ts';
import type { PasskeyView } from '../../passkey/actions.ts';
import { PASSKEY_SCRIPT } from '../passkey-script.ts';
import { texts } from './texts.ts';

/** A person's account: its level, and the passkeys that open it. */
export function accountPage(
  asked: Asked<unknown, unknown, unknown>,
  view: { name: string; level: 1 | 2; passkeys: PasskeyView[]; done?: 'added' | 'removed' },
): string {
  const { language } = asked;
  const words = texts[language];
  return renderPage(
    <Page
      language={language}
      title={words.title}
      path="/account"
      frame={frameOf(asked, 'portal')}
      width="narrow"
      scripts={[PASSKEY_SCRIPT]}
    >
      <PageTitle title={words.title} />
      {view.done && (
        <Notice tone="success" live>
          <p>{view.done === 'added' ? words.doneAdded : words.doneRemoved}</p>
        </Notice>
      )}
      <KeyValue
        pairs={[
          { label: words.name, value: view.name },
          { label: words.number, value: asked.session?.holder.number },
          { label: words.level, value: view.level === 2 ? words.level2 : words.level1 },
        ]}
      />
      <Section title={words.passkeys} lead={words.passkeysLead}>
        {view.passkeys.length === 0 && <p>{words.none}</p>}
        {view.passkeys.map((passkey) => (
          <Card title={passkey.label} headingLevel={3} key={passkey.credentialId}>
            <KeyValue
              pairs={[
                { label: words.added, value: formatInstant(passkey.createdAt, language) },
                { label: words.used, value: passkey.usedAt ? formatInstant(passkey.usedAt, language) : words.never },
              ]}
            />
            {passkey.isBackedUp && <p>{words.backedUp}</p>}
            <Form action="/account/passkeys/remove" label={`${words.remove}: ${passkey.label}`}>
              <input type="hidden" name="credentialId" value={passkey.credentialId} />
              <Button look="tertiary" danger>
                {words.remove}
              </Button>
            </Form>
          </Card>
        ))}
        <div
          id="passkey-add"
          data-at="/account/passkeys"
          data-token={asked.formToken}
          data-label={words.labelDefault}
          hidden
        >
          <div class="mc-form">
            <TextField name="label" label={words.label} hint={words.labelHint} maxlength={60} optional />
            <Button type="button" look="secondary">
              {words.add}
            </Button>
            <p role="alert" hidden>
              {words.failed}
            </p>
          </div>
        </div>
        <p id="passkey-unsupported" hidden>
          {words.unsupported}
        </p>
        <noscript>
          <p>{words.needsScript}</p>
        </noscript>
      </Section>
    </Page>,
  );
}
