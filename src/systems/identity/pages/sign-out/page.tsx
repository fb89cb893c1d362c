import {
  Button,
  Buttons,
  Form,
  LinkButton,
  PATHS,
  Page,
  PageTitle,
  renderPage,
  frameOf,
} from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { texts } from './texts.ts';

/** A site asked the provider to sign someone out (OpenID Connect RP-Initiated Logout §2): the person says whether. */
export function signOutPage(
  asked: Asked<unknown, unknown, unknown>,
  logout: { confirmPath: string; secret: string },
): string {
  const words = texts[asked.language];
  return renderPage(
    <Page
      language={asked.language}
      title={words.title}
      path={PATHS.signOut}
      frame={frameOf(asked, 'public')}
      width="narrow"
    >
      <PageTitle title={words.title} lead={words.lead} />
      <Form action={logout.confirmPath}>
        <input type="hidden" name="xsrf" value={logout.secret} />
        <Buttons>
          <Button name="logout" value="yes">
            {words.signOut}
          </Button>
          <LinkButton href={PATHS.home} look="secondary">
            {words.stay}
          </LinkButton>
        </Buttons>
      </Form>
    </Page>,
  );
}
