import {
  BackLink,
  Button,
  ErrorSummary,
  Form,
  Notice,
  Page,
  PageTitle,
  TextField,
  renderPage,
  frameOf,
} from '../../../../design/index.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { fill } from '../../../../kernel/text.ts';
import { interactionPath } from '../../provider/addresses.ts';
import { sentencesOf } from '../sentences-of.ts';
import { texts } from './texts.ts';

/** The second factor: the code that was sent. In demonstration mode the page shows it. */
export function codePage(
  asked: Asked<unknown, unknown, unknown>,
  view: {
    uid: string;
    sentTo: string | undefined;
    code: string | undefined;
    wasSentAgain?: boolean;
    refusal?: Refusal;
  },
): string {
  const words = texts[asked.language];
  const { '': general, ...ofFields } = sentencesOf(asked, view.refusal);
  const path = interactionPath(view.uid);
  return renderPage(
    <Page
      language={asked.language}
      title={words.title}
      path={`${path}/code`}
      frame={frameOf(asked, 'public')}
      width="narrow"
      refused={view.refusal !== undefined}
    >
      <BackLink href={path} label={words.otherPerson} />
      <PageTitle
        over={words.over}
        title={words.title}
        lead={view.sentTo ? fill(words.lead, { to: view.sentTo }) : words.leadAnywhere}
      />
      {general && (
        <Notice tone="danger" title={words.refusedTitle} live>
          <p>{general}</p>
        </Notice>
      )}
      {view.wasSentAgain && !view.refusal && (
        <Notice tone="success" live>
          <p>{words.sentAgain}</p>
        </Notice>
      )}
      {view.code && (
        <Notice tone="info">
          <p id="demonstration-code">{fill(words.demonstration, { code: view.code })}</p>
        </Notice>
      )}
      <ErrorSummary messages={ofFields} />
      <Form action={`${path}/code`} messages={ofFields}>
        <TextField
          name="code"
          label={words.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          length={8}
          maxlength={12}
        />
        <Button>{words.signIn}</Button>
      </Form>
      <Form action={`${path}/code/again`} label={words.again}>
        <Button look="tertiary">{words.again}</Button>
      </Form>
    </Page>,
  );
}
