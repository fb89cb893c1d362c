import type { ComponentChildren } from 'preact';
import { Button, Form, Notice } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import { texts } from './texts.ts';

/**
 * A form that is answered by a passkey: what it holds and the passkey's answer go to `at` together. Hidden until the script
 * shows it; without a script or without passkeys the page says so.
 */
export function PasskeyConsent(props: {
  at: string;
  language: Language;
  button: string;
  children?: ComponentChildren;
}) {
  const words = texts[props.language];
  return (
    <>
      <div data-passkey-consent data-at={props.at} hidden>
        <Form action={props.at}>
          {props.children}
          <Button type="button" icon="key-round">
            {props.button}
          </Button>
          <p role="alert" hidden>
            {words.failed}
          </p>
        </Form>
      </div>
      <p id="passkey-unsupported" hidden>
        {words.unsupported}
      </p>
      <noscript>
        <Notice tone="info">
          <p>{words.needsScript}</p>
        </Notice>
      </noscript>
    </>
  );
}
