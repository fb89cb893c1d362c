import {
  Button,
  Columns,
  ErrorSummary,
  Form,
  KeyValue,
  Notice,
  Page,
  PageTitle,
  PersonButton,
  Section,
  TextField,
  renderPage,
  frameOf,
} from '../../../../design/index.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { interactionPath } from '../../provider/addresses.ts';
import type { Demonstration } from '../../actions.ts';
import { PASSKEY_SCRIPT } from '../passkey-script.ts';
import { sentencesOf } from '../sentences-of.ts';
import { texts } from './texts.ts';

/** Number and password, or a passkey. In demonstration mode also whom one may sign in as. */
export function signInPage(
  asked: Asked<unknown, unknown, unknown>,
  view: {
    uid: string;
    area: 'portal' | 'desk';
    personalNumber: string;
    demonstration: Demonstration | undefined;
    refusal?: Refusal;
  },
): string {
  const { uid, area, demonstration } = view;
  const words = texts[asked.language];
  const messages = sentencesOf(asked, view.refusal);
  const { '': general, ...ofFields } = messages;
  const path = interactionPath(uid);
  const offered = (demonstration?.accounts ?? []).filter((account) => account.area === area);
  // In demonstration mode the password stands on the page anyway, so it may stand in its field, too.
  const shownPassword = view.personalNumber ? demonstration?.password : undefined;
  const ways = (
    <>
      <Form action={`${path}/password`} values={{ personalNumber: view.personalNumber }} messages={ofFields}>
        <TextField
          name="personalNumber"
          label={words.number}
          hint={words.numberHint}
          inputmode="numeric"
          autocomplete="username"
          length={14}
          maxlength={20}
        />
        {shownPassword ? (
          <TextField name="password" label={words.password} value={shownPassword} autocomplete="off" length={20} />
        ) : (
          <TextField
            name="password"
            type="password"
            label={words.password}
            autocomplete="current-password"
            length={20}
            maxlength={200}
          />
        )}
        <Button>{words.continue}</Button>
      </Form>
      <div id="passkey-sign-in" data-at={`${path}/passkey`} data-token={asked.formToken} hidden>
        <Section title={words.passkeyTitle} lead={words.passkeyLead}>
          <Button type="button" look="secondary" id="passkey-button">
            {words.passkey}
          </Button>
          <p id="passkey-failed" role="alert" hidden>
            {words.passkeyFailed}
          </p>
        </Section>
      </div>
    </>
  );
  const offer = demonstration && (
    <Section title={words.demonstration} lead={words.demonstrationLead} id="demonstration">
      {demonstration.password && (
        <KeyValue pairs={[{ label: words.demonstrationPassword, value: demonstration.password }]} />
      )}
      {(['people', 'officials'] as const).map((group) => {
        const accounts = offered.filter((account) => account.shownUnder === group);
        return (
          accounts.length > 0 && (
            <Form action={path} method="get" label={words[group]} key={group}>
              <h3>{words[group]}</h3>
              {accounts.map((account) => {
                const [name = '', detail = ''] = account.label[asked.language].split(' · ');
                const { personalNumber } = account;
                return (
                  <PersonButton
                    field="number"
                    value={personalNumber}
                    name={name}
                    detail={detail}
                    key={personalNumber}
                  />
                );
              })}
            </Form>
          )
        );
      })}
    </Section>
  );
  return renderPage(
    <Page
      language={asked.language}
      title={words.title}
      path={path}
      frame={frameOf(asked, 'public')}
      width={demonstration ? 'wide' : 'narrow'}
      scripts={[PASSKEY_SCRIPT]}
      refused={view.refusal !== undefined}
    >
      <PageTitle
        over={area === 'desk' ? words.overDesk : words.overPortal}
        title={words.title}
        lead={
          <>
            {words.lead} {demonstration && <a href="#demonstration">{words.demonstrationLink}</a>}
          </>
        }
      />
      {general && (
        <Notice tone="danger" title={words.refusedTitle} live>
          <p>{general}</p>
        </Notice>
      )}
      <ErrorSummary messages={ofFields} />
      {demonstration ? (
        <Columns ratio="wide-first">
          <div>{ways}</div>
          <div>{offer}</div>
        </Columns>
      ) : (
        ways
      )}
    </Page>,
  );
}
