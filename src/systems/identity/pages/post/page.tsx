import {
  Button,
  Buttons,
  ErrorSummary,
  Form,
  LinkButton,
  PATHS,
  Page,
  PageTitle,
  Prose,
  RadioGroup,
  renderPage,
  frameOf,
} from '../../../../design/index.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { fill } from '../../../../kernel/text.ts';
import type { Post } from '../../relying-party/actions.ts';
import { SITES } from '../../provider/addresses.ts';
import { sentencesOf } from '../sentences-of.ts';
import { texts } from './texts.ts';

/** The posts of an official, to choose one. */
export function postPage(
  asked: Asked<unknown, unknown, unknown>,
  view: { posts: { key: string; post: Post }[]; chosen: string | undefined; refusal?: Refusal },
): string {
  const words = texts[asked.language];
  const messages = sentencesOf(asked, view.refusal);
  return renderPage(
    <Page
      language={asked.language}
      title={words.title}
      path="/desk/post"
      frame={frameOf(asked, 'desk')}
      width="narrow"
      refused={view.refusal !== undefined}
    >
      <PageTitle title={words.title} lead={words.lead} />
      <ErrorSummary messages={messages} />
      <Form action="/desk/post" values={{ post: view.chosen }} messages={messages}>
        <RadioGroup
          name="post"
          label={words.post}
          choices={view.posts.map(({ key, post }) => ({
            value: key,
            label: post.title[asked.language],
            hint: post.agencyName,
          }))}
        />
        <Button>{words.choose}</Button>
      </Form>
    </Page>,
  );
}

/** Someone without a post came to the desk. */
export function noPostPage(asked: Asked<unknown, unknown, unknown>, name: string): string {
  const words = texts[asked.language];
  return renderPage(
    <Page
      language={asked.language}
      title={words.noneTitle}
      path={SITES.desk.signInPath}
      frame={frameOf(asked, 'public')}
      width="narrow"
      refused
    >
      <PageTitle title={words.noneTitle} lead={fill(words.noneLead, { name })} />
      <Prose>
        <p>{words.noneHelp}</p>
      </Prose>
      <Buttons>
        <LinkButton href={`${SITES.desk.signInPath}?as=another`}>{words.another}</LinkButton>
        <LinkButton href={PATHS.home} look="secondary">
          {words.portal}
        </LinkButton>
      </Buttons>
    </Page>,
  );
}
